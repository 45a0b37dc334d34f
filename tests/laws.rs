//! What holds of every decision, whatever the policies: on the lines that `agreement` compares too.

use serde_json::{Map, Value, json};
use undenied::wire::authorize_line;

use crate::generated::{self, Random};

const CASES: u64 = 4_000;
/// Where access is refused either way, the engine does not ask whether explicitly.
const DENIALS_ARE_TOLD_APART: bool = false;
/// The engine leaves the role of a session wholly open, though only its path is.
const ROLES_ARE_WEIGHED_WITHOUT_PATH: bool = false;

/// Whatever a key turns out to be, or that it is absent, a definite answer stays.
#[test]
fn filling_an_unknown_contradicts_no_definite_answer() {
    for seed in 0..CASES {
        let complete = generated::line(seed);
        let partial = with_unknown_keys(&complete, seed);
        let answer = ask(&partial);
        if answer["decision"] == "undetermined" {
            assert!(!texts(&answer["missing"]).is_empty(), "nothing would settle it:\n{partial}");
            continue;
        }
        let filled = ask(&complete);
        assert!(
            is_kept(&answer, &filled),
            "{answer} is contradicted by {filled}:\n{partial}\nfilled: {complete}"
        );
        assert_eq!(answer["missing"], json!([]), "{partial}");
    }
}

/// Whatever the policies of a kind turn out to be that nobody knows.
#[test]
fn an_unknown_policy_contradicts_no_definite_answer() {
    for seed in 0..CASES {
        let complete = generated::line(seed);
        let mut policies = one_or_many(&complete["policies"]);
        let Some(kind) = policies.first().map(|policy| policy["kind"].clone()) else { continue };
        // What is told of a bucket stands where "unknown" would.
        if complete["facts"][kind.as_str().unwrap_or_default()].is_object() {
            continue;
        }
        let mut partial = complete.clone();
        policies.retain(|policy| policy["kind"] != kind);
        partial["policies"] = json!(policies);
        partial["facts"][kind.as_str().unwrap_or_default()] = json!("unknown");
        let (answer, filled) = (ask(&partial), ask(&complete));
        assert!(
            is_kept(&answer, &filled),
            "{answer} is contradicted by {filled}:\n{partial}\nfilled: {complete}"
        );
    }
}

/// A key is named as missing only where one of its values leads elsewhere than another.
#[test]
fn every_missing_key_can_change_the_outcome() {
    let mut tried = 0;
    let (mut entangled, mut useful) = (0, 0);
    for seed in 0..CASES {
        let partial = with_unknown_keys(&generated::line(seed), seed);
        let answer = ask(&partial);
        let missing = texts(&answer["missing"]);
        if is_in_vain(&partial) {
            continue;
        }
        if is_too_much_to_ask(&partial, &missing) {
            if entangled == 60 || missing.is_empty() {
                continue;
            }
            // One key in several conditions: each is weighed apart, so that some are asked in vain.
            entangled += 1;
            let changes = |key: &String| changes_outcome(&partial, key, seed);
            useful += u64::from(missing.iter().any(changes));
            continue;
        }
        for key in missing {
            tried += 1;
            assert!(
                changes_outcome(&partial, &key, seed),
                "`{key}` changes nothing:\n{partial}\n{answer}"
            );
        }
    }
    assert!(tried > 100, "only {tried} keys were missing");
    assert!(entangled > 40, "only {entangled} lines asked for a key twice");
    assert!(useful * 10 > entangled * 8, "only {useful} of {entangled} asked for what matters");
}

#[test]
fn an_allow_takes_no_access_away() {
    for seed in 0..CASES {
        let line = generated::line(seed);
        // A public statement shuts out other accounts where public buckets are restricted.
        if line["facts"]["bucket"]["publicAccessBlock"].is_object() || !is_allowed(&line) {
            continue;
        }
        let changed = with_statement(&line, "Allow", seed);
        assert!(is_allowed(&changed), "an Allow took access away:\n{line}\n{changed}");
    }
}

#[test]
fn a_deny_adds_no_access() {
    for seed in 0..CASES {
        let line = generated::line(seed);
        if !is_allowed(&line) {
            let changed = with_statement(&line, "Deny", seed);
            assert!(!is_allowed(&changed), "a Deny added access:\n{line}\n{changed}");
        }
    }
}

/// Neither that of policies, statements and values, nor that of members, which `serde_json` sorts.
#[test]
fn order_does_not_matter() {
    for seed in 0..CASES {
        let line = generated::line(seed);
        let mut random = Random::new(seed);
        let mut changed = line.clone();
        shuffle(&mut changed["policies"], &mut random);
        for policy in elements_mut(&mut changed["policies"]) {
            policy["document"] = json!(written(&policy["document"], &mut random));
        }
        let text = written(&changed, &mut random);
        let answer: Value = serde_json::from_str(&authorize_line(&text)).unwrap_or_default();
        assert_eq!(ask(&line)["decision"], answer["decision"], "{line}\nchanged: {text}");
    }
}

/// What is said of a whole folder holds of each object in it.
#[test]
fn a_definite_answer_on_a_folder_is_that_on_its_objects() {
    let mut definite = 0;
    for seed in 0..CASES {
        let mut line = generated::line(seed);
        let resource = line["request"]["resource"].as_str().unwrap_or_default().to_owned();
        let Some((folder, _)) = resource.rsplit_once('/').filter(|_| is_for_s3(&line)) else {
            continue;
        };
        line["request"]["resource"] = json!(format!("{folder}/*"));
        let answer = ask(&line);
        if answer["decision"] == "undetermined" {
            continue;
        }
        definite += 1;
        for name in ["x.csv", "a/b:c", "é😀", "*", "?"] {
            line["request"]["resource"] = json!(format!("{folder}/{name}"));
            let of_one = ask(&line);
            let is_kept = of_one["decision"] == "undetermined" || is_kept(&answer, &of_one);
            assert!(is_kept, "{answer} is contradicted by {of_one}:\n{line}");
        }
    }
    assert!(definite > 500, "only {definite} answers were definite");
}

fn is_for_s3(line: &Value) -> bool {
    line["request"]["action"].as_str().is_some_and(|action| action.starts_with("s3:"))
}

/// As text, the members of each object in any order.
fn written(value: &Value, random: &mut Random) -> String {
    let members: Vec<String> = match value {
        Value::Array(values) => values.iter().map(|value| written(value, random)).collect(),
        Value::Object(members) => {
            let written = members
                .iter()
                .map(|(name, value)| format!("{}:{}", json!(name), written(value, random)));
            written.collect()
        }
        scalar => return scalar.to_string(),
    };
    if value.is_array() {
        return format!("[{}]", members.join(","));
    }
    let mut members = members;
    random.shuffle(&mut members);
    format!("{{{}}}", members.join(","))
}

/// A statement for several actions is several statements; a value is a list with one value.
#[test]
fn an_equivalent_rewriting_changes_no_decision() {
    for seed in 0..CASES {
        let line = generated::line(seed);
        let mut changed = line.clone();
        for policy in elements_mut(&mut changed["policies"]) {
            let statements = one_or_many(&policy["document"]["Statement"]);
            let split: Vec<Value> = statements.iter().flat_map(split).collect();
            policy["document"]["Statement"] = json!(split);
        }
        same(&line, &changed);
    }
}

/// Whether a policy asks for what no value of the generator's meets.
fn is_in_vain(line: &Value) -> bool {
    const VAIN: [&str; 10] = [
        "[]", "\"ten\"", "\"soon\"", "-02-30", "/33\"", "/x\"", "\"acme\"", "\"news\"", "\"\"",
        "None}",
    ];
    let policies = line["policies"].to_string();
    VAIN.iter().any(|literal| policies.contains(literal))
}

/// Whether it takes more than one condition at a time to see that a key changes nothing.
fn is_too_much_to_ask(line: &Value, missing: &[String]) -> bool {
    let policies = line["policies"].to_string().to_lowercase();
    missing.iter().any(|key| {
        let key = key.to_lowercase();
        let is_variable =
            policies.contains(&format!("${{{key}")) || policies.contains("${aws:username}");
        policies.matches(&format!("\"{key}\"")).count() > 1
            // No value of the generator's need make the variable match.
            || is_variable
            || key.starts_with("kms:encryptioncontext")
            || (key == "aws:principalarn" && !ROLES_ARE_WEIGHED_WITHOUT_PATH)
    })
}

fn ask(line: &Value) -> Value {
    serde_json::from_str(&authorize_line(&line.to_string())).unwrap_or_default()
}

fn is_kept(answer: &Value, filled: &Value) -> bool {
    let (answer, filled) = (&answer["decision"], &filled["decision"]);
    let is_told_apart = DENIALS_ARE_TOLD_APART || answer != "implicitDeny";
    answer == "undetermined" || answer == filled || (!is_told_apart && filled == "explicitDeny")
}

fn is_allowed(line: &Value) -> bool {
    ask(line)["decision"] == "allowed"
}

fn same(line: &Value, changed: &Value) {
    assert_eq!(ask(line)["decision"], ask(changed)["decision"], "{line}\nchanged: {changed}");
}

/// One or two keys that were told are unknown now, with all those that the call does not carry.
fn with_unknown_keys(line: &Value, seed: u64) -> Value {
    let mut random = Random::new(seed);
    let mut partial = line.clone();
    partial["request"]["contextComplete"] = json!(false);
    let Some(context) = partial["request"]["context"].as_object_mut() else { return partial };
    for _ in 0..1 + random.below(2) {
        let names: Vec<String> = context.keys().cloned().collect();
        if let Some(name) = names.get(random.below(names.len())) {
            context.remove(name);
        }
    }
    partial
}

/// Whether the outcomes differ over what `key` may hold, with the other unknown keys filled in.
fn changes_outcome(partial: &Value, key: &str, seed: u64) -> bool {
    let mut random = Random::new(seed);
    let values = generated::values_of(key);
    let told = partial["request"]["context"].as_object();
    (0..2_000).any(|_| {
        let mut context = generated::any_context(&mut random);
        for (name, value) in told.into_iter().flatten() {
            context.retain(|other, _| !other.eq_ignore_ascii_case(name));
            context.insert(name.clone(), value.clone());
        }
        context.retain(|name, _| !name.eq_ignore_ascii_case(key));
        let absent = decision_with(partial, &context);
        (0..4).any(|_| {
            let value = values.get(random.below(values.len())).cloned();
            context.insert(key.to_owned(), value.unwrap_or_default());
            decision_with(partial, &context) != absent
        })
    })
}

fn decision_with(line: &Value, context: &Map<String, Value>) -> Value {
    let mut line = line.clone();
    line["request"]["context"] = json!(context);
    line["request"]["contextComplete"] = json!(true);
    ask(&line)["decision"].clone()
}

/// With one more statement of this effect in one of the policies.
fn with_statement(line: &Value, effect: &str, seed: u64) -> Value {
    let mut random = Random::new(seed.wrapping_mul(31));
    let mut changed = line.clone();
    let mut donor = generated::line(seed.wrapping_add(CASES));
    let policies = elements_mut(&mut changed["policies"]);
    let index = random.below(policies.len());
    let Some(policy) = policies.get_mut(index) else { return changed };
    let of_kind = |other: &&mut Value| other["kind"] == policy["kind"];
    let given = elements_mut(&mut donor["policies"]).iter_mut().find(of_kind);
    let mut statement = given
        .and_then(|given| one_or_many(&given["document"]["Statement"]).first().cloned())
        .or_else(|| one_or_many(&policy["document"]["Statement"]).first().cloned())
        .unwrap_or_else(|| json!({ "Action": "*", "Resource": "*" }));
    statement["Effect"] = json!(effect);
    if let (Some(members), "Allow") = (statement.as_object_mut(), effect)
        && let Some(principal) = members.remove("NotPrincipal")
    {
        members.insert("Principal".to_owned(), principal);
    }
    let mut statements = one_or_many(&policy["document"]["Statement"]);
    statements.push(statement);
    policy["document"]["Statement"] = json!(statements);
    changed
}

fn shuffle(value: &mut Value, random: &mut Random) {
    match value {
        Value::Array(values) => {
            random.shuffle(values);
            values.iter_mut().for_each(|value| shuffle(value, random));
        }
        Value::Object(members) => members.values_mut().for_each(|value| shuffle(value, random)),
        _ => {}
    }
}

/// One statement for each action, every single value as a list.
fn split(statement: &Value) -> Vec<Value> {
    let mut listed = statement.clone();
    for name in ["NotAction", "Resource", "NotResource"] {
        if !listed[name].is_null() {
            listed[name] = json!(one_or_many(&listed[name]));
        }
    }
    for keys in elements_of(&mut listed["Condition"]) {
        for values in elements_of(keys) {
            *values = json!(one_or_many(values));
        }
    }
    if listed["Condition"].is_null() {
        listed["Condition"] = json!({});
    }
    let actions = one_or_many(&statement["Action"]);
    if actions.is_empty() {
        return vec![listed];
    }
    let for_action = |action: Value| {
        let mut statement = listed.clone();
        statement["Action"] = json!([action]);
        statement
    };
    actions.into_iter().map(for_action).collect()
}

fn one_or_many(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(values) => values.clone(),
        single => vec![single.clone()],
    }
}

fn elements_mut(value: &mut Value) -> &mut [Value] {
    value.as_array_mut().map(Vec::as_mut_slice).unwrap_or_default()
}

fn elements_of(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_object_mut().into_iter().flat_map(Map::values_mut)
}

fn texts(value: &Value) -> Vec<String> {
    one_or_many(value).iter().filter_map(|text| Some(text.as_str()?.to_owned())).collect()
}
