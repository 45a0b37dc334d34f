//! `corpus FILE REASONS`: AWS's own managed policies through the checks. AWS saves them and lives by them, so that
//! every error that is found in one needs a reason in REASONS, and every reason an error. Prints findings by rule, and the time it took.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    io::{Write as _, stdout},
    process::ExitCode,
    time::Instant,
};

use serde_json::Value;
use undenied::{Document, Input, Severity, analyze, policy::Kind};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(reasons)) = (arguments.next(), arguments.next()) else {
        return Err("usage: corpus FILE REASONS".into());
    };
    let policies: BTreeMap<String, Value> = serde_json::from_str(&fs::read_to_string(file)?)?;
    let reasons = fs::read_to_string(reasons)?;
    let reasons = reasons.lines().filter(|line| !line.starts_with('#'));
    let reasons: BTreeSet<&str> = reasons.filter_map(|line| line.split("  ").next()).collect();
    let mut unused = reasons.clone();
    let started = Instant::now();
    let (mut count, mut by_rule, mut errors) = (0, BTreeMap::new(), Vec::new());
    for (name, policy) in &policies {
        let latest = policy.get("latestVersionId").and_then(Value::as_str).unwrap_or_default();
        let Some(document) = policy.pointer(&format!("/versions/{latest}/document")) else {
            continue;
        };
        count += 1;
        let text = serde_json::to_string_pretty(document)?;
        let document = Document { id: name.clone(), kind: Kind::Identity, text, target: None };
        let text = document.text.clone();
        let report = analyze(&Input { documents: vec![document], ..Input::default() });
        for finding in &report.findings {
            *by_rule.entry((finding.severity, finding.rule.id)).or_insert(0) += 1;
            let key = format!("{name} {}", finding.rule.id);
            if finding.severity == Severity::Error {
                unused.remove(key.as_str());
            }
            if finding.severity == Severity::Error && !reasons.contains(key.as_str()) {
                let shown: String = finding.place.span.of(&text).chars().take(100).collect();
                errors.push(format!("{key}  {} {shown}", finding.message.en));
            }
        }
    }
    let mut out = stdout().lock();
    for ((severity, rule), count) in &by_rule {
        writeln!(out, "{severity:?} {rule}: {count}")?;
    }
    writeln!(out, "{count} policies in {:.2?}", started.elapsed())?;
    for error in &errors {
        writeln!(out, "error without a reason: {error}")?;
    }
    for reason in &unused {
        writeln!(out, "reason for nothing: {reason}")?;
    }
    Ok(if errors.is_empty() && unused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
