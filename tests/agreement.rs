//! The engine and a second, naive evaluator decide alike on generated lines. A failure prints the
//! line, for `undenied authorize`. `UNDENIED_CASES` sets how many lines.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, thread,
};

use serde_json::Value;
use undenied::wire::authorize_line;

use crate::{
    generated,
    naive::{self, Decision},
};

const CASES: u64 = 100_000;
const THREADS: u64 = 4;

#[test]
fn both_decide_alike() {
    let cases = env::var("UNDENIED_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(CASES);
    let workers: Vec<_> = (0..THREADS)
        .map(|first| thread::spawn(move || compare((first..cases).step_by(THREADS as usize))))
        .collect();
    let mut counts = BTreeMap::new();
    let mut differences = Vec::new();
    for worker in workers {
        let (counted, different) = worker.join().unwrap();
        differences.extend(different);
        for (name, count) in counted {
            *counts.entry(name).or_insert(0) += count;
        }
    }
    differences.sort_by_key(String::len);
    let shown: Vec<String> = differences.iter().take(8).cloned().collect();
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), shown.join("\n"));
    println!("{counts:#?}");
    for element in ["principal", "action", "resource", "condition"] {
        let count = counts.get(&format!("for its {element}")).copied().unwrap_or(0);
        assert!(count * 100 >= cases, "`{element}` decides only {count} of {cases}");
    }
    for decision in [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny] {
        let count = counts.get(name(decision)).copied().unwrap_or(0);
        assert!(count * 20 >= cases, "only {count} of {cases} come to {decision:?}");
    }
}

/// How often each decision is met, each element and each kind decides, and where the two differ.
fn compare(seeds: impl Iterator<Item = u64>) -> (BTreeMap<String, u64>, Vec<String>) {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut differences = Vec::new();
    for seed in seeds {
        let line = generated::line(seed);
        let text = line.to_string();
        let expected = name(naive::decision(&line));
        let answer: Value = serde_json::from_str(&authorize_line(&text)).unwrap_or_default();
        let because = answer["decisive"].as_array().into_iter().flatten();
        let because = because.filter_map(|decisive| decisive["because"].as_str());
        let because = because.map(|element| format!("for its {element}"));
        let blocked_by = answer["blockedBy"].as_array().into_iter().flatten();
        let blocked_by = blocked_by.filter_map(Value::as_str).chain([expected]).map(str::to_owned);
        let deciding: BTreeSet<String> = because.chain(blocked_by).collect();
        for name in deciding {
            *counts.entry(name).or_insert(0) += 1;
        }
        if answer["decision"] != expected {
            differences.push(format!("expected {expected}, got {answer}\n{text}\n"));
        }
    }
    (counts, differences)
}

const fn name(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "allowed",
        Decision::ExplicitDeny => "explicitDeny",
        Decision::ImplicitDeny => "implicitDeny",
    }
}
