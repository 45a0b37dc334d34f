//! How one resource value misses the resource of one call, and how it would have to read.

use undenied_json::cut;

use super::{Miss, is_key_alias, never_fits};
use crate::{
    alike::difference,
    case::Case,
    eval::Call,
    glob::{Cover, Glob},
    policy::{Arn, Statement},
    template::AWS_SAMPLE_BUCKETS,
};

/// The miss, and the value that would not miss, where it is plainly meant; `may_be_another` where a
/// bucket of quite another name stands in this one's place.
pub(super) fn miss(
    case: &Case<'_>,
    statement: &Statement,
    value: &str,
    call: &Call,
    may_be_another: bool,
) -> Option<(Miss, Option<String>)> {
    if case.placeholder(value).is_some() {
        return Some((Miss::Placeholder, None));
    }
    if is_key_alias(value) {
        return call.action.starts_with("kms:").then_some((Miss::KeyAlias, None));
    }
    let wanted = Arn::parse(&call.resource)?;
    let right = parts_of(&wanted)?;
    let Some(own) = Arn::parse(value) else {
        return Some((Miss::NotAnArn, arn_of(value, &wanted)));
    };
    if is_over_told(&own) {
        return Some((Miss::NotAnArn, arn_of(value, &wanted)));
    }
    if let Some(miss) = shape(statement, &own, &wanted, call) {
        return Some((miss, None));
    }
    // Each part is put right alone; what then covers the call was meant.
    let parts = parts_of(&own).filter(|parts| !parts.bucket.is_empty())?;
    let covers = |parts: &Parts<'_>| Some(parts.text()).filter(|text| covers(text, &wanted));
    let with_partition = Parts { partition: right.partition, ..parts };
    if let Some(text) = covers(&with_partition) {
        return Some((Miss::Partition, Some(text)));
    }
    // A wildcard in the bucket's name stays.
    let wildcard = parts.bucket.find(['*', '?']).filter(|at| *at > 0);
    let (name, rest) =
        wildcard.and_then(|at| parts.bucket.split_at_checked(at)).unwrap_or((parts.bucket, ""));
    let bucket = format!("{}{rest}", right.bucket);
    if let Some(text) = covers(&Parts { bucket: &bucket, ..with_partition }) {
        let is_plain =
            difference(name, right.bucket).is_some() || AWS_SAMPLE_BUCKETS.contains(&name);
        let miss = if is_plain { Some(Some(text)) } else { may_be_another.then_some(None) };
        return miss.map(|right| (Miss::Bucket, right));
    }
    let (key, folder) = (parts.key?, right.key?);
    if parts.bucket != right.bucket || parts.partition != right.partition {
        return None;
    }
    let respelt = respelt(key, folder);
    let text = respelt.and_then(|key| covers(&Parts { key: Some(&key), ..parts }));
    Some((Miss::Prefix, text))
}

/// Whether region or account stand in a bucket's ARN, which has neither. Of what S3 has beside
/// buckets the name tells. See
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>.
fn is_over_told(arn: &Arn) -> bool {
    const OTHERS: [&str; 6] = [
        "access-grants",
        "accesspoint",
        "async-request",
        "job",
        "storage-lens",
        "storage-lens-group",
    ];
    let kind = arn.resource().split(['/', ':']).next().unwrap_or_default();
    arn.service() == "s3" && arn.bucket().is_none() && !OTHERS.contains(&kind)
}

/// A mix-up of the bucket, a folder and what is in it.
fn shape(statement: &Statement, own: &Arn, wanted: &Arn, call: &Call) -> Option<Miss> {
    // Only a mix-up that concerns the whole statement explains the denial.
    let is_mixed_up =
        own.bucket() == wanted.bucket() && never_fits(statement, &call.action).is_some();
    match (own.object_key(), wanted.object_key()) {
        (None, Some(_)) if is_mixed_up => Some(Miss::BucketForObjects),
        (Some(_), None) if is_mixed_up => Some(Miss::ObjectsForBucket),
        (Some(_), Some(_)) => {
            let folder = format!("{}/*", own.as_str().trim_end_matches('/'));
            covers(&folder, wanted).then_some(Miss::FolderWithoutWildcard)
        }
        _ => None,
    }
}

fn covers(value: &str, wanted: &Arn) -> bool {
    Glob::new(value).cover(&Glob::new(wanted.as_str())) == Cover::All
}

/// An S3 ARN in the parts that people get wrong.
#[derive(Clone, Copy)]
struct Parts<'a> {
    partition: &'a str,
    bucket: &'a str,
    key: Option<&'a str>,
}

impl Parts<'_> {
    fn text(&self) -> String {
        let Self { partition, bucket, key } = self;
        let key = key.map_or_else(String::new, |key| format!("/{key}"));
        format!("arn:{partition}:s3:::{bucket}{key}")
    }
}

fn parts_of(arn: &Arn) -> Option<Parts<'_>> {
    Some(Parts { partition: arn.partition(), bucket: arn.bucket()?, key: arn.object_key() })
}

/// `key` with its folder spelt as in `wanted`, where they differ by a slip or by slashes only.
fn respelt(key: &str, wanted: &str) -> Option<String> {
    let literal = key.split(['*', '?', '$']).next().unwrap_or_default();
    let rest = key.get(literal.len()..)?;
    let folder = wanted.trim_end_matches('*');
    let bare = |text: &str| {
        let names = text.split('/').filter(|name| !name.is_empty());
        names.collect::<Vec<_>>().join("/")
    };
    let (own, right) = (bare(literal), bare(folder));
    let is_slip = own == right || difference(&own, &right).is_some();
    (is_slip && !rest.is_empty()).then(|| format!("{folder}{rest}"))
}

/// The ARN for `s3://bucket/folder/`, `https://bucket.s3.amazonaws.com/...`, an ARN that lacks a
/// colon or a bare name, where it is the wanted one.
fn arn_of(value: &str, wanted: &Arn) -> Option<String> {
    let value = value.trim();
    let (bucket, key) = if let Some(rest) = value.strip_prefix("https://") {
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        match cut(host, ".s3") {
            Some((bucket, _)) => (bucket, path),
            None => path.split_once('/').unwrap_or((path, "")),
        }
    } else {
        let rest = cut(value, "://").map_or(value, |(_, rest)| rest);
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        (bucket.rsplit(':').next().unwrap_or_default(), key)
    };
    let partition = wanted.partition();
    let bucket = format!("arn:{partition}:s3:::{bucket}");
    let key = key.trim_end_matches(['*', '/']);
    let separator = if key.is_empty() { "" } else { "/" };
    let objects = format!("{bucket}/{key}{separator}*");
    [bucket, objects].into_iter().find(|text| covers(text, wanted))
}
