//! The decision, from the evidence alone, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>.

use super::{
    Match, all, any,
    call::{Call, CallerKind, CallerPolicies},
    principal::Naming,
    statement::{Evidence, gather},
};
use crate::{
    policy::{Effect, Kind, Policy},
    report::Outcome,
};

/// A policy and how it is attached.
#[derive(Clone, Copy, Debug)]
pub struct Relation<'a> {
    pub policy: &'a Policy,
    pub kind: Kind,
    /// For control policies, the level: each level must allow.
    pub target: Option<&'a str>,
}

/// What would happen, and why.
#[derive(Clone, Debug)]
pub struct Decision {
    pub outcome: Outcome,
    /// One for each kind of policy there is, and for each that is needed and absent.
    pub gates: Vec<Gate>,
    /// The kinds that block, most decisive first; empty unless denied.
    pub blocked_by: Vec<Kind>,
    /// For every statement of every policy, in order.
    pub evidence: Vec<Evidence>,
    /// Condition keys and `resource` that would settle an undetermined outcome.
    pub missing: Vec<String>,
}

/// What one kind of policy says to the call.
#[derive(Clone, Debug)]
pub struct Gate {
    pub kind: Kind,
    pub outcome: Outcome,
    /// Index into [`Decision::evidence`] of the statement that decided, where one did.
    pub decisive: Option<usize>,
}

/// The order in which the gates are shown and blamed.
const ORDER: [Kind; 11] = [
    Kind::Trust,
    Kind::Identity,
    Kind::PermissionsBoundary,
    Kind::Session,
    Kind::ServiceControl,
    Kind::ResourceControl,
    Kind::VpcEndpoint,
    Kind::AccessPoint,
    Kind::Bucket,
    Kind::Key,
    Kind::Resource,
];

/// Decides `call` by all `policies`. A kind that has no policy limits nothing and grants nothing.
#[must_use]
pub fn decide(call: &Call, policies: &[Relation<'_>]) -> Decision {
    let mut evidence = Vec::new();
    for (index, relation) in policies.iter().enumerate() {
        evidence.extend(gather(relation.policy, index, relation.kind, call));
    }
    let case = Case { call, policies, evidence: &evidence };
    let denied = any(ORDER.iter().map(|kind| case.deny(*kind)));
    let allowed = case.allowed();
    let outcome = match (denied, allowed) {
        (Match::Yes, _) => Outcome::ExplicitDeny,
        // Whether a Deny applies as well or not: nothing allows it.
        (_, Match::No) => Outcome::ImplicitDeny,
        (Match::No, Match::Yes) => Outcome::Allowed,
        _ => Outcome::Undetermined,
    };
    let gates = case.gates();
    let blocked_by = case.blocked_by(outcome);
    let missing = case.missing(outcome);
    Decision { outcome, gates, blocked_by, evidence, missing }
}

struct Case<'a> {
    call: &'a Call,
    policies: &'a [Relation<'a>],
    evidence: &'a [Evidence],
}

impl Case<'_> {
    fn has(&self, kind: Kind) -> bool {
        self.policies.iter().any(|relation| relation.kind == kind)
    }

    fn of(&self, kind: Kind, effect: Effect) -> impl Iterator<Item = &Evidence> {
        let wanted = move |evidence: &&Evidence| {
            evidence.kind == kind && evidence.effect.is_none_or(|own| own == effect)
        };
        self.evidence.iter().filter(wanted)
    }

    fn deny(&self, kind: Kind) -> Match {
        any(self.of(kind, Effect::Deny).map(|evidence| evidence.matched))
    }

    fn allow(&self, kind: Kind) -> Match {
        any(self.of(kind, Effect::Allow).map(|evidence| evidence.matched))
    }

    /// An Allow that names the caller in this way or more directly.
    fn allow_naming(&self, kind: Kind, naming: Naming) -> Match {
        let named = self.of(kind, Effect::Allow).filter(|evidence| evidence.naming == naming);
        any(named.map(|evidence| evidence.matched))
    }

    /// A kind that only limits: without any policy of it there is no limit.
    fn limit(&self, kind: Kind) -> Match {
        if self.has(kind) { self.allow(kind) } else { Match::Yes }
    }

    /// Control policies: every level at which one is attached must allow.
    fn control(&self, kind: Kind) -> Match {
        let levels = self.policies.iter().filter(|relation| relation.kind == kind);
        all(levels.map(|level| {
            let same = |evidence: &&Evidence| {
                let own = self.policies.get(evidence.policy);
                own.is_some_and(|own| own.target == level.target)
            };
            any(self.of(kind, Effect::Allow).filter(same).map(|evidence| evidence.matched))
        }))
    }

    fn identity(&self) -> Match {
        if self.call.caller_policies == CallerPolicies::TakenToAllow {
            return Match::Yes;
        }
        match self.call.caller.kind {
            // The root user has every permission in its account.
            CallerKind::Root => Match::Yes,
            CallerKind::Anonymous | CallerKind::Service(_) => Match::No,
            _ => self.allow(Kind::Identity),
        }
    }

    /// The policies on the caller's side, permission boundary and session included.
    fn caller_side(&self) -> Match {
        self.identity().and(self.caller_limits())
    }

    fn caller_limits(&self) -> Match {
        self.limit(Kind::PermissionsBoundary).and(self.limit(Kind::Session))
    }

    fn allowed(&self) -> Match {
        self.control(Kind::ServiceControl)
            .and(self.control(Kind::ResourceControl))
            .and(self.limit(Kind::VpcEndpoint))
            .and(self.granted())
    }

    fn granted(&self) -> Match {
        if !self.call.caller.is_identity() {
            return self.resource_side();
        }
        let same = self.call.same_account;
        same.and(self.within_account()).or(same.negate().and(self.across_accounts()))
    }

    /// In one account either side may grant; how the resource's policy names the caller decides
    /// which of the caller's limits still count. Trust and key policies must always allow.
    fn within_account(&self) -> Match {
        let resource = |naming| any(RESOURCE_BASED.map(|kind| self.allow_naming(kind, naming)));
        let direct = resource(Naming::Direct);
        let role = resource(Naming::Role).and(self.caller_limits());
        let delegated = resource(Naming::Account).and(self.caller_side());
        if matches!(self.resource_kind(), Kind::Trust | Kind::Key) {
            direct.or(role).or(delegated)
        } else {
            direct.or(role).or(self.caller_side())
        }
    }

    fn across_accounts(&self) -> Match {
        self.caller_side().and(self.resource_side())
    }

    fn resource_side(&self) -> Match {
        any(RESOURCE_BASED.map(|kind| self.allow(kind)))
    }

    fn gates(&self) -> Vec<Gate> {
        let mut gates = Vec::new();
        for kind in ORDER {
            let allow = self.needed(kind);
            if !self.has(kind) && allow != Match::No {
                continue;
            }
            let outcome = match (self.deny(kind), allow) {
                (Match::Yes, _) => Outcome::ExplicitDeny,
                (_, Match::No) => Outcome::ImplicitDeny,
                (Match::No, Match::Yes) => Outcome::Allowed,
                _ => Outcome::Undetermined,
            };
            gates.push(Gate { kind, outcome, decisive: self.decisive(kind, outcome) });
        }
        gates
    }

    /// Whether `kind` lets the call pass, by an Allow of its own or because it needs none here.
    fn needed(&self, kind: Kind) -> Match {
        let is_identity = self.call.caller.is_identity();
        let same = if is_identity { self.call.same_account } else { Match::No };
        match kind {
            Kind::Identity if !is_identity => Match::Yes,
            Kind::Identity => {
                let elsewhere = any(RESOURCE_BASED.map(|kind| {
                    self.allow_naming(kind, Naming::Direct)
                        .or(self.allow_naming(kind, Naming::Role))
                }));
                self.identity().or(same.and(elsewhere))
            }
            Kind::PermissionsBoundary | Kind::Session | Kind::VpcEndpoint => self.limit(kind),
            Kind::ServiceControl | Kind::ResourceControl => self.control(kind),
            _ if !self.has(kind) && kind != self.resource_kind() => Match::Yes,
            Kind::Trust | Kind::Key => self.allow(kind),
            _ => {
                let others = any(RESOURCE_BASED.map(|other| self.allow(other)));
                // In one account it is the caller's own policies that are expected to grant.
                others.or(same)
            }
        }
    }

    /// The kind of policy that stands at the resource of the call.
    fn resource_kind(&self) -> Kind {
        let action = self.call.action.to_ascii_lowercase();
        match action.split_once(':') {
            Some(("s3", _)) => Kind::Bucket,
            Some(("kms", _)) => Kind::Key,
            Some(("sts", name)) if name.starts_with("assumerole") => Kind::Trust,
            _ => Kind::Resource,
        }
    }

    /// The statement that made `kind` say `outcome`.
    fn decisive(&self, kind: Kind, outcome: Outcome) -> Option<usize> {
        let (effect, matched) = match outcome {
            Outcome::Allowed => (Effect::Allow, Match::Yes),
            Outcome::ExplicitDeny => (Effect::Deny, Match::Yes),
            Outcome::ImplicitDeny => return None,
            Outcome::Undetermined => {
                let unknown = |evidence: &Evidence| {
                    evidence.kind == kind && evidence.matched == Match::Unknown
                };
                return self.evidence.iter().position(unknown);
            }
        };
        let decides = |evidence: &Evidence| {
            evidence.kind == kind && evidence.effect == Some(effect) && evidence.matched == matched
        };
        self.evidence.iter().position(decides)
    }

    fn blocked_by(&self, outcome: Outcome) -> Vec<Kind> {
        if !matches!(outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny) {
            return Vec::new();
        }
        let gates = self.gates();
        let with = |outcome: Outcome| {
            gates.iter().filter(move |gate| gate.outcome == outcome).map(|gate| gate.kind)
        };
        with(Outcome::ExplicitDeny).chain(with(Outcome::ImplicitDeny)).collect()
    }

    /// What would settle it: the unknown statements that could still change the outcome.
    fn missing(&self, outcome: Outcome) -> Vec<String> {
        let mut missing = Vec::new();
        if outcome != Outcome::Undetermined {
            return missing;
        }
        let is_allowed = self.allowed() == Match::Yes;
        let passes = |kind: &Kind| is_allowed || self.needed(*kind) == Match::Yes;
        let settled: Vec<Kind> = ORDER.into_iter().filter(passes).collect();
        let mut seen: Vec<&str> = Vec::new();
        let unknown = self.evidence.iter().filter(|evidence| evidence.matched == Match::Unknown);
        for evidence in unknown {
            if evidence.effect == Some(Effect::Allow) && settled.contains(&evidence.kind) {
                continue;
            }
            for key in &evidence.missing {
                if let Err(index) = seen.binary_search(&key.as_str()) {
                    seen.insert(index, key);
                    missing.push(key.clone());
                }
            }
        }
        if self.call.caller.is_identity() && self.call.same_account == Match::Unknown {
            missing.push("aws:ResourceAccount".to_owned());
        }
        missing
    }
}

const RESOURCE_BASED: [Kind; 5] =
    [Kind::Bucket, Kind::AccessPoint, Kind::Key, Kind::Trust, Kind::Resource];

#[cfg(test)]
mod tests;
