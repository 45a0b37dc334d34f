//! Policies of VPC endpoints, by the considerations of
//! <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>. Not: principals of gateway endpoints, which are
//! saved whoever they are.

use undenied_json::has;

use super::{Found, Wrong, both, is_open};
use crate::policy::{Arn, Comparison, Condition, Policy, Spanned, Statement};

const ID: Wrong = both(
    "A VPC endpoint's policy compares IDs of AWS's making whole and as text, unlike `{}`.",
    "VPC エンドポイントのポリシーでは、AWS が割り当てる ID の全体を文字列として比較します。`{}` は指定できません。",
);
const SHORT: Wrong = both(
    "A VPC endpoint's policy has six characters in a row beside each wildcard, unlike `{}`.",
    "VPC エンドポイントのポリシーでは、ワイルドカードの前か後に 6 文字以上連続した文字が必要です。`{}` は指定できません。",
);
const ACCOUNT: Wrong = both(
    "A VPC endpoint's policy takes a whole account ID or a wildcard, unlike `{}`.",
    "VPC エンドポイントのポリシーでは、アカウントに ID の全体かワイルドカードが必要です。`{}` は指定できません。",
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
        let name = condition.operator_span.of(found.read.text).trim_matches('"');
        found.say(2, statement, condition.operator_span, "", (ID, name));
    }
    for value in &condition.values {
        let text = value.value.as_str();
        if is_open(text) || has(text, "${") {
            continue;
        }
        if is_id && operator.has_wildcards() && text.contains(['*', '?']) {
            found.say(2, statement, value.span, "", (ID, text));
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
    let (mut run, mut lacks, mut was_wildcard) = (0, false, false);
    for character in text.chars() {
        let is_wildcard = matches!(character, '*' | '?');
        if is_wildcard && !was_wildcard {
            if lacks && run < LEAST {
                return false;
            }
            lacks = run < LEAST;
        }
        run = if is_wildcard { 0 } else { run + 1 };
        was_wildcard = is_wildcard;
    }
    !lacks || run >= LEAST
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
