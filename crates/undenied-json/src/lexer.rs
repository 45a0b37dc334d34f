//! Text to tokens. Finds where each token ends, also a mistaken one; what is wrong with it is the parser's to say.

mod chars;
mod string;
mod word;

use crate::{Span, highlight::TokenClass};

pub(crate) use chars::{escaped, family};
pub(crate) use word::{Word, classify};

/// What a token is to the grammar, however it is spelled: `｛` is an opener, `；` a comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Open(Bracket),
    Close(Bracket),
    Colon,
    Comma,
    String(Quotes),
    /// Anything bare: a literal, a number, text without quotes.
    Word,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bracket {
    Object,
    Array,
}

impl Bracket {
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Object => Self::Array,
            Self::Array => Self::Object,
        }
    }

    pub(crate) const fn opener(self) -> char {
        match self {
            Self::Object => '{',
            Self::Array => '[',
        }
    }

    pub(crate) const fn closer(self) -> char {
        match self {
            Self::Object => '}',
            Self::Array => ']',
        }
    }
}

/// How many quotes of whatever style a string has at either end: 0 where it lacks them, more than
/// one where they were doubled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotes {
    pub(crate) open: usize,
    pub(crate) close: usize,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// Index into [`Lexed::lines`].
    pub(crate) line: usize,
    /// Whether it is the first thing on its line.
    pub(crate) leads: bool,
    /// For the editor; the parser corrects it where it knows better.
    pub(crate) class: TokenClass,
}

/// Something between tokens that JSON has no place for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trivia {
    pub(crate) kind: TriviaKind,
    pub(crate) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TriviaKind {
    Comment,
    /// A run of characters that nobody sees.
    Invisible,
    /// A run of spaces that JSON does not know.
    Space,
}

#[derive(Debug)]
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Token>,
    pub(crate) trivia: Vec<Trivia>,
    /// The indentation of each line, in characters.
    pub(crate) indents: Vec<usize>,
}

/// Every byte of `text` that is not plain white space ends up in one token or one trivia.
pub(crate) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer::new(text);
    while let Some(char) = lexer.peek() {
        lexer.step(char);
    }
    lexer.lexed
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    lexed: Lexed,
    /// Nothing but space so far on this line.
    leading: bool,
    /// No `*/` comes any more: asked once, else a text full of `/*` would take quadratic time.
    no_comment_end: bool,
}

impl<'t> Lexer<'t> {
    fn new(text: &'t str) -> Self {
        let lexed = Lexed { tokens: Vec::new(), trivia: Vec::new(), indents: vec![0] };
        Self { text, at: 0, lexed, leading: true, no_comment_end: false }
    }

    fn step(&mut self, char: char) {
        match char {
            '\n' | '\r' => self.newline(),
            ' ' | '\t' => self.skip_space(char),
            '/' | '#' if self.comment() => {}
            _ if char.is_ascii_graphic() => self.token(char),
            _ if chars::is_unusual_space(char) => self.unusual(TriviaKind::Space),
            _ if chars::is_invisible(char) => self.unusual(TriviaKind::Invisible),
            _ => self.token(char),
        }
    }

    fn token(&mut self, char: char) {
        let start = self.at;
        if let Some(kind) = chars::punctuation(char) {
            self.at += char.len_utf8();
            self.push(kind, start, TokenClass::Punctuation);
        } else if let Some(family) = family(char) {
            self.string(family);
        } else if char == '=' {
            self.at += if self.rest().starts_with("=>") { 2 } else { 1 };
            self.push(Kind::Colon, start, TokenClass::Punctuation);
        } else {
            self.word();
        }
    }

    fn newline(&mut self) {
        self.at += if self.rest().starts_with("\r\n") { 2 } else { 1 };
        self.lexed.indents.push(0);
        self.leading = true;
    }

    fn skip_space(&mut self, char: char) {
        self.at += char.len_utf8();
        if self.leading
            && let Some(indent) = self.lexed.indents.last_mut()
        {
            *indent += 1;
        }
    }

    fn unusual(&mut self, kind: TriviaKind) {
        let start = self.at;
        let belongs = match kind {
            TriviaKind::Space => chars::is_unusual_space,
            TriviaKind::Invisible | TriviaKind::Comment => chars::is_invisible,
        };
        while let Some(char) = self.peek().filter(|char| belongs(*char)) {
            if kind == TriviaKind::Space {
                self.skip_space(char);
            } else {
                self.at += char.len_utf8();
            }
        }
        let span = Span::new(start, self.at);
        self.lexed.trivia.push(Trivia { kind, span });
    }

    /// Whether a comment stood here; it has been read then.
    fn comment(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        let block = rest.starts_with("/*").then(|| self.block_comment_end()).flatten();
        let line = rest.starts_with('#') || rest.starts_with("/*") || self.line_comment_starts();
        let Some(end) = block.or_else(|| line.then(|| self.line_end(start))) else {
            return false;
        };
        let newlines = Span::new(start, end).of(self.text).matches('\n').count();
        self.lexed.indents.extend(std::iter::repeat_n(0, newlines));
        self.at = end;
        self.leading = false;
        let span = Span::new(start, end);
        let kind = TriviaKind::Comment;
        self.lexed.trivia.push(Trivia { kind, span });
        true
    }

    /// `//`, but not the one in a bare `s3://bucket`.
    fn line_comment_starts(&self) -> bool {
        let mut last = self.lexed.tokens.iter().rev();
        let in_url =
            last.next().is_some_and(|token| token.kind == Kind::Colon && token.span.end == self.at)
                && last.next().is_some_and(|token| {
                    token.kind == Kind::Word && token.span.end + ":".len() == self.at
                });
        self.rest().starts_with("//") && !in_url
    }

    fn block_comment_end(&mut self) -> Option<usize> {
        if self.no_comment_end {
            return None;
        }
        let inside = self.at + "/*".len();
        let length = crate::find(self.text.get(inside..)?, "*/");
        self.no_comment_end = length.is_none();
        Some(inside + length? + "*/".len())
    }

    fn push(&mut self, kind: Kind, start: usize, class: TokenClass) {
        let token = Token {
            kind,
            span: Span::new(start, self.at),
            line: self.lexed.indents.len() - 1,
            leads: self.leading,
            class,
        };
        self.leading = false;
        self.lexed.tokens.push(token);
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            // Nearly always, and with less ado.
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.rest().chars().next(),
        }
    }

    /// Where the line of `offset` ends, without its line break.
    fn line_end(&self, offset: usize) -> usize {
        let rest = self.text.get(offset..).unwrap_or_default();
        offset + rest.find(['\n', '\r']).unwrap_or(rest.len())
    }
}
