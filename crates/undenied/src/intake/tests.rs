//! One output of each shape, what becomes of it, and where it points.

use undenied_json::LineIndex;

mod outputs;
mod pastes;
mod refusals;

use super::*;

const IDENTITY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*"}]}"#;
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"999988887777"},"Action":"sts:AssumeRole"}]}"#;
const BUCKET: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::acme/*"}]}"#;
const KEY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}]}"#;

/// Each document as `kind path`.
fn shape(text: &str) -> Vec<String> {
    let found = read(text).documents.into_iter();
    found.map(|found| format!("{} {}", crate::wire::kind_name(found.kind), found.path)).collect()
}

/// `policy` as a JSON string.
fn encoded(policy: &str) -> String {
    crate::fix::quoted(policy)
}

#[test]
fn every_command_s_output_gives_its_documents() {
    let role = format!(
        r#"{{"RoleName":"import","Arn":"arn:aws:iam::111122223333:role/import","AssumeRolePolicyDocument":{TRUST}}}"#
    );
    let url = r"%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22999988887777%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";
    let access_point = BUCKET.replace(
        "arn:aws:s3:::acme/*",
        "arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/*",
    );
    for (text, expected) in [
        (format!(r#"{{"Policy":{}}}"#, encoded(BUCKET)), vec!["bucket Policy"]),
        (format!(r#"{{"Policy":{},"PolicyName":"default"}}"#, encoded(KEY)), vec!["key Policy"]),
        (format!(r#"{{"Policy":{}}}"#, encoded(&access_point)), vec!["accessPoint Policy"]),
        (format!(r#"{{"Role":{role}}}"#), vec!["trust Role.AssumeRolePolicyDocument"]),
        (format!(r#"{{"Role":{{"AssumeRolePolicyDocument":"{url}"}}}}"#), vec!["trust Role.AssumeRolePolicyDocument"]),
        (format!(r#"{{"RoleName":"a","PolicyName":"b","PolicyDocument":{IDENTITY}}}"#), vec!["identity PolicyDocument"]),
        (format!(r#"{{"PolicyVersion":{{"Document":{IDENTITY},"VersionId":"v1"}}}}"#), vec!["identity PolicyVersion.Document"]),
        (
            format!(r#"{{"Policy":{{"Content":{},"PolicySummary":{{"Type":"SERVICE_CONTROL_POLICY"}}}}}}"#, encoded(IDENTITY)),
            vec!["serviceControl Policy.Content"],
        ),
        (
            format!(r#"{{"VpcEndpoints":[{{"PolicyDocument":{}}}]}}"#, encoded(BUCKET)),
            vec!["vpcEndpoint VpcEndpoints[0].PolicyDocument"],
        ),
        (
            format!(r#"{{"RoleDetailList":[{{"AssumeRolePolicyDocument":{TRUST},"RolePolicyList":[{{"PolicyName":"p","PolicyDocument":{IDENTITY}}}]}}]}}"#),
            vec![
                "trust RoleDetailList[0].AssumeRolePolicyDocument",
                "identity RoleDetailList[0].RolePolicyList[0].PolicyDocument",
            ],
        ),
        (
            r#"{"AttachedPolicies":[{"PolicyName":"x","PolicyArn":"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}]}"#.to_owned(),
            vec!["identity AmazonS3ReadOnlyAccess"],
        ),
    ] {
        assert_eq!(shape(&text), expected, "{text}");
    }
}

#[test]
fn a_policy_itself_and_a_lone_statement_stay_as_they_are() {
    for text in [IDENTITY, r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, ""] {
        let documents = read(text).documents;
        assert_eq!(documents.len(), 1, "{text}");
        assert_eq!((documents[0].path.as_str(), documents[0].text.as_str()), ("", text));
    }
}

#[test]
fn positions_stay_those_of_the_pasted_text() {
    let text = format!(
        "{{\"メモ\": \"😀\",\n \"PolicyName\": \"読み取り\", \"PolicyDocument\":\n  {IDENTITY}}}\n"
    );
    let found = &read(&text).documents[0];
    let place = |text: &str| LineIndex::new(text).position(text.find("\"s3:GetObject\"").unwrap());
    assert_eq!(place(&found.origin.in_place(&text).unwrap()), place(&text));
    let same_line = format!("{{\"メモ\": \"😀\", \"PolicyDocument\": {IDENTITY}}}");
    let found = &read(&same_line).documents[0];
    assert_eq!(place(&found.origin.in_place(&same_line).unwrap()), place(&same_line));
}

#[test]
fn the_caller_is_taken_where_the_output_is_about_one() {
    let one = format!(
        r#"{{"Role":{{"Arn":"arn:aws:iam::111122223333:role/a","AssumeRolePolicyDocument":{TRUST}}}}}"#
    );
    assert_eq!(read(&one).principal.as_deref(), Some("arn:aws:iam::111122223333:role/a"));
    let two = r#"{"Roles":[{"Arn":"arn:aws:iam::111122223333:role/a"},{"Arn":"arn:aws:iam::111122223333:role/b"}]}"#;
    assert_eq!(read(two).principal, None);
}

#[test]
fn an_error_message_tells_the_call() {
    let text = "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/x.csv\" because no identity-based policy allows the s3:GetObject action";
    let refused = read(text).refused.unwrap();
    assert_eq!(refused.principal.as_deref(), Some("arn:aws:iam::111122223333:user/jane"));
    assert_eq!(refused.action.as_deref(), Some("s3:GetObject"));
    assert_eq!(refused.resource.as_deref(), Some("arn:aws:s3:::acme/x.csv"));
}

#[test]
fn a_managed_policy_that_is_not_here_is_named_with_its_command() {
    let text = r#"{"AttachedPolicies":[{"PolicyName":"x","PolicyArn":"arn:aws:iam::111122223333:policy/x"}]}"#;
    assert!(read(text).notes[0].command.as_deref().unwrap().contains("get-policy-version"));
}

/// What AWS printed is in force; what may be a draft, a template or a request need not be.
#[test]
fn what_aws_printed_is_in_force() {
    let provenance = |text: &str| -> Vec<Provenance> {
        read(text).documents.iter().map(|found| found.provenance).collect()
    };
    let role = format!(
        r#"{{"Role":{{"RoleName":"a","RoleId":"AROA1","CreateDate":"2026-01-01T00:00:00Z","AssumeRolePolicyDocument":{TRUST}}}}}"#
    );
    let detail = format!(
        r#"{{"RoleDetailList":[{{"RoleId":"AROA1","CreateDate":"2026-01-01","AssumeRolePolicyDocument":{TRUST},"RolePolicyList":[{{"PolicyName":"p","PolicyDocument":{IDENTITY}}}]}}]}}"#
    );
    let version = format!(
        r#"{{"PolicyVersion":{{"Document":{IDENTITY},"VersionId":"v1","IsDefaultVersion":true,"CreateDate":"2026-01-01"}}}}"#
    );
    let control = format!(
        r#"{{"Policy":{{"Content":{},"PolicySummary":{{"Arn":"arn:aws:organizations::111122223333:policy/o-1/p-1","Type":"SERVICE_CONTROL_POLICY"}}}}}}"#,
        encoded(IDENTITY)
    );
    let asked = format!(
        "$ aws iam get-role-policy --role-name a --policy-name b\n{{\"PolicyDocument\":{IDENTITY}}}"
    );
    let queried = format!(
        "$ aws iam get-role --role-name a --query Role.AssumeRolePolicyDocument\n{TRUST}\n"
    );
    for text in [&role, &version, &control, &asked, &queried] {
        assert_eq!(provenance(text), [Provenance::Printed], "{text}");
    }
    assert_eq!(provenance(&detail), [Provenance::Printed; 2]);
    let template = format!(
        r#"{{"Resources":{{"Role":{{"Type":"AWS::IAM::Role","Properties":{{"AssumeRolePolicyDocument":{TRUST}}}}}}}}}"#
    );
    let request = format!(r#"{{"RoleName":"a","PolicyName":"b","PolicyDocument":{IDENTITY}}}"#);
    let given =
        format!("$ aws iam update-assume-role-policy --role-name a --policy-document '{TRUST}'");
    let said = format!("$ aws iam create-policy --policy-name a\n{IDENTITY}");
    let proposed = format!("$ aws accessanalyzer get-generated-policy --job-id a\n{IDENTITY}");
    for text in [TRUST, IDENTITY, &template, &request, &given, &said, &proposed] {
        assert_eq!(provenance(text), [Provenance::Unknown], "{text}");
    }
    // What follows the output may be the draft of a change.
    assert_eq!(
        provenance(&format!("{queried}\n{TRUST}")),
        [Provenance::Printed, Provenance::Unknown]
    );
}
