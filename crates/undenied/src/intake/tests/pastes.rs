//! What people copy around documents: each text, what becomes of it, and where that points.

use super::{BUCKET, IDENTITY, KEY, TRUST, encoded};
use crate::intake::{Intake, read};

/// One line for each part: `kind path`, `note ...`, `principal ...`, `error ...`.
pub(super) fn summary(intake: &Intake) -> Vec<String> {
    let documents = intake.documents.iter().map(|found| {
        let kind = crate::wire::kind_name(found.kind);
        format!("{kind} {}", found.path).trim_end().to_owned()
    });
    let notes = intake.notes.iter().map(|note| {
        let words: Vec<&str> = note.words.en.split(' ').take(4).collect();
        format!("note {}", words.join(" "))
    });
    let errors = intake
        .errors
        .iter()
        .map(|error| format!("error {}", error.explanation.code.as_deref().unwrap_or("?")));
    let principal = intake.principal.iter().map(|arn| format!("principal {arn}"));
    documents.chain(principal).chain(errors).chain(notes).collect()
}

/// What `paste` holds, and that each document's own words stand where it says.
pub(super) fn check(paste: &str, expected: &[&str]) {
    let intake = read(paste);
    assert_eq!(summary(&intake), expected, "{paste}");
    for found in &intake.documents {
        for word in ["Effect", "Action", "s3:GetObject", "sts:AssumeRole", "kms:*"] {
            for (start, _) in found.text.match_indices(word) {
                let span = found.origin.locate(undenied_json::Span::new(start, start + word.len()));
                let there = span.of(paste).replace("%3A", ":").replace("%2A", "*");
                // An attached AWS managed policy stands where its ARN does.
                let is_named = there.starts_with("\"arn:aws:iam::aws:policy/");
                assert!(
                    is_named || there == word,
                    "{word} of {} points to `{there}` in {paste}",
                    found.path
                );
            }
        }
        if found.origin.is_verbatim() {
            let in_place = found.origin.in_place(paste).unwrap();
            assert_eq!(
                in_place.split_whitespace().collect::<Vec<_>>(),
                found.text.split_whitespace().collect::<Vec<_>>()
            );
        }
    }
    for span in intake
        .notes
        .iter()
        .map(|note| note.span)
        .chain(intake.errors.iter().map(|error| error.span))
    {
        assert!(
            paste.get(span.start..span.end).is_some_and(|text| !text.is_empty()),
            "{span:?} of {paste}"
        );
    }
}

fn pretty(policy: &str) -> String {
    let policy: serde_json::Value = serde_json::from_str(policy).unwrap();
    serde_json::to_string_pretty(&policy).unwrap()
}

fn each_line(text: &str, line: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(index, text)| line(index, text) + "\n").collect()
}

#[test]
fn an_error_above_a_policy_on_one_line_is_no_yaml() {
    let error = "upload failed: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied";
    check(&format!("{error}\n\n{IDENTITY}"), &["identity", "error AccessDenied"]);
}

#[test]
fn words_are_no_policy_and_names_alone_are_names() {
    check("アクセスできません", &["note This part is not"]);
    let role = "arn:aws:iam::111122223333:role/import";
    check(role, &[&format!("principal {role}")]);
    let bucket = read("s3://acme/mydata/").refused.unwrap();
    assert_eq!(
        (bucket.bucket.as_deref(), bucket.prefix.as_deref()),
        (Some("acme"), Some("mydata/"))
    );
}

#[test]
fn policies_under_headings_of_their_own_are_all_read() {
    let json = |policy: &str| {
        format!(
            "# {policy}\n{{\n  \"Statement\": [{{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\"}}]\n}}\n"
        )
    };
    check(&format!("{}{}", json("first"), json("second")), &["identity", "identity"]);
    let yaml = |title: &str| {
        format!(
            "# {title}\nVersion: 2012-10-17\nStatement:\n- Effect: Allow\n  Action: s3:GetObject\n"
        )
    };
    let two = format!("{}{}", yaml("role policy"), yaml("session policy"));
    check(&two, &["identity", "session"]);
}

#[test]
fn what_surrounds_a_document_is_taken_off() {
    let policy = pretty(BUCKET);
    for paste in [
        format!("```json\n{policy}\n```\n"),
        format!("~~~~\n{policy}\n~~~~\n"),
        format!("```json\r\n{}\r\n```\r\n", policy.replace('\n', "\r\n")),
        format!("``` {} ```", policy.replace('\n', " ")),
        format!("```\n{policy}\n"),
        each_line(&policy, |_, line| format!("> {line}")),
        each_line(&policy, |_, line| format!("> > {line}")),
        each_line(&policy, |_, line| format!(">{line}")),
        each_line(&policy, |index, line| format!("{}. {line}", index + 1)),
        each_line(&policy, |index, line| format!("{:>4} | {line}", index + 1)),
        each_line(&policy, |index, line| format!("{}: {line}", index + 41)),
        each_line(&policy, |index, line| format!("{}\t{line}", index + 1)),
        each_line(&policy, |index, line| format!("> {} {line}", index + 1)),
        format!(
            "> ```json\n{}> ```\n",
            each_line(&policy, |index, line| format!("> {}. {line}", index + 1))
        ),
        format!(
            "$ aws s3api get-bucket-policy --bucket acme --query Policy --output text\n{policy}"
        ),
    ] {
        check(&paste, &["bucket"]);
        let words = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(words(&read(&paste).documents[0].text), words(&policy));
    }
}

#[test]
fn an_encoded_document_is_decoded() {
    let json = encoded(BUCKET);
    let inside = json.trim_start_matches('"').trim_end_matches('"');
    let percent = BUCKET
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('"', "%22")
        .replace(':', "%3A")
        .replace('[', "%5B")
        .replace(']', "%5D")
        .replace(' ', "%20");
    for paste in [
        json.clone(),
        inside.to_owned(),
        encoded(&json),
        percent.clone(),
        format!("```\n{percent}\n```"),
        format!("\"{percent}\""),
        BUCKET.replace('"', "&quot;"),
        inside.replace('"', "&#34;"),
    ] {
        check(&paste, &["bucket"]);
        assert_eq!(read(&paste).documents[0].text.trim_end(), BUCKET, "{paste}");
    }
}

#[test]
fn several_documents_are_told_apart() {
    for paste in [
        format!("{IDENTITY}{TRUST}"),
        format!("{IDENTITY}\n{TRUST}\n"),
        format!("{}\n\n{}", pretty(IDENTITY), pretty(TRUST)),
        format!("```json\n{IDENTITY}\n```\n```json\n{TRUST}\n```"),
        format!("Permissions policy:\n{IDENTITY}\n\nTrust relationship:\n{TRUST}"),
        format!("// permissions policy\n{}\n// trust policy\n{}", pretty(IDENTITY), pretty(TRUST)),
        format!("## 許可ポリシー\n\n```\n{IDENTITY}\n```\n\n## 信頼ポリシー\n\n```\n{TRUST}\n```"),
    ] {
        check(&paste, &["identity", "trust"]);
    }
}

#[test]
fn a_broken_document_is_one_and_leaves_the_next_one_alone() {
    let cut = pretty(IDENTITY);
    let cut = cut.trim_end().trim_end_matches('}').trim_end();
    check(cut, &["identity"]);
    check(&format!("{cut}\n\n{}", pretty(TRUST)), &["identity", "trust"]);
    check(&format!("```\n{cut}\n```\n{TRUST}"), &["identity", "trust"]);
    check(&format!("{cut}\nTrust policy\n{}", pretty(TRUST)), &["identity", "trust"]);
    check(&format!("{cut}\n$ aws iam get-role --role-name a\n{TRUST}"), &["identity", "trust"]);
    let slip = pretty(IDENTITY).replace("\"Allow\"", "\"Allow");
    check(&slip, &["identity"]);
}

#[test]
fn statements_without_a_policy_around_them_are_kept() {
    let statement = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#;
    for paste in [
        statement.to_owned(),
        format!("[{statement}, {statement}]"),
        format!("{statement}, {statement}"),
        format!("\"Statement\": [{statement}]"),
        format!("\"Version\": \"2012-10-17\",\n\"Statement\": [{statement}]"),
    ] {
        check(&paste, &["identity"]);
        assert_eq!(read(&paste).documents[0].text, paste);
    }
    check(r#"{"Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#, &["note This is only a"]);
    check(r#""Principal": {"AWS": "111122223333"}"#, &["note This is only a"]);
}

#[test]
fn words_around_documents_are_noted() {
    check(
        &format!("Hello, this is what I have tried so far: {IDENTITY} Any idea?"),
        &["identity", "note This part is not", "note This part is not"],
    );
    check(
        &format!("{IDENTITY}\n{{\"AllowedMethods\": [\"GET\"]}}"),
        &["identity", "note This part is not"],
    );
}

#[test]
fn commands_tell_what_they_printed_and_what_they_were_given() {
    check(
        &format!(
            "$ aws kms get-key-policy --key-id a --policy-name default\n{{\"Policy\": {}}}",
            encoded(KEY)
        ),
        &["key Policy"],
    );
    check(
        &format!(
            "$ aws iam put-role-policy --role-name import --policy-name a --policy-document '{}'",
            pretty(IDENTITY)
        ),
        &["identity --policy-document"],
    );
    check(
        &format!(
            "aws sts assume-role --role-arn arn:aws:iam::111122223333:role/a --policy '{IDENTITY}' \\\n  --role-session-name b"
        ),
        &["session --policy"],
    );
    check(
        &format!("aws s3api put-bucket-policy --bucket acme --policy {}", encoded(BUCKET)),
        &["bucket --policy"],
    );
    check(
        "$ aws s3api get-bucket-policy --bucket acme",
        &["note `aws s3api get-bucket-policy` is"],
    );
    let found = read(&format!(
        "$ aws s3api get-bucket-policy --bucket acme\n{{\"Policy\": {}}}",
        encoded(BUCKET)
    ));
    assert_eq!(found.documents[0].name.as_deref(), Some("acme"));
    assert_eq!(found.documents[0].why.en, "printed by `aws s3api get-bucket-policy`");
}

#[test]
fn a_heading_decides_what_the_policy_leaves_open() {
    for (heading, expected) in [
        ("Permissions boundary:", "permissionsBoundary"),
        ("SCP", "serviceControl"),
        ("セッションポリシー", "session"),
        ("Bucket policy", "identity"),
    ] {
        let paste = format!("{heading}\n{IDENTITY}");
        check(&paste, &[expected]);
    }
    assert_eq!(
        read(&format!("SCP\n{IDENTITY}")).documents[0].why.en,
        "the heading above it says so"
    );
}

#[test]
fn an_error_beside_documents_is_read_too() {
    let error =
        "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied";
    check(&format!("{IDENTITY}\n{error}\n{KEY}"), &["identity", "key", "error AccessDenied"]);
    let event = format!(
        r#"{{"eventName":"PutBucketPolicy","errorCode":"AccessDenied","requestParameters":{{"bucketName":"acme","bucketPolicy":{BUCKET}}}}}"#
    );
    check(&event, &["bucket requestParameters.bucketPolicy", "error AccessDenied"]);
}

#[test]
fn an_error_that_names_a_policy_is_no_heading() {
    let error = "An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist";
    check(error, &["bucket", "error NoSuchBucketPolicy"]);
    check(
        &format!("$ aws s3api get-bucket-policy --bucket acme\n{error}\n{IDENTITY}"),
        &["identity", "bucket", "error NoSuchBucketPolicy"],
    );
}

#[test]
fn other_forms_of_output_are_told() {
    check(
        "$ aws iam get-role --role-name a\n---------------\n|  GetRole   |\n+------------+\n|  RoleName | a |\n+-----------+",
        &["note The policy cannot be"],
    );
    check(
        "ROLE\tarn:aws:iam::111122223333:role/a\t2026-01-01\nASSUMEROLEPOLICYDOCUMENT\t2012-10-17\nSTATEMENT\tsts:AssumeRole\tAllow\n",
        &["note The policy cannot be"],
    );
    check(&format!("default\t{IDENTITY}"), &["identity", "note This part is not"]);
}

#[test]
fn a_byte_order_mark_tabs_and_wrapped_strings_are_taken() {
    check(&format!("\u{feff}{IDENTITY}"), &["identity"]);
    check(&pretty(IDENTITY).replace("  ", "\t"), &["identity"]);
    let wrapped = format!("{{\"Policy\": {}}}", encoded(BUCKET).replace("Resource", "Reso\nurce"));
    assert_eq!(summary(&read(&wrapped)), ["bucket Policy"]);
}

#[test]
fn an_error_above_a_policy_is_no_yaml() {
    let error = "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/a\" because no identity-based policy allows the s3:GetObject action";
    let policy = "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {\n            \"Effect\": \"Allow\",\n            \"Action\": \"s3:GetObject\",\n            \"Resource\": \"arn:aws:s3:::acme/*\"\n        }\n    ]\n}";
    let slip = policy.replace("/*\"", "/*\",");
    for policy in [policy, &slip] {
        check(&format!("{error}\n\n{policy}\n"), &["identity", "error AccessDenied"]);
    }
}
