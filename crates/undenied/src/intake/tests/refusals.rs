//! What a paste says of a call that was refused, wherever in it that stands.

use super::{BUCKET, shape};
use crate::{
    intake::{Provenance, leading, read},
    policy::Kind,
};

/// The call of an error: who, what and on what.
fn call(paste: &str) -> (Option<String>, Option<String>, Option<String>) {
    let found = read(paste);
    let refused = found.refused.unwrap();
    let (principal, resource) = refused.caller_and_resource(found.principal, None);
    (principal, refused.action, resource)
}

#[test]
fn what_the_command_asked_for_is_what_was_refused() {
    for (command, operation, action, resource) in [
        ("s3 cp s3://acme/a/b.csv .", "HeadObject", "s3:GetObject", "arn:aws:s3:::acme/a/b.csv"),
        ("s3 cp --recursive s3://acme/a/ .", "GetObject", "s3:GetObject", "arn:aws:s3:::acme/a/*"),
        ("s3 sync . s3://acme/in", "PutObject", "s3:PutObject", "arn:aws:s3:::acme/in*"),
        ("s3 ls s3://acme/a/", "ListObjectsV2", "s3:ListBucket", "arn:aws:s3:::acme"),
        (
            "s3api get-object --bucket acme --key k --version-id v out",
            "GetObject",
            "s3:GetObjectVersion",
            "arn:aws:s3:::acme/k",
        ),
    ] {
        let paste = format!(
            "$ aws {command}\nAn error occurred (AccessDenied) when calling the {operation} operation: Access Denied\n"
        );
        let (_, told, on) = call(&paste);
        assert_eq!((told.as_deref(), on.as_deref()), (Some(action), Some(resource)), "{command}");
    }
    let other = "$ aws s3api get-bucket-acl --bucket acme\nAn error occurred (AccessDenied) when calling the GetObject operation: Access Denied\n";
    assert_eq!(call(other).2, None);
}

#[test]
fn aws_s_sentence_alone_is_an_error() {
    let error = "User: arn:aws:iam::111122223333:user/bob is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/k\"";
    for paste in [
        error.to_owned(),
        format!("{error} because no identity-based policy allows the s3:GetObject action\n"),
    ] {
        assert_eq!(call(&paste).1.as_deref(), Some("s3:GetObject"), "{paste}");
    }
}

#[test]
fn whoever_a_sentence_names_was_refused() {
    let error =
        "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied";
    let user = "arn:aws:iam::111122223333:user/bob";
    assert_eq!(call(&format!("I am {user}.\n{error}")).0.as_deref(), Some(user));
    let two = format!("{user} can read it, arn:aws:iam::111122223333:role/etl cannot.\n{error}");
    assert_eq!(call(&two).0, None);
    let own = "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/k\"";
    assert_eq!(
        call(&format!("Ask {user}.\n{own}")).0.as_deref(),
        Some("arn:aws:iam::111122223333:user/ann")
    );
}

#[test]
fn an_event_of_cloudtrail_tells_how_the_call_came() {
    let event = r#"{"eventName": "GetObject", "eventSource": "s3.amazonaws.com", "errorCode": "AccessDenied",
"errorMessage": "Access Denied", "awsRegion": "eu-west-1", "sourceIPAddress": "10.0.0.7", "vpcEndpointId": "vpce-0a1",
"userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/etl/job", "accountId": "111122223333",
"sessionContext": {"sessionIssuer": {"type": "Role", "arn": "arn:aws:iam::111122223333:role/team/etl"}}},
"requestParameters": {"bucketName": "acme", "key": "k"}, "recipientAccountId": "111122223333"}"#;
    let found = read(event);
    let told: Vec<String> =
        found.facts.iter().map(|fact| format!("{}={}", fact.key, fact.value)).collect();
    assert_eq!(
        told,
        [
            "call.vpcEndpoint=vpce-0a1",
            "aws:RequestedRegion=eu-west-1",
            "bucket.account=111122223333"
        ]
    );
    let refused = found.refused.unwrap();
    assert_eq!(refused.principal.unwrap(), "arn:aws:iam::111122223333:role/team/etl");
    assert_eq!(refused.session.unwrap(), "arn:aws:sts::111122223333:assumed-role/etl/job");
}

#[test]
fn a_setting_that_is_not_set_leads_no_other_error() {
    let unset = "An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist";
    let error =
        "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied";
    let found = read(&format!(
        "$ aws s3api get-bucket-policy --bucket acme\n{unset}\n$ aws s3 cp s3://acme/k .\n{error}\n"
    ));
    let leading = leading(&found.errors).unwrap();
    assert_eq!(leading.explanation.operation.as_deref(), Some("GetObject"));
}

#[test]
fn code_among_sentences_is_read() {
    let error = "User: arn:aws:iam::111122223333:user/bob is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/k\"";
    let yaml = "Version: '2012-10-17'\nStatement:\n- Effect: Allow\n  Action: s3:PutObject\n  Resource: arn:aws:s3:::acme/*\n";
    let block = "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"s3:*\", Resource = \"*\" }] })\n}\n";
    for code in [yaml, block] {
        for paste in [format!("{error}\n\n{code}"), format!("{code}error: AccessDenied: {error}\n")]
        {
            let found = read(&paste);
            assert_eq!((found.documents.len(), found.errors.len()), (1, 1), "{paste}");
            assert_eq!(found.notes, [], "{paste}");
        }
    }
}

#[test]
fn an_address_that_nobody_signed_is_anybody_s() {
    let refused = "HTTP/1.1 403 Forbidden\n";
    let address = "https://acme.s3.eu-west-1.amazonaws.com/logo.png";
    let (who, action, on) = call(&format!("$ curl -I {address}\n{refused}"));
    assert_eq!(
        (who.as_deref(), action.as_deref(), on.as_deref()),
        (Some("anonymous"), Some("s3:GetObject"), Some("arn:aws:s3:::acme/logo.png"))
    );
    for signed in [
        format!("$ curl -I '{address}?X-Amz-Signature=ab'\n{refused}"),
        format!("$ curl --aws-sigv4 aws:amz:eu-west-1:s3 {address}\n{refused}"),
        format!("Our program reads {address}\n{refused}"),
    ] {
        assert_ne!(call(&signed).0.as_deref(), Some("anonymous"), "{signed}");
    }
}

#[test]
fn what_snowflake_describes_is_told() {
    let paste = "003167 (42601): Error assuming AWS_ROLE:\nUser: arn:aws:iam::999988887777:user/sf is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/sf\n\nDESC INTEGRATION says\nSTORAGE_AWS_IAM_USER_ARN | arn:aws:iam::999988887777:user/sf\nSTORAGE_AWS_EXTERNAL_ID | ACME_SFCRole=4_kYg0=\n";
    let found = read(paste);
    let told: Vec<String> =
        found.facts.iter().map(|fact| format!("{}={}", fact.key, fact.span.of(paste))).collect();
    assert_eq!(
        told,
        [
            "trust.externalId=ACME_SFCRole=4_kYg0=",
            "trust.principal=arn:aws:iam::999988887777:user/sf"
        ]
    );
}

#[test]
fn the_boundary_is_known_by_its_arn() {
    let role = r#"{"Role": {"RoleName": "app", "Arn": "arn:aws:iam::111122223333:role/app", "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/limits"}}}"#;
    let version = r#"{"PolicyVersion": {"Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}]}, "VersionId": "v3", "IsDefaultVersion": true}}"#;
    for (arn, kind, notes) in
        [("limits", Kind::PermissionsBoundary, 0), ("other", Kind::Identity, 1)]
    {
        let command = format!(
            "aws iam get-policy-version --policy-arn arn:aws:iam::111122223333:policy/{arn} --version-id v3"
        );
        let found =
            read(&format!("$ aws iam get-role --role-name app\n{role}\n$ {command}\n{version}\n"));
        assert_eq!((found.documents[0].kind, found.notes.len()), (kind, notes), "{arn}");
    }
}

#[test]
fn a_quoted_mail_is_no_yaml() {
    let mail = ">> Hi, we get:\n>> User: arn:aws:iam::111122223333:user/bob is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::acme/k\"\n>>\n>> Bucket policy:\n>> {\n>>   \"Version\": \"2012-10-17\",\n>>   \"Statement\": [\n>>     { \"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::acme/*\" }\n>>   ]\n>> }\n";
    let found = read(mail);
    assert_eq!((found.documents.len(), found.errors.len(), found.notes.len()), (1, 1, 0));
    assert_eq!(found.documents[0].kind, Kind::Bucket);
}

/// What AWS answers to who looks for the policy of `acme`.
const NONE: &str = "$ aws s3api get-bucket-policy --bucket acme\n\nAn error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist";

#[test]
fn a_bucket_without_a_policy_has_one_that_says_nothing() {
    let refused = "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::BUCKET/a\"";
    for (bucket, expected) in [("acme", vec!["bucket "]), ("logs", Vec::new())] {
        let text = format!("{}\n\n{NONE}", refused.replace("BUCKET", bucket));
        assert_eq!(shape(&text), expected, "{bucket}");
    }
    let found = read(NONE).documents.remove(0);
    assert_eq!((found.name.as_deref(), found.provenance), (Some("acme"), Provenance::Printed));
    assert_eq!(shape(&format!("{NONE}\n\nWe want this one:\n\n{BUCKET}")), ["bucket "]);
}

#[test]
fn whoever_looked_in_vain_is_not_who_was_refused() {
    let looked = "$ aws iam get-role-policy --role-name etl --policy-name s3\n\nAn error occurred (NoSuchEntity) when calling the GetRolePolicy operation: The role policy with name s3 cannot be found.";
    let refused = "$ aws s3 ls s3://acme\n\nAn error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied";
    let errors = read(&format!("{looked}\n\n{refused}")).errors;
    assert_eq!(leading(&errors).unwrap().explanation.code.as_deref(), Some("AccessDenied"));
}

#[test]
fn a_command_tells_what_it_does_not_send() {
    let told = |options: &str, policy: &str| -> Vec<String> {
        let paste = format!(
            "$ aws s3 cp a s3://acme/a{options}\nupload failed: ./a to s3://acme/a An error occurred (AccessDenied) when calling the PutObject operation: Access Denied\n\n{policy}"
        );
        let facts = read(&paste).facts.into_iter();
        facts.map(|fact| format!("{}={}", fact.key, fact.value)).collect()
    };
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::acme/*","Condition":{"StringEquals":{"s3:x-amz-acl":"private"}}}]}"#;
    assert_eq!(told("", policy), ["call.acl=null"]);
    assert_eq!(told(" --acl private", policy), ["call.acl=private"]);
    assert!(told("", BUCKET).is_empty());
    let payer = "$ aws s3api get-bucket-request-payment --bucket acme\n{\"Payer\": \"Requester\"}";
    assert_eq!(told("", payer), ["bucket.requestPayer=Requester", "call.requestPayer=false"]);
}
