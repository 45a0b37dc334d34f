//! A policy, and under it what is said of its actions.

use crate::{policy::Kind, rules::testing::check};

/// One statement with `actions`; `found` is the one that is pointed at, empty for silence.
fn points(rule: &str, kind: Kind, actions: &str, found: &str, message: &str) {
    let principal = if kind.names_principals() { r#""Principal": "*", "# } else { "" };
    let resource = match kind {
        Kind::Trust => "",
        Kind::Bucket => r#", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]"#,
        _ => r#", "Resource": "*""#,
    };
    let line = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {principal}"Action": {actions}{resource}}}]}}"#
    );
    let carets = match found {
        "" => String::new(),
        found => {
            let at = line.rfind(found).unwrap();
            format!("{}{} {message}\n", " ".repeat(at), "^".repeat(found.len()))
        }
    };
    check(rule, kind, &format!("\n{line}\n{carets}"));
}

#[test]
fn a_service_that_does_not_exist_is_told_with_the_one_that_was_meant() {
    for (action, meant) in [
        (r#""cloudwach:PutMetricData""#, "probably mean `cloudwatch:PutMetricData`"),
        (r#""stepfunctions:StartExecution""#, "probably mean `states:StartExecution`"),
        (r#""efs:ClientMount""#, "probably mean `elasticfilesystem:ClientMount`"),
        (r#""qqqqqqqq:Do*""#, "There is no service for `qqqqqqqq:Do*`."),
    ] {
        points("unknown-service", Kind::Identity, action, action, meant);
    }
    points(
        "unknown-service",
        Kind::ServiceControl,
        r#"["s3:*", "Lambada:Invoke*"]"#,
        r#""Lambada:Invoke*""#,
        "mean `lambda:Invoke*`",
    );
    for actions in [
        r#"["S3:GetObject", "ec2:*", "*", "*:*", "${Service}:Get", "<service>:Get", "GetObject", "iam:PassRole"]"#,
        r#""*:Get*""#,
    ] {
        points("unknown-service", Kind::Identity, actions, "", "");
    }
}

#[test]
fn a_wildcard_in_a_service_is_pointed_at_and_one_for_all_is_not() {
    points(
        "wildcard-in-service",
        Kind::Identity,
        r#""*code*:Get*""#,
        r#""*code*:Get*""#,
        "several services",
    );
    points("wildcard-in-service", Kind::Identity, r#"["s3:*", "*:*", "*:Describe*", "*"]"#, "", "");
}

#[test]
fn actions_that_others_cover_are_told_together() {
    points(
        "redundant-action",
        Kind::Identity,
        r#"["s3:Get*", "s3:getobject", "s3:List*", "s3:GetObjectAcl"]"#,
        r#""s3:getobject""#,
        "covers `s3:getobject, s3:GetObjectAcl`",
    );
    points(
        "redundant-action",
        Kind::Bucket,
        r#"["s3:GetObjectAcl", "s3:GetObject", "s3:PutObject", "s3:GetObject"]"#,
        r#""s3:GetObject""#,
        "covers",
    );
    points(
        "redundant-action",
        Kind::Identity,
        r#"["s3:GetObject", "*"]"#,
        r#""s3:GetObject""#,
        "covers",
    );
}

#[test]
fn actions_that_only_share_some_are_silent() {
    for actions in [
        r#"["iam:Get*", "iam:*CredentialReport"]"#,
        r#"["s3:GetObject", "s3:GetObjectAcl"]"#,
        r#"["s3:Get*", "s3:GetObject${Suffix}"]"#,
        r#""s3:*""#,
    ] {
        points("redundant-action", Kind::Identity, actions, "", "");
    }
}

#[test]
fn an_action_that_the_policy_s_resource_does_not_know_is_pointed_at() {
    for (kind, actions, found) in [
        (Kind::Bucket, r#"["s3:GetObject", "kms:Decrypt"]"#, r#""kms:Decrypt""#),
        (Kind::Bucket, r#"["s3:GetObject", "s3:ListAllMyBuckets"]"#, r#""s3:ListAllMyBuckets""#),
        (Kind::AccessPoint, r#"["s3:GetObject", "sqs:*"]"#, r#""sqs:*""#),
        (Kind::Key, r#"["kms:Decrypt", "s3:GetObject"]"#, r#""s3:GetObject""#),
        (Kind::Trust, r#"["sts:AssumeRole", "sqs:SendMessage"]"#, r#""sqs:SendMessage""#),
    ] {
        points("action-of-another-resource", kind, actions, found, "does not act on");
    }
    for (kind, actions) in [
        (Kind::Bucket, r#"["s3:*", "s3:List*", "s3:GetObject", "*"]"#),
        (Kind::AccessPoint, r#"["s3:GetObject", "s3-object-lambda:*"]"#),
        (Kind::Key, r#"["kms:*", "kms:CreateGrant"]"#),
        (Kind::Trust, r#"["sts:AssumeRole", "sts:TagSession"]"#),
        (Kind::Resource, r#"["sqs:SendMessage", "sns:Publish"]"#),
        (Kind::Identity, r#"["kms:Decrypt", "s3:ListAllMyBuckets"]"#),
        (Kind::VpcEndpoint, r#"["s3:*", "dynamodb:*"]"#),
        (Kind::ResourceControl, r#"["s3:*", "sqs:*"]"#),
    ] {
        points("action-of-another-resource", kind, actions, "", "");
    }
}

#[test]
fn a_service_that_has_ended_is_advice() {
    use crate::{Document, Input, Severity, analyze, policy::Kind};
    for (action, severity) in
        [("deepracer:ListModels", Severity::Warning), ("s4:GetObject", Severity::Error)]
    {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}]}}"#
        );
        let document = Document { id: "p".into(), kind: Kind::Identity, text, target: None };
        let report = analyze(&Input { documents: vec![document], ..Input::default() });
        let found = report.findings.iter().find(|it| it.rule.id == "unknown-service");
        assert_eq!(found.unwrap().severity, severity, "{action}");
    }
}

#[test]
fn a_list_that_lacks_commas_gets_no_fix_that_cannot_be_carried_out() {
    let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"*"}, {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": "*"}]}"#;
    let document =
        crate::Document { id: "a".into(), kind: Kind::Identity, text: text.into(), target: None };
    let report =
        crate::analyze(&crate::Input { documents: vec![document], ..crate::Input::default() });
    let is_told = report.findings.iter().any(|finding| finding.rule.id == "redundant-action");
    assert!(is_told, "{:#?}", report.findings);
    for fix in report.findings.iter().flat_map(|finding| &finding.fixes) {
        let edits: Vec<_> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
        assert!(undenied_json::apply(text, &edits).is_ok(), "{}", fix.title.en);
    }
}
