//! What the user gave, as plain values, and the names of the boxes it stands in.

use std::rc::Rc;

use undenied::{Words, intake::Refused, policy::Kind, profile::Profile};

/// The documents that always have a box.
pub const BASE: [(&str, Kind); 3] =
    [("identity", Kind::Identity), ("trust", Kind::Trust), ("bucket", Kind::Bucket)];

/// A document of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftDocument {
    /// The same as long as the box is there; those of [`BASE`] come first.
    pub key: usize,
    pub text: String,
    pub about: About,
}

/// What is known of a document beside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// As `data-document` says it; unique, and never changed.
    pub name: String,
    pub kind: Kind,
    pub source: Option<Source>,
    /// For control policies: the root, organizational unit or account it is attached to.
    pub target: Option<String>,
    /// The text as AWS printed it, where it did.
    pub printed: Option<String>,
}

impl DraftDocument {
    /// Whether the text is still what AWS printed, and so in force.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.about.printed.as_ref() == Some(&self.text)
    }
}

/// Where a document that was sorted into its box came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What told its kind.
    pub why: Words,
    /// Name, file, path and line in the paste, as far as there are any.
    pub place: Words,
}

/// An input beside the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Bucket,
    Role,
    Account,
    ExternalId,
    /// The account that owns the bucket.
    Owner,
}

impl Field {
    pub const ALL: [Self; 5] =
        [Self::Bucket, Self::Role, Self::Account, Self::ExternalId, Self::Owner];

    /// As `data-field` says it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Role => "role-arn",
            Self::Account => "account-id",
            Self::ExternalId => "external-id",
            Self::Owner => "bucket-account",
        }
    }
}

/// All that the user typed, chose or pasted, as plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Those of [`BASE`] first.
    pub documents: Vec<DraftDocument>,
    pub fields: [String; 5],
    /// Index into [`undenied::profile::all`]; behind the last come [`Draft::told`]'s call and
    /// [`Draft::own`].
    pub profile: usize,
    /// A profile that the page around the widget brings.
    pub own: Option<Profile>,
    pub told: Rc<Told>,
}

/// What a paste told beside documents and fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The call that an error message is about.
    pub call: Option<Refused>,
    /// Settings of buckets, objects and keys.
    pub facts: Vec<Fact>,
}

/// A setting that a paste told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// As a case's facts call it.
    pub key: String,
    pub value: String,
    /// What it is a setting of, where that is known.
    pub subject: Option<String>,
    /// The fact in a sentence.
    pub words: Words,
}

impl Fact {
    /// Whether both tell the same thing of what may be one and the same.
    #[must_use]
    pub fn replaces(&self, other: &Self) -> bool {
        let subjects = self.subject.as_ref().zip(other.subject.as_ref());
        self.key == other.key && subjects.is_none_or(|(own, theirs)| own == theirs)
    }
}

impl Draft {
    /// The texts of [`BASE`] and the fields of [`Field::ALL`].
    #[must_use]
    pub fn new(texts: [String; 3], fields: [String; 5], profile: usize) -> Self {
        let base = BASE.into_iter().zip(texts).enumerate();
        let documents = base.map(|(key, ((name, kind), text))| {
            let about = About { name: name.to_owned(), kind, ..About::default() };
            DraftDocument { key, text, about }
        });
        Self { documents: documents.collect(), fields, profile, own: None, told: Rc::default() }
    }

    /// Puts a text into the first empty box of its kind, else into one of its own.
    pub fn give(&mut self, kind: Kind, text: String) {
        let is_free = |it: &&mut DraftDocument| it.about.kind == kind && it.text.is_empty();
        if let Some(free) = self.documents.iter_mut().find(is_free) {
            free.text = text;
            return;
        }
        let (key, name) = (self.documents.len(), self.free_name(kind));
        let about = About { name, kind, ..About::default() };
        self.documents.push(DraftDocument { key, text, about });
    }

    /// `key`, then `key-2`; the boxes that are always there have the first name of their kind.
    #[must_use]
    pub fn free_name(&self, kind: Kind) -> String {
        let base = undenied::wire::kind_name(kind);
        let is_free = |name: &String| self.documents.iter().all(|it| it.about.name != *name);
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        std::iter::once(base.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
    }

    /// Bytes of text in its documents.
    #[must_use]
    pub fn size(&self) -> usize {
        self.documents.iter().map(|document| document.text.len()).sum()
    }

    /// The documents that somebody gave: a box without text is none.
    pub fn given(&self) -> impl Iterator<Item = &DraftDocument> {
        self.documents.iter().filter(|document| !document.text.trim().is_empty())
    }
}

impl Default for About {
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: Kind::Identity,
            source: None,
            target: None,
            printed: None,
        }
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self::new(Default::default(), Default::default(), 0)
    }
}

/// How a text came to be; what is typed must not move under the hands that type it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    Typed,
    Pasted,
}

/// Whether documents can be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Edit,
    ReadOnly,
}
