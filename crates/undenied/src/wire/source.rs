//! Where a document of an input stood in the file that it was read from.

use std::rc::Rc;

use undenied_json::{LineIndex, Position, Span};

use crate::{
    Words,
    intake::{FoundFact, Origin},
};

/// Where what was checked comes from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// One for each document of the input, in its order; those beyond the list have none.
    pub documents: Vec<Option<Source>>,
    /// What the files told beside.
    pub facts: Vec<SourcedFact>,
}

/// A fact and the file that told it.
#[derive(Clone, Debug)]
pub struct SourcedFact {
    pub file: String,
    pub lines: Rc<LineIndex>,
    pub fact: FoundFact,
}

/// What a document was found in.
#[derive(Clone, Debug)]
pub struct Source {
    /// As it was given, for example a path.
    pub file: String,
    /// Positions in the file.
    pub lines: Rc<LineIndex>,
    pub origin: Origin,
    /// What tells the kind; `None` where the user did.
    pub why: Option<Words>,
    /// Where in the file it stood, for example `Role.AssumeRolePolicyDocument`.
    pub path: String,
    /// Whether the document's text is not the file's, so that its positions are others.
    pub is_decoded: bool,
}

impl Source {
    /// Where `span` of the document stood in the file; `None` where its positions are the file's.
    #[must_use]
    pub fn range(&self, span: Span) -> Option<[Position; 2]> {
        let Span { start, end } = self.origin.locate(span);
        self.is_decoded.then(|| [self.lines.position(start), self.lines.position(end)])
    }
}
