//! A report for programs that show findings beside code: SARIF 2.1.0 and GitHub's workflow commands.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>,
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>

use std::fmt::Write as _;

use serde_json::{Value, json};
use undenied::{
    Finding, Input, Lang, LineIndex, Position, Report, Severity,
    rules::Rule,
    wire::{self, Sources},
};

/// Where a finding stands: a file, from and to.
struct Site<'a> {
    file: &'a str,
    start: Position,
    end: Position,
}

fn site<'a>(input: &'a Input, sources: &'a Sources, finding: &Finding) -> Option<Site<'a>> {
    let document = input.documents.get(finding.place.document)?;
    let source = sources.documents.get(finding.place.document).and_then(Option::as_ref);
    let span = finding.place.span;
    let file = source.map_or(document.id.as_str(), |source| source.file.as_str());
    let [start, end] = source.and_then(|source| source.range(span)).unwrap_or_else(|| {
        let lines = LineIndex::new(&document.text);
        [lines.position(span.start), lines.position(span.end)]
    });
    Some(Site { file, start, end })
}

/// One message for each finding, as GitHub shows it at the line.
pub(crate) fn github(input: &Input, report: &Report, sources: &Sources, lang: Lang) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let Some(Site { file, start, end }) = site(input, sources, finding) else { continue };
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Security | Severity::Warning => "warning",
            Severity::Suggestion => "notice",
        };
        // A column is told only within one line.
        let columns = if start.line == end.line {
            format!(",col={},endColumn={}", start.column, end.column)
        } else {
            String::new()
        };
        let message = format!("{}\n{}", finding.message.of(lang), finding.why.of(lang));
        let _ = writeln!(
            text,
            "::{level} file={},line={},endLine={}{columns},title={}::{}",
            property(file),
            start.line,
            end.line,
            property(finding.rule.id),
            data(&message)
        );
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The report as one SARIF run; `ignored` findings stand in it as suppressed, with their reasons.
pub(crate) fn sarif(
    input: &Input,
    report: &Report,
    ignored: &[(Finding, String)],
    sources: &Sources,
    lang: Lang,
) -> String {
    let all = || report.findings.iter().chain(ignored.iter().map(|(finding, _)| finding));
    let mut rules: Vec<&Rule> = Vec::new();
    for finding in all() {
        if !rules.iter().any(|known| known.id == finding.rule.id) {
            rules.push(finding.rule);
        }
    }
    let shown = report.findings.iter().map(|finding| (finding, None));
    let shown = shown.chain(ignored.iter().map(|(finding, reason)| (finding, Some(reason))));
    let results: Vec<Value> = shown
        .filter_map(|(finding, reason)| {
            let index = rules.iter().position(|rule| rule.id == finding.rule.id)?;
            result(input, sources, finding, (index, lang), reason.map(String::as_str))
        })
        .collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "undenied",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(rule, lang)).collect::<Vec<_>>(),
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Security | Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

fn described(rule: &Rule, lang: Lang) -> Value {
    let mut tags = vec![wire::severity_name(rule.severity).to_owned()];
    tags.extend(rule.code.map(str::to_owned));
    let mut described = json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title.of(lang) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": tags },
    });
    let link = rule.links.of(lang).first();
    if let (Some(link), Some(members)) = (link, described.as_object_mut()) {
        members.insert("helpUri".to_owned(), json!(link));
    }
    described
}

fn result(
    input: &Input,
    sources: &Sources,
    finding: &Finding,
    (index, lang): (usize, Lang),
    reason: Option<&str>,
) -> Option<Value> {
    let Site { file, start, end } = site(input, sources, finding)?;
    let message = format!("{} {}", finding.message.of(lang), finding.why.of(lang));
    let mut result = json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(file) },
            "region": {
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
            },
        } }],
        "properties": { "causesDenial": finding.causes_denial },
    });
    if let (Some(reason), Some(members)) = (reason, result.as_object_mut()) {
        let suppressed = json!([{ "kind": "external", "justification": reason }]);
        members.insert("suppressions".to_owned(), suppressed);
    }
    Some(result)
}

/// A path as a relative reference.
fn uri(file: &str) -> String {
    let mut uri = String::new();
    for byte in file.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
