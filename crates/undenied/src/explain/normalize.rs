//! Undoes what happens to an error on its way into a paste: colours, escapes, encodings, frames
//! and full-width signs. Not: line breaks, which [`super::page`] looks through.

use std::borrow::Cow;

/// How often the text may have been escaped, one around the other.
const LAYERS: usize = 3;

/// `text` as its author's program printed it, as far as that can be told.
pub(super) fn normalize(text: &str) -> String {
    let mut text = plain(text);
    if text.contains('%') {
        text = percent_decoded(&text);
    }
    for _ in 0..LAYERS {
        if ["&quot;", "&lt;", "&amp;", "&#", "&apos;"].iter().any(|entity| text.contains(entity)) {
            text = entities_decoded(&text);
        }
        if ["\\\"", "\\n", "\\u00", "\\/", "\\'"].iter().any(|escape| text.contains(escape)) {
            text = unescaped(&text);
        }
    }
    text
}

/// Without colour codes, frames, quotation marks of mail and invisible characters; punctuation in
/// ASCII.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut rest = unframed(line);
        while let Some(character) = rest.chars().next() {
            let behind = rest.get(character.len_utf8()..).unwrap_or_default();
            if let Some(after) = after_colour(rest) {
                rest = after;
                continue;
            }
            if let Some(kept) = kept(character) {
                plain.push(kept);
            }
            rest = behind;
        }
    }
    plain
}

/// The line without `> ` of a quotation or `│` of Terraform's frame.
fn unframed(line: &str) -> &str {
    let mut rest = line;
    loop {
        let inner = rest.trim_start_matches([' ', '\t']);
        let Some(inside) = inner.strip_prefix(['│', '╷', '╵', '>', '|']) else { return rest };
        if !(inside.is_empty() || inside.starts_with([' ', '\n', '\r'])) {
            return rest;
        }
        rest = inside;
    }
}

/// What follows a colour code: `ESC [ 31 m`, also with ESC spelt out or lost.
fn after_colour(text: &str) -> Option<&str> {
    let escapes = ["\u{1b}", "\\u001b", "\\u001B", "\\x1b", "\\x1B", "\\033", "\\e", "␛", "^["];
    let behind = escapes.iter().find_map(|escape| text.strip_prefix(escape));
    let codes = behind.unwrap_or(text).strip_prefix('[')?;
    let length = codes.bytes().take(12).take_while(|b| b.is_ascii_digit() || *b == b';').count();
    let end = codes.as_bytes().get(length)?;
    let ends = if behind.is_some() { end.is_ascii_alphabetic() } else { *end == b'm' };
    ends.then(|| codes.get(length + 1..)).flatten()
}

const fn kept(character: char) -> Option<char> {
    Some(match character {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => return None,
        '\u{a0}' | '\u{3000}' | '\r' => ' ',
        '“' | '”' | '„' | '＂' => '"',
        '‘' | '’' | '＇' => '\'',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '／' => '/',
        other => other,
    })
}

/// `text` with every word decoded that holds encoded spaces or colons, as sentences and ARNs do and
/// addresses hardly.
fn percent_decoded(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace);
    words.map(|word| if is_percent_encoded(word) { decoded(word) } else { word.into() }).collect()
}

fn is_percent_encoded(word: &str) -> bool {
    let encoded = word.matches("%20").count() + word.matches("%3A").count();
    encoded >= 3 || encoded >= 1 && word.contains('+') && !word.contains("://")
}

fn decoded(word: &str) -> Cow<'_, str> {
    let plus_is_space = !word.contains("%20");
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first, behind) {
            (b'%', [high, low, after @ ..]) if hexadecimal(*high, *low).is_some() => {
                bytes.extend(hexadecimal(*high, *low));
                rest = after;
            }
            (b'+', _) if plus_is_space => bytes.push(b' '),
            (other, _) => bytes.push(*other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned().into()
}

fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? * 16 + digit(low)?)
}

fn entities_decoded(text: &str) -> String {
    const NAMED: [(&str, char); 5] =
        [("quot;", '"'), ("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("apos;", '\'')];
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        decoded.push_str(before);
        let named = NAMED
            .iter()
            .find_map(|(name, sign)| entity.strip_prefix(name).map(|after| (*sign, after)));
        match named.or_else(|| numbered_entity(entity)) {
            Some((sign, after)) => {
                decoded.push(sign);
                rest = after;
            }
            None => {
                decoded.push('&');
                rest = entity;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// `#39;` or `#x27;`.
fn numbered_entity(text: &str) -> Option<(char, &str)> {
    let number = text.strip_prefix('#')?;
    let length = number.bytes().take(8).position(|byte| byte == b';')?;
    let (digits, after) = number.split_at_checked(length)?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((char::from_u32(code)?, after.get(1..)?))
}

/// One layer of JSON's escapes less. A backslash that escapes nothing stays.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        plain.push_str(before);
        let mut characters = escape.chars();
        match characters.next() {
            Some(sign @ ('"' | '\\' | '/' | '\'')) => plain.push(sign),
            Some('n' | 'r') => plain.push('\n'),
            Some('t') => plain.push(' '),
            Some('u') if unicode_escape(escape).is_some() => {
                plain.extend(unicode_escape(escape));
                characters = escape.get(5..).unwrap_or_default().chars();
            }
            _ => {
                plain.push('\\');
                characters = escape.chars();
            }
        }
        rest = characters.as_str();
    }
    plain.push_str(rest);
    plain
}

fn unicode_escape(text: &str) -> Option<char> {
    let digits = text.get(1..5)?;
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hexadecimal.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_frames_and_quotations_go() {
        assert_eq!(normalize("\u{1b}[31mError:\u{1b}[0m x"), "Error: x");
        assert_eq!(normalize("[31m│ [0mError: [list] x"), "│ Error: [list] x");
        assert_eq!(normalize("│ Error: x\n> > y\n"), " Error: x\n y\n");
    }

    #[test]
    fn escapes_and_encodings_are_undone() {
        assert_eq!(normalize(r#"on \"arn:aws:s3:::b\"\u0026 x\\n"#), "on \"arn:aws:s3:::b\"& x\n");
        assert_eq!(normalize("&amp;quot;a&amp;quot; &#39;b&#x27;"), "\"a\" 'b'");
        assert_eq!(normalize("at User%3A%20arn%3Aaws%20is%20not"), "at User: arn:aws is not");
        assert_eq!(normalize("User%3A+arn%3Aaws+is+not"), "User: arn:aws is not");
    }

    #[test]
    fn what_is_not_encoded_stays() {
        for text in ["a%20b c d e", "C:\\x\\temp", "a & b", "100%", "１：".trim_end_matches('：')]
        {
            assert_eq!(normalize(text).replace(' ', ""), text.replace(' ', ""));
        }
    }
}
