//! What was taken as given because nobody said otherwise, in the order in which it is listed.

use crate::{
    case::{Case, asks_for_session_age},
    lang::{Localized, Words},
    policy::Kind,
    profile::{Auth, Profile},
    words::{kind_name, listed},
};

/// All of it, for the report.
pub(crate) fn assumptions(case: &Case<'_>) -> Vec<Words> {
    let facts = &case.input.facts;
    let mut assumptions = unused_facts(case);
    assumptions.extend(case.input.notes.iter().cloned());
    if case.assumes_full_access() {
        assumptions.push(FULL_ACCESS.words());
    }
    let Some(profile) = case.profile.filter(|_| !case.checked.is_empty()) else {
        return assumptions;
    };
    assumptions.extend(location(case));
    assumptions.extend(accounts(case, profile));
    if case.of_kind(Kind::Bucket).next().is_none() {
        assumptions.push(NO_BUCKET_POLICY.words());
    }
    if profile.calls_from_outside() {
        assumptions.push(call_of_vendor(profile));
    }
    if asks_for_session_age(case.policies().map(|(.., policy)| policy)) {
        assumptions.push(NEW_SESSION.words());
    }
    assumptions.extend(no_limits(case));
    let told = case.input.settings.map(|settings| (settings.assumed_of_objects)(facts));
    if told != Some(None) {
        assumptions.push(told.flatten().unwrap_or_else(objects_are_harmless));
    }
    assumptions
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
fn accounts(case: &Case<'_>, profile: &Profile) -> Option<Words> {
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
    Some(Words {
        en: format!("{en} and bucket belong to {accounts}."),
        ja: format!("{ja}とバケットは{same} AWS アカウントにあります。"),
    })
}

fn call_of_vendor(profile: &Profile) -> Words {
    let caller = profile.caller.as_str();
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
fn no_limits(case: &Case<'_>) -> Option<Words> {
    let limits =
        [Kind::PermissionsBoundary, Kind::Session, Kind::ServiceControl, Kind::ResourceControl];
    let unseen = limits.into_iter().filter(|kind| case.of_kind(*kind).next().is_none());
    let names: Vec<_> = unseen.map(kind_name).collect();
    if names.is_empty() {
        return None;
    }
    let en: Vec<&str> = names.iter().map(|name| name.en).collect();
    let ja: Vec<&str> = names.iter().map(|name| name.ja).collect();
    Some(Words {
        en: format!("Nothing else limits the call: no {}.", en.join(", ")),
        ja: format!("{}による制限はありません。", ja.join("、")),
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
