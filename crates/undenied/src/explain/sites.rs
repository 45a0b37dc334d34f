//! Where in a text errors stand, one for each, in the forms in which clients print them. Not:
//! AWS's own sentence inside.

mod clients;

use std::ops::Range;

use undenied_json::sorted;

use super::{
    codes,
    codes::squeezed,
    japanese, message,
    page::{Gap, Page},
    saving,
};
use clients::{
    command_line, go_v1, go_v2, japanese_client, java, json, php, redshift, ruby, s3cmd, xml,
};

/// One error in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Site {
    /// From its first word; until the next error begins.
    pub(super) range: Range<usize>,
    /// How far its own form goes; other forms inside are part of it.
    pub(super) head: usize,
    /// AWS's own words where the form has a place for them.
    pub(super) message: Option<Range<usize>>,
    pub(super) code: Option<String>,
    pub(super) status: Option<u16>,
    pub(super) operation: Option<String>,
    /// As in action names: `s3`.
    pub(super) service: Option<String>,
}

/// The errors in order of place.
pub(super) fn find(page: &Page<'_>) -> Vec<Site> {
    let mut found = Vec::new();
    let forms = [command_line, go_v2, java, s3cmd, redshift, php, ruby, xml, json, japanese_client];
    forms.iter().for_each(|form| form(page, &mut found));
    let mut sites = apart(found);
    for form in [go_v1, sentence, other_sentence, bare] {
        let mut more = Vec::new();
        form(page, &mut more);
        more.retain(|site| !is_inside(&sites, site));
        sites.extend(more);
        sites = apart(sites);
    }
    let starts: Vec<usize> = sites.iter().map(|site| site.range.start).collect();
    let ends = starts.into_iter().skip(1).chain([page.len()]);
    sites.iter_mut().zip(ends).for_each(|(site, end)| site.range.end = end);
    sites
}

/// Sorted, without those that begin inside the head of another.
fn apart(mut sites: Vec<Site>) -> Vec<Site> {
    let place = |site: &Site| (site.range.start, std::cmp::Reverse(site.head));
    sites = sorted(sites, &|one, two| place(one).cmp(&place(two)));
    let mut end = 0;
    sites.retain(|site| {
        let is_free = site.range.start >= end;
        end = end.max(site.head);
        is_free
    });
    sites
}

/// Whether `site` belongs to an error found before.
fn is_inside(sites: &[Site], site: &Site) -> bool {
    let before = sites.partition_point(|other| other.range.start <= site.range.start);
    let last = before.checked_sub(1).and_then(|index| sites.get(index));
    last.is_some_and(|last| site.range.start < last.head)
        || sites.get(before).is_some_and(|next| site.head > next.range.start)
}

/// AWS's sentence, or TiDB Cloud's, without a client's words around it.
fn sentence(page: &Page<'_>, sites: &mut Vec<Site>) {
    let mut from = 0;
    while let Some(message) = message::read(page, &(from..page.len())) {
        from = message.range.end.max(from + 1);
        sites.push(coded(page, message.range));
    }
    sites.extend(japanese::sentences(page).into_iter().map(|range| coded(page, range)));
}

/// A sentence that is known word for word.
fn other_sentence(page: &Page<'_>, sites: &mut Vec<Site>) {
    for code in codes::CODES {
        for words in code.words {
            for at in page.all(words).filter(|at| is_word(page, at)) {
                let mut site = coded(page, at);
                site.code = site.code.or_else(|| Some(code.name.to_owned()));
                sites.push(site);
            }
        }
    }
    for found in saving::find_all(page) {
        sites.push(coded(page, found));
    }
}

/// An error at `range`, with the code right before it.
fn coded(page: &Page<'_>, range: Range<usize>) -> Site {
    match code_before(page, range.start) {
        Some((start, code)) => Site { code: Some(code.to_owned()), ..site(start, range.end) },
        None => site(range.start, range.end),
    }
}

/// `CODE:` right before `at`: where it begins, and the code.
fn code_before(page: &Page<'_>, at: usize) -> Option<(usize, &'static str)> {
    let before = page.part(0..at).strip_suffix(':')?;
    let codes = codes::CODES.iter().filter(|code| code.name.len() > 3);
    let found = codes.filter_map(|code| Some((start_of_name(before, code.name)?, code.name)));
    found.min()
}

/// Where `name` begins, with which the squeezed `text` ends.
fn start_of_name(text: &str, name: &str) -> Option<usize> {
    let name = name.bytes().rev().filter(|byte| *byte != b' ');
    let mut bytes = text.bytes().rev();
    let mut start = text.len();
    for wanted in name {
        if bytes.next() != Some(wanted.to_ascii_lowercase()) {
            return None;
        }
        start -= 1;
    }
    Some(start)
}

/// A code by itself.
fn bare(page: &Page<'_>, sites: &mut Vec<Site>) {
    for code in codes::CODES.iter().filter(|code| code.name.len() > 9 || code.name == "NoSuchKey") {
        let name: &'static str = code.name;
        let squeezed = squeezed(name);
        let mut from = 0;
        while let Some(at) = page.find(&squeezed, from..page.len()) {
            from = at.end;
            if is_word(page, &at) && page.value(at.clone()) == name {
                let mut site = site(at.start, at.end);
                site.code = Some(name.to_owned());
                sites.push(site);
            }
        }
    }
}

/// Whether neither end goes on as a name, a path or an address would.
fn is_word(page: &Page<'_>, at: &Range<usize>) -> bool {
    let is_joint = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/');
    let before = at.start.checked_sub(1).map(|before| page.byte(before)).unwrap_or_default();
    let opens = page.gap(at.start) != Gap::None || !is_joint(before);
    let after = page.byte(at.end);
    let is_extension = after == b'.'
        && page.gap(at.end + 1) == Gap::None
        && page.byte(at.end + 1).is_ascii_alphanumeric();
    let closes = page.gap(at.end) != Gap::None || !is_joint(after) && !is_extension;
    opens && closes
}

fn site(start: usize, head: usize) -> Site {
    Site { range: start..head, head: head.max(start + 1), ..Site::default() }
}
