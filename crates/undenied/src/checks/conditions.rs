//! Conditions that say less, or something else, than they seem to: constant ones, and forms of `Null`.

use super::{Check, Subject, both};
use crate::{
    policy::{Comparison, Condition, Effect, Operator, Qualifier, Statement},
    report::Severity,
    rules::pages,
};

pub(super) const CHECKS: &[&Check] =
    &[&QUALIFIED_NULL, &PRESENT, &ABSENT, &ALWAYS, &NEVER, &TWICE, &PREFIX];

static QUALIFIED_NULL: Check = Check::new(
    "null-with-qualifier",
    "NULL_WITH_QUALIFIER",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("Null with a qualifier", "修飾子付きの Null"),
        both("`{}` is the same for every call.", "`{}` の結果は、どの呼び出しでも同じです。"),
        both(
            "With `ForAllValues` it always holds, with `ForAnyValue` never. Write `Null` alone.",
            "`ForAllValues` を付けると常に成立し、`ForAnyValue` を付けると決して成立しません。`Null` だけを使ってください。",
        ),
    ],
).voiding();

static PRESENT: Check = Check::new(
    "tests-presence-only",
    "EQUIVALENT_TO_NULL_FALSE",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("Tests only that the key is there", "キーの有無だけの条件"),
        both(
            "`{}` may have any value here: only its presence is tested.",
            "`{}` の値は何でもよく、キーの有無だけが判定されます。",
        ),
        both(
            "`Null` with `false` says the same more clearly.",
            "`Null` に `false` を指定すると、同じ意味がより明確になります。",
        ),
    ],
);

static ABSENT: Check = Check::new(
    "tests-absence-only",
    "EQUIVALENT_TO_NULL_TRUE",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("Tests only that the key is absent", "キーがないことだけの条件"),
        both(
            "No value of `{}` meets this: it holds only without the key.",
            "この条件は `{}` がないときだけ成立し、どの値でも成立しません。",
        ),
        both(
            "`Null` with `true` says the same more clearly.",
            "`Null` に `true` を指定すると、同じ意味がより明確になります。",
        ),
    ],
)
.voiding();

static ALWAYS: Check = Check::new(
    "condition-always-holds",
    "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("The condition always holds", "常に成立する条件"),
        both(
            "Because of `*`, the condition on `{}` holds for every call.",
            "`*` のため、`{}` の条件はどの呼び出しでも成立します。",
        ),
        both(
            "It restricts nothing. Remove it, or write the values that are meant.",
            "何も制限していません。削除するか、意図した値を書いてください。",
        ),
    ],
)
.voiding();

static NEVER: Check = Check::new(
    "condition-never-holds",
    "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("The condition never holds", "決して成立しない条件"),
        both(
            "Because of `*`, no value of `{}` meets this: the statement never applies.",
            "`*` のため、`{}` のどの値でも成立せず、ステートメントは適用されません。",
        ),
        both(
            "Remove the statement, or write the values that are meant.",
            "ステートメントを削除するか、意図した値を書いてください。",
        ),
    ],
)
.voiding();

static TWICE: Check = Check::new(
    "key-twice-in-other-case",
    "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("The same key in another letter case", "大文字小文字だけが違う同じキー"),
        both("`{}` stands twice under this operator.", "`{}` が同じ演算子の下に 2 回あります。"),
        both(
            "Names of keys are compared ignoring letter case, so both are one key. Join their values in one list.",
            "キー名の大文字と小文字は区別されないため、両方とも同じキーです。値を 1 つのリストにまとめてください。",
        ),
    ],
);

static PREFIX: Check = Check::new(
    "prefix-in-negative-context",
    "S3_PREFIX_IN_NEGATIVE_CONTEXT",
    Severity::Security,
    pages::CONDITION_KEYS,
    [
        both("A prefix that can be evaded", "回避できるプレフィックスの制限"),
        both(
            "A listing of a shorter `{}` evades this.",
            "より短い `{}` を指定した一覧取得なら、この制限を回避できます。",
        ),
        both(
            "A listing with a shorter prefix shows the same keys. Allow with `StringLike`, or deny with `StringNotLike`, what may be listed.",
            "短いプレフィックスでも同じキーを一覧できます。一覧を許可するプレフィックスを、Allow と `StringLike`、または Deny と `StringNotLike` で指定してください。",
        ),
    ],
);

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        for condition in &statement.conditions {
            let Some(operator) = condition.operator else { continue };
            if operator.comparison == Comparison::Null {
                qualified_null(subject, statement, condition, operator);
            } else {
                constant(subject, statement, condition, operator);
            }
            prefix(subject, statement, condition, operator);
        }
        twice(subject, statement);
    }
}

fn qualified_null(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    if operator.qualifier.is_some() {
        let name = condition.operator_span.of(subject.text()).trim_matches('"').to_owned();
        subject.say(&QUALIFIED_NULL, condition.operator_span, statement, &name);
    }
}

/// `*` alone covers every value, and so do several.
fn constant(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    let is_any = condition
        .values
        .iter()
        .any(|value| !value.value.is_empty() && value.value.bytes().all(|it| it == b'*'));
    let has_wildcards = matches!(operator.comparison, Comparison::StringLike | Comparison::Arn);
    if !is_any || !has_wildcards {
        return;
    }
    let holds_without = operator.if_exists || operator.qualifier == Some(Qualifier::ForAllValues);
    let is_any_value = operator.qualifier == Some(Qualifier::ForAnyValue);
    let check = match (operator.negated, holds_without) {
        (false, true) => &ALWAYS,
        (false, false) => &PRESENT,
        // Without the key `ForAnyValue` does not hold, whatever it asks.
        (true, false) if is_any_value => &NEVER,
        (true, _) => &ABSENT,
    };
    subject.say(check, condition.value_span, statement, &condition.key.value);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html>
fn prefix(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    let is_prefix = condition.key.value.eq_ignore_ascii_case("s3:prefix");
    let is_like = operator.comparison == Comparison::StringLike;
    // With an empty prefix among them, the shortest one is named.
    let is_told = condition.values.iter().all(|value| !value.value.trim_matches('*').is_empty());
    if is_prefix && is_like && is_told && statement.is(Effect::Deny) != operator.negated {
        subject.say(&PREFIX, condition.value_span, statement, &condition.key.value);
    }
}

fn twice(subject: &mut Subject<'_>, statement: &Statement) {
    for (index, condition) in statement.conditions.iter().enumerate() {
        let is_same = |other: &&Condition| {
            other.operator_span == condition.operator_span
                && other.key.value != condition.key.value
                && other.key.value.eq_ignore_ascii_case(&condition.key.value)
        };
        if statement.conditions.iter().take(index).any(|other| is_same(&other)) {
            subject.say(&TWICE, condition.key.span, statement, &condition.key.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        checks::testing::{block, condition},
        policy::Kind,
    };

    #[test]
    fn constant_conditions_are_told_apart() {
        for (rule, operator) in [
            ("tests-presence-only", "StringLike"),
            ("tests-presence-only", "ForAnyValue:StringLike"),
            ("tests-absence-only", "StringNotLike"),
            ("tests-absence-only", "StringNotLikeIfExists"),
            ("condition-always-holds", "StringLikeIfExists"),
            ("condition-always-holds", "ForAllValues:StringLike"),
            ("condition-never-holds", "ForAnyValue:StringNotLike"),
        ] {
            condition(rule, operator, "aws:RequestTag/team", r#""*""#, true);
            condition(rule, operator, "aws:RequestTag/team", r#""a*""#, false);
        }
        condition("tests-presence-only", "StringLike", "aws:RequestTag/team", r#""**""#, true);
        condition("tests-presence-only", "StringLike", "aws:RequestTag/team", r#""""#, false);
        condition("tests-presence-only", "StringEquals", "aws:RequestTag/team", r#""*""#, false);
    }

    #[test]
    fn null_stands_alone() {
        condition("null-with-qualifier", "ForAllValues:Null", "aws:TagKeys", "\"true\"", true);
        condition("null-with-qualifier", "Null", "aws:TagKeys", "\"true\"", false);
    }

    #[test]
    fn a_key_stands_once_under_an_operator() {
        let twice = r#"{"StringEquals": {"aws:PrincipalTag/a": "1", "aws:principaltag/a": "2"}}"#;
        block("key-twice-in-other-case", Kind::Identity, "Allow", twice, true);
        let apart = r#"{"StringEquals": {"aws:PrincipalTag/a": "1"}, "StringLike": {"aws:principaltag/a": "2"}}"#;
        block("key-twice-in-other-case", Kind::Identity, "Allow", apart, false);
    }

    #[test]
    fn a_prefix_is_told_positively() {
        let rule = "prefix-in-negative-context";
        let of =
            |operator: &str, value: &str| format!(r#"{{"{operator}": {{"s3:prefix": {value}}}}}"#);
        for (effect, operator, speaks) in [
            ("Allow", "StringNotLike", true),
            ("Deny", "StringLike", true),
            ("Allow", "StringLike", false),
            ("Deny", "StringNotLike", false),
        ] {
            block(rule, Kind::Identity, effect, &of(operator, r#""secret/*""#), speaks);
        }
        block(rule, Kind::Bucket, "Deny", &of("StringLike", r#"["", "secret/*"]"#), false);
    }
}
