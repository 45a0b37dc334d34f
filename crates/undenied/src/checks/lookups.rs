//! The keys that policy variables name, and what was meant for a variable. Not: how variables are written.

use undenied_json::{Edit, positions, quoted, replaced};

use super::{
    Check, Subject, both, is_open,
    variables::{inside, variables},
};
use crate::{
    catalog::{is_family, meant_key, names},
    fix::fix,
    policy::{Condition, Effect, Operator, Polarity, Spanned, Statement},
    report::{Impact, Severity},
    rules::pages,
    words::use_instead,
};

static UNKNOWN: Check = Check::own(
    "unknown-variable",
    Severity::Error,
    pages::VARIABLES,
    [
        both("Variable of a key that does not exist", "存在しないキーの変数"),
        both("`{}` names a key that does not exist.", "`{}` のキーは存在しません。"),
        both(
            "No request gives it a value, and the text that holds it then matches nothing.",
            "値を持つリクエストがないため、この変数を含む値は何にも一致しません。",
        ),
    ],
)
.voiding();

static PLAIN: Check = Check::own(
    "variable-without-dollar",
    Severity::Warning,
    pages::VARIABLES,
    [
        both("A variable without its dollar sign", "ドル記号のない変数"),
        both("`{}` is plain text.", "`{}` は単なる文字列です。"),
        both(
            "A variable begins with a dollar sign and a brace, as in `${aws:username}`.",
            "変数は `${aws:username}` のように、ドル記号と波括弧で始めます。",
        ),
    ],
)
.voiding();

pub(super) const CHECKS: &[&Check] = &[&UNKNOWN, &PLAIN];

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        let allows = statement.is(Effect::Allow);
        if let Some(list) = &statement.resource {
            let widens = allows == (list.polarity == Polarity::Listed);
            for value in &list.values {
                one(subject, statement, value, widens);
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
    let Some(operator) = condition.operator.filter(|it| Operator::has_variables(*it)) else {
        return;
    };
    for value in &condition.values {
        one(subject, statement, value, allows != operator.negated);
    }
}

fn one(subject: &mut Subject<'_>, statement: &Statement, value: &Spanned<String>, widens: bool) {
    let text = value.value.as_str();
    if is_open(text) {
        return;
    }
    let wrong = variables(text).find_map(|variable| Some((variable, meant(variable)?)));
    let (check, found, right) = match wrong {
        Some((variable, right)) => (&UNKNOWN, variable, right),
        None => match without_dollar(text) {
            Some((found, right)) => (&PLAIN, found, Some(right)),
            None => return,
        },
    };
    let impact = if widens { Impact::Widens } else { Impact::Narrows };
    let fix = right.map(|right| {
        let edits = vec![Edit::replace(value.span, quoted(&replaced(text, found, &right)))];
        fix(use_instead(&right), impact, subject.document, edits)
    });
    subject.say_with(check, value.span, statement, found, fix);
}

/// The variable that was meant, if it is known; `None` where the key may well exist.
fn meant(variable: &str) -> Option<Option<String>> {
    let key = inside(variable).split(',').next()?.trim();
    if is_family(key) {
        return Some(None);
    }
    let right = meant_key(key)?;
    Some(Some(replaced(variable, key, &right)))
}

/// `{aws:username}` or `$(aws:username)`, and the variable that was meant.
fn without_dollar(text: &str) -> Option<(&str, String)> {
    let braced =
        positions(text, "{").filter(|at| !text.get(..*at).is_some_and(|it| it.ends_with('$')));
    let braced = braced.filter_map(|at| Some((at, 1, text.get(at..)?.find('}')?)));
    let round = positions(text, "$(").filter_map(|at| Some((at, 2, text.get(at..)?.find(')')?)));
    let mut all = braced.chain(round).filter_map(|(at, open, end)| {
        let (found, key) = (text.get(at..=at + end)?, text.get(at + open..at + end)?);
        is_key(key).then(|| (found, format!("${{{key}}}")))
    });
    all.next()
}

/// One of the global keys.
fn is_key(text: &str) -> bool {
    let Some((service, name)) = text.split_once(':') else { return false };
    let mut known = names("aws").into_iter().flatten();
    let is_tag =
        || text.split_once('/').is_some_and(|(family, tag)| is_family(family) && !tag.is_empty());
    service.eq_ignore_ascii_case("aws")
        && (known.any(|known| known.eq_ignore_ascii_case(name)) || is_tag())
}

#[cfg(test)]
mod tests {
    use crate::{
        checks::testing::{condition, speaks_of},
        policy::Kind,
    };

    fn resource(rule: &str, part: &str, speaks: bool) {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/{part}/*"}}]}}"#
        );
        speaks_of(rule, Kind::Identity, &text, speaks);
    }

    #[test]
    fn keys_that_do_not_exist_have_no_variable() {
        for part in ["${aws:UserNam}", "${aws:PrincipalTag/}", "${aws:PrincipalTags/team, 'none'}"]
        {
            resource("unknown-variable", part, true);
        }
        condition(
            "unknown-variable",
            "StringEquals",
            "aws:PrincipalTag/a",
            r#""${aws:PrincipalTag}""#,
            true,
        );
        for part in [
            "${aws:username}",
            "${saml:sub}",
            "${aws:PrincipalTag/a}",
            "${Bucket}",
            "${aws:New}",
            "${*}",
        ] {
            resource("unknown-variable", part, false);
        }
        condition("unknown-variable", "NumericEquals", "s3:max-keys", r#""${aws:UserNam}""#, false);
    }

    #[test]
    fn a_variable_begins_with_a_dollar_sign() {
        for part in ["{aws:username}", "$(aws:username)", "a/{aws:PrincipalTag/team}"] {
            resource("variable-without-dollar", part, true);
        }
        for part in ["${aws:username}", "{username}", "(aws:username)", "{{aws:username}}", "{a"] {
            resource("variable-without-dollar", part, false);
        }
    }
}
