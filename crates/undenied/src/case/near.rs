//! Allow statements that name a denied action and just miss its resource: which, and how.

use super::{Case, Checked};
use crate::{
    catalog::{S3Resource, s3_resource},
    eval::{Call, Match},
    glob::{Cover, Glob},
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
}

/// The nearest miss of `checked` among the caller's policies; `None` where no statement comes near.
pub(crate) fn nearest<'a>(case: &'a Case<'_>, checked: &Checked) -> Option<Near<'a>> {
    let mut found: Option<Near<'a>> = None;
    for evidence in &checked.decision.evidence {
        let is_near = evidence.effect == Some(Effect::Allow)
            && evidence.kind == Kind::Identity
            && evidence.action == Match::Yes
            && evidence.resource == Match::No;
        let Some(document) = checked.document_of(evidence.policy).filter(|_| is_near) else {
            continue;
        };
        let statement = case.statement(document, evidence.statement)?;
        let listed = statement.resource.as_ref().filter(|list| list.polarity == Polarity::Listed);
        for value in listed.into_iter().flat_map(|list| &list.values) {
            let Some(miss) = miss(case, statement, &value.value, &checked.call) else { continue };
            if found.as_ref().is_none_or(|near| miss < near.miss) {
                found = Some(Near { document, statement: evidence.statement, value, miss });
            }
        }
    }
    found
}

fn miss(case: &Case<'_>, statement: &Statement, value: &str, call: &Call) -> Option<Miss> {
    if case.placeholder(value).is_some() {
        return Some(Miss::Placeholder);
    }
    if is_key_alias(value) {
        return call.action.starts_with("kms:").then_some(Miss::KeyAlias);
    }
    let (own, wanted) = (Arn::parse(value)?, Arn::parse(&call.resource)?);
    // Only a mix-up that concerns the whole statement explains the denial.
    let is_mixed_up =
        own.bucket() == wanted.bucket() && never_fits(statement, &call.action).is_some();
    match (own.object_key(), wanted.object_key()) {
        (None, Some(_)) if is_mixed_up => Some(Miss::BucketForObjects),
        (Some(_), None) if is_mixed_up => Some(Miss::ObjectsForBucket),
        (Some(_), Some(_)) => {
            let folder = format!("{}/*", value.trim_end_matches('/'));
            let covers = Glob::new(&folder).cover(&Glob::new(wanted.as_str())) == Cover::All;
            covers.then_some(Miss::FolderWithoutWildcard)
        }
        _ => None,
    }
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
    if arn.service() != "s3" || arn.bucket().is_none() || template::placeholder(value).is_some() {
        return true;
    }
    let has_slash = arn.resource().contains('/');
    match needed {
        S3Resource::Bucket => !has_slash,
        S3Resource::Object => has_slash || arn.resource().contains(['*', '?', '$']),
    }
}
