//! `missing` against brute force: small cases in which keys are asked twice, through variables, by two
//! operators, and every way to fill them in. What is listed matters, and what matters is listed.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use undenied::wire::authorize_line;

use crate::generated::Random;

const CASES: u64 = 150;
const OWN: &str = "111122223333";
const ROLE: &str = "arn:aws:iam::111122223333:role/import";

/// Keys with every value that differs from another one by some condition here.
const KEYS: [(&str, &[&str]); 4] = [
    ("aws:PrincipalTag/s", TEXTS),
    ("aws:PrincipalTag/u", TEXTS),
    ("aws:SecureTransport", &["true", "false"]),
    ("aws:MultiFactorAuthAge", &["0", "1", "3", "5", "9", "x"]),
];
const TEXTS: &[&str] = &[
    "", "1", "*", "a", "A", "b", "d", "d1", "d*", "da", "dA", "db", "dd1", "dd*", "dyy", "dzz",
    "yy", "zz",
];

/// How often the list was wrong.
#[derive(Debug, Default)]
struct Faults {
    /// A definite answer that some filling contradicts, or a key that matters and is not listed.
    wrong: u32,
    /// A listed key that changes nothing, or an open answer that every filling settles alike.
    vague: u32,
    listed: usize,
}

#[test]
fn just_the_keys_that_matter_are_missing() {
    let faults = tried(false);
    assert_eq!((faults.wrong, faults.vague), (0, 0), "{faults:?}");
    assert!(faults.listed > 100, "{faults:?}");
}

#[test]
fn just_the_keys_that_matter_are_missing_where_they_are_compared_with_each_other() {
    let faults = tried(true);
    assert_eq!((faults.wrong, faults.vague), (0, 0), "{faults:?}");
    assert!(faults.listed > 100, "{faults:?}");
}

fn tried(has_variables: bool) -> Faults {
    let mut faults = Faults::default();
    for seed in 0..CASES {
        let mut random = Random::new(seed + if has_variables { 10_000 } else { 0 });
        let policies = policies(&mut random, has_variables);
        let text = json!(policies).to_string();
        let asked = |key: &str| {
            text.contains(&format!("\"{key}\"")) || text.contains(&format!("{{{key}}}"))
        };
        let keys: Vec<_> = KEYS.into_iter().filter(|(key, _)| asked(key)).collect();
        let answer = ask(&policies, &Map::new(), false);
        let worlds = worlds(&keys);
        let allows: Vec<bool> = worlds
            .iter()
            .map(|world| ask(&policies, world, true)["decision"] == "allowed")
            .collect();
        let matter = matter(&keys, &allows);
        let missing: BTreeSet<&str> =
            answer["missing"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        faults.listed += missing.len();
        let is_settled = allows.iter().all(|allowed| Some(allowed) == allows.first());
        if answer["decision"] == "undetermined" {
            let is_vague = is_settled || missing.difference(&matter).next().is_some();
            faults.vague += u32::from(is_vague);
            faults.wrong += u32::from(matter.difference(&missing).next().is_some());
        } else {
            faults.wrong += u32::from(!is_settled);
        }
    }
    faults
}

fn ask(policies: &[Value], context: &Map<String, Value>, is_complete: bool) -> Value {
    let line = json!({
        "request": {
            "principal": ROLE, "action": "s3:GetObject", "resource": "arn:aws:s3:::acme/x",
            "resourceAccount": OWN, "context": context, "contextComplete": is_complete,
        },
        "policies": policies,
    });
    serde_json::from_str(&authorize_line(&line.to_string())).unwrap_or_default()
}

/// Every filling: the last key turns fastest, and is absent first.
fn worlds(keys: &[(&str, &[&str])]) -> Vec<Map<String, Value>> {
    let mut worlds = vec![Map::new()];
    for (key, values) in keys {
        let mut filled = Vec::new();
        for world in worlds {
            filled.push(world.clone());
            for value in *values {
                let mut world = world.clone();
                world.insert((*key).to_owned(), json!(value));
                filled.push(world);
            }
        }
        worlds = filled;
    }
    worlds
}

/// The keys of which some value leads elsewhere than another, all others alike.
fn matter<'a>(keys: &[(&'a str, &[&str])], allows: &[bool]) -> BTreeSet<&'a str> {
    let mut matter = BTreeSet::new();
    let mut stride = allows.len();
    for (key, values) in keys {
        let count = values.len() + 1;
        stride /= count;
        let turns = |world: usize| {
            let first = world - world / stride % count * stride;
            allows.get(world) != allows.get(first)
        };
        if (0..allows.len()).any(turns) {
            matter.insert(*key);
        }
    }
    matter
}

fn policies(random: &mut Random, has_variables: bool) -> Vec<Value> {
    let kinds: &[&[&str]] = &[
        &["identity"],
        &["identity"],
        &["identity", "bucket"],
        &["identity", "permissionsBoundary"],
        &["identity", "serviceControl"],
    ];
    // Three of the keys at most, or there are too many ways to fill them in.
    let left_out = random.below(KEYS.len());
    let policy = |random: &mut Random, kind: &str| {
        let count = 1 + random.below(3);
        let statements: Vec<Value> =
            (0..count).map(|_| statement(random, kind, left_out, has_variables)).collect();
        json!({ "kind": kind, "document": { "Version": "2012-10-17", "Statement": statements } })
    };
    random.pick(kinds).iter().map(|kind| policy(random, kind)).collect()
}

fn statement(random: &mut Random, kind: &str, left_out: usize, has_variables: bool) -> Value {
    let effect = if random.chance(30) { "Deny" } else { "Allow" };
    let mut statement = json!({ "Effect": effect, "Action": "*", "Resource": "*" });
    if kind == "bucket" {
        statement["Principal"] = json!({ "AWS": random.pick(&[ROLE, OWN]) });
    }
    for _ in 0..random.below(3) {
        let (operator, key, value) = condition(random, left_out, has_variables);
        statement["Condition"][operator][key] = value;
    }
    statement
}

fn condition(
    random: &mut Random,
    left_out: usize,
    has_variables: bool,
) -> (String, &'static str, Value) {
    let index = (left_out + 1 + random.below(KEYS.len() - 1)) % KEYS.len();
    let Some((key, values)) = KEYS.get(index) else { return condition(random, left_out, false) };
    if random.chance(15) {
        return ("Null".to_owned(), key, json!(random.pick(&["true", "false"])));
    }
    let suffix = random.pick(&["", "", "IfExists"]);
    let (operator, value) = match values.len() {
        2 => ("Bool", json!(random.pick(values))),
        6 => {
            let operators =
                ["NumericEquals", "NumericLessThan", "NumericGreaterThan", "NumericNotEquals"];
            (random.pick(&operators), json!(random.pick(&["1", "5"])))
        }
        _ => {
            let operators = [
                "StringEquals",
                "StringNotEquals",
                "StringLike",
                "StringNotLike",
                "StringEqualsIgnoreCase",
            ];
            let value = match random.below(7) {
                0 if has_variables => json!(format!("${{{}}}", KEYS[1 - index].0)),
                1 if has_variables => json!(format!("d${{{}}}", KEYS[1 - index].0)),
                0 | 1 => json!(["a", "b"]),
                _ => json!(random.pick(&["a", "b", "d*", "A", "*"])),
            };
            (random.pick(&operators), value)
        }
    };
    (format!("{operator}{suffix}"), key, value)
}
