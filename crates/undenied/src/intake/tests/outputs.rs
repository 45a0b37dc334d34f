//! What commands and libraries print, shape by shape.

use super::{BUCKET, IDENTITY, TRUST, encoded, pastes::check};
use crate::intake::read;

#[test]
fn policies_that_are_only_named_are_noted_with_the_command_that_prints_them() {
    for (paste, expected, command) in [
        (
            r#"{"Policy":{"PolicyName":"p","Arn":"arn:aws:iam::111122223333:policy/p","DefaultVersionId":"v3","AttachmentCount":1}}"#,
            "note This describes `arn:aws:iam::111122223333:policy/p` but",
            "aws iam get-policy-version --policy-arn arn:aws:iam::111122223333:policy/p --version-id v3",
        ),
        (
            r#"$ aws iam list-role-policies --role-name import
{"PolicyNames":["read"],"IsTruncated":false}"#,
            "note The inline policy `read`",
            "aws iam get-role-policy --role-name import --policy-name read",
        ),
        (
            r#"$ aws iam list-user-policies --user-name jane
{"PolicyNames":["read"]}"#,
            "note The inline policy `read`",
            "aws iam get-user-policy --user-name jane --policy-name read",
        ),
    ] {
        check(paste, &[expected]);
        assert_eq!(read(paste).notes[0].command.as_deref(), Some(command));
    }
}

#[test]
fn what_is_not_in_force_or_not_whole_is_noted() {
    check(
        &format!(
            r#"{{"PolicyVersion":{{"Document":{IDENTITY},"VersionId":"v1","IsDefaultVersion":false}}}}"#
        ),
        &["identity PolicyVersion.Document", "note Version `v1` of the"],
    );
    check(
        r#"{"Role":{"RoleName":"a","Arn":"arn:aws:iam::111122223333:role/a","AssumeRolePolicyDocument":"<URL-encoded-JSON>"}}"#,
        &["principal arn:aws:iam::111122223333:role/a", "note `<URL-encoded-JSON>` stands here in"],
    );
    check(
        r#"{"AttachedPolicies":[{"PolicyName":"AmazonS3FullAccess","PolicyArn":"arn:aws:iam::aws:policy/AmazonS3FullAccess"}],"IsTruncated":true}"#,
        &["identity AmazonS3FullAccess", "note `IsTruncated` is `true`: the"],
    );
}

#[test]
fn a_whole_account_gives_what_is_in_force() {
    let account = format!(
        r#"{{"UserDetailList":[{{"UserName":"jane","Arn":"arn:aws:iam::111122223333:user/jane","UserPolicyList":[{{"PolicyName":"u","PolicyDocument":{IDENTITY}}}],"AttachedManagedPolicies":{{"PolicyName":"p","PolicyArn":"arn:aws:iam::111122223333:policy/p"}}}}],
"GroupDetailList":[{{"GroupName":"g","GroupPolicyList":[{{"PolicyName":"gp","PolicyDocument":{IDENTITY}}}],"AttachedManagedPolicies":[{{"PolicyArn":"arn:aws:iam::111122223333:policy/q"}}]}}],
"RoleDetailList":[{{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/r","AssumeRolePolicyDocument":{TRUST},"PermissionsBoundary":{{"PermissionsBoundaryType":"Policy","PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/b"}}}}],
"Policies":[{{"PolicyName":"p","Arn":"arn:aws:iam::111122223333:policy/p","DefaultVersionId":"v2","PolicyVersionList":[{{"Document":{IDENTITY},"VersionId":"v2","IsDefaultVersion":true}},{{"Document":{IDENTITY},"VersionId":"v1","IsDefaultVersion":false}}]}}]}}"#
    );
    check(
        &account,
        &[
            "identity UserDetailList[0].UserPolicyList[0].PolicyDocument",
            "identity GroupDetailList[0].GroupPolicyList[0].PolicyDocument",
            "trust RoleDetailList[0].AssumeRolePolicyDocument",
            "identity Policies[0].PolicyVersionList[0].Document",
            "note Version `v1` of the",
            "note `arn:aws:iam::111122223333:policy/q` is attached, but",
            "note `arn:aws:iam::111122223333:policy/b` is the permissions",
            "note Several roles and users",
        ],
    );
    let names: Vec<_> =
        read(&account).documents.into_iter().map(|found| found.name.unwrap()).collect();
    assert_eq!(names, ["u", "gp", "r", "p"]);
}

#[test]
fn only_endpoints_for_s3_count() {
    let endpoint = |service: &str| {
        format!(
            r#"{{"VpcEndpointId":"vpce-1","ServiceName":"com.amazonaws.us-east-1.{service}","PolicyDocument":{}}}"#,
            encoded(BUCKET)
        )
    };
    let both = format!(r#"{{"VpcEndpoints":[{},{}]}}"#, endpoint("ec2"), endpoint("s3"));
    check(&both, &["vpcEndpoint VpcEndpoints[1].PolicyDocument", "note The VPC endpoint for"]);
}

#[test]
fn callers_are_known_by_their_outputs() {
    for (paste, expected) in [
        (
            r#"{"UserId":"AIDAX","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/jane"}"#,
            "arn:aws:iam::111122223333:user/jane",
        ),
        (
            r#"{"User":{"UserName":"jane","Arn":"arn:aws:iam::111122223333:user/jane"}}"#,
            "arn:aws:iam::111122223333:user/jane",
        ),
        (
            r#"{"AssumedRoleUser":{"AssumedRoleId":"AROAX:s","Arn":"arn:aws:sts::111122223333:assumed-role/import/s"}}"#,
            "arn:aws:sts::111122223333:assumed-role/import/s",
        ),
        (
            r#"{"Arn":"arn:aws:sts::111122223333:assumed-role/import/s"}
{"Role":{"Arn":"arn:aws:iam::111122223333:role/path/import"}}"#,
            "arn:aws:iam::111122223333:role/path/import",
        ),
    ] {
        check(paste, &[&format!("principal {expected}")]);
    }
}

#[test]
fn organizations_say_the_type_of_their_policies() {
    let policy = |kind: &str| {
        format!(
            r#"{{"Policy":{{"PolicySummary":{{"Name":"p","Type":"{kind}"}},"Content":{}}}}}"#,
            encoded(IDENTITY)
        )
    };
    check(&policy("SERVICE_CONTROL_POLICY"), &["serviceControl Policy.Content"]);
    check(&policy("RESOURCE_CONTROL_POLICY"), &["resourceControl Policy.Content"]);
    check(&policy("TAG_POLICY"), &["note A policy of type"]);
}

#[test]
fn events_and_records_hold_policies_in_strings() {
    let role = format!(
        r#"{{"eventName":"CreateRole","requestParameters":{{"roleName":"a","assumeRolePolicyDocument":{}}}}}"#,
        encoded(TRUST)
    );
    check(&role, &["trust requestParameters.assumeRolePolicyDocument"]);
    let item = format!(
        r#"{{"supplementaryConfiguration":{{"BucketPolicy":{}}}}}"#,
        encoded(&format!(r#"{{"policyText":{}}}"#, encoded(BUCKET)))
    );
    check(&item, &["bucket supplementaryConfiguration.BucketPolicy.policyText"]);
    let lines = format!("{role}\n{item}\n");
    check(
        &lines,
        &[
            "trust requestParameters.assumeRolePolicyDocument",
            "bucket supplementaryConfiguration.BucketPolicy.policyText",
        ],
    );
}

#[test]
fn what_python_prints_is_rewritten_as_json() {
    let python = TRUST.replace('"', "'");
    let paste = format!(
        "{{'Role': {{'RoleName': 'import', 'Arn': 'arn:aws:iam::111122223333:role/import', 'CreateDate': datetime.datetime(2026, 1, 2, 3, 4, tzinfo=tzutc()), 'AssumeRolePolicyDocument': {python}, 'Tags': ('a', None, True)}}, 'ResponseMetadata': {{'HTTPStatusCode': 200}}}}"
    );
    let found = read(&paste);
    assert_eq!(found.documents.len(), 1);
    let document = &found.documents[0];
    let written: serde_json::Value = serde_json::from_str(&document.text).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(TRUST).unwrap());
    let start = document.text.find("\"sts:AssumeRole\"").unwrap();
    let place = document.origin.locate(undenied_json::Span::new(start, start + 16));
    assert_eq!(place.of(&paste), "'sts:AssumeRole'");
    assert_eq!(found.principal.as_deref(), Some("arn:aws:iam::111122223333:role/import"));
    let policy = format!("{{'ResponseMetadata': {{'RequestId': 'x'}}, 'Policy': '{BUCKET}'}}");
    check(&policy, &["bucket Policy"]);
    // A policy written so by hand keeps its slips.
    assert_eq!(read(&IDENTITY.replace('"', "'")).documents[0].text, IDENTITY.replace('"', "'"));
}

/// What IAM answers to who lists the policies of the role `etl`.
fn listed(inline: &str, attached: &str) -> String {
    format!(
        "$ aws iam list-role-policies --role-name etl\n{{\"PolicyNames\": [{inline}]}}\n$ aws iam list-attached-role-policies --role-name etl\n{{\"AttachedPolicies\": [{attached}]}}\n"
    )
}

#[test]
fn a_role_without_policies_has_one_that_says_nothing() {
    let found = read(&listed("", ""));
    assert_eq!(found.documents.len(), 1);
    assert_eq!(found.documents[0].name.as_deref(), Some("etl"));
    let one = r#"{"PolicyName": "x", "PolicyArn": "arn:aws:iam::111122223333:policy/x"}"#;
    for paste in [listed("\"read\"", ""), listed("", one)] {
        assert!(read(&paste).documents.is_empty(), "{paste}");
    }
    let other = "User: arn:aws:iam::111122223333:role/other is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/a\"";
    assert!(read(&format!("{other}\n\n{}", listed("", ""))).documents.is_empty());
}

#[test]
fn a_listed_policy_is_unknown_unless_it_is_here() {
    let unseen = |paste: &str| -> Vec<String> {
        let facts = read(paste).facts.into_iter();
        facts.filter(|fact| fact.value != "null").map(|fact| fact.value).collect()
    };
    let logs = r#"{"PolicyName": "l", "PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}"#;
    assert_eq!(unseen(&listed("\"read\"", logs)), ["read"]);
    let own = format!(
        "$ aws iam get-role-policy --role-name etl --policy-name read --query PolicyDocument\n{IDENTITY}\n"
    );
    let both = format!("{}{own}", listed("\"read\"", ""));
    assert!(unseen(&both).is_empty());
    assert!(read(&both).notes.is_empty());
}
