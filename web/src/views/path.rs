//! The path of the request: the caller, then each policy and setting that had a say, in the order in which
//! AWS asks them. What was not given stands beside it.

use undenied::{
    Place,
    authorize::Barrier,
    path::{Standing, Station, stations},
    policy::Kind,
};

use super::{
    facts,
    parts::{self, Icon},
};
use crate::{
    dom::{Child as _, Element, button, element, live},
    draft::Mode,
    state::{Case, Remedy},
    text::{self, Label},
};

/// Kinds of policies that may limit a call, of which most people have none.
const LIMITS: [Kind; 6] = [
    Kind::Bucket,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
];

const fn show(standing: Standing) -> (&'static str, Icon, Label) {
    match standing {
        Standing::Silent => ("silent", Icon::Nothing, text::SILENT),
        Standing::Allows => ("allowed", Icon::Yes, text::ALLOWS),
        Standing::Unknown => ("unknown", Icon::Unknown, text::NOT_KNOWN),
        Standing::Absent => ("unknown", Icon::Unknown, text::NOTHING_PASTED),
        Standing::Blocks => ("denied", Icon::No, text::BLOCKS),
    }
}

pub(super) fn path(case: Case) -> Element {
    let stations = live(move || stations_view(case));
    element("section")
        .class("path")
        .with("part", "path")
        .with("aria-labelledby", "path-title")
        .child(parts::heading(case, "h2", "path-title", text::PATH).class("quiet-title"))
        .child(element("ol").class("stations").child(stations))
        .child(live(move || not_given(case)))
}

fn stations_view(case: Case) -> Vec<Element> {
    let mut views = vec![caller(case)];
    if case.is_empty() {
        let gates = [Kind::Trust, Kind::Identity, Kind::Bucket];
        views.extend(gates.map(|kind| {
            let name = case.say(text::gate(kind)).to_owned();
            gate(case, "idle", Icon::Nothing, name, text::NOTHING_PASTED)
        }));
        return views;
    }
    let answer = case.answer.get();
    let mut blocked = false;
    for station in stations(&answer.0.report) {
        let view = station_view(case, &station);
        views.push(if blocked { view.with("data-behind", "") } else { view });
        blocked |= station.standing == Standing::Blocks;
    }
    views
}

/// Who asks.
fn caller(case: Case) -> Element {
    let who = facts::who(case);
    let word = who.unwrap_or_else(|| vec![case.say(text::answer::NOT_TOLD).view()]);
    let name = element("span").class("station-name").child(case.say(text::answer::CALLER));
    let word = element("span").class("station-word").child(word);
    element("li")
        .class("station caller")
        .with("data-state", "caller")
        .child(parts::icon(Icon::Person))
        .child(element("span").class("station-text").child(name).child(word))
}

fn gate(case: Case, state: &str, icon: Icon, name: String, word: Label) -> Element {
    let name = element("span").class("station-name").child(name);
    let word = element("span").class("station-word").child(case.say(word));
    element("li")
        .class("station")
        .with("data-state", state)
        .child(parts::icon(icon))
        .child(element("span").class("station-text").child(name).child(word))
}

fn station_view(case: Case, station: &Station) -> Element {
    let (state, icon, word) = show(station.standing);
    let name = match station.gate {
        Barrier::Policy(kind) => case.say(text::gate(kind)).to_owned(),
        _ => case.words(&station.name),
    };
    let view = gate(case, state, icon, name, word);
    let view = view.child(station.place.clone().map(|place| line_link(case, place)));
    let Barrier::Policy(kind) = station.gate else { return view };
    if station.standing != Standing::Absent || case.mode == Mode::ReadOnly {
        return view;
    }
    let add = button("link", move |_| case.ask_for(Remedy::Document(kind)))
        .with("data-action", "add-missing")
        .child(case.say(text::answer::ADD));
    let command = station.command.clone();
    let copy = command.map(|command| {
        parts::copy_button(case, "link", text::answer::COPY_COMMAND, move || command.clone())
    });
    view.child(element("span").class("station-tools").child(add).child(copy))
}

/// "line 9"
pub(super) fn line_link(case: Case, place: Place) -> Element {
    let line = parts::line_name(case, &place);
    parts::place_link(case, place, line)
}

/// What else may limit the call, in one line.
fn not_given(case: Case) -> Option<Element> {
    if case.is_empty() || case.mode == Mode::ReadOnly {
        return None;
    }
    let answer = case.answer.get();
    let stations = stations(&answer.0.report);
    let is_given = |kind: Kind| {
        let is_station = stations.iter().any(|it| it.gate == Barrier::Policy(kind));
        is_station
            || case
                .sheets
                .with(|sheets| sheets.iter().any(|it| it.kind() == kind && !it.is_blank()))
    };
    let kinds: Vec<Kind> = LIMITS.into_iter().filter(|kind| !is_given(*kind)).collect();
    if kinds.is_empty() {
        return None;
    }
    let add = |kind: Kind| {
        let name = case.say(text::gate(kind));
        let words = text::answer::add(case.lang.get(), name);
        let add = button("button small absent", move |_| case.ask_for(Remedy::Document(kind)))
            .with("aria-label", &words)
            .with("data-add", undenied::wire::kind_name(kind))
            .child(["+ ", name].concat());
        element("li").child(add)
    };
    let items: Vec<Element> = kinds.into_iter().map(add).collect();
    let words = element("span").class("help").child(case.say(text::answer::NOT_GIVEN));
    Some(element("div").class("not-given").child(words).child(element("ul").child(items)))
}
