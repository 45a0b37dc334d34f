//! The `Condition` of a statement, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>.
//! Not: comparing two values.

use serde_json::Value;

use super::{
    call::Call,
    each, text,
    value::{self, Piece},
    variable,
};

/// Whether every operator and every key holds.
pub(super) fn all_hold(element: &Value, call: &Call, is_2012: bool) -> bool {
    for (operator, keys) in element.as_object().into_iter().flatten() {
        for (key, values) in keys.as_object().into_iter().flatten() {
            if !holds(operator, call.key(key), values, call, is_2012) {
                return false;
            }
        }
    }
    true
}

fn holds(
    operator: &str,
    present: Option<&Value>,
    values: &Value,
    call: &Call,
    is_2012: bool,
) -> bool {
    let (qualifier, name) = operator.split_once(':').unwrap_or(("", operator));
    if name == "Null" {
        let mut wanted = each(values).map(|value| text(value).to_lowercase() == "true");
        return wanted.any(|absent| absent == present.is_none());
    }
    let (name, if_exists) = match name.strip_suffix("IfExists") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let negated = name.contains("Not");
    let name = name.replace("Not", "");
    let wanted = patterns(&name, values, call, is_2012);
    let Some(present) = present else {
        return match qualifier {
            "ForAllValues" => true,
            "ForAnyValue" => if_exists,
            _ => negated || if_exists,
        };
    };
    let is_met = |value: &Value| one_holds(&name, negated, &text(value), &wanted);
    match qualifier {
        "ForAllValues" => each(present).all(is_met),
        "ForAnyValue" => each(present).any(is_met),
        // A key with several values never matches an operator for one.
        _ => !present.is_array() && is_met(present),
    }
}

/// The values of the policy, variables replaced; nothing is equal to one without a value, or like it.
fn patterns(name: &str, values: &Value, call: &Call, is_2012: bool) -> Vec<(String, Vec<Piece>)> {
    let has_variables =
        name.starts_with("String") || name.starts_with("Arn") || name.starts_with("Bool");
    let has_wildcards = name == "StringLike" || name.starts_with("Arn");
    let mut patterns = Vec::new();
    for value in each(values) {
        let value = text(value);
        if let Some(pattern) =
            variable::expand(&value, call, is_2012 && has_variables, has_wildcards)
        {
            patterns.push((value, pattern));
        }
    }
    patterns
}

/// Whether one value of the call meets the values of the policy.
fn one_holds(name: &str, negated: bool, value: &str, wanted: &[(String, Vec<Piece>)]) -> bool {
    let is_malformed = match name {
        "IpAddress" => value::address(value).is_none(),
        "ArnEquals" | "ArnLike" => !value::is_arn(value),
        _ => false,
    };
    if is_malformed {
        return false;
    }
    let mut any = false;
    for (plain, pattern) in wanted {
        any |= match name {
            "StringEquals" | "StringLike" => value::glob(pattern, &value::units(value)),
            "StringEqualsIgnoreCase" => {
                value::written(pattern).to_lowercase() == value.to_lowercase()
            }
            "Bool" => {
                let wanted = value::written(pattern).to_lowercase();
                (wanted == "true") == (value.to_lowercase() == "true")
            }
            "BinaryEquals" => plain == value,
            "IpAddress" => value::is_within(value, plain),
            "ArnEquals" | "ArnLike" => value::is_like_arn(value, pattern),
            _ => is_ordered(name, value, plain),
        };
    }
    any != negated
}

/// `Numeric...` and `Date...`.
fn is_ordered(name: &str, value: &str, wanted: &str) -> bool {
    let read = if name.starts_with("Date") { value::seconds } else { value::number };
    let (Some(value), Some(wanted)) = (read(value), read(wanted)) else { return false };
    match name.trim_start_matches("Date").trim_start_matches("Numeric") {
        "Equals" => value == wanted,
        "LessThan" => value < wanted,
        "LessThanEquals" => value <= wanted,
        "GreaterThan" => value > wanted,
        _ => value >= wanted,
    }
}
