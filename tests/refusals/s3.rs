//! Policies that S3 reads, of buckets and access points; principals of key policies with them.

use undenied::policy::Kind;

use super::{PUBLIC, policy, refused, report, saved, texts};

const NOT_COMBINED: &str =
    "Conditions do not apply to combination of actions and resources in statement";
const NO_RESOURCE: &str = "Action does not apply to any resource(s) in statement";
const BAD_RESOURCE: &str = "Policy has invalid resource";
const BAD_PRINCIPAL: &str = "Invalid principal in policy";

#[test]
fn s3_names_what_is_missing_or_strange() {
    let kind = Kind::Bucket;
    saved(kind, &policy(PUBLIC));
    saved(kind, &policy(PUBLIC).replace(r#""Version": "2012-10-17", "#, ""));
    let whole = policy(PUBLIC);
    let first = "Policies must be valid JSON and the first byte must be '{'";
    refused(kind, &whole.replace("]}", "]"), &[first]);
    refused(kind, &format!("[{{{PUBLIC}}}]"), &[first]);
    for (element, name) in [
        (r#""Principal": "*", "#, "Principal"),
        (r#""Effect": "Allow", "#, "Effect"),
        (r#""Action": "s3:GetObject", "#, "Action"),
        (r#", "Resource": "arn:aws:s3:::acme/*""#, "Resource"),
    ] {
        let words = format!("Missing required field {name}");
        let report = report(kind, &whole.replace(element, ""), None);
        assert_eq!(texts(&report), [&words]);
    }
    let words = ["Could not parse the policy: Statement is empty!"];
    refused(kind, r#"{"Version": "2012-10-17", "Statement": []}"#, &words);
    refused(kind, r#"{"Version": "2012-10-17"}"#, &["Missing required field Statement"]);
    let version = whole.replace("2012-10-17", "2012-10-18");
    refused(kind, &version, &["The policy must contain a valid version string"]);
    refused(kind, &whole.replace("Allow", "allow"), &["Invalid effect: allow"]);
    let strange = format!(r#"{PUBLIC}, "Comment": "for all""#);
    refused(kind, &policy(&strange), &["Unknown field Comment"]);
    let twice = format!(r#"{PUBLIC}, "Effect": "Allow""#);
    refused(kind, &policy(&twice), &["Statement already has instance of Effect"]);
    let empty = PUBLIC.replace("\"s3:GetObject\"", "[]");
    refused(kind, &policy(&empty), &["Missing required field Action cannot be empty!"]);
    let operator =
        format!(r#"{PUBLIC}, "Condition": {{"StringIs": {{"aws:PrincipalOrgID": "o-1"}}}}"#);
    refused(kind, &policy(&operator), &["Invalid Condition type : StringIs"]);
    let address =
        format!(r#"{PUBLIC}, "Condition": {{"IpAddress": {{"aws:SourceIp": "10.0.0"}}}}"#);
    refused(kind, &policy(&address), &["Invalid IP address in Conditions"]);
    saved(kind, &policy(&address.replace("10.0.0", "203.0.113.0/24")));
}

#[test]
fn s3_takes_whom_it_can_know() {
    let with = |principal: &str| {
        policy(&PUBLIC.replace("\"*\", \"Effect\"", &format!("{principal}, \"Effect\"")))
    };
    for principal in [
        r#"{"AWS": "admin"}"#,
        r#"{"AWS": "arn:aws:iam::111122223333:group/a"}"#,
        r#"{"AWS": "arn:aws:iam::111122223333:user/*"}"#,
        r#"{"CanonicalUser": "12ab"}"#,
    ] {
        refused(Kind::Bucket, &with(principal), &[BAD_PRINCIPAL]);
    }
    for principal in [
        r#"{"AWS": ["111122223333", "arn:aws:iam::111122223333:role/path/a"]}"#,
        r#"{"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}"#,
        r#"{"AWS": "AIDAEXAMPLEEXAMPLE12"}"#,
        r#"{"Service": "cloudfront.amazonaws.com"}"#,
        r#"{"AWS": "arn:aws:iam::<your account>:role/a"}"#,
    ] {
        saved(Kind::Bucket, &with(principal));
    }
    let key = |principal: &str| {
        policy(&format!(
            r#""Effect": "Allow", "Principal": {principal}, "Action": "kms:*", "Resource": "*""#
        ))
    };
    let words = ["Policy contains a statement with one or more invalid principals."];
    refused(Kind::Key, &key(r#"{"AWS": "admin"}"#), &words);
    saved(Kind::Key, &key(r#"{"AWS": "arn:aws:iam::111122223333:root"}"#));
}

#[test]
fn s3_takes_its_own_actions_on_its_own_bucket() {
    let kind = Kind::Bucket;
    let with = |action: &str, resource: &str| {
        policy(&format!(
            r#""Effect": "Allow", "Principal": "*", "Action": {action}, "Resource": {resource}"#
        ))
    };
    let (bucket, objects) = (r#""arn:aws:s3:::acme""#, r#""arn:aws:s3:::acme/*""#);
    for action in ["GetObject", "s3:HeadObject", "s3:Lst*", "kms:Decrypt", "*:*", "s?:GetObject"] {
        let action = format!("\"{action}\"");
        refused(kind, &with(&action, objects), &["Policy has invalid action"]);
    }
    for resource in [
        "*",
        "acme/*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::acme*/x",
        "arn:aws:s3:us-east-1:111122223333:acme/*",
        "arn:aws:s3::111122223333:acme/*",
        "arn:aws:sqs:us-east-1:111122223333:queue",
        "arn:aws:s3:us-east-1:111122223333:accesspoint/a",
    ] {
        let resource = format!("\"{resource}\"");
        refused(kind, &with("\"s3:GetObject\"", &resource), &[BAD_RESOURCE]);
    }
    let both = r#"["arn:aws:s3:::acme/*", "arn:aws:s3:::other/*"]"#;
    refused(kind, &with("\"s3:GetObject\"", both), &[BAD_RESOURCE]);
    let told = report(kind, &with("\"s3:GetObject\"", objects), Some("other"));
    assert_eq!(texts(&told), [BAD_RESOURCE]);
    assert_eq!(report(kind, &with("\"s3:GetObject\"", objects), Some("acme")).refusals, []);
    for (action, resource) in [
        ("\"*\"", objects),
        ("\"s3:*\"", bucket),
        ("\"s3:Get*\"", bucket),
        (
            "[\"s3:GetObject\", \"s3:ListBucket\"]",
            r#"["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]"#,
        ),
        ("\"s3:GetObject\"", r#""arn:aws:s3:::${Bucket}/*""#),
        (
            "\"s3express:CreateSession\"",
            r#""arn:aws:s3express:us-east-1:111122223333:bucket/b--use1-az4--x-s3""#,
        ),
    ] {
        saved(kind, &with(action, resource));
    }
    for (action, resource) in [
        ("\"s3:GetObject\"", bucket),
        ("\"s3:ListBucket\"", objects),
        ("\"s3:ListAllMyBuckets\"", bucket),
        ("\"s3:GetObject*\"", bucket),
    ] {
        refused(kind, &with(action, resource), &[NO_RESOURCE]);
    }
    // Each that is listed must fit; what is left out need not.
    let list = r#"["s3:GetObject", "s3:ListBucket"]"#;
    refused(kind, &with(list, objects), &[NO_RESOURCE]);
    saved(kind, &with(list, objects).replace("\"Action\"", "\"NotAction\""));
    saved(kind, &with(list, objects).replace("\"Resource\"", "\"NotResource\""));
    // IAM takes them all.
    saved(Kind::Identity, &with(list, objects).replace(r#""Principal": "*", "#, ""));
}

#[test]
fn s3_asks_every_action_for_its_keys() {
    let kind = Kind::Bucket;
    let with = |actions: &str, key: &str| {
        policy(&format!(
            r#""Effect": "Deny", "Principal": "*", "Action": {actions}, "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"], "Condition": {{"StringEquals": {{"{key}": "x"}}}}"#
        ))
    };
    for (actions, key) in [
        ("\"s3:GetObject\"", "s3:prefix"),
        (r#"["s3:ListBucket", "s3:GetBucketLocation"]"#, "s3:prefix"),
        (r#"["s3:PutObject", "s3:GetObject"]"#, "s3:x-amz-acl"),
        (r#"["s3:PutObject", "s3:GetObject"]"#, "s3:x-amz-server-side-encryption"),
        ("\"s3:PutObject\"", "s3:ExistingObjectTag/team"),
        ("\"s3:DeleteObjectVersion\"", "s3:ExistingObjectTag/team"),
        ("\"s3:PutObjectRetention\"", "s3:ExistingObjectTag/team"),
        ("\"s3:PutObjectAcl\"", "s3:RequestObjectTag/team"),
        ("\"s3:GetObject\"", "s3:VersionId"),
        ("\"s3:Get*\"", "s3:prefix"),
    ] {
        refused(kind, &with(actions, key), &[NOT_COMBINED]);
    }
    for (actions, key) in [
        ("\"s3:ListBucket\"", "s3:prefix"),
        ("\"s3:*\"", "s3:prefix"),
        ("\"s3:*\"", "s3:TlsVersion"),
        ("\"s3:PutObject\"", "s3:x-amz-server-side-encryption"),
        (r#"["s3:PutObject", "s3:PutObjectAcl"]"#, "s3:x-amz-acl"),
        ("\"s3:GetObject\"", "s3:ExistingObjectTag/team"),
        ("\"s3:PutObjectAcl\"", "s3:ExistingObjectTag/team"),
        ("\"s3:GetObjectAttributes\"", "s3:ExistingObjectTag/team"),
        ("\"s3:PutObject\"", "s3:RequestObjectTag/team"),
        ("\"s3:GetObjectVersion\"", "s3:versionid"),
        ("\"s3:GetObject\"", "s3:DataAccessPointAccount"),
        ("\"s3:GetObject\"", "aws:NoSuchKey"),
    ] {
        saved(kind, &with(actions, key));
    }
    saved(kind, &with("\"s3:GetObject\"", "s3:prefix").replace("Action", "NotAction"));
    let words = ["Policy has an invalid condition key"];
    refused(kind, &with("\"s3:ListBucket\"", "s3:prefixes"), &words);
    saved(Kind::VpcEndpoint, &with("\"s3:ListBucket\"", "s3:prefixes"));
}

#[test]
fn s3_goes_statement_by_statement_and_asks_conditions_before_resources() {
    let text = policy("").replace(
        "{}",
        r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme", "Condition": {"StringEquals": {"s3:prefix": "x"}}},
           {"Effect": "allow", "Principal": {"AWS": "admin"}, "Action": "s3:HeadObject", "Resource": "*"}"#,
    );
    let words = [
        NOT_COMBINED,
        NO_RESOURCE,
        "Invalid effect: allow",
        BAD_PRINCIPAL,
        "Policy has invalid action",
        BAD_RESOURCE,
    ];
    refused(Kind::Bucket, &text, &words);
}

#[test]
fn an_access_point_s_policy_is_about_access_points() {
    let kind = Kind::AccessPoint;
    let point = "arn:aws:s3:us-east-1:111122223333:accesspoint/a/object/*";
    saved(kind, &policy(&PUBLIC.replace("arn:aws:s3:::acme/*", point)));
    refused(kind, &policy(PUBLIC), &[BAD_RESOURCE]);
}
