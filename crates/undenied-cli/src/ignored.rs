//! Findings that somebody has looked at and decided to live with: a file of rules, documents and reasons.

use std::path::PathBuf;

use undenied::{Finding, Input, glob::Glob, rules, wire::Sources};

use crate::check;

/// One line of the file.
#[derive(Debug)]
pub(crate) struct Entry {
    rule: String,
    documents: Glob,
    pub(crate) reason: String,
    /// The file that it stands in, and its line.
    place: String,
    is_used: bool,
}

/// What is to be ignored.
#[derive(Debug, Default)]
pub(crate) struct Ignored {
    entries: Vec<Entry>,
}

impl Ignored {
    /// Each line names a rule (or AWS's code for it), the documents by a pattern, and why; `#` begins a remark.
    ///
    /// # Errors
    /// A sentence on a file that cannot be read, or its first line that makes no sense.
    pub(crate) fn read(paths: &[PathBuf]) -> Result<Self, String> {
        let mut entries = Vec::new();
        for path in paths {
            let text = check::read(path)?;
            // Windows' editors mark the start of a text.
            let lines = text.trim_start_matches('\u{feff}').lines();
            for (index, line) in lines.enumerate() {
                let line = line.trim();
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let place = format!("{}:{}", path.display(), index + 1);
                let told = entry(line, &place).map_err(|problem| format!("{place}: {problem}"))?;
                entries.push(told);
            }
        }
        Ok(Self { entries })
    }

    /// Why `finding` is ignored; `None` where it is not. A file stands for all that was found in it.
    pub(crate) fn reason(
        &mut self,
        input: &Input,
        sources: &Sources,
        finding: &Finding,
    ) -> Option<String> {
        let document = input.documents.get(finding.place.document)?;
        let source = sources.documents.get(finding.place.document).and_then(Option::as_ref);
        let file = source.map_or(document.id.as_str(), |source| source.file.as_str());
        let is_it = |entry: &&mut Entry| {
            let is_meant = |name: &str| entry.documents.matches(plain(name));
            (entry.rule == finding.rule.id || finding.code == Some(entry.rule.as_str()))
                && (is_meant(&document.id) || is_meant(file))
        };
        let entry = self.entries.iter_mut().find(is_it)?;
        entry.is_used = true;
        Some(entry.reason.clone())
    }

    /// The lines that no finding needed.
    pub(crate) fn unused(&self) -> Vec<String> {
        let unused = self.entries.iter().filter(|entry| !entry.is_used);
        unused.map(|entry| format!("{}: `{}` ignores nothing", entry.place, entry.rule)).collect()
    }
}

/// The same path without the folder that it begins in anyway.
fn plain(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

fn entry(line: &str, place: &str) -> Result<Entry, String> {
    let cut = |text: &'_ str| -> Option<(String, String)> {
        let (word, rest) = text.split_once(char::is_whitespace)?;
        Some((word.to_owned(), rest.trim().to_owned()))
    };
    let (rule, rest) = cut(line).ok_or("write a rule, a document and a reason")?;
    let (documents, reason) = cut(&rest).ok_or("say why, behind the document")?;
    if !rules::all().any(|known| known.id == rule || known.code == Some(rule.as_str())) {
        return Err(format!("there is no rule `{rule}`"));
    }
    let documents = Glob::new(plain(&documents));
    Ok(Entry { rule, documents, reason, place: place.to_owned(), is_used: false })
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn a_line_needs_a_known_rule_a_document_and_a_reason() {
        assert!(entry("missing-version policies/*.json Kept for an old tool.", "a:1").is_ok());
        assert!(entry("MISSING_VERSION * because", "a:1").is_ok());
        for (line, problem) in [
            ("missing-version", "write a rule"),
            ("missing-version *", "say why"),
            ("no-such-rule * because", "no rule `no-such-rule`"),
        ] {
            assert!(entry(line, "a:1").is_err_and(|told| told.contains(problem)), "{line}");
        }
    }
}
