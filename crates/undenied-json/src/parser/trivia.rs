//! Errors for what stands between the tokens.

use super::Parser;
use crate::{
    Edit, Span, SyntaxErrorKind,
    lexer::{Trivia, TriviaKind},
};

const BYTE_ORDER_MARK: char = '\u{FEFF}';

impl Parser<'_> {
    /// Reports all trivia but that in `deleted` parts, which go as a whole.
    pub(super) fn report_trivia(&mut self, deleted: &[Span]) {
        // Errors of the tokens come before those of the trivia here; the limit is for each.
        let errors = std::mem::take(&mut self.errors);
        let trivia = std::mem::take(&mut self.lexed.trivia);
        for trivia in &trivia {
            if !deleted
                .iter()
                .any(|part| part.touches(trivia.span.start) && part.touches(trivia.span.end))
            {
                self.report_one(*trivia);
            }
        }
        self.lexed.trivia = trivia;
        self.errors.extend(errors);
    }

    fn report_one(&mut self, trivia: Trivia) {
        let span = trivia.span;
        let found = span.of(self.text).chars().next().unwrap_or(' ');
        match trivia.kind {
            TriviaKind::Comment => {
                let repair = Edit::delete(self.comment_with_space(span));
                self.report(SyntaxErrorKind::Comment, span, [repair]);
            }
            TriviaKind::Space => {
                let spaces = " ".repeat(span.of(self.text).chars().count());
                let kind = SyntaxErrorKind::UnusualSpace { found };
                self.report(kind, span, [Edit::replace(span, spaces)]);
            }
            TriviaKind::Invisible => {
                let kind = match span.start {
                    0 if found == BYTE_ORDER_MARK => SyntaxErrorKind::ByteOrderMark,
                    _ => SyntaxErrorKind::InvisibleCharacter { found },
                };
                self.report(kind, span, [Edit::delete(span)]);
            }
        }
    }

    /// With the spaces before it, and with its line where it has one for itself.
    fn comment_with_space(&self, span: Span) -> Span {
        let before = self.text.get(..span.start).unwrap_or_default();
        let after = self.text.get(span.end..).unwrap_or_default();
        let kept = before.trim_end_matches([' ', '\t']);
        let begins_line = kept.is_empty() || kept.ends_with('\n');
        let line_break = match after {
            _ if !begins_line => 0,
            _ if after.starts_with("\r\n") => 2,
            _ if after.starts_with('\n') => 1,
            _ => 0,
        };
        Span::new(kept.len(), span.end + line_break)
    }
}
