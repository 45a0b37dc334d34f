//! From a place in a document's text to the place in the paste that it was read from, and back for
//! changes. Not: finding documents.

use undenied_json::{Edit, Span, Text};

/// Where each part of a document's text stood in what was pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// In the order of the document; each covers its text up to the next one.
    pieces: Vec<Piece>,
    /// Bytes of the document's text.
    length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Byte offset in the document's text.
    at: usize,
    /// In the paste.
    source: Span,
    /// Character for character; else the whole of `source` stands for the whole of the piece.
    is_verbatim: bool,
}

impl Origin {
    /// Of a text that is the whole paste.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        let mut transcript = Transcript::default();
        transcript.keep(text, Span::new(0, text.len()));
        transcript.origin
    }

    /// The place in the paste that `span` of the document was read from.
    #[must_use]
    pub fn locate(&self, span: Span) -> Span {
        let start = self.source_of(span.start, Edge::Start);
        let end = if span.is_empty() { start } else { self.source_of(span.end, Edge::End) };
        Span::new(start, end.max(start))
    }

    /// The smallest span of the paste that holds the document.
    #[must_use]
    pub fn span(&self) -> Span {
        let spans = self.pieces.iter().map(|piece| piece.source);
        spans.reduce(Span::to).unwrap_or_default()
    }

    /// Whether every character of the document stands in the paste as it is.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        self.pieces.iter().all(|piece| piece.is_verbatim)
    }

    /// The paste with all but a verbatim document blanked, so that the document's lines, columns
    /// and UTF-16 offsets are the paste's. `None` for a document that was decoded or rewritten.
    #[must_use]
    pub fn in_place(&self, paste: &str) -> Option<String> {
        if !self.is_verbatim() {
            return None;
        }
        let mut kept = self.pieces.iter().map(|piece| piece.source).peekable();
        let mut blanked = String::with_capacity(paste.len());
        for (offset, character) in paste.char_indices() {
            while kept.next_if(|span| span.end <= offset).is_some() {}
            let is_kept = kept.peek().is_some_and(|span| span.start <= offset);
            if is_kept || matches!(character, '\n' | '\r') {
                blanked.push(character);
            } else {
                blanked.extend(std::iter::repeat_n(' ', character.len_utf16()));
            }
        }
        blanked.truncate(blanked.trim_end().len());
        Some(blanked)
    }

    /// `edit` of a verbatim stretch of the document as an edit of the paste.
    #[must_use]
    pub fn edit(&self, edit: &Edit) -> Option<Edit> {
        let piece = self.piece(edit.span.start)?;
        if edit.span.is_empty() && !piece.is_verbatim {
            return self.insertion(edit);
        }
        let next = self.piece(edit.span.end.max(1) - 1);
        let same = edit.span.is_empty() || next == Some(piece);
        let span = self.locate(edit.span);
        (piece.is_verbatim && same).then(|| Edit { span, text: edit.text.clone() })
    }

    /// An insertion at the end of a verbatim stretch; what needs no escape means the same there.
    fn insertion(&self, edit: &Edit) -> Option<Edit> {
        let before = self.piece(edit.span.start.checked_sub(1)?)?;
        let is_plain = !edit.text.contains(|character: char| {
            character.is_whitespace() || matches!(character, '"' | '\'' | '\\' | '#')
        });
        let offset = self.source_of(edit.span.start, Edge::End);
        let text = edit.text.clone();
        (before.is_verbatim && is_plain).then(|| Edit { span: Span::at(offset), text })
    }

    /// The origin of a text read from a document that has itself this `outer` origin.
    #[must_use]
    pub fn through(&self, outer: &Self) -> Self {
        let mut pieces = Vec::with_capacity(self.pieces.len());
        for (index, piece) in self.pieces.iter().enumerate() {
            if !piece.is_verbatim {
                pieces.push(Piece { source: outer.locate(piece.source), ..*piece });
                continue;
            }
            let end = self.pieces.get(index + 1).map_or(self.length, |next| next.at);
            outer.cut(
                piece.at,
                Span::new(piece.source.start, piece.source.start + end - piece.at),
                &mut pieces,
            );
        }
        Self { pieces, length: self.length }
    }

    /// `span` of this document as pieces of a text in which it starts at `at`.
    fn cut(&self, at: usize, span: Span, pieces: &mut Vec<Piece>) {
        let mut done = span.start;
        let mut index = self.index(span.start);
        while done < span.end {
            let Some(piece) = self.pieces.get(index) else { break };
            let end = self.pieces.get(index + 1).map_or(self.length, |next| next.at).min(span.end);
            let source =
                if piece.is_verbatim { self.locate(Span::new(done, end)) } else { piece.source };
            pieces.push(Piece {
                at: at + done - span.start,
                source,
                is_verbatim: piece.is_verbatim,
            });
            done = end.max(done + 1);
            index += 1;
        }
    }

    fn index(&self, offset: usize) -> usize {
        self.pieces.partition_point(|piece| piece.at <= offset).saturating_sub(1)
    }

    fn piece(&self, offset: usize) -> Option<&Piece> {
        self.pieces.get(self.index(offset))
    }

    fn source_of(&self, offset: usize, edge: Edge) -> usize {
        let looked_up = match edge {
            Edge::Start => offset,
            // An end belongs to the piece that it ends.
            Edge::End => offset.saturating_sub(1),
        };
        let Some(piece) = self.piece(looked_up) else { return 0 };
        match (piece.is_verbatim, edge) {
            (true, _) => {
                (piece.source.start + offset.saturating_sub(piece.at)).min(piece.source.end)
            }
            (false, Edge::Start) => piece.source.start,
            (false, Edge::End) => piece.source.end,
        }
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

/// A text in the making that remembers where its parts come from.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    pub text: String,
    origin: Origin,
}

impl Transcript {
    /// Takes over `span` of `source` as it is.
    pub fn keep(&mut self, source: &str, span: Span) {
        self.add(span.of(source), span, true);
    }

    /// Writes `text`, which stands for `span` of the source.
    pub fn write(&mut self, text: &str, span: Span) {
        self.add(text, span, false);
    }

    /// Writes the decoded string, which stands in `source`.
    pub fn decoded(&mut self, source: &str, text: &Text) {
        let mut done = 0;
        for (start, character) in text.value.char_indices() {
            let end = start + character.len_utf8();
            let span = text.source(start..end);
            if span.of(source) == text.value.get(start..end).unwrap_or_default() {
                continue;
            }
            self.keep(source, text.source(done..start));
            self.write(text.value.get(start..end).unwrap_or_default(), span);
            done = end;
        }
        if done < text.value.len() {
            self.keep(source, text.source(done..text.value.len()));
        }
    }

    /// The same, where the source was itself made from another one.
    #[must_use]
    pub fn through(self, outer: &Origin) -> Self {
        Self { text: self.text, origin: self.origin.through(outer) }
    }

    /// The text and where it comes from.
    #[must_use]
    pub fn finish(self) -> (String, Origin) {
        (self.text, self.origin)
    }

    fn add(&mut self, text: &str, source: Span, is_verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        self.origin.length = self.text.len();
        match self.origin.pieces.last_mut() {
            Some(last) if is_verbatim && last.is_verbatim && last.source.end == source.start => {
                last.source.end = source.end;
            }
            _ => self.origin.pieces.push(Piece { at, source, is_verbatim }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `>`-quoted lines, without their marks.
    fn unquoted(paste: &str) -> (String, Origin) {
        let mut transcript = Transcript::default();
        let mut at = 0;
        for line in paste.split_inclusive('\n') {
            let mark = line.len() - line.strip_prefix("> ").unwrap_or(line).len();
            transcript.keep(paste, Span::new(at + mark, at + line.len()));
            at += line.len();
        }
        transcript.finish()
    }

    fn place(text: &str, wanted: &str) -> Span {
        let start = text.find(wanted).unwrap();
        Span::new(start, start + wanted.len())
    }

    #[test]
    fn lines_without_their_marks_point_to_the_paste() {
        let paste = "> {\n>   \"Sid\": \"あ\"\n> }";
        let (text, origin) = unquoted(paste);
        assert_eq!(text, "{\n  \"Sid\": \"あ\"\n}");
        for wanted in ["{", "\"Sid\"", "あ", "}"] {
            assert_eq!(origin.locate(place(&text, wanted)), place(paste, wanted), "{wanted}");
        }
        assert_eq!(origin.in_place(paste).unwrap(), "  {\n    \"Sid\": \"あ\"\n  }");
    }

    #[test]
    fn an_escape_stands_for_its_character() {
        let paste = r#"{"Policy": "{\"Sid\":\"\u3042\"}"}"#;
        let root = undenied_json::parse(paste).root.unwrap();
        let string = root.members().unwrap()[0].value.text().unwrap().clone();
        let mut transcript = Transcript::default();
        transcript.decoded(paste, &string);
        let (text, origin) = transcript.finish();
        assert_eq!(text, "{\"Sid\":\"あ\"}");
        assert_eq!(origin.locate(place(&text, "Sid")), place(paste, "Sid"));
        assert_eq!(origin.locate(place(&text, "あ")), place(paste, r"\u3042"));
        assert_eq!(origin.locate(place(&text, "\"Sid\"")), place(paste, r#"\"Sid\""#));
        assert_eq!(origin.in_place(paste), None);
    }

    #[test]
    fn origins_add_up() {
        let paste = "> {\"Policy\":\n>  \"{\\\"Sid\\\":1}\"}";
        let (outer, outer_origin) = unquoted(paste);
        let root = undenied_json::parse(&outer).root.unwrap();
        let mut transcript = Transcript::default();
        transcript.decoded(&outer, root.members().unwrap()[0].value.text().unwrap());
        let (text, origin) = transcript.finish();
        let origin = origin.through(&outer_origin);
        assert_eq!(text, "{\"Sid\":1}");
        assert_eq!(origin.locate(place(&text, "Sid")), place(paste, "Sid"));
        assert_eq!(origin.locate(place(&text, "1")), place(paste, "1"));
        assert_eq!(origin.locate(place(&text, "\"Sid\"")), place(paste, "\\\"Sid\\\""));
    }

    #[test]
    fn only_what_is_verbatim_can_be_edited_in_the_paste() {
        let paste = r#"{"Policy": "{\"Sid\":1}"}"#;
        let root = undenied_json::parse(paste).root.unwrap();
        let mut transcript = Transcript::default();
        transcript.decoded(paste, root.members().unwrap()[0].value.text().unwrap());
        let (text, origin) = transcript.finish();
        let edit = |wanted: &str| origin.edit(&Edit::replace(place(&text, wanted), "x"));
        assert_eq!(edit("Sid").unwrap().span, place(paste, "Sid"));
        assert_eq!(edit("\"Sid\""), None);
    }
}
