//! A piece of infrastructure code, the policies, settings and notes in it, and where they point.

mod terraform;

use super::*;
use crate::{intake::hcl, policy, policy::Kind};

fn of_yaml(text: &str) -> Infrastructure {
    let yaml = yaml::read(text).unwrap();
    super::read(text, &yaml.documents[0], Notation::Yaml).unwrap()
}

fn of_hcl(text: &str) -> Infrastructure {
    super::read(text, &hcl::read(text).unwrap().root, Notation::Hcl).unwrap()
}

fn of_json(text: &str) -> Infrastructure {
    super::read(text, &parse(text).root.unwrap(), Notation::Json).unwrap()
}

/// Each document as `kind name path`.
fn shape(found: &Infrastructure) -> Vec<String> {
    let shape = |found: &Found| {
        let kind = crate::wire::kind_name(found.kind);
        format!("{kind} {} {}", found.name.as_deref().unwrap_or_default(), found.path)
    };
    found.documents.iter().map(shape).collect()
}

/// The policy on one line.
fn line(found: &Found) -> String {
    let lines = found.text.lines().map(str::trim);
    lines.collect::<Vec<_>>().concat().replace("\": ", "\":")
}

/// Every resource value of the documents.
fn resources(found: &Infrastructure) -> Vec<String> {
    let policies = found
        .documents
        .iter()
        .map(|found| policy::read(&parse(&found.text).root.unwrap(), found.kind).0);
    let statements = policies.flat_map(|policy| policy.statements);
    let lists = statements.filter_map(|statement| statement.resource);
    lists.flat_map(|list| list.values).map(|value| value.value).collect()
}

const TEMPLATE: &str = "AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Prefix: {Type: String, Default: in}
  Open: {Type: String}
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-data
      OwnershipControls:
        Rules:
          - ObjectOwnership: BucketOwnerEnforced
      PublicAccessBlockConfiguration: {RestrictPublicBuckets: true}
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - BucketKeyEnabled: true
            ServerSideEncryptionByDefault: {SSEAlgorithm: aws:kms, KMSMasterKeyID: !Ref Open}
  Import:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::${Open}:root'}
            Action: sts:AssumeRole
      ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess, arn:aws:iam::111122223333:policy/own]
      PermissionsBoundary: arn:aws:iam::111122223333:policy/limit
      Policies:
        - PolicyName: read
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              Effect: Allow
              Action: s3:GetObject
              Resource:
                - !Sub '${Data.Arn}/${Prefix}/*'
                - !Join ['', [!GetAtt Data.Arn, /, !Ref Open, /*]]
                - !Sub 'arn:aws:s3:::${!aws:username}/${Open}'
                - Fn::ImportValue: shared
  Gate:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument: {Version: '2012-10-17', Statement: []}
";

#[test]
fn a_template_gives_its_policies_settings_and_notes() {
    let found = of_yaml(TEMPLATE);
    assert_eq!(
        shape(&found),
        [
            "trust Import Resources.Import.Properties.AssumeRolePolicyDocument",
            "identity AmazonS3ReadOnlyAccess Resources.Import.Properties.ManagedPolicyArns",
            "identity read Resources.Import.Properties.Policies[0].PolicyDocument",
            "bucket Gate Resources.Gate.Properties.PolicyDocument",
        ]
    );
    assert_eq!(
        resources(&found),
        [
            "*",
            "arn:aws:s3:::acme-data/in/*",
            "arn:aws:s3:::acme-data/${Open}/*",
            "arn:aws:s3:::${aws:username}/${Open}",
            "${Fn::ImportValue shared}",
        ]
    );
    assert!(found.documents[0].text.contains("\"arn:aws:iam::${Open}:root\""));
    assert_eq!(found.documents[0].why.en, "`AssumeRolePolicyDocument` of `AWS::IAM::Role`");
    let facts: Vec<String> =
        found.facts.iter().map(|fact| format!("{}={}", fact.key, fact.value)).collect();
    assert_eq!(
        facts,
        [
            "bucket.name=acme-data",
            "bucket.objectOwnership=BucketOwnerEnforced",
            "bucket.publicAccessBlock.RestrictPublicBuckets=true",
            "bucket.encryption.algorithm=aws:kms",
            "bucket.encryption.bucketKeyEnabled=true",
        ]
    );
    assert_eq!(found.facts[1].span.of(TEMPLATE), "BucketOwnerEnforced");
    let notes: Vec<&str> = found.notes.iter().map(|note| note.words.en.as_str()).collect();
    for expected in [
        "policy/own` is attached",
        "boundary `arn:aws:iam::111122223333:policy/limit`",
        "`Prefix` is taken",
    ] {
        assert!(notes.iter().any(|note| note.contains(expected)), "{expected}: {notes:?}");
    }
}

#[test]
fn a_value_of_a_rewritten_policy_points_to_the_template() {
    let found = of_yaml(TEMPLATE);
    let policy = &found.documents[2];
    for (wanted, expected) in [
        ("\"s3:GetObject\"", "s3:GetObject"),
        ("\"arn:aws:s3:::acme-data/in/*\"", "'${Data.Arn}/${Prefix}/*'"),
        ("/in/", "/${Prefix}/"),
        ("arn:aws:s3:::acme-data/in", "${Data.Arn}/${Prefix}"),
        ("${Fn::ImportValue shared}", "Fn::ImportValue: shared"),
    ] {
        let start = policy.text.find(wanted).unwrap();
        let span = undenied_json::Span::new(start, start + wanted.len());
        assert_eq!(policy.origin.locate(span).of(TEMPLATE), expected, "{wanted}");
    }
}

#[test]
fn a_policy_of_a_json_template_stays_as_it_is_written() {
    let policy = r#"{ "Statement" : [] }"#;
    let text = format!(
        r#"{{"Resources":{{"A":{{"Type":"AWS::IAM::ManagedPolicy","Properties":{{"PolicyDocument":{policy}}}}}}}}}"#
    );
    let found = of_json(&text);
    assert_eq!(found.documents[0].text, policy);
    assert!(found.documents[0].origin.is_verbatim());
}

#[test]
fn a_managed_policy_is_a_boundary_where_it_is_named_or_used_as_one() {
    let template = |name: &str, used: &str| {
        format!(
            r#"{{"Resources":{{"{name}":{{"Type":"AWS::IAM::ManagedPolicy","Properties":{{"PolicyDocument":{{"Statement":[]}}}}}},"R":{{"Type":"AWS::IAM::Role","Properties":{{"PermissionsBoundary":{used}}}}}}}}}"#
        )
    };
    for (name, used, kind) in [
        ("Own", r#""arn:aws:iam::111122223333:policy/Other""#, Kind::Identity),
        ("Own", r#"{"Ref":"Other"}"#, Kind::Identity),
        ("Own", r#"{"Ref":"Own"}"#, Kind::PermissionsBoundary),
        ("TeamBoundary", r#"{"Ref":"TeamBoundary"}"#, Kind::PermissionsBoundary),
    ] {
        let found = of_json(&template(name, used));
        assert_eq!(found.documents[0].kind, kind, "{name} {used}");
        assert_eq!(found.notes.is_empty(), kind == Kind::PermissionsBoundary, "{name} {used}");
    }
    let terraform = "resource \"aws_iam_policy\" \"own\" {\n  policy = jsonencode({ Statement = [] })\n}\nresource \"aws_iam_role\" \"r\" {\n  permissions_boundary = aws_iam_policy.own.arn\n}\n";
    assert_eq!(of_hcl(terraform).documents[0].kind, Kind::PermissionsBoundary);
    let named = terraform.replacen('{', "{\n  name = \"limits\"", 1);
    assert_eq!(of_hcl(&named).documents[0].kind, Kind::PermissionsBoundary);
}

#[test]
fn get_template_prints_it_as_an_object_or_as_it_was_uploaded() {
    let json = r#"{"TemplateBody":{"Resources":{"A":{"Type":"AWS::KMS::Key","Properties":{"KeyPolicy":{"Statement":[]}}}}}}"#;
    let yaml = r#"{"TemplateBody":"Resources:\n  A:\n    Type: AWS::KMS::Key\n    Properties:\n      KeyPolicy:\n        Statement: []\n"}"#;
    for text in [json, yaml] {
        let found = of_json(text);
        assert_eq!(
            shape(&found),
            ["key A TemplateBody.Resources.A.Properties.KeyPolicy"],
            "{text}"
        );
        let statement = found.documents[0].text.find("Statement").unwrap();
        let span = undenied_json::Span::new(statement, statement + 9);
        assert_eq!(found.documents[0].origin.locate(span).of(text), "Statement");
    }
}

#[test]
fn other_frameworks_are_read_too() {
    let sam = "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - AmazonS3ReadOnlyAccess\n        - S3ReadPolicy: {BucketName: acme}\n        - SQSPollerPolicy: {QueueName: q}\n        - Statement:\n            - {Effect: Allow, Action: 's3:*', Resource: '*'}\n";
    let found = of_yaml(sam);
    assert_eq!(
        shape(&found),
        [
            "identity AmazonS3ReadOnlyAccess Resources.F.Properties.Policies[0]",
            "identity F Resources.F.Properties.Policies[1].S3ReadPolicy",
            "identity F Resources.F.Properties.Policies[3]",
        ]
    );
    assert!(found.notes[0].words.ja.contains("`SQSPollerPolicy`"));

    let serverless = "service: x\ncustom:\n  bucket: acme-${opt:stage, 'dev'}\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action: s3:GetObject\n          Resource:\n            - arn:aws:s3:::${self:custom.bucket}/*\n            - arn:aws:s3:::${ssm:/b}/${aws:username}\n            - !Sub arn:aws:s3:::x/${aws:PrincipalTag/t}\n";
    let found = of_yaml(serverless);
    assert_eq!(shape(&found), ["identity provider provider.iam.role.statements"]);
    assert_eq!(
        resources(&found)[..2],
        ["arn:aws:s3:::acme-dev/*", "arn:aws:s3:::${ssm./b}/${aws:username}"]
    );

    let pulumi = r#"{"steps":[{"op":"create","newState":{"type":"aws:s3/bucketPolicy:BucketPolicy","urn":"urn:pulumi:dev::p::aws:s3/bucketPolicy:BucketPolicy::gate","inputs":{"bucket":"acme","policy":"{\"Statement\":[]}"}}}]}"#;
    assert_eq!(shape(&of_json(pulumi)), ["bucket gate steps[0].newState.inputs.policy"]);
}

#[test]
fn what_is_no_infrastructure_is_left_to_others() {
    for text in [
        r#"{"Policy":"x"}"#,
        r#"{"Resources":["a"]}"#,
        r#"{"data":{"a":1}}"#,
        "[]",
        r#"{"Statement":[]}"#,
    ] {
        assert!(super::read(text, &parse(text).root.unwrap(), Notation::Json).is_none(), "{text}");
    }
}

#[test]
fn names_that_multiply_stay_bounded() {
    let parameters: String = (0..9).map(|index| {
        let next = format!("${{B{}}}", index + 1).repeat(20);
        format!("  B{index}:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: !Sub '{next}'\n")
    }).collect();
    let _ = of_yaml(&format!("Resources:\n{parameters}"));
    let locals: String = (0..9)
        .map(|index| {
            format!("l{index} = \"{}\"\n", format!("${{local.l{}}}", index + 1).repeat(20))
        })
        .collect();
    let _ = of_hcl(&format!(
        "locals {{\n{locals}}}\nresource \"aws_s3_bucket\" \"b\" {{\n  bucket = local.l0\n}}\n"
    ));
}

/// The rules that fire for the documents of `text` and what is missing, as a call of the import.
fn judged(text: &str) -> (Vec<&'static str>, Vec<String>) {
    let found = of_yaml(text);
    let documents = found.documents.iter().enumerate().map(|(index, found)| crate::Document {
        id: index.to_string(),
        kind: found.kind,
        text: found.text.clone(),
        target: None,
    });
    let mut input = crate::Input { documents: documents.collect(), ..crate::Input::default() };
    input.profile = crate::profile::by_id("tidb-cloud-dedicated-import");
    input.request.principal = Some("arn:aws:iam::111122223333:role/import".to_owned());
    input.facts.bucket.name = Some("acme".to_owned());
    input.facts.trust.account_id = Some("999988887777".to_owned());
    input.facts.trust.external_id = Some("ext-1".to_owned());
    let report = crate::analyze(&input);
    let missing = report.checks.iter().flat_map(|check| &check.missing);
    let mut missing: Vec<String> = missing.map(|missing| missing.key.clone()).collect();
    missing.retain(|key| key.starts_with("${"));
    missing.dedup();
    (report.findings.iter().map(|finding| finding.rule.id).collect(), missing)
}

#[test]
fn what_a_template_fills_in_is_neither_wrong_nor_allowed() {
    let template = |principal: &str, condition: &str, resource: &str| {
        format!(
            "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Principal: {{AWS: {principal}}}\n            Action: sts:AssumeRole\n            Condition: {{StringEquals: {{sts:ExternalId: {condition}}}}}\n      Policies:\n        - PolicyName: p\n          PolicyDocument:\n            Version: '2012-10-17'\n            Statement:\n              - {{Effect: Allow, Action: 's3:*', Resource: {resource}}}\n"
        )
    };
    let (account, id) = ("'999988887777'", "ext-1");
    for (principal, condition, resource, expected) in [
        ("!Sub 'arn:aws:iam::${Vendor}:root'", id, "'*'", "${Vendor}"),
        ("!Ref Vendor", id, "'*'", "${Vendor}"),
        (account, "!Ref Id", "'*'", "${Id}"),
        (account, id, "[!Sub '${B.Arn}/*', !GetAtt B.Arn]", "${B.Arn}"),
        (account, id, "!Sub 'arn:aws:s3:::${Your-Bucket}*'", "${Your-Bucket}"),
    ] {
        let (rules, missing) = judged(&template(principal, condition, resource));
        assert!(rules.is_empty(), "{principal} {condition} {resource}: {rules:?}");
        assert_eq!(missing, [expected], "{principal} {condition} {resource}");
    }
    let (rules, missing) = judged(&template(account, id, "!Sub 'arn:aws:s3:::other-${B}/*'"));
    assert!(missing.is_empty() && rules.contains(&"missing-permission"), "{rules:?} {missing:?}");
}
