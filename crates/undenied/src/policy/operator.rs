//! Condition operators, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>.

/// `StringEquals`, `ForAnyValue:ArnLikeIfExists`, ... in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    pub qualifier: Option<Qualifier>,
    pub comparison: Comparison,
    /// `StringNotEquals`, `NotIpAddress`, ...
    pub negated: bool,
    pub if_exists: bool,
}

/// For keys with several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    ForAllValues,
    ForAnyValue,
}

/// What is compared, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    NumericEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    BinaryEquals,
    IpAddress,
    /// `ArnEquals` and `ArnLike` behave alike.
    Arn,
    Null,
}

/// Every operator without qualifier and suffix: name, comparison, negated.
const OPERATORS: &[(&str, Comparison, bool)] = &[
    ("StringEquals", Comparison::StringEquals, false),
    ("StringNotEquals", Comparison::StringEquals, true),
    ("StringEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, true),
    ("StringLike", Comparison::StringLike, false),
    ("StringNotLike", Comparison::StringLike, true),
    ("NumericEquals", Comparison::NumericEquals, false),
    ("NumericNotEquals", Comparison::NumericEquals, true),
    ("NumericLessThan", Comparison::NumericLessThan, false),
    ("NumericLessThanEquals", Comparison::NumericLessThanEquals, false),
    ("NumericGreaterThan", Comparison::NumericGreaterThan, false),
    ("NumericGreaterThanEquals", Comparison::NumericGreaterThanEquals, false),
    ("DateEquals", Comparison::DateEquals, false),
    ("DateNotEquals", Comparison::DateEquals, true),
    ("DateLessThan", Comparison::DateLessThan, false),
    ("DateLessThanEquals", Comparison::DateLessThanEquals, false),
    ("DateGreaterThan", Comparison::DateGreaterThan, false),
    ("DateGreaterThanEquals", Comparison::DateGreaterThanEquals, false),
    ("Bool", Comparison::Bool, false),
    ("BinaryEquals", Comparison::BinaryEquals, false),
    ("IpAddress", Comparison::IpAddress, false),
    ("NotIpAddress", Comparison::IpAddress, true),
    ("ArnEquals", Comparison::Arn, false),
    ("ArnLike", Comparison::Arn, false),
    ("ArnNotEquals", Comparison::Arn, true),
    ("ArnNotLike", Comparison::Arn, true),
    ("Null", Comparison::Null, false),
];

impl Operator {
    /// `None` where AWS has no such operator. Names are compared ignoring letter case, as AWS does
    /// for operators it stores.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (qualifier, rest) = match text.split_once(':') {
            Some((name, rest)) if name.eq_ignore_ascii_case("ForAllValues") => {
                (Some(Qualifier::ForAllValues), rest)
            }
            Some((name, rest)) if name.eq_ignore_ascii_case("ForAnyValue") => {
                (Some(Qualifier::ForAnyValue), rest)
            }
            Some(_) => return None,
            None => (None, text),
        };
        let (name, if_exists) = without_suffix(rest, "IfExists");
        let found = OPERATORS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
        let (_, comparison, negated) = *found;
        let valid = !(if_exists && comparison == Comparison::Null);
        valid.then_some(Self { qualifier, comparison, negated, if_exists })
    }

    /// Whether `*` and `?` in its values are wildcards.
    #[must_use]
    pub const fn has_wildcards(self) -> bool {
        matches!(self.comparison, Comparison::StringLike | Comparison::Arn)
    }

    /// Whether `${...}` in its values is a policy variable.
    #[must_use]
    pub const fn has_variables(self) -> bool {
        matches!(
            self.comparison,
            Comparison::StringEquals
                | Comparison::StringEqualsIgnoreCase
                | Comparison::StringLike
                | Comparison::Arn
                | Comparison::Bool
        )
    }
}

/// `text` without `suffix`, and whether it had it; letter case ignored.
fn without_suffix<'a>(text: &'a str, suffix: &str) -> (&'a str, bool) {
    let Some(start) = text.len().checked_sub(suffix.len()) else {
        return (text, false);
    };
    match (text.get(..start), text.get(start..)) {
        (Some(name), Some(end)) if end.eq_ignore_ascii_case(suffix) => (name, true),
        _ => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_is_read_in_its_parts() {
        assert_eq!(
            Operator::parse("ForAnyValue:StringNotLikeIfExists"),
            Some(Operator {
                qualifier: Some(Qualifier::ForAnyValue),
                comparison: Comparison::StringLike,
                negated: true,
                if_exists: true,
            })
        );
        assert!(Operator::parse("NullIfExists").is_none());
        assert!(Operator::parse("StringMatches").is_none());
        assert!(Operator::parse("ForSomeValues:StringLike").is_none());
    }
}
