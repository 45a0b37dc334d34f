//! What can be wrong with a JSON text. Not: the sentences that say so.

use crate::{Edit, Span};

/// One slip: what, where, and the edits that mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    /// Empty where something is missing: the place where it belongs.
    pub span: Span,
    /// Mends just this slip; empty where only the author can know. Edits of different errors of
    /// one [`crate::Parse`] never overlap, and all together they make the text valid JSON.
    pub repair: Vec<Edit>,
}

/// One variant for each kind of slip. Those without a repair: `Empty`, `NoJson`, `TooLarge`,
/// `TooDeep`, `TooManyErrors`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// Nothing but white space.
    Empty,
    /// Text, but nothing in it looks like JSON.
    NoJson,
    /// Longer than [`crate::MAX_BYTES`]; not read at all.
    TooLarge,
    /// A container deeper than [`crate::MAX_DEPTH`]; it was skipped.
    TooDeep,
    /// More than [`crate::MAX_ERRORS`]; this one stands for the rest and is the last.
    TooManyErrors,

    /// Prose, a Markdown fence or the like before the JSON.
    TextBefore,
    /// The same after it.
    TextAfter,
    /// The JSON is complete and another document begins; the span reaches to the end.
    ExtraDocument,

    /// U+FEFF at the start.
    ByteOrderMark,
    /// Zero-width or control characters between tokens.
    InvisibleCharacter {
        found: char,
    },
    /// No-break, ideographic or other spaces between tokens.
    UnusualSpace {
        found: char,
    },
    Comment,
    /// A look-alike: full-width, `;` for a comma, `=` or `=>` for a colon.
    WrongPunctuation {
        found: char,
        expected: char,
    },

    /// A comma, or several, after the last item.
    TrailingComma,
    /// A second comma in a row, or one before the first item.
    ExtraComma,
    MissingComma,
    MissingColon,
    /// A colon that separates no name from its value.
    UnexpectedColon,
    /// A value without a name in an object; `""` repairs it.
    MissingName,
    /// A name without a value; `null` repairs it.
    MissingValue,

    /// Members without the braces, or several values without the brackets, around them.
    MissingOpener {
        expected: char,
    },
    /// `opener` was never closed.
    MissingCloser {
        expected: char,
        opener: Span,
    },
    /// `[` before `name: value`, or `{` before plain values; the repair mends its closer too.
    WrongOpener {
        found: char,
        expected: char,
    },
    /// The wrong one of `}` and `]`.
    WrongCloser {
        found: char,
        expected: char,
        opener: Span,
    },
    /// An opener doubled: what follows it has no name, and its closer is missing.
    UnmatchedOpener {
        found: char,
    },
    /// A closer that closes nothing.
    UnmatchedCloser {
        found: char,
    },

    /// `found` is the first that is not `"`.
    WrongQuotes {
        found: char,
    },
    /// A quote doubled, or Python's three.
    ExtraQuote,
    MissingOpeningQuote,
    MissingClosingQuote,
    UnquotedName,
    UnquotedValue,

    /// `True`, `None`, `undefined`, `NaN`, ...
    WrongLiteral {
        expected: &'static str,
    },
    /// `01`, `+1`, `.5`, `1.`, `0x1F`, `1_000`.
    WrongNumber,

    /// A backslash before what JSON does not escape, or an incomplete `\u`.
    InvalidEscape {
        found: char,
    },
    /// Half of a surrogate pair; U+FFFD repairs it.
    LoneSurrogate,
    /// A raw line break, tab or other control character inside a string.
    ControlCharacter {
        found: char,
    },
}
