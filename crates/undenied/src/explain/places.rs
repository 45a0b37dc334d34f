//! Where in the given text each thing stands that was read from it. Not: reading it.

use std::ops::Range;

use undenied_json::Span;

use super::{Explanation, Places, page::Page, sites::Site};
use crate::intake::Origin;

/// Places in the text that `page` was made from, by way of `origin`. `before` is where
/// the error before it ends.
pub(super) fn find(
    page: &Page<'_>,
    origin: &Origin,
    site: &Site,
    before: usize,
    explanation: &Explanation,
) -> Places {
    let found = in_page(page, &site.range, site.head, explanation);
    let whole = origin.locate(whole(page, site, before, &found));
    of(whole, &found, |range| origin.locate(page.span(range)))
}

fn of(
    whole: Span,
    found: &[Option<Range<usize>>; 7],
    locate: impl Fn(Range<usize>) -> Span,
) -> Places {
    let [message, code, operation, principal, action, resource, policy_arn] =
        found.each_ref().map(|range| range.clone().map(&locate));
    Places { whole: Some(whole), message, code, operation, principal, action, resource, policy_arn }
}

/// Message, code, operation, principal, action, resource and policy ARN.
fn in_page(
    page: &Page<'_>,
    range: &Range<usize>,
    head: usize,
    explanation: &Explanation,
) -> [Option<Range<usize>>; 7] {
    let place = |value: &Option<String>, range: Range<usize>| {
        let squeezed: String = value.as_deref()?.split_whitespace().collect();
        page.find(&squeezed.to_ascii_lowercase(), range)
    };
    let message = place(&explanation.details.message, range.clone());
    let is_number = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit());
    // A number in an ID is no code.
    let named = if explanation.code.as_deref().is_some_and(is_number) { head } else { range.end };
    let code = place(&explanation.code, range.start..named);
    let operation = place(&explanation.operation, range.clone());
    // Each stands behind the one before it, as in AWS's sentence, or anywhere.
    let within = message.clone().unwrap_or_else(|| range.clone());
    let mut from = within.start;
    let mut next = |value| {
        let found = place(value, from..within.end);
        from = found.as_ref().map_or(from, |found| found.end);
        found.or_else(|| place(value, range.clone()))
    };
    let principal = next(&explanation.principal);
    let action = next(&explanation.action);
    let resource = next(&explanation.resource);
    let policy_arn = next(&explanation.policy_arn);
    [message, code, operation, principal, action, resource, policy_arn]
}

/// The error with the line it begins in and the lines that follow it, up to an empty one or to the
/// next error.
fn whole(page: &Page<'_>, site: &Site, before: usize, found: &[Option<Range<usize>>; 7]) -> Span {
    let last = found.iter().flatten().map(|range| range.end).max().unwrap_or(site.head);
    let last = last.max(site.head).min(site.range.end);
    let start = page.line_start(site.range.start, before.min(site.range.start));
    let next_line = page.line_start(site.range.end, last);
    let is_last = site.range.end >= page.len();
    let end = if is_last || next_line <= last { site.range.end } else { next_line };
    Span { end: page.paragraph_end(last, end), ..page.span(start..end.max(start + 1)) }
}

/// Places in `event`, which stands at `span` of the text.
pub(super) fn in_event(event: &str, span: Span, explanation: &Explanation) -> Places {
    let (plain, origin) = super::normalize::normalize(event);
    let page = Page::new(&plain);
    let found = in_page(&page, &(0..page.len()), page.len(), explanation);
    of(span, &found, |range| {
        let place = origin.locate(page.span(range));
        Span::new(span.start + place.start, span.start + place.end)
    })
}
