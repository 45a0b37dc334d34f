//! The path of the requests: each policy and setting that had a say, in the order in which AWS asks them,
//! with the worst that any request met there. Not: how it is shown.

use crate::{
    authorize::Barrier,
    lang::Words,
    policy::Kind,
    profile::Level,
    report::{Check, GateOutcome, Outcome, Place, Report},
    wire,
};

/// One gate of the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    pub gate: Barrier,
    /// Its name inside a sentence; empty where nobody gave its document.
    pub name: Words,
    pub standing: Standing,
    /// The statement that decided, where one did.
    pub place: Option<Place>,
    /// What prints its document, where nobody gave it.
    pub command: Option<String>,
}

/// What a policy or setting means for the requests, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It neither allows nor blocks.
    Silent,
    Allows,
    Unknown,
    /// Nobody gave the document.
    Absent,
    Blocks,
}

/// The path of all required requests of `report`.
#[must_use]
pub fn stations(report: &Report) -> Vec<Station> {
    let mut stations: Vec<Station> = Vec::new();
    for check in report.checks.iter().filter(|check| check.level == Level::Required) {
        for gate in &check.gates {
            pass(&mut stations, gate, standing(check, gate));
        }
    }
    for missing in &report.verdict.missing {
        let Some(kind) = wire::kind_from_name(&missing.key) else { continue };
        let gate = Barrier::Policy(kind);
        if !stations.iter().any(|station| station.gate == gate) {
            let at = stations.iter().position(|it| rank(it.gate) > rank(gate));
            let name = Words::default();
            let station =
                Station { gate, name, standing: Standing::Absent, place: None, command: None };
            stations.insert(at.unwrap_or(stations.len()), station);
        }
        let same = stations.iter_mut().find(|station| station.gate == gate);
        if let Some(station) = same.filter(|station| station.standing == Standing::Absent) {
            station.command.clone_from(&missing.command);
        }
    }
    stations
}

fn pass(stations: &mut Vec<Station>, gate: &GateOutcome, standing: Standing) {
    let place = gate.place.clone();
    match stations.iter_mut().find(|station| station.gate == gate.gate) {
        None => {
            let (gate, name) = (gate.gate, gate.name.clone());
            stations.push(Station { gate, name, standing, place, command: None });
        }
        Some(station) if station.standing < standing => {
            station.standing = standing;
            station.place = place;
        }
        Some(_) => {}
    }
}

fn standing(check: &Check, gate: &GateOutcome) -> Standing {
    if check.blocked_by.contains(&gate.gate) {
        return Standing::Blocks;
    }
    match gate.outcome {
        Outcome::Allowed => Standing::Allows,
        Outcome::ExplicitDeny => Standing::Blocks,
        Outcome::ImplicitDeny => Standing::Silent,
        Outcome::Undetermined if is_absent(gate) => Standing::Absent,
        Outcome::Undetermined => Standing::Unknown,
    }
}

const fn is_absent(gate: &GateOutcome) -> bool {
    matches!(gate.gate, Barrier::Policy(_)) && gate.document.is_none()
}

/// Who comes first: the role, the caller's side, the way there, the resource's side, settings.
const fn rank(gate: Barrier) -> usize {
    match gate {
        Barrier::Policy(Kind::Trust) => 0,
        Barrier::Policy(Kind::Bucket | Kind::AccessPoint | Kind::Resource) => 2,
        Barrier::Policy(Kind::Key) => 3,
        Barrier::Policy(_) => 1,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::{Standing, stations};
    use crate::{Document, analyze, policy::Kind, rules::testing::import, wire};

    fn check(documents: &[(Kind, &str)], expected: &[(&str, Standing)]) {
        let mut input = import();
        for (kind, statement) in documents {
            let text = format!(r#"{{"Version":"2012-10-17","Statement":{{{statement}}}}}"#);
            let id = format!("{kind:?}");
            input.documents.push(Document { id, kind: *kind, text, target: None });
        }
        let found = stations(&analyze(&input));
        let found: Vec<(&str, Standing)> =
            found.iter().map(|it| (wire::barrier_name(it.gate), it.standing)).collect();
        assert_eq!(found, expected);
    }

    const ALLOW: &str = r#""Effect":"Allow","Action":"s3:*","Resource":"*""#;
    const DENY: &str = r#""Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*""#;

    #[test]
    fn what_nobody_gave_has_its_place_and_the_command_for_it() {
        check(
            &[(Kind::Identity, ALLOW)],
            &[("trust", Standing::Absent), ("identity", Standing::Allows)],
        );
        let mut input = import();
        input.documents.clear();
        let found = stations(&analyze(&input));
        assert!(found.iter().any(|it| it.command.is_some()), "{found:#?}");
    }

    #[test]
    fn what_blocks_is_the_worst_of_all_requests() {
        check(
            &[(Kind::Identity, ALLOW), (Kind::Bucket, DENY)],
            &[
                ("trust", Standing::Absent),
                ("identity", Standing::Allows),
                ("bucket", Standing::Blocks),
            ],
        );
    }
}
