//! Lines, columns and surrogate pairs.

use super::{LineIndex, Position};

fn position(text: &str, offset: usize) -> (usize, usize, usize) {
    let Position { offset, line, column } = LineIndex::new(text).position(offset);
    (offset, line, column)
}

#[test]
fn lines_end_at_any_line_break() {
    let text = "a\nb\r\nc\rd\n";
    assert_eq!(position(text, 2), (2, 2, 1));
    assert_eq!(position(text, 4), (4, 2, 3));
    assert_eq!(position(text, 5), (5, 3, 1));
    assert_eq!(position(text, 7), (7, 4, 1));
    assert_eq!(position(text, 9), (9, 5, 1));
}

#[test]
fn columns_count_utf16_units() {
    let text = "é日😀x";
    assert_eq!(position(text, 2), (1, 1, 2));
    assert_eq!(position(text, 5), (2, 1, 3));
    assert_eq!(position(text, 9), (4, 1, 5));
}

#[test]
fn inside_a_character_is_its_start() {
    assert_eq!(position("日😀", 5), (1, 1, 2));
    assert_eq!(LineIndex::new("日😀").byte(2), 3);
}

#[test]
fn past_the_end_is_the_end() {
    assert_eq!(position("a日", 9), (2, 1, 3));
    assert_eq!(LineIndex::new("a日").byte(9), 4);
    assert_eq!(position("", 1), (0, 1, 1));
}
