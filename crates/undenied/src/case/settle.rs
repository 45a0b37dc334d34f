//! What a decision means where documents may be absent or unfit: the outcome, and what would settle it.

use super::{Case, Planned, Reading, assume::FOR_VENDOR};
use crate::{
    authorize::{self, Passage},
    eval::Decision,
    missing,
    policy::Kind,
    report::{Missing, Outcome},
};

/// Every KMS key has a key policy and every role a trust policy, pasted or not.
const ALWAYS_THERE: [Kind; 2] = [Kind::Key, Kind::Trust];

/// Whether only policies block the user's own request that are surely there: what they say is what counts.
fn rests_with_unseen(planned: &Planned<'_>, decision: &Decision) -> bool {
    let blocked_by = &decision.blocked_by;
    planned.is_own
        && !blocked_by.is_empty()
        && blocked_by.iter().all(|kind| ALWAYS_THERE.contains(kind))
}

/// What a key would deny, it denies only if the data is encrypted with it.
fn suppose(case: &Case<'_>, decision: &Decision) -> (Outcome, Vec<Missing>) {
    match decision.outcome {
        Outcome::ExplicitDeny | Outcome::ImplicitDeny => {
            (Outcome::Undetermined, vec![missing::key("bucket.encryption", false, case)])
        }
        _ => (Outcome::Allowed, Vec::new()),
    }
}

/// The outcome, given that documents may be absent or unfit, and what would settle it.
pub(super) fn settle(
    case: &Case<'_>,
    planned: &Planned<'_>,
    decision: &Decision,
    passages: &[Passage],
    documents: &[usize],
) -> (Outcome, Vec<Missing>) {
    let mut missing: Vec<Missing> = Vec::new();
    let blamed = case.input.refused_by.filter(|_| planned.is_own);
    let unseen = blamed.filter(|kind| case.of_kind(*kind).next().is_none());
    if let Some(kind) = unseen.filter(|_| decision.outcome != Outcome::ExplicitDeny) {
        return (Outcome::Undetermined, vec![missing::document(kind, case)]);
    }
    let of_key = planned.kinds == authorize::FOR_KEY || rests_with_unseen(planned, decision);
    // Without the trust policy's word, the role's own policies do not help.
    let trust_refuses = planned.kinds.contains(&Kind::Trust)
        && decision.blocked_by.contains(&Kind::Trust)
        && case.of_kind(Kind::Trust).next().is_some();
    if (planned.is_for_profile || of_key)
        && !trust_refuses
        && decision.outcome != Outcome::ExplicitDeny
    {
        let needed = [Kind::Trust, Kind::Identity, Kind::Bucket, Kind::Key];
        let needed =
            needed.into_iter().filter(|kind| planned.is_for_profile || ALWAYS_THERE.contains(kind));
        let absent = needed.filter(|kind| {
            let is_given = documents.iter().any(|document| case.kind(*document) == *kind);
            decision.blocked_by.contains(kind) && !is_given
        });
        missing.extend(absent.map(|kind| missing::document(kind, case)));
    }
    if !missing.is_empty() {
        return (Outcome::Undetermined, missing);
    }
    if planned.is_supposed {
        return suppose(case, decision);
    }
    let is_refused = |index: &usize| case.readings.get(*index).is_some_and(Reading::is_refused);
    let outcomes = passages.iter().map(Passage::outcome).chain([decision.outcome]);
    let outcome = match authorize::worst(outcomes) {
        Outcome::Allowed if documents.iter().any(is_refused) => Outcome::Undetermined,
        outcome => outcome,
    };
    let asks_vendor = planned.kinds == FOR_VENDOR;
    if outcome == Outcome::Undetermined {
        let keys = decision.open.keys.iter().map(String::as_str);
        let facts = passages.iter().filter_map(|passage| passage.missing);
        missing.extend(keys.chain(facts).map(|key| missing::key(key, asks_vendor, case)));
    }
    (outcome, missing)
}
