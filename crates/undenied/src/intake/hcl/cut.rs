//! Finding what may be Terraform's language in a text, and the parts of it that can be read alone.

use undenied_json::Span;

/// How lines of Terraform code begin.
const STARTS: &[&str] = &[
    "resource \"",
    "data \"",
    "statement {",
    "locals {",
    "variable \"",
    "module \"",
    "policy = ",
    "assume_role_policy = ",
    "output \"",
    "provider \"",
    "terraform {",
];

/// Whether some line is one of Terraform's.
pub(in crate::intake) fn is_known(text: &str) -> bool {
    text.contains("jsonencode(")
        || text.lines().any(|line| {
            let line = unmarked(line);
            STARTS.iter().any(|start| line.starts_with(start))
        })
}

/// A line without its indentation and the mark of a plan.
pub(super) fn unmarked(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '+', '-', '~', '/', '<', '='])
}

/// The outermost blocks: from a line that opens a brace to the line that closes as many as were
/// opened. Braces in strings come in pairs nearly always.
pub(super) fn blocks(text: &str) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, i64)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let begins = content.starts_with(|character: char| character.is_ascii_alphabetic());
        let change = balance(content);
        let end = at + line.len();
        open = match open {
            None if begins && change > 0 => Some((at, change)),
            None => None,
            Some((start, depth)) if depth + change <= 0 => {
                blocks.push(Span::new(start, end));
                None
            }
            Some((start, depth)) => Some((start, depth + change)),
        };
        at = end;
    }
    blocks.extend(open.map(|(start, _)| Span::new(start, text.len())));
    blocks
}

/// Whether some braces hold more entries than the parser reads in a reasonable time: for each name
/// of an object it looks at all others.
pub(super) fn is_heavy(text: &str) -> bool {
    const MOST: usize = 1_000;
    let mut levels: Vec<usize> = Vec::new();
    let mut is_string = false;
    for byte in text.bytes() {
        match byte {
            // No quoted string reaches over a line.
            b'\n' => is_string = false,
            b'"' => is_string = !is_string,
            _ => {}
        }
        match byte {
            b'{' | b'[' | b'(' if !is_string => levels.push(0),
            b'}' | b']' | b')' if !is_string => drop(levels.pop()),
            b'\n' | b',' if !is_string => {
                if let Some(level) = levels.last_mut() {
                    *level += 1;
                }
            }
            _ => {}
        }
        if levels.last().is_some_and(|level| *level > MOST) {
            return true;
        }
    }
    false
}

/// Opened less closed brackets, comments aside.
fn balance(line: &str) -> i64 {
    if line.starts_with(['#', '/']) {
        return 0;
    }
    let change = |byte| match byte {
        b'{' | b'[' | b'(' => 1,
        b'}' | b']' | b')' => -1,
        _ => 0,
    };
    line.bytes().map(change).sum()
}

const MOST_HEREDOCS: usize = 200;
/// In bytes.
const LONGEST_HEREDOC: usize = 30_000;

/// The arguments of `jsonencode(...)` and the heredocs, each once.
pub(super) fn values(text: &str) -> Vec<Span> {
    const CALL: &str = "jsonencode(";
    let mut values = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(CALL)) {
        let start = at + found + CALL.len();
        let Some(length) = closing(text.get(start..).unwrap_or_default()) else { break };
        values.push(Span::new(start, start + length));
        at = start + length;
    }
    at = 0;
    for _ in 0..MOST_HEREDOCS {
        let Some(found) = text.get(at..).and_then(|rest| rest.find("<<")) else { break };
        let start = at + found;
        at = start + 2;
        let end = text.floor_char_boundary(start + LONGEST_HEREDOC);
        let rest = text.get(start..end).unwrap_or_default();
        let word = rest.get(2..).unwrap_or_default().trim_start_matches('-');
        let word = word.lines().next().unwrap_or_default().trim();
        let is_word = !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if let Some(length) = rest.lines().position(|line| line.trim() == word).filter(|_| is_word)
        {
            let length: usize = rest.split_inclusive('\n').take(length + 1).map(str::len).sum();
            values.push(Span::new(start, start + length));
            at = start + length;
        }
    }
    values
}

/// How far the bracket reaches that was opened before `text`; brackets in strings do not count.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1_i64;
    let mut is_string = false;
    let mut is_escaped = false;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            b'(' | b'[' | b'{' if !is_string => depth += 1,
            b')' | b']' | b'}' if !is_string => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(offset);
        }
    }
    None
}
