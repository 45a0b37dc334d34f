//! Texts that are encoded as a whole: URL-encoded, with HTML's entities, or the inside of a JSON
//! string. Not: strings of a tree, which its parser decodes.

use undenied_json::{Span, Text, parse};

use super::{Origin, Transcript};

/// How often a text may be encoded; nobody does it more often.
pub(super) const MAX_LEVELS: usize = 4;

/// What `text` stands for, if it is encoded.
pub(super) fn decoded(text: &str) -> Option<(String, Origin)> {
    let body = text.trim_start();
    let transcript = if starts_with_code(body) {
        percent_decoded(text)?
    } else {
        let inside =
            body.strip_prefix(['{', '['])?.trim_start_matches([' ', '\t', '\r', '\n', '{']);
        let quote = inside.trim_start_matches('\\');
        if ["&quot;", "&#34;", "&#x22;"].iter().any(|entity| quote.starts_with(entity)) {
            without_entities(text)
        } else if ["\\\"", "\\n", "\\r"].iter().any(|escape| inside.starts_with(escape)) {
            unescaped(text)?
        } else {
            return None;
        }
    };
    Some(transcript.finish())
}

/// What the string `text` of `source` holds.
pub(super) fn string(source: &str, text: &Text) -> (String, Origin) {
    let mut transcript = Transcript::default();
    transcript.decoded(source, text);
    transcript.finish()
}

/// Whether `text` may be a document, encoded or not.
pub(super) fn may_be_document(text: &str) -> bool {
    let body = text.trim_start();
    body.starts_with(['{', '[']) || body.starts_with("\"{") || starts_with_code(body)
}

fn starts_with_code(text: &str) -> bool {
    let start = text.get(..3).unwrap_or_default();
    start.eq_ignore_ascii_case("%7B") || start.eq_ignore_ascii_case("%5B")
}

/// The inside of a JSON string, pasted without its quotes.
fn unescaped(text: &str) -> Option<Transcript> {
    let mut quoted = Transcript::default();
    quoted.write("\"", Span::at(0));
    quoted.keep(text, Span::new(0, text.len()));
    quoted.write("\"", Span::at(text.len()));
    let (quoted, origin) = quoted.finish();
    let root = parse(&quoted).root?;
    let string = root.text().filter(|string| string.span.len() == quoted.len())?;
    let mut transcript = Transcript::default();
    transcript.decoded(&quoted, string);
    Some(transcript.through(&origin))
}

/// A run of `%..` is one place, for a character may take several.
fn percent_decoded(text: &str) -> Option<Transcript> {
    let mut transcript = Transcript::default();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..)?;
        let plain = rest.find(['%', '+']).unwrap_or(rest.len());
        transcript.keep(text, Span::new(at, at + plain));
        at += plain;
        if rest.get(plain..)?.starts_with('+') {
            transcript.write(" ", Span::new(at, at + 1));
            at += 1;
            continue;
        }
        let start = at;
        let mut bytes = Vec::new();
        // One character for each place, where it is ASCII.
        while let Some(byte) = code(text, at) {
            if byte.is_ascii() && !bytes.is_empty() {
                break;
            }
            bytes.push(byte);
            at += 3;
            if byte.is_ascii() {
                break;
            }
        }
        if bytes.is_empty() && at < text.len() {
            return None;
        }
        transcript.write(&String::from_utf8(bytes).ok()?, Span::new(start, at));
    }
    Some(transcript)
}

fn code(text: &str, at: usize) -> Option<u8> {
    let digits = text.get(at..at + 3)?.strip_prefix('%')?;
    u8::from_str_radix(digits, 16).ok()
}

const ENTITIES: [(&str, &str); 12] = [
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#x22;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&#10;", "\n"),
    ("&#47;", "/"),
    ("&amp;", "&"),
];

fn without_entities(text: &str) -> Transcript {
    let mut transcript = Transcript::default();
    let mut done = 0;
    for (at, _) in text.match_indices('&') {
        let rest = text.get(at..).unwrap_or_default();
        let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let Some((entity, meaning)) = entity else { continue };
        transcript.keep(text, Span::new(done, at));
        done = at + entity.len();
        transcript.write(meaning, Span::new(at, done));
    }
    transcript.keep(text, Span::new(done, text.len()));
    transcript
}
