//! JSON text to a tree with byte spans, every syntax error with the edit that repairs it, and positions.
//! Knows no AWS, no languages, no severity.

mod edit;
mod error;
mod highlight;
mod lexer;
mod line_index;
mod node;
mod order;
mod parser;
mod search;
mod span;
mod writer;

pub use edit::{Edit, Overlap, apply};
pub use error::{SyntaxError, SyntaxErrorKind};
pub use highlight::{Token, TokenClass, tokens};
pub use line_index::{LineIndex, Position};
pub use node::{Member, Node, Text, Value};
pub use order::{order, sorted};
pub use parser::{MAX_BYTES, MAX_DEPTH, MAX_ERRORS, Parse, parse, parse_of_any_size};
pub use search::{cut, cut_last, find, has, positions, replaced};
pub use span::Span;
pub use writer::{Writer, quoted};
