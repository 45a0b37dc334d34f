//! What was taken as given because nobody said otherwise, in the order in which it is listed.

use crate::{
    authorize::{Premise, of_decision, of_request},
    case::{Case, Reading, asks_for_session_age, assumed_audience},
    lang::{Localized, Words},
    policy::Kind,
    profile::{Auth, Profile},
    report::Assumption,
    wire,
    words::{kind_name, listed},
};

/// All of it, for the report.
pub(crate) fn assumptions(case: &Case<'_>) -> Vec<Assumption> {
    let facts = &case.input.facts;
    let unused = unused_facts(case).into_iter().chain(case.input.notes.iter().cloned());
    let mut assumptions: Vec<Assumption> = unused.map(|words| assumed(words, &[])).collect();
    if case.assumes_full_access() {
        assumptions.push(assumed(FULL_ACCESS.words(), &["serviceControl"]));
    }
    assumptions.extend(premises(case));
    let Some(profile) = case.profile.filter(|_| !case.checked.is_empty()) else {
        return assumptions;
    };
    assumptions.extend(location(case).map(|words| assumed(words, &["bucket.name"])));
    assumptions.extend(accounts(case, profile));
    if case.of_kind(Kind::Bucket).next().is_none() {
        assumptions.push(assumed(NO_BUCKET_POLICY.words(), &["bucket"]));
    }
    if profile.calls_from_outside() {
        let told = matches!(facts.call.vpc_endpoint, Some(Some(_)));
        assumptions.push(assumed(call_of_vendor(profile, told), &["call.vpcEndpoint"]));
    }
    if asks_for_session_age(case.policies().map(|(.., policy)| policy)) {
        assumptions.push(assumed(NEW_SESSION.words(), &[]));
    }
    let trusting = case.of_kind(Kind::Trust).map(|(.., policy)| policy);
    let audience = profile.trust.as_ref().and_then(|need| assumed_audience(need, trusting));
    assumptions.extend(audience.map(|audience| assumed(token_for(audience), &[])));
    assumptions.extend(no_limits(case));
    assumptions.extend(without_a_say(case).map(|words| assumed(words, &[])));
    let told = case.input.settings.map(|settings| (settings.assumed_of_objects)(facts));
    if told != Some(None) {
        let words = told.flatten().unwrap_or_else(objects_are_harmless);
        let facts: &[&str] = if facts.bucket.encryption.is_none() {
            &["bucket.encryption", "bucket.objectOwnership"]
        } else {
            &["bucket.objectOwnership"]
        };
        assumptions.push(assumed(words, facts));
    }
    assumptions
}

/// What the decisions rest on that AWS's documentation leaves open.
fn premises(case: &Case<'_>) -> Vec<Assumption> {
    let facts = &case.input.facts;
    let mut found: Vec<Premise> = Vec::new();
    if case.checked.iter().any(|checked| checked.is_own) {
        found.extend(of_request(&case.input.request, facts));
    }
    for checked in &case.checked {
        let policy = |index: usize| {
            case.readings.get(*checked.documents.get(index)?).and_then(Reading::usable)
        };
        found.extend(of_decision(&checked.call, &checked.decision, facts, &policy));
    }
    let all = [
        Premise::CallerOwnsResource,
        Premise::GrantPassesLimits,
        Premise::InterfaceEndpoint,
        Premise::BooleanVariables,
        Premise::YearIsEpoch,
    ];
    let found = all.into_iter().filter(|premise| found.contains(premise));
    found.map(|premise| assumed(premise_words(premise).words(), &[])).collect()
}

/// What `premise` takes as given.
pub(crate) const fn premise_words(premise: Premise) -> Localized<&'static str> {
    match premise {
        Premise::CallerOwnsResource => Localized {
            en: "The resource belongs to the caller's account.",
            ja: "リソースは呼び出し元と同じアカウントのものです。",
        },
        Premise::GrantPassesLimits => Localized {
            en: "Neither a permissions boundary nor a session policy limits a grant of a KMS key.",
            ja: "KMS キーのグラントは、アクセス許可の境界にもセッションポリシーにも制限されません。",
        },
        Premise::InterfaceEndpoint => Localized {
            en: "The VPC endpoint is an interface endpoint: a gateway endpoint takes no `Principal` but `*`.",
            ja: "VPC エンドポイントはインターフェイス型です。ゲートウェイ型の `Principal` に指定できるのは `*` だけです。",
        },
        Premise::BooleanVariables => Localized {
            en: "Policy variables count under `Bool`.",
            ja: "ポリシー変数は `Bool` でも有効です。",
        },
        Premise::YearIsEpoch => Localized {
            en: "A date of four digits is no year: it counts seconds since 1970.",
            ja: "4 桁だけの日付は年ではなく、1970 年からの秒数です。",
        },
    }
}

fn assumed(words: Words, facts: &[&str]) -> Assumption {
    Assumption { words, facts: facts.iter().map(|fact| (*fact).to_owned()).collect() }
}

const FULL_ACCESS: Localized<&str> = Localized {
    en: "`FullAWSAccess` is attached beside the service control policies that only deny.",
    ja: "拒否だけのサービスコントロールポリシーと一緒に、`FullAWSAccess` がアタッチされています。",
};

const NO_BUCKET_POLICY: Localized<&str> = Localized {
    en: "The bucket has no bucket policy.",
    ja: "バケットにはバケットポリシーがありません。",
};

const NEW_SESSION: Localized<&str> = Localized {
    en: "The role's session is new, issued after the times that the policies name.",
    ja: "ロールのセッションは新しく、ポリシーに書かれた日時より後に発行されます。",
};

fn token_for(audience: &str) -> Words {
    Words {
        en: format!("The caller's token is for the audience `{audience}`."),
        ja: format!("呼び出し元のトークンのオーディエンスは `{audience}` です。"),
    }
}

/// Where the data is, as read off the policies.
fn location(case: &Case<'_>) -> Option<Words> {
    let target = case.target.as_ref().filter(|target| !target.bucket_is_told)?;
    let uri = target.uri();
    Some(Words {
        en: format!("The data is in `{uri}`, as the policies say."),
        ja: format!("データは、ポリシーに書かれている `{uri}` にあります。"),
    })
}

/// Whose the bucket is, where the accounts are not both known.
fn accounts(case: &Case<'_>, profile: &Profile) -> Option<Assumption> {
    let bucket = &case.input.facts.bucket;
    if bucket.account.is_some() && case.input.request.principal.is_some() {
        return None;
    }
    let (en, ja) = match profile.auth {
        Auth::User => ("User", "ユーザー"),
        _ => ("Role", "ロール"),
    };
    let is_apart = profile.cross_account && bucket.account.is_none();
    let (accounts, same) = if is_apart {
        ("different AWS accounts", "別の")
    } else {
        ("the same AWS account", "同じ")
    };
    let words = Words {
        en: format!("{en} and bucket belong to {accounts}."),
        ja: format!("{ja}とバケットは{same} AWS アカウントにあります。"),
    };
    Some(assumed(
        words,
        if bucket.account.is_none() { &["bucket.account"] } else { &["request.principal"] },
    ))
}

/// How the vendor calls; `has_endpoint` where the case names the VPC endpoint.
fn call_of_vendor(profile: &Profile, has_endpoint: bool) -> Words {
    let caller = profile.caller.as_str();
    if has_endpoint {
        return Words {
            en: format!("{} calls over HTTPS, in a new session and without MFA.", caller.en),
            ja: format!(
                "{}は HTTPS で、新しいセッションから、MFA を使わずに呼び出します。",
                caller.ja
            ),
        };
    }
    Words {
        en: format!(
            "{} calls over HTTPS, in a new session, without MFA and through none of your VPC endpoints.",
            caller.en
        ),
        ja: format!(
            "{}は HTTPS で、新しいセッションから、MFA を使わず、お使いの VPC エンドポイントを経由せずに呼び出します。",
            caller.ja
        ),
    }
}

/// Kinds of policies that may limit the call and are not among the documents.
fn no_limits(case: &Case<'_>) -> Option<Assumption> {
    let limits =
        [Kind::PermissionsBoundary, Kind::Session, Kind::ServiceControl, Kind::ResourceControl];
    let is_told = |kind: &Kind| {
        *kind == Kind::PermissionsBoundary && case.input.facts.caller.permissions_boundary.is_some()
    };
    let unseen = limits.into_iter().filter(|kind| case.of_kind(*kind).next().is_none());
    let unseen = unseen.filter(|kind| !is_told(kind));
    let (kinds, names): (Vec<&str>, Vec<_>) =
        unseen.map(|kind| (wire::kind_name(kind), kind_name(kind))).unzip();
    if names.is_empty() {
        return None;
    }
    let en: Vec<&str> = names.iter().map(|name| name.en).collect();
    let ja: Vec<&str> = names.iter().map(|name| name.ja).collect();
    let words = Words {
        en: format!("Nothing else limits the call: no {}.", en.join(", ")),
        ja: format!("{}による制限はありません。", ja.join("、")),
    };
    Some(assumed(words, &kinds))
}

/// Documents that decide none of the calls, as a key policy where nobody told of encryption.
fn without_a_say(case: &Case<'_>) -> Option<Words> {
    let mut names: Vec<Localized<&str>> = Vec::new();
    for (document, reading, _) in case.policies() {
        let name = kind_name(reading.document.kind);
        let has_a_say = case.checked.iter().any(|checked| checked.documents.contains(&document));
        if !has_a_say && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return None;
    }
    let en: Vec<&str> = names.iter().map(|name| name.en).collect();
    let ja: Vec<&str> = names.iter().map(|name| name.ja).collect();
    Some(Words {
        en: format!("Not considered, because no call here asks it: {}.", en.join(", ")),
        ja: format!("どの呼び出しにも関係しないため考慮していないもの: {}", ja.join("、")),
    })
}

/// Where nothing is told of the objects.
pub(super) fn objects_are_harmless() -> Words {
    Words {
        en: "The objects belong to the bucket's account and are not encrypted with an AWS KMS key, or the key allows the role to decrypt.".to_owned(),
        ja: "オブジェクトの所有者はバケットのアカウントで、AWS KMS キーで暗号化されていないか、ロールに復号が許可されています。".to_owned(),
    }
}

/// What the user told and nothing here used.
fn unused_facts(case: &Case<'_>) -> Vec<Words> {
    let unused = &case.input.unused_facts;
    if unused.is_empty() {
        return Vec::new();
    }
    let names = listed(unused.iter().map(String::as_str));
    vec![Words {
        en: format!("Not considered: {}.", names.en),
        ja: format!("考慮していない情報: {}", names.ja),
    }]
}

#[cfg(test)]
mod tests {
    use crate::{Document, Input, analyze, policy::Kind, rules::testing::import};

    fn given(input: &Input, kind: Kind, text: &str) -> Vec<String> {
        let mut input = input.clone();
        let role = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
        for (kind, text) in [(Kind::Identity, role), (kind, text)] {
            let (id, text) = (format!("{kind:?}"), text.to_owned());
            input.documents.push(Document { id, kind, text, target: None });
        }
        analyze(&input).assumptions.into_iter().map(|it| it.words.en).collect()
    }

    const POLICY: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#;

    #[test]
    fn a_policy_that_no_call_asks_is_told_of() {
        let key = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}}"#;
        for (kind, text, name) in
            [(Kind::Key, key, "KMS key policy"), (Kind::VpcEndpoint, POLICY, "VPC endpoint policy")]
        {
            let wanted = format!("Not considered, because no call here asks it: {name}.");
            let told = given(&import(), kind, text);
            assert!(told.contains(&wanted), "{told:?}");
        }
        let asked = given(&import(), Kind::Bucket, POLICY);
        assert!(!asked.iter().any(|words| words.starts_with("Not considered")), "{asked:?}");
    }

    #[test]
    fn an_audience_is_taken_as_given_where_it_is_asked_for() {
        let input = Input { profile: crate::profile::by_id("github-actions"), ..import() };
        let says = |claim: &str| {
            let host = "token.actions.githubusercontent.com";
            let trust = format!(
                r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"Federated":"arn:aws:iam::111122223333:oidc-provider/{host}"}},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{"StringEquals":{{"{host}:{claim}":"sts.amazonaws.com"}}}}}}}}"#
            );
            given(&input, Kind::Trust, &trust).iter().any(|words| words.contains("audience `sts"))
        };
        assert!(says("aud"));
        assert!(!says("sub"));
    }

    #[test]
    fn a_named_endpoint_is_not_said_to_be_passed_by() {
        let mut input = import();
        let says = |input: &Input| {
            let all = given(input, Kind::VpcEndpoint, POLICY);
            all.iter().any(|words| words.contains("none of your VPC endpoints"))
        };
        assert!(says(&input));
        input.facts.call.vpc_endpoint = Some(Some("vpce-0abc12345".to_owned()));
        assert!(!says(&input));
    }
}
