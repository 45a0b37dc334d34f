//! What holds for every input: no panic, no contradiction between languages of the machine, and
//! a fix does to access what it says.

use proptest::prelude::{ProptestConfig, any, prop, proptest};
use undenied::{Document, Fix, Impact, Input, Outcome, Request, analyze, apply, policy::Kind};

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
        let is_denied =
            matches!(report.verdict.outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny);
        assert!(
            !(is_denied && is_fixable),
            "{}: denied, and no finding says why",
            case.path.display()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_pasted_makes_it_panic(text in ".{0,400}", kind in 0..Kind::ALL.len()) {
        for found in undenied::intake::read(&text).documents {
            assert!(found.path.is_empty() || found.text != text);
        }
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
            let is_told = !intake.documents.is_empty() || intake.principal.is_some() || intake.refused.is_some();
            assert!(is_told, "{text}");
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
        assert!(!is_denied || is_explained, "denied, and no finding says why: {:#?}", input.documents);
        // The same input gives the same answer.
        assert_eq!(format!("{report:?}"), format!("{:?}", analyze(&input)));
    }
}
