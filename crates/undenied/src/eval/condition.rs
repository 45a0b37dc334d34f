//! Whether one condition holds for a call, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>.

use super::{
    Match, all, any,
    compare::{Compared, compare},
    context::{Context, Lookup},
    variable::{self, Expanded},
};
use crate::{
    ContextValue,
    glob::{Cover, Glob},
    policy::{Comparison, Condition, Operator, Qualifier, Spanned, Version},
};

/// The outcome of one condition, and the keys that would settle an unknown one.
pub(super) fn holds(
    condition: &Condition,
    version: Version,
    context: &Context,
) -> (Match, Vec<String>) {
    let Some(operator) = condition.operator else {
        return (Match::Unknown, Vec::new());
    };
    let key = &condition.key.value;
    let lookup = context.lookup(key);
    if operator.comparison == Comparison::Null {
        return is_null(condition, operator, lookup);
    }
    let values = match lookup {
        Lookup::Unknown => {
            // Nothing equals what has no value, whatever the key turns out to be.
            let wanted = wanted(condition, operator, version, context);
            if !operator.negated && !without_key(operator) && wanted.is_empty() {
                return (Match::No, Vec::new());
            }
            let references = wanted.into_iter().flat_map(|wanted| wanted.references);
            return (Match::Unknown, core::iter::once(key.clone()).chain(references).collect());
        }
        Lookup::Absent => return (without_key(operator).into(), Vec::new()),
        Lookup::Present(value) => value,
    };
    let wanted = wanted(condition, operator, version, context);
    if covers_part(operator, key, values, &wanted) {
        return (Match::Unknown, vec!["resource".to_owned()]);
    }
    let matched = compare_values(operator, values, &wanted);
    let references = wanted.into_iter().flat_map(|wanted| wanted.references);
    (matched, references.filter(|_| matched == Match::Unknown).collect())
}

/// As [`holds`], where the key holds what `lookup` says and `wanted` is what the condition's values come to.
pub(super) fn holds_with(
    condition: &Condition,
    operator: Operator,
    lookup: Lookup<'_>,
    wanted: &[Wanted],
) -> Match {
    match lookup {
        _ if operator.comparison == Comparison::Null => is_null(condition, operator, lookup).0,
        Lookup::Unknown => Match::Unknown,
        Lookup::Absent => without_key(operator).into(),
        Lookup::Present(values) if covers_part(operator, &condition.key.value, values, wanted) => {
            Match::Unknown
        }
        Lookup::Present(values) => compare_values(operator, values, wanted),
    }
}

/// Whether the call is for a whole folder and a value stands for some of its objects alone.
fn covers_part(operator: Operator, key: &str, actual: &ContextValue, wanted: &[Wanted]) -> bool {
    let folders = actual.texts().iter().filter(|text| text.ends_with("/*"));
    let folders = folders.filter(|_| key.eq_ignore_ascii_case("kms:EncryptionContext:aws:s3:arn"));
    let covers = |folder: &String, wanted: &Wanted| {
        let literal = Glob::literal(&wanted.text);
        let pattern = if operator.has_wildcards() { &wanted.pattern } else { &literal };
        pattern.cover(&Glob::new(folder)) == Cover::Part
    };
    folders.into_iter().any(|folder| wanted.iter().any(|wanted| covers(folder, wanted)))
}

/// For each value of the condition, whether the key holds it: what negation and qualifiers then
/// make of it is [`holds`]'s.
pub(crate) fn values(condition: &Condition, version: Version, context: &Context) -> Vec<Match> {
    let Some(operator) = condition.operator else {
        return condition.values.iter().map(|_| Match::Unknown).collect();
    };
    let one = |value: &Spanned<String>| {
        let alone = Condition { values: vec![value.clone()], ..condition.clone() };
        let actual = match context.lookup(&condition.key.value) {
            Lookup::Unknown => return Match::Unknown,
            Lookup::Absent => return Match::No,
            Lookup::Present(actual) => actual.texts(),
        };
        let wanted = wanted(&alone, operator, version, context);
        let plain = Operator { negated: false, qualifier: None, ..operator };
        any(actual.iter().map(|actual| is_satisfied(plain, actual, &wanted)))
    };
    condition.values.iter().map(one).collect()
}

/// One value of the condition, with and without its wildcards.
pub(super) struct Wanted {
    pub(super) text: String,
    pub(super) pattern: Glob,
    /// What in it a template fills in, or a key that nobody knows.
    pub(super) references: Vec<String>,
}

/// Without those whose variable has no value: no value of the call is equal to them, or like them. See
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value>.
pub(super) fn wanted(
    condition: &Condition,
    operator: Operator,
    version: Version,
    context: &Context,
) -> Vec<Wanted> {
    let version = if operator.has_variables() { version } else { Version::V2008 };
    let mut wanted = Vec::with_capacity(condition.values.len());
    for value in &condition.values {
        if let Expanded::Text(pieces) = variable::expand(&value.value, version, context) {
            wanted.push(Wanted {
                text: variable::text(&pieces),
                pattern: variable::glob(&pieces),
                references: variable::references(&pieces),
            });
        }
    }
    wanted
}

/// What a condition says when the call does not have its key.
pub(super) const fn without_key(operator: Operator) -> bool {
    match operator.qualifier {
        Some(Qualifier::ForAllValues) => true,
        Some(Qualifier::ForAnyValue) => operator.if_exists,
        None => operator.if_exists || operator.negated,
    }
}

fn is_null(condition: &Condition, operator: Operator, lookup: Lookup<'_>) -> (Match, Vec<String>) {
    let is_absent = match lookup {
        // Over no values `ForAllValues` is always true and `ForAnyValue` always false.
        _ if operator.qualifier == Some(Qualifier::ForAllValues) => {
            return (Match::Yes, Vec::new());
        }
        _ if operator.qualifier == Some(Qualifier::ForAnyValue) => return (Match::No, Vec::new()),
        Lookup::Unknown => return (Match::Unknown, vec![condition.key.value.clone()]),
        Lookup::Absent => "true",
        Lookup::Present(_) => "false",
    };
    let mut values = condition.values.iter();
    (values.any(|value| value.value.eq_ignore_ascii_case(is_absent)).into(), Vec::new())
}

fn compare_values(operator: Operator, actual: &ContextValue, wanted: &[Wanted]) -> Match {
    let satisfied = |actual: &String| is_satisfied(operator, actual, wanted);
    let values = match actual {
        ContextValue::Single(value) => std::slice::from_ref(value),
        // Without a qualifier a key with several values matches under no operator.
        ContextValue::List(_) if operator.qualifier.is_none() => return Match::No,
        ContextValue::List(values) => values.as_slice(),
    };
    match operator.qualifier {
        Some(Qualifier::ForAllValues) => all(values.iter().map(satisfied)),
        Some(Qualifier::ForAnyValue) | None => any(values.iter().map(satisfied)),
    }
}

/// One value of the call: among the wanted ones, or for a negated operator among none of them.
fn is_satisfied(operator: Operator, actual: &str, wanted: &[Wanted]) -> Match {
    let nothing = Glob::literal("");
    if compare(operator.comparison, actual, "", &nothing) == Compared::Unusable {
        return Match::No;
    }
    let mut is_equal = Match::No;
    for value in wanted {
        if !value.references.is_empty() {
            if may_equal(operator.comparison, actual, value) && is_equal == Match::No {
                is_equal = Match::Unknown;
            }
            continue;
        }
        if compare(operator.comparison, actual, &value.text, &value.pattern) == Compared::Equal {
            is_equal = Match::Yes;
        }
    }
    if operator.negated { is_equal.negate() } else { is_equal }
}

/// Whether some value of the reference makes them equal.
fn may_equal(comparison: Comparison, actual: &str, wanted: &Wanted) -> bool {
    match comparison {
        Comparison::StringEquals | Comparison::StringLike | Comparison::Arn => {
            wanted.pattern.matches(actual)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Kind, read};

    /// Evaluates `{operator: {key: value}}` with `aws:userid` = `a`, `aws:TagKeys` = [`x`, `y`],
    /// `aws:SourceIp` = `home`, `aws:VpcSourceIp` = `10.0.0.1` and nothing else.
    fn check(condition: &str) -> Match {
        let text =
            format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{condition}}}"#);
        let parse = undenied_json::parse(&text);
        let (policy, _) = read(&parse.root.unwrap(), Kind::Identity);
        let mut context = Context::new(true);
        context.supply_text("aws:userid", "a");
        context.supply_text("aws:SourceIp", "home");
        context.supply_text("aws:VpcSourceIp", "10.0.0.1");
        context.supply("aws:TagKeys", ContextValue::List(vec!["x".into(), "y".into()]));
        let conditions = policy.statements[0].conditions.iter();
        all(conditions.map(|condition| holds(condition, Version::V2012, &context).0))
    }

    #[test]
    fn values_of_a_key_are_alternatives_and_keys_must_all_hold() {
        assert_eq!(check(r#"{"StringEquals":{"AWS:UserId":["b","a"]}}"#), Match::Yes);
        assert_eq!(check(r#"{"StringNotEquals":{"aws:userid":["b","a"]}}"#), Match::No);
        let both = r#"{"StringEquals":{"aws:userid":"a"},"StringLike":{"aws:userid":"b*"}}"#;
        assert_eq!(check(both), Match::No);
    }

    #[test]
    fn an_absent_key_fails_unless_negated_or_if_exists() {
        assert_eq!(check(r#"{"StringEquals":{"aws:Referer":"a"}}"#), Match::No);
        assert_eq!(check(r#"{"StringNotEquals":{"aws:Referer":"a"}}"#), Match::Yes);
        assert_eq!(check(r#"{"StringEqualsIfExists":{"aws:Referer":"a"}}"#), Match::Yes);
        assert_eq!(check(r#"{"Bool":{"aws:SecureTransport":"false"}}"#), Match::No);
        assert_eq!(check(r#"{"Null":{"aws:Referer":"true"}}"#), Match::Yes);
        assert_eq!(check(r#"{"Null":{"aws:userid":"true"}}"#), Match::No);
    }

    #[test]
    fn a_key_with_several_values_needs_a_qualifier() {
        assert_eq!(check(r#"{"StringEquals":{"aws:TagKeys":"x"}}"#), Match::No);
        assert_eq!(check(r#"{"StringNotEquals":{"aws:TagKeys":"q"}}"#), Match::No);
        assert_eq!(check(r#"{"ForAnyValue:StringEquals":{"aws:TagKeys":"x"}}"#), Match::Yes);
        assert_eq!(check(r#"{"ForAllValues:StringEquals":{"aws:TagKeys":"x"}}"#), Match::No);
        assert_eq!(check(r#"{"ForAllValues:StringEquals":{"aws:TagKeys":["x","y"]}}"#), Match::Yes);
        assert_eq!(check(r#"{"ForAllValues:StringEquals":{"aws:Referer":"x"}}"#), Match::Yes);
        assert_eq!(check(r#"{"ForAnyValue:StringNotEquals":{"aws:Referer":"x"}}"#), Match::No);
    }

    #[test]
    fn a_value_that_a_template_fills_in_leaves_the_outcome_open() {
        assert_eq!(check(r#"{"StringEquals":{"aws:userid":"${User}"}}"#), Match::Unknown);
        assert_eq!(check(r#"{"StringNotEquals":{"aws:userid":"${User}"}}"#), Match::Unknown);
        assert_eq!(check(r#"{"StringEquals":{"aws:userid":["${User}","a"]}}"#), Match::Yes);
        assert_eq!(check(r#"{"StringEquals":{"aws:userid":"b-${User}"}}"#), Match::No);
        assert_eq!(check(r#"{"StringNotEquals":{"aws:userid":"b-${User}"}}"#), Match::Yes);
        assert_eq!(check(r#"{"IpAddress":{"aws:VpcSourceIp":"${Range}"}}"#), Match::Unknown);
    }

    #[test]
    fn an_unusable_address_matches_under_no_operator() {
        assert_eq!(check(r#"{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#), Match::No);
        assert_eq!(check(r#"{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#), Match::No);
    }
}
