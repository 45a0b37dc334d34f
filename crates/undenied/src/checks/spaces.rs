//! White space in front of a value or behind it, which AWS takes as a part of it. Where another finding says that the
//! value is wrong, it gets the fix.

use undenied_json::{Edit, Span, quoted};

use super::{Check, Subject, both, cause, is_open, needs_key};
use crate::{
    fix::fix,
    policy::{Condition, Effect, Polarity, Statement},
    report::{Fix, Impact, Severity},
    rules::pages,
    words::use_instead,
};

static AROUND: Check = Check::own(
    "white-space-around-value",
    Severity::Warning,
    pages::GRAMMAR,
    [
        both("White space around a value", "値の前後の空白"),
        both("`{}` begins or ends with white space.", "`{}` の前後に空白があります。"),
        both(
            "AWS takes it as a part of the value, which then matches only what has the same white space. Cut it.",
            "空白も値の一部として扱われ、同じ空白を含むものにしか一致しません。空白を取り除いてください。",
        ),
    ],
);

pub(super) const CHECKS: &[&Check] = &[&AROUND];

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        let allows = statement.is(Effect::Allow);
        for list in statement.action.iter().chain(&statement.resource) {
            let widens = allows == (list.polarity == Polarity::Listed);
            for value in &list.values {
                around(subject, statement, value.span, &value.value, widens);
            }
        }
        if let Some(element) = &statement.principal {
            let widens = allows == (element.polarity == Polarity::Listed);
            for entry in &element.entries {
                around(subject, statement, entry.span, entry.value.shown(), widens);
            }
        }
        for condition in &statement.conditions {
            of_condition(subject, statement, condition, allows);
        }
    }
}

fn of_condition(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    allows: bool,
) {
    let key = &condition.key;
    // No call has a key of that name: the condition lets everything or nothing through.
    let widens = allows != (needs_key(condition) == Some(false));
    around(subject, statement, key.span, &key.value, widens);
    let text = subject.text();
    let operator = condition.operator_span.of(text).trim_matches('"');
    if condition.operator.is_none() {
        around(subject, statement, condition.operator_span, operator, allows);
    }
    let is_negated = condition.operator.is_some_and(|operator| operator.negated);
    for value in &condition.values {
        around(subject, statement, value.span, &value.value, allows != is_negated);
    }
}

/// Says it of `value`, unless something else is said of it: then that gets the fix.
fn around(subject: &mut Subject<'_>, statement: &Statement, span: Span, value: &str, widens: bool) {
    let plain = value.trim();
    if plain == value || plain.is_empty() || is_open(value) {
        return;
    }
    let impact = if widens { Impact::Widens } else { Impact::Narrows };
    let edits = vec![Edit::replace(span, quoted(plain))];
    let fix = fix(use_instead(plain), impact, subject.document, edits);
    let place = subject.case.place(subject.document, span, None);
    let said = subject.findings.iter().position(|finding| {
        (finding.place.document, finding.place.span) == (place.document, place.span)
    });
    match said {
        Some(index) => add(subject, index, fix),
        None => subject.say_with(&AROUND, span, statement, value, Some(fix)),
    }
}

fn add(subject: &mut Subject<'_>, index: usize, fix: Fix) {
    let Some(mut finding) = subject.findings.get(index).cloned() else { return };
    if !finding.fixes.is_empty() {
        return;
    }
    finding.message.en.push_str(" It begins or ends with white space.");
    finding.message.ja.push_str("前後に空白があります。");
    finding.fixes.push(fix);
    finding.causes_denial |= cause::takes_part(subject, &finding, index, false);
    if let Some(own) = subject.findings.get_mut(index) {
        *own = finding;
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        checks::testing::{block, condition, speaks_of},
        policy::Kind,
    };

    const RULE: &str = "white-space-around-value";

    fn resource(value: &str, speaks: bool) {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "{value}"}}]}}"#
        );
        speaks_of(RULE, Kind::Identity, &text, speaks);
    }

    #[test]
    fn white_space_at_an_end_is_a_part_of_the_value() {
        resource("arn:aws:s3:::acme/* ", true);
        resource("arn:aws:s3:::acme/*\\n", true);
        resource("arn:aws:s3:::acme/my file", false);
        resource("arn:aws:s3:::acme/<folder> ", false);
        for (operator, key, value) in [
            ("StringEquals", "aws:PrincipalOrgID", r#"" o-a1b2c3d4e5""#),
            ("StringNotLike", "aws:PrincipalTag/team", r#"["red", "blue* "]"#),
            ("ArnLike", "aws:PrincipalArn", r#""arn:aws:iam::111122223333:role/a ""#),
            ("StringEquals", " ec2:Region", r#""us-east-1""#),
        ] {
            condition(RULE, operator, key, value, true);
        }
        condition(RULE, "StringEquals", "aws:PrincipalTag/team", r#""deep red""#, false);
        condition(RULE, "StringEquals", "aws:PrincipalTag/team", r#""  ""#, false);
    }

    #[test]
    fn what_is_said_already_gets_the_fix() {
        condition(RULE, "StringEquals", "aws:SourceVpce", r#""vpce-1a2b3c4d ""#, false);
        condition(
            "vpc-endpoint-id-format",
            "StringEquals",
            "aws:SourceVpce",
            r#""vpce-1a2b3c4d ""#,
            true,
        );
        condition("unknown-region", "StringEquals", "aws:RequestedRegion", r#""us-east-1 ""#, true);
        condition("value-not-boolean", "Bool", "aws:SecureTransport", r#""true ""#, true);
        block(
            "invalid-condition-operator",
            Kind::Bucket,
            "Deny",
            r#"{"Bool ": {"aws:SecureTransport": "false"}}"#,
            true,
        );
    }
}
