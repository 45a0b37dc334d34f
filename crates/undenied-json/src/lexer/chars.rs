//! Which character is what: punctuation and its look-alikes, quotes, spaces, what cannot be seen.

use super::{Bracket, Kind};

/// Quotes that are used for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Double,
    Single,
    Corner,
}

pub(crate) const fn family(char: char) -> Option<Family> {
    match char {
        '"' | '“' | '”' | '„' | '‟' | '＂' => Some(Family::Double),
        '\'' | '‘' | '’' | '‚' | '‛' | '＇' => Some(Family::Single),
        '「' | '」' | '『' | '』' => Some(Family::Corner),
        _ => None,
    }
}

pub(super) const fn punctuation(char: char) -> Option<Kind> {
    match char {
        '{' | '｛' => Some(Kind::Open(Bracket::Object)),
        '}' | '｝' => Some(Kind::Close(Bracket::Object)),
        '[' | '［' => Some(Kind::Open(Bracket::Array)),
        ']' | '］' => Some(Kind::Close(Bracket::Array)),
        ':' | '：' => Some(Kind::Colon),
        ',' | '，' | '、' | ';' | '；' => Some(Kind::Comma),
        _ => None,
    }
}

/// Space to a reader, not to JSON.
pub(super) fn is_unusual_space(char: char) -> bool {
    char.is_whitespace() && !matches!(char, ' ' | '\t' | '\n' | '\r')
}

/// Zero-width, a byte order mark, a control character.
pub(super) fn is_invisible(char: char) -> bool {
    let zero_width = matches!(char, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{AD}' | '\u{FEFF}');
    zero_width || (char.is_control() && !char.is_whitespace())
}

/// `char` as it has to be written inside a JSON string; `None` where it may stand as it is.
pub(crate) fn escaped(char: char) -> Option<String> {
    match char {
        '"' => Some("\\\"".into()),
        '\\' => Some("\\\\".into()),
        '\n' => Some("\\n".into()),
        '\r' => Some("\\r".into()),
        '\t' => Some("\\t".into()),
        '\u{8}' => Some("\\b".into()),
        '\u{c}' => Some("\\f".into()),
        '\0'..='\u{1F}' => Some(format!("\\u{:04x}", u32::from(char))),
        _ => None,
    }
}
