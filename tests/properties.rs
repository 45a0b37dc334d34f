//! What holds for every input: no panic, no contradiction between languages of the machine, and
//! a fix does to access what it says.

use proptest::prelude::{ProptestConfig, Strategy as _, any, prop, proptest};
use undenied::{
    Document, Fix, Impact, Input, Outcome, Report, Request, Span, analyze, apply,
    authorize::Barrier, policy::Kind,
};

/// The documents with `fix` carried out.
fn fixed(input: &Input, fix: &Fix) -> Input {
    let mut fixed = input.clone();
    for (index, document) in fixed.documents.iter_mut().enumerate() {
        let own = fix.edits.iter().filter(|edit| edit.document == index);
        let edits: Vec<_> = own.map(|edit| edit.edit.clone()).collect();
        let text = apply(&document.text, &edits);
        assert!(text.is_ok(), "edits of `{}` overlap", fix.title.en);
        document.text = text.unwrap_or_default();
    }
    fixed
}

/// Calls that show what a set of documents allows: the case's own and some that no case needs.
fn probes(input: &Input) -> Vec<Request> {
    let actions = [
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:GetBucketLocation",
    ];
    let resources = [
        "arn:aws:s3:::acme",
        "arn:aws:s3:::acme/mydata/a.csv",
        "arn:aws:s3:::acme/other/a.csv",
        "arn:aws:s3:::somebody-else/mydata/a.csv",
    ];
    let principals = [
        input.request.principal.clone(),
        Some("arn:aws:iam::111122223333:role/other".to_owned()),
        Some("arn:aws:iam::777788889999:role/stranger".to_owned()),
    ];
    let mut probes = Vec::new();
    for principal in principals {
        for action in actions {
            for resource in resources {
                probes.push(Request {
                    principal: principal.clone(),
                    action: Some(action.to_owned()),
                    resource: Some(resource.to_owned()),
                    resource_account: Some("111122223333".to_owned()),
                    ..Request::default()
                });
            }
        }
    }
    probes
}

fn outcome(input: &Input, request: &Request) -> Outcome {
    let input = Input { request: request.clone(), profile: None, ..input.clone() };
    analyze(&input).checks.first().map_or(Outcome::Undetermined, |check| check.outcome)
}

#[test]
fn a_fix_does_to_access_what_it_says() {
    let mut fixes = 0;
    for case in undenied_tests::all().unwrap() {
        for finding in analyze(&case.input).findings {
            // Moving a policy to its own box makes one readable that was not.
            let in_place =
                |fix: &Fix| fix.edits.iter().all(|edit| edit.document == finding.place.document);
            for fix in finding.fixes.iter().filter(|fix| in_place(fix)) {
                let after = fixed(&case.input, fix);
                for probe in probes(&case.input) {
                    let (before, after) = (outcome(&case.input, &probe), outcome(&after, &probe));
                    let gained = after == Outcome::Allowed && before != Outcome::Allowed;
                    // Where AWS would refuse the text nothing was in force to compare with.
                    let gained = gained && before != Outcome::Undetermined;
                    let lost = before == Outcome::Allowed
                        && after != Outcome::Allowed
                        && after != Outcome::Undetermined;
                    let name = format!("{}: `{}` on {probe:?}", case.path.display(), fix.title.en);
                    match fix.impact {
                        Impact::Tidies => assert!(!gained && !lost, "{name}"),
                        Impact::Narrows => assert!(!gained, "{name}"),
                        Impact::Widens => {}
                    }
                }
                fixes += 1;
            }
        }
    }
    assert!(fixes >= 12, "only {fixes} fixes were tried");
}

#[test]
fn fixing_the_causes_one_after_the_other_ends_the_denial() {
    for case in undenied_tests::all().unwrap() {
        let mut input = case.input.clone();
        for _ in 0..20 {
            let report = analyze(&input);
            let causes = report.findings.iter().filter(|finding| {
                finding.causes_denial || finding.severity == undenied::Severity::Error
            });
            let Some(fix) = causes.flat_map(|finding| &finding.fixes).next() else { break };
            input = fixed(&input, fix);
        }
        let report = analyze(&input);
        let is_fixable = report.findings.iter().all(|finding| !finding.causes_denial);
        let is_fixable = is_fixable && !has_blocking_setting(&report);
        let is_denied =
            matches!(report.verdict.outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny);
        assert!(
            !(is_denied && is_fixable),
            "{}: denied, and no finding says why",
            case.path.display()
        );
    }
}

/// A setting has no line to point at; the verdict and the guide say what to change.
fn has_blocking_setting(report: &Report) -> bool {
    let mut blocking = report.checks.iter().flat_map(|check| &check.blocked_by);
    blocking.any(|barrier| !matches!(barrier, Barrier::Policy(_)))
}

/// What pastes are made of.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    ",",
    ":",
    "\n",
    "\r\n",
    " ",
    "\t",
    "\\",
    "\\\"",
    "> ",
    "```",
    "```json\n",
    "1. ",
    "2. ",
    "3. ",
    "$ aws iam get-role --role-name a",
    "aws iam create-role --assume-role-policy-document '",
    "\"Statement\": [",
    "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}",
    "\"PolicyDocument\": ",
    "\"{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"*\\\"}\"",
    "%7B%22Effect%22%3A%22Deny%22%2C%22Action%22%3A%22%E3%81%82%22%7D",
    "%E3",
    "{&quot;Effect&quot;:&quot;Deny&quot;,&quot;Action&quot;:1}",
    "datetime.datetime(1, 2)",
    "u'",
    "{'a': ",
    "信頼ポリシー",
    "Bucket policy:",
    "あ",
    "😀",
    "\u{feff}",
    "\u{3000}",
    "An error occurred (AccessDenied)",
    "\"Policy\": \"",
    "<URL-encoded-JSON>",
    "\"PolicyArn\": \"arn:aws:iam::aws:policy/AmazonS3FullAccess\"",
    "\"Arn\": \"arn:aws:iam::111122223333:role/a\"",
    "//",
    "#",
    "/*",
    "%7B",
];

/// Whole shapes and what is found in each.
const WHOLE: &[(&str, Kind)] = &[
    (
        r#"{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*"}]}"#,
        Kind::Identity,
    ),
    (
        r#"{"Role":{"AssumeRolePolicyDocument":{"Statement":{"Effect":"Allow","Principal":{"AWS":"999988887777"},"Action":"sts:AssumeRole"}}}}"#,
        Kind::Trust,
    ),
    (
        r#"{"Policy":"{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::acme/*\"}]}"}"#,
        Kind::Bucket,
    ),
    (
        "```json\n{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}\n```",
        Kind::Key,
    ),
    (
        "> {\"Statement\":\n> [{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
        Kind::Identity,
    ),
    (
        "$ aws s3api get-bucket-policy --bucket acme --query Policy --output text\n{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::acme/*\"}]}\n$ aws --version",
        Kind::Bucket,
    ),
    (
        "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D",
        Kind::Identity,
    ),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_pasted_makes_it_panic(text in ".{0,400}", kind in 0..Kind::ALL.len()) {
        let document = Document { id: "a".into(), kind: Kind::ALL[kind], text, target: None };
        let profile = undenied::profile::by_id("tidb-cloud-dedicated-import");
        let report = analyze(&Input { documents: vec![document], profile, ..Input::default() });
        assert!(!report.verdict.headline.ja.is_empty());
    }

    /// What a command printed, cut off or damaged anywhere, still gives documents or itself.
    #[test]
    fn a_damaged_output_is_read(cut in any::<prop::sample::Index>(), junk in ".{0,3}") {
        let printed = r#"{"Role": {"Arn": "arn:aws:iam::111122223333:role/a", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole"}]}}}"#;
        let (start, end) = printed.split_at(cut.index(printed.len()));
        for text in [start.to_owned() + &junk, junk.clone() + end] {
            let intake = undenied::intake::read(&text);
            let is_told = !intake.documents.is_empty() || intake.principal.is_some() || !intake.errors.is_empty() || !intake.notes.is_empty();
            assert!(is_told, "{text}");
        }
    }

    /// Pieces of shapes in any order: every part of the answer points into the paste.
    #[test]
    fn whatever_is_pasted_has_its_place(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        let text = pieces.concat();
        let intake = undenied::intake::read(&text);
        let notes = intake.notes.iter().map(|note| note.span);
        let errors = intake.errors.iter().map(|error| error.span);
        for span in notes.chain(errors).chain(intake.facts.iter().map(|fact| fact.span)) {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} of {text}");
        }
        for found in &intake.documents {
            for (at, character) in found.text.char_indices() {
                let span = found.origin.locate(Span::new(at, at + character.len_utf8()));
                assert!(text.get(span.start..span.end).is_some(), "{span:?} of {text}");
                let is_kept = !found.origin.is_verbatim() || span.of(&text).starts_with(character);
                assert!(is_kept, "{at} of {} in {text}", found.text);
            }
        }
        let is_told = !intake.documents.is_empty() || intake.principal.is_some() || !intake.errors.is_empty() || !intake.notes.is_empty();
        assert!(is_told, "{text}");
    }

    /// The order of what is pasted changes nothing but the order of what is found.
    #[test]
    fn each_of_several_documents_is_found(order in prop::sample::subsequence((0..WHOLE.len()).collect::<Vec<_>>(), 1..=WHOLE.len()).prop_shuffle()) {
        let paste: Vec<&str> = order.iter().map(|index| WHOLE[*index].0).collect();
        for separator in ["\n", "\n\n", "\n---\n\n"] {
            let found = undenied::intake::read(&paste.join(separator)).documents;
            let kinds: Vec<Kind> = found.iter().map(|found| found.kind).collect();
            let expected: Vec<Kind> = order.iter().map(|index| WHOLE[*index].1).collect();
            assert_eq!(kinds, expected, "{}", paste.join(separator));
        }
    }

    /// A case with a stretch of one document cut out or doubled.
    #[test]
    fn no_damage_makes_it_panic(
        which in any::<prop::sample::Index>(),
        document in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        doubled in any::<bool>(),
    ) {
        let all = undenied_tests::all().unwrap();
        let mut input = all[which.index(all.len())].input.clone();
        let count = input.documents.len();
        if count > 0 {
            let text = &mut input.documents[document.index(count)].text;
            let characters: Vec<char> = text.chars().collect();
            let (one, two) = (from.index(characters.len() + 1), to.index(characters.len() + 1));
            let (start, end) = (one.min(two), one.max(two));
            let stretch = &characters[start..end];
            let kept = if doubled { [&characters[..end], stretch, &characters[end..]].concat() } else { [&characters[..start], &characters[end..]].concat() };
            *text = kept.into_iter().collect();
        }
        let report = analyze(&input);
        for finding in &report.findings {
            for fix in &finding.fixes {
                fixed(&input, fix);
            }
        }
        let is_denied = matches!(report.verdict.outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny);
        let is_explained = report.findings.iter().any(|finding| {
            finding.causes_denial || finding.severity == undenied::Severity::Error
        });
        let is_explained = is_explained || has_blocking_setting(&report);
        assert!(!is_denied || is_explained, "denied, and no finding says why: {:#?}", input.documents);
        // The same input gives the same answer.
        assert_eq!(format!("{report:?}"), format!("{:?}", analyze(&input)));
    }
}
