//! What an analysis considers beside policies. A host that tells no such facts leaves it out, and what
//! it weighs: the widget has none of it.

use crate::{
    Facts, Input,
    authorize::{self, Barrier, Passage},
    case::{Case, Planned, call_of_key},
    eval::{Call, Relation},
    lang::{Localized, Words},
    report::Task,
    verdict::barrier,
};

/// The settings of buckets, objects and keys: what they say to a call, and in words.
#[derive(Debug)]
pub struct Settings {
    pub(crate) passages: fn(&Call, &Facts, &[Relation<'_>]) -> Vec<Passage>,
    pub(crate) key_call: fn(&Input, &Planned) -> Option<Planned>,
    pub(crate) name: fn(Barrier) -> Localized<&'static str>,
    pub(crate) sentence: fn(Barrier, &str) -> Words,
    pub(crate) assumed_of_objects: fn(&Facts) -> Option<Words>,
    pub(crate) task: fn(Barrier, &Case<'_>) -> Option<Task>,
}

/// All of them.
pub static SETTINGS: Settings = Settings {
    passages: authorize::settings,
    key_call: call_of_key,
    name: Barrier::name,
    sentence: barrier::sentence,
    assumed_of_objects: barrier::assumed_of_objects,
    task: barrier::task,
};
