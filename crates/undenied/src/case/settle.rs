//! What a decision means where documents may be absent or unfit: the outcome, and what would settle it.

use super::{Case, Checked, Planned, Reading, assume::FOR_VENDOR, own};
use crate::{
    authorize::{self, Passage},
    eval::{self, CallerKind, CallerPolicies, Decision, Evidence, Match, Open, Relation},
    explain, missing,
    policy::{self, Kind},
    report::{Missing, Outcome},
};

/// What asks for the account of whoever owns what the call is for.
const OWNER: &str = "aws:ResourceAccount";

/// Every KMS key has a key policy and every role a trust policy, pasted or not.
const ALWAYS_THERE: [Kind; 2] = [Kind::Key, Kind::Trust];

/// Whether only policies block the user's own request that are surely there: what they say is what counts.
fn rests_with_unseen(planned: &Planned<'_>, decision: &Decision) -> bool {
    let blocked_by = &decision.blocked_by;
    planned.is_own
        && !blocked_by.is_empty()
        && blocked_by.iter().all(|kind| ALWAYS_THERE.contains(kind))
}

/// No IAM policy at all says as much as one without an Allow.
fn is_plain(case: &Case<'_>, kind: Kind) -> bool {
    kind == Kind::Identity && case.input.refused != Some(explain::Decision::ExplicitDeny)
}

/// What the policies decide, with what AWS said itself where it refused the call.
pub(super) fn decide(
    case: &Case<'_>,
    planned: &Planned<'_>,
    relations: &[Relation<'_>],
    documents: &[usize],
) -> Decision {
    let mut unseen = unseen(case, planned, documents);
    let mut decision = eval::decide(&planned.call, relations, &unseen);
    if decision.blocked_by.contains(&Kind::Identity) && lacks_policies(case, planned) {
        unseen.push(Kind::Identity);
        let other = eval::decide(&planned.call, relations, &unseen);
        decision = if other.outcome == Outcome::Undetermined { other } else { decision };
    }
    heed(case, planned, &mut decision);
    decision
}

/// Whether the caller has policies whose content nobody gave, so that what others do not allow these may.
fn lacks_policies(case: &Case<'_>, planned: &Planned<'_>) -> bool {
    let input = case.input;
    let is_denied = input.refused == Some(explain::Decision::ImplicitDeny)
        && input.refused_by == Some(Kind::Identity);
    !input.facts.caller.attached_policies.is_empty()
        && planned.call.caller_policies == CallerPolicies::Given
        && !(is_denied && planned.is_own)
}

/// The permissions boundary that the caller is known to have, and whose content nobody gave.
fn boundary(case: &Case<'_>, planned: &Planned<'_>) -> Option<Kind> {
    let kind = Kind::PermissionsBoundary;
    let caller = &case.input.facts.caller;
    let is_unseen = caller.permissions_boundary.is_some()
        && !caller.is_unbounded()
        && planned.call.caller_policies == CallerPolicies::Given
        && planned.kinds.contains(&kind)
        && case.of_kind(kind).next().is_none();
    is_unseen.then_some(kind)
}

/// The kinds of policy that may be there though nobody gave one: of a call that AWS is known to have refused.
fn unseen(case: &Case<'_>, planned: &Planned<'_>, documents: &[usize]) -> Vec<Kind> {
    let boundary = boundary(case, planned);
    let Some(said) = case.input.refused.filter(|_| planned.is_own) else {
        return boundary.into_iter().collect();
    };
    let lacks = case.input.refused_by.filter(|_| said == explain::Decision::ImplicitDeny);
    let call = &planned.call;
    let may_matter = |kind: Kind| match kind {
        Kind::Identity => {
            let is_vouched_for = own::BY_PROVIDER.contains(&call.action.as_str());
            let is_given = call.caller_policies == CallerPolicies::Given;
            let has_policies = call.caller.is_identity() && call.caller.kind != CallerKind::Root;
            is_given && has_policies && !is_vouched_for
        }
        // Within an account a bucket needs none.
        Kind::Bucket => call.same_account == Match::No,
        _ => true,
    };
    let kinds = [Kind::Trust, Kind::Identity, Kind::Bucket, Kind::Key].into_iter();
    let kinds = kinds.filter(|kind| {
        let is_given = documents.iter().any(|document| case.kind(*document) == *kind);
        planned.kinds.contains(kind) && !is_given && lacks != Some(*kind) && may_matter(*kind)
    });
    kinds.chain(boundary).collect()
}

/// AWS's own word on the call settles what the documents leave open: which kind of policy it was, and whether that
/// denies or does not allow.
fn heed(case: &Case<'_>, planned: &Planned<'_>, decision: &mut Decision) {
    let is_it = planned.is_own && case.input.request.action.as_ref() == Some(&planned.call.action);
    let said = case.input.refused.filter(|_| is_it && planned.through.is_none());
    let Some((said, by)) = said.zip(case.input.refused_by) else { return };
    let of_kind = |effect: policy::Effect| {
        move |one: &Evidence| {
            one.kind == by && one.effect == Some(effect) && one.matched != Match::No
        }
    };
    match said {
        explain::Decision::ExplicitDeny if decision.outcome != Outcome::ExplicitDeny => {
            let denies = of_kind(policy::Effect::Deny);
            let mut open: Vec<&mut Evidence> =
                decision.evidence.iter_mut().filter(|one| denies(one)).collect();
            match open.as_mut_slice() {
                [] => return,
                [only] => applied(only),
                _ => {}
            }
            decision.outcome = Outcome::ExplicitDeny;
        }
        explain::Decision::ImplicitDeny if decision.outcome == Outcome::Undetermined => {
            let allows = of_kind(policy::Effect::Allow);
            if decision.evidence.iter().any(|one| allows(one) && !hangs_on_conditions(one)) {
                return;
            }
            decision.evidence.iter_mut().filter(|one| allows(one)).for_each(not_applied);
            decision.outcome = Outcome::ImplicitDeny;
        }
        _ => return,
    }
    let gate = decision.gates.iter_mut().find(|gate| gate.kind == by);
    if let Some(gate) = gate {
        gate.outcome = decision.outcome;
    }
    decision.blocked_by = vec![by];
    decision.open = Open::default();
}

/// Whether nothing but conditions on what is not known leaves it open.
fn hangs_on_conditions(evidence: &Evidence) -> bool {
    evidence.matched == Match::Unknown
        && evidence.principal.and(evidence.action).and(evidence.resource) == Match::Yes
}

/// A statement that AWS is known not to have applied.
fn not_applied(evidence: &mut Evidence) {
    evidence.matched = Match::No;
    let open = evidence.conditions.iter_mut().filter(|it| it.matched == Match::Unknown);
    open.for_each(|condition| condition.matched = Match::No);
}

/// A statement that AWS is known to have applied.
fn applied(evidence: &mut Evidence) {
    evidence.matched = Match::Yes;
    for condition in &mut evidence.conditions {
        condition.matched = Match::Yes;
    }
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
    let blamed = case.input.refused_by.filter(|kind| planned.is_own && !is_plain(case, *kind));
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
        // The account of a role is in its ARN, and the caller's follows from who that is.
        let is_asked = |key: &&str| !planned.kinds.contains(&Kind::Trust) || *key != OWNER;
        let keys = decision.open.keys.iter().map(String::as_str).filter(is_asked);
        let facts = passages.iter().filter_map(|passage| passage.missing);
        missing.extend(keys.chain(facts).map(|key| missing::key(key, asks_vendor, case)));
        let unseen = decision.open.kinds.iter().map(|kind| missing::document(*kind, case));
        let first = if planned.kinds.contains(&Kind::Trust) { missing.len() } else { 0 };
        missing.splice(first..first, unseen);
    }
    (outcome, missing)
}

/// A listing that is tried in several forms is shown once: as the form that fares worst.
pub(super) fn worst_of_each(checked: Vec<Checked<'_>>) -> Vec<Checked<'_>> {
    let weight = |checked: &Checked<'_>| match checked.outcome {
        Outcome::Allowed => 0,
        Outcome::Undetermined => 1,
        Outcome::ImplicitDeny | Outcome::ExplicitDeny => 2,
    };
    let mut kept: Vec<Checked<'_>> = Vec::with_capacity(checked.len());
    for new in checked {
        let same = |known: &&mut Checked<'_>| {
            known.need.zip(new.need).is_some_and(|(one, other)| std::ptr::eq(one, other))
        };
        match kept.iter_mut().find(same) {
            None => kept.push(new),
            Some(known) if weight(known) < weight(&new) => *known = new,
            Some(_) => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::{Document, Input, Outcome, analyze, policy::Kind, rules::testing::import};

    const ROLE: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}]}"#;

    #[test]
    fn policies_that_are_only_named_leave_open_what_others_do_not_allow() {
        let part = ROLE.replace("\"s3:List*\"", "\"s3:GetObject\"");
        for (text, boundary, attached, expected) in [
            (ROLE, None, None, Outcome::Allowed),
            (ROLE, Some("none"), Some("more"), Outcome::Allowed),
            (part.as_str(), None, None, Outcome::ImplicitDeny),
            (part.as_str(), None, Some("more"), Outcome::Undetermined),
            (ROLE, Some("arn:aws:iam::111122223333:policy/wall"), None, Outcome::Undetermined),
        ] {
            let profile = crate::profile::by_id("generic-s3-read");
            let mut input = Input { profile, ..import() };
            let (id, kind, text) = ("role".to_owned(), Kind::Identity, text.to_owned());
            input.documents.push(Document { id, kind, text, target: None });
            input.facts.caller.permissions_boundary = boundary.map(str::to_owned);
            input.facts.caller.attached_policies =
                attached.map(str::to_owned).into_iter().collect();
            let verdict = analyze(&input).verdict;
            assert_eq!(verdict.outcome, expected, "{boundary:?} {attached:?}");
        }
    }
}
