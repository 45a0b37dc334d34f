//! What is masked, and what is left alone.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};

use super::*;

const ID: &str = "AKIAQ3EGV7X2LMND4RTK";
const KEY: &str = "kR8v/2Qm+LsXw0ZtYb5nHc7JdPaU3gEoTf9iK1Wz";
const HEX64: &str = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

fn token() -> String {
    format!("IQoJb3JpZ2luX2VjE{}", "Ab9xK/2mQ+".repeat(30))
}

fn masks(text: &str, masked: &str, kinds: &[SecretKind]) {
    let found = mask(text);
    assert_eq!(found.text, masked);
    assert_eq!(found.kinds(), kinds, "{text}");
}

/// `text` with `secret` for `@`: nothing of it is left, and nothing else is lost.
fn hides(text: &str, secret: &str, kind: SecretKind) {
    let whole = text.replace('@', secret);
    let masked = mask(&whole);
    assert_eq!(masked.text, text.replace('@', &"*".repeat(secret.len())), "{whole}");
    assert_eq!(masked.kinds(), [kind], "{whole}");
}

fn leaves(text: &str) {
    let masked = mask(text);
    assert_eq!(masked.text, text);
    assert_eq!(masked.found, []);
}

#[test]
fn an_access_key_id_keeps_both_ends() {
    masks(&format!("key {ID}."), "key AKIA************4RTK.", &[SecretKind::AccessKeyId]);
    masks(
        "X-Amz-Credential=ASIAQ3EGV7X2LMND4RTK%2F20261121%2Fus-east-1",
        "X-Amz-Credential=ASIA************4RTK%2F20261121%2Fus-east-1",
        &[SecretKind::AccessKeyId],
    );
}

#[test]
fn a_secret_key_is_found_behind_its_names() {
    for text in [
        "aws_secret_access_key = @\nregion = us-east-1",
        "export AWS_SECRET_ACCESS_KEY=@",
        r#"{"SecretAccessKey": "@", "x": 1}"#,
        r#"{\"SecretAccessKey\":\"@\"}"#,
        "{&quot;SecretAccessKey&quot;:&quot;@&quot;}",
        "<SecretAccessKey>@</SecretAccessKey>",
        "シークレットアクセスキー'@'を使用して",
        "シークレット アクセスキー：@",
        "and the secret access key '@'",
        "spark.hadoop.fs.s3a.secret.key @",
        "--secret-key @ --region",
        "aws_secret_access_key%3D@%26region",
        "|  SecretAccessKey |  @  |",
        "s3://acme/x?secret-access-key=@&region=us-east-1",
        "conf.set(\"fs.s3a.secret.key\", \"@\")",
        "AWS_SECRET=@",
        "secretAccessKey: '@',",
    ] {
        hides(text, KEY, SecretKind::SecretAccessKey);
    }
    hides("secret_access_key = '@'", "minio123", SecretKind::SecretAccessKey);
}

#[test]
fn a_bare_secret_key_is_found_near_its_id() {
    masks(
        &format!("{ID},{KEY}"),
        &format!("AKIA************4RTK,{}", "*".repeat(40)),
        &[SecretKind::AccessKeyId, SecretKind::SecretAccessKey],
    );
    leaves(KEY);
}

#[test]
fn tokens_and_signatures_are_found() {
    hides("aws_session_token=@", &token(), SecretKind::SessionToken);
    hides("x-amz-security-token:@\n", &token(), SecretKind::SessionToken);
    hides("the token @ has expired", &token(), SecretKind::SessionToken);
    hides("&X-Amz-Signature=@&x=1", HEX64, SecretKind::Signature);
    hides(r"?a=b\u0026X-Amz-Signature=@\u0026x", HEX64, SecretKind::Signature);
    hides("SignedHeaders=host, Signature=@", HEX64, SecretKind::Signature);
    hides("<SignatureProvided>@</SignatureProvided>", HEX64, SecretKind::Signature);
    let without_digits = "kRvQQmXLsXwZtYbnHcJdPaUgEo=";
    hides("<SignatureProvided>@</SignatureProvided>", without_digits, SecretKind::Signature);
    hides("&Signature=@&x=1", without_digits, SecretKind::Signature);
    let header = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJpbXBvcnQifQ.c2lnbmF0dXJl_x-1";
    hides("Authorization: Bearer @", header, SecretKind::Token);
    hides("token @ was refused", header, SecretKind::Token);
}

#[test]
fn a_private_key_keeps_its_lines() {
    let text =
        "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK=\n-----END RSA PRIVATE KEY-----\nb";
    let masked = mask(text);
    assert_eq!(
        masked.text,
        "a\n-----BEGIN RSA PRIVATE KEY-----\n******\n******\n-----END RSA PRIVATE KEY-----\nb"
    );
    assert_eq!(masked.found.len(), 2);
    leaves("-----BEGIN CERTIFICATE-----\nMIIEow\n-----END CERTIFICATE-----");
}

#[test]
fn a_wrapped_secret_is_found_in_all_its_lines() {
    let (head, tail) = KEY.split_at(17);
    let line = "Access denied to the source using the secret access key '";
    let masked = mask(&format!("{line}{head}\n{tail}'."));
    assert_eq!(masked.text, format!("{line}{}\n{}'.", "*".repeat(17), "*".repeat(23)));
    assert_eq!(masked.kinds(), [SecretKind::SecretAccessKey]);
    let token = token();
    let (first, second) = token.split_at(70);
    let masked = mask(&format!("SessionToken=\"{first}\n{second}\"\nregion"));
    assert_eq!(
        masked.text,
        format!("SessionToken=\"{}\n{}\"\nregion", "*".repeat(70), "*".repeat(token.len() - 70))
    );
}

#[test]
fn a_secret_is_found_whatever_width_its_message_was_cut_at() {
    let messages = [
        format!(
            "Access denied to the source 's3://acme/mydata/' using the access key ID '{ID}' and the secret access key '{KEY}'"
        ),
        format!("AWS_ACCESS_KEY_ID={ID} AWS_SECRET_ACCESS_KEY={KEY} aws s3 ls s3://acme"),
        format!(
            "{{\"AccessKeyId\":\"{ID}\",\"SecretAccessKey\":\"{KEY}\",\"Expiration\":\"2026-11-21T00:15:02Z\"}}"
        ),
    ];
    for message in messages {
        let letters: Vec<char> = message.chars().collect();
        for width in 24..=letters.len() {
            let lines: Vec<String> =
                letters.chunks(width).map(|line| line.iter().collect()).collect();
            for joint in ["\n", "\r\n", "\n  ", "\n│ "] {
                let masked = mask(&lines.join(joint)).text;
                assert!(!survives(KEY, &masked), "{masked}");
                assert!(!survives(ID, &masked), "{masked}");
            }
        }
    }
}

#[test]
fn what_is_no_secret_is_left_alone() {
    for text in [
        "arn:aws:iam::111122223333:role/data/ImportRoleForTiDBCloud2026ProductionX",
        "AROAQ3EGV7X2LMND4RTKA AIDAQ3EGV7X2LMND4RTKA",
        "sts:ExternalId 696e6672612d617069a79c22fa5740944bf8bb32e4a0c4e3fe",
        "sha256 5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        "commit da39a3ee5e6b4b0d3255bfef95601890afd80709",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject"}]}"#,
        "aws_secret_access_key = <YOUR_SECRET_ACCESS_KEY>",
        "secret_key = var.secret_key_2",
        "AWS_SECRET_ACCESS_KEY=${SECRET}",
        "The secret access key is required.",
        "シークレットアクセスキー'{secret_access_key}'を使用して",
        "SignatureDoesNotMatch: the request signature we calculated does not match",
        "request id: 7XKQ2M4ZD1R9W0PA, host id: kR8v2QmLsXw0ZtYb5nHc7JdPaU3gEoTf9iK1WzAbCdEfGhIjKlMn=",
        "SessionToken: string; SecretAccessKey: string",
        "[\"SecretAccessKey\", \"SessionToken\"]",
        "",
    ] {
        leaves(text);
    }
}

#[test]
fn hostile_text_takes_linear_time() {
    for part in [
        "secret",
        "AKIA",
        "-----BEGIN PRIVATE KEY-----",
        "eyJ",
        "%2F",
        "\\/",
        "signature=",
        "secret=",
    ] {
        let _ = mask(&part.repeat(300_000 / part.len()));
    }
    let _ = mask(&format!("{}\n", "a".repeat(60)).repeat(10_000));
}

fn key() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(alphabet("+/")), 40)
        .prop_map(|letters| letters.into_iter().collect())
}

fn alphabet(more: &str) -> Vec<char> {
    ('a'..='z').chain('A'..='Z').chain('0'..='9').chain(more.chars()).collect()
}

/// Whether any eight characters of `secret` stand in `text`.
fn survives(secret: &str, text: &str) -> bool {
    let letters: Vec<char> = secret.chars().collect();
    letters.windows(8).any(|part| text.contains(&part.iter().collect::<String>()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_named_secret_survives(
        secret in key(),
        context in prop::sample::select(vec![
            "aws_secret_access_key = @\n", "SecretAccessKey\": \"@\"", "'AKIAQ3EGV7X2LMND4RTK' and the secret access key '@'",
            "シークレットアクセスキー'@'を", "AWS_SECRET_ACCESS_KEY=@ aws s3 ls", "<SecretAccessKey>@</SecretAccessKey>",
            "X-Amz-Security-Token=FwoG@@@@&", "SessionToken&quot;: &quot;@@@@&quot;", "secretAccessKey=@;x",
        ]),
    ) {
        let masked = mask(&context.replace('@', &secret)).text;
        assert!(!survives(&secret, &masked), "{masked}");
    }

    #[test]
    fn masking_keeps_lengths_and_lines_and_once_is_enough(
        pieces in prop::collection::vec(prop::sample::select(vec![
            ID, KEY, HEX64, " ", "\n", "'", "\"", "=", ":", "secret", "SecretAccessKey", "aws_secret_access_key=", "Signature=",
            "session_token", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "あ", "😀", "a", "%2F", "%22", "\\", "/",
            "Bearer ", "eyJhbGciOiJIUzI1NiJ9.", "シークレットアクセスキー", "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ", "*", "9", "&", "IQoJ",
        ]), 0..24),
    ) {
        let text = pieces.concat();
        let masked = mask(&text);
        assert_eq!(masked.text.len(), text.len());
        assert_eq!(masked.text.encode_utf16().count(), text.encode_utf16().count());
        assert_eq!(masked.text.lines().count(), text.lines().count());
        assert_eq!(mask(&masked.text).text, masked.text);
        for secret in &masked.found {
            assert!(!secret.span.of(&masked.text).contains('\n'));
            assert!(secret.span.of(&masked.text).contains('*'));
        }
    }

    #[test]
    fn any_text_is_masked_without_panic(text in any::<String>()) {
        let masked = mask(&text);
        assert_eq!(mask(&masked.text).text, masked.text);
    }
}
