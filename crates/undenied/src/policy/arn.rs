//! Amazon Resource Names and patterns of them, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>.

use std::fmt;

/// `arn:partition:service:region:account:resource`; the last part may hold colons.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Arn {
    text: String,
    /// Byte offsets of the first five colons.
    colons: [usize; 5],
}

/// What a `Resource` value names: an ARN that may hold wildcards, or everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArnPattern {
    Everything,
    Arn(Arn),
    /// Not an ARN; AWS refuses it.
    Malformed(String),
}

impl Arn {
    /// `None` where `text` has fewer than six parts or does not start with `arn`. Colons inside
    /// `${...}` separate nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut depth = 0_usize;
        let mut found = text.bytes().enumerate().filter_map(|(offset, byte)| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            (byte == b':' && depth == 0).then_some(offset)
        });
        let colons = [found.next()?, found.next()?, found.next()?, found.next()?, found.next()?];
        (text.get(..colons[0]) == Some("arn")).then(|| Self { text: text.to_owned(), colons })
    }

    fn part(&self, after: usize, before: usize) -> &str {
        self.text.get(after + 1..before).unwrap_or_default()
    }

    /// For example `aws`, `aws-cn`.
    #[must_use]
    pub fn partition(&self) -> &str {
        self.part(self.colons[0], self.colons[1])
    }

    #[must_use]
    pub fn service(&self) -> &str {
        self.part(self.colons[1], self.colons[2])
    }

    #[must_use]
    pub fn region(&self) -> &str {
        self.part(self.colons[2], self.colons[3])
    }

    /// 12 digits, or empty where the resource type has none (S3 buckets and objects).
    #[must_use]
    pub fn account(&self) -> &str {
        self.part(self.colons[3], self.colons[4])
    }

    /// Everything after the fifth colon.
    #[must_use]
    pub fn resource(&self) -> &str {
        self.part(self.colons[4], self.text.len())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// For an S3 bucket or object ARN, the bucket.
    #[must_use]
    pub fn bucket(&self) -> Option<&str> {
        let is_bucket =
            self.service() == "s3" && self.region().is_empty() && self.account().is_empty();
        let resource = self.resource();
        is_bucket.then(|| self.slash().and_then(|at| resource.get(..at)).unwrap_or(resource))
    }

    /// Where the resource's first slash stands that is not in a variable such as `${aws:PrincipalTag/team}`.
    fn slash(&self) -> Option<usize> {
        let mut depth = 0_usize;
        self.resource().bytes().position(|byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            byte == b'/' && depth == 0
        })
    }

    /// For an S3 object ARN, what follows the bucket and its slash.
    #[must_use]
    pub fn object_key(&self) -> Option<&str> {
        self.bucket()?;
        self.resource().get(self.slash()? + 1..)
    }

    /// For `role/path/name` the name, likewise for users.
    #[must_use]
    pub fn name(&self) -> &str {
        self.resource().rsplit('/').next().unwrap_or_default()
    }

    /// The role that a session `assumed-role/role-name/session` belongs to. A role's path is not
    /// part of its sessions' ARNs, so only the role's name is known.
    #[must_use]
    pub fn session_role(&self) -> Option<&str> {
        let rest = self.resource().strip_prefix("assumed-role/")?;
        (self.service() == "sts").then(|| rest.split('/').next().unwrap_or_default())
    }

    /// Whether it is the session of a federated user.
    #[must_use]
    pub fn is_federated_user(&self) -> bool {
        self.service() == "sts" && self.resource().starts_with("federated-user/")
    }

    /// Whether it is `arn:aws:iam::account:root`.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.service() == "iam" && self.resource() == "root"
    }

    /// Whether it is an IAM role.
    #[must_use]
    pub fn is_role(&self) -> bool {
        self.service() == "iam" && self.resource().starts_with("role/")
    }

    /// Whether it is an IAM user.
    #[must_use]
    pub fn is_user(&self) -> bool {
        self.service() == "iam" && self.resource().starts_with("user/")
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl ArnPattern {
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text == "*" {
            return Self::Everything;
        }
        Arn::parse(text).map_or_else(|| Self::Malformed(text.to_owned()), Self::Arn)
    }
}

/// Whether `text` is a 12-digit AWS account id.
#[must_use]
pub(crate) fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name of the managed policy with this ARN, if it is AWS's own, which nobody else can change. See
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html>.
pub(crate) fn managed_by_aws(arn: &str) -> Option<String> {
    let arn = Arn::parse(arn)?;
    (arn.service() == "iam" && arn.account() == "aws").then(|| arn.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_in_a_variable_ends_no_bucket() {
        let parts = |text: &str| {
            let arn = Arn::parse(text).unwrap();
            (arn.bucket().map(str::to_owned), arn.object_key().map(str::to_owned))
        };
        let told =
            |bucket: &str, key: Option<&str>| (Some(bucket.to_owned()), key.map(str::to_owned));
        let tag = "${aws:PrincipalTag/bucket}";
        assert_eq!(parts(&format!("arn:aws:s3:::{tag}")), told(tag, None));
        assert_eq!(
            parts(&format!("arn:aws:s3:::{tag}/{tag}/*")),
            told(tag, Some(&format!("{tag}/*")))
        );
        assert_eq!(parts("arn:aws:s3:::acme/"), told("acme", Some("")));
    }

    #[test]
    fn an_arn_has_six_parts_and_the_last_keeps_its_colons() {
        let arn = Arn::parse("arn:aws:sns:us-east-1:111122223333:topic:sub").unwrap();
        assert_eq!(
            (arn.partition(), arn.service(), arn.region(), arn.account(), arn.resource()),
            ("aws", "sns", "us-east-1", "111122223333", "topic:sub")
        );
        assert_eq!(Arn::parse("arn:aws:s3:::"), Arn::parse("arn:aws:s3:::"));
        assert!(Arn::parse("arn:aws:s3::bucket").is_none());
        assert!(Arn::parse("urn:aws:s3:::bucket").is_none());
        let arn = Arn::parse("arn:${AWS::Partition}:iam::${AWS::AccountId}:root").unwrap();
        assert_eq!((arn.account(), arn.is_root()), ("${AWS::AccountId}", true));
    }

    #[test]
    fn a_bucket_and_its_key_are_told_apart() {
        let object = Arn::parse("arn:aws:s3:::acme/dir/*").unwrap();
        assert_eq!((object.bucket(), object.object_key()), (Some("acme"), Some("dir/*")));
        let bucket = Arn::parse("arn:aws:s3:::acme").unwrap();
        assert_eq!((bucket.bucket(), bucket.object_key()), (Some("acme"), None));
        let role = Arn::parse("arn:aws:iam::111122223333:role/a/b").unwrap();
        assert_eq!((role.bucket(), role.name()), (None, "b"));
    }
}
