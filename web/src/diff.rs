//! The lines that edits change, before and after. Not: how they look.

use undenied::{Edit, Span};

/// Neighbouring lines that change together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// 1-based number of its first line.
    pub(crate) line: usize,
    pub(crate) before: String,
    pub(crate) after: String,
}

impl Hunk {
    /// How many spaces or tabs stand before each of its lines.
    pub(crate) fn indent(&self) -> usize {
        let lines = self.before.lines().chain(self.after.lines());
        let filled = lines.filter(|line| !line.trim().is_empty());
        filled
            .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
            .min()
            .unwrap_or(0)
    }
}

/// The changed lines of `text` in order; empty when the edits do not fit.
#[must_use]
pub(crate) fn hunks(text: &str, edits: &[Edit]) -> Vec<Hunk> {
    let mut merged: Vec<Span> = Vec::new();
    for edit in edits {
        let mut span = whole_lines(text, edit.span);
        // The edits of one fix are few, and this is less code than sorting them.
        while let Some(at) =
            merged.iter().position(|it| it.touches(span.start) || span.touches(it.start))
        {
            span = span.to(merged.remove(at));
        }
        let at = merged.iter().position(|it| it.start > span.start).unwrap_or(merged.len());
        merged.insert(at, span);
    }
    merged.into_iter().filter_map(|span| hunk(text, edits, span)).collect()
}

fn hunk(text: &str, edits: &[Edit], lines: Span) -> Option<Hunk> {
    let inside =
        edits.iter().filter(|edit| lines.start <= edit.span.start && edit.span.end <= lines.end);
    let moved: Vec<Edit> = inside
        .map(|edit| {
            let span = Span::new(edit.span.start - lines.start, edit.span.end - lines.start);
            Edit::replace(span, edit.text.clone())
        })
        .collect();
    let before = lines.of(text);
    let after = undenied::apply(before, &moved).ok()?;
    let first = text.get(..lines.start)?.matches('\n').count() + 1;
    trimmed(first, before, &after)
}

/// Without the lines that stay as they are at both ends; `None` when nothing changes.
fn trimmed(first: usize, before: &str, after: &str) -> Option<Hunk> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = |(old, new): &(&&str, &&str)| old == new;
    let head = old.iter().zip(&new).take_while(same).count();
    let (old, new) = (old.get(head..)?, new.get(head..)?);
    // A last line that stays is kept: it is the one that the edit stands on.
    let most = old.len().saturating_sub(1);
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    let (old, new) = (old.get(..old.len() - tail)?, new.get(..new.len() - tail)?);
    let changes = !old.is_empty() || !new.is_empty();
    changes.then(|| Hunk { line: first + head, before: old.join("\n"), after: new.join("\n") })
}

fn whole_lines(text: &str, span: Span) -> Span {
    let head = text.get(..span.start).unwrap_or_default();
    let tail = text.get(span.end..).unwrap_or_default();
    let start = head.rfind('\n').map_or(0, |at| at + 1);
    let end = tail.find('\n').map_or(text.len(), |at| span.end + at);
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::{Hunk, hunks};
    use undenied::{Edit, Span};

    #[test]
    fn a_hunk_is_the_whole_line() {
        let hunk = Hunk { line: 2, before: "  b".to_owned(), after: "  bc".to_owned() };
        assert_eq!(hunks("a\n  b\nc", &[Edit::insert(5, "c")]), [hunk]);
    }

    #[test]
    fn edits_on_one_line_share_a_hunk() {
        let edits = [Edit::delete(Span::new(0, 1)), Edit::insert(3, "!")];
        let hunk = Hunk { line: 1, before: "abc".to_owned(), after: "bc!".to_owned() };
        assert_eq!(hunks("abc\nd", &edits), [hunk]);
    }

    #[test]
    fn lines_that_stay_are_left_out() {
        let hunk = Hunk { line: 2, before: String::new(), after: "b".to_owned() };
        assert_eq!(hunks("a\nc", &[Edit::insert(1, "\nb")]), [hunk]);
    }

    #[test]
    fn an_added_element_shows_the_line_that_it_follows() {
        let hunk = Hunk { line: 1, before: "}".to_owned(), after: "},\n{\n}".to_owned() };
        assert_eq!(hunks("}", &[Edit::insert(1, ",\n{\n}")]), [hunk]);
    }

    #[test]
    fn edits_far_apart_are_two_hunks() {
        assert_eq!(hunks("a\nb\nc", &[Edit::insert(0, "x"), Edit::insert(4, "y")]).len(), 2);
    }
}
