//! The decision, from the evidence alone, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>.

use undenied_json::has;

mod decision;
mod gates;
mod relevance;
mod worlds;

pub use decision::{Decision, Gate, Open};
use worlds::Worlds;

use super::{
    Match, all, any,
    call::{Call, CallerKind, CallerPolicies},
    is_about_key, is_about_role,
    principal::Naming,
    statement::{Evidence, gather},
};
use crate::{
    catalog::is_resource_controlled,
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

impl Relation<'_> {
    pub(crate) fn is_boundary(&self) -> bool {
        self.kind == Kind::PermissionsBoundary
    }
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

/// In the ARN of a role that belongs to an AWS service.
const SERVICE_LINKED: &str = ":role/aws-service-role/";

const OF_BUCKET_POLICY: [&str; 3] =
    ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

const RESOURCE_BASED: [Kind; 5] =
    [Kind::Bucket, Kind::AccessPoint, Kind::Key, Kind::Trust, Kind::Resource];

/// Decides `call` by all `policies`. A kind that has no policy limits nothing and grants nothing,
/// unless it is among the `unknown`.
#[must_use]
pub fn decide(call: &Call, policies: &[Relation<'_>], unknown: &[Kind]) -> Decision {
    let is_bounded = match call.caller_policies {
        CallerPolicies::Told { is_bounded, .. } => is_bounded,
        CallerPolicies::Given => policies.iter().any(Relation::is_boundary),
    };
    let mut evidence = Vec::new();
    for (index, relation) in policies.iter().enumerate() {
        evidence.extend(gather(relation.policy, index, relation.kind, call, is_bounded));
    }
    let matched = evidence.iter().map(|evidence| evidence.matched).collect();
    let numbered = evidence.iter().enumerate();
    let live: Vec<usize> = numbered
        .filter(|(_, evidence)| evidence.matched != Match::No)
        .map(|(index, _)| index)
        .collect();
    let unseen =
        |kind: &Kind| Unseen { kind: *kind, allows: Match::Unknown, denies: Match::Unknown };
    let unseen = unknown.iter().map(unseen).collect();
    let state = State { matched, unseen, same_account: call.same_account };
    let case = Case { call, policies, evidence: &evidence, live: &live, state };
    let mut outcome = case.outcome();
    let worlds = if outcome == Outcome::Undetermined { Worlds::of(&case) } else { None };
    if let Some(worlds) = &worlds {
        outcome = worlds.outcome();
    }
    let gates = case.gates();
    let blocked_by = case.blocked_by(outcome, &gates);
    let open = relevance::open(&case, outcome, worlds.as_ref());
    Decision { outcome, gates, blocked_by, open, evidence }
}

/// What decides: fixed for one call but for `state`, of which [`relevance`] tries others.
struct Case<'a> {
    call: &'a Call,
    policies: &'a [Relation<'a>],
    evidence: &'a [Evidence],
    /// Indices of the evidence that does not say no, whatever turns out.
    live: &'a [usize],
    state: State,
}

/// What may not be known.
#[derive(Clone)]
struct State {
    /// For each piece of evidence.
    matched: Vec<Match>,
    unseen: Vec<Unseen>,
    same_account: Match,
}

/// A kind with policies that nobody gave.
#[derive(Clone, Copy)]
struct Unseen {
    kind: Kind,
    allows: Match,
    denies: Match,
}

impl Case<'_> {
    fn outcome(&self) -> Outcome {
        let denied = any(ORDER.iter().map(|kind| self.deny(*kind)));
        match (denied, self.allowed()) {
            (Match::Yes, _) => Outcome::ExplicitDeny,
            // Whether a Deny applies as well or not: nothing allows it.
            (_, Match::No) => Outcome::ImplicitDeny,
            (Match::No, Match::Yes) => Outcome::Allowed,
            _ => Outcome::Undetermined,
        }
    }

    fn has(&self, kind: Kind) -> bool {
        self.policies.iter().any(|relation| relation.kind == kind) || self.unseen(kind).is_some()
    }

    fn unseen(&self, kind: Kind) -> Option<&Unseen> {
        self.state.unseen.iter().find(|unseen| unseen.kind == kind)
    }

    /// Whether policies of `kind` bind this call at all.
    fn binds(&self, kind: Kind) -> bool {
        let caller = &self.call.caller;
        match kind {
            Kind::ServiceControl => {
                let is_exempt = caller.is_service_linked() || self.call.from_management_account;
                caller.is_identity() && !is_exempt
            }
            Kind::ResourceControl => {
                // A service-linked role stays its service's to assume.
                let is_exempt =
                    caller.is_service_linked() || has(&self.call.resource, SERVICE_LINKED);
                let is_theirs = !self.call.to_management_account && !is_exempt;
                is_theirs && is_resource_controlled(&self.call.action)
            }
            Kind::Bucket => !self.is_owner_at_bucket_policy(),
            _ => true,
        }
    }

    /// The bucket's own root user gets at the bucket policy whatever that says, by
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html>.
    fn is_owner_at_bucket_policy(&self) -> bool {
        self.call.caller.kind == CallerKind::Root
            && self.call.same_account == Match::Yes
            && OF_BUCKET_POLICY.iter().any(|action| self.call.action.eq_ignore_ascii_case(action))
    }

    fn of(&self, kind: Kind, effect: Effect) -> impl Iterator<Item = (&Evidence, Match)> {
        let live = self.live.iter().filter_map(|index| {
            Some((self.evidence.get(*index)?, *self.state.matched.get(*index)?))
        });
        live.filter(move |(evidence, _)| {
            evidence.kind == kind && evidence.effect.is_none_or(|own| own == effect)
        })
    }

    fn deny(&self, kind: Kind) -> Match {
        if !self.binds(kind) {
            return Match::No;
        }
        let unseen = self.unseen(kind).map_or(Match::No, |unseen| unseen.denies);
        any(self.of(kind, Effect::Deny).map(|(_, matched)| matched)).or(unseen)
    }

    fn allow(&self, kind: Kind) -> Match {
        let namings = [Naming::Account, Naming::Role, Naming::Direct];
        any(namings.into_iter().map(|naming| self.allow_naming(kind, naming)))
    }

    /// An Allow that names the caller in this way.
    fn allow_naming(&self, kind: Kind, naming: Naming) -> Match {
        let named = self.of(kind, Effect::Allow).filter(|(evidence, _)| evidence.naming == naming);
        let stated = any(named.map(|(_, matched)| matched));
        let granted = self.call.grants.iter().filter(|grant| grant.kind == kind);
        let granted =
            any(granted.filter(|grant| grant.naming == naming).map(|grant| grant.matched));
        let unseen = self.unseen(kind).map_or(Match::No, |unseen| unseen.allows);
        stated.or(granted).or(unseen)
    }

    /// A kind that only limits: without any policy of it there is no limit. A federated user
    /// without a session policy, though, has nothing of the user's permissions. See
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>.
    fn limit(&self, kind: Kind) -> Match {
        if self.has(kind) {
            return self.allow(kind);
        }
        let is_federated = self.call.caller.kind == CallerKind::FederatedUser;
        (kind != Kind::Session || !is_federated).into()
    }

    /// Service control policies: every level at which one is attached must allow.
    fn service_control(&self) -> Match {
        let kind = Kind::ServiceControl;
        if !self.binds(kind) {
            return Match::Yes;
        }
        let unseen = self.unseen(kind).map_or(Match::Yes, |unseen| unseen.allows);
        let levels = self.policies.iter().filter(|relation| relation.kind == kind);
        all(levels.map(|level| {
            let same = |evidence: &Evidence| {
                let own = self.policies.get(evidence.policy);
                own.is_some_and(|own| own.target == level.target)
            };
            let allows = self.of(kind, Effect::Allow).filter(|(evidence, _)| same(evidence));
            any(allows.map(|(_, matched)| matched))
        }))
        .and(unseen)
    }

    fn identity(&self) -> Match {
        if let CallerPolicies::Told { allow, .. } = self.call.caller_policies {
            return allow;
        }
        match self.call.caller.kind {
            // The root user has every permission in its account.
            CallerKind::Root => Match::Yes,
            _ if !self.call.caller.is_identity() => Match::No,
            _ => self.allow(Kind::Identity),
        }
    }

    /// The policies on the caller's side, permission boundary and session included.
    fn caller_side(&self) -> Match {
        self.identity().and(self.caller_limits())
    }

    fn caller_limits(&self) -> Match {
        if self.call.caller_policies != CallerPolicies::Given {
            return Match::Yes;
        }
        self.limit(Kind::PermissionsBoundary).and(self.limit(Kind::Session))
    }

    fn allowed(&self) -> Match {
        self.service_control().and(self.limit(Kind::VpcEndpoint)).and(self.granted())
    }

    /// Neither the root user nor a federated user can assume a role, whoever lets them. See
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>.
    fn cannot_assume(&self) -> bool {
        let call = self.call;
        matches!(call.caller.kind, CallerKind::Root | CallerKind::FederatedUser)
            && call.caller_policies == CallerPolicies::Given
            && call.action.eq_ignore_ascii_case("sts:AssumeRole")
    }

    fn granted(&self) -> Match {
        if self.cannot_assume() {
            return Match::No;
        }
        if !self.call.caller.is_identity() {
            return self.resource_side();
        }
        let same = self.state.same_account;
        let (within, across) = (self.within_account(), self.across_accounts());
        // Where both agree, the account does not matter.
        same.and(within).or(same.negate().and(across)).or(within.and(across))
    }

    /// In one account either side may grant; how the resource's policy names the caller decides
    /// which of the caller's limits still count. Trust and key policies must always allow.
    fn within_account(&self) -> Match {
        let resource = |naming| {
            any(RESOURCE_BASED.iter().copied().map(|kind| self.allow_naming(kind, naming)))
        };
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
        self.caller_side().and(self.resource_side()).or(self.key_grant())
    }

    /// A grant of a KMS key needs no policy beside it, not even in another account. See
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html>.
    fn key_grant(&self) -> Match {
        let grants = self.call.grants.iter().filter(|grant| grant.kind == Kind::Key);
        any(grants.map(|grant| grant.matched))
    }

    fn resource_side(&self) -> Match {
        any(RESOURCE_BASED.iter().copied().map(|kind| self.allow(kind)))
    }

    /// The kind of policy that stands at the resource of the call.
    fn resource_kind(&self) -> Kind {
        let action = self.call.action.to_ascii_lowercase();
        match action.split_once(':') {
            Some(("s3", _)) if has(&self.call.resource, ":accesspoint/") => Kind::AccessPoint,
            Some(("s3", _)) => Kind::Bucket,
            Some(("kms", name)) if is_about_key(name) => Kind::Key,
            Some(("sts", name)) if is_about_role(name) => Kind::Trust,
            _ => Kind::Resource,
        }
    }
}

#[cfg(test)]
mod tests;
