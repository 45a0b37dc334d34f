//! What an analysis considers beside policies. A host that tells no such facts leaves it out, and what
//! it weighs: the widget has none of it.

use crate::{
    Facts, Input,
    authorize::{self, Barrier, Passage},
    case::{Case, Checked, Planned, calls_beside},
    eval::{Call, Match, Relation},
    guide::{self, Question},
    lang::{Localized, Words},
    policy::{Kind, Statement},
    report::{Missing, Step},
    verdict::barrier::{self, Story},
};

/// The settings of buckets, objects and keys: what they say to a call, and in words.
#[derive(Debug)]
pub struct Settings {
    pub(crate) passages: fn(&Call, &Facts, &[Relation<'_>]) -> Vec<Passage>,
    pub(crate) further_calls: fn(&Input, &Planned<'_>, bool) -> Vec<Planned<'static>>,
    pub(crate) name: fn(Barrier) -> Localized<&'static str>,
    pub(crate) assumed_of_objects: fn(&Facts) -> Option<Words>,
    pub(crate) story: fn(Barrier, &Checked, &Case<'_>) -> Option<Story>,
    /// What to ask for a fact that is not known.
    pub(crate) question: fn(&str, &Case<'_>) -> Option<Missing>,
    /// What to ask for beside, most telling first.
    pub(crate) questions: fn(&Case<'_>) -> Vec<Question>,
    /// What to create in the place of a document that is missing.
    pub(crate) draft: fn(&str, &Case<'_>) -> Option<Step>,
    pub(crate) is_public: fn(&Statement, Kind) -> Match,
}

/// All of them.
pub static SETTINGS: Settings = Settings {
    passages: authorize::settings,
    further_calls: calls_beside,
    name: Barrier::name,
    assumed_of_objects: barrier::assumed_of_objects,
    story: barrier::story,
    question: guide::question,
    questions: guide::questions,
    draft: guide::draft,
    is_public: authorize::is_public_statement,
};
