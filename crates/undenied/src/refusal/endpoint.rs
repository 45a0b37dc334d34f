//! Policies of VPC endpoints, by the considerations of
//! <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>. Not: principals of gateway endpoints, which are
//! saved whoever they are.

use super::{Found, Wrong, both, is_open};
use crate::policy::{Arn, Comparison, Condition, Policy, Spanned, Statement};

const NUMBER: Wrong = both(
    "`{}` holds an ID of AWS's making, which an endpoint's policy does not compare as a number.",
    "`{}` の値は AWS が割り当てる ID です。エンドポイントポリシーでは数値として比較できません。",
);
const PATTERN: Wrong = both(
    "`{}` is a pattern for an ID of AWS's making; an endpoint's policy takes only whole ones.",
    "`{}` は、AWS が割り当てる ID に対するパターンです。エンドポイントポリシーには ID 全体を指定してください。",
);
const SHORT: Wrong = both(
    "`{}` has a wildcard with fewer than six characters in a row on either side of it, which an endpoint's policy does not take.",
    "`{}` には、前後のどちらにも 6 文字以上連続した文字がないワイルドカードがあります。エンドポイントポリシーには指定できません。",
);
const ACCOUNT: Wrong = both(
    "`{}` has a part of an account's ID; an endpoint's policy takes the whole ID or a wildcard.",
    "`{}` のアカウント ID が途中までしかありません。エンドポイントポリシーには、ID 全体かワイルドカードのどちらかを指定してください。",
);

/// Keys with an account's, a VPC's or an endpoint's ID: AWS names the first and the last as examples. Not those of
/// organizations, whose paths need wildcards.
const IDS: [&str; 5] = [
    "aws:principalaccount",
    "aws:resourceaccount",
    "aws:sourceaccount",
    "aws:sourcevpce",
    "aws:sourcevpc",
];
/// As many characters stand before or behind a wildcard.
const LEAST: usize = 6;

pub(super) fn look(found: &mut Found<'_>, policy: &Policy) {
    for statement in &policy.statements {
        for value in statement.resource.iter().flat_map(|list| &list.values) {
            account(found, statement, value);
        }
        for condition in &statement.conditions {
            of_condition(found, statement, condition);
        }
    }
}

fn of_condition(found: &mut Found<'_>, statement: &Statement, condition: &Condition) {
    let Some(operator) = condition.operator else { return };
    let key = condition.key.value.as_str();
    let is_id = IDS.iter().any(|id| id.eq_ignore_ascii_case(key));
    if is_id && is_of_numbers(operator.comparison) {
        found.say(2, statement, condition.operator_span, "", (NUMBER, key));
    }
    for value in &condition.values {
        let text = value.value.as_str();
        if is_open(text) || text.contains("${") {
            continue;
        }
        if is_id && operator.has_wildcards() && text.contains(['*', '?']) {
            found.say(2, statement, value.span, "", (PATTERN, text));
        } else if operator.comparison == Comparison::StringLike && !is_long_enough(text) {
            found.say(3, statement, value.span, "", (SHORT, text));
        } else {
            account(found, statement, value);
        }
    }
}

const fn is_of_numbers(comparison: Comparison) -> bool {
    matches!(
        comparison,
        Comparison::NumericEquals
            | Comparison::NumericLessThan
            | Comparison::NumericLessThanEquals
            | Comparison::NumericGreaterThan
            | Comparison::NumericGreaterThanEquals
    )
}

/// Whether every wildcard has as many other characters in a row before or behind it; those side by side count as one.
fn is_long_enough(text: &str) -> bool {
    let mut parts = text.split(['*', '?']).map(|part| part.chars().count()).peekable();
    let mut before = parts.next().unwrap_or_default();
    while let Some(mut behind) = parts.next() {
        while behind == 0 && parts.peek().is_some() {
            behind = parts.next().unwrap_or_default();
        }
        if before < LEAST && behind < LEAST {
            return false;
        }
        before = behind;
    }
    true
}

/// An ARN whose account is neither an ID nor a wildcard, but both.
fn account(found: &mut Found<'_>, statement: &Statement, value: &Spanned<String>) {
    if is_open(&value.value) {
        return;
    }
    let Some(arn) = Arn::parse(&value.value) else { return };
    let account = arn.account();
    let is_both = account.contains(['*', '?']) && account.contains(|it: char| it.is_ascii_digit());
    if is_both && !account.contains('$') {
        found.say(4, statement, value.span, "", (ACCOUNT, &value.value));
    }
}
