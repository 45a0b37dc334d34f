//! Byte offsets to UTF-16 offsets, lines and columns, and back.

#[cfg(test)]
mod tests;

/// A place in a text as editors and the wire format count it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// UTF-16 code units from the start of the text.
    pub offset: usize,
    /// 1-based; lines end at `\n`, `\r\n` or `\r`.
    pub line: usize,
    /// 1-based, in UTF-16 code units.
    pub column: usize,
}

/// Converts positions of one text. Build once a text, then each look-up is a binary search.
///
/// ```
/// use undenied_json::{LineIndex, Position};
///
/// let index = LineIndex::new("あ\n😀x");
/// assert_eq!(index.position(8), Position { offset: 4, line: 2, column: 3 });
/// assert_eq!(index.byte(4), 8);
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    length: usize,
    /// Byte offset of each line's start.
    lines: Vec<usize>,
    /// Text alternates between stretches of equally long characters; a policy is one stretch.
    stretches: Vec<Stretch>,
}

/// Characters of `width` bytes each, from here to the next stretch.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    byte: usize,
    utf16: usize,
    width: usize,
}

impl Stretch {
    /// UTF-16 code units of each character: four bytes are a surrogate pair.
    const fn units(self) -> usize {
        if self.width == 4 { 2 } else { 1 }
    }
}

impl LineIndex {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut lines = vec![0];
        let mut stretches = vec![Stretch { byte: 0, utf16: 0, width: 1 }];
        let mut width = 1;
        let mut utf16 = 0;
        let mut previous = '\0';
        for (byte, char) in text.char_indices() {
            if previous == '\n' || (previous == '\r' && char != '\n') {
                lines.push(byte);
            }
            if char.len_utf8() != width {
                width = char.len_utf8();
                stretches.push(Stretch { byte, utf16, width });
            }
            utf16 += char.len_utf16();
            previous = char;
        }
        if matches!(previous, '\n' | '\r') {
            lines.push(text.len());
        }
        Self { length: text.len(), lines, stretches }
    }

    /// Where byte `offset` is; past the end it is the end, inside a character its start.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.length);
        let line = self.lines.partition_point(|start| *start <= offset);
        let line_start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let utf16 = self.utf16(offset);
        Position { offset: utf16, line, column: utf16 - self.utf16(line_start) + 1 }
    }

    /// UTF-16 offset of byte `offset`.
    #[must_use]
    pub fn utf16(&self, offset: usize) -> usize {
        let offset = offset.min(self.length);
        let stretch = self.stretch(|stretch| stretch.byte <= offset);
        stretch.utf16 + (offset - stretch.byte) / stretch.width * stretch.units()
    }

    /// Byte offset of UTF-16 offset `utf16`; past the end it is the end, inside a surrogate pair
    /// its start.
    #[must_use]
    pub fn byte(&self, utf16: usize) -> usize {
        let stretch = self.stretch(|stretch| stretch.utf16 <= utf16);
        let byte = stretch.byte + (utf16 - stretch.utf16) / stretch.units() * stretch.width;
        byte.min(self.length)
    }

    /// The last one that starts early enough.
    fn stretch(&self, starts: impl Fn(&Stretch) -> bool) -> Stretch {
        let after = self.stretches.partition_point(starts);
        let first = Stretch { byte: 0, utf16: 0, width: 1 };
        self.stretches.get(after.saturating_sub(1)).copied().unwrap_or(first)
    }
}
