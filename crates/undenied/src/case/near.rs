//! Allow statements that name a denied action and just miss its resource: which, and how.

use super::{Case, Checked};
use crate::{
    eval::Match,
    glob::{Cover, Glob},
    policy::{Arn, Effect, Kind, Polarity, Spanned},
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
            let Some(miss) = miss(&value.value, &checked.call.resource) else { continue };
            if found.as_ref().is_none_or(|near| miss < near.miss) {
                found = Some(Near { document, statement: evidence.statement, value, miss });
            }
        }
    }
    found
}

fn miss(value: &str, wanted: &str) -> Option<Miss> {
    if crate::template::placeholder(value).is_some() {
        return Some(Miss::Placeholder);
    }
    let (own, wanted) = (Arn::parse(value)?, Arn::parse(wanted)?);
    let same_bucket = own.bucket() == wanted.bucket();
    match (own.object_key(), wanted.object_key()) {
        (None, Some(_)) if same_bucket => Some(Miss::BucketForObjects),
        (Some(_), None) if same_bucket => Some(Miss::ObjectsForBucket),
        (Some(_), Some(_)) => {
            let folder = format!("{}/*", value.trim_end_matches('/'));
            let covers = Glob::new(&folder).cover(&Glob::new(wanted.as_str())) == Cover::All;
            covers.then_some(Miss::FolderWithoutWildcard)
        }
        _ => None,
    }
}
