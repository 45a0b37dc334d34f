//! Every error text in `corpora/denied/*.md` is read as it says there; `UPDATE_EXPECT=1` rewrites
//! them. And what holds for every text: no panic, no secret, both languages alike.

use std::{
    fs,
    path::{Path, PathBuf},
};

use proptest::prelude::{ProptestConfig, any, prop, proptest};
use serde_json::{Map, Value};
use undenied::{Lang, Span, Words, explain, explain::Places, secrets, wire};

const TEXT: &str = "```text error\n";
const EXPECTED: &str = "```json expected\n";

/// One error text.
struct Case {
    path: PathBuf,
    markdown: String,
    text: String,
    expected: String,
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn cases() -> Result<Vec<Case>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/denied");
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    paths.into_iter().map(case).collect()
}

fn case(path: PathBuf) -> Result<Case> {
    let markdown = fs::read_to_string(&path)?;
    let wrong = || format!("{} has not both blocks", path.display());
    let (_, rest) = markdown.split_once(TEXT).ok_or_else(wrong)?;
    let (text, rest) = rest.split_once("\n```\n").ok_or_else(wrong)?;
    let (_, rest) = rest.split_once(EXPECTED).ok_or_else(wrong)?;
    let expected = rest.strip_suffix("```\n").ok_or_else(wrong)?.to_owned();
    let text = text.to_owned();
    Ok(Case { path, markdown, text, expected })
}

/// What the text says, without what it does not say and without advice.
fn summary(text: &str) -> Result<String> {
    let answer = wire::explanation(&explain::explain(text), Lang::En);
    let Value::Object(mut fields) = serde_json::from_str(&answer)? else {
        return Err("no object".into());
    };
    for field in ["schema", "steps", "links", "places"] {
        fields.remove(field);
    }
    if let Some(Value::Array(masked)) = fields.get_mut("masked") {
        for secret in masked {
            *secret = secret.get("kind").cloned().unwrap_or_default();
        }
    }
    prune(&mut fields);
    Ok(serde_json::to_string_pretty(&fields)? + "\n")
}

/// Removes what says nothing.
fn prune(fields: &mut Map<String, Value>) {
    if let Some(Value::Object(inner)) = fields.get_mut("details") {
        prune(inner);
    }
    fields.retain(|name, value| match value {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(inner) => !inner.is_empty(),
        Value::Bool(is_so) => *is_so,
        Value::Number(number) => name != "others" || number.as_u64() != Some(0),
        Value::String(text) => name != "decision" || text != "unknown",
    });
}

#[test]
fn every_error_is_read_as_it_says() {
    let all = cases().unwrap();
    assert!(all.len() >= 60, "only {} texts were found", all.len());
    let mut wrong = Vec::new();
    for case in all {
        let found = summary(&case.text).unwrap();
        if found == case.expected {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let (before, _) = case.markdown.split_once(EXPECTED).unwrap();
            fs::write(&case.path, format!("{before}{EXPECTED}{found}```\n")).unwrap();
        } else {
            wrong.push(format!(
                "{}\nexpected\n{}found\n{found}",
                case.path.display(),
                case.expected
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text in `text` that each place covers.
fn places(text: &str) -> Vec<(&'static str, Option<Span>, Option<String>)> {
    let read = explain::explain(text);
    let Places { message, code, operation, principal, action, resource, policy_arn, .. } =
        read.places;
    vec![
        ("message", message, read.details.message),
        ("code", code, read.code),
        ("operation", operation, read.operation),
        ("principal", principal, read.principal),
        ("action", action, read.action),
        ("resource", resource, read.resource),
        ("policyArn", policy_arn, read.policy_arn),
    ]
}

/// Only what is the same however it is wrapped, quoted, escaped or framed.
fn letters(text: &str) -> String {
    text.to_lowercase().chars().filter(|character| character.is_alphanumeric()).collect()
}

#[test]
fn what_is_read_points_to_where_it_stands() {
    for case in cases().unwrap() {
        let masked = secrets::mask(&case.text).text;
        let whole = explain::explain(&case.text).places.whole;
        for (name, place, value) in places(&case.text) {
            let (Some(place), Some(value)) = (place, value) else { continue };
            let shown = format!("{}: {name} {value:?}", case.path.display());
            assert!(
                whole.is_some_and(|it| it.start <= place.start && place.end <= it.end),
                "{shown}"
            );
            let found = place.of(&masked);
            let is_encoded = found.contains(['&', '%', '\\', '│', '>', '[', '（', '：', '\u{1b}']);
            assert!(is_encoded || letters(found) == letters(&value), "{shown} at {found:?}");
        }
    }
}

#[test]
fn most_of_what_is_printed_is_found_again() {
    let (mut there, mut found) = (0, 0);
    for case in cases().unwrap() {
        let text = letters(&secrets::mask(&case.text).text);
        for (_, place, value) in places(&case.text) {
            if !value.is_some_and(|value| text.contains(&letters(&value))) {
                continue;
            }
            there += 1;
            found += usize::from(place.is_some());
        }
    }
    assert!(found * 100 > there * 97, "{found} of {there}");
}

/// Every sentence of an explanation.
fn sentences(explanation: &explain::Explanation) -> Vec<&Words> {
    let meaning = &explanation.meaning;
    let steps = meaning.steps.iter().map(|step| &step.text);
    std::iter::once(&meaning.headline).chain(steps).collect()
}

/// What stands in backticks, sorted.
fn code(text: &str) -> Vec<&str> {
    let mut code: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    code.sort_unstable();
    code
}

/// Three Latin words in a row outside backticks; names of products are let through.
fn english(text: &str) -> Option<String> {
    let prose: String = text.split('`').step_by(2).collect::<Vec<_>>().join("、");
    let words: Vec<&str> = prose.split_whitespace().collect();
    let is_latin =
        |word: &&str| word.is_ascii() && word.contains(|c: char| c.is_ascii_alphabetic());
    let found = words.windows(3).find(|three| three.iter().all(is_latin));
    found.map(|three| three.join(" "))
}

/// A Latin letter or backtick next to a kana or kanji, where Japanese writing has a space.
fn cramped(text: &str) -> Option<String> {
    let is_kana = |c: char| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿');
    let outside: Vec<String> = text
        .split('`')
        .enumerate()
        .map(|(index, part)| if index % 2 == 0 { part.to_owned() } else { "x".to_owned() })
        .collect();
    let characters: Vec<char> = outside.concat().chars().collect();
    let meets = |pair: &&[char]| {
        let [first, second] = pair else { return false };
        (first.is_ascii_alphanumeric() && is_kana(*second))
            || (is_kana(*first) && second.is_ascii_alphanumeric())
    };
    let found = characters.windows(2).find(meets);
    found.map(|pair| pair.iter().collect())
}

#[test]
fn both_languages_say_the_same() {
    for case in cases().unwrap() {
        let explanation = explain::explain(&case.text);
        for words in sentences(&explanation) {
            assert!(!words.en.is_empty() && !words.ja.is_empty(), "{words:?}");
            assert_eq!(code(&words.en), code(&words.ja), "{words:?}");
            assert_eq!(words.en.matches('`').count() % 2, 0, "{words:?}");
            assert_eq!(english(&words.ja), None, "{words:?}");
            assert_eq!(cramped(&words.ja), None, "{words:?}");
        }
        let links = explanation.meaning.links;
        assert_eq!(links.en.len(), links.ja.len());
        for (en, ja) in links.en.iter().zip(links.ja) {
            assert_eq!(ja.replace("/ja_jp/", "/"), *en);
        }
    }
}

#[test]
fn the_same_text_is_read_alike_in_a_quotation_a_log_and_a_string() {
    for case in cases().unwrap().iter().filter(|case| case.text.lines().count() == 1) {
        let plain = explain::explain(&case.text);
        let quoted = format!("> {}\n", case.text);
        let coloured = format!("\u{1b}[31m{}\u{1b}[0m", case.text);
        let logged = format!("2026-11-21T00:15:02.117Z [worker-3] ERROR {}", case.text);
        for text in [quoted, coloured, logged] {
            let read = explain::explain(&text);
            assert_eq!(
                (&read.code, &read.principal, &read.action, &read.resource, read.decision),
                (&plain.code, &plain.principal, &plain.action, &plain.resource, plain.decision),
                "{text}"
            );
        }
    }
}

/// Everything that anybody gets to see.
fn shown(text: &str) -> String {
    let explanation = explain::explain(text);
    let json = [Lang::En, Lang::Ja].map(|lang| wire::explanation(&explanation, lang));
    format!("{explanation:?}\n{}", json.concat())
}

/// Whether eight characters in a row of `secret` stand in `text`.
fn survives(secret: &str, text: &str) -> bool {
    let letters: Vec<char> = secret.chars().collect();
    letters.windows(8).any(|part| text.contains(&part.iter().collect::<String>()))
}

#[test]
fn no_secret_of_the_corpus_is_shown() {
    for case in cases().unwrap() {
        let shown = shown(&case.text);
        for secret in secrets::mask(&case.text).found {
            assert!(!survives(secret.span.of(&case.text), &shown), "{}", case.path.display());
        }
        let again = secrets::mask(&secrets::mask(&case.text).text);
        assert_eq!(again.found, [], "{}", case.path.display());
    }
}

/// Where a secret may stand in an error.
const CONTEXTS: [&str; 12] = [
    "Access denied to the source 's3://acme/x' using the access key ID 'AKIAQ3EGV7X2LMND4RTK' and the secret access key '@'",
    "アクセスキーID 'AKIAQ3EGV7X2LMND4RTK'およびシークレットアクセスキー'@'を使用してソース's3://acme/x'に対するアクセスが拒否されました",
    "アクセスキーID'AKIAQ3EGV7X2LMND4RTK'とシークレットアクセスキー'@'を使用したソース's3://acme/x'へのアクセスが拒否されました。",
    "{\"err\":\"AccessDenied: Access Denied\",\"config\":{\"secretAccessKey\":\"@\"}}",
    "AccessDenied\n[default]\naws_secret_access_key = @\n",
    "env AWS_SECRET_ACCESS_KEY=@ aws s3 ls\nAn error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied",
    "<Error><Code>AccessDenied</Code><SecretAccessKey>@</SecretAccessKey></Error>",
    "{&quot;SecretAccessKey&quot;:&quot;@&quot;} AccessDenied",
    "{\\\"SecretAccessKey\\\":\\\"@\\\"} AccessDenied",
    "COPY INTO 's3://acme' CREDENTIALS=(AWS_KEY_ID='AKIAQ3EGV7X2LMND4RTK' AWS_SECRET_KEY='@') Access Denied",
    "s3://acme/x?access-key=AKIAQ3EGV7X2LMND4RTK&secret-access-key=@&region=us-east-1: AccessDenied: Access Denied",
    "User: arn:aws:iam::111122223333:user/etl is not authorized to perform: s3:GetObject; aws_session_token=FwoGZXIvYXdzE@@@",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_secret_is_shown(
        letters in prop::collection::vec(prop::sample::select(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".chars().collect::<Vec<_>>(),
        ), 40),
        context in prop::sample::select(CONTEXTS.to_vec()),
    ) {
        let secret: String = letters.into_iter().collect();
        let text = context.replace('@', &secret);
        assert!(!survives(&secret, &shown(&text)), "{text}");
        assert!(!shown(&text).contains("AKIAQ3EGV7X2LMND4RTK"), "{text}");
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        shown(&text);
    }

    #[test]
    fn any_mixture_of_errors_is_read(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "An error occurred (", "AccessDenied", ") when calling the ", "GetObject", " operation: ", "User: ", "arn:aws:iam::111122223333:user/etl",
            " is not authorized to perform: ", "s3:GetObject", " on resource: ", "\"", "arn:aws:s3:::acme/x", " because no ", "identity-based policy",
            " allows the ", " with an explicit deny", " in a ", "resource control policy", ", with policy ARN:\n", "<Error>", "<Code>", "</Code>", "\n", " ", "あ",
            "オペレーション", "エラーが発生", "(", ")", "権限がありません", "ユーザー: ", "明示的な拒否", "(Service: ", "Status Code: 403", "; Error Code: ", "request id: ",
            "operation error S3: ", "api error ", "アクセスキーID'", "へのアクセスが拒否されました", "😀", "%20", "&quot;", "\\\"", "\\u00", "\u{1b}[", "{", "}", "eventName", "errorCode", ":",
        ]), 0..40),
    ) {
        let text = pieces.concat();
        let first = shown(&text);
        assert_eq!(first, shown(&text));
    }
}
