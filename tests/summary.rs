//! What a case says of a report, line by line. Not: whether that is right.

use std::fmt::Write as _;

use undenied::{Lang, LineIndex, Report, wire};

use crate::Case;

/// What a case says of a report: what the error says, the verdict, each denied or open check, each
/// finding's place.
#[must_use]
pub fn summary(case: &Case, report: &Report) -> String {
    let input = &case.input;
    let explained = case.explained.iter();
    let mut lines: Vec<String> = explained
        .flat_map(|it| [format!("explain {}", it.en), format!("説明 {}", it.ja)])
        .collect();
    lines.push(format!("verdict {}", wire::outcome_name(report.verdict.outcome)));
    for missing in &report.verdict.missing {
        lines.push(format!("missing {}", missing.key));
    }
    for check in report.checks.iter().filter(|check| check.outcome != undenied::Outcome::Allowed) {
        let blocked: Vec<&str> =
            check.blocked_by.iter().map(|kind| wire::barrier_name(*kind)).collect();
        let blocked =
            if blocked.is_empty() { String::new() } else { format!(" by {}", blocked.join(", ")) };
        lines.push(format!("{} {}{blocked}", check.action, wire::outcome_name(check.outcome)));
    }
    for finding in &report.findings {
        let Some(document) = input.documents.get(finding.place.document) else { continue };
        let position = LineIndex::new(&document.text).position(finding.place.span.start);
        lines.push(format!(
            "{} {} at {} {}:{} {}",
            wire::severity_name(finding.severity),
            finding.rule.id,
            document.id,
            position.line,
            position.column,
            finding.place.span.of(&document.text).lines().next().unwrap_or_default(),
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The guide as a reader follows it: a line for each task, step, way through the console, command and
/// warning, and each policy to create.
#[must_use]
pub fn guide(report: &Report, lang: Lang) -> String {
    let mut text = String::new();
    for task in &report.guide {
        let _ = writeln!(text, "{}", task.title.of(lang));
        for step in &task.steps {
            let _ = writeln!(text, "- {}", step.text.of(lang));
            let console = step.console.of(lang);
            if !console.is_empty() {
                let _ = writeln!(text, "  {}", console.join(" > "));
            }
            for line in step.commands.iter().flat_map(|command| command.lines()) {
                let _ = writeln!(text, "  $ {line}");
            }
            let warning = step.warning.of(lang);
            if !warning.is_empty() {
                let _ = writeln!(text, "  ! {warning}");
            }
            for line in step.document.iter().flat_map(|draft| draft.text.of(lang).lines()) {
                let _ = writeln!(text, "  | {line}");
            }
        }
    }
    text
}
