//! The engine and a second, naive evaluator decide alike on generated lines. A failure prints the
//! line, for `undenied authorize`. `UNDENIED_CASES` sets how many lines.

use std::{collections::BTreeMap, env, thread};

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
    for decision in [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny] {
        let count = counts.get(name(decision)).copied().unwrap_or(0);
        assert!(count * 20 >= cases, "only {count} of {cases} come to {decision:?}");
    }
}

/// How often each decision is met, and the lines on which the two differ.
fn compare(seeds: impl Iterator<Item = u64>) -> (BTreeMap<&'static str, u64>, Vec<String>) {
    let mut counts = BTreeMap::new();
    let mut differences = Vec::new();
    for seed in seeds {
        let line = generated::line(seed);
        let text = line.to_string();
        let expected = name(naive::decision(&line));
        let answer = serde_json::to_value(authorize_line(&text)).unwrap_or_default();
        *counts.entry(expected).or_insert(0) += 1;
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
