//! Questions about the tokens to come. Each looks at a few, or at one unbroken run that is consumed next.

use super::Parser;
use crate::{
    Span,
    lexer::{Bracket, Kind, Quotes, Token, Word, classify},
};

impl Parser<'_> {
    /// How many tokens make up the name at `ahead`; `None` where no colon marks it as a name.
    pub(super) fn name_length(&self, ahead: usize) -> Option<usize> {
        match self.kind(ahead)? {
            Kind::String(Quotes { open: 1.., .. }) => {
                (self.kind(ahead + 1) == Some(Kind::Colon)).then_some(1)
            }
            Kind::String(_) | Kind::Word => self.bare_name_length(ahead),
            _ => None,
        }
    }

    /// `aws:SourceIp: ...` is a name with a colon in it, `s3:GetObject` is none at all.
    fn bare_name_length(&self, ahead: usize) -> Option<usize> {
        let run = self.run_length(ahead);
        if self.kind(ahead + run) == Some(Kind::Colon) {
            return Some(run);
        }
        let ends_with_colon = self.kind(ahead + run - 1) == Some(Kind::Colon);
        let has_value =
            matches!(self.kind(ahead + run), Some(Kind::Open(_) | Kind::String(_) | Kind::Word));
        (ends_with_colon && has_value).then_some(run - 1)
    }

    /// Whether a name stands at `ahead` that no number or literal could be.
    pub(super) fn is_wordy_name(&self, ahead: usize) -> bool {
        self.is_name(ahead) && (self.kind(ahead) != Some(Kind::Word) || self.is_plain_word(ahead))
    }

    pub(super) fn is_plain_word(&self, ahead: usize) -> bool {
        let word = self.token(ahead).filter(|token| token.kind == Kind::Word);
        word.is_some_and(|token| classify(token.span.of(self.text)) == Word::Text)
    }

    pub(super) fn is_name(&self, ahead: usize) -> bool {
        self.name_length(ahead).is_some()
    }

    /// Length of the longest run of bare tokens without any space, from the bare one at `ahead`.
    pub(super) fn run_length(&self, ahead: usize) -> usize {
        let mut length = 1;
        while let (Some(last), Some(next)) =
            (self.token(ahead + length - 1), self.token(ahead + length))
        {
            let is_bare = match next.kind {
                Kind::Word => true,
                Kind::Colon => next.span.of(self.text) == ":",
                Kind::String(quotes) => quotes.open == 0,
                _ => false,
            };
            let is_whole = matches!(last.kind, Kind::String(_));
            if !is_bare || is_whole || last.span.end != next.span.start {
                break;
            }
            length += 1;
        }
        length
    }

    /// How many tokens make up the bare value that comes next: `arn:aws:s3:::b/*` is several, and
    /// in an object so is `Allow read only`.
    pub(super) fn bare_value_length(&self, may_have_spaces: bool) -> usize {
        let mut length = self.run_length(0);
        let Some(first) = self.token(0).filter(|_| may_have_spaces) else {
            return length;
        };
        if length == 1 && classify(first.span.of(self.text)) != Word::Text {
            return length;
        }
        while self.continues(length) && !self.is_name(length) {
            length += self.run_length(length);
        }
        length
    }

    /// Whether the token at `ahead` is bare and nothing but plain spaces separates it from the one before.
    fn continues(&self, ahead: usize) -> bool {
        let (Some(last), Some(next)) = (self.token(ahead - 1), self.token(ahead)) else {
            return false;
        };
        let gap = Span::new(last.span.end, next.span.start).of(self.text);
        let is_bare = matches!(next.kind, Kind::Word | Kind::String(Quotes { open: 0, .. }));
        let is_whole = matches!(last.kind, Kind::String(_));
        is_bare && !is_whole && gap.chars().all(|char| matches!(char, ' ' | '\t'))
    }

    /// `"a", "b"` or `"a", "b"}`: what nobody writes in an object.
    pub(super) fn is_plain_list(&self, ahead: usize) -> bool {
        let is_plain = |ahead| matches!(self.kind(ahead), Some(Kind::String(_) | Kind::Word));
        is_plain(ahead)
            && self.kind(ahead + 1) == Some(Kind::Comma)
            && is_plain(ahead + 2)
            && matches!(self.kind(ahead + 3), Some(Kind::Comma | Kind::Close(Bracket::Object)))
    }

    /// Whether the tokens from `ahead` on carry on after an item of `container`, or after the whole
    /// text where it is `None`.
    pub(super) fn fits(&self, container: Option<Bracket>, ahead: usize) -> bool {
        let Some(bracket) = container else {
            return self.kind(ahead).is_none();
        };
        match self.kind(ahead) {
            Some(Kind::Close(closer)) => closer == bracket,
            Some(Kind::Comma) => match (self.kind(ahead + 1), bracket) {
                (Some(Kind::Close(closer)), _) => closer == bracket,
                (Some(_), Bracket::Object) => self.is_name(ahead + 1),
                (Some(Kind::Open(_) | Kind::Word | Kind::String(_)), Bracket::Array) => {
                    !self.is_name(ahead + 1)
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Indentation of the line on which `token` is.
    pub(super) fn indent(&self, token: Token) -> usize {
        self.lexed.indents.get(token.line).copied().unwrap_or_default()
    }
}
