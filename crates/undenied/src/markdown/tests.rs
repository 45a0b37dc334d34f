//! What a copied report says, and what it must not.

use super::{Wanted, markdown};
use crate::{Document, Input, Lang, analyze, policy::Kind, rules::testing::import};

const IDENTITY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:GetBucketLocation"],
    "Resource": ["arn:aws:s3:::acme/mydata", "arn:aws:s3:::acme"]
  }
}"#;
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"999988887777"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"ext-1"}}}}"#;

fn given() -> Input {
    let mut input = import();
    for (kind, text) in [(Kind::Identity, IDENTITY), (Kind::Trust, TRUST)] {
        let (id, text) = (format!("{kind:?}"), text.to_owned());
        input.documents.push(Document { id, kind, text, target: None });
    }
    input
}

fn written(input: &Input, wanted: Wanted) -> String {
    markdown(input, &analyze(input), wanted)
}

#[test]
fn it_says_verdict_path_problems_and_steps() {
    let text = written(&given(), Wanted::default());
    for part in [
        "# Denied (likely)\n",
        "- Who: `arn:aws:iam::111122223333:role/import`\n",
        "- On: `s3://acme/mydata/`\n",
        "1. ✅ Trust policy: allows (line 1)\n",
        "2. ❌ IAM policy: blocks",
        "| `s3:GetObject` | `arn:aws:s3:::acme/mydata/*` | Not allowed |",
        "1. **Error** IAM policy, line 6: ",
        "## What to do\n",
        "   ```sh\n   aws iam put-role-policy ",
        "## Taken as given\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("\"Statement\""), "{text}");
}

#[test]
fn it_is_in_the_language_that_is_shown() {
    let wanted = Wanted { lang: Lang::Ja, ..Wanted::default() };
    let text = written(&given(), wanted);
    for part in ["# 拒否（前提どおりなら）", "## リクエストの経路", "IAM ポリシー 6 行目："]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("## What to do"), "{text}");
}

#[test]
fn documents_and_masks_are_there_if_wanted() {
    let wanted = Wanted { with_documents: true, masks_accounts: true, ..Wanted::default() };
    let text = written(&given(), wanted);
    assert!(text.contains("## Trust policy\n\n```json\n{\"Version\""), "{text}");
    assert!(!text.contains("111122223333") && !text.contains("999988887777"), "{text}");
    assert!(text.contains("arn:aws:iam::111111111111:role/import"), "{text}");
}

#[test]
fn a_secret_is_in_no_report() {
    let mut input = given();
    let secret = "vT9b/2LqXk4Rw7sYz+Dh1NfGc3JmPa8UeBo6iKtC";
    for document in &mut input.documents {
        document.text.push_str(&format!("\n\"SecretAccessKey\": \"{secret}\""));
    }
    let wanted = Wanted { with_documents: true, ..Wanted::default() };
    assert!(!written(&input, wanted).contains(secret));
}
