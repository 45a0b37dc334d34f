//! Keys that hold one value at most, under `ForAllValues`.

use crate::{
    checks::{Subject, absent::rename, trust},
    policy::{Comparison, Condition, Effect, Operator, Qualifier, Statement},
    report::Impact,
};

use super::texts::FOR_ALL;

/// A tag has one value, by <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>.
const OF_TAGS: [&str; 3] = ["aws:principaltag/", "aws:requesttag/", "aws:resourcetag/"];

/// Of keys that no list tells: tags, and what a token of a web identity tells of whom it is for and whose it is, by
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>.
pub(super) fn is_single(key: &str) -> bool {
    let lower = key.to_ascii_lowercase();
    let of_token = match lower.rsplit_once(':') {
        Some((provider, "sub")) => provider.contains('.'),
        Some((provider, "aud")) => trust::has_one_audience(provider),
        _ => false,
    };
    of_token || OF_TAGS.iter().any(|tag| lower.starts_with(tag))
}

/// Which also holds where the key is absent.
pub(super) fn for_all(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    if operator.qualifier != Some(Qualifier::ForAllValues)
        || operator.comparison == Comparison::Null
    {
        return;
    }
    let narrows = statement.is(Effect::Allow);
    let impact = if narrows { Impact::Narrows } else { Impact::Widens };
    let fix = rename(subject, statement, condition, unqualified, impact);
    let key = condition.key.value.as_str();
    subject.say_with(&FOR_ALL, condition.operator_span, statement, key, fix);
}

fn unqualified(name: &str) -> Option<String> {
    name.split_once(':').map(|(_, rest)| rest.to_owned())
}
