//! Allow statements that name a denied action and just miss its resource: which, and how.

mod resource;

use super::{Case, Checked, addressed, misnaming, unresolved};
use crate::{
    catalog::{S3Resource, s3_resource},
    eval::{Evidence, Match},
    policy::{Arn, Effect, Kind, ListElement, Polarity, Spanned, Statement},
    template,
};

/// The resource value that came nearest.
#[derive(Debug)]
pub(crate) struct Near<'a> {
    pub(crate) document: usize,
    pub(crate) statement: usize,
    pub(crate) value: &'a Spanned<String>,
    pub(crate) miss: Miss,
    /// The value as it would have to read, where that is plain.
    pub(crate) right: Option<String>,
    /// The calls that it would allow.
    pub(crate) checks: Vec<&'a Checked<'a>>,
}

/// What is off about it, most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Miss {
    /// A name of the key, for the key.
    KeyAlias,
    /// The folder itself, without what is in it.
    FolderWithoutWildcard,
    /// The bucket, for an action on objects.
    BucketForObjects,
    /// Objects, for an action on the bucket.
    ObjectsForBucket,
    /// A template's placeholder.
    Placeholder,
    /// A URL, a name.
    NotAnArn,
    /// The bucket's ARN in another partition.
    Partition,
    Bucket,
    Prefix,
}

/// The nearest miss of `checked` among the policies of `kind`; `None` where none comes near.
fn nearest<'a>(case: &'a Case<'_>, checked: &'a Checked<'a>, kind: Kind) -> Option<Near<'a>> {
    let mut found: Option<Near<'a>> = None;
    let bucket = Arn::parse(&checked.call.resource)?.bucket().map(ToOwned::to_owned);
    // What a limit, or a policy that is about this bucket too, says of others is meant so.
    let may_be_another = matches!(kind, Kind::Identity | Kind::Bucket)
        && bucket.is_some_and(|bucket| !is_named(case, kind, &bucket));
    let unresolved = unresolved(case, checked, kind).map(|it| (it.document, it.value.span));
    for evidence in checked.decision.evidence.iter().filter(|evidence| is_near(evidence, kind)) {
        let Some(document) = checked.document_of(evidence.policy) else { continue };
        let statement = case.statement(document, evidence.statement)?;
        let listed = statement.resource.as_ref().filter(|list| list.polarity == Polarity::Listed);
        for value in listed.into_iter().flat_map(|list| &list.values) {
            let call = &checked.call;
            let missed = resource::miss(case, statement, &value.value, call, may_be_another);
            let Some((miss, right)) = missed.filter(|_| unresolved != Some((document, value.span)))
            else {
                continue;
            };
            if found.as_ref().is_none_or(|near| rank(miss, right.as_ref()) < near.rank()) {
                let statement = evidence.statement;
                let checks = vec![checked];
                found = Some(Near { document, statement, value, miss, right, checks });
            }
        }
    }
    found
}

/// Whether an Allow of some policy of `kind` names the bucket.
fn is_named(case: &Case<'_>, kind: Kind, bucket: &str) -> bool {
    let statements = case.of_kind(kind).flat_map(|(.., policy)| &policy.statements);
    let allowing = statements.filter(|statement| statement.is(Effect::Allow));
    let lists = allowing.filter_map(|statement| statement.resource.as_ref());
    let mut values = lists.flat_map(|list| &list.values);
    values.any(|value| Arn::parse(&value.value).is_some_and(|arn| arn.bucket() == Some(bucket)))
}

/// The nearest miss of each denied call at each kind of policy that blocks it, those of one value
/// together.
pub(crate) fn nears<'a>(case: &'a Case<'_>, wanted: fn(Miss) -> bool) -> Vec<Near<'a>> {
    let mut nears: Vec<Near<'a>> = Vec::new();
    for checked in case.denied() {
        for kind in &checked.decision.blocked_by {
            let near = nearest(case, checked, *kind).filter(|near| wanted(near.miss));
            let Some(near) = near else { continue };
            let same = |other: &&mut Near<'a>| {
                other.document == near.document && other.value.span == near.value.span
            };
            match nears.iter_mut().find(same) {
                Some(known) => known.checks.extend(near.checks),
                None => nears.push(near),
            }
        }
    }
    nears
}

/// Whether an Allow of `kind` comes so near that what it misses explains the denial.
pub(crate) fn is_near_miss(case: &Case<'_>, checked: &Checked, kind: Kind) -> bool {
    // All but a condition holds.
    let is_conditional = |evidence: &Evidence| {
        evidence.effect == Some(Effect::Allow)
            && evidence.kind == kind
            && evidence.principal.and(evidence.action).and(evidence.resource) == Match::Yes
    };
    checked.decision.evidence.iter().any(is_conditional)
        || nearest(case, checked, kind).is_some()
        || unresolved(case, checked, kind).is_some()
        || misnaming(case, checked, kind).is_some()
        || addressed(case, checked, kind).is_some()
}

impl Near<'_> {
    /// What is plainly wrong before what is merely another name.
    const fn rank(&self) -> (bool, Miss) {
        rank(self.miss, self.right.as_ref())
    }

    /// The resource of the calls.
    pub(crate) fn wanted(&self) -> Option<Arn> {
        self.checks.first().and_then(|checked| Arn::parse(&checked.call.resource))
    }

    pub(crate) fn actions(&self) -> Vec<&str> {
        self.checks.iter().map(|checked| checked.call.action.as_str()).collect()
    }
}

const fn rank(miss: Miss, right: Option<&String>) -> (bool, Miss) {
    (right.is_none() && matches!(miss, Miss::Bucket | Miss::Prefix), miss)
}

fn is_near(evidence: &Evidence, kind: Kind) -> bool {
    evidence.effect == Some(Effect::Allow)
        && evidence.kind == kind
        && evidence.principal == Match::Yes
        && evidence.action == Match::Yes
        && evidence.resource == Match::No
}

/// Whether `value` is the name of a KMS key, as an ARN or alone.
pub(crate) fn is_key_alias(value: &str) -> bool {
    let of_kms = |arn: Arn| arn.service() == "kms" && arn.resource().starts_with("alias/");
    value.starts_with("alias/") || Arn::parse(value).is_some_and(of_kms)
}

/// What `action` would need, where `statement` lists it by name and none of its resources can be
/// that: the combination never applies to any request.
pub(crate) fn never_fits(statement: &Statement, action: &str) -> Option<S3Resource> {
    let needed = s3_resource(action)?;
    let listed = |list: &&ListElement| list.polarity == Polarity::Listed;
    let actions = statement.action.as_ref().filter(listed)?;
    let resources = statement.resource.as_ref().filter(listed)?;
    let is_named = actions.values.iter().any(|value| value.value.eq_ignore_ascii_case(action));
    let mut values = resources.values.iter();
    let never = !resources.values.is_empty() && !values.any(|value| can_be(needed, &value.value));
    (is_named && never).then_some(needed)
}

/// Whether the resource value can match an ARN of that kind.
fn can_be(needed: S3Resource, value: &str) -> bool {
    let Some(arn) = Arn::parse(value) else {
        // Not an ARN: another rule's subject, as are placeholders.
        return true;
    };
    // Access points and other services have ARNs of their own shape.
    let has_name = arn.bucket().is_some_and(|name| !name.is_empty());
    if arn.service() != "s3" || !has_name || template::placeholder(value).is_some() {
        return true;
    }
    let has_slash = arn.object_key().is_some();
    match needed {
        S3Resource::Bucket => !has_slash,
        S3Resource::Object => has_slash || arn.resource().contains(['*', '?', '$']),
    }
}
