//! What a setting that stands in the way means, and what to do about it. Not: policies.

mod access_point;
mod bucket;
mod key;
mod object;
mod object_lock;

use super::objects_are_harmless;
use crate::{
    Facts, ObjectOwnership, Setting,
    authorize::Barrier,
    case::{Case, Checked},
    lang::{Localized, Words},
    report::{Change, Impact, NewFact, Step, Task},
};

/// A setting in the way of a call.
pub(crate) struct Story {
    /// Why the call is refused, in one sentence.
    pub(crate) headline: Words,
    /// Why S3 does that.
    pub(crate) why: Words,
    pub(crate) task: Task,
}

/// What `barrier` does to `checked`; `None` for a policy.
pub(crate) fn story(barrier: Barrier, checked: &Checked, case: &Case<'_>) -> Option<Story> {
    let (cause, why, steps) = match barrier {
        Barrier::Policy(_) => return None,
        Barrier::PublicAccessBlock => bucket::public_access(checked, case),
        Barrier::RequestPayer => bucket::payer(checked, case),
        Barrier::ExpectedBucketOwner => bucket::expected_owner(case),
        Barrier::AccessPointNetwork => access_point::network(checked, case),
        Barrier::ObjectOwnership => object::ownership(case),
        Barrier::ObjectLock => object_lock::lock(case),
        Barrier::MfaDelete => object_lock::mfa_delete(case),
        Barrier::ObjectMissing => object::missing(case),
        Barrier::KmsKey => key::unusable(checked, case),
    };
    let action = &checked.call.action;
    let headline = Words {
        en: format!("{}, so `{action}` is refused.", cause.en),
        ja: format!("{}ため、`{action}` が拒否されます。", cause.ja),
    };
    let name = barrier.name();
    let title =
        Words { en: format!("Change: {}", name.en), ja: format!("{}を見直す", name.ja) };
    Some(Story { headline, why, task: Task { title, finding: None, steps } })
}

/// Cause (the beginning of a sentence), reason, steps.
type Told = (Words, Words, Vec<Step>);

fn words(en: &str, ja: &str) -> Words {
    Localized { en, ja }.words()
}

fn step(en: &str, ja: &str, commands: &[String]) -> Step {
    Step { text: words(en, ja), commands: commands.to_vec(), ..Step::default() }
}

/// `step`, and what is known once it is done.
fn changing(step: Step, impact: Impact, facts: &[(&str, &str)]) -> Step {
    let facts = facts.iter().map(|(key, value)| NewFact::new(key, value)).collect();
    Step { change: Some(Change { impact, facts }), ..step }
}

/// What is taken as given of the objects; `None` where owner and encryption are told.
pub(crate) fn assumed_of_objects(facts: &Facts) -> Option<Words> {
    let ownership = facts.bucket.object_ownership;
    let has_owner = facts.object.owner_account.is_some()
        || ownership == Setting::Told(ObjectOwnership::BucketOwnerEnforced);
    let has_encryption = facts.bucket.encryption.is_some() || facts.object.encryption.is_some();
    let (en, ja) = match (has_owner, has_encryption) {
        (true, true) => return None,
        (false, false) => return Some(objects_are_harmless()),
        (false, true) => (
            "The objects belong to the bucket's account.",
            "オブジェクトの所有者はバケットのアカウントです。",
        ),
        (true, false) => (
            "The objects are not encrypted with an AWS KMS key, or the key allows the role to decrypt.",
            "オブジェクトは AWS KMS キーで暗号化されていないか、ロールに復号が許可されています。",
        ),
    };
    Some(words(en, ja))
}
