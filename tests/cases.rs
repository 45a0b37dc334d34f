//! Reads the cases in `suite/*.md`: one Markdown file a case. Its fenced blocks are `json case`
//! (the case without its documents, as in the wire format), `json KIND ID` (one for each
//! document, as pasted) and `text expected`.

pub mod promises;

use std::{
    fs,
    path::{Path, PathBuf},
};

use undenied::{Document, Input, LineIndex, Report, wire};

/// One case.
#[derive(Debug)]
pub struct Case {
    pub path: PathBuf,
    /// The whole Markdown file.
    pub markdown: String,
    pub input: Input,
    /// What [`summary`] must say of it.
    pub expected: String,
}

/// Every case, in order of file name.
///
/// # Errors
/// A sentence on the file that is no case.
pub fn all() -> Result<Vec<Case>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("suite");
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path);
        }
    }
    paths.sort();
    let named = |path: PathBuf| read(&path).map_err(|error| format!("{}: {error}", path.display()));
    paths.into_iter().map(named).collect()
}

fn read(path: &Path) -> Result<Case, String> {
    let markdown = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut case = wire::Case::default();
    let mut documents = Vec::new();
    let mut expected = None;
    for (info, text) in blocks(&markdown) {
        let mut words = info.splitn(3, ' ');
        match (words.next(), words.next(), words.next()) {
            (Some("json"), Some("case"), _) => {
                case = serde_json::from_str(&text).map_err(|error| error.to_string())?;
            }
            (Some("text"), Some("expected"), _) => expected = Some(text),
            (Some("json"), Some(kind), Some(id)) => {
                let kind = wire::kind_from_name(kind).ok_or_else(|| format!("no kind {kind}"))?;
                documents.push(Document { id: id.to_owned(), kind, text, target: None });
            }
            _ => return Err(format!("what is a block of `{info}`?")),
        }
    }
    let mut input = case.into_input()?;
    input.documents.extend(documents);
    let expected = expected.ok_or("there is no block `text expected`")?;
    Ok(Case { path: path.to_owned(), markdown, input, expected })
}

/// Info string and text of every fenced block.
fn blocks(markdown: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in markdown.split_inclusive('\n') {
        match (&mut open, line.trim_end().strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some("")) => blocks.extend(open.take()),
            (Some((_, text)), _) => text.push_str(line),
            (None, None) => {}
        }
    }
    blocks
}

/// What a case says of a report: the verdict, each denied or open check, each finding's place.
#[must_use]
pub fn summary(input: &Input, report: &Report) -> String {
    let mut lines = vec![format!("verdict {}", wire::outcome_name(report.verdict.outcome))];
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
