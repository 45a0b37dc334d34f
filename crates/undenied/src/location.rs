//! What people write for a bucket and a folder.

/// Bucket name and key prefix of `s3://bucket/prefix/`, of an ARN or of a bare `bucket/prefix/`;
/// the prefix of a whole bucket is empty. `None` where no bucket is named.
///
/// ```
/// let found = undenied::bucket_and_prefix("s3://acme/mydata/*");
/// assert_eq!(found, Some(("acme".to_owned(), "mydata/".to_owned())));
/// ```
#[must_use]
pub fn bucket_and_prefix(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let starts =
        ["s3://", "s3a://", "s3n://", "arn:aws:s3:::", "arn:aws-cn:s3:::", "arn:aws-us-gov:s3:::"];
    let rest = starts.iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text);
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let prefix = prefix.trim_start_matches('/').trim_end_matches('*');
    (!bucket.is_empty()).then(|| (bucket.to_owned(), prefix.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::bucket_and_prefix;

    fn check(text: &str, bucket: &str, prefix: &str) {
        assert_eq!(bucket_and_prefix(text), Some((bucket.to_owned(), prefix.to_owned())), "{text}");
    }

    #[test]
    fn every_spelling_gives_bucket_and_prefix() {
        check("s3://logs/2026/", "logs", "2026/");
        check(" s3://logs/2026 ", "logs", "2026");
        check("s3://logs", "logs", "");
        check("arn:aws:s3:::logs/2026/*", "logs", "2026/");
        check("logs/a/b/", "logs", "a/b/");
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(bucket_and_prefix("  "), None);
        assert_eq!(bucket_and_prefix("s3://"), None);
    }
}
