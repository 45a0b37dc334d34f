//! Which bucket and prefix the case is about: told, or read off the documents.

use undenied_json::cut;

use crate::{
    Document, Input,
    policy::{Arn, Effect, Kind, Policy},
    profile::NeedOn,
};

/// The bucket and the prefix that the caller reaches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// For example `aws`, `aws-cn`.
    pub(crate) partition: String,
    pub(crate) bucket: String,
    /// Ends with `/` for a folder; empty for the whole bucket.
    pub(crate) prefix: String,
    pub(crate) bucket_is_told: bool,
    pub(crate) prefix_is_told: bool,
}

impl Target {
    /// From the facts, else from the first bucket that the policies name; `None` where neither
    /// names one. A caller reaches only buckets of its own partition.
    #[must_use]
    pub(crate) fn find(input: &Input, documents: &[(&Document, Option<&Policy>)]) -> Option<Self> {
        let facts = &input.facts.bucket;
        let caller = input.request.principal.as_deref().and_then(Arn::parse);
        let partition = caller.as_ref().map(Arn::partition).filter(|name| !name.is_empty());
        let told = facts.name.as_deref();
        let named = documents.iter().flat_map(|(document, policy)| {
            let is_candidate = matches!(document.kind, Kind::Identity | Kind::Bucket);
            policy.filter(|_| is_candidate).map(object_arns).unwrap_or_default()
        });
        let mut named = named.filter(|arn| told.is_none_or(|bucket| arn.bucket() == Some(bucket)));
        let first = named.next();
        let with_key = first.iter().cloned().chain(named).find(|arn| arn.object_key().is_some());
        let bucket = told.or_else(|| first.as_ref().and_then(Arn::bucket))?;
        let from_policy = with_key.as_ref().filter(|arn| arn.bucket() == Some(bucket));
        let prefix = match &facts.prefix {
            Some(prefix) => folder(prefix.trim_start_matches('/')),
            None => from_policy.and_then(Arn::object_key).map(literal_folder).unwrap_or_default(),
        };
        Some(Self {
            partition: partition
                .or_else(|| first.as_ref().map(Arn::partition))
                .unwrap_or("aws")
                .to_owned(),
            bucket: bucket.to_owned(),
            prefix,
            bucket_is_told: told.is_some(),
            prefix_is_told: facts.prefix.is_some(),
        })
    }

    /// `arn:aws:s3:::bucket`
    #[must_use]
    pub(crate) fn bucket_arn(&self) -> String {
        format!("arn:{}:s3:::{}", self.partition, self.bucket)
    }

    /// Every object of the case: `arn:aws:s3:::bucket/prefix/*`, or one object's ARN.
    #[must_use]
    pub(crate) fn objects_arn(&self) -> String {
        let wildcard = if self.prefix.is_empty() || self.prefix.ends_with('/') { "*" } else { "" };
        format!("{}/{}{wildcard}", self.bucket_arn(), self.prefix)
    }

    /// The ARN that an action on `on` needs.
    #[must_use]
    pub(crate) fn arn(&self, on: NeedOn) -> String {
        match on {
            NeedOn::Bucket => self.bucket_arn(),
            NeedOn::Objects => self.objects_arn(),
        }
    }

    /// `s3://bucket/prefix/`
    #[must_use]
    pub(crate) fn uri(&self) -> String {
        format!("s3://{}/{}", self.bucket, self.prefix)
    }
}

/// The S3 ARNs with a spelt-out bucket that Allow statements name, in order.
fn object_arns(policy: &Policy) -> Vec<Arn> {
    let allowing = policy.statements.iter().filter(|statement| statement.is(Effect::Allow));
    let values = allowing
        .filter_map(|statement| statement.resource.as_ref())
        .flat_map(|resource| &resource.values);
    let arns = values.filter_map(|value| Arn::parse(&value.value));
    let spelt_out = |arn: &Arn| {
        arn.bucket()
            .is_some_and(|bucket| !bucket.is_empty() && !bucket.contains(['*', '?', '<', '$', '{']))
    };
    arns.filter(spelt_out).collect()
}

/// The folder that a key pattern is about: what stands before its first wildcard or variable.
fn literal_folder(key: &str) -> String {
    let literal = key.split(['*', '?', '<']).next().unwrap_or_default();
    let literal = cut(literal, "${").map_or(literal, |(before, _)| before);
    if literal.len() == key.len() {
        return folder(literal);
    }
    match literal.rfind('/') {
        Some(slash) => literal.get(..=slash).unwrap_or_default().to_owned(),
        None => String::new(),
    }
}

/// `dir` as `dir/`; a last part with a dot is taken for a file's name.
fn folder(key: &str) -> String {
    let key = key.strip_suffix('*').unwrap_or(key);
    let last = key.rsplit('/').next().unwrap_or_default();
    if last.is_empty() || last.contains('.') { key.to_owned() } else { format!("{key}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_folder_unless_it_looks_like_a_file() {
        assert_eq!(folder("mydata"), "mydata/");
        assert_eq!(folder("mydata/*"), "mydata/");
        assert_eq!(folder("mydata/a.csv"), "mydata/a.csv");
        assert_eq!(folder(""), "");
    }

    #[test]
    fn the_folder_of_a_pattern_ends_before_its_first_wildcard() {
        assert_eq!(literal_folder("mydata/*"), "mydata/");
        assert_eq!(literal_folder("mydata/2026-*.csv"), "mydata/");
        assert_eq!(literal_folder("mydata"), "mydata/");
        assert_eq!(literal_folder("*"), "");
    }
}
