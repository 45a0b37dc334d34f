//! Policy variables that AWS does not read as such. See
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>.

use undenied_json::find;

use super::{Check, Subject, both};
use crate::{
    lang::{Localized, Words},
    policy::{Condition, Operator, Spanned, Statement, Version},
    report::{Fix, Severity},
    rules::pages,
    template,
};
use undenied_json::{Edit, quoted, replaced};

pub(super) const CHECKS: &[&Check] =
    &[&OPERATOR, &BRACE, &QUOTE, &SPACE, &EMPTY, &ELEMENT, &VERSION];

const fn of(
    id: &'static str,
    code: &'static str,
    title: Localized<&'static str>,
    message: Localized<&'static str>,
    why: Localized<&'static str>,
) -> Check {
    Check::new(id, code, Severity::Error, pages::VARIABLES, [title, message, why])
}

static OPERATOR: Check = of(
    "variable-under-another-operator",
    "INVALID_VARIABLE_FOR_OPERATOR",
    both("Variable under an operator without variables", "変数を使えない演算子"),
    both(
        "`{}` is no variable under this operator.",
        "この演算子では `{}` を変数として使えません。",
    ),
    both(
        "Variables are replaced under string and ARN operators only; elsewhere the text is compared as it stands.",
        "変数が置き換えられるのは文字列と ARN の演算子だけです。ほかではそのままの文字列として比較されます。",
    ),
).voiding();

static BRACE: Check = of(
    "variable-without-brace",
    "MISSING_BRACE_IN_VARIABLE",
    both("Variable without its closing brace", "閉じ括弧のない変数"),
    both("`{}` lacks its closing brace.", "`{}` に閉じ括弧 `}` がありません。"),
    both(
        "As it stands it is no variable. Write `}` behind the key.",
        "このままでは変数として扱われません。キーの後ろに `}` を書いてください。",
    ),
)
.voiding();

static QUOTE: Check = of(
    "variable-default-without-quotes",
    "MISSING_QUOTE_IN_VARIABLE",
    both("Default value without quotes", "引用符のない既定値"),
    both(
        "The default value of `{}` is not in single quotes.",
        "`{}` の既定値が一重引用符で囲まれていません。",
    ),
    both(
        "Write a default value as in `${aws:PrincipalTag/team, 'none'}`.",
        "既定値は `${aws:PrincipalTag/team, 'none'}` のように書いてください。",
    ),
)
.voiding();

static SPACE: Check = of(
    "variable-with-space",
    "UNSUPPORTED_SPACE_IN_VARIABLE",
    both("Space inside a variable", "空白を含む変数"),
    both("`{}` holds a space.", "`{}` に空白が含まれています。"),
    both(
        "AWS takes no spaces between the braces but in a default value. Remove them.",
        "波括弧の中では、既定値の部分以外に空白を使えません。空白を削除してください。",
    ),
)
.voiding();

static EMPTY: Check = of(
    "variable-without-name",
    "EMPTY_VARIABLE",
    both("Variable without a name", "名前のない変数"),
    both("`{}` names no key.", "`{}` にキー名がありません。"),
    both(
        "Write the key whose value is meant; for a dollar sign itself write `${$}`.",
        "値を使いたいキーを書いてください。ドル記号そのものは `${$}` と書きます。",
    ),
)
.voiding();

static ELEMENT: Check = of(
    "variable-in-another-element",
    "VARIABLE_UNSUPPORTED_IN_ELEMENT",
    both("Variable outside of Resource and Condition", "変数を使えない要素"),
    both("`{}` is no variable here.", "ここでは `{}` を変数として使えません。"),
    both(
        "Variables are replaced in `Resource`, `NotResource` and the values of `Condition` only.",
        "変数を使えるのは `Resource`、`NotResource` と `Condition` の値だけです。",
    ),
);

static VERSION: Check = of(
    "variable-in-old-version",
    "VARIABLE_UNSUPPORTED_IN_VERSION",
    both("Variable in a policy of the old version", "変数を使えないバージョン"),
    both(
        "`{}` is plain text in this version of the policy language.",
        "このポリシーのバージョンでは `{}` は単なる文字列です。",
    ),
    both(
        "Only `\"Version\": \"2012-10-17\"` replaces variables.",
        "変数が置き換えられるのは `\"Version\": \"2012-10-17\"` のときだけです。",
    ),
)
.voiding();

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        let resources = statement.resource.iter().flat_map(|element| &element.values);
        for value in resources {
            form(subject, statement, value);
        }
        for condition in &statement.conditions {
            of_condition(subject, statement, condition);
        }
        elsewhere(subject, statement);
    }
}

fn of_condition(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    let has_variables = condition.operator.is_none_or(Operator::has_variables);
    for value in &condition.values {
        if has_variables {
            form(subject, statement, value);
        } else if let Some(variable) = variables(&value.value).next() {
            subject.say(&OPERATOR, value.span, statement, variable);
        }
    }
}

fn elsewhere(subject: &mut Subject<'_>, statement: &Statement) {
    let actions = statement.action.iter().flat_map(|element| &element.values);
    let actions = actions.map(|value| (value.span, value.value.clone()));
    let principals = statement.principal.iter().flat_map(|element| &element.entries);
    let principals = principals.map(|entry| (entry.span, entry.value.shown().to_owned()));
    let keys = statement.conditions.iter().map(|it| (it.key.span, it.key.value.clone()));
    for (span, text) in actions.chain(principals).chain(keys) {
        if let Some(variable) = variables(&text).next() {
            subject.say(&ELEMENT, span, statement, variable);
        }
    }
}

/// What IAM would replace, braces included; not its escapes, nor what a template fills in.
pub(super) fn variables(text: &str) -> impl Iterator<Item = &str> {
    inserted(text).filter(|variable| {
        let inside = inside(variable);
        template::is_variable(inside) && !matches!(inside, "*" | "?" | "$")
    })
}

/// Everything in `${...}`.
pub(super) fn inserted(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    core::iter::from_fn(move || {
        let range = template::inserted(text, at)?;
        at = range.end;
        text.get(range)
    })
}

pub(super) fn inside(variable: &str) -> &str {
    variable.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).unwrap_or_default()
}

/// How the variables of a value are written, where they may stand.
fn form(subject: &mut Subject<'_>, statement: &Statement, value: &Spanned<String>) {
    let text = value.value.as_str();
    if let Some(open) = unclosed(text) {
        return subject.say(&BRACE, value.span, statement, open);
    }
    for variable in inserted(text) {
        let inside = inside(variable);
        let (key, default) = match inside.split_once(',') {
            Some((key, default)) => (key, Some(default.trim())),
            None => (inside, None),
        };
        if inside.trim().is_empty() {
            subject.say(&EMPTY, value.span, statement, variable);
            continue;
        }
        if !template::is_variable(key) || matches!(key, "*" | "?" | "$") {
            continue;
        }
        let is_quoted =
            |text: &str| text.len() > 1 && text.starts_with('\'') && text.ends_with('\'');
        if key.contains(' ') {
            let fix = without_spaces(subject, value, variable, key);
            subject.say_with(&SPACE, value.span, statement, variable, fix);
        } else if default.is_some_and(|default| !is_quoted(default)) {
            subject.say(&QUOTE, value.span, statement, variable);
        } else if subject.policy.effective_version() == Version::V2008 {
            subject.say(&VERSION, value.span, statement, variable);
        }
    }
}

/// `None` where the name of a tag has a space: without it, it is another tag's.
fn without_spaces(
    subject: &Subject<'_>,
    value: &Spanned<String>,
    variable: &str,
    key: &str,
) -> Option<Fix> {
    if key.split_once('/').is_some_and(|(_, tag)| tag.trim().contains(' ')) {
        return None;
    }
    let plain = variable.replace(key, &replaced(key, " ", ""));
    let title = Words { en: format!("Write `{plain}`"), ja: format!("`{plain}` に変更") };
    let text = value.value.replace(variable, &plain);
    Some(subject.tidy(title, vec![Edit::replace(value.span, quoted(&text))]))
}

/// From the first `${` that never closes.
fn unclosed(text: &str) -> Option<&str> {
    let mut at = 0;
    while let Some(range) = template::inserted(text, at) {
        at = range.end;
    }
    let rest = text.get(at..)?;
    rest.get(find(rest, "${")?..)
}

#[cfg(test)]
mod tests {
    use crate::{
        checks::testing::{condition, speaks_of},
        policy::Kind,
    };

    fn resource(rule: &str, version: &str, resource: &str, speaks: bool) {
        let text = format!(
            r#"{{{version}"Statement": [{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "{resource}"}}]}}"#
        );
        speaks_of(rule, Kind::Identity, &text, speaks);
    }

    const NOW: &str = r#""Version": "2012-10-17", "#;

    #[test]
    fn what_is_no_variable_is_pointed_at() {
        for (rule, version, text) in [
            ("variable-without-brace", NOW, "arn:aws:s3:::acme/${aws:username/*"),
            ("variable-default-without-quotes", NOW, "arn:aws:s3:::acme/${aws:username, none}/*"),
            ("variable-default-without-quotes", NOW, "arn:aws:s3:::acme/${aws:username, 'none}/*"),
            ("variable-with-space", NOW, "arn:aws:s3:::acme/${aws: username}/*"),
            ("variable-without-name", NOW, "arn:aws:s3:::acme/${}/*"),
            (
                "variable-in-old-version",
                r#""Version": "2008-10-17", "#,
                "arn:aws:s3:::acme/${aws:username}",
            ),
            ("variable-in-old-version", "", "arn:aws:s3:::acme/${aws:username}"),
        ] {
            resource(rule, version, text, true);
        }
        condition(
            "variable-under-another-operator",
            "NumericLessThan",
            "s3:max-keys",
            r#""${aws:userid}""#,
            true,
        );
    }

    #[test]
    fn variables_and_what_a_template_fills_in_are_silent() {
        for (rule, version, text) in [
            ("variable-without-brace", NOW, "arn:aws:s3:::acme/${aws:username}/*"),
            ("variable-without-brace", NOW, "arn:aws:s3:::acme/${$}/*"),
            (
                "variable-default-without-quotes",
                NOW,
                "arn:aws:s3:::acme/${aws:username, 'no one'}/*",
            ),
            ("variable-with-space", NOW, "arn:aws:s3:::acme/${aws:username, 'no one'}/*"),
            ("variable-with-space", NOW, "arn:aws:s3:::${ var.bucket }/*"),
            ("variable-without-name", NOW, "arn:aws:s3:::acme/${*}/*"),
            ("variable-in-old-version", "", "arn:aws:s3:::${Bucket}/*"),
        ] {
            resource(rule, version, text, false);
        }
        condition(
            "variable-under-another-operator",
            "StringLike",
            "s3:prefix",
            r#""${aws:userid}""#,
            false,
        );
    }

    #[test]
    fn a_space_stays_in_the_name_of_a_tag() {
        let fixes = |key: &str| {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/${{{key}}}"}}]}}"#
            );
            let document =
                crate::Document { id: "a".into(), kind: Kind::Identity, text, target: None };
            let report = crate::analyze(&crate::Input {
                documents: vec![document],
                ..crate::Input::default()
            });
            let mut findings = report.findings.into_iter();
            findings.find(|it| it.rule.id == "variable-with-space").unwrap().fixes.len()
        };
        assert_eq!(fixes("aws:PrincipalTag/cost center"), 0);
        assert_eq!(fixes(" aws:PrincipalTag/team "), 1);
    }

    #[test]
    fn an_action_and_a_principal_take_no_variable() {
        let rule = "variable-in-another-element";
        let text = |action: &str| {
            format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}]}}"#
            )
        };
        speaks_of(rule, Kind::Identity, &text("s3:Get${aws:PrincipalTag/what}"), true);
        speaks_of(rule, Kind::Identity, &text("s3:Get${What}"), false);
        condition(rule, "StringEquals", "aws:PrincipalTag/${aws:username}", r#""a""#, true);
        condition(rule, "StringEquals", "aws:PrincipalTag/${Name}", r#""a""#, false);
    }
}
