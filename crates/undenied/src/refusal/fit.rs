//! Whether the actions of a bucket policy fit its resources and condition keys, which S3 asks of every one that is
//! listed; of a pattern, that some action fits. Not asked of `NotAction` and `NotResource`.

use undenied_json::has;

use super::{Found, Wrong, both, is_open};
use crate::{
    catalog::{S3Resource, actions, names, s3_resource},
    glob::Glob,
    policy::{Arn, Polarity, Statement},
};

const NO_RESOURCE: Wrong = both(
    "`{}` applies to none of this statement's resources.",
    "`{}` は、このステートメントのどのリソースにも適用されません。",
);
const NO_KEY: Wrong = both(
    "Not every action of this statement has the condition key `{}`.",
    "このステートメントには、条件キー `{}` のないアクションが含まれています。",
);
const UNKNOWN_KEY: Wrong =
    both("There is no condition key `{}`.", "`{}` という条件キーはありません。");

/// Keys with a part that people choose.
const OPEN_KEYS: [&str; 4] =
    ["existingobjecttag/", "requestobjecttag/", "buckettag/", "accesspointtag/"];

const LISTINGS: &str = "ListBucket ListBucketVersions ListBucketMultipartUploads";
const ACLS: &str = "CreateBucket PutBucketAcl BypassGovernanceRetention PutObject PutObjectAcl PutObjectVersionAcl";
const UPLOADS: &str = "PutObject ReplicateObject BypassGovernanceRetention UpdateObjectEncryption";
const COPIES: &str = "PutObject BypassGovernanceRetention";
const LOCKS: &str = "PutObject PutObjectRetention ReplicateObject BypassGovernanceRetention";
const TAGGED: &str = "\
    GetObject GetObjectVersion GetObjectAcl GetObjectVersionAcl PutObjectAcl PutObjectVersionAcl \
    GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging \
    DeleteObjectTagging DeleteObjectVersionTagging GetObjectAttributes GetObjectVersionAttributes \
    GetObjectAnnotation GetObjectVersionAnnotation PutObjectAnnotation PutObjectVersionAnnotation \
    DeleteObjectAnnotation DeleteObjectVersionAnnotation ListObjectAnnotations \
    ListObjectVersionAnnotations UpdateObjectEncryption";

/// The beginnings of keys that only some actions have, and these: by
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>, with what S3 takes beyond
/// it. Of other keys every action has each.
const LIMITED: &[(&str, &str)] = &[
    ("prefix", LISTINGS),
    ("delimiter", LISTINGS),
    ("max-keys", LISTINGS),
    ("existingobjecttag/", TAGGED),
    ("requestobjecttag", "PutObject PutObjectTagging PutObjectVersionTagging ReplicateTags"),
    ("x-amz-acl", ACLS),
    ("x-amz-grant-", ACLS),
    ("x-amz-copy-source", COPIES),
    ("x-amz-metadata-directive", COPIES),
    ("x-amz-server-side-encryption", UPLOADS),
    ("x-amz-storage-class", "PutObject PutObjectAcl PutObjectVersionAcl BypassGovernanceRetention"),
    ("x-amz-website-redirect-location", COPIES),
    ("x-amz-object-ownership", "CreateBucket"),
    ("locationconstraint", "CreateBucket"),
    ("if-none-match", "PutObject"),
    ("if-match", "PutObject DeleteObject"),
    ("object-lock-legal-hold", "PutObject PutObjectLegalHold"),
    ("object-lock-", LOCKS),
    ("inventoryaccessibleoptionalfields", "PutInventoryConfiguration"),
];

/// Keys of S3 that S3 does not have.
pub(super) fn keys(found: &mut Found<'_>, statement: &Statement) {
    for condition in &statement.conditions {
        let key = condition.key.value.as_str();
        let Some(name) = of_s3(key).filter(|_| !is_open(key) && !has(key, "${")) else {
            continue;
        };
        if !is_known(&name) {
            let text = "Policy has an invalid condition key";
            found.say(9, statement, condition.key.span, text, (UNKNOWN_KEY, key));
        }
    }
}

/// The key's name in small letters, without `s3:`.
fn of_s3(key: &str) -> Option<String> {
    key.to_ascii_lowercase().strip_prefix("s3:").map(str::to_owned)
}

fn is_known(name: &str) -> bool {
    let mut known = names("s3").into_iter().flatten();
    OPEN_KEYS.iter().any(|start| name.starts_with(start))
        || known.any(|known| known.eq_ignore_ascii_case(name))
}

pub(super) fn look(found: &mut Found<'_>, statement: &Statement) {
    let listed = |list: &&crate::policy::ListElement| list.polarity == Polarity::Listed;
    let Some(list) = statement.action.as_ref().filter(listed) else { return };
    let Some(resources) = statement.resource.as_ref().filter(listed) else { return };
    if statement.has_gap || resources.values.is_empty() {
        return;
    }
    let values = || resources.values.iter().map(|value| value.value.as_str());
    let fits = |action: &str| values().any(|value| can_be(s3_resource(action), value));
    for condition in &statement.conditions {
        let key = condition.key.value.as_str();
        let Some(name) = of_s3(key).filter(|name| is_known(name)) else { continue };
        let lacks = |action: &str| !is_some(action, &|it| may_have(it, &name) && fits(it));
        let is_exact = |action: &str| !action.contains(['*', '?']);
        let is_lacking = |action: &str| match is_exact(action) {
            true => !may_have(action, &name),
            false => lacks(action),
        };
        if list.values.iter().any(|it| !is_open(&it.value) && is_lacking(&it.value)) {
            let text =
                "Conditions do not apply to combination of actions and resources in statement";
            found.say(11, statement, condition.key.span, text, (NO_KEY, key));
        }
    }
    for action in &list.values {
        if !is_open(&action.value) && !is_some(&action.value, &fits) {
            let text = "Action does not apply to any resource(s) in statement";
            found.say(12, statement, action.span, text, (NO_RESOURCE, &action.value));
        }
    }
}

/// Whether `check` holds of the action, or of one that the pattern stands for.
fn is_some(action: &str, check: &dyn Fn(&str) -> bool) -> bool {
    if action == "*" {
        return is_some("s3:*", check);
    }
    let Some((_, name)) = action.split_once(':') else { return true };
    if !name.contains(['*', '?']) {
        return check(action);
    }
    let pattern = Glob::ignoring_case(name);
    let mut known = actions("s3").into_iter().flatten();
    known.any(|known| pattern.matches(&known.to_ascii_lowercase()) && check(&format!("s3:{known}")))
}

/// Whether S3 takes the key `name` with `action`.
fn may_have(action: &str, name: &str) -> bool {
    let own = action.split_once(':').map_or(action, |(_, own)| own);
    if name == "versionid" {
        return undenied_json::has(&own.to_ascii_lowercase(), "version")
            && s3_resource(action) == Some(S3Resource::Object);
    }
    let limited = LIMITED.iter().find(|(start, _)| name.starts_with(start));
    limited.is_none_or(|(_, actions)| actions.split(' ').any(|it| it.eq_ignore_ascii_case(own)))
}

/// Whether the resource can be what an action is for.
fn can_be(needed: Option<S3Resource>, value: &str) -> bool {
    let Some(arn) = Arn::parse(value).filter(|_| !is_open(value)) else { return true };
    let is_open = arn.bucket().is_none_or(|bucket| bucket.contains('$'));
    match needed {
        Some(S3Resource::Bucket) => is_open || arn.object_key().is_none(),
        Some(S3Resource::Object) => is_open || arn.object_key().is_some(),
        None => false,
    }
}
