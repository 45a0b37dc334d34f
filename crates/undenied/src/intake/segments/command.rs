//! An `aws` command as typed at a prompt: what it asks for, and the documents among its
//! arguments. Not: what it printed.

use undenied_json::Span;

use super::{Segment, heading, names_boundary};
use crate::{
    intake::{Origin, Transcript},
    policy::Kind,
};

/// `aws SERVICE OPERATION --name value ...`
#[derive(Debug)]
pub(in crate::intake) struct Command {
    /// In the paste.
    pub(in crate::intake) span: Span,
    pub(in crate::intake) service: String,
    pub(in crate::intake) operation: String,
    /// Without the dashes, as `role-name`.
    options: Vec<(String, String)>,
    /// The options whose value is a document.
    pub(in crate::intake) arguments: Vec<Argument>,
    /// What it names as `s3://bucket/key`.
    pub(in crate::intake) places: Vec<String>,
    pub(in crate::intake) is_recursive: bool,
}

/// An option with a document as its value.
#[derive(Debug)]
pub(in crate::intake) struct Argument {
    pub(in crate::intake) name: String,
    pub(in crate::intake) segment: Segment,
}

/// The operations that print or take one kind of policy.
const KINDS: [(&str, Kind); 23] = [
    ("get-bucket-policy", Kind::Bucket),
    ("put-bucket-policy", Kind::Bucket),
    ("get-key-policy", Kind::Key),
    ("put-key-policy", Kind::Key),
    ("create-key", Kind::Key),
    ("get-access-point-policy", Kind::AccessPoint),
    ("put-access-point-policy", Kind::AccessPoint),
    ("get-role-policy", Kind::Identity),
    ("put-role-policy", Kind::Identity),
    ("get-user-policy", Kind::Identity),
    ("put-user-policy", Kind::Identity),
    ("get-group-policy", Kind::Identity),
    ("put-group-policy", Kind::Identity),
    ("get-policy-version", Kind::Identity),
    ("create-policy", Kind::Identity),
    ("create-policy-version", Kind::Identity),
    ("get-role", Kind::Trust),
    ("create-role", Kind::Trust),
    ("update-assume-role-policy", Kind::Trust),
    ("assume-role", Kind::Session),
    ("get-federation-token", Kind::Session),
    ("create-vpc-endpoint", Kind::VpcEndpoint),
    ("modify-vpc-endpoint", Kind::VpcEndpoint),
];

/// The services of the command line that keep policies and print them.
const KEEPERS: [&str; 6] = ["ec2", "iam", "kms", "organizations", "s3api", "s3control"];

impl Command {
    /// The value of the option `--name`.
    pub(in crate::intake) fn option(&self, name: &str) -> Option<&str> {
        let option = self.options.iter().find(|(known, _)| known == name)?;
        Some(option.1.as_str())
    }

    /// `aws iam get-role`
    pub(in crate::intake) fn name(&self) -> String {
        format!("aws {} {}", self.service, self.operation)
    }

    /// The kind of the policies that it prints or takes, where it is always the same.
    pub(in crate::intake) fn kind(&self) -> Option<Kind> {
        // Organizations has policies of its own by the same operation.
        if self.service == "organizations" {
            return match self.option("type") {
                Some("SERVICE_CONTROL_POLICY") => Some(Kind::ServiceControl),
                Some("RESOURCE_CONTROL_POLICY") => Some(Kind::ResourceControl),
                Some(_) => None,
                None => self.option("policy-id").and_then(heading).map(|heading| heading.kind),
            };
        }
        let mut names = ["policy-arn", "policy-name"].iter().filter_map(|it| self.option(it));
        if names.any(names_boundary) {
            return Some(Kind::PermissionsBoundary);
        }
        let known = KINDS.iter().find(|(operation, _)| *operation == self.operation);
        known.map(|(_, kind)| *kind)
    }

    /// Whether it changes nothing and prints policies that are in force, which templates and proposals need not be.
    pub(in crate::intake) fn reads(&self) -> bool {
        let verbs = ["get-", "list-", "describe-"];
        KEEPERS.contains(&self.service.as_str())
            && verbs.iter().any(|verb| self.operation.starts_with(verb))
    }

    /// What it is about: a bucket, role, user or key.
    pub(in crate::intake) fn subject(&self) -> Option<&str> {
        let names =
            ["bucket", "role-name", "user-name", "group-name", "key-id", "policy-name", "name"];
        names.iter().find_map(|name| self.option(name))
    }
}

/// Whether `line` is an `aws` command, at a prompt or alone.
pub(super) fn begins(line: &str) -> bool {
    starts(line).is_some()
}

/// Where in `line` the command's own words start.
fn starts(line: &str) -> Option<usize> {
    let body = line.trim_start_matches([' ', '\t', '\u{feff}']);
    let indent = line.len() - body.len();
    let prompt = if body.starts_with("aws ") { 0 } else { prompt(body)? };
    let words = body.get(prompt..)?.strip_prefix("sudo ").or_else(|| body.get(prompt..))?;
    let mut words = words.split_ascii_whitespace();
    let is_plain = |word: &str| {
        word.starts_with("--")
            || (!word.is_empty()
                && word.chars().all(|char| matches!(char, 'a'..='z' | '0'..='9' | '-')))
    };
    let is_command = words.next() == Some("aws")
        && words.next().is_some_and(is_plain)
        && (prompt > 0 || words.next().is_some_and(is_plain));
    is_command.then_some(indent + prompt)
}

/// How long the prompt is that `line` begins with: `$ `, `user@host:~# `, `PS C:\> `.
fn prompt(line: &str) -> Option<usize> {
    const LONGEST: usize = 100;
    let at = line.find("aws ").filter(|at| *at <= LONGEST)?;
    let before = line.get(..at)?;
    let before = before.strip_suffix("sudo ").unwrap_or(before);
    let marks = ["$", "#", "%", ">", "❯", "➜", "λ"];
    let is_prompt = marks.iter().any(|mark| before.trim_end().ends_with(mark));
    (is_prompt && !before.contains(['"', '{', '}'])).then_some(before.len())
}

/// Takes the lines of one command.
pub(super) struct Reader<'a> {
    paste: &'a str,
    lines: Vec<Span>,
    /// The quote that is open, and whether a document stands in it.
    quote: Option<(char, bool)>,
    continues: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(paste: &'a str, line: Span) -> Self {
        let mut reader = Self { paste, lines: Vec::new(), quote: None, continues: false };
        let start = starts(line.of(paste)).unwrap_or_default();
        reader.add(Span::new(line.start + start, line.end));
        reader
    }

    /// Whether the next line belongs to the command.
    pub(super) fn goes_on(&self) -> bool {
        self.continues || self.quote.is_some()
    }

    pub(super) fn add(&mut self, line: Span) {
        self.lines.push(line);
        let text = line.of(self.paste);
        let mut chars = text.char_indices();
        while let Some((at, char)) = chars.next() {
            match (self.quote, char) {
                (Some(('"', _)) | None, '\\') => {
                    chars.next();
                }
                (Some((open, _)), _) if open == char => self.quote = None,
                (None, '"' | '\'') => {
                    let inside = text.get(at + 1..).unwrap_or_default().trim_start();
                    self.quote = Some((char, is_document(inside)));
                }
                _ => {}
            }
        }
        self.quote = self.quote.filter(|(_, is_document)| *is_document);
        self.continues = text.trim_end().ends_with(['\\', '`', '^']);
    }

    pub(super) fn finish(self) -> Command {
        let mut transcript = Transcript::default();
        for line in &self.lines {
            transcript.keep(self.paste, *line);
        }
        let (text, origin) = transcript.finish();
        parse(&text, &origin)
    }
}

fn is_document(text: &str) -> bool {
    text.starts_with(['{', '[']) || text.get(..3).is_some_and(|start| start == "%7B")
}

fn parse(text: &str, origin: &Origin) -> Command {
    let mut command = Command {
        span: origin.span(),
        service: String::new(),
        operation: String::new(),
        options: Vec::new(),
        arguments: Vec::new(),
        places: Vec::new(),
        is_recursive: false,
    };
    let mut plain = Vec::new();
    let mut name = None;
    for word in words(text) {
        let value = word.of(text);
        let place = value.trim_matches(['"', '\'']);
        command.is_recursive |= value == "--recursive";
        if place.starts_with("s3://") {
            command.places.push(place.to_owned());
        }
        if let Some(option) = value.strip_prefix("--") {
            let (option, given) = option.split_once('=').unwrap_or((option, ""));
            name = given.is_empty().then_some(option);
            if !given.is_empty() {
                command.take(option, text, Span::new(word.end - given.len(), word.end), origin);
            }
        } else if let Some(option) = name.take() {
            command.take(option, text, word, origin);
        } else {
            plain.push(value);
        }
    }
    let mut plain = plain.into_iter().skip_while(|word| matches!(*word, "sudo" | "aws"));
    command.service = plain.next().unwrap_or_default().to_owned();
    command.operation = plain.next().unwrap_or_default().to_owned();
    command
}

impl Command {
    fn take(&mut self, name: &str, text: &str, word: Span, origin: &Origin) {
        let value = word.of(text);
        let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''));
        let inner = match quote {
            Some(quote) if value.len() > 1 && value.ends_with(quote) => {
                Span::new(word.start + 1, word.end - 1)
            }
            Some(_) => Span::new(word.start + 1, word.end),
            None => word,
        };
        if !is_document(inner.of(text).trim_start()) {
            self.options.push((name.to_owned(), inner.of(text).to_owned()));
            return;
        }
        // With escapes it is a string to be decoded, quotes and all.
        let is_escaped = quote == Some('"') && inner.of(text).contains("\\\"");
        let mut transcript = Transcript::default();
        transcript.keep(text, if is_escaped { word } else { inner });
        let (text, own) = transcript.finish();
        let segment = Segment { text, origin: own.through(origin) };
        self.arguments.push(Argument { name: format!("--{name}"), segment });
    }
}

/// The words as a shell splits them, quotes kept.
fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let continues = matches!(char, '\\' | '`' | '^')
            && chars.peek().is_none_or(|(_, next)| matches!(next, '\n' | '\r'));
        let separates = quote.is_none() && (char.is_whitespace() || continues);
        if separates {
            words.extend(start.take().map(|start| Span::new(start, at)));
            continue;
        }
        start = start.or(Some(at));
        match (quote, char) {
            (Some('"') | None, '\\') => {
                chars.next();
            }
            (Some(open), _) if open == char => quote = None,
            (None, '"' | '\'') => quote = Some(char),
            _ => {}
        }
    }
    words.extend(start.map(|start| Span::new(start, text.len())));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Command {
        Reader::new(line, Span::new(0, line.len())).finish()
    }

    #[test]
    fn a_command_is_known_behind_any_prompt() {
        for prompt in [
            "",
            "$ ",
            "# ",
            "% ",
            "PS C:\\Users\\jane> ",
            "jane@host:~/work$ ",
            "[jane@host ~]$ ",
            "  $ sudo ",
        ] {
            let line = format!("{prompt}aws s3api get-bucket-policy --bucket acme");
            assert!(begins(&line), "{line}");
            let command = read(&line);
            assert_eq!(command.name(), "aws s3api get-bucket-policy");
            assert_eq!(
                (command.kind(), command.option("bucket")),
                (Some(Kind::Bucket), Some("acme"))
            );
        }
    }

    #[test]
    fn prose_is_no_command() {
        for line in [
            "aws",
            "aws S3 is down",
            "the aws cli printed it",
            "\"a\": \"$ aws s3 ls\"",
            "# awesome",
        ] {
            assert!(!begins(line), "{line}");
        }
    }

    #[test]
    fn a_document_among_the_arguments_is_kept_apart() {
        for (line, expected) in [
            ("aws iam put-role-policy --role-name a --policy-document '{\"a\": 1}'", "{\"a\": 1}"),
            ("aws iam put-role-policy --role-name=a --policy-document='{\"a\": 1}'", "{\"a\": 1}"),
            (
                r#"aws iam put-role-policy --role-name a --policy-document "{\"a\": 1}""#,
                r#""{\"a\": 1}""#,
            ),
        ] {
            let command = read(line);
            assert_eq!(command.arguments[0].name, "--policy-document");
            assert_eq!(command.arguments[0].segment.text, expected);
            assert_eq!(command.subject(), Some("a"));
        }
        assert!(
            read("aws iam put-role-policy --policy-document file://a.json").arguments.is_empty()
        );
    }
}
