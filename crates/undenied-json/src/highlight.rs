//! What an editor colours, from the parser's own tokens.

#[cfg(test)]
mod tests;

use crate::{Span, lexer::TriviaKind, parser, sorted};

/// A stretch of text and how to colour it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub class: TokenClass,
}

/// What a token is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenClass {
    /// The name of a member.
    Key,
    String,
    Number,
    /// `true`, `false`, `null` and what was meant to be one of them.
    Keyword,
    Punctuation,
    Comment,
    /// Not part of the JSON.
    Stray,
}

/// The tokens of `text` in order, white space left out; none where `text` is too large to read.
///
/// ```
/// use undenied_json::{TokenClass, tokens};
///
/// let classes: Vec<TokenClass> = tokens("{\"a\": 1}").iter().map(|token| token.class).collect();
/// assert_eq!(
///     classes,
///     [
///         TokenClass::Punctuation,
///         TokenClass::Key,
///         TokenClass::Punctuation,
///         TokenClass::Number,
///         TokenClass::Punctuation,
///     ]
/// );
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let lexed = parser::classified(text);
    let words = lexed.tokens.iter().map(|token| Token { span: token.span, class: token.class });
    let trivia = lexed.trivia.iter().map(|trivia| Token {
        span: trivia.span,
        class: match trivia.kind {
            TriviaKind::Comment => TokenClass::Comment,
            TriviaKind::Invisible | TriviaKind::Space => TokenClass::Stray,
        },
    });
    sorted(words.chain(trivia).collect(), &|one: &Token, two| one.span.cmp(&two.span))
}
