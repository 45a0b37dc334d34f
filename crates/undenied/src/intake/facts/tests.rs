//! One output of each shape: the facts it gives and where they point.

use undenied_json::parse;

use super::*;
use crate::explain::explain;

fn facts(text: &str) -> (Vec<FoundFact>, Vec<Note>) {
    read(&parse(text).root.unwrap())
}

/// Each fact as `key=value`, with `@subject` where there is one.
fn shape(text: &str) -> Vec<String> {
    let shown = |fact: FoundFact| {
        let subject = fact.subject.map(|subject| format!(" @{subject}")).unwrap_or_default();
        format!("{}={}{subject}", fact.key, fact.value)
    };
    facts(text).0.into_iter().map(shown).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(shape(text), expected, "{text}");
    for fact in facts(text).0 {
        let shown = fact.span.of(text);
        let is_told =
            matches!(fact.value.as_str(), "alias/aws/s3" | "STANDARD" | "null" | "true" | "false")
                || fact.key.ends_with("region")
                || fact.key.ends_with("grants")
                || fact.key.ends_with("acl")
                || fact.key.ends_with("blockedTypes");
        assert!(is_told || shown.contains(&fact.value), "{} points to {shown}", fact.key);
        assert!(!shown.is_empty() && !fact.words.en.is_empty(), "{}", fact.key);
    }
}

#[test]
fn what_is_told_of_buckets() {
    check(
        r#"{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"arn:aws:kms:us-east-1:111122223333:key/k"},"BucketKeyEnabled":true,"BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}}]}}"#,
        &[
            "bucket.encryption.algorithm=aws:kms",
            "bucket.encryption.keyArn=arn:aws:kms:us-east-1:111122223333:key/k",
            "bucket.encryption.bucketKeyEnabled=true",
            "bucket.encryption.blockedTypes=SSE-C",
        ],
    );
    check(
        r#"{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms:dsse"},"BucketKeyEnabled":false}]}}"#,
        &[
            "bucket.encryption.algorithm=aws:kms:dsse",
            "bucket.encryption.keyArn=alias/aws/s3",
            "bucket.encryption.bucketKeyEnabled=false",
        ],
    );
    check(
        r#"{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}}"#,
        &["bucket.encryption.algorithm=AES256"],
    );
    check(
        r#"{"OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]}}"#,
        &["bucket.objectOwnership=ObjectWriter"],
    );
    check(
        r#"{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":false,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}}"#,
        &[
            "bucket.publicAccessBlock.BlockPublicAcls=true",
            "bucket.publicAccessBlock.IgnorePublicAcls=false",
            "bucket.publicAccessBlock.BlockPublicPolicy=true",
            "bucket.publicAccessBlock.RestrictPublicBuckets=true",
        ],
    );
    check(r#"{"Payer":"Requester"}"#, &["bucket.requestPayer=Requester"]);
    check(r#"{"LocationConstraint":null}"#, &["bucket.region=us-east-1"]);
    check(r#"{"LocationConstraint":"EU"}"#, &["bucket.region=eu-west-1"]);
    check(r#"{"LocationConstraint":"ap-northeast-1"}"#, &["bucket.region=ap-northeast-1"]);
    check(
        r#"{"BucketArn":"arn:aws:s3:::acme","BucketRegion":"us-west-2","AccessPointAlias":false}"#,
        &["bucket.name=acme", "bucket.region=us-west-2 @acme"],
    );
    check(
        r#"{"Status":"Enabled","MFADelete":"Enabled"}"#,
        &["bucket.versioning=Enabled", "bucket.mfaDelete=Enabled"],
    );
    check(r#"{"PolicyStatus":{"IsPublic":true}}"#, &["bucket.isPublic=true"]);
    check(
        r#"{"ObjectLockConfiguration":{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"GOVERNANCE","Days":30}}}}"#,
        &[
            "bucket.objectLock.enabled=Enabled",
            "bucket.objectLock.mode=GOVERNANCE",
            "bucket.objectLock.days=30",
        ],
    );
    check(
        r#"{"Buckets":[{"Name":"acme","CreationDate":"2026-01-02"}],"Owner":{"ID":"0123abcd"}}"#,
        &["account.canonicalUserId=0123abcd"],
    );
}

#[test]
fn what_is_told_of_access_control_lists() {
    check(
        r#"{"Owner":{"ID":"0123abcd"},"Grants":[{"Grantee":{"ID":"4567cdef","Type":"CanonicalUser"},"Permission":"FULL_CONTROL"},{"Grantee":{"Type":"Group","URI":"http://acs.amazonaws.com/groups/global/AllUsers"},"Permission":"READ"}]}"#,
        &["acl.owner=0123abcd", "acl.grants=FULL_CONTROL: 4567cdef", "acl.grants=READ: AllUsers"],
    );
    check(
        r#"{"Owner":{"ID":"0123abcd"},"Grants":[{"Grantee":{"Type":"Group","URI":"http://acs.amazonaws.com/groups/global/AuthenticatedUsers"},"Permission":"WRITE"}]}"#,
        &["bucket.owner=0123abcd", "bucket.acl=WRITE: AuthenticatedUsers"],
    );
}

#[test]
fn what_is_told_of_objects() {
    check(
        r#"{"AcceptRanges":"bytes","ContentLength":3,"ETag":"\"9a\"","VersionId":"v3","ServerSideEncryption":"aws:kms","SSEKMSKeyId":"arn:aws:kms:us-east-1:111122223333:key/k","BucketKeyEnabled":true,"ObjectLockMode":"COMPLIANCE","ObjectLockRetainUntilDate":"2031-01-01T00:00:00Z","ObjectLockLegalHoldStatus":"ON"}"#,
        &[
            "object.exists=true",
            "object.encryption.algorithm=aws:kms",
            "object.encryption.keyArn=arn:aws:kms:us-east-1:111122223333:key/k",
            "object.encryption.bucketKeyEnabled=true",
            "object.versionId=v3",
            "object.lock.mode=COMPLIANCE",
            "object.lock.retainUntil=2031-01-01T00:00:00Z",
            "object.lock.legalHold=ON",
            "object.storageClass=STANDARD",
        ],
    );
    check(
        r#"{"ContentLength":3,"ETag":"9a","StorageClass":"DEEP_ARCHIVE"}"#,
        &["object.exists=true", "object.storageClass=DEEP_ARCHIVE"],
    );
    check(
        r#"{"ETag":"9a","StorageClass":"GLACIER","ObjectSize":3}"#,
        &["object.exists=true", "object.storageClass=GLACIER"],
    );
    check(
        r#"{"Retention":{"Mode":"GOVERNANCE","RetainUntilDate":"2030-01-01T00:00:00Z"}}"#,
        &["object.lock.mode=GOVERNANCE", "object.lock.retainUntil=2030-01-01T00:00:00Z"],
    );
    check(r#"{"LegalHold":{"Status":"ON"}}"#, &["object.lock.legalHold=ON"]);
    check(
        r#"{"Versions":[{"Key":"a","IsLatest":false},{"Key":"b","IsLatest":true}],"DeleteMarkers":[{"Key":"a","IsLatest":true,"VersionId":"d1"}]}"#,
        &["object.exists=true @b", "object.exists=false @a"],
    );
}

#[test]
fn what_is_told_of_keys() {
    let arn = "arn:aws:kms:us-east-1:111122223333:key/k";
    check(
        &format!(
            r#"{{"KeyMetadata":{{"AWSAccountId":"111122223333","KeyId":"k","Arn":"{arn}","Enabled":false,"KeyState":"PendingDeletion","KeyManager":"CUSTOMER","KeyUsage":"ENCRYPT_DECRYPT","KeySpec":"SYMMETRIC_DEFAULT","MultiRegion":false}}}}"#
        ),
        &[
            &format!("keys.arn={arn} @{arn}"),
            &format!("keys.account=111122223333 @{arn}"),
            &format!("keys.manager=CUSTOMER @{arn}"),
            &format!("keys.state=PendingDeletion @{arn}"),
            &format!("keys.enabled=false @{arn}"),
            &format!("keys.usage=ENCRYPT_DECRYPT @{arn}"),
            &format!("keys.spec=SYMMETRIC_DEFAULT @{arn}"),
            &format!("keys.multiRegion=false @{arn}"),
        ],
    );
    check(
        r#"{"Grants":[{"KeyId":"k","GrantId":"g1","GranteePrincipal":"arn:aws:iam::999988887777:role/vendor","Operations":["Decrypt","GenerateDataKey"],"Constraints":{"EncryptionContextSubset":{"aws:s3:arn":"arn:aws:s3:::acme"}}}]}"#,
        &[
            "keys.grants=arn:aws:iam::999988887777:role/vendor: Decrypt, GenerateDataKey; EncryptionContextSubset aws:s3:arn=arn:aws:s3:::acme @k",
        ],
    );
    check(
        r#"{"Aliases":[{"AliasName":"alias/data","AliasArn":"a","TargetKeyId":"k"},{"AliasName":"alias/aws/s3"}]}"#,
        &["keys.alias=alias/data @k"],
    );
}

#[test]
fn what_is_told_of_the_network() {
    check(
        r#"{"VpcEndpoints":[{"VpcEndpointId":"vpce-1","VpcEndpointType":"Gateway","VpcId":"vpc-1","ServiceName":"com.amazonaws.us-east-1.s3","State":"available"},{"VpcEndpointId":"vpce-2","ServiceName":"com.amazonaws.us-east-1.sqs"}]}"#,
        &[
            "vpcEndpoint.id=vpce-1 @vpce-1",
            "vpcEndpoint.type=Gateway @vpce-1",
            "vpcEndpoint.vpcId=vpc-1 @vpce-1",
            "vpcEndpoint.serviceName=com.amazonaws.us-east-1.s3 @vpce-1",
            "vpcEndpoint.state=available @vpce-1",
            "vpcEndpoint.policy=null @vpce-1",
        ],
    );
    check(
        r#"{"Name":"ap","Bucket":"acme","NetworkOrigin":"VPC","VpcConfiguration":{"VpcId":"vpc-1"},"PublicAccessBlockConfiguration":{"BlockPublicPolicy":false},"Alias":"ap-x-s3alias","BucketAccountId":"111122223333"}"#,
        &[
            "accessPoint.name=ap @ap",
            "accessPoint.bucket=acme @ap",
            "accessPoint.networkOrigin=VPC @ap",
            "accessPoint.alias=ap-x-s3alias @ap",
            "accessPoint.account=111122223333 @ap",
            "accessPoint.vpcId=vpc-1 @ap",
            "accessPoint.publicAccessBlock.BlockPublicPolicy=false @ap",
        ],
    );
}

#[test]
fn what_is_told_of_callers() {
    let arn = "arn:aws:iam::111122223333:role/import";
    let role = format!(
        r#"{{"RoleName":"import","RoleId":"AROAX","Arn":"{arn}","MaxSessionDuration":3600,"PermissionsBoundary":{{"PermissionsBoundaryType":"Policy","PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/edge"}},"RoleLastUsed":{{"LastUsedDate":"2026-11-01"}}}}"#
    );
    let expected = [
        format!("role.arn={arn} @{arn}"),
        format!("role.id=AROAX @{arn}"),
        format!("role.maxSessionDuration=3600 @{arn}"),
        format!("role.permissionsBoundary=arn:aws:iam::111122223333:policy/edge @{arn}"),
        format!("role.lastUsed=2026-11-01 @{arn}"),
    ];
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check(&format!(r#"{{"Role":{role}}}"#), &expected);
    // Said twice is told once.
    check(&format!(r#"{{"RoleDetailList":[{role},{role}]}}"#), &expected);
    check(
        r#"{"User":{"UserName":"etl","UserId":"AIDAX","Arn":"arn:aws:iam::111122223333:user/etl"}}"#,
        &[
            "user.arn=arn:aws:iam::111122223333:user/etl @arn:aws:iam::111122223333:user/etl",
            "user.id=AIDAX @arn:aws:iam::111122223333:user/etl",
            "user.permissionsBoundary=null @arn:aws:iam::111122223333:user/etl",
        ],
    );
    check(
        r#"{"UserId":"AROAX:s","Account":"111122223333","Arn":"arn:aws:sts::111122223333:assumed-role/import/s"}"#,
        &[
            "caller.arn=arn:aws:sts::111122223333:assumed-role/import/s @arn:aws:sts::111122223333:assumed-role/import/s",
            "caller.account=111122223333 @arn:aws:sts::111122223333:assumed-role/import/s",
        ],
    );
}

#[test]
fn what_tells_nothing_stays_silent() {
    for text in [
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#,
        r#"{"eventSource":"s3.amazonaws.com","eventName":"PutBucketRequestPayment","requestParameters":{"Payer":"Requester"}}"#,
        r#"{"ReplicationConfiguration":{"Rules":[{"Filter":{"Status":"Enabled"}}]}}"#,
        "[1, 2]",
    ] {
        let (facts, notes) = facts(text);
        assert!(facts.is_empty() && notes.is_empty(), "{text}: {facts:?} {notes:?}");
    }
}

#[test]
fn both_values_of_one_setting_are_told() {
    let text = r#"[{"Payer":"Requester"},{"Payer":"BucketOwner"},{"Payer":"Requester"}]"#;
    check(text, &["bucket.requestPayer=Requester", "bucket.requestPayer=BucketOwner"]);
    assert_eq!(facts(text).0[1].path, "[1].Payer");
}

#[test]
fn a_path_leads_to_the_value() {
    let text = r#"{"OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]}}"#;
    let (facts, _) = facts(text);
    assert_eq!(facts[0].path, "OwnershipControls.Rules[0].ObjectOwnership");
    assert_eq!(facts[0].span.of(text), "\"ObjectWriter\"");
}

#[test]
fn outputs_without_a_policy_say_what_to_run() {
    for (text, expected) in [
        ("{}", vec!["The output is empty"]),
        (" [ ]", vec!["The output is empty"]),
        (r#"{"PolicyStatus":{"IsPublic":false}}"#, vec!["This says whether"]),
        (
            r#"{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}"#,
            vec!["This output looks the same"],
        ),
        (r#"{"Buckets":[{"Name":"acme"}]}"#, vec!["A list of buckets"]),
        (
            r#"{"EvaluationResults":[{"EvalActionName":"s3:GetObject","EvalResourceName":"arn:aws:s3:::acme/x","EvalDecision":"implicitDeny","MissingContextValues":["aws:SourceIp"]},{"EvalActionName":"s3:PutObject","EvalResourceName":"*","EvalDecision":"explicitDeny","OrganizationsDecisionDetail":{"AllowedByOrganizations":false}}]}"#,
            vec![
                "A simulation is only a hint",
                "The simulation decided `implicitDeny` for `s3:GetObject` on `arn:aws:s3:::acme/x`, without knowing `aws:SourceIp`.",
                "The simulation decided `explicitDeny` for `s3:PutObject` on `*`: the organization's policies do not allow it.",
            ],
        ),
        (
            r#"{"findings":[{"findingType":"ERROR","issueCode":"INVALID_ACTION","findingDetails":"No such action."}]}"#,
            vec![
                "IAM Access Analyzer reports `INVALID_ACTION` (`ERROR`): `No such action.`.",
                "These are findings",
            ],
        ),
        (
            r#"{"Credentials":{"AccessKeyId":"x","SecretAccessKey":"*","SessionToken":"*"}}"#,
            vec!["The credentials are masked"],
        ),
        (
            r#"{"AccessKey":{"AccessKeyId":"x","SecretAccessKey":"*"}}"#,
            vec!["The access key is masked"],
        ),
    ] {
        let notes = facts(text).1;
        assert_eq!(notes.len(), expected.len(), "{text}: {notes:?}");
        for (note, start) in notes.iter().zip(expected) {
            assert!(note.words.en.starts_with(start), "{note:?}");
            assert!(!note.span.of(text).is_empty(), "{note:?}");
        }
    }
}

#[test]
fn a_long_list_ends_with_a_note() {
    let markers: Vec<String> =
        (0..1_000).map(|key| format!(r#"{{"Key":"{key}","IsLatest":true}}"#)).collect();
    let (facts, notes) = facts(&format!(r#"{{"DeleteMarkers":[{}]}}"#, markers.join(",")));
    assert_eq!((facts.len(), notes.len()), (MOST, 1));
}

#[test]
fn an_error_tells_what_is_not_set() {
    for (code, operation, key) in [
        ("NoSuchBucketPolicy", "GetBucketPolicy", "bucket.policy"),
        ("OwnershipControlsNotFoundError", "GetBucketOwnershipControls", "bucket.objectOwnership"),
        (
            "NoSuchPublicAccessBlockConfiguration",
            "GetPublicAccessBlock",
            "bucket.publicAccessBlock",
        ),
        (
            "ServerSideEncryptionConfigurationNotFoundError",
            "GetBucketEncryption",
            "bucket.encryption",
        ),
        ("ObjectLockConfigurationNotFoundError", "GetObjectLockConfiguration", "bucket.objectLock"),
    ] {
        let text =
            format!("An error occurred ({code}) when calling the {operation} operation: not found");
        let facts = from_error(&explain(&text), Span::new(0, text.len()));
        assert_eq!((facts[0].key.as_str(), facts[0].value.as_str()), (key, "null"), "{text}");
        assert!(facts[0].words.en.ends_with('.'), "{:?}", facts[0].words);
    }
}

#[test]
fn every_sentence_names_its_value_in_both_languages() {
    for (key, value, en, ja) in sentences::rows() {
        assert_eq!(en.matches("{}").count(), ja.matches("{}").count(), "{key} {value}");
        assert_eq!(en.matches('`').count(), ja.matches('`').count(), "{key} {value}");
    }
}

#[test]
fn a_role_without_a_boundary_says_so_where_it_is_whole() {
    let role = r#"{"RoleName": "etl", "RoleId": "AROAX", "Arn": "arn:aws:iam::111122223333:role/etl", "RoleLastUsed": {}}"#;
    let tells =
        |text: &str| facts(text).0.iter().any(|fact| fact.key == "role.permissionsBoundary");
    assert!(tells(&format!("{{\"Role\": {role}}}")));
    assert!(!tells(&format!("{{\"Roles\": [{role}]}}")));
    assert!(!tells(&format!("{{\"Role\": {}}}", role.replace(", \"RoleLastUsed\": {}", ""))));
}
