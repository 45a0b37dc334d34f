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
    analysis::{Analysis, Answer},
    dom::{Child as _, Element, button, element, live, told},
    draft::Mode,
    same,
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
    let part = same::part(case, same::verdict);
    let stations = live(move || stations_view(case, &part.get()));
    let is_stale = told(move || case.stale().is_some());
    let absent = told(move || not_given(case));
    let title = parts::heading(case, "h2", "path-title", text::PATH).class("quiet-title");
    let stale = live(move || {
        is_stale.get().then(|| element("span").class("stale").child(case.say(text::answer::STALE)))
    });
    element("section")
        .class("path")
        .with("part", "path")
        .with("aria-labelledby", "path-title")
        .with_live("data-stale", move || is_stale.get().then_some(""))
        .child(title.child(" ").child(stale))
        .child(element("ol").class("stations").child(stations))
        .child(live(move || not_given_view(case, &absent.get())))
}

fn stations_view(case: Case, answer: &Answer) -> Vec<Element> {
    let mut views = vec![caller(case)];
    if answer.0.is_empty {
        let gates = [Kind::Trust, Kind::Identity, Kind::Bucket];
        views.extend(gates.map(|kind| {
            let name = case.say(text::gate(kind)).to_owned();
            gate(case, "idle", Icon::Nothing, name, text::NOTHING_PASTED)
        }));
        return views;
    }
    let stale = case.stale_now();
    let is_stale = stale.is_some();
    let Answer(analysis) = stale.unwrap_or_else(|| answer.clone());
    let elsewhere = analysis.elsewhere();
    let mut blocked = false;
    for mut station in stations(&analysis.report) {
        if is_stale {
            // It is a place in a text that is no more.
            station.place = None;
        }
        let view = station_view(case, &station, &elsewhere);
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

fn station_view(case: Case, station: &Station, elsewhere: &[Kind]) -> Element {
    let (state, icon, mut word) = show(station.standing);
    let is_elsewhere = station.standing == Standing::Absent
        && elsewhere.iter().any(|kind| station.gate == Barrier::Policy(*kind));
    if is_elsewhere {
        word = text::answer::MISPLACED;
    }
    let name = match station.gate {
        Barrier::Policy(kind) => case.say(text::gate(kind)).to_owned(),
        _ => case.words(&station.name),
    };
    let view = gate(case, state, icon, name, word);
    let gate = station.gate;
    let find =
        move |now: &Analysis| stations(&now.report).into_iter().find(|it| it.gate == gate)?.place;
    let view = view.child(station.place.as_ref().map(|place| line_link(case, place, find)));
    let Barrier::Policy(kind) = station.gate else { return view };
    let asks = station.standing == Standing::Absent && !is_elsewhere;
    if !asks || case.mode == Mode::ReadOnly {
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
pub(super) fn line_link(
    case: Case,
    place: &Place,
    find: impl Fn(&Analysis) -> Option<Place> + 'static,
) -> Element {
    parts::place_link(case, find, parts::line_name(case, place))
}

/// What else may limit the call.
fn not_given(case: Case) -> Vec<Kind> {
    if case.is_empty() || case.mode == Mode::ReadOnly {
        return Vec::new();
    }
    let answer = case.answer.get();
    let stations = stations(&answer.0.report);
    let elsewhere = answer.0.elsewhere();
    let is_given = |kind: Kind| {
        let is_station = stations.iter().any(|it| it.gate == Barrier::Policy(kind));
        is_station
            || elsewhere.contains(&kind)
            || case
                .sheets
                .with(|sheets| sheets.iter().any(|it| it.kind() == kind && !it.is_blank()))
    };
    LIMITS.into_iter().filter(|kind| !is_given(*kind)).collect()
}

/// The same in one line.
fn not_given_view(case: Case, kinds: &[Kind]) -> Option<Element> {
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
    let items: Vec<Element> = kinds.iter().copied().map(add).collect();
    let words = element("span").class("help").child(case.say(text::answer::NOT_GIVEN));
    Some(element("div").class("not-given").child(words).child(element("ul").child(items)))
}
