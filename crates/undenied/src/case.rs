//! The case laid out for the rules: documents read, calls decided. Not: what to say about it.

#[cfg(feature = "checks")]
mod again;
mod assume;
mod calls;
mod context;
mod failed;
mod misnamed;
mod named;
mod near;
mod organization;
mod own;
mod purpose;
mod settle;
mod supposed;
mod unresolved;

pub(crate) use assume::{assumed_audience, provider_arn};
pub(crate) use calls::{Planned, calls_beside};
pub(crate) use context::asks_for_session_age;
pub(crate) use failed::{Failed, Flaw, failed, literal_wildcard};
pub(crate) use misnamed::{Misnamed, misnamed, misnamed_in, misnaming};
pub(crate) use named::{Addressed, addressed, hint, slip};
pub(crate) use near::{Miss, Near, is_key_alias, is_near_miss, nears, never_fits};
pub(crate) use own::POD_IDENTITY;
pub(crate) use unresolved::{Unresolved, unresolved};

use undenied_json::{Parse, Span, has, parse};

use crate::{
    Document, Input,
    authorize::{self, Barrier, Passage},
    eval::{Call, CallerPolicies, Decision, Evidence, Match, Relation, decide},
    intake::Provenance,
    policy::{self, Kind, Policy, Problem, Statement},
    profile::{Level, Need, Profile},
    refusal::{self, Refusal},
    report::{Missing, Outcome, Place, StatementRef},
    target::Target,
    template,
};

/// Everything that rules, verdict and guide read.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    pub(crate) input: &'a Input,
    pub(crate) profile: Option<&'a Profile>,
    /// One for each document of the input, in its order.
    pub(crate) readings: Vec<Reading<'a>>,
    pub(crate) target: Option<Target>,
    /// In the order in which the caller makes the calls.
    pub(crate) checked: Vec<Checked<'a>>,
    /// `FullAWSAccess`, where it is taken to stand beside service control policies that only deny.
    full_access: Option<Policy>,
}

/// One document, read.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) document: &'a Document,
    pub(crate) parse: Parse,
    pub(crate) policy: Option<Policy>,
    pub(crate) problems: Vec<Problem>,
    /// The kind it looks like, where that is not the kind it was given as.
    pub(crate) looks_like: Option<Kind>,
    /// What AWS would answer to whoever saves it.
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) provenance: Provenance,
}

/// One call, decided.
#[derive(Debug)]
pub(crate) struct Checked<'a> {
    pub(crate) call: Call,
    /// What the profile needs it for; `None` for a request of the user's own and for `AssumeRole`.
    pub(crate) need: Option<&'a Need>,
    /// Only what is required makes the answer a denial.
    pub(crate) level: Level,
    pub(crate) decision: Decision,
    /// What the settings say.
    pub(crate) passages: Vec<Passage>,
    /// For each policy of the decision, the document it comes from.
    pub(crate) documents: Vec<usize>,
    /// The user's own request, or made for it.
    pub(crate) is_own: bool,
    /// Made only if the data is encrypted with a key that nobody said it is.
    pub(crate) is_supposed: bool,
    /// The decision, unless a document that it needs is absent or AWS would refuse one.
    pub(crate) outcome: Outcome,
    pub(crate) missing: Vec<Missing>,
}

impl<'a> Case<'a> {
    /// Reads every document and decides every call.
    pub(crate) fn lay_out(input: &'a Input) -> Self {
        let mut readings: Vec<Reading<'a>> =
            input.documents.iter().map(|it| Reading::new(input, it)).collect();
        refusal::look(&mut readings, input.facts.bucket.name.as_deref());
        let documents: Vec<(&Document, Option<&Policy>)> =
            readings.iter().map(|reading| (reading.document, reading.usable())).collect();
        let target = Target::find(input, &documents);
        let profile = input.effective_profile();
        let mut case =
            Self { input, profile, readings, target, checked: Vec::new(), full_access: None };
        case.full_access = organization::full_access(&case);
        let planned = calls::plan(&case).into_iter();
        case.checked = settle::worst_of_each(planned.map(|planned| case.check(planned)).collect());
        case
    }

    fn check(&self, mut planned: calls::Planned<'a>) -> Checked<'a> {
        let policies = self.policies().map(|(.., policy)| policy);
        context::complete(&mut planned.call, self.input, planned.is_own, policies);
        if let Some(through) = &planned.through {
            let (own, _) = self.relations(authorize::FOR_CALLER, &planned.call.resource);
            planned.call.caller_policies =
                authorize::policies_behind(through, &planned.call, &self.input.facts, &own);
        }
        let (mut relations, documents) = self.relations(planned.kinds, &planned.call.resource);
        // No document of the user's, so none of `documents` goes with them.
        organization::attach(self.full_access.as_ref(), planned.kinds, &mut relations);
        let decision = settle::decide(self, &planned, &relations, &documents);
        let mut passages = planned.passages.clone();
        if let Some(settings) = self.input.settings {
            passages.extend((settings.passages)(&planned.call, &self.input.facts, &relations));
        }
        let (outcome, missing) = settle::settle(self, &planned, &decision, &passages, &documents);
        let calls::Planned { call, need, mut level, is_own, is_supposed, .. } = planned;
        if is_supposed && outcome == Outcome::Allowed {
            level = Level::Optional;
        }
        Checked {
            call,
            need,
            level,
            decision,
            passages,
            documents,
            is_own,
            is_supposed,
            outcome,
            missing,
        }
    }

    /// The policies of these kinds that have a say in a call on `resource`, and their documents.
    fn relations(&self, kinds: &[Kind], resource: &str) -> (Vec<Relation<'_>>, Vec<usize>) {
        let mut relations = Vec::new();
        let mut documents = Vec::new();
        for (index, reading) in self.readings.iter().enumerate() {
            let kind = reading.document.kind;
            let is_passed_by = kind == Kind::VpcEndpoint && self.is_outside_endpoints();
            let has_a_say =
                kinds.contains(&kind) && !is_passed_by && !reading.is_of_another_key(resource);
            let Some(policy) = reading.usable().filter(|_| has_a_say) else {
                continue;
            };
            relations.push(Relation { policy, kind, target: reading.document.target.as_deref() });
            documents.push(index);
        }
        (relations, documents)
    }

    /// Whether the calls come through none of the customer's VPC endpoints, so that no endpoint's
    /// policy is asked.
    fn is_outside_endpoints(&self) -> bool {
        let is_vendor = || self.profile.is_some_and(Profile::calls_from_outside);
        self.input.facts.call.vpc_endpoint.as_ref().map_or_else(is_vendor, Option::is_none)
    }

    /// What the policies say to the same use of a key by another action.
    pub(crate) fn of_key(&self, checked: &Checked, action: &str) -> Outcome {
        let call = Call { action: action.to_owned(), ..checked.call.clone() };
        let (relations, _) = self.relations(authorize::FOR_KEY, &call.resource);
        decide(&call, &relations, &[]).outcome
    }

    /// Whether `FullAWSAccess` is taken to be attached.
    pub(crate) const fn assumes_full_access(&self) -> bool {
        self.full_access.is_some()
    }

    /// The documents of `kind` that can be used, with their index.
    pub(crate) fn of_kind(
        &self,
        kind: Kind,
    ) -> impl Iterator<Item = (usize, &Reading<'a>, &Policy)> {
        let readings = self.readings.iter().enumerate();
        readings.filter_map(move |(index, reading)| {
            let policy = reading.usable().filter(|_| reading.document.kind == kind)?;
            Some((index, reading, policy))
        })
    }

    /// What keeps the documents from being policies, with each one's document. A document of
    /// another kind is not blamed for that kind's grammar.
    pub(crate) fn problems(&self) -> impl Iterator<Item = (usize, &Problem)> {
        let readings = self.readings.iter().enumerate();
        let fitting = readings.filter(|(_, reading)| reading.looks_like.is_none());
        fitting.flat_map(|(index, reading)| {
            reading.problems.iter().map(move |problem| (index, problem))
        })
    }

    pub(crate) fn text(&self, document: usize) -> &'a str {
        self.readings.get(document).map_or("", Reading::text)
    }

    /// The name of the AWS managed policy that the document is.
    pub(crate) fn managed_by_aws(&self, document: usize) -> Option<String> {
        let document = self.readings.get(document)?.document;
        let arn = document.target.as_deref().filter(|_| document.kind == Kind::Identity);
        arn.and_then(policy::managed_by_aws)
    }

    pub(crate) fn kind(&self, document: usize) -> Kind {
        self.readings.get(document).map_or(Kind::Resource, |reading| reading.document.kind)
    }

    /// Every policy that can be used, with its document's index.
    pub(crate) fn policies(&self) -> impl Iterator<Item = (usize, &Reading<'a>, &Policy)> {
        let readings = self.readings.iter().enumerate();
        readings.filter_map(|(index, reading)| Some((index, reading, reading.usable()?)))
    }

    pub(crate) fn statement(&self, document: usize, statement: usize) -> Option<&Statement> {
        self.readings.get(document)?.policy.as_ref()?.statements.get(statement)
    }

    /// A place in `document`, inside `statement` where there is one.
    pub(crate) fn place(&self, document: usize, span: Span, statement: Option<usize>) -> Place {
        let found = statement.and_then(|index| self.statement(document, index));
        let statement = found.map(|statement| StatementRef {
            index: statement.index,
            sid: statement.sid.as_ref().map(|sid| sid.value.clone()),
        });
        Place { document, span, statement }
    }

    /// The required calls that do not go through, by the policies as they can be read.
    pub(crate) fn denied(&self) -> impl Iterator<Item = &Checked<'a>> {
        self.checked.iter().filter(|checked| checked.is_required() && checked.is_denied())
    }

    /// The vendor's calls to assume the role that the trust policy refuses.
    pub(crate) fn refused_by_trust(&self) -> impl Iterator<Item = &Checked<'a>> {
        let refused = |checked: &&Checked<'_>| checked.is_blocked_by(Kind::Trust);
        self.denied().filter(refused).filter(|checked| !checked.assumes_itself())
    }

    /// The placeholder in `value`, unless it is the bucket's name that the user told.
    pub(crate) fn placeholder<'v>(&self, value: &'v str) -> Option<&'v str> {
        let found = value.get(template::placeholder(value)?)?;
        let told = self.target.as_ref().filter(|target| target.bucket_is_told);
        (!told.is_some_and(|target| has(&target.bucket, found))).then_some(found)
    }

    /// Who makes the calls, as the profile names them.
    pub(crate) fn caller_name(&self) -> crate::Localized<&'a str> {
        let unnamed = crate::Localized { en: "the caller", ja: "呼び出し元" };
        self.profile.map_or(unnamed, |profile| profile.caller.as_str())
    }
}

impl<'a> Reading<'a> {
    fn new(input: &Input, document: &'a Document) -> Self {
        let parse = match document.text.trim() {
            "" => Parse { root: None, errors: Vec::new() },
            _ => parse(&document.text),
        };
        let read = parse.root.as_ref().map(|root| policy::read(root, document.kind));
        let (policy, problems) = read.unzip();
        let guessed = policy.as_ref().and_then(policy::guess);
        let is_another = |guessed: &Kind| {
            policy.as_ref().is_some_and(|it| policy::contradicts(it, document.kind, *guessed))
        };
        let looks_like = guessed.filter(is_another);
        let problems = problems.unwrap_or_default();
        let provenance = input.provenance(document);
        Self { document, parse, policy, problems, looks_like, refusals: Vec::new(), provenance }
    }

    pub(crate) fn text(&self) -> &'a str {
        &self.document.text
    }

    /// The policy, unless nothing of it could be read or it is another kind of policy.
    pub(crate) fn usable(&self) -> Option<&Policy> {
        let policy = self.policy.as_ref()?;
        let is_read = !policy.statements.is_empty() || self.has_empty_list();
        (is_read && self.looks_like.is_none()).then_some(policy)
    }

    /// `"Statement": []`, which says that nothing is allowed.
    pub(crate) fn has_empty_list(&self) -> bool {
        let policy = self.policy.as_ref().filter(|policy| policy.statements.is_empty());
        let list = policy.and_then(|policy| policy.statements_span);
        self.parse.errors.is_empty()
            && list.is_some_and(|list| list.of(self.text()).starts_with('['))
    }

    /// Whether it stands for a policy that there is not: AWS keeps none without statements.
    pub(crate) fn is_of_none(&self) -> bool {
        self.provenance == Provenance::Printed && self.has_empty_list()
    }

    /// Whether it is a key policy that was given for another key than `resource`.
    fn is_of_another_key(&self, resource: &str) -> bool {
        let told = self.document.target.as_deref().filter(|_| self.document.kind == Kind::Key);
        told.is_some_and(|key| key != resource && !resource.contains('*'))
    }

    /// Whether AWS would not save it as it stands, so that it is not what AWS has.
    pub(crate) fn is_refused(&self) -> bool {
        self.provenance == Provenance::Unknown && self.refusals.iter().any(Refusal::is_certain)
    }
}

impl Checked<'_> {
    pub(crate) fn is_required(&self) -> bool {
        self.level == Level::Required
    }

    /// The role's call to assume itself.
    pub(crate) fn assumes_itself(&self) -> bool {
        !self.is_own
            && self.call.caller_policies == CallerPolicies::Given
            && self.call.action.starts_with("sts:")
    }

    pub(crate) fn is_denied(&self) -> bool {
        matches!(self.outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny)
    }

    /// What keeps it from going through, most decisive first.
    pub(crate) fn blocked_by(&self) -> Vec<Barrier> {
        if !self.is_denied() {
            return Vec::new();
        }
        let mut barriers = authorize::barriers(&[&self.decision], &self.passages);
        // Where the key itself refuses, no policy that does not allow it matters.
        if let Some(index) = barriers.iter().position(|barrier| *barrier == Barrier::KmsKey)
            && self.decision.outcome != Outcome::ExplicitDeny
            && let Some(shut) = barriers.get_mut(..=index)
        {
            shut.rotate_right(1);
        }
        barriers
    }

    /// Whether `kind` keeps it from going through.
    pub(crate) fn is_blocked_by(&self, kind: Kind) -> bool {
        self.is_denied() && self.decision.blocked_by.contains(&kind)
    }

    /// Whether S3 makes it of AWS KMS, for the caller.
    pub(crate) fn is_of_key(&self) -> bool {
        self.call.action.starts_with("kms:")
    }

    /// What `kind` says to it, where it has a say.
    pub(crate) fn said_by(&self, kind: Kind) -> Option<Outcome> {
        let mut gates = self.decision.gates.iter();
        gates.find(|gate| gate.kind == kind).map(|gate| gate.outcome)
    }

    /// Whether an Allow of `kind` covers it, but for a condition.
    pub(crate) fn lacks_a_condition(&self, kind: Kind) -> bool {
        self.decision.evidence.iter().any(|evidence| {
            evidence.effect == Some(crate::policy::Effect::Allow)
                && evidence.kind == kind
                && evidence.principal.and(evidence.action).and(evidence.resource) == Match::Yes
        })
    }

    /// Of the trust policy's statements that let somebody in, the one that comes nearest to letting
    /// this caller in: one of them put right is enough.
    pub(crate) fn nearest_trust(&self) -> Option<&Evidence> {
        let allowing = self.decision.evidence.iter().filter(|evidence| {
            evidence.kind == Kind::Trust
                && evidence.effect == Some(policy::Effect::Allow)
                && evidence.action == Match::Yes
        });
        allowing.min_by_key(|evidence| {
            let conditions = evidence.conditions.iter();
            let failed = conditions.filter(|condition| condition.matched == Match::No).count();
            (evidence.principal == Match::No, failed)
        })
    }

    /// The document that a piece of evidence is from.
    pub(crate) fn document_of(&self, policy: usize) -> Option<usize> {
        self.documents.get(policy).copied()
    }
}
