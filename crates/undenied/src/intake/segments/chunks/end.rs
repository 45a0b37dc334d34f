//! Where a document ends that starts at a known place.

/// What a document begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    Bracket,
    /// It is a string with a document in it.
    String,
    /// It is URL-encoded: one word.
    Word,
    /// Its opening brace was not copied.
    Absent,
}

/// The offset behind the document that starts at `start`.
pub(super) fn of(text: &str, start: usize, opening: Opening) -> usize {
    match opening {
        Opening::Word => {
            let rest = text.get(start..).unwrap_or_default();
            let ends = |char: char| char.is_whitespace() || matches!(char, '"' | '\'' | '<');
            start + rest.find(ends).unwrap_or(rest.len())
        }
        Opening::String => string(text, start),
        Opening::Bracket | Opening::Absent => Scanner::new(text, start, opening).run(),
    }
}

fn string(text: &str, start: usize) -> usize {
    let mut is_escaped = false;
    let bytes = text.bytes().enumerate().skip(start + 1);
    for (at, byte) in bytes {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Columns of white space before the document on its line.
    indent: usize,
    is_absent: bool,
    depth: usize,
    /// The quote that is open, and whether an escaped quote was seen since.
    quote: Option<(u8, bool)>,
    /// The last byte outside strings that is no white space.
    previous: u8,
    /// Where the last line ended that looks like JSON.
    sound: usize,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, start: usize, opening: Opening) -> Self {
        // Beyond that it is the middle of a line, and no other document is indented like it.
        const WIDEST: usize = 200;
        let before = text.as_bytes().get(..start).unwrap_or_default().iter().rev().take(WIDEST);
        let indent = before.take_while(|byte| **byte != b'\n').count() % WIDEST;
        let is_absent = opening == Opening::Absent;
        let depth = usize::from(is_absent);
        Self { text, at: start, indent, is_absent, depth, quote: None, previous: 0, sound: start }
    }

    fn run(mut self) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at).copied() {
            match (self.quote, byte) {
                (_, b'\n') => {
                    if let Some(end) = self.line_break() {
                        return end;
                    }
                }
                (Some((quote, seen)), b'\\') => {
                    self.quote = Some((quote, seen || bytes.get(self.at + 1) == Some(&b'"')));
                    // A line break ends the line all the same.
                    self.at += usize::from(bytes.get(self.at + 1) != Some(&b'\n'));
                }
                (None, b'\\') => self.at += usize::from(bytes.get(self.at + 1) != Some(&b'\n')),
                (Some((quote, _)), _) if quote == byte => self.quote = None,
                (None, b'"') => self.quote = Some((byte, false)),
                (None, b'\'') if self.may_open() => self.quote = Some((byte, false)),
                (None, b'{' | b'[') => self.depth += 1,
                (None, b'}' | b']') => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 && !self.goes_on() {
                        return self.closed();
                    }
                }
                _ => {}
            }
            self.pass(byte);
        }
        self.text.len()
    }

    fn pass(&mut self, byte: u8) {
        if !byte.is_ascii_whitespace() {
            self.previous = byte;
        }
        self.at += 1;
    }

    /// `'` in `don't` opens nothing.
    fn may_open(&self) -> bool {
        matches!(self.previous, 0 | b'{' | b'[' | b'(' | b',' | b':' | b'u' | b'b')
    }

    fn rest(&self, ahead: usize) -> &'a str {
        self.text.get(self.at + ahead..).unwrap_or_default()
    }

    /// Whether the document continues behind the bracket that closes it: with another statement
    /// or member, because a bracket was closed too early or never opened.
    fn goes_on(&self) -> bool {
        let next = self.rest(1).trim_start();
        match next.strip_prefix(',') {
            Some(after) => {
                let after = after.trim_start();
                after.starts_with('{') || begins_member(after)
            }
            None => begins_member(next),
        }
    }

    /// Behind the bracket and those that close nothing.
    fn closed(&self) -> usize {
        let rest = self.rest(1);
        let after = rest.trim_start_matches(|char: char| {
            char.is_whitespace() || matches!(char, '}' | ']' | ',' | ';')
        });
        let passed = rest.get(..rest.len() - after.len()).unwrap_or_default();
        let in_sentence = !after.is_empty() && !passed.contains('\n');
        let stray =
            if in_sentence { passed.trim_end_matches([' ', '\t', ',', ';']) } else { passed };
        self.at + 1 + stray.trim_end().len()
    }

    /// At the end of a line: where the document ended, if the next line begins another one.
    fn line_break(&mut self) -> Option<usize> {
        // An encoded document that a terminal wrapped goes on; other strings end with their line.
        let is_wrapped = self.quote.is_some_and(|(_, has_escapes)| has_escapes);
        if is_wrapped {
            return None;
        }
        self.quote = None;
        let before = self.text.get(..self.at).unwrap_or_default();
        let line = before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
        let is_prose = is_prose(line);
        if !is_prose && !line.trim().is_empty() {
            self.sound = self.at;
        }
        let next = self.rest(1);
        let body = next.trim_start_matches([' ', '\t']);
        let expects = matches!(self.previous, b',' | b'[' | b'{' | b':' | b'(' | 0) && !is_prose;
        if self.is_absent && self.depth == 1 && is_prose_start(body) {
            return Some(self.at);
        }
        let begins = next.len() - body.len() <= self.indent && begins_policy(body);
        (begins && !expects).then_some(self.sound)
    }
}

/// `"name":`
fn begins_member(text: &str) -> bool {
    const LONGEST_NAME: usize = 64;
    let Some(inside) = text.strip_prefix('"') else { return false };
    let length = inside.find(['"', '\n']).filter(|length| *length <= LONGEST_NAME);
    let after = length.and_then(|length| inside.get(length..)?.strip_prefix('"'));
    after.is_some_and(|after| after.trim_start_matches([' ', '\t']).starts_with(':'))
}

/// An object that is no further statement.
fn begins_policy(text: &str) -> bool {
    const IN_STATEMENTS: [&str; 9] = [
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ];
    let Some(inside) = text.strip_prefix('{') else { return false };
    let inside = inside.trim_start().trim_start_matches(['"', '\'']);
    let end = inside.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let name = inside.get(..end).unwrap_or_default();
    !name.is_empty() && !IN_STATEMENTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A line of words between two documents.
fn is_prose(line: &str) -> bool {
    let line = line.trim();
    is_prose_start(line) && !line.contains('"') && !line.ends_with([',', '{', '[', '}', ']'])
}

fn is_prose_start(text: &str) -> bool {
    text.starts_with(|char: char| {
        char.is_alphabetic()
            || matches!(char, '#' | '*' | '=' | '-' | '/' | '【' | '■' | '●' | '・')
    })
}
