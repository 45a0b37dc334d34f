//! The path of the request: each policy and setting that had a say, in the order in which AWS asks them.

use leptos::prelude::*;
use undenied::{Check, Outcome, Place, Words, authorize::Barrier, policy::Kind, profile::Level};

use super::parts::{self, Icon};
use crate::{
    dom::{Element, element, live},
    inline::code,
    state::Case,
    text::{self, Label},
};

/// One station: the worst that any of the requests met there.
struct Station {
    gate: Barrier,
    name: Words,
    standing: Standing,
    place: Option<Place>,
}

/// What a policy means for the requests, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Nobody looked yet.
    Unasked,
    /// It neither allows nor blocks.
    Silent,
    Allows,
    Unknown,
    Blocks,
}

impl Standing {
    const fn show(self) -> (&'static str, Icon, Label) {
        match self {
            Self::Unasked => ("idle", Icon::Nothing, text::NOTHING_PASTED),
            Self::Silent => ("silent", Icon::Nothing, text::SILENT),
            Self::Allows => ("allowed", Icon::Yes, text::ALLOWS),
            Self::Unknown => ("unknown", Icon::Unknown, text::NOT_KNOWN),
            Self::Blocks => ("denied", Icon::No, text::BLOCKS),
        }
    }
}

pub(super) fn path(case: Case) -> Element {
    let stations = live(move || stations_view(case));
    element("section")
        .class("path")
        .with("aria-labelledby", "path-title")
        .child(parts::heading(case, "h2", "path-title", text::PATH).class("quiet-title"))
        .child(element("ol").class("stations").child(stations))
}

fn stations_view(case: Case) -> Vec<Element> {
    let answer = case.answer.get();
    let stations = if case.is_empty() { idle() } else { stations(&answer.0.report.checks) };
    let mut blocked = false;
    let mut views = Vec::new();
    for station in stations {
        let view = station_view(case, &station);
        views.push(if blocked { view.with("data-behind", "") } else { view });
        blocked |= station.standing == Standing::Blocks;
    }
    views
}

fn station_view(case: Case, station: &Station) -> Element {
    let (state, icon, word) = station.standing.show();
    let link = station.place.clone().map(|place| {
        let line = parts::line_name(case, &place);
        parts::place_link(case, place, line)
    });
    let name = element("span").class("station-name").child(name(case, station));
    let word = element("span").class("station-word").child(case.say(word));
    element("li")
        .class("station")
        .with("data-state", state)
        .child(parts::icon(icon))
        .child(element("span").child(name).child(word))
        .child(link)
}

fn name(case: Case, station: &Station) -> String {
    match station.gate {
        Barrier::Policy(kind) => case.say(text::gate(kind)).to_owned(),
        _ => case.words(&station.name),
    }
}

fn idle() -> Vec<Station> {
    let gates = [Kind::Trust, Kind::Identity, Kind::Bucket];
    let station = |kind| Station {
        gate: Barrier::Policy(kind),
        name: Words::default(),
        standing: Standing::Unasked,
        place: None,
    };
    gates.map(station).into()
}

fn stations(checks: &[Check]) -> Vec<Station> {
    let mut stations: Vec<Station> = Vec::new();
    for check in checks.iter().filter(|check| check.level == Level::Required) {
        for gate in &check.gates {
            let standing = standing(check, gate.gate, gate.outcome);
            let place = gate.place.clone();
            match stations.iter_mut().find(|station| station.gate == gate.gate) {
                None => {
                    let name = gate.name.clone();
                    stations.push(Station { gate: gate.gate, name, standing, place });
                }
                Some(station) if station.standing < standing => {
                    station.standing = standing;
                    station.place = place;
                }
                Some(_) => {}
            }
        }
    }
    stations
}

fn standing(check: &Check, gate: Barrier, outcome: Outcome) -> Standing {
    if check.blocked_by.contains(&gate) {
        return Standing::Blocks;
    }
    match outcome {
        Outcome::Allowed => Standing::Allows,
        Outcome::ExplicitDeny => Standing::Blocks,
        Outcome::ImplicitDeny => Standing::Silent,
        Outcome::Undetermined => Standing::Unknown,
    }
}

/// Each request with its outcome.
pub(super) fn requests(case: Case) -> AnyView {
    live(move || {
        let answer = case.answer.get();
        let checks = &answer.0.report.checks;
        if case.is_empty() || checks.is_empty() {
            return None;
        }
        let rows: Vec<Element> = checks.iter().map(|check| request(case, check)).collect();
        let card = parts::card(case, "card requests", "requests-title", text::REQUESTS);
        Some(card.child(element("ul").child(rows)))
    })
}

fn request(case: Case, check: &Check) -> Element {
    let word = case.say(text::outcome(check.outcome));
    let level = match check.level {
        Level::Required => None,
        Level::Recommended => Some(text::RECOMMENDED),
        Level::Optional => Some(text::OPTIONAL),
    };
    element("li")
        .with("data-state", parts::state_name(check.outcome))
        .child(parts::sign("state", Icon::from(check.outcome), word))
        .child(code(&check.action).class("request-action"))
        .child(code(&check.resource).class("request-resource"))
        .child(level.map(|level| element("span").class("help").child(case.say(level))))
}
