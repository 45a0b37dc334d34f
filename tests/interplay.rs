//! `missing` against brute force: small cases in which keys are asked twice, through variables, by two
//! operators, and every way to fill them in. What is listed matters, and what matters is listed.

mod families;
mod worlds;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use undenied::wire::authorize_line;

use self::families::{Family, Key};
use crate::generated::Random;

const OWN: &str = "111122223333";
const ROLE: &str = "arn:aws:iam::111122223333:role/import";

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
    check(&families::PLAIN, 0, 150);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_they_are_compared_with_each_other() {
    check(&families::COMPARED, 10_000, 150);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_they_are_numbers_addresses_and_moments() {
    check(&families::MEASURED, 20_000, 150);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_several_stand_in_other_text() {
    check(&families::NESTED, 30_000, 40);
    check(&families::JOINED, 35_000, 40);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_folders_are_named_after_them() {
    check(&families::FOLDERS, 40_000, 200);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_several_values_are_told_apart() {
    check(&families::SEVERAL, 50_000, 100);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_patterns_look_into_sizes() {
    for (family, first) in families::READ.iter().zip([60_000, 61_000, 62_000, 63_000]) {
        check(family, first, 120);
    }
}

#[test]
fn just_the_keys_that_matter_are_missing_where_sizes_are_compared_with_other_keys() {
    for (family, first) in families::READ_COMPARED.iter().zip([64_000, 65_000, 66_000, 67_000]) {
        check(family, first, 80);
    }
}

#[test]
fn just_the_keys_that_matter_are_missing_where_sizes_are_compared_in_any_letter_case() {
    check(&families::READ_ANY_CASE, 68_000, 40);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_one_ends_like_another() {
    check(&families::ENDING, 70_000, 50);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_patterns_cross_but_for_letter_case() {
    check(&families::CASES, 80_000, 60);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_one_folder_lies_in_another() {
    check(&families::NESTED_FOLDERS, 90_000, 40);
    // Both folders, and each key looked into: so much that one too many may be listed.
    let mut faults = Faults::default();
    for [one, two] in [["a*", "*/b"], ["*/b", "a"], ["a", "*/b"], ["a", "a*"], ["*/b", "*/b"]] {
        for operators in [["StringLike", "StringNotLike"], ["StringNotLike", "StringLike"]] {
            let own = |key: &str| format!("${{aws:PrincipalTag/{key}}}/*");
            let [first, second] = operators;
            let mut conditions = json!({
                first: { "s3:prefix": own("s"), "aws:PrincipalTag/s": one },
                second: { "aws:PrincipalTag/u": two },
            });
            conditions["StringLikeIfExists"] = json!({ "s3:prefix": own("u") });
            let statement = json!({
                "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": conditions,
            });
            let document = json!({ "Version": "2012-10-17", "Statement": [statement] });
            let policies = [json!({ "kind": "identity", "document": document })];
            try_out(&families::NESTED_FOLDERS, &policies, &mut faults);
        }
    }
    assert!(faults.wrong == 0 && faults.vague <= 1, "{faults:?}");
}

#[test]
fn just_the_keys_that_matter_are_missing_where_a_folder_stands_in_a_third_key() {
    check(&families::SHARED, 100_000, 60);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_a_folder_lies_anywhere() {
    check(&families::INNER, 130_000, 60);
}

#[test]
fn just_the_keys_that_matter_are_missing_where_folders_are_compared_in_other_ways() {
    check(&families::ANY_CASE, 110_000, 60);
    check(&families::ARNS, 120_000, 60);
}

fn check(family: &Family, first: u64, cases: u64) {
    let mut faults = Faults::default();
    let mut failed = Vec::new();
    for seed in first..first + cases {
        let mut random = Random::new(seed);
        let policies = policies(&mut random, family);
        let before = faults.wrong + faults.vague;
        let told = try_out(family, &policies, &mut faults);
        if faults.wrong + faults.vague > before {
            failed.push(format!("{seed}: {told}: {}", json!(policies)));
        }
    }
    assert!(failed.is_empty(), "{faults:?}\n{}", failed.join("\n"));
    assert!(faults.listed > 30, "{faults:?}");
}

/// What is listed, and what matters.
fn try_out(family: &Family, policies: &[Value], faults: &mut Faults) -> String {
    let text = json!(policies).to_string();
    let keys: Vec<_> = family.keys.iter().filter(|key| names(&text, key)).collect();
    let answer = ask(policies, &Map::new(), false);
    let allows = worlds::allows(&keys, policies);
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
    format!("{} lists {missing:?} for {matter:?}", answer["decision"])
}

/// Whether `text` is about the key.
fn names(text: &str, key: &Key) -> bool {
    text.contains(&format!("\"{}\"", key.name)) || text.contains(&format!("${{{}", key.name))
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

/// The keys of which some value leads elsewhere than another, all others alike.
fn matter<'a>(keys: &[&'a Key], allows: &[bool]) -> BTreeSet<&'a str> {
    let mut matter = BTreeSet::new();
    let mut stride = allows.len();
    for key in keys {
        let count = key.values().len() + 1;
        stride /= count;
        let turns = |world: usize| {
            let first = world - world / stride % count * stride;
            allows.get(world) != allows.get(first)
        };
        if (0..allows.len()).any(turns) {
            matter.insert(key.name);
        }
    }
    matter
}

fn policies(random: &mut Random, family: &Family) -> Vec<Value> {
    let kinds: &[&[&str]] = &[
        &["identity"],
        &["identity"],
        &["identity", "bucket"],
        &["identity", "permissionsBoundary"],
        &["identity", "serviceControl"],
    ];
    // Some of the keys at most, or there are too many ways to fill them in.
    let left_out = random.below(family.keys.len());
    let policy = |random: &mut Random, kind: &str| {
        let count = 1 + random.below(family.statements);
        let statements: Vec<Value> =
            (0..count).map(|_| statement(random, kind, left_out, family)).collect();
        json!({ "kind": kind, "document": { "Version": "2012-10-17", "Statement": statements } })
    };
    random.pick(kinds).iter().map(|kind| policy(random, kind)).collect()
}

fn statement(random: &mut Random, kind: &str, left_out: usize, family: &Family) -> Value {
    let effect = if random.chance(30) { "Deny" } else { "Allow" };
    let mut statement = json!({ "Effect": effect, "Action": "*", "Resource": "*" });
    if kind == "bucket" {
        statement["Principal"] = json!({ "AWS": random.pick(&[ROLE, OWN]) });
    }
    for _ in 0..random.below(3) {
        let (operator, key, value) = family.condition(random, left_out);
        statement["Condition"][operator][key] = value;
    }
    statement
}
