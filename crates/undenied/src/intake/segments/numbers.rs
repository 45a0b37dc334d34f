//! The line numbers that blogs and viewers put before code. Not: numbers that belong to the text.

use undenied_json::Span;

/// Fewer could be the text's own.
const LEAST: usize = 3;

/// `lines` of `paste` without their numbers, where those count up line by line.
pub(super) fn removed(paste: &str, mut lines: Vec<Span>) -> Vec<Span> {
    let numbered: Vec<Option<(usize, usize)>> =
        lines.iter().map(|line| number(line.of(paste))).collect();
    let mut start = 0;
    while start < lines.len() {
        let end = run(&numbered, &lines, paste, start);
        let count = numbered.iter().take(end).skip(start).flatten().count();
        if count >= LEAST {
            let run = lines.iter_mut().zip(&numbered).take(end).skip(start);
            for (line, (_, width)) in run.filter_map(|(line, number)| Some((line, (*number)?))) {
                line.start += width;
            }
        }
        start = end.max(start + 1);
    }
    lines
}

/// The end of the run of counting lines that begins at `start`; blank lines may be between.
fn run(numbered: &[Option<(usize, usize)>], lines: &[Span], paste: &str, start: usize) -> usize {
    let mut expected = None;
    let mut end = start;
    for index in start..lines.len() {
        let number = numbered.get(index).copied().flatten().map(|(number, _)| number);
        match number {
            Some(number) if expected.is_none_or(|expected| expected == number) => {
                expected = number.checked_add(1);
                end = index + 1;
            }
            None if expected.is_some() && is_blank(lines, paste, index) => {}
            _ => break,
        }
    }
    end
}

fn is_blank(lines: &[Span], paste: &str, index: usize) -> bool {
    lines.get(index).is_some_and(|line| line.of(paste).trim().is_empty())
}

/// The number that `line` begins with, and how many bytes it and its mark take.
fn number(line: &str) -> Option<(usize, usize)> {
    let body = line.trim_start_matches([' ', '\t']);
    let after = body.trim_start_matches(|char: char| char.is_ascii_digit());
    let digits = body.get(..body.len() - after.len())?;
    let number = digits.parse().ok().filter(|_| digits.len() <= 6)?;
    let rest = after.trim_start_matches([' ', '\t']);
    let spaces = after.len() - rest.len();
    let marked = rest.strip_prefix(['|', '│']);
    let marked = marked.or_else(|| after.strip_prefix(['.', ':', ')']));
    let kept = match marked {
        Some(rest) => rest.strip_prefix([' ', '\t']).unwrap_or(rest),
        // A bracket may follow at once.
        None if after.trim().is_empty() || after.starts_with(['{', '}', '[', ']']) => after,
        // The code's own indentation begins behind one space.
        None if spaces > 0 => after.get(1..)?,
        None => return None,
    };
    Some((number, line.len() - kept.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paste: &str, expected: &str) {
        let mut at = 0;
        let spans = paste.split_inclusive('\n').map(|line| {
            at += line.len();
            Span::new(at - line.len(), at)
        });
        let kept: String =
            removed(paste, spans.collect()).into_iter().map(|line| line.of(paste)).collect();
        assert_eq!(kept, expected, "{paste}");
    }

    #[test]
    fn numbers_that_count_up_are_taken_off() {
        for paste in [
            "1. {\n2.   \"a\": 1\n3. }",
            "1: {\n2:   \"a\": 1\n3: }",
            "1 {\n2   \"a\": 1\n3 }",
            "1) {\n2)   \"a\": 1\n3) }",
            "  9 | {\n 10 |   \"a\": 1\n 11 | }",
            "1\t{\n2\t  \"a\": 1\n3\t}",
        ] {
            check(paste, "{\n  \"a\": 1\n}");
        }
        check("1. {\n2.\n\n3. }", "{\n\n\n}");
    }

    #[test]
    fn other_numbers_stay() {
        for paste in [
            "1. {\n2. }",
            "1. {\n3. a\n5. }",
            "[\n1,\n2,\n3\n]",
            "2026-01-01 a\n2026-01-02 b\n2026-01-03 c",
        ] {
            check(paste, paste);
        }
    }
}
