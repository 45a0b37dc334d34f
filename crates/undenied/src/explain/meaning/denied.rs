//! What a refusal means: by the reason that AWS gives, or by what it leaves unsaid.

mod phrases;

use phrases::{
    ANONYMOUS, ASSUME, BARE, BLOCK_PUBLIC, BOTH_SIDES, CUSTOMER_KEY, CUSTOMER_KEY_STEP, DENY_WINS,
    FOREIGN, HEAD, KEY, KEY_STEP, KMS, KMS_BEHIND_S3, MISSING, OBJECT_LOCK, OBJECT_LOCK_STEP,
    PUBLIC_ACLS, PUBLIC_ACLS_STEP, PUBLIC_POLICY, PUBLIC_POLICY_STEP, RESTRICTED, SELF_ASSUMING,
    TIDB_KEY, TRUST, allow_step, deny_step, links, suspect_name,
};

use super::{Links, S3_403, code, plain, step};
use crate::{
    explain::{Client, Explanation, Meaning, MeaningStep, Suspect, message::Reason},
    lang::{Localized, Words},
    policy::Kind,
    words::{capital, kind_name, listed},
};

/// The words for an explanation of the category `Denied`.
pub(super) fn write(explanation: &Explanation) -> Meaning {
    let call = Call::of(explanation);
    let named = explanation.policy_type;
    match explanation.reason {
        Reason::NoAllow(kind) => no_allow(explanation, &call, named.unwrap_or(kind)),
        Reason::ExplicitDeny(kind) => explicit(explanation, &call, named.or(kind)),
        Reason::EndpointThroughControl => explicit(explanation, &call, Some(Kind::VpcEndpoint)),
        Reason::PublicAcls => plain(PUBLIC_ACLS, PUBLIC_ACLS_STEP, BLOCK_PUBLIC),
        Reason::PublicPolicy => plain(PUBLIC_POLICY, PUBLIC_POLICY_STEP, BLOCK_PUBLIC),
        Reason::CustomerProvidedKey => plain(CUSTOMER_KEY, CUSTOMER_KEY_STEP, S3_403),
        Reason::ObjectLock => plain(OBJECT_LOCK, OBJECT_LOCK_STEP, S3_403),
        Reason::KeyOrMissing => plain(KEY, KEY_STEP, KMS),
        Reason::NotSaid | Reason::NoAllowAtAll if named == Some(Kind::Key) => {
            plain(KEY, KEY_STEP, KMS)
        }
        Reason::NotSaid | Reason::NoAllowAtAll => not_said(explanation, &call),
    }
}

/// Who wanted what, as parts of a sentence.
struct Call {
    who: Words,
    /// `` `s3:GetObject` on `arn:…` ``
    what: String,
    /// The same in Japanese, with room for a particle behind it.
    what_ja: String,
    /// Also with the caller: `` `arn:…` に対する `arn:…` の `s3:GetObject` ``
    deed_ja: String,
}

impl Call {
    fn of(explanation: &Explanation) -> Self {
        let who = match explanation.principal.as_deref() {
            Some("anonymous") => {
                Localized { en: "an anonymous caller", ja: "匿名の呼び出し元" }.words()
            }
            Some(principal) => Words { en: code(principal), ja: format!("{} ", code(principal)) },
            None if explanation.client == Some(Client::TidbCloud) => {
                Words { en: "TiDB Cloud".to_owned(), ja: "TiDB Cloud ".to_owned() }
            }
            None => Localized { en: "the caller", ja: "呼び出し元" }.words(),
        };
        let told = explanation.action.as_slice();
        let actions = if told.is_empty() { explanation.needs.as_slice() } else { told };
        let action = match actions {
            [] => Localized { en: "the call", ja: "操作" }.words(),
            actions => {
                let listed = listed(actions.iter().map(String::as_str));
                Words { en: listed.en, ja: format!(" {} ", listed.ja) }
            }
        };
        let resource = explanation.resource.as_deref().map(code);
        let (on, on_ja) = match &resource {
            Some(resource) => (format!(" on {resource}"), format!("{resource} に対する")),
            None => (String::new(), String::new()),
        };
        let room = if on_ja.is_empty() || who.ja.starts_with('匿') || who.ja.starts_with('呼') {
            ""
        } else {
            " "
        };
        Self {
            what: format!("{}{on}", action.en),
            what_ja: format!("{on_ja}{}", action.ja).trim_start().to_owned(),
            deed_ja: format!("{on_ja}{room}{}の{}", who.ja, action.ja),
            who,
        }
    }
}

fn no_allow(explanation: &Explanation, call: &Call, kind: Kind) -> Meaning {
    let name = kind_name(kind);
    let Call { who, what, what_ja, deed_ja } = call;
    let headline = match kind {
        Kind::Identity => Words {
            en: format!("No IAM policy of {} allows {what}.", who.en),
            ja: format!("{}の IAM ポリシーで、{what_ja}が許可されていません。", who.ja),
        },
        Kind::Trust => Words {
            en: format!("The role's trust policy does not let {} assume it.", who.en),
            ja: format!("ロールの信頼ポリシーで、{}による引き受けが許可されていません。", who.ja),
        },
        _ => Words {
            en: format!("No {} allows {} to call {what}.", name.en, who.en),
            ja: format!("{}で、{deed_ja}が許可されていません。", name.ja),
        },
    };
    let mut steps = vec![step(allow_step(kind).words())];
    if kind.is_resource_based() && explanation.suspects.contains(&Suspect::Policy(Kind::Identity)) {
        steps.push(step(BOTH_SIDES.words()));
    }
    if explanation.suspects.contains(&Suspect::PublicAccessBlock) {
        steps.push(step(ANONYMOUS.words()));
    }
    if explanation.action.as_deref().is_some_and(|action| action.starts_with("kms:")) {
        steps.push(step(KMS_BEHIND_S3.words()));
    }
    finish(explanation, headline, steps, links(kind))
}

fn explicit(explanation: &Explanation, call: &Call, kind: Option<Kind>) -> Meaning {
    let name = kind.map(kind_name);
    let Call { who, what, deed_ja, .. } = call;
    let headline = match name {
        Some(name) => Words {
            en: format!("A Deny statement in the {} denies {} {what}.", name.en, who.en),
            ja: format!(
                "{}の Deny ステートメントによって、{deed_ja}が拒否されています（明示的な拒否）。",
                name.ja
            ),
        },
        None => Words {
            en: format!("A Deny statement in some policy denies {} {what}.", who.en),
            ja: format!(
                "いずれかのポリシーの Deny ステートメントによって、{deed_ja}が拒否されています（明示的な拒否）。"
            ),
        },
    };
    let mut steps = vec![step(DENY_WINS.words())];
    steps.extend(kind.and_then(deny_step).map(|text| step(text.words())));
    if kind.is_none() {
        steps.push(order(explanation));
    }
    if explanation.suspects.contains(&Suspect::PublicAccessBlock) {
        steps.push(step(RESTRICTED.words()));
    }
    finish(explanation, headline, steps, kind.map_or(S3_403, links))
}

fn not_said(explanation: &Explanation, call: &Call) -> Meaning {
    let Call { who, what, deed_ja, .. } = call;
    let assumes =
        explanation.action.as_deref().is_some_and(|action| action.starts_with("sts:AssumeRole"));
    if assumes {
        let headline = Words {
            en: format!("{} could not assume the role: AWS refused {what}.", capital(&who.en)),
            ja: format!("{deed_ja}が拒否され、ロールを引き受けられませんでした。"),
        };
        let own = explanation.tells == Some("UC_IAM_ROLE_NON_SELF_ASSUMING");
        let next = if own { SELF_ASSUMING } else { ASSUME };
        return finish(explanation, headline, vec![step(next.words())], TRUST);
    }
    let is_bare = explanation.action.is_none() && explanation.needs.is_empty();
    let headline = match (is_bare, &explanation.principal) {
        (true, None) => BARE.words(),
        (true, Some(_)) => Words {
            en: format!(
                "AWS refused a call of {} and did not say which policy is to blame.",
                who.en
            ),
            ja: format!(
                "{}の呼び出しが拒否されました。どのポリシーが原因かは示されていません。",
                who.ja
            ),
        },
        (false, _) => Words {
            en: format!("AWS refused {} {what} and did not say which policy is to blame.", who.en),
            ja: format!("{deed_ja}が拒否されました。どのポリシーが原因かは示されていません。"),
        },
    };
    let mut steps = vec![order(explanation)];
    if explanation.client == Some(Client::TidbCloud) {
        steps.insert(0, step(TIDB_KEY.words()));
    }
    if explanation.operation.as_deref().is_some_and(|operation| operation.starts_with("Head")) {
        steps.push(step(HEAD.words()));
    }
    if explanation.suspects.contains(&Suspect::ObjectMissing) {
        steps.push(step(MISSING.words()));
    }
    steps.push(step(FOREIGN.words()));
    finish(explanation, headline, steps, S3_403)
}

fn finish(
    explanation: &Explanation,
    headline: Words,
    mut steps: Vec<MeaningStep>,
    links: Links,
) -> Meaning {
    if let Some(arn) = explanation.policy_arn.as_deref().map(code) {
        steps.insert(
            0,
            step(Words {
                en: format!("The policy that decided is {arn}."),
                ja: format!("判断の元になったポリシーは {arn} です。"),
            }),
        );
    }
    Meaning { headline: Words { en: capital(&headline.en), ja: headline.ja }, steps, links }
}

/// What to look at, one after the other.
fn order(explanation: &Explanation) -> MeaningStep {
    let names: Vec<Localized<&str>> =
        explanation.suspects.iter().map(|one| suspect_name(*one)).collect();
    let en: Vec<&str> = names.iter().map(|name| name.en).collect();
    let ja: Vec<&str> = names.iter().map(|name| name.ja).collect();
    step(Words {
        en: format!("Check in this order: {}.", en.join(", ")),
        ja: format!("次の順に確認してください: {}", ja.join("、")),
    })
}
