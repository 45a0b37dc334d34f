//! No output of any kind holds a secret that the paste had, whatever the shape; and every text of
//! the corpora keeps the promises that the fuzz target checks.

use std::{
    fs,
    path::{Path, PathBuf},
};

use proptest::prelude::{ProptestConfig, prop, proptest};
use undenied::{explain, intake, secrets};
use undenied_tests::promises;

/// Secrets made anew for each try; `@` is forty random characters, `#` sixteen capitals and digits.
const SECRETS: [(&str, &str); 6] = [
    ("id", "AKIA#"),
    ("key", "@"),
    ("token", "FwoGZXIvYXdzE@@@"),
    ("signature", "@"),
    ("pem", "-----BEGIN PRIVATE KEY-----\nMIIE@\n@\n-----END PRIVATE KEY-----"),
    ("bearer", "eyJhbGciOiJI@.eyJzdWIiOiIx@.@"),
];

/// Every kind of place that people paste from; `{id}` and the like stand for secrets.
const SHAPES: [&str; 24] = [
    r#"{"Credentials":{"AccessKeyId":"{id}","SecretAccessKey":"{key}","SessionToken":"{token}","Expiration":"2026-11-21T00:00:00Z"},"AssumedRoleUser":{"Arn":"arn:aws:sts::111122223333:assumed-role/import/s"}}"#,
    r#"{"AccessKey":{"UserName":"etl","AccessKeyId":"{id}","Status":"Active","SecretAccessKey":"{key}"}}"#,
    r#"{"UserId":"AIDAX","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/etl","SecretAccessKey":"{key}"}"#,
    r#"{"AcceptRanges":"bytes","ContentLength":3,"ETag":"9a","StorageClass":"aws_secret_access_key={key}"}"#,
    r#"{"Payer":"aws_session_token={token}"}"#,
    r#"{"KeyMetadata":{"Arn":"arn:aws:kms:us-east-1:111122223333:key/k","Description":"secret access key: {key}","KeyState":"{id}"}}"#,
    r#"{"Grants":[{"GrantId":"g","GranteePrincipal":"arn:aws:iam::111122223333:role/a?X-Amz-Signature={signature}","Operations":["Decrypt"]}]}"#,
    r#"{"findings":[{"findingType":"ERROR","issueCode":"X","findingDetails":"aws_secret_access_key = {key}"}]}"#,
    r#"{"Version":"2012-10-17","Statement":[{"Sid":"aws_secret_access_key={key}","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/{id}"}]}"#,
    r#"{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"x\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::acme/*\",\"SecretAccessKey\":\"{key}\"}]}"}"#,
    r#"{"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied","errorMessage":"Access Denied","userIdentity":{"accessKeyId":"{id}"},"requestParameters":{"X-Amz-Signature":"{signature}","key":"aws_secret_access_key={key}"}}"#,
    "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/etl is not authorized to perform: s3:GetObject; AWS_SECRET_ACCESS_KEY={key}",
    "Access denied to the source 's3://acme/x' using the access key ID '{id}' and the secret access key '{key}'",
    "アクセスキーID'{id}'とシークレットアクセスキー'{key}'を使用したソース's3://acme/x'へのアクセスが拒否されました。",
    "<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>{id}</AWSAccessKeyId><SignatureProvided>{signature}=</SignatureProvided></Error>",
    "https://acme.s3.amazonaws.com/x?X-Amz-Credential={id}%2F20261121%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Security-Token={token}&X-Amz-Signature={signature} 403 Forbidden AccessDenied",
    "[default]\naws_access_key_id = {id}\naws_secret_access_key = {key}\naws_session_token = {token}\n",
    "export AWS_ACCESS_KEY_ID={id}\nexport AWS_SECRET_ACCESS_KEY='{key}'\nexport AWS_SESSION_TOKEN=\"{token}\"\naws s3 ls\nAn error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied\n",
    "Resources:\n  Key:\n    Type: AWS::IAM::AccessKey\n    Metadata:\n      SecretAccessKey: {key}\n      AccessKeyId: {id}\n",
    "provider \"aws\" {\n  access_key = \"{id}\"\n  secret_key = \"{key}\"\n  token = \"{token}\"\n}\n",
    "data \"aws_iam_policy_document\" \"a\" {\n  statement {\n    sid = \"{id}\"\n    actions = [\"s3:GetObject\"]\n    resources = [\"arn:aws:s3:::acme/*?secret_key={key}\"]\n  }\n}\n",
    "{pem}\nAccessDenied: Access Denied\n",
    "curl -H 'Authorization: Bearer {bearer}' https://acme.example\n{\"message\":\"AccessDenied\"}",
    "{&quot;SecretAccessKey&quot;:&quot;{key}&quot;} &lt;Code&gt;AccessDenied&lt;/Code&gt;",
];

fn filled(shape: &str, letters: &str) -> (String, Vec<String>) {
    let capitals: String = letters
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { 'Q' })
        .take(16)
        .collect();
    let mut text = shape.to_owned();
    let mut secret = Vec::new();
    for (name, form) in SECRETS {
        let value = form.replace('@', letters).replace('#', &capitals);
        if text.contains(&format!("{{{name}}}")) {
            let hidden =
                if name == "id" { capitals.get(..12).unwrap_or_default() } else { letters };
            secret.push(hidden.to_owned());
        }
        text = text.replace(&format!("{{{name}}}"), &value);
    }
    (text, secret)
}

/// Every output there is.
fn outputs(text: &str) -> String {
    let masked = secrets::mask(text).text;
    let errors = explain::explain_all(&masked);
    format!(
        "{:?}{:?}{:?}{}",
        intake::read(&masked),
        explain::explain(text),
        errors,
        promises::answered(&masked)
    )
}

/// Twelve characters in a row of `secret` in `shown`.
fn survivor<'a>(secret: &'a str, shown: &str) -> Option<&'a str> {
    let parts = (0..secret.len().saturating_sub(11)).filter_map(|at| secret.get(at..at + 12));
    parts.into_iter().find(|part| shown.contains(*part))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_output_holds_a_secret(
        letters in prop::collection::vec(prop::sample::select(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".chars().collect::<Vec<_>>(),
        ), 40),
        first in 0..SHAPES.len(),
        second in 0..SHAPES.len(),
    ) {
        let letters: String = letters.into_iter().collect();
        let (one, secret) = filled(SHAPES[first], &letters);
        let (other, _) = filled(SHAPES[second], &letters);
        for text in [one.clone(), format!("{one}\n\n{other}"), format!("> {}", one.replace('\n', "\n> ")), format!("```\n{one}\n```\n")] {
            let shown = outputs(&text);
            for secret in &secret {
                assert_eq!(survivor(secret, &shown), None, "{text}");
            }
        }
    }
}

#[test]
fn every_shape_holds_secrets_to_hide() {
    // Now and then one has no digit.
    let both =
        ["kR8vQ2QmXLsXw0ZtYb5nHc7JdPaU3gEoTf9iK1Wz", "kRvQQmXLsXwZtYbnHcJdPaUgEoTfiKWzmNqBxVyC"];
    for (shape, letters) in SHAPES.iter().flat_map(|shape| both.map(|letters| (shape, letters))) {
        let (text, secret) = filled(shape, letters);
        assert!(!secret.is_empty() && !secrets::mask(&text).found.is_empty(), "{shape}");
        let shown = outputs(&text);
        let left = secret.iter().find_map(|secret| survivor(secret, &shown));
        assert_eq!(left, None, "{text}");
        promises::hold_to_the_end(&text);
    }
}

/// Every file of the corpora: what the fuzz target starts from.
fn seeds() -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["corpora/denied", "suite", "fuzz/seeds"].map(|folder| tests.join(folder));
    let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_seed_keeps_every_promise_whole_and_in_parts() {
    let seeds = seeds();
    assert!(seeds.len() > 150, "only {} seeds were found", seeds.len());
    for path in seeds {
        let text = fs::read_to_string(&path).unwrap();
        promises::hold(&text);
        let half: String = text.chars().take(text.chars().count() / 2).collect();
        promises::hold(&half);
    }
}
