//! Request IDs, buckets, regions and the like, wherever a client prints them. Not: who was
//! refused.

use std::ops::Range;

use super::{
    Category, Details, Explanation, codes,
    page::{Gap, Page},
    saving,
};
use crate::catalog::S3Resource;

/// Fills what the error in `range`, or else the text around it in `all`, tells.
pub(super) fn fill(
    page: &Page<'_>,
    range: &Range<usize>,
    all: &Range<usize>,
    explanation: &mut Explanation,
) {
    if explanation.operation.is_none() {
        explanation.operation = told_operation(page, range, &mut explanation.details);
    }
    let details = &mut explanation.details;
    let near = |labels: &[&str]| behind(page, labels, range).or_else(|| behind(page, labels, all));
    details.request_id = behind(
        page,
        &["<requestid>", "requestid:", "\"requestid\":", "requestid=", ",rid", "x-amz-request-id:"],
        range,
    );
    details.host_id = behind(
        page,
        &[
            "<hostid>",
            "extendedrequestid:",
            "hostid:",
            ",extrid",
            "x-amz-id-2:",
            "extendedrequestid=",
        ],
        range,
    );
    details.region = near(&[
        "<region>",
        "expecting'",
        "realregion=",
        "theregion'",
        "\"awsregion\":",
        "region:",
        "region=",
    ])
    .filter(|region| is_region(region));
    details.authorization_id =
        near(&["authorization-details/", "authorizationid:"]).filter(|id| id.len() >= 8);
    details.encoded_message = encoded(page, range);
    if details.bucket.is_none() {
        details.bucket = near(&[
            "<bucketname>",
            "<bucket>",
            "\"bucketname\":",
            "\"bucket\":",
            "inputbucket=",
            "bucket=",
        ]);
    }
    if details.bucket.is_none() {
        location(page, range, details);
    }
    if details.bucket.is_none() {
        location(page, all, details);
    }
    if details.key.is_none() {
        details.key = behind(page, &["<key>", "\"key\":"], range);
    }
    if let (None, Some(host)) = (&details.region, behind(page, &["<endpoint>"], range)) {
        let parts = host.split('.').find(|part| is_region(part));
        details.region = parts.map(str::to_owned);
    }
    if let Some(path) = behind(page, &["<resource>"], range) {
        let mut parts = path.trim_start_matches('/').splitn(2, '/');
        let bucket = parts.next().filter(|bucket| is_bucket(bucket));
        if let (Some(bucket), None) = (bucket, &details.bucket) {
            details.bucket = Some(bucket.to_owned());
            details.key = parts.next().filter(|key| !key.is_empty()).map(str::to_owned);
        }
    }
    details.bucket = details.bucket.take().filter(|bucket| is_bucket(bucket));
}

/// What BR and TiDB Lightning were trying.
fn told_operation(page: &Page<'_>, range: &Range<usize>, details: &mut Details) -> Option<String> {
    let near = range.start.saturating_sub(200)..range.end;
    if let Some(refused) = page.find("isnotaccessible", near.clone()) {
        let bucket = page.find_last("bucket", near.start..refused.start)?;
        details.bucket = Some(page.value(bucket.end..refused.start));
        return Some("HeadBucket".to_owned());
    }
    let permission = page.find("checkpermission", near.clone())?;
    let end = page.find("faileddueto", permission.end..near.end)?;
    let operation = page.value(permission.end..end.start);
    let operation = match operation.as_str() {
        "AccessBuckets" => "HeadBucket",
        "PutAndDeleteObject" => "PutObject",
        other => other,
    };
    Some(operation.to_owned())
}

/// The sentence of an error without principal: behind its code or in its own tag.
pub(super) fn message(page: &Page<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    if let Some(open) = page.find("<message>", range.clone()) {
        let close = page.find("</message>", open.end..range.end.min(open.end + 8_000))?;
        return Some(open.end..close.start);
    }
    for (open, close) in [("\"message\":\"", "\""), ("'message':'", "'")] {
        if let Some(open) = page.find(open, range.clone()) {
            let close = page.find(close, open.end..range.end.min(open.end + 8_000))?;
            return Some(open.end..close.start);
        }
    }
    if let Some(operation) = page.find("operation:", range.start..range.end.min(range.start + 400))
    {
        return Some(operation.end..line_end(page, operation.end, range.end));
    }
    if let Some(code) = page.find("apierror", range.clone()) {
        let colon = page.find(":", code.end..range.end)?;
        return Some(colon.end..line_end(page, colon.end, range.end));
    }
    if let Some(service) = page.find("(service:", range.clone()) {
        let words = page.part(range.start..service.start);
        let start = words.rfind("exception:").map_or(range.start, |at| range.start + at + 10);
        return Some(start..service.start).filter(|found| !found.is_empty());
    }
    if let Some(athena) = page.find("permissiondeniedons3path", range.clone()) {
        return Some(athena.start..line_end(page, athena.end, range.end));
    }
    if let Some(place) = saving::place_in(page, range) {
        return Some(place);
    }
    let telling = codes::CODES.iter().filter(|code| code.category != Category::Denied);
    let known = telling.flat_map(|code| code.words.iter());
    let first = known.filter_map(|words| page.find(words, range.clone())).min_by_key(|at| at.start);
    let first = first.map(|at| at.start..line_end(page, at.end, range.end.min(at.end + 400)));
    // The code is the same in one word.
    let mut from = range.start;
    first.or_else(|| {
        loop {
            let words = page.find("accessdenied", from..range.end)?;
            if page.value(words.clone()).contains(' ') {
                return Some(words);
            }
            from = words.end;
        }
    })
}

fn line_end(page: &Page<'_>, start: usize, end: usize) -> usize {
    page.run(start..end, |byte| byte != b'<', &[Gap::Line])
}

/// The word behind the first of `labels`.
fn behind(page: &Page<'_>, labels: &[&str], range: &Range<usize>) -> Option<String> {
    labels.iter().find_map(|label| {
        let label = page.find(label, range.clone())?;
        let start = page.run(label.end..range.end, |byte| matches!(byte, b'"' | b'\'' | b':'), &[]);
        let is_part =
            |byte: u8| byte.is_ascii_graphic() && !b"<>\"',;)(]}".contains(&byte) || byte >= 0x80;
        let end = page.run(start..range.end.min(start + 1_100), is_part, &[Gap::Space, Gap::Line]);
        let value = page.value(start..end);
        let value = value.trim_end_matches(['.', ',', ':']);
        (!value.is_empty()).then(|| value.to_owned())
    })
}

/// What `sts decode-authorization-message` takes.
fn encoded(page: &Page<'_>, range: &Range<usize>) -> Option<String> {
    let label = page.find("encodedauthorizationfailuremessage:", range.clone())?;
    let is_part =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_');
    let end = page.run(label.end..range.end, is_part, &[Gap::Space]);
    let value = page.value(label.end..end);
    (!value.is_empty()).then_some(value)
}

/// Bucket and key from `s3://…` or an address of S3.
fn location(page: &Page<'_>, range: &Range<usize>, details: &mut Details) {
    let scheme = page.find_any(&["s3://", "s3a://", "s3n://"], range);
    if let Some(scheme) = scheme {
        let text = until_space(page, scheme.end..range.end);
        let (bucket, key) = text.split_once('/').unwrap_or((&text, ""));
        if is_bucket(bucket) {
            details.bucket = Some(bucket.to_owned());
            let key = key.split('?').next().unwrap_or_default();
            details.key = Some(key.to_owned()).filter(|key| !key.is_empty());
        }
        return;
    }
    let Some(scheme) = page.find("https://", range.clone()) else { return };
    let text = until_space(page, scheme.end..range.end);
    let (host, path) = text.split_once('/').unwrap_or((&text, ""));
    let path = path.split('?').next().unwrap_or_default();
    let Some(host) = host.strip_suffix(".amazonaws.com") else { return };
    let (bucket, key, rest) = if let Some(region) = host.strip_prefix("s3") {
        let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
        (bucket, key, region)
    } else {
        let Some(at) = host.find(".s3") else { return };
        let (bucket, rest) = host.split_at_checked(at).unwrap_or_default();
        (bucket, path, rest.trim_start_matches(".s3"))
    };
    if is_bucket(bucket) {
        details.bucket = Some(bucket.to_owned());
        details.key = Some(key.to_owned()).filter(|key| !key.is_empty());
    }
    let region = rest.trim_start_matches(['.', '-']);
    if details.region.is_none() && is_region(region) {
        details.region = Some(region.to_owned());
    }
}

fn until_space(page: &Page<'_>, range: Range<usize>) -> String {
    let is_part =
        |byte: u8| byte.is_ascii_graphic() && !b"\"'`<>,;)]}|".contains(&byte) || byte >= 0x80;
    let end = page.run(
        range.start..range.end.min(range.start + 1_100),
        is_part,
        &[Gap::Space, Gap::Line],
    );
    page.value(range.start..end).trim_end_matches(['.', ':']).to_owned()
}

fn is_bucket(name: &str) -> bool {
    (3..=63).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.'))
}

/// For example `ap-northeast-1`.
fn is_region(text: &str) -> bool {
    let mut parts = text.split('-');
    let ends = text.bytes().last().is_some_and(|byte| byte.is_ascii_digit());
    let is_word = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    ends && (3..=4).contains(&text.split('-').count()) && parts.all(is_word) && text.len() < 20
}

/// `arn:aws:s3:::bucket/key`, where the action is about a bucket or an object.
pub(super) fn resource_arn(details: &Details, on: Option<S3Resource>) -> Option<String> {
    let bucket = details.bucket.as_ref()?;
    let region = details.region.as_deref().unwrap_or_default();
    let partition = match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    };
    match (on, &details.key) {
        (Some(S3Resource::Bucket), _) => Some(format!("arn:{partition}:s3:::{bucket}")),
        (Some(S3Resource::Object), Some(key)) => {
            Some(format!("arn:{partition}:s3:::{bucket}/{key}"))
        }
        _ => None,
    }
}
