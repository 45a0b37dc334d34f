//! A policy around one condition, for the tests of checks.

use crate::policy::Kind;

/// Expects `rule` to speak (or not) of `{operator: {key: values}}` in an IAM policy that allows.
pub(super) fn condition(rule: &str, operator: &str, key: &str, values: &str, speaks: bool) {
    block(
        rule,
        Kind::Identity,
        "Allow",
        &format!(r#"{{"{operator}": {{"{key}": {values}}}}}"#),
        speaks,
    );
}

/// Expects `rule` to speak (or not) of a statement of `kind` with the condition `block`.
pub(super) fn block(rule: &str, kind: Kind, effect: &str, block: &str, speaks: bool) {
    let principal =
        if kind.names_principals() { r#""Principal": {"AWS": "111122223333"}, "# } else { "" };
    let rest = match kind {
        Kind::Trust => r#""Action": "sts:AssumeRole""#,
        Kind::Key => r#""Action": "kms:Decrypt", "Resource": "*""#,
        _ => r#""Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*""#,
    };
    speaks_of(
        rule,
        kind,
        &format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "{effect}", {principal}{rest}, "Condition": {block}}}]}}"#
        ),
        speaks,
    );
}

/// Expects `rule` to speak (or not) of the policy `text`, somewhere.
pub(super) fn speaks_of(rule: &str, kind: Kind, text: &str, speaks: bool) {
    use crate::{Document, Input, analyze};
    let document = Document { id: "p".into(), kind, text: text.into(), target: None };
    let report = analyze(&Input { documents: vec![document], ..Input::default() });
    let found: Vec<&str> = report.findings.iter().map(|finding| finding.rule.id).collect();
    assert!(crate::rules::all().any(|known| known.id == rule), "no rule {rule}");
    assert_eq!(found.contains(&rule), speaks, "{rule} in {text}: {found:?}");
    if !speaks {
        return;
    }
    // Every fix removes what it is for.
    check_fixes(rule, kind, text);
}

fn check_fixes(rule: &str, kind: Kind, text: &str) {
    use crate::{Document, Input, analyze};
    let input = |text: &str| Input {
        documents: vec![Document { id: "p".into(), kind, text: text.into(), target: None }],
        ..Input::default()
    };
    let report = analyze(&input(text));
    let findings = report.findings.iter().filter(|finding| finding.rule.id == rule);
    for finding in findings {
        for fix in &finding.fixes {
            let edits: Vec<_> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
            let fixed = undenied_json::apply(text, &edits).unwrap();
            let after = analyze(&input(&fixed));
            let left = after.findings.iter().filter(|it| it.rule.id == rule).count();
            let before = report.findings.iter().filter(|it| it.rule.id == rule).count();
            assert!(left < before, "{rule}: {} leaves it in {fixed}", fix.title.en);
        }
    }
}
