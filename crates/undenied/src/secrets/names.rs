//! The names that secrets stand behind, and what separates name and value. Not: the values.

use super::SecretKind;

/// A name that ends at `end`.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) kind: SecretKind,
    pub(super) end: usize,
    pub(super) asks: Asks,
}

/// How sure a name is that a secret follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// `SecretAccessKey`: whatever is assigned to it.
    AnyValue,
    /// `secret`, `signature`: only what looks like one.
    Looks,
}

/// Parts of a name after its first letter's word, in the order in which they are tried.
const NAMES: [(&[&str], SecretKind, Asks); 11] = [
    (&["secret", "access", "key"], SecretKind::SecretAccessKey, Asks::AnyValue),
    (&["secret", "key"], SecretKind::SecretAccessKey, Asks::AnyValue),
    (&["secret"], SecretKind::SecretAccessKey, Asks::Looks),
    (&["session", "token"], SecretKind::SessionToken, Asks::AnyValue),
    (&["security", "token"], SecretKind::SessionToken, Asks::AnyValue),
    (&["signature", "provided"], SecretKind::Signature, Asks::Looks),
    (&["signature"], SecretKind::Signature, Asks::Looks),
    (&["bearer"], SecretKind::Token, Asks::Looks),
    (&["basic"], SecretKind::Token, Asks::Looks),
    (&["セッション", "トークン"], SecretKind::SessionToken, Asks::AnyValue),
    (&["セキュリティ", "トークン"], SecretKind::SessionToken, Asks::AnyValue),
];

const JAPANESE_KEYS: [&[&str]; 4] = [
    &["シークレット", "アクセス", "キー"],
    &["シークレット", "キー"],
    &["秘密", "アクセス", "キー"],
    &["秘密", "キー"],
];

/// Whether a name may begin with `byte`: most of any text is passed over by this alone.
pub(super) const fn may_begin(byte: u8) -> bool {
    // The last two begin `セ`, `シ` and `秘`.
    matches!(byte, b's' | b'S' | b'b' | b'B' | 0xE3 | 0xE7)
}

/// The name that begins at `at`.
pub(super) fn name_at(text: &str, at: usize) -> Option<Name> {
    let rest = text.get(at..)?;
    let named = |parts: &[&str]| spelt(rest, parts).map(|length| at + length);
    let japanese = JAPANESE_KEYS.iter().find_map(|parts| named(parts)).map(|end| Name {
        kind: SecretKind::SecretAccessKey,
        end,
        asks: Asks::AnyValue,
    });
    japanese.or_else(|| {
        NAMES.iter().find_map(|(parts, kind, asks)| {
            Some(Name { kind: *kind, end: named(parts)?, asks: *asks })
        })
    })
}

/// How long `parts`, with at most one of `_`, `-`, `.` or a space between them, are in `text`.
fn spelt(text: &str, parts: &[&str]) -> Option<usize> {
    let mut at = 0;
    for (index, part) in parts.iter().enumerate() {
        let here = text.get(at..)?;
        let gap = here.bytes().next().filter(|byte| index > 0 && b"_-. ".contains(byte));
        at += usize::from(gap.is_some());
        let found = text.get(at..at + part.len())?;
        if !found.eq_ignore_ascii_case(part) {
            return None;
        }
        at += part.len();
    }
    Some(at)
}

/// What stands between a name and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// Where the value begins.
    pub(super) end: usize,
    pub(super) kind: GapKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GapKind {
    /// Only space.
    Loose,
    /// `=`, `:` and the like.
    Assigned,
    /// A quotation mark opens the value.
    Quoted,
}

/// Pieces of a gap: plain, escaped for JSON, for HTML and for URLs.
const PIECES: [(&str, GapKind); 42] = [
    (" ", GapKind::Loose),
    ("\t", GapKind::Loose),
    ("\n", GapKind::Loose),
    ("\r", GapKind::Loose),
    ("\u{3000}", GapKind::Loose),
    ("\\", GapKind::Loose),
    ("%20", GapKind::Loose),
    ("+", GapKind::Loose),
    ("(", GapKind::Loose),
    ("[", GapKind::Loose),
    (")", GapKind::Loose),
    ("]", GapKind::Loose),
    ("is ", GapKind::Assigned),
    ("は", GapKind::Assigned),
    ("=", GapKind::Assigned),
    (":", GapKind::Assigned),
    ("：", GapKind::Assigned),
    ("＝", GapKind::Assigned),
    (">", GapKind::Assigned),
    ("|", GapKind::Assigned),
    ("│", GapKind::Assigned),
    (",", GapKind::Assigned),
    ("%3D", GapKind::Assigned),
    ("%3A", GapKind::Assigned),
    ("%3d", GapKind::Assigned),
    ("%3a", GapKind::Assigned),
    ("&gt;", GapKind::Assigned),
    ("u003d", GapKind::Assigned),
    ("u003e", GapKind::Assigned),
    ("u0022", GapKind::Quoted),
    ("u0027", GapKind::Quoted),
    ("\"", GapKind::Quoted),
    ("'", GapKind::Quoted),
    ("`", GapKind::Quoted),
    ("“", GapKind::Quoted),
    ("‘", GapKind::Quoted),
    ("「", GapKind::Quoted),
    ("&quot;", GapKind::Quoted),
    ("&apos;", GapKind::Quoted),
    ("&#39;", GapKind::Quoted),
    ("&#34;", GapKind::Quoted),
    ("%22", GapKind::Quoted),
];

/// A gap holds no more pieces than a padded column or a doubly escaped quotation mark.
const LONGEST_GAP: usize = 40;

/// The gap at `at`; `None` where the name goes on.
pub(super) fn gap_at(text: &str, at: usize) -> Option<Gap> {
    let mut end = at;
    let mut kind = None;
    for _ in 0..LONGEST_GAP {
        let rest = text.get(end..)?;
        let Some((piece, this)) = PIECES.iter().find(|(piece, _)| rest.starts_with(piece)) else {
            break;
        };
        // A plus sign is an encoded space, but behind an assignment it belongs to the value.
        if *piece == "+" && kind > Some(GapKind::Loose) {
            break;
        }
        // A quotation mark right behind a name may close the name as well as open the value.
        let this = if end == at && *this == GapKind::Quoted { GapKind::Assigned } else { *this };
        kind = kind.max(Some(this));
        end += piece.len();
    }
    kind.map(|kind| Gap { end, kind })
}

#[cfg(test)]
mod tests {
    use super::{JAPANESE_KEYS, NAMES, may_begin};

    #[test]
    fn every_name_may_begin_as_it_does() {
        let names = NAMES.iter().map(|(parts, ..)| *parts).chain(JAPANESE_KEYS);
        for first in names.filter_map(|parts| parts.first()) {
            assert!(may_begin(first.as_bytes()[0]), "{first}");
            assert!(may_begin(first.to_ascii_uppercase().as_bytes()[0]), "{first}");
        }
    }
}
