//! No statement of the caller's policies allows an action that is needed.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked, nearest},
    eval::Match,
    fix::{NewStatement, add_statement, add_value, fix, free_sid},
    glob::{Cover, Glob},
    lang::{Localized, Words},
    policy::{Effect, Kind, Polarity, Policy, Statement},
    report::{Finding, Impact, Place, Severity},
    words::capital,
};
use undenied_json::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "missing-permission",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Permission missing", ja: "アクセス許可の不足" },
    links: pages::EVALUATION,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for checked in case.denied().filter(|checked| checked.is_blocked_by(Kind::Identity)) {
        if nearest(case, checked).is_some() || is_held_back_by_a_condition(checked) {
            continue;
        }
        // The document with the most to say about S3 is the one to amend.
        let documents =
            case.of_kind(Kind::Identity).map(|(document, _, policy)| (document, policy));
        let Some((document, policy)) = documents.max_by_key(|(document, policy)| {
            (best_statement(checked, policy).is_some(), std::cmp::Reverse(*document))
        }) else {
            continue;
        };
        findings.push(finding(case, checked, document, policy));
    }
}

fn is_held_back_by_a_condition(checked: &Checked) -> bool {
    checked.decision.evidence.iter().any(|evidence| {
        evidence.effect == Some(Effect::Allow)
            && evidence.kind == Kind::Identity
            && evidence.action == Match::Yes
            && evidence.resource == Match::Yes
    })
}

fn finding(case: &Case<'_>, checked: &Checked, document: usize, policy: &Policy) -> Finding {
    let (action, resource) = (&checked.call.action, &checked.call.resource);
    let text = case.text(document);
    let statement = best_statement(checked, policy);
    let message = Words {
        en: format!("No statement allows `{action}` on `{resource}`."),
        ja: format!("`{resource}` に対する `{action}` を許可するステートメントがありません。"),
    };
    let caller = case.caller_name();
    let why = if checked.need.is_some() {
        Words {
            en: format!(
                "{} needs it, and AWS denies whatever no policy allows.",
                capital(caller.en)
            ),
            ja: format!(
                "{}に必要なアクションです。どのポリシーでも許可されていないアクションは拒否されます。",
                caller.ja
            ),
        }
    } else {
        Words {
            en: "AWS denies whatever no policy allows.".to_owned(),
            ja: "どのポリシーでも許可されていないアクションは拒否されます。".to_owned(),
        }
    };
    let mut finding = RULE.finding(place(case, document, policy, statement), message, why);
    finding.causes_denial = true;
    if let Some(edits) = edits(text, checked, policy, statement) {
        let title = Words {
            en: format!("Allow `{action}` on `{resource}`"),
            ja: format!("`{resource}` に対する `{action}` を許可"),
        };
        finding.fixes.push(fix(title, Impact::Widens, document, edits));
    }
    finding
}

fn place(
    case: &Case<'_>,
    document: usize,
    policy: &Policy,
    statement: Option<&Statement>,
) -> Place {
    match statement.and_then(|statement| Some((statement, statement.action.as_ref()?))) {
        Some((statement, action)) => case.place(document, action.value_span, Some(statement.index)),
        None => {
            let start = policy.statements_span.unwrap_or(policy.span).start;
            case.place(document, Span::new(start, start + 1), None)
        }
    }
}

/// The statement to add the action to: one that grants unconditionally on just this resource.
fn best_statement<'a>(checked: &Checked, policy: &'a Policy) -> Option<&'a Statement> {
    let wanted = &checked.call.resource;
    policy.statements.iter().find(|statement| {
        let listed = |polarity| polarity == Polarity::Listed;
        let actions_listed =
            statement.action.as_ref().is_some_and(|action| listed(action.polarity));
        statement.is(Effect::Allow)
            && !statement.has_gap
            && statement.conditions.is_empty()
            && actions_listed
            && statement.resource.as_ref().is_some_and(|resource| {
                // Every resource of it must be this one, or the fix would grant more than needed.
                listed(resource.polarity)
                    && !resource.values.is_empty()
                    && resource.values.iter().all(|value| {
                        let (own, wanted) = (Glob::new(&value.value), Glob::new(wanted));
                        own.cover(&wanted) == Cover::All && wanted.cover(&own) == Cover::All
                    })
            })
    })
}

fn edits(
    text: &str,
    checked: &Checked,
    policy: &Policy,
    statement: Option<&Statement>,
) -> Option<Vec<Edit>> {
    let action = checked.call.action.as_str();
    if let Some(list) = statement.and_then(|statement| statement.action.as_ref()) {
        return Some(add_value(text, list.value_span, &list.values, action));
    }
    let name = action.split(':').next_back().unwrap_or(action);
    let sid = free_sid(policy, &format!("Allow{name}"));
    let new = NewStatement {
        sid: &sid,
        principal: None,
        actions: &[action],
        resource: &checked.call.resource,
    };
    add_statement(text, policy, &new)
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    #[test]
    fn the_action_joins_the_statement_on_the_same_resource() {
        check_import(
            "missing-permission",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/mydata/*"},
                              ^^^^^^^^^^^^^^ `s3:GetObjectVersion` on `arn:aws:s3:::acme/mydata/*`
{"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::acme"}]}
                              ^^^^^^^^^^^^^^^^^ `s3:GetBucketLocation` on `arn:aws:s3:::acme`
"#,
            )],
        );
    }

    #[test]
    fn without_such_a_statement_a_new_one_is_added() {
        check_import(
            "missing-permission",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [
                                       ^ `s3:ListBucket`
                                       ^ `s3:GetBucketLocation`
{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": "arn:aws:s3:::acme/*"}
]}
"#,
            )],
        );
    }

    #[test]
    fn wildcards_that_cover_everything_needed_are_silent() {
        for actions in [r#""*""#, r#""s3:*""#, r#"["s3:Get*", "s3:List*"]"#] {
            check_import(
                "missing-permission",
                &[(
                    Kind::Identity,
                    &format!(
                        "\n{{\"Version\": \"2012-10-17\", \"Statement\": {{\"Effect\": \"Allow\", \"Action\": {actions}, \"Resource\": \"*\"}}}}\n"
                    ),
                )],
            );
        }
    }
}
