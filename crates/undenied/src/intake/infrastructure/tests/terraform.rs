//! The same for Terraform: code, states and plans.

use super::*;

const TERRAFORM: &str = r#"
variable "prefix" { default = "in" }
locals { bucket = "acme-data" }
resource "aws_s3_bucket" "data" { bucket = local.bucket }
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [var.account]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["a"]
    }
  }
}
data "aws_iam_policy_document" "gate" {
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["${aws_s3_bucket.data.arn}/&{aws:username}/*", aws_s3_bucket.other.arn]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
  dynamic "statement" {
    for_each = var.more
    content {}
  }
}
resource "aws_iam_role" "import" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_s3_bucket_policy" "gate" {
  bucket = aws_s3_bucket.data.id
  policy = data.aws_iam_policy_document.gate.json
}
resource "aws_iam_role_policy" "read" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::${local.bucket}/${var.prefix}/*" }]
  })
}
resource "aws_iam_policy" "file" { policy = file("x.json") }
resource "aws_kms_key" "k" {
  policy = <<-EOF
    {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "${var.root}"}, "Action": "kms:*", "Resource": "*"}]}
  EOF
}
resource "aws_s3_bucket_request_payment_configuration" "p" {
  bucket = aws_s3_bucket.other.id
  payer  = "Requester"
}
"#;

#[test]
fn terraform_gives_its_policies_settings_and_notes() {
    let found = of_hcl(TERRAFORM);
    assert_eq!(
        shape(&found),
        [
            "trust aws_iam_role.import aws_iam_role.import.assume_role_policy",
            "bucket aws_s3_bucket_policy.gate aws_s3_bucket_policy.gate.policy",
            "identity aws_iam_role_policy.read aws_iam_role_policy.read.policy",
            "key aws_kms_key.k aws_kms_key.k.policy",
        ]
    );
    assert_eq!(
        line(&found.documents[0]),
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${var.account}"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"a"}}}]}"#
    );
    assert_eq!(
        line(&found.documents[1]),
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::acme-data/${aws:username}/*","${aws_s3_bucket.other.arn}"]}]}"#
    );
    assert!(found.documents[2].text.contains("arn:aws:s3:::acme-data/in/*"));
    let facts: Vec<_> = found
        .facts
        .iter()
        .map(|fact| (fact.key.as_str(), fact.subject.as_deref(), fact.value.as_str()))
        .collect();
    assert_eq!(
        facts,
        [
            ("bucket.name", Some("aws_s3_bucket.data"), "acme-data"),
            ("bucket.requestPayer", Some("aws_s3_bucket.other"), "Requester"),
        ]
    );
    let notes: Vec<&str> = found.notes.iter().map(|note| note.words.en.as_str()).collect();
    for expected in [
        "`${file(\"x.json\")}`",
        "`statement` of `data.aws_iam_policy_document.gate`",
        "`var.prefix` is taken",
    ] {
        assert!(notes.iter().any(|note| note.contains(expected)), "{expected}: {notes:?}");
    }
}

#[test]
fn a_value_points_to_the_terraform_code() {
    let found = of_hcl(TERRAFORM);
    for (document, wanted, expected) in [
        (1, "\"Deny\"", "\"Deny\""),
        (1, "${aws:username}", "&{aws:username}"),
        (1, "acme-data", "${aws_s3_bucket.data.arn}"),
        (3, "kms:*", "kms:*"),
    ] {
        let found = &found.documents[document];
        let start = found.text.find(wanted).unwrap();
        let place = found.origin.locate(undenied_json::Span::new(start, start + wanted.len()));
        assert!(
            place.of(TERRAFORM).contains(expected) || expected.contains(place.of(TERRAFORM)),
            "{wanted}: {}",
            place.of(TERRAFORM)
        );
    }
}

#[test]
fn pieces_of_terraform_are_read_too() {
    for (text, expected) in [
        ("statement {\n  actions = [\"s3:*\"]\n  resources = [\"*\"]\n}\n", "identity"),
        ("assume_role_policy = jsonencode({ Statement = [] })", "trust"),
        (
            "data \"aws_iam_policy_document\" \"a\" {\n  source_policy_documents = [data.aws_iam_policy_document.b.json]\n}\ndata \"aws_iam_policy_document\" \"b\" {\n  statement {\n    actions = [\"s3:*\"]\n    resources = [\"*\"]\n  }\n}\n",
            "identity",
        ),
    ] {
        let found = of_hcl(text);
        assert_eq!(found.documents.len(), 1, "{text}");
        assert_eq!(crate::wire::kind_name(found.documents[0].kind), expected, "{text}");
    }
}

#[test]
fn a_state_and_a_plan_in_json_are_read() {
    let resource = r#"{"address":"module.m.aws_s3_bucket_policy.b","type":"aws_s3_bucket_policy","values":{"bucket":"acme","policy":"{\"Statement\":[]}"}}"#;
    let state = format!(
        r#"{{"format_version":"1.0","values":{{"root_module":{{"child_modules":[{{"resources":[{resource}]}}]}}}}}}"#
    );
    assert_eq!(
        shape(&of_json(&state)),
        [
            "bucket module.m.aws_s3_bucket_policy.b values.root_module.child_modules[0].resources[0].values.policy"
        ]
    );
    let plan = r#"{"resource_changes":[{"address":"a.b","type":"aws_s3_bucket_policy","change":{"actions":["create"],"after":{"bucket":"acme"},"after_unknown":{"policy":true}}},{"address":"c.d","type":"aws_iam_role","change":{"after":{"assume_role_policy":"{\"Statement\":[]}"}}}]}"#;
    let found = of_json(plan);
    assert_eq!(shape(&found), ["trust c.d resource_changes[1].change.after.assume_role_policy"]);
    assert!(found.notes[0].words.en.contains("`policy` of `a.b`"));
}
