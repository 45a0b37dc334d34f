//! Conditions of statements: operators with keys and values. Not: the keys.

use serde_json::{Value, json};

use super::{Plan, Random, callers::one_or_list, keys::Key};

/// A `Condition` with one key or two.
pub(super) fn element(random: &mut Random, plan: &Plan) -> Value {
    let mut element = json!({});
    for _ in 0..1 + random.below(5) / 4 {
        let index = random.below(plan.keys.len());
        let Some(key) = plan.keys.get(index) else { continue };
        let name = if random.chance(10) { key.name.to_uppercase() } else { key.name.to_owned() };
        if random.chance(8) {
            element["Null"] = json!({ name: random.pick(&["true", "false"]) });
            continue;
        }
        let operator = operator(random, key);
        // Whether it has a value there is not documented.
        let is_open = |value: &&&str| {
            ["service", "provider"].contains(&plan.caller.kind)
                && value.contains("${aws:PrincipalAccount}")
        };
        let wanted: Vec<&str> =
            key.wanted.iter().filter(|value| !is_open(value)).copied().collect();
        // Both truths under one operator would always hold.
        let count = if key.kind == "Bool" { 1 } else { 1 + random.below(5) / 3 };
        let count = if random.chance(2) { 0 } else { count };
        let values: Vec<String> = (0..count).map(|_| random.pick(&wanted).to_owned()).collect();
        element[operator] = json!({ name: one_or_list(random, values) });
    }
    element
}

fn operator(random: &mut Random, key: &Key) -> String {
    let family: &[&str] = match key.kind {
        "Numeric" => &[
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericLessThanEquals",
            "NumericGreaterThan",
            "NumericGreaterThanEquals",
        ],
        "Date" => &[
            "DateEquals",
            "DateNotEquals",
            "DateLessThan",
            "DateLessThanEquals",
            "DateGreaterThan",
            "DateGreaterThanEquals",
        ],
        "Bool" => &["Bool"],
        "Binary" => &["BinaryEquals"],
        "Ip" => &["IpAddress", "IpAddress", "NotIpAddress"],
        "Arn" => &["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
        _ => &[
            "StringEquals",
            "StringLike",
            "StringEqualsIgnoreCase",
            "StringNotEquals",
            "StringNotLike",
            "StringNotEqualsIgnoreCase",
        ],
    };
    let qualified = random.chance(if key.has_several { 85 } else { 5 });
    let qualifier = if qualified { random.pick(&["ForAllValues:", "ForAnyValue:"]) } else { "" };
    let suffix = if random.chance(15) { "IfExists" } else { "" };
    format!("{qualifier}{}{suffix}", random.pick(family))
}
