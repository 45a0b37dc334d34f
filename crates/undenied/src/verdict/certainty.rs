//! How sure the verdict is: whether anything that was taken as given has a part in it. Not: what was.

use crate::{
    authorize::Barrier,
    case::{Case, Checked},
    eval::Match,
    policy::{Effect, Kind},
    report::{Assumption, Certainty, Outcome},
};

/// Condition keys whose values nobody tells: how a vendor's call looks is filled in.
const FILLED_IN: [&str; 7] = [
    "aws:SecureTransport",
    "aws:MultiFactorAuthPresent",
    "aws:MultiFactorAuthAge",
    "aws:SourceVpce",
    "aws:SourceVpc",
    "aws:VpcSourceIp",
    "aws:TokenIssueTime",
];

/// Whatever limits a call further and is not among the documents would turn an Allow.
pub(super) const fn of_allow(assumptions: &[Assumption]) -> Certainty {
    if assumptions.is_empty() { Certainty::Certain } else { Certainty::Likely }
}

/// Whether `checked` is denied whatever else there is.
pub(super) fn of_denial(case: &Case<'_>, checked: &Checked<'_>) -> Certainty {
    let holds = match checked.blocked_by().first() {
        Some(Barrier::Policy(kind)) if checked.outcome == Outcome::ExplicitDeny => {
            denies_by_what_is_told(case, checked, *kind)
        }
        Some(Barrier::Policy(kind)) => lacks_by_what_is_told(case, checked, *kind),
        // Somebody told the setting.
        _ => true,
    };
    if holds { Certainty::Certain } else { Certainty::Likely }
}

fn denies_by_what_is_told(case: &Case<'_>, checked: &Checked<'_>, kind: Kind) -> bool {
    let mut denies = checked.decision.evidence.iter().filter(|evidence| {
        evidence.kind == kind
            && evidence.effect == Some(Effect::Deny)
            && evidence.matched == Match::Yes
    });
    denies
        .any(|evidence| !asks_what_is_filled_in(case, checked, evidence.policy, evidence.statement))
}

/// An Allow that is missing in one policy may stand in another, which nobody gave.
fn lacks_by_what_is_told(case: &Case<'_>, checked: &Checked<'_>, kind: Kind) -> bool {
    let mut near = checked.decision.evidence.iter().filter(|evidence| {
        evidence.kind == kind
            && evidence.effect == Some(Effect::Allow)
            && evidence.principal.and(evidence.action).and(evidence.resource) != Match::No
    });
    if near
        .any(|evidence| asks_what_is_filled_in(case, checked, evidence.policy, evidence.statement))
    {
        return false;
    }
    if !matches!(kind, Kind::Identity | Kind::Bucket) || checked.is_of_key() {
        return true;
    }
    let has_both =
        [Kind::Identity, Kind::Bucket].iter().all(|kind| case.of_kind(*kind).next().is_some());
    has_both || checked.call.same_account == Match::No
}

fn asks_what_is_filled_in(
    case: &Case<'_>,
    checked: &Checked<'_>,
    policy: usize,
    statement: usize,
) -> bool {
    let document = checked.document_of(policy);
    let statement = document.and_then(|document| case.statement(document, statement));
    let mut keys = statement.iter().flat_map(|it| &it.conditions).map(|it| it.key.value.as_str());
    keys.any(|key| FILLED_IN.iter().any(|filled| filled.eq_ignore_ascii_case(key)))
}

#[cfg(test)]
mod tests {
    use crate::{Certainty, Document, Outcome, analyze, policy::Kind, rules::testing::import};

    fn check(kinds: &[(Kind, &str)], outcome: Outcome, expected: Certainty) {
        let mut input = import();
        for (kind, statement) in kinds {
            let text = format!(r#"{{"Version":"2012-10-17","Statement":{{{statement}}}}}"#);
            input.documents.push(Document {
                id: format!("{kind:?}"),
                kind: *kind,
                text,
                target: None,
            });
        }
        let verdict = analyze(&input).verdict;
        assert_eq!(
            (verdict.outcome, verdict.certainty),
            (outcome, expected),
            "{}",
            verdict.detail.en
        );
    }

    const ALL: &str = r#""Effect":"Allow","Action":"s3:*","Resource":"*""#;
    const NOTHING: &str = r#""Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*""#;
    const OPEN: &str = r#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:ListBucket","Resource":"*""#;

    #[test]
    fn an_allow_holds_only_with_what_was_not_given() {
        check(&[(Kind::Identity, ALL)], Outcome::Undetermined, Certainty::Unknown);
        let trust = r#""Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole""#;
        check(&[(Kind::Identity, ALL), (Kind::Trust, trust)], Outcome::Allowed, Certainty::Likely);
    }

    #[test]
    fn a_deny_is_certain_unless_it_asks_what_nobody_told() {
        let deny = r#""Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*""#;
        check(
            &[(Kind::Identity, ALL), (Kind::Bucket, deny)],
            Outcome::ExplicitDeny,
            Certainty::Certain,
        );
        let condition = format!(
            r#"{deny},"Condition":{{"StringNotEquals":{{"aws:SourceVpce":"vpce-0abc12345"}}}}"#
        );
        check(
            &[(Kind::Identity, ALL), (Kind::Bucket, &condition)],
            Outcome::ExplicitDeny,
            Certainty::Likely,
        );
    }

    #[test]
    fn a_missing_allow_is_certain_where_no_other_policy_could_give_it() {
        let alone = [(Kind::Identity, NOTHING)];
        check(&alone, Outcome::ImplicitDeny, Certainty::Likely);
        check(
            &[(Kind::Identity, NOTHING), (Kind::Bucket, OPEN)],
            Outcome::ImplicitDeny,
            Certainty::Certain,
        );
    }
}
