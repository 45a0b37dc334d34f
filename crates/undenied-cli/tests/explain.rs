//! `undenied explain` as a user calls it: what it prints and its exit status.

use std::{
    io::Write as _,
    process::{Command, Output, Stdio},
};

use expect_test::{Expect, expect};
use serde_json::Value;

const DENIED: &str = "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::111122223333:assumed-role/import/s1 is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/mydata/x.csv\" with an explicit deny in a resource-based policy";

fn undenied(arguments: &[&str], input: &str) -> Result<Output, std::io::Error> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_undenied"))
        .arg("explain")
        .args(arguments)
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

fn check(arguments: &[&str], input: &str, status: i32, expected: &Expect) {
    let output = undenied(arguments, input);
    assert!(output.is_ok(), "{output:?}");
    let Ok(output) = output else { return };
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    expected.assert_eq(&text);
    assert_eq!(output.status.code(), Some(status));
}

#[test]
fn an_error_is_explained_as_text() {
    check(
        &["--format", "text"],
        DENIED,
        0,
        &expect![[r#"
        A Deny statement in the bucket policy denies `arn:aws:sts::111122223333:assumed-role/import/s1` `s3:GetObject` on `arn:aws:s3:::acme/mydata/x.csv`.

          Code: AccessDenied
          Operation: GetObject
          Principal: arn:aws:sts::111122223333:assumed-role/import/s1
          Action: s3:GetObject
          Resource: arn:aws:s3:::acme/mydata/x.csv

        - A Deny wins over every Allow. Find the statement that matches the call, and exempt the caller from it by a condition instead of deleting it.
        - If the bucket policy has no such Deny, `RestrictPublicBuckets` of Block Public Access looks the same: it cuts off other accounts while the policy is public.
          https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
    "#]],
    );
}

#[test]
fn the_same_in_japanese() {
    check(
        &["--format", "text", "--lang", "ja", "-"],
        DENIED,
        0,
        &expect![[r#"
            バケットポリシーの Deny ステートメントによって、`arn:aws:s3:::acme/mydata/x.csv` に対する `arn:aws:sts::111122223333:assumed-role/import/s1` の `s3:GetObject` が拒否されています（明示的な拒否）。

              コード: AccessDenied
              オペレーション: GetObject
              プリンシパル: arn:aws:sts::111122223333:assumed-role/import/s1
              アクション: s3:GetObject
              リソース: arn:aws:s3:::acme/mydata/x.csv

            - Deny はどの Allow よりも優先されます。この呼び出しに当てはまるステートメントを探し、削除するのではなく、条件を使って呼び出し元を対象から外してください。
            - バケットポリシーに該当する Deny がない場合は、ブロックパブリックアクセスの `RestrictPublicBuckets` が考えられます。ポリシーがパブリックとみなされる間、ほかのアカウントからのアクセスが同じ形で拒否されます。
              https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/troubleshoot-403-errors.html
        "#]],
    );
}

#[test]
fn json_is_the_default_and_has_every_field_of_the_format() {
    let output = undenied(&[], DENIED).unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["code"], "AccessDenied");
    assert_eq!(answer["httpStatus"], 403);
    assert_eq!(answer["policyType"], "bucket");
    assert_eq!(answer["decision"], "explicitDeny");
    assert_eq!(answer["policyArn"], Value::Null);
    assert_eq!(answer["client"], "aws-cli");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_secret_is_masked_and_the_user_is_told() {
    let secret = "kR8v/2Qm+LsXw0ZtYb5nHc7JdPaU3gEoTf9iK1Wz";
    let text = format!(
        "Access denied to the source 's3://acme/x' using the access key ID 'AKIAQ3EGV7X2LMND4RTK' and the secret access key '{secret}'"
    );
    for arguments in [&["--format", "text"][..], &[]] {
        let output = undenied(arguments, &text).unwrap();
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(
            !printed.contains(secret) && !printed.contains("AKIAQ3EGV7X2LMND4RTK"),
            "{printed}"
        );
        assert!(printed.contains("replace the key"), "{printed}");
    }
}

#[test]
fn the_other_errors_of_a_text_are_told_with_their_lines() {
    let text = format!(
        "{DENIED}\n\nAn error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist\n"
    );
    let output = undenied(&["--format", "text"], &text).unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("Other errors in the text: 1\n  line 3: "), "{printed}");
    let output = undenied(&["--format", "text", "--lang", "ja"], &text).unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("ほかのエラー: 1 件\n  3 行目: "), "{printed}");
}

#[test]
fn an_event_of_cloudtrail_is_explained_and_its_parts_are_located() {
    let event = r#"{"Records":[{"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied","errorMessage":"Access Denied","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/etl"},"requestParameters":{"bucketName":"acme","key":"x.csv"}}]}"#;
    let output = undenied(&[], event).unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["client"], "cloudtrail");
    assert_eq!(answer["resource"], "arn:aws:s3:::acme/x.csv");
    let start = answer["places"]["principal"]["start"]["offset"].as_u64().unwrap();
    assert_eq!(start, event.find("arn:aws:iam").unwrap() as u64);
    assert_eq!(answer["places"]["resource"], Value::Null);
}

#[test]
fn a_text_without_an_error_ends_with_1() {
    check(
        &["--format", "text"],
        "all is well\n",
        1,
        &expect![[r#"
        Nothing in the text looks like an error of AWS.

        - Paste the whole message, from the first line that says what failed.
          https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
    "#]],
    );
}

#[test]
fn a_wrong_call_ends_with_2() {
    check(
        &["a", "b"],
        "",
        2,
        &expect![[r#"
        undenied: give one file, not several
        Try `undenied --help`.
    "#]],
    );
    check(
        &["absent.txt"],
        "",
        2,
        &expect![[r#"
        undenied: cannot read absent.txt: No such file or directory (os error 2)
        Try `undenied --help`.
    "#]],
    );
    check(
        &["--format", "xml"],
        "",
        2,
        &expect![[r#"
        undenied: there is no format `xml`; use text or json
        Try `undenied --help`.
    "#]],
    );
}
