//! Findings that somebody has looked at and decided to live with: a file of rules, documents and reasons.

use std::path::Path;

use undenied::{Finding, Input, glob::Glob, rules};

use crate::check;

/// One line of the file.
#[derive(Debug)]
pub(crate) struct Entry {
    rule: String,
    documents: Glob,
    pub(crate) reason: String,
    line: usize,
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
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let text = check::read(path)?;
        let mut entries = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let entry = entry(line, index + 1)
                .map_err(|problem| format!("{}:{}: {problem}", path.display(), index + 1))?;
            entries.push(entry);
        }
        Ok(Self { entries })
    }

    /// Why `finding` is ignored; `None` where it is not.
    pub(crate) fn reason(&mut self, input: &Input, finding: &Finding) -> Option<String> {
        let document = input.documents.get(finding.place.document)?;
        let is_it = |entry: &&mut Entry| {
            (entry.rule == finding.rule.id || finding.code == Some(entry.rule.as_str()))
                && entry.documents.matches(&document.id)
        };
        let entry = self.entries.iter_mut().find(is_it)?;
        entry.is_used = true;
        Some(entry.reason.clone())
    }

    /// The lines that no finding needed.
    pub(crate) fn unused(&self) -> Vec<String> {
        let unused = self.entries.iter().filter(|entry| !entry.is_used);
        unused
            .map(|entry| format!("line {}: `{}` ignores nothing", entry.line, entry.rule))
            .collect()
    }
}

fn entry(line: &str, number: usize) -> Result<Entry, String> {
    let cut = |text: &'_ str| -> Option<(String, String)> {
        let (word, rest) = text.split_once(char::is_whitespace)?;
        Some((word.to_owned(), rest.trim().to_owned()))
    };
    let (rule, rest) = cut(line).ok_or("write a rule, a document and a reason")?;
    let (documents, reason) = cut(&rest).ok_or("say why, behind the document")?;
    if !rules::all().any(|known| known.id == rule || known.code == Some(rule.as_str())) {
        return Err(format!("there is no rule `{rule}`"));
    }
    Ok(Entry { rule, documents: Glob::new(&documents), reason, line: number, is_used: false })
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn a_line_needs_a_known_rule_a_document_and_a_reason() {
        assert!(entry("missing-version policies/*.json Kept for an old tool.", 1).is_ok());
        assert!(entry("MISSING_VERSION * because", 1).is_ok());
        for (line, problem) in [
            ("missing-version", "write a rule"),
            ("missing-version *", "say why"),
            ("no-such-rule * because", "no rule `no-such-rule`"),
        ] {
            assert!(entry(line, 1).is_err_and(|told| told.contains(problem)), "{line}");
        }
    }
}
