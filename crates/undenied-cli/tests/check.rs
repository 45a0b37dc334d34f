//! `undenied check` as a user calls it: what it prints and its exit status.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use expect_test::{Expect, expect};
use serde_json::Value;

const IMPORT: [&str; 10] = [
    "--profile",
    "tidb-cloud-dedicated-import",
    "--bucket",
    "s3://acme/mydata/",
    "--role-arn",
    "arn:aws:iam::111122223333:role/import",
    "--account-id",
    "999988887777",
    "--external-id",
    "infra-1",
];

fn undenied(arguments: &[&str], input: &str) -> Result<Output, std::io::Error> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_undenied"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A call that fails early does not read it.
        let _ = stdin.write_all(input.as_bytes());
    }
    child.wait_with_output()
}

fn check(arguments: &[&str], status: i32, expected: &Expect) {
    let output = undenied(arguments, "");
    assert!(output.is_ok(), "{output:?}");
    let Ok(output) = output else { return };
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    expected.assert_eq(&text);
    assert_eq!(output.status.code(), Some(status));
}

#[test]
fn a_denied_import_is_told_with_its_line_and_its_steps() {
    let arguments = [&["check", "role.json", "trust.json"][..], &IMPORT].concat();
    check(
        &arguments,
        1,
        &expect![[r#"
            ✕ Denied (nothing allows it): The IAM policy does not allow `s3:GetObject`.
              `arn:aws:s3:::acme/mydata` is one object's name; the objects in the folder are `arn:aws:s3:::acme/mydata/*`.

              ✓ sts:AssumeRole  arn:aws:iam::111122223333:role/import
              ? s3:ListBucket  arn:aws:s3:::acme
              ? s3:GetBucketLocation  arn:aws:s3:::acme
              ✕ s3:GetObject  arn:aws:s3:::acme/mydata/*
              ✕ s3:GetObjectVersion  arn:aws:s3:::acme/mydata/*

            error[object-arn-without-wildcard] role.json:8:25
              8 |             "Resource": "arn:aws:s3:::acme/mydata"
                |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^
              `arn:aws:s3:::acme/mydata` is one object's name; the objects in the folder are `arn:aws:s3:::acme/mydata/*`.
              `s3:GetObject`, `s3:GetObjectVersion` on the files themselves stays denied until the ARN ends with `/*`.
              Fix: Add `/*` (allows more)
              https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html

            error[unsupported-sid] role.json:5:20
              5 |             "Sid": "読み取り",
                |                    ^^^^^^^^^^
              The Sid `読み取り` holds more than letters and digits.
              IAM and AWS Organizations take only the letters A to Z and a to z and the digits in it. Leave the others out.
              https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html

            AWS would refuse to save role.json: PutRolePolicy, MalformedPolicyDocument
              5: Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*

            What to do
            1. Correct the IAM policy
               - Open the IAM policy in the AWS Management Console.
                 IAM > Access management > Roles > import > Permissions policies > JSON
               - `arn:aws:s3:::acme/mydata` is one object's name; the objects in the folder are `arn:aws:s3:::acme/mydata/*`. Add `/*`.
               - The Sid `読み取り` holds more than letters and digits. IAM and AWS Organizations take only the letters A to Z and a to z and the digits in it. Leave the others out.
               - Save the change, in the console or with the AWS CLI.
                 $ aws iam put-role-policy --role-name import --policy-name POLICY_NAME --policy-document file://role-policy.json
            2. Try again
               - Let TiDB Cloud try again. IAM changes can take a few minutes to reach every region.

            Assumed
              - Role and bucket belong to the same AWS account.
              - The bucket has no bucket policy.
              - TiDB Cloud calls over HTTPS, in a new session, without MFA and through none of your VPC endpoints.
              - Nothing else limits the call: no permissions boundary, session policy, service control policy, resource control policy.
              - The objects belong to the bucket's account and are not encrypted with an AWS KMS key, or the key allows the role to decrypt.
        "#]],
    );
}

#[test]
fn the_same_in_japanese() {
    let arguments = [&["check", "--lang", "ja", "role.json", "trust.json"][..], &IMPORT].concat();
    check(
        &arguments,
        1,
        &expect![[r#"
            ✕ 拒否（暗黙的な拒否）: IAM ポリシーで `s3:GetObject` が許可されていません。
              `arn:aws:s3:::acme/mydata` は 1 つのオブジェクトを指します。フォルダー内のオブジェクトは `arn:aws:s3:::acme/mydata/*` です。

              ✓ sts:AssumeRole  arn:aws:iam::111122223333:role/import
              ? s3:ListBucket  arn:aws:s3:::acme
              ? s3:GetBucketLocation  arn:aws:s3:::acme
              ✕ s3:GetObject  arn:aws:s3:::acme/mydata/*
              ✕ s3:GetObjectVersion  arn:aws:s3:::acme/mydata/*

            エラー[object-arn-without-wildcard] role.json:8:25
              8 |             "Resource": "arn:aws:s3:::acme/mydata"
                |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^
              `arn:aws:s3:::acme/mydata` は 1 つのオブジェクトを指します。フォルダー内のオブジェクトは `arn:aws:s3:::acme/mydata/*` です。
              ARN の末尾が `/*` になるまで、フォルダー内のファイルに対する `s3:GetObject`、`s3:GetObjectVersion` は拒否されます。
              修正: `/*` を追加（許可が広がります）
              https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_resource.html

            エラー[unsupported-sid] role.json:5:20
              5 |             "Sid": "読み取り",
                |                    ^^^^^^^^^^
              Sid `読み取り` に英数字以外の文字が含まれています。
              IAM と AWS Organizations で使えるのは半角の英字と数字だけです。それ以外の文字を取り除いてください。
              https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_sid.html

            role.json は AWS に保存できません：PutRolePolicy, MalformedPolicyDocument
              5: Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*

            対処の手順
            1. IAM ポリシーを修正する
               - AWS マネジメントコンソールで IAM ポリシーを開きます。
                 IAM > アクセス管理 > ロール > import > 許可ポリシー > JSON
               - `arn:aws:s3:::acme/mydata` は 1 つのオブジェクトを指します。フォルダー内のオブジェクトは `arn:aws:s3:::acme/mydata/*` です。`/*` を追加します。
               - Sid `読み取り` に英数字以外の文字が含まれています。IAM と AWS Organizations で使えるのは半角の英字と数字だけです。それ以外の文字を取り除いてください。
               - コンソールまたは AWS CLI で変更を保存します。
                 $ aws iam put-role-policy --role-name import --policy-name POLICY_NAME --policy-document file://role-policy.json
            2. 再試行
               - TiDB Cloud からもう一度試してください。IAM の変更がすべてのリージョンに反映されるまで数分かかることがあります。

            前提
              - ロールとバケットは同じ AWS アカウントにあります。
              - バケットにはバケットポリシーがありません。
              - TiDB Cloud は HTTPS で、新しいセッションから、MFA を使わず、お使いの VPC エンドポイントを経由せずに呼び出します。
              - アクセス許可の境界、セッションポリシー、サービスコントロールポリシー、リソースコントロールポリシーによる制限はありません。
              - オブジェクトの所有者はバケットのアカウントで、AWS KMS キーで暗号化されていないか、ロールに復号が許可されています。
        "#]],
    );
}

#[test]
fn a_wrong_call_says_what_is_wrong() {
    check(
        &["check"],
        2,
        &expect![[r#"
        undenied: give at least one file, or --case
        Try `undenied --help`.
    "#]],
    );
    check(
        &["chekc"],
        2,
        &expect![[r#"
        undenied: there is no command `chekc`
        Try `undenied --help`.
    "#]],
    );
    check(
        &["check", "--kind", "policy", "role.json"],
        2,
        &expect![[r#"
        undenied: there is no kind `policy`
        Try `undenied --help`.
    "#]],
    );
    check(
        &["check", "absent.json"],
        2,
        &expect![[r#"
        undenied: cannot read absent.json: No such file or directory (os error 2)
        Try `undenied --help`.
    "#]],
    );
}

#[test]
fn a_case_is_read_from_standard_input_and_answered_as_json() {
    let case = r#"{"profile":"generic-s3-read","facts":{"bucket":{"name":"acme"}},
        "documents":[{"id":"attached","managedPolicy":"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}]}"#;
    let output = undenied(&["check", "--case", "-", "--format", "json"], case).unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["verdict"], "allowed");
    assert_eq!(output.status.code(), Some(0));
    let broken = undenied(&["check", "--case", "-"], "{").unwrap();
    assert!(String::from_utf8_lossy(&broken.stderr).contains("line 1 column 1"));
    assert_eq!(broken.status.code(), Some(2));
}

#[test]
fn a_secret_in_a_document_is_masked_and_told() {
    let secret = "vT9b/2LqXk4Rw7sYz+Dh1NfGc3JmPa8UeBo6iKtC";
    let pasted = format!(r#"{{"AccessKey": {{"SecretAccessKey": "{secret}"}}}}"#);
    for format in ["text", "json"] {
        let output = undenied(&["check", "--format", format, "-"], &pasted).unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("secretAccessKey") && !text.contains(secret), "{text}");
    }
}

#[test]
fn a_command_s_output_and_an_error_are_taken_as_they_are() {
    let role = r#"{ "Role": { "Arn": "arn:aws:iam::111122223333:role/import", "AssumeRolePolicyDocument":
        {"Version": "2012-10-17", "Statement": {"Effect": "permit", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole"}} } }"#;
    let output = undenied(&["check", "--format", "json", "-"], role).unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let finding = &answer["findings"][0];
    assert_eq!(finding["document"], "-#Role.AssumeRolePolicyDocument");
    assert_eq!(
        (&finding["range"]["start"]["line"], &finding["range"]["start"]["column"]),
        (&2.into(), &59.into())
    );
    let error = "An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:sts::111122223333:assumed-role/import/s is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::acme/x\" because no identity-based policy allows the s3:PutObject action";
    let output = undenied(&["check", "--format", "json", "role.json", "-"], error).unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["checks"][0]["action"], "s3:PutObject");
    assert_eq!(answer["checks"][0]["decision"], "implicitDeny");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_decoded_document_is_answered_with_its_place_in_the_file() {
    let printed = "$ aws s3api get-bucket-policy --bucket acme\n{\n  \"Policy\": \"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":{\\\"Effect\\\":\\\"permit\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"s3:*\\\",\\\"Resource\\\":\\\"arn:aws:s3:::acme/*\\\"}}\"\n}";
    let output = undenied(&["check", "--format", "json", "-"], printed).unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let document = &answer["documents"][0];
    assert_eq!((&document["id"], &document["kind"]), (&"-#Policy".into(), &"bucket".into()));
    assert_eq!(document["why"], "printed by `aws s3api get-bucket-policy`");
    assert!(document["text"].as_str().unwrap().starts_with("{\"Version\""));
    let finding = &answer["findings"][0];
    assert_eq!(finding["range"]["start"]["line"], 1);
    assert_eq!(finding["original"]["start"]["line"], 3);
    let text = undenied(&["check", "-"], printed).unwrap();
    assert!(String::from_utf8_lossy(&text.stdout).contains("] -:3:68 (Policy)"));
}

#[test]
fn several_documents_of_one_file_have_names_of_their_own() {
    let identity =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    let paste = format!(
        "{identity}\n{identity}\n{{\"PolicyDocument\": {identity}}}\n{{\"PolicyDocument\": {identity}}}\nThe end."
    );
    let output = undenied(&["check", "--format", "json", "-"], &paste).unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let ids: Vec<&str> = answer["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|document| document["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["-#1", "-#2", "-#PolicyDocument", "-#PolicyDocument (2)"]);
    let assumptions = answer["assumptions"].to_string();
    assert!(assumptions.contains("-:5: This part is not used"), "{assumptions}");
}

#[test]
fn a_told_kind_is_that_of_the_one_document_in_the_file() {
    let role = r#"{"PolicyName": "a", "PolicyDocument": {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}}"#;
    let output =
        undenied(&["check", "--format", "json", "--kind", "permissionsBoundary", "-"], role)
            .unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let document = &answer["documents"][0];
    assert_eq!(
        (&document["kind"], &document["path"]),
        (&"permissionsBoundary".into(), &"PolicyDocument".into())
    );
    assert_eq!(document["why"], Value::Null);
}

#[test]
fn the_error_of_a_case_fills_its_request() {
    let secret = "vT9b/2LqXk4Rw7sYz+Dh1NfGc3JmPa8UeBo6iKtC";
    let case = format!(
        r#"{{"error": "An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::acme/x\" because no identity-based policy allows the s3:PutObject action aws_secret_access_key={secret}"}}"#
    );
    let output = undenied(&["check", "--case", "-", "--format", "json"], &case).unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["checks"][0]["action"], "s3:PutObject");
    assert_eq!(answer["checks"][0]["resource"], "arn:aws:s3:::acme/x");
    assert!(!text.contains(secret));
    let unread = undenied(&["check", "--case", "-"], r#"{"error": "it broke"}"#).unwrap();
    assert!(String::from_utf8_lossy(&unread.stdout).contains("Not considered: `error`"));
}

#[test]
fn an_error_that_no_policy_can_cure_leads_the_answer() {
    let error = "An error occurred (RequestTimeTooSkewed) when calling the GetObject operation: The difference between the request time and the current time is too large.";
    let arguments = [&["check", "role.json", "trust.json", "-"][..], &IMPORT].concat();
    let output = undenied(&arguments, error);
    assert!(output.is_ok(), "{output:?}");
    let Ok(output) = output else { return };
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines();
    expect!["✕ Denied (nothing allows it): The caller's clock is more than 15 minutes off."]
        .assert_eq(lines.next().unwrap_or_default());
    expect!["  No policy is to blame for this error. As for the policies: The IAM policy does not allow `s3:GetObject`."].assert_eq(lines.next().unwrap_or_default());
}

#[test]
fn all_fixes_are_shown_with_what_they_come_to() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": "arn:aws:s3:::acme/mydata"}, {"Effect": "Allow", "Action": "s3:ListObjects", "Resource": "arn:aws:s3:::acme"}]}"#;
    let arguments =
        ["check", "--fix", "--profile", "generic-s3-read", "--bucket", "s3://acme/mydata/", "-"];
    let output = undenied(&arguments, policy).unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let (_, fixed) = text.split_once("With all fixes").unwrap();
    assert!(fixed.contains("✓ Allowed"), "{fixed}");
    assert!(fixed.contains(r#""Resource": "arn:aws:s3:::acme/mydata/*""#), "{fixed}");
    // What was denied is still said, and so is the exit status of it.
    assert!(text.starts_with("✕ Denied") && output.status.code() == Some(1));

    let json = [&arguments[..2], &["--format", "json"], &arguments[2..]].concat();
    let output = undenied(&json, policy).unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["remedy"]["verdict"], "allowed");
    assert_eq!(answer["remedy"]["applied"][0]["impact"], "widens");
}

#[test]
fn what_no_document_changes_is_shown_with_its_commands() {
    let case = r#"{"documents": [{"kind": "identity", "text": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::acme/*\"}]}"}],
        "request": {"principal": "arn:aws:iam::111122223333:user/jane", "action": "s3:GetObject", "resource": "arn:aws:s3:::acme/a.csv"},
        "facts": {"bucket": {"name": "acme", "account": "111122223333", "objectOwnership": "ObjectWriter"},
                  "object": {"ownerAccount": "444455556666", "aclGrantsRequester": false}}}"#;
    let output = undenied(&["check", "--fix", "--case", "-"], case).unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let (_, done) = text.split_once("Once this is done as well:").unwrap();
    assert!(done.contains("$ aws s3api put-object-acl") && done.contains("✓ Allowed"), "{done}");

    let output = undenied(&["check", "--fix", "--format", "json", "--case", "-"], case).unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let change = &answer["remedy"]["changes"][0];
    assert_eq!(answer["remedy"]["verdict"], "allowed");
    assert_eq!(change["steps"][1]["change"]["facts"][0]["key"], "object.ownerAccount");
}

#[test]
fn corrected_documents_come_as_code() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/mydata"]}]}"#;
    let arguments = ["check", "--profile", "generic-s3-read", "--bucket", "s3://acme/mydata/"];
    let asked = |more: &[&str]| undenied(&[&arguments[..], more, &["-"]].concat(), policy).unwrap();
    let output = asked(&["--fix", "--format", "terraform"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.starts_with("resource \"aws_iam_role_policy\" \"s3_access_1\" {"), "{text}");
    assert!(text.contains("arn:aws:s3:::acme/mydata/*"), "{text}");
    let output = asked(&["--format", "terraform"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("--fix"));
    assert_eq!(output.status.code(), Some(2));
}
