//! What a command asked for, where the error that it printed does not say. Not: reading either.

use super::Command;
use crate::{
    bucket_and_prefix,
    catalog::{S3Resource, s3_resource},
    explain::Explanation,
    policy::Arn,
};

/// What `aws s3 cp` and its like call.
const OF_COPIES: [&str; 12] = [
    "HeadObject",
    "GetObject",
    "PutObject",
    "CopyObject",
    "CreateMultipartUpload",
    "UploadPart",
    "UploadPartCopy",
    "CompleteMultipartUpload",
    "DeleteObject",
    "ListObjects",
    "ListObjectsV2",
    "HeadBucket",
];

/// Fills in the resource, and that it was a version.
pub(in crate::intake) fn complete(error: &mut Explanation, command: &Command) {
    let is_its_own = error.operation.as_deref().is_some_and(|operation| {
        let is_same = || kebab(operation) == command.operation;
        (command.service == "s3" && OF_COPIES.contains(&operation))
            || (command.service == "s3api" && is_same())
    });
    error.details.request_payer = is_its_own.then(|| command.option("request-payer").is_some());
    let uploads = is_its_own && error.action.as_deref() == Some("s3:PutObject");
    error.details.acl = uploads.then(|| command.option("acl").map(str::to_owned));
    if !is_its_own || error.resource.is_some() {
        return;
    }
    let Some(of) = error.action.as_deref().and_then(s3_resource) else { return };
    let Some((bucket, key)) = place(error.action.as_deref().unwrap_or_default(), command) else {
        return;
    };
    let caller = error.principal.as_deref().and_then(Arn::parse);
    let partition = caller.as_ref().map_or("aws", Arn::partition);
    let key = if of == S3Resource::Object { ["/", &key].concat() } else { String::new() };
    error.resource = Some(["arn:", partition, ":s3:::", &bucket, &key].concat());
    error.details.bucket = error.details.bucket.take().or(Some(bucket));
    let is_version = command.option("version-id").is_some();
    if let Some(action) = error.action.as_mut().filter(|_| is_version)
        && matches!(action.as_str(), "s3:GetObject" | "s3:DeleteObject")
    {
        action.push_str("Version");
    }
}

/// Fills in that nobody signed the request: a plain address of an object, fetched by `curl` or `wget` in `text`.
pub(in crate::intake) fn complete_unsigned(error: &mut Explanation, text: &str) {
    let is_open = error.action.is_none() && error.principal.is_none();
    let details = &error.details;
    let (Some(bucket), Some(key), true) = (&details.bucket, &details.key, is_open) else { return };
    if text.lines().any(|line| is_unsigned(line, bucket)) {
        error.resource = Some(["arn:aws:s3:::", bucket, "/", key].concat());
        error.action = Some("s3:GetObject".to_owned());
        error.principal = Some("anonymous".to_owned());
    }
}

fn is_unsigned(line: &str, bucket: &str) -> bool {
    let plain = line.trim_start_matches(['$', '#', '%', '>', ' ', '\t']);
    let fetches = ["curl ", "wget "].iter().any(|command| plain.starts_with(command));
    let signs = ["X-Amz-", "Authorization", "sigv4", "--user", " -u", "Signature="];
    let sends = [" -T", " -X", " -d", "--upload-file", "--request", "--data", "--post"];
    let mut others = signs.iter().chain(&sends);
    fetches
        && line.contains(".amazonaws.com/")
        && line.contains(bucket)
        && !others.any(|other| line.contains(other))
}

/// The bucket, and the key or what stands for all keys that it may have been.
fn place(action: &str, command: &Command) -> Option<(String, String)> {
    if let Some(bucket) = command.option("bucket") {
        let key = command.option("key").unwrap_or("*");
        return Some((bucket.to_owned(), key.to_owned())).filter(|_| !bucket.starts_with("arn:"));
    }
    let reads = ["s3:Get", "s3:List"].iter().any(|verb| action.starts_with(verb));
    let place = if reads { command.places.first() } else { command.places.last() }?;
    let (bucket, mut key) = bucket_and_prefix(place)?;
    let is_several = command.operation == "sync" || command.is_recursive;
    if key.is_empty() || key.ends_with('/') || is_several {
        key.push('*');
    }
    Some((bucket, key))
}

/// `GetObject` as `get-object`.
fn kebab(operation: &str) -> String {
    let mut name = String::new();
    for char in operation.chars() {
        if char.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(char.to_ascii_lowercase());
    }
    name
}
