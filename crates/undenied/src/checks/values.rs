//! Values of conditions that their operator cannot read, or does not need.

use super::{Check, Subject, both, is_open, is_said};
use crate::{
    eval::{is_base64, is_number, moment},
    lang::{Localized, Words},
    policy::{Comparison, Condition, Spanned, Statement},
    report::Severity,
    rules::pages,
};
use undenied_json::{Edit, has, quoted};

pub(super) const CHECKS: &[&Check] =
    &[&BOOLEAN, &BOOLEANS, &NUMBER, &NUMBERS, &DATE, &EPOCH, &BINARY, &ADDRESS, &MIXED, &LITERAL];

/// A value that its operator cannot read.
const fn unread(
    id: &'static str,
    code: &'static str,
    severity: Severity,
    title: Localized<&'static str>,
    message: Localized<&'static str>,
) -> Check {
    const WHY: Localized<&str> = both(
        "The operator cannot read it, so nothing ever equals it. Write the value in the operator's form, or take another operator.",
        "演算子が読み取れないため、どの値とも一致しません。演算子に合う形式で書くか、別の演算子を使ってください。",
    );
    Check::new(id, code, severity, pages::CONDITION, [title, message, WHY])
}

static BOOLEAN: Check = Check::new(
    "value-not-boolean",
    "TYPE_MISMATCH_BOOLEAN",
    Severity::Warning,
    pages::CONDITION,
    [
        both("Not true or false", "真偽値ではない値"),
        both("`{}` is neither `true` nor `false`.", "`{}` は `true` でも `false` でもありません。"),
        both(
            "To `Bool`, every text but `true` is `false`. Write one of these two.",
            "`Bool` では、`true` 以外の文字列はすべて `false` として扱われます。どちらかを書いてください。",
        ),
    ],
)
.voiding();

static BOOLEANS: Check = Check::new(
    "several-booleans",
    "INVALID_CONDITION_MULTIPLE_BOOLEAN",
    Severity::Error,
    pages::CONDITION,
    [
        both("Several boolean values", "複数の真偽値"),
        both("`{}` is compared with several booleans.", "`{}` に複数の真偽値が指定されています。"),
        both(
            "A boolean key takes one value: `true` or `false`.",
            "真偽値のキーに指定できる値は、`true` か `false` のどちらか 1 つです。",
        ),
    ],
);

static NUMBER: Check = unread(
    "value-not-a-number",
    "TYPE_MISMATCH_NUMBER",
    Severity::Warning,
    both("Not a number", "数値ではない値"),
    both("`{}` is no number.", "`{}` は数値ではありません。"),
)
.voiding();

static NUMBERS: Check = Check::new(
    "redundant-number",
    "REDUNDANT_CONDITION_VALUE_NUM",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("More limits than one", "冗長な数値"),
        both(
            "`{}` has several limits, of which one decides.",
            "`{}` に複数の上限または下限があり、実際に効くのは 1 つだけです。",
        ),
        both(
            "Several values are alternatives: the widest limit wins. Keep the one that is meant.",
            "複数の値は「いずれか」として扱われ、最も緩い値だけが効きます。意図した値を 1 つ残してください。",
        ),
    ],
);

static DATE: Check = unread(
    "value-not-a-date",
    "TYPE_MISMATCH_DATE",
    Severity::Warning,
    both("Not a date", "日付ではない値"),
    both(
        "`{}` is no date such as `2026-01-31T00:00:00Z`.",
        "`{}` は `2026-01-31T00:00:00Z` のような日付ではありません。",
    ),
)
.voiding();

static EPOCH: Check = Check::new(
    "date-in-epoch-time",
    "INVALID_DATE_VALUE",
    Severity::Warning,
    pages::CONDITION,
    [
        both("Date in epoch time", "エポック秒の日付"),
        both("`{}` is read as seconds since 1970.", "`{}` は 1970 年からの秒数として扱われます。"),
        both(
            "AWS recommends dates as ISO 8601 writes them, which people can read.",
            "AWS は、人が読める ISO 8601 形式の日付を推奨しています。",
        ),
    ],
);

static BINARY: Check = unread(
    "value-not-base64",
    "TYPE_MISMATCH_STRING",
    Severity::Warning,
    both("Not base64", "Base64 ではない値"),
    both("`{}` is not base64.", "`{}` は Base64 ではありません。"),
)
.voiding();

static ADDRESS: Check = unread(
    "value-not-an-address",
    "TYPE_MISMATCH_IP_RANGE",
    Severity::Error,
    both("Not an IP address or range", "IP アドレスではない値"),
    both(
        "`{}` is no IP address and no range such as `203.0.113.0/24`.",
        "`{}` は IP アドレスでも、`203.0.113.0/24` のような範囲でもありません。",
    ),
)
.voiding();

static MIXED: Check = Check::new(
    "values-of-several-types",
    "INVALID_CONDITION_DATA_TYPE",
    Severity::Error,
    pages::CONDITION,
    [
        both("Values of several JSON types", "JSON の型が混在する値"),
        both(
            "The values of `{}` mix strings, numbers or booleans.",
            "`{}` の値に、文字列、数値、真偽値が混在しています。",
        ),
        both(
            "AWS's validator takes them for an error. Write all of them alike, best in quotation marks.",
            "AWS の検証ではエラーになります。すべて同じ型で、できれば引用符で囲んで書いてください。",
        ),
    ],
);

static LITERAL: Check = Check::new(
    "wildcard-without-like",
    "WILDCARD_WITHOUT_LIKE_OPERATOR",
    Severity::Warning,
    pages::CONDITION,
    [
        both("A wildcard taken literally", "文字として扱われるワイルドカード"),
        both(
            "`*` and `?` in `{}` are characters like others under this operator.",
            "この演算子では、`{}` の `*` や `?` は通常の文字として扱われます。",
        ),
        both(
            "Wildcards work under the `Like` operators. Take one of these, or write `${*}` where the character itself is meant.",
            "ワイルドカードは `Like` 系の演算子で使えます。演算子を変えるか、文字そのものを指す場合は `${*}` と書いてください。",
        ),
    ],
);

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        for condition in &statement.conditions {
            each(subject, statement, condition);
            together(subject, statement, condition);
            types(subject, statement, condition);
        }
    }
}

fn each(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    let Some(operator) = condition.operator else { return };
    for value in &condition.values {
        let text = value.value.as_str();
        if is_open(text) || has(text, "${") {
            continue;
        }
        let is_exact = matches!(
            operator.comparison,
            Comparison::StringEquals | Comparison::StringEqualsIgnoreCase
        );
        let is_told = is_said(subject, "external-id-differs", value.span);
        if is_exact && text.contains(['*', '?']) && !is_told {
            subject.say(&LITERAL, value.span, statement, text);
        }
        if let Some(check) = unreadable(operator.comparison, text) {
            subject.say(check, value.span, statement, text);
        }
    }
}

/// What is to be said of `text` under `comparison`.
fn unreadable(comparison: Comparison, text: &str) -> Option<&'static Check> {
    let is_boolean = ["true", "false"].iter().any(|it| it.eq_ignore_ascii_case(text));
    let check = match comparison {
        Comparison::Bool | Comparison::Null if !is_boolean => &BOOLEAN,
        Comparison::NumericEquals
        | Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals
            if !is_number(text) =>
        {
            &NUMBER
        }
        Comparison::DateEquals
        | Comparison::DateLessThan
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThan
        | Comparison::DateGreaterThanEquals => match moment(text) {
            None => &DATE,
            // Four digits are a year to whoever wrote them.
            Some(_) if text.len() > 4 && !text.contains('-') => &EPOCH,
            Some(_) => return None,
        },
        Comparison::BinaryEquals if !is_base64(text) => &BINARY,
        Comparison::IpAddress if crate::eval::range(text).is_none() => &ADDRESS,
        _ => return None,
    };
    Some(check)
}

fn together(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    let (Some(operator), [_, _, ..]) = (condition.operator, condition.values.as_slice()) else {
        return;
    };
    let check = match operator.comparison {
        Comparison::Bool | Comparison::Null => &BOOLEANS,
        Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals => &NUMBERS,
        _ => return,
    };
    subject.say(check, condition.value_span, statement, &condition.key.value);
}

/// Values whose JSON types differ: written as they stand, a string begins with a quotation mark.
fn types(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    let text = subject.text();
    let all = &condition.values;
    let written = |value: &Spanned<String>| value.span.of(text);
    let strings = all.iter().filter(|value| written(value).starts_with('"'));
    let booleans = all.iter().filter(|value| matches!(written(value), "true" | "false"));
    let (strings, booleans) = (strings.count(), booleans.count());
    if [strings, booleans, all.len() - strings - booleans].iter().filter(|it| **it > 0).count() < 2
    {
        return;
    }
    let plain = all.iter().filter(|value| !written(value).starts_with('"'));
    let edits = plain.map(|value| Edit::replace(value.span, quoted(&value.value))).collect();
    let title = Words {
        en: "Put all values in quotation marks".to_owned(),
        ja: "すべての値を引用符で囲む".to_owned(),
    };
    let fix = subject.tidy(title, edits);
    let key = condition.key.value.as_str();
    subject.say_with(&MIXED, condition.value_span, statement, key, Some(fix));
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::condition;

    #[test]
    fn what_the_operator_cannot_read_is_pointed_at() {
        for (rule, operator, values) in [
            ("value-not-boolean", "Bool", r#""yes""#),
            ("value-not-boolean", "Null", r#""1""#),
            ("value-not-a-number", "NumericLessThan", r#""ten""#),
            ("value-not-a-date", "DateLessThan", r#""tomorrow""#),
            ("date-in-epoch-time", "DateGreaterThan", r#""1767312000""#),
            ("value-not-base64", "BinaryEquals", r#""a""#),
            ("value-not-an-address", "IpAddress", r#""10.0.0""#),
            ("value-not-an-address", "NotIpAddress", r#""10.0.0.0/33""#),
            ("several-booleans", "Bool", r#"["true", "false"]"#),
            ("redundant-number", "NumericLessThan", r#"["1", "5"]"#),
            ("values-of-several-types", "NumericEquals", r#"["1", 5]"#),
            ("wildcard-without-like", "StringEquals", r#""a*""#),
            ("wildcard-without-like", "StringNotEqualsIgnoreCase", r#"["a", "?"]"#),
            ("values-of-several-types", "StringEquals", r#"["true", true]"#),
            ("values-of-several-types", "StringEquals", "[1, true]"),
        ] {
            condition(rule, operator, "aws:x", values, true);
        }
    }

    #[test]
    fn what_it_can_read_is_silent() {
        for (rule, operator, values) in [
            ("value-not-boolean", "Bool", r#""TRUE""#),
            ("value-not-boolean", "Bool", "true"),
            ("value-not-boolean", "Bool", r#""${aws:PrincipalTag/x}""#),
            ("value-not-a-number", "NumericLessThan", r#""-1.5""#),
            ("value-not-a-number", "NumericLessThan", "3600"),
            ("value-not-a-date", "DateLessThan", r#""2026-01-31""#),
            ("date-in-epoch-time", "DateLessThan", r#""2026-01-31T00:00:00Z""#),
            ("value-not-base64", "BinaryEquals", r#""QmluYXJ5VmFsdWU=""#),
            ("value-not-an-address", "IpAddress", r#"["203.0.113.7", "2001:db8::/32"]"#),
            ("value-not-an-address", "IpAddress", r#""<your IP address>""#),
            ("several-booleans", "Bool", r#"["true"]"#),
            ("redundant-number", "NumericEquals", r#"["1", "5"]"#),
            ("values-of-several-types", "NumericEquals", "[1, 2.5, -3]"),
            ("values-of-several-types", "StringEquals", r#"["1", "true"]"#),
            ("values-of-several-types", "Bool", "true"),
            ("wildcard-without-like", "StringLike", r#""a*""#),
            ("wildcard-without-like", "StringEquals", r#""a${*}""#),
            ("wildcard-without-like", "ArnEquals", r#""arn:aws:iam::111122223333:role/a*""#),
        ] {
            condition(rule, operator, "aws:x", values, false);
        }
    }
}
