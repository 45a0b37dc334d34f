//! `undenied generate` as a user calls it.

use std::process::{Command, Output};

use expect_test::{Expect, expect};

const IMPORT: [&str; 9] = [
    "generate",
    "--profile",
    "tidb-cloud-dedicated-import",
    "--bucket",
    "s3://acme/mydata/",
    "--role-arn",
    "arn:aws:iam::111122223333:role/import",
    "--account-id",
    "999988887777",
];

fn undenied(arguments: &[&str]) -> Result<Output, std::io::Error> {
    Command::new(env!("CARGO_BIN_EXE_undenied")).args(arguments).output()
}

fn check(more: &[&str], expected: &Expect) {
    let output = undenied(&[&IMPORT[..], more].concat());
    assert!(output.is_ok(), "{output:?}");
    let Ok(output) = output else { return };
    expected.assert_eq(&String::from_utf8_lossy(&output.stdout));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_policies_stand_under_their_titles() {
    check(
        &["--lang", "ja", "--bucket-account", "444455556666"],
        &expect![[r###"
        ## `arn:aws:iam::111122223333:role/import` のポリシー

        ```json
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Objects",
              "Effect": "Allow",
              "Action": ["s3:GetObject", "s3:GetObjectVersion"],
              "Resource": "arn:aws:s3:::acme/mydata/*"
            },
            {
              "Sid": "Bucket",
              "Effect": "Allow",
              "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
              "Resource": "arn:aws:s3:::acme"
            }
          ]
        }
        ```

        ## `arn:aws:iam::111122223333:role/import` の信頼ポリシー

        ```json
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Assume",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::999988887777:root" },
              "Action": "sts:AssumeRole",
              "Condition": { "StringEquals": { "sts:ExternalId": "<TiDB Cloud の外部 ID>" } }
            }
          ]
        }
        ```

        ## `acme` のバケットポリシー（既存のポリシーにステートメントを追加）

        ```json
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Objects",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::111122223333:role/import" },
              "Action": ["s3:GetObject", "s3:GetObjectVersion"],
              "Resource": "arn:aws:s3:::acme/mydata/*"
            },
            {
              "Sid": "Bucket",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::111122223333:role/import" },
              "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
              "Resource": "arn:aws:s3:::acme"
            }
          ]
        }
        ```
    "###]],
    );
}

#[test]
fn terraform_makes_the_role() {
    let key = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    check(
        &["--format", "terraform", "--external-id", "x", "--key", key],
        &expect![[r#"
        resource "aws_iam_role" "s3_access" {
          name               = "import"
          assume_role_policy = jsonencode({
            "Version": "2012-10-17",
            "Statement": [
              {
                "Sid": "Assume",
                "Effect": "Allow",
                "Principal": { "AWS": "arn:aws:iam::999988887777:root" },
                "Action": "sts:AssumeRole",
                "Condition": { "StringEquals": { "sts:ExternalId": "x" } }
              }
            ]
          })
        }

        resource "aws_iam_role_policy" "s3_access" {
          name   = "s3-access"
          role   = aws_iam_role.s3_access.name
          policy = jsonencode({
            "Version": "2012-10-17",
            "Statement": [
              {
                "Sid": "Objects",
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:GetObjectVersion"],
                "Resource": "arn:aws:s3:::acme/mydata/*"
              },
              {
                "Sid": "Bucket",
                "Effect": "Allow",
                "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
                "Resource": "arn:aws:s3:::acme"
              },
              {
                "Sid": "Key",
                "Effect": "Allow",
                "Action": "kms:Decrypt",
                "Resource": "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
              }
            ]
          })
        }

        # Key policy of `arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab` (add its statements to the policy that is there)
        # {
        #   "Version": "2012-10-17",
        #   "Statement": [
        #     {
        #       "Sid": "UseOfKey",
        #       "Effect": "Allow",
        #       "Principal": { "AWS": "arn:aws:iam::111122223333:role/import" },
        #       "Action": "kms:Decrypt",
        #       "Resource": "*"
        #     }
        #   ]
        # }
    "#]],
    );
}

#[test]
fn commands_can_be_pasted_into_a_shell() {
    check(
        &["--format", "cli", "--external-id", "x"],
        &expect![[r#"
        aws iam put-role-policy --role-name 'import' --policy-name s3-access --policy-document '{
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Objects",
              "Effect": "Allow",
              "Action": ["s3:GetObject", "s3:GetObjectVersion"],
              "Resource": "arn:aws:s3:::acme/mydata/*"
            },
            {
              "Sid": "Bucket",
              "Effect": "Allow",
              "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
              "Resource": "arn:aws:s3:::acme"
            }
          ]
        }'

        aws iam update-assume-role-policy --role-name 'import' --policy-document '{
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Assume",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::999988887777:root" },
              "Action": "sts:AssumeRole",
              "Condition": { "StringEquals": { "sts:ExternalId": "x" } }
            }
          ]
        }'
    "#]],
    );
}

#[test]
fn a_template_makes_the_role() {
    check(
        &["--format", "cloudformation", "--external-id", "x"],
        &expect![[r#"
        {
          "AWSTemplateFormatVersion": "2010-09-09",
          "Resources": {
            "Role": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "RoleName": "import",
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "Assume",
                      "Effect": "Allow",
                      "Principal": { "AWS": "arn:aws:iam::999988887777:root" },
                      "Action": "sts:AssumeRole",
                      "Condition": { "StringEquals": { "sts:ExternalId": "x" } }
                    }
                  ]
                },
                "Policies": [{ "PolicyName": "s3-access", "PolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "Objects",
                      "Effect": "Allow",
                      "Action": ["s3:GetObject", "s3:GetObjectVersion"],
                      "Resource": "arn:aws:s3:::acme/mydata/*"
                    },
                    {
                      "Sid": "Bucket",
                      "Effect": "Allow",
                      "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
                      "Resource": "arn:aws:s3:::acme"
                    }
                  ]
                } }]
              }
            }
          }
        }
    "#]],
    );
}

#[test]
fn without_a_profile_it_is_a_wrong_call() {
    let output = undenied(&["generate"]);
    assert!(output.is_ok_and(|output| output.status.code() == Some(2)));
}
