//! Lower case for the letters that people write policies in. The standard library's tables for every
//! script there is weigh more than the rest of the comparison.

/// Whether both are the same in lower case.
pub(super) fn equal(one: &str, two: &str) -> bool {
    one.chars().map(lower).eq(two.chars().map(lower))
}

/// No letter is farther from itself in another case, but for two.
const FAR: u16 = 0x50;

const APART: [u16; 2] = [0xff, 0x178];

/// A letter in every case in which it is equal to `unit`, itself first.
pub(crate) fn cases(unit: u16) -> Vec<u16> {
    let Some(letter) = char::from_u32(u32::from(unit)) else { return vec![unit] };
    if letter.is_ascii() {
        return if letter.is_ascii_alphabetic() { vec![unit, unit ^ 0x20] } else { vec![unit] };
    }
    let is_other = |other: &u16| {
        let other = char::from_u32(u32::from(*other)).filter(|other| *other != letter);
        other.is_some_and(|other| lower(other) == lower(letter))
    };
    let all = unit.saturating_sub(FAR).max(0x80)..=unit.saturating_add(FAR);
    let is_near = |other: &u16| all.contains(other);
    let apart = APART.into_iter().filter(|other| !is_near(other));
    core::iter::once(unit).chain(all.clone().chain(apart).filter(is_other)).collect()
}

/// Latin, Greek, Cyrillic, Armenian and full-width letters; others stay as they are.
fn lower(letter: char) -> char {
    let code = u32::from(letter);
    let lower = match code {
        0x41..=0x5a
        | 0xc0..=0xd6
        | 0xd8..=0xde
        | 0x391..=0x3a1
        | 0x3a3..=0x3ab
        | 0x410..=0x42f
        | 0xff21..=0xff3a => code + 0x20,
        0x531..=0x556 => code + 0x30,
        0x400..=0x40f => code + 0x50,
        // Capital and small letters take turns.
        0x100..=0x12f
        | 0x132..=0x137
        | 0x14a..=0x177
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff => code | 1,
        0x139..=0x148 | 0x179..=0x17e => code + code % 2,
        0x178 => 0xff,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::{FAR, cases, lower};

    /// Where one letter becomes two, and where the standard library has more scripts.
    const EXCEPTIONS: [char; 1] = ['İ'];

    #[test]
    fn letters_become_what_the_standard_library_makes_of_them() {
        let ranges = [0..=0x17e, 0x391..=0x3ab, 0x400..=0x481, 0x48a..=0x4bf, 0x4d0..=0x556];
        for code in ranges.into_iter().flatten().chain(0xff00..=0xffef) {
            let Some(letter) = char::from_u32(code).filter(|it| !EXCEPTIONS.contains(it)) else {
                continue;
            };
            let expected: String = letter.to_lowercase().collect();
            assert_eq!(lower(letter).to_string(), expected, "{code:x}");
        }
    }

    #[test]
    fn a_letter_comes_in_every_case() {
        let of = |letter: char| -> String {
            let units = cases(u16::try_from(u32::from(letter)).unwrap());
            String::from_utf16(&units).unwrap()
        };
        assert_eq!((of('a'), of('A'), of('1')), ("aA".into(), "Aa".into(), "1".into()));
        assert_eq!((of('ä'), of('ж'), of('あ')), ("äÄ".into(), "жЖ".into(), "あ".into()));
        assert_eq!((of('ÿ'), of('Ÿ'), of('ѐ')), ("ÿŸ".into(), "Ÿÿ".into(), "ѐЀ".into()));
        let far = |code: &u32| {
            let lower = char::from_u32(*code).map_or(*code, |letter| u32::from(lower(letter)));
            lower.abs_diff(*code) > u32::from(FAR)
        };
        assert!((0..0xffff).filter(far).eq([0x178]));
    }
}
