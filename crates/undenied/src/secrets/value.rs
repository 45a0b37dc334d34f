//! What a secret looks like by itself: how random a word is, and what is only a placeholder.

use undenied_json::has;

/// The counts that tell a random word from one that somebody made up.
#[derive(Debug, Default)]
struct Shape {
    length: usize,
    lower: usize,
    upper: usize,
    digits: usize,
    /// How often two neighbours are of different classes.
    changes: usize,
    distinct: u32,
}

impl Shape {
    fn of(word: &str) -> Self {
        let mut shape = Self::default();
        let mut seen = 0_u128;
        let mut before = None;
        for byte in word.bytes() {
            shape.length += 1;
            let class = match byte {
                b'a'..=b'z' => 0,
                b'A'..=b'Z' => 1,
                b'0'..=b'9' => 2,
                _ => 3,
            };
            match class {
                0 => shape.lower += 1,
                1 => shape.upper += 1,
                2 => shape.digits += 1,
                _ => {}
            }
            shape.changes += usize::from(before.is_some_and(|before| before != class));
            before = Some(class);
            seen |= 1 << (byte & 0x7f);
        }
        shape.distinct = seen.count_ones();
        shape
    }
}

/// Whether `word`, of 40 characters, is a secret access key even without a name beside it: letters
/// of both cases and digits in no order. No path, no name in camel case, no hexadecimal digest.
pub(super) fn is_random_key(word: &str) -> bool {
    let shape = Shape::of(word);
    shape.upper >= 4
        && shape.lower >= 4
        && shape.distinct >= 18
        && (shape.changes >= 18 || shape.changes >= 13 && shape.digits >= 2)
}

/// Whether `word` is no word of any language.
pub(super) fn is_random(word: &str) -> bool {
    is_mixed(word) && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Likewise with or without digits, where the name says that it is one; it might be in camel case.
pub(super) fn is_mixed(word: &str) -> bool {
    let shape = Shape::of(word);
    shape.upper >= 2 && shape.lower >= 2 && shape.changes * 3 >= shape.length
}

/// Words of which placeholders and references to a value kept elsewhere are made.
const PLACEHOLDERS: [&str; 23] = [
    "your",
    "secret",
    "access",
    "token",
    "replace",
    "redact",
    "placeholder",
    "hidden",
    "masked",
    "changeme",
    "change_me",
    "xxxx",
    "....",
    "process.",
    "env.",
    "environ",
    "var.",
    "local.",
    "data.",
    "config",
    "module.",
    "required",
    "undefined",
];

/// Whether `value`, which stands behind the name of a secret, is one.
pub(super) fn is_given(value: &str, is_quoted: bool) -> bool {
    if value.len() < 8 || value.contains(['<', '>', '{', '}', '$', '*']) {
        return false;
    }
    if value.len() >= 16 && is_random(value) {
        return true;
    }
    let lower = value.to_ascii_lowercase();
    if PLACEHOLDERS.iter().any(|word| has(&lower, word)) {
        return false;
    }
    value.bytes().any(|byte| byte.is_ascii_digit()) || is_quoted || value.len() >= 16
}
