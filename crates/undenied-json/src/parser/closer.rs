//! Closers: which container one closes, and what it means when it fits none.

use super::{
    Parser,
    frame::{Frame, Items, Opener},
};
use crate::{
    Edit, SyntaxErrorKind,
    lexer::{Bracket, Kind, Token},
};

/// What a closer says about the containers that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It closes the innermost one.
    Sound,
    /// So many inner ones lack their closers before it.
    Missing(usize),
    /// It is the other bracket than was meant.
    Wrong,
    /// It closes nothing.
    Unmatched,
}

impl Parser<'_> {
    pub(super) fn closer(&mut self, token: Token) {
        let Kind::Close(bracket) = token.kind else { return };
        match self.judge(token, bracket) {
            Verdict::Sound => self.close(bracket),
            Verdict::Missing(count) => (0..count).for_each(|_| self.missing_closer()),
            Verdict::Wrong => self.wrong_closer(token),
            Verdict::Unmatched => {
                let kind = SyntaxErrorKind::UnmatchedCloser { found: bracket.closer() };
                self.delete(1, kind);
            }
        }
    }

    fn close(&mut self, bracket: Bracket) {
        self.take_punctuation(bracket.closer());
        self.pop();
    }

    fn wrong_closer(&mut self, token: Token) {
        let Some(frame) = self.frames.last() else { return };
        let expected = frame.bracket().closer();
        let opener = frame.opener;
        let repair = Edit::replace(token.span, expected);
        self.take();
        if let Some(index) = opener.error {
            // The same slip.
            if let Some(error) = self.errors.get_mut(index) {
                error.repair.push(repair);
            }
        } else {
            let found = token.span.of(self.text).chars().next().unwrap_or(expected);
            let kind = SyntaxErrorKind::WrongCloser { found, expected, opener: opener.span };
            self.report(kind, token.span, [repair]);
        }
        self.pop();
    }

    /// Closes the innermost container after the last token.
    pub(super) fn missing_closer(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        let expected = frame.bracket().closer();
        let opener = frame.opener;
        let repair = self.missing_text(opener, expected);
        self.report_missing(
            SyntaxErrorKind::MissingCloser { expected, opener: opener.span },
            repair,
        );
        self.pop();
    }

    /// A container that goes over lines gets its closer below its opener.
    fn missing_text(&self, opener: Opener, closer: char) -> String {
        const WIDEST: usize = 200;
        match self.last_token() {
            Some(last) if last.line > opener.line => {
                format!("\n{}{closer}", " ".repeat(opener.indent.min(WIDEST)))
            }
            _ => closer.to_string(),
        }
    }

    fn pop(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if frame.opener.span.is_empty() {
            self.implied -= 1;
        }
        let node = frame.into_node(self.last_end);
        self.attach(node);
    }

    fn judge(&self, token: Token, bracket: Bracket) -> Verdict {
        let Some(top) = self.frames.last() else {
            return Verdict::Unmatched;
        };
        if top.bracket() == bracket {
            return self.judge_matching(token, bracket);
        }
        if top.opener.error.is_some() {
            return Verdict::Wrong;
        }
        let outer = self.distance(|frame| frame.bracket() == bracket);
        self.by_indent(token, bracket)
            .or_else(|| self.by_context(outer))
            .unwrap_or_else(|| self.by_count(outer))
    }

    /// In sound text nothing is missing or left over, so this never objects to it.
    fn judge_matching(&self, token: Token, bracket: Bracket) -> Verdict {
        let Some(top) = self.frames.last() else {
            return Verdict::Unmatched;
        };
        let indent = self.indent(token);
        if self.has_fewer_closers()
            && token.leads
            && indent < top.opener.indent
            && top.is_left_by(indent)
        {
            let outer =
                self.distance(|frame| frame.bracket() == bracket && frame.opener.indent == indent);
            return outer.map_or(Verdict::Sound, Verdict::Missing);
        }
        let goes_on = self.fits(Some(bracket), 1) && !self.fits(self.enclosing(1), 1);
        if self.has_more_closers()
            && goes_on
            && self.kind(1) == Some(Kind::Comma)
            && !self.repeats_a_name(2)
        {
            return Verdict::Unmatched;
        }
        Verdict::Sound
    }

    /// Whether the name at `ahead` is in the innermost object already, so more likely one of the
    /// next object, whose opener is missing.
    fn repeats_a_name(&self, ahead: usize) -> bool {
        // The bound keeps many closers after many members linear.
        const ASKED: usize = 50;
        let (Some(token), Some(top)) = (self.token(ahead), self.frames.last()) else {
            return false;
        };
        let name = token.span.of(self.text).trim_matches('"');
        match &top.items {
            Items::Object(members, _) => {
                members.iter().take(ASKED).any(|member| member.name.value == name)
            }
            Items::Array(_) => false,
        }
    }

    /// A closer that begins a line stands below its opener's line.
    fn by_indent(&self, token: Token, bracket: Bracket) -> Option<Verdict> {
        let top = self.frames.last().filter(|_| token.leads)?;
        let indent = self.indent(token);
        let outer =
            self.distance(|frame| frame.bracket() == bracket && frame.opener.indent == indent);
        match outer {
            Some(count) if top.opener.indent != indent => Some(Verdict::Missing(count)),
            None if top.opener.indent == indent
                && top.is_left_by(indent)
                && !self.has_more_closers() =>
            {
                Some(Verdict::Wrong)
            }
            _ => None,
        }
    }

    /// The only reading after which the text goes on as it should, if there is only one.
    fn by_context(&self, outer: Option<usize>) -> Option<Verdict> {
        let missing =
            outer.filter(|count| self.fits(self.enclosing(count + 1), 1)).map(Verdict::Missing);
        let wrong = self.fits(self.enclosing(1), 1).then_some(Verdict::Wrong);
        let unmatched = self.fits(self.enclosing(0), 1).then_some(Verdict::Unmatched);
        match (missing, wrong, unmatched) {
            (Some(verdict), None, None)
            | (None, Some(verdict), None)
            | (None, None, Some(verdict)) => Some(verdict),
            _ => None,
        }
    }

    /// Too few closers: one is missing. Too many: this one is left over. As many: it is wrong.
    fn by_count(&self, outer: Option<usize>) -> Verdict {
        if self.has_more_closers() {
            return Verdict::Unmatched;
        }
        match outer {
            Some(count) if self.has_fewer_closers() => Verdict::Missing(count),
            _ => Verdict::Wrong,
        }
    }

    /// How far out the nearest container is that `matches`, the innermost not asked.
    fn distance(&self, matches: impl Fn(&Frame) -> bool) -> Option<usize> {
        let position = self.frames.iter().rev().skip(1).position(matches)?;
        Some(position + 1)
    }

    /// The container `out` steps out from the innermost.
    fn enclosing(&self, out: usize) -> Option<Bracket> {
        self.frames.iter().rev().nth(out).map(Frame::bracket)
    }

    fn written_frames(&self) -> isize {
        isize::try_from(self.frames.len() - self.implied).unwrap_or(isize::MAX)
    }

    pub(super) fn has_more_closers(&self) -> bool {
        self.closers_left > self.written_frames()
    }

    pub(super) fn has_fewer_closers(&self) -> bool {
        self.closers_left < self.written_frames()
    }

    /// Whether the item at `ahead` belongs further out, so that the closer of the innermost
    /// container, a `bracket`, is missing before it.
    pub(super) fn was_closed_before(&self, bracket: Bracket, ahead: usize) -> bool {
        let Some(parent) = self.enclosing(1) else { return false };
        match (bracket, parent) {
            (Bracket::Array, Bracket::Object) => self.is_name(ahead) && !self.has_more_closers(),
            (Bracket::Object, Bracket::Array) => matches!(self.kind(ahead), Some(Kind::Open(_))),
            (Bracket::Object, Bracket::Object) => {
                self.has_fewer_closers() && self.is_dedented_name(ahead)
            }
            (Bracket::Array, Bracket::Array) => false,
        }
    }

    fn is_dedented_name(&self, ahead: usize) -> bool {
        let (Some(token), Some(top)) = (self.token(ahead), self.frames.last()) else {
            return false;
        };
        let indent = self.indent(token);
        token.leads && indent <= top.opener.indent && top.is_left_by(indent) && self.is_name(ahead)
    }
}
