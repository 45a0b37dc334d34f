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
    (&["signature", "provided"], SecretKind::Signature, Asks::AnyValue),
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

/// Whether a name begins with these two bytes: most of a text can be passed over.
pub(super) fn may_begin_name(bytes: [u8; 2]) -> bool {
    match bytes.map(|byte| byte.to_ascii_lowercase()) {
        [b's', next] => matches!(next, b'e' | b'i'),
        [b'b', next] => matches!(next, b'e' | b'a'),
        // `セ`, `シ` and `秘`.
        [first, _] => matches!(first, 0xe3 | 0xe7),
    }
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
    use super::*;

    #[test]
    fn every_name_begins_as_names_may() {
        let all = NAMES.iter().map(|(parts, ..)| *parts).chain(JAPANESE_KEYS);
        for parts in all {
            let bytes = parts[0].as_bytes();
            assert!(may_begin_name([bytes[0], bytes[1]]), "{parts:?}");
        }
    }
}
