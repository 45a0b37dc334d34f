//! What holds for every text: agreement with `serde_json`, sound spans, repairs that repair.

use proptest::prelude::*;

use super::{assert_same_content, parse, repaired};
use crate::{LineIndex, Node, Span, SyntaxErrorKind, Value, apply, tokens};

const POLICY: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "Objects",
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject*"],
            "Resource": "arn:aws:s3:::b/${aws:username}/*",
            "Condition": { "Bool": { "aws:SecureTransport": true }, "NumericLessThan": { "s3:max-keys": -1.5e3 } }
        },
        {
            "Effect": "Deny",
            "Principal": { "AWS": "*" },
            "NotAction": "s3:\u0047",
            "Resource": ["日本語", "\n"]
        }
    ]
}
"#;

/// What slips are made of.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "'",
    "“",
    "”",
    "「",
    "」",
    "＂",
    "｛",
    "］",
    "：",
    "、",
    ";",
    "=",
    "=>",
    "//",
    "/*",
    "*/",
    "#",
    "\\",
    "\\u",
    "\\ud83d",
    "\\ude00",
    "\\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "\u{A0}",
    "\u{3000}",
    "\u{FEFF}",
    "\u{200B}",
    "\0",
    "\u{1F}",
    "\u{7F}",
    "\u{85}",
    "a",
    "é",
    "日",
    "😀",
    "0",
    "01",
    "-",
    "1.5",
    ".",
    "e",
    "+",
    "true",
    "True",
    "null",
    "<",
    ">",
    "arn:aws:s3:::b/*",
    "don't",
    "\"a\"",
    "\"a\":",
    "{\"a\":",
    "[1,",
    "\n  ",
    "\n    \"b\":",
    "`",
    "_",
    "0x1F",
    "```json\n",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..20).prop_map(|pieces| pieces.concat())
}

/// A policy, some of it lost, some of it replaced.
fn mutated() -> impl Strategy<Value = String> {
    let change =
        (any::<prop::sample::Index>(), 0..4_usize, prop_oneof![Just(String::new()), piece()]);
    (prop::collection::vec(change, 1..5), prop::option::of(any::<prop::sample::Index>())).prop_map(
        |(changes, cut)| {
            let mut chars: Vec<char> = POLICY.chars().collect();
            for (index, removed, inserted) in changes {
                let start = index.index(chars.len() + 1);
                let end = (start + removed).min(chars.len());
                chars.splice(start..end, inserted.chars());
            }
            let length = cut.map_or(chars.len(), |cut| cut.index(chars.len() + 1));
            chars.into_iter().take(length).collect()
        },
    )
}

fn valid() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        pieces().prop_map(Into::into),
    ];
    let tree = leaf.prop_recursive(6, 40, 6, |inner| {
        let members = prop::collection::vec((pieces(), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Into::into),
            members.prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    });
    (tree, any::<bool>())
        .prop_map(|(value, pretty)| if pretty { format!("{value:#}") } else { value.to_string() })
}

fn check_all(text: &str) {
    let parse = parse(text);
    let accepted = match serde_json::from_str::<serde_json::Value>(text) {
        Ok(_) => true,
        Err(error) => error.to_string().starts_with("number out of range"),
    };
    assert_eq!(parse.errors.is_empty(), accepted, "{text:?}: {:?}", parse.errors);
    if let Some(repaired) = repaired(text, &parse) {
        assert_same_content(&parse, &repaired);
    }
    assert!(parse.errors.is_sorted_by_key(|error| error.span.start));
    for error in &parse.errors {
        assert!(text.get(error.span.start..error.span.end).is_some());
        assert!(apply(text, &error.repair).is_ok());
        let hopeless = matches!(
            error.kind,
            SyntaxErrorKind::Empty
                | SyntaxErrorKind::NoJson
                | SyntaxErrorKind::TooDeep
                | SyntaxErrorKind::TooManyErrors
        );
        assert_eq!(error.repair.is_empty(), hopeless, "{error:?}");
    }
    if let Some(root) = &parse.root {
        check_spans(text, root, Span::new(0, text.len()));
    }
    check_tokens(text);
}

fn check_spans(text: &str, node: &Node, outer: Span) {
    assert!(outer.start <= node.span.start && node.span.end <= outer.end, "{node:?} in {outer:?}");
    assert!(text.get(node.span.start..node.span.end).is_some());
    match &node.value {
        Value::Array(elements) => {
            elements.iter().for_each(|element| check_spans(text, element, node.span));
        }
        Value::Object(members) => {
            for member in members {
                check_text(text, &member.name);
                check_spans(text, &member.value, node.span);
            }
        }
        Value::String(string) => check_text(text, string),
        _ => {}
    }
}

fn check_text(text: &str, string: &crate::Text) {
    let mut last = string.span.start;
    for (start, char) in string.value.char_indices() {
        let source = string.source(start..start + char.len_utf8());
        assert!(last <= source.start && source.end <= string.span.end && !source.is_empty());
        let written = source.of(text);
        assert!(written.starts_with('\\') || written == char.to_string(), "{written} for {char}");
        last = source.end;
    }
}

fn check_tokens(text: &str) {
    let mut end = 0;
    for token in tokens(text) {
        assert!(
            Span::new(end, token.span.start)
                .of(text)
                .chars()
                .all(|char| matches!(char, ' ' | '\t' | '\n' | '\r'))
        );
        end = token.span.end;
    }
    assert!(Span::new(end, text.len()).of(text).trim().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn any_text(text in any::<String>()) {
        check_all(&text);
    }

    #[test]
    fn text_made_of_slips(text in pieces()) {
        check_all(&text);
    }

    #[test]
    fn text_made_of_slips_inside_json(text in pieces(), around in 0..4) {
        let text = match around {
            0 => format!("[{text}]"),
            1 => format!("{{\"a\": {text}}}"),
            2 => format!("{{\"a\": [{{ {text}, \"b\": 1}}]}}"),
            _ => format!("{{\n  \"a\": \"{text}\",\n  \"b\": 1\n}}"),
        };
        check_all(&text);
    }

    #[test]
    fn mutated_policy(text in mutated()) {
        check_all(&text);
    }

    #[test]
    fn valid_json(text in valid()) {
        check_all(&text);
        prop_assert!(parse(&text).errors.is_empty());
    }

    #[test]
    fn positions_count_as_javascript_does(text in pieces()) {
        let index = LineIndex::new(&text);
        let mut utf16 = 0;
        for (byte, char) in text.char_indices() {
            prop_assert_eq!(index.utf16(byte), utf16);
            prop_assert_eq!(index.byte(utf16), byte);
            utf16 += char.len_utf16();
        }
        prop_assert_eq!(index.utf16(text.len()), utf16);
        prop_assert_eq!(index.byte(utf16 + 1), text.len());
    }
}

#[test]
fn each_prefix_of_a_policy() {
    for (end, _) in POLICY.char_indices() {
        check_all(Span::new(0, end).of(POLICY));
    }
}

/// Whatever single character is forgotten or doubled: one slip, one error.
#[test]
fn one_slip_is_one_error() {
    let compact = serde_json::from_str::<serde_json::Value>(POLICY).expect("valid").to_string();
    // Without spaces, `"a:1` may well be a string that was never closed.
    for (policy, most) in [(POLICY, 1), (&compact, 2)] {
        for (start, char) in policy.char_indices() {
            let (before, after) = policy.split_at(start);
            let after = after.strip_prefix(char).unwrap_or_default();
            for text in [format!("{before}{after}"), format!("{before}{char}{char}{after}")] {
                check_all(&text);
                let errors = parse(&text).errors;
                assert!(errors.len() <= most, "{}", super::carets(&text, &errors));
            }
        }
    }
}

#[test]
fn the_depth_limit_is_that_of_serde_json() {
    for depth in 120..=130 {
        let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        check_all(&text);
        check_all(&format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)));
    }
}
