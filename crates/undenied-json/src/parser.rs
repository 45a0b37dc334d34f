//! Text to tree. Never fails: what is wrong becomes an error with its repair, and reading goes on.

mod closer;
mod container;
mod document;
mod frame;
mod lookahead;
mod member;
mod opener;
mod scalar;
mod text;
mod trivia;

#[cfg(test)]
mod tests;

use crate::{
    Edit, Node, Span, SyntaxError, SyntaxErrorKind, TokenClass,
    lexer::{self, Kind, Lexed, Token},
    sorted,
};
use frame::Frame;

/// Deepest nesting that is read, as in `serde_json`.
pub const MAX_DEPTH: usize = 127;
/// Longest text that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Most errors that are reported; [`SyntaxErrorKind::TooManyErrors`] stands for the others.
pub const MAX_ERRORS: usize = 1000;

/// What was read.
#[derive(Clone, Debug)]
pub struct Parse {
    /// `None` where the text holds no JSON at all.
    pub root: Option<Node>,
    /// In order of position.
    pub errors: Vec<SyntaxError>,
}

/// Reads `text` in linear time. What has no error is what `serde_json` accepts, and the edits of
/// all errors make any other text so.
///
/// ```
/// use undenied_json::{Edit, SyntaxErrorKind, apply, parse};
///
/// let text = "{ 'Effect': 'Allow', }";
/// let parse = parse(text);
/// let kinds: Vec<SyntaxErrorKind> = parse.errors.iter().map(|error| error.kind).collect();
/// assert_eq!(
///     kinds,
///     [
///         SyntaxErrorKind::WrongQuotes { found: '\'' },
///         SyntaxErrorKind::WrongQuotes { found: '\'' },
///         SyntaxErrorKind::TrailingComma,
///     ]
/// );
///
/// let repairs: Vec<Edit> = parse.errors.into_iter().flat_map(|error| error.repair).collect();
/// assert_eq!(apply(text, &repairs).unwrap(), r#"{ "Effect": "Allow" }"#);
/// ```
#[must_use]
pub fn parse(text: &str) -> Parse {
    if text.len() > MAX_BYTES {
        let error = SyntaxError {
            kind: SyntaxErrorKind::TooLarge,
            span: Span::new(0, text.len()),
            repair: Vec::new(),
        };
        return Parse { root: None, errors: vec![error] };
    }
    parse_of_any_size(text)
}

/// The same without a limit, for a text that a program wrote.
#[must_use]
pub fn parse_of_any_size(text: &str) -> Parse {
    let mut parser = Parser::new(text);
    parser.document();
    parser.finish()
}

/// The tokens of `text`, names and strays marked.
pub(crate) fn classified(text: &str) -> Lexed {
    if text.len() > MAX_BYTES {
        return lexer::lex("");
    }
    let mut parser = Parser::new(text);
    parser.document();
    parser.lexed
}

/// An explicit stack, so that neither reading nor dropping deep nesting exhausts the machine's.
struct Parser<'t> {
    text: &'t str,
    lexed: Lexed,
    /// Index of the next token.
    next: usize,
    /// Where the last token ended: what is missing is inserted here.
    last_end: usize,
    frames: Vec<Frame>,
    /// How many of `frames` have no opener in the text.
    implied: usize,
    /// Closers minus openers from the next token on. In sound text it is the number of frames.
    closers_left: isize,
    root: Option<Node>,
    deepest: usize,
    errors: Vec<SyntaxError>,
    /// The first of the errors beyond `MAX_ERRORS`.
    dropped: Option<Span>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            lexed: lexer::lex(text),
            next: 0,
            last_end: 0,
            frames: Vec::new(),
            implied: 0,
            closers_left: 0,
            root: None,
            deepest: 0,
            errors: Vec::new(),
            dropped: None,
        }
    }

    fn finish(mut self) -> Parse {
        self.errors = in_order(self.errors);
        if let Some(excess) = self.errors.get(MAX_ERRORS) {
            self.dropped = Some(excess.span);
            self.errors.truncate(MAX_ERRORS);
        }
        if let Some(span) = self.dropped {
            let span =
                self.errors.last().map_or(span, |last| Span::at(span.start.max(last.span.start)));
            let kind = SyntaxErrorKind::TooManyErrors;
            self.errors.push(SyntaxError { kind, span, repair: Vec::new() });
        }
        Parse { root: self.root, errors: self.errors }
    }

    fn token(&self, ahead: usize) -> Option<Token> {
        self.lexed.tokens.get(self.next + ahead).copied()
    }

    fn last_token(&self) -> Option<Token> {
        let last = self.next.checked_sub(1)?;
        self.lexed.tokens.get(last).copied()
    }

    fn kind(&self, ahead: usize) -> Option<Kind> {
        self.token(ahead).map(|token| token.kind)
    }

    /// Consumes the next token.
    fn take(&mut self) {
        let Some(token) = self.token(0) else { return };
        match token.kind {
            Kind::Open(_) => self.closers_left += 1,
            Kind::Close(_) => self.closers_left -= 1,
            _ => {}
        }
        self.last_end = token.span.end;
        self.next += 1;
    }

    /// Consumes the next token as the punctuation `expected`, of which it may be a look-alike.
    fn take_punctuation(&mut self, expected: char) {
        let Some(token) = self.token(0) else { return };
        self.take();
        let found = token.span.of(self.text).chars().next().unwrap_or(expected);
        if found != expected || token.span.len() > 1 {
            let kind = SyntaxErrorKind::WrongPunctuation { found, expected };
            self.report(kind, token.span, [Edit::replace(token.span, expected)]);
        }
    }

    /// Consumes the next token as one that the repair deletes.
    fn take_stray(&mut self) -> Option<Edit> {
        let token = self.token(0)?;
        self.classify(TokenClass::Stray);
        self.take();
        Some(Edit::delete(token.span))
    }

    /// Corrects the class of the next token.
    fn classify(&mut self, class: TokenClass) {
        if let Some(token) = self.lexed.tokens.get_mut(self.next) {
            token.class = class;
        }
    }

    fn report(
        &mut self,
        kind: SyntaxErrorKind,
        span: Span,
        repair: impl IntoIterator<Item = Edit>,
    ) {
        if self.errors.len() > MAX_ERRORS {
            self.dropped.get_or_insert(span);
            return;
        }
        let repair = repair.into_iter().collect();
        self.errors.push(SyntaxError { kind, span, repair: joined(repair) });
    }

    /// Reports that `text` is missing after the last token.
    fn report_missing(&mut self, kind: SyntaxErrorKind, text: impl Into<String>) {
        let at = self.last_end;
        self.report(kind, Span::at(at), [Edit::insert(at, text)]);
    }
}

/// Deletions that follow on each other as one: a run of a million commas needs one edit.
fn joined(edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len().min(8));
    for edit in edits {
        match joined.last_mut() {
            Some(last)
                if last.text.is_empty()
                    && edit.text.is_empty()
                    && last.span.end == edit.span.start =>
            {
                last.span.end = edit.span.end;
            }
            _ => joined.push(edit),
        }
    }
    joined
}

/// By position; insertions at one place in the order in which they have to stand.
fn in_order(errors: Vec<SyntaxError>) -> Vec<SyntaxError> {
    let place = |(index, error): &(usize, SyntaxError)| {
        let (rank, turn) = match error.kind {
            SyntaxErrorKind::MissingComma
            | SyntaxErrorKind::MissingColon
            | SyntaxErrorKind::MissingName
            | SyntaxErrorKind::MissingValue
            | SyntaxErrorKind::MissingCloser { .. } => (0, *index),
            // An outer one is noticed later than those inside it.
            SyntaxErrorKind::MissingOpener { .. } => (1, usize::MAX - index),
            _ => (2, *index),
        };
        (error.span.start, rank, turn)
    };
    let indexed = errors.into_iter().enumerate().collect();
    let indexed = sorted(indexed, &|one, two| place(one).cmp(&place(two)));
    indexed.into_iter().map(|(_, error)| error).collect()
}
