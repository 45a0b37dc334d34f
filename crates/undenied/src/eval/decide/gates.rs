//! What each kind of policies says to a call, and which of them block. Not: the outcome.

use super::{Case, Gate, ORDER, RESOURCE_BASED};
use crate::{
    eval::{Match, any, principal::Naming},
    policy::{Effect, Kind},
    report::Outcome,
};

impl Case<'_> {
    pub(super) fn gates(&self) -> Vec<Gate> {
        let mut gates = Vec::new();
        for kind in ORDER.into_iter().filter(|kind| self.binds(*kind)) {
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
        let same = if is_identity { self.state.same_account } else { Match::No };
        match kind {
            Kind::Identity if self.cannot_assume() => Match::No,
            Kind::Identity if !is_identity => Match::Yes,
            Kind::Identity => {
                let elsewhere = any(RESOURCE_BASED.iter().copied().map(|kind| {
                    self.allow_naming(kind, Naming::Direct)
                        .or(self.allow_naming(kind, Naming::Role))
                }));
                self.identity().or(same.and(elsewhere)).or(self.key_grant())
            }
            Kind::PermissionsBoundary | Kind::Session => {
                let direct = any(RESOURCE_BASED
                    .iter()
                    .copied()
                    .map(|kind| self.allow_naming(kind, Naming::Direct)));
                self.limit(kind).or(same.and(direct)).or(self.key_grant())
            }
            Kind::VpcEndpoint => self.limit(kind),
            Kind::ServiceControl => self.service_control(),
            // `RCPFullAWSAccess` is attached at every level and cannot be detached: they only deny.
            // <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html>
            Kind::ResourceControl => Match::Yes,
            _ if !self.has(kind) && kind != self.resource_kind() => Match::Yes,
            Kind::Trust | Kind::Key => self.allow(kind),
            _ => {
                let others = any(RESOURCE_BASED.iter().copied().map(|other| self.allow(other)));
                // In one account it is the caller's own policies that are expected to grant.
                others.or(same)
            }
        }
    }

    /// The statement that made `kind` say `outcome`.
    fn decisive(&self, kind: Kind, outcome: Outcome) -> Option<usize> {
        let (effect, wanted) = match outcome {
            Outcome::Allowed => (Some(Effect::Allow), Match::Yes),
            Outcome::ExplicitDeny => (Some(Effect::Deny), Match::Yes),
            Outcome::ImplicitDeny => return None,
            Outcome::Undetermined => (None, Match::Unknown),
        };
        let mut both = self.evidence.iter().zip(&self.state.matched);
        both.position(|(evidence, matched)| {
            let fits = effect.is_none() || evidence.effect == effect;
            evidence.kind == kind && *matched == wanted && fits
        })
    }

    pub(super) fn blocked_by(&self, outcome: Outcome, gates: &[Gate]) -> Vec<Kind> {
        if !matches!(outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny) {
            return Vec::new();
        }
        let with = |outcome: Outcome| {
            gates.iter().filter(move |gate| gate.outcome == outcome).map(|gate| gate.kind)
        };
        let blocks: Vec<Kind> =
            with(Outcome::ExplicitDeny).chain(with(Outcome::ImplicitDeny)).collect();
        // Whichever of them it will be.
        if blocks.is_empty() { with(Outcome::Undetermined).collect() } else { blocks }
    }
}
