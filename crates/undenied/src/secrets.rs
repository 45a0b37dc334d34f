//! Masks secrets in anything pasted, before it is read, shown, linked or kept. Not: what the text
//! means otherwise.

mod joined;
mod names;
mod scan;
mod value;

#[cfg(test)]
mod tests;

use std::ops::Range;

use undenied_json::{Span, sorted};

use joined::Joined;

/// What kind of secret was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// `AKIA…` or `ASIA…`: its first and last four characters stay, so that it can be told apart.
    AccessKeyId,
    SecretAccessKey,
    SessionToken,
    /// Of a presigned URL or an `Authorization` header.
    Signature,
    /// In PEM.
    PrivateKey,
    /// A bearer token, JSON Web Tokens among them.
    Token,
}

impl SecretKind {
    /// Every kind, in order.
    pub const ALL: [Self; 6] = [
        Self::AccessKeyId,
        Self::SecretAccessKey,
        Self::SessionToken,
        Self::Signature,
        Self::PrivateKey,
        Self::Token,
    ];
}

/// A secret that was masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Secret {
    pub kind: SecretKind,
    /// Byte span, the same in the original and in the masked text; all of it in one line, so one
    /// secret that runs over several lines is found once for each of them.
    pub span: Span,
}

/// A text without its secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masked {
    /// As long as the original in bytes and in UTF-16, with the same lines: each character of a
    /// secret is a `*`.
    pub text: String,
    /// In order of place.
    pub found: Vec<Secret>,
}

impl Masked {
    /// Each kind that was found, once.
    #[must_use]
    pub fn kinds(&self) -> Vec<SecretKind> {
        let has = |kind: &SecretKind| self.found.iter().any(|secret| secret.kind == *kind);
        SecretKind::ALL.into_iter().filter(has).collect()
    }
}

/// Where something secret was found: the characters to hide.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hit {
    kind: SecretKind,
    hide: Range<usize>,
}

/// What is hidden may bring to light what stood beside it; more rounds than that are never needed.
const MAX_ROUNDS: usize = 8;

/// Replaces every secret in `text`. What it gives holds no secret, so masking it again changes
/// nothing. Takes time in proportion to the text.
#[must_use]
pub fn mask(text: &str) -> Masked {
    let mut masked = mask_once(text);
    for _ in 1..MAX_ROUNDS {
        if masked.found.is_empty() {
            break;
        }
        let again = mask_once(&masked.text);
        if again.text == masked.text {
            break;
        }
        let found = masked.found.into_iter().chain(again.found).collect();
        masked = Masked { text: again.text, found: merged(found) };
    }
    masked
}

/// In order of place, each place once.
fn merged(found: Vec<Secret>) -> Vec<Secret> {
    let mut merged: Vec<Secret> = Vec::with_capacity(found.len());
    for secret in sorted(found, &|one, two| one.span.cmp(&two.span)) {
        match merged.last_mut() {
            Some(last) if secret.span.start < last.span.end => {
                last.span.end = last.span.end.max(secret.span.end);
            }
            _ => merged.push(secret),
        }
    }
    merged
}

fn mask_once(text: &str) -> Masked {
    let mut hits = scan::scan(text);
    let joined = Joined::new(text);
    if joined.is_shorter() {
        for Hit { kind, hide } in scan::scan(joined.text()) {
            hits.extend(joined.ranges(hide).map(|hide| Hit { kind, hide }));
        }
    }
    let place = |hit: &Hit| (hit.hide.start, std::cmp::Reverse(hit.hide.end));
    hide(text, sorted(hits, &|one, two| place(one).cmp(&place(two))))
}

fn hide(text: &str, hits: Vec<Hit>) -> Masked {
    let mut masked = String::with_capacity(text.len());
    let mut found: Vec<Secret> = Vec::new();
    let mut done = 0;
    for Hit { kind, hide } in hits {
        if hide.end <= done {
            continue;
        }
        let start = hide.start.max(done);
        masked.push_str(text.get(done..start).unwrap_or_default());
        let secret = text.get(start..hide.end).unwrap_or_default();
        let is_hidden = |character: char| character.is_ascii_graphic();
        let stars = |character| if is_hidden(character) { '*' } else { character };
        masked.extend(secret.chars().map(stars));
        done = start + secret.len();
        let lines = secret.split_inclusive('\n').scan(start, |at, line| {
            let from = *at;
            *at += line.len();
            Some((from + line.len() - line.trim_start().len(), line.trim()))
        });
        for (start, line) in lines.filter(|(_, line)| line.contains(is_hidden)) {
            let span = Span::new(start, start + line.len());
            match found.last_mut() {
                Some(last) if last.kind == kind && last.span.end == span.start => {
                    last.span.end = span.end;
                }
                _ => found.push(Secret { kind, span }),
            }
        }
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    Masked { text: masked, found }
}
