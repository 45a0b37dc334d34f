//! Policies that somebody looked for and did not find: each stands here as one that says nothing, for it is known
//! that there is none, and it can be filled. Not: settings, which are facts.

use undenied_json::Span;

use super::{Found, FoundFact, Intake, Provenance, Transcript};
use crate::{
    explain::Decision,
    lang::Localized,
    policy::{self, Arn, Kind},
};

/// The facts whose value `null` says that there is no policy; only such kinds that grant, for without one that limits
/// there is no limit.
const GRANTING: [(&str, Kind); 2] =
    [("bucket.policy", Kind::Bucket), ("accessPoint.policy", Kind::AccessPoint)];

const NOTHING: &str = "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": []\n}";

/// Adds each that `intake` tells of, unless it holds a policy of that kind as well.
pub(super) fn add(intake: &mut Intake) {
    for (key, kind) in GRANTING {
        let is_it = |fact: &&FoundFact| fact.key == key && fact.value == "null";
        let fact = intake.facts.iter().find(is_it).filter(|fact| is_asked(intake, fact));
        let new = fact.map(|fact| nothing(kind, THERE_IS_NONE, fact.subject.clone(), fact.span));
        let has_one = intake.documents.iter().any(|found| found.kind == kind);
        intake.documents.extend(new.filter(|_| !has_one));
    }
    let of_caller = |found: &&Found| found.kind == Kind::Identity;
    let new = match intake.documents.iter().find(of_caller) {
        None => without_any(intake)
            .map(|fact| nothing(Kind::Identity, THERE_IS_NONE, fact.subject.clone(), fact.span)),
        Some(found) => is_aws_s_to_change(intake)
            .then(|| nothing(Kind::Identity, BESIDE_AWS_S, None, found.origin.span())),
    };
    intake.documents.extend(new);
}

/// Whether the caller was refused for what policies do not allow that only AWS can change.
fn is_aws_s_to_change(intake: &Intake) -> bool {
    let mut own = intake.documents.iter().filter(|found| found.kind == Kind::Identity);
    let call = intake.refused.as_ref();
    call.is_some_and(|call| call.decision != Decision::ExplicitDeny && !call.assumes_role())
        && own.all(|found| found.target.as_deref().and_then(policy::managed_by_aws).is_some())
}

const THERE_IS_NONE: Localized<&str> = Localized {
    en: "AWS said that there is none",
    ja: "設定されていないことが AWS の応答からわかるため",
};

const BESIDE_AWS_S: Localized<&str> = Localized {
    en: "nobody but AWS can change those that AWS manages",
    ja: "AWS 管理ポリシーは編集できず、別のポリシーが必要なため",
};

/// What a role or user has none of where it has no policies at all.
const HOLDERS: [&[&str]; 2] = [
    &["role.inlinePolicies", "role.attachedPolicies"],
    &["user.inlinePolicies", "user.attachedPolicies", "user.groups"],
];

/// The fact that stands for all of them, where each list of the one role or user is empty.
fn without_any(intake: &Intake) -> Option<&FoundFact> {
    let none =
        |key: &str| intake.facts.iter().find(move |fact| fact.key == key && fact.value == "null");
    let holders = HOLDERS.iter().find(|keys| keys.iter().all(|key| none(key).is_some()))?;
    let facts: Vec<&FoundFact> = holders.iter().filter_map(|key| none(key)).collect();
    let first = *facts.first()?;
    let caller = intake.refused.as_ref().and_then(|call| call.principal.as_deref());
    let is_caller = first.subject.is_none() || caller.is_none_or(|caller| is_named(caller, first));
    (is_caller && facts.iter().all(|fact| fact.subject == first.subject)).then_some(first)
}

/// Whether the fact is of the role or user with the ARN `caller`.
fn is_named(caller: &str, fact: &FoundFact) -> bool {
    let arn = Arn::parse(caller);
    let name = arn.as_ref().map(|arn| arn.session_role().unwrap_or(arn.name()));
    name == fact.subject.as_deref()
}

/// Whether it is not of another bucket than the refused call.
fn is_asked(intake: &Intake, fact: &FoundFact) -> bool {
    let call = intake.refused.as_ref();
    let arn = call.and_then(|call| Arn::parse(call.resource.as_deref()?));
    let bucket = arn.as_ref().and_then(Arn::bucket).or(call.and_then(|it| it.bucket.as_deref()));
    let told = fact.subject.as_deref().filter(|_| fact.key.starts_with("bucket."));
    bucket.zip(told).is_none_or(|(asked, told)| asked == told)
}

fn nothing(kind: Kind, why: Localized<&str>, name: Option<String>, span: Span) -> Found {
    let mut transcript = Transcript::default();
    transcript.write(NOTHING, span);
    let (text, origin) = transcript.finish();
    Found {
        kind,
        why: why.words(),
        others: Vec::new(),
        name,
        path: String::new(),
        text,
        origin,
        target: None,
        provenance: Provenance::Printed,
    }
}
