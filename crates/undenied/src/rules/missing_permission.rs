//! No statement of the caller's policies allows an action that is needed.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked, is_near_miss},
    fix::{NewStatement, add_statements, add_values, fix, free_sid},
    glob::{Cover, Glob},
    lang::{Localized, Words},
    policy::{Effect, Kind, Polarity, Policy, Statement},
    report::{Finding, Impact, Place, Severity},
    words::{capital, listed},
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

/// Actions that nothing allows on one resource, and where to allow them.
struct Gap<'a> {
    document: usize,
    policy: &'a Policy,
    statement: Option<&'a Statement>,
    resource: &'a str,
    actions: Vec<&'a str>,
    /// The profile needs them; else the user asked.
    is_needed: bool,
}

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut gaps: Vec<Gap<'_>> = Vec::new();
    for checked in case.denied().filter(|checked| checked.is_blocked_by(Kind::Identity)) {
        if is_near_miss(case, checked, Kind::Identity) {
            continue;
        }
        let known = gaps.iter_mut().find(|gap| gap.resource == checked.call.resource);
        match known {
            Some(gap) => gap.actions.push(&checked.call.action),
            None => gaps.extend(gap(case, checked)),
        }
    }
    findings.extend(gaps.iter().map(|gap| finding(case, gap)));
}

/// The document that already has a statement on the resource is the one to amend, else the first.
fn gap<'a>(case: &'a Case<'_>, checked: &'a Checked) -> Option<Gap<'a>> {
    let resource = checked.call.resource.as_str();
    let documents = case
        .of_kind(Kind::Identity)
        .map(|(document, _, policy)| (document, policy, best_statement(resource, policy)));
    let (document, policy, statement) = documents.max_by_key(|(document, _, statement)| {
        (statement.is_some(), std::cmp::Reverse(*document))
    })?;
    Some(Gap {
        document,
        policy,
        statement,
        resource,
        actions: vec![&checked.call.action],
        is_needed: checked.need.is_some(),
    })
}

fn finding(case: &Case<'_>, gap: &Gap<'_>) -> Finding {
    let (actions, resource) = (listed(gap.actions.iter().copied()), gap.resource);
    let message = Words {
        en: format!("No statement allows {} on `{resource}`.", actions.en),
        ja: format!("`{resource}` に対する{}を許可するステートメントがありません。", actions.ja),
    };
    let caller = case.caller_name();
    let why = if gap.is_needed {
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
    let mut finding = RULE.finding(place(case, gap), message, why);
    finding.causes_denial = true;
    if let Some(edits) = edits(case.text(gap.document), gap) {
        let title = Words {
            en: format!("Allow {} on `{resource}`", actions.en),
            ja: format!("`{resource}` に対する{}を許可", actions.ja),
        };
        finding.fixes.push(fix(title, Impact::Widens, gap.document, edits));
    }
    finding
}

fn place(case: &Case<'_>, gap: &Gap<'_>) -> Place {
    match gap.statement.and_then(|statement| Some((statement, statement.action.as_ref()?))) {
        Some((statement, action)) => {
            case.place(gap.document, action.value_span, Some(statement.index))
        }
        None => {
            let start = gap.policy.statements_span.unwrap_or(gap.policy.span).start;
            case.place(gap.document, Span::new(start, start + 1), None)
        }
    }
}

/// The statement to add the action to: one that grants unconditionally on just this resource.
fn best_statement<'a>(wanted: &str, policy: &'a Policy) -> Option<&'a Statement> {
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

fn edits(text: &str, gap: &Gap<'_>) -> Option<Vec<Edit>> {
    if let Some(list) = gap.statement.and_then(|statement| statement.action.as_ref()) {
        return Some(add_values(text, list.value_span, &list.values, &gap.actions));
    }
    let name = gap.actions.first()?.split(':').next_back()?;
    let sid = free_sid(gap.policy, &format!("Allow{name}"));
    let new =
        NewStatement { sid: &sid, principal: None, actions: &gap.actions, resource: gap.resource };
    add_statements(text, gap.policy, &[new])
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
                                       ^ `s3:ListBucket`, `s3:GetBucketLocation` on `arn:aws:s3:::acme`
{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": "arn:aws:s3:::acme/*"}
]}
"#,
            )],
        );
    }

    #[test]
    fn a_wildcard_action_on_the_bucket_alone_lacks_the_objects() {
        check_import(
            "missing-permission",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "arn:aws:s3:::acme"}]}
                                       ^ `s3:GetObject`, `s3:GetObjectVersion` on `arn:aws:s3:::acme/mydata/*`
"#,
            )],
        );
        check_import(
            "missing-permission",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject*", "s3:ListBucket", "s3:GetBucketLocation"], "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::other/*"]}]}
                                       ^ `s3:GetObject`, `s3:GetObjectVersion` on `arn:aws:s3:::acme/mydata/*`
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
