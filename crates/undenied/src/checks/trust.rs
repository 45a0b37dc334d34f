//! Trust policies: principals that they do not take, identity providers and what to ask of them.

mod audience;
mod texts;

use super::{Check, Subject, is_open};
use crate::{
    fix::{add_values, delete_member, fix, quoted},
    glob::Glob,
    lang::Words,
    policy::{
        Arn, Comparison, Effect, Kind, ListElement, Polarity, Principal, PrincipalElement, Spanned,
        Statement, is_account_id,
    },
    report::Impact,
    words::{listed, use_instead},
};
#[cfg(feature = "catalog")]
pub(super) use audience::has_one_audience;
use undenied_json::{Edit, has};

pub(super) const CHECKS: &[&Check] = &[
    &texts::NOT_PRINCIPAL,
    &texts::EVERYONE,
    &texts::PROVIDER,
    &texts::ACTION,
    &texts::ANYWHERE,
    &texts::NO_CONDITION,
    &texts::NO_REPOSITORY,
    &texts::ANY_BRANCH,
    &texts::REDUNDANT,
    &texts::ANY_AUDIENCE,
    &texts::AUDIENCE,
];

const GITHUB: &str = "token.actions.githubusercontent.com";

pub(super) fn look(subject: &mut Subject<'_>) {
    if subject.kind != Kind::Trust {
        return;
    }
    for statement in &subject.policy.statements {
        let Some(element) = &statement.principal else { continue };
        if element.polarity == Polarity::AllBut {
            subject.say(&texts::NOT_PRINCIPAL, element.name_span, statement, "");
            continue;
        }
        if element.value_span.of(subject.text()) == "\"*\"" {
            everyone(subject, statement, element);
        }
        for entry in &element.entries {
            provider(subject, statement, entry);
            redundant(subject, statement, element, entry);
        }
        if statement.is(Effect::Allow) {
            actions(subject, statement, element);
            conditions(subject, statement, element);
        }
        audience::look(subject, statement);
    }
    roles_anywhere(subject);
}

/// IAM refuses `"Principal": "*"` in a trust policy, and not what means the same elsewhere.
fn everyone(subject: &mut Subject<'_>, statement: &Statement, element: &PrincipalElement) {
    // Whom to name in place of everyone is another rule's.
    let says_who = statement.is(Effect::Deny) || !statement.conditions.is_empty();
    let fix = says_who.then(|| {
        let same = "{ \"AWS\": \"*\" }";
        let edits = vec![Edit::replace(element.value_span, same)];
        subject.tidy(use_instead(same), edits)
    });
    subject.say_with(&texts::EVERYONE, element.value_span, statement, "", fix);
}

/// A value under `Federated` that names no provider.
fn provider(subject: &mut Subject<'_>, statement: &Statement, entry: &Spanned<Principal>) {
    let Principal::Federated(name) = &entry.value else { return };
    // Wildcards have a check of their own.
    if is_open(name) || name.contains(['*', '?']) {
        return;
    }
    if !is_provider(name) {
        subject.say(&texts::PROVIDER, entry.span, statement, name);
    }
}

/// Whether `name` has the form of a provider's ARN or of a domain.
fn is_provider(name: &str) -> bool {
    let Some(arn) = Arn::parse(name) else { return has(name, ".") && !name.contains([':', ' ']) };
    let kinds = ["saml-provider/", "oidc-provider/"];
    arn.service() == "iam"
        && is_account_id(arn.account())
        && kinds.iter().any(|kind| arn.resource().starts_with(kind))
}

/// A session of a role that is listed itself.
fn redundant(
    subject: &mut Subject<'_>,
    statement: &Statement,
    element: &PrincipalElement,
    entry: &Spanned<Principal>,
) {
    let Principal::Arn(session) = &entry.value else { return };
    let Some(role) = session.session_role().filter(|_| !is_open(session.as_str())) else { return };
    let is_parent = |other: &Spanned<Principal>| match &other.value {
        Principal::Arn(arn) => {
            arn.is_role() && arn.name() == role && arn.account() == session.account()
        }
        _ => false,
    };
    if element.entries.iter().any(is_parent) {
        let title = Words {
            en: "Remove the session".to_owned(),
            ja: "セッションを削除".to_owned(),
        };
        let edits = vec![delete_member(subject.text(), entry.span)];
        let fix = subject.tidy(title, edits);
        subject.say_with(&texts::REDUNDANT, entry.span, statement, session.as_str(), Some(fix));
    }
}

const ASSUME: &str = "sts:AssumeRole";
const WITH_SAML: &str = "sts:AssumeRoleWithSAML";
const WITH_WEB_IDENTITY: &str = "sts:AssumeRoleWithWebIdentity";

/// How `principal` assumes a role; `None` where that cannot be told.
fn way(principal: &Principal) -> Option<&'static str> {
    match principal {
        Principal::Everyone => None,
        Principal::Federated(name) if has(name, ":saml-provider/") => Some(WITH_SAML),
        Principal::Federated(name) if is_open(name) && !has(name, ":oidc-provider/") => None,
        Principal::Federated(_) => Some(WITH_WEB_IDENTITY),
        _ => Some(ASSUME),
    }
}

/// Ways to assume a role that none of the principals has.
fn actions(subject: &mut Subject<'_>, statement: &Statement, element: &PrincipalElement) {
    let mut ways = Vec::new();
    for entry in &element.entries {
        let Some(way) = way(&entry.value) else { return };
        ways.push(way);
    }
    let Some((first, others)) = ways.split_first() else { return };
    let Some(actions) = statement.action.as_ref().filter(|it| it.polarity == Polarity::Listed)
    else {
        return;
    };
    for action in &actions.values {
        let own = [ASSUME, WITH_SAML, WITH_WEB_IDENTITY]
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(&action.value));
        let Some(own) = own.filter(|own| !ways.contains(own)) else { continue };
        let is_one = others.iter().all(|other| other == first) && !covers(actions, first);
        let fix = is_one.then(|| {
            let edits = vec![Edit::replace(action.span, quoted(first))];
            fix(use_instead(first), Impact::Widens, subject.document, edits)
        });
        subject.say_with(&texts::ACTION, action.span, statement, own, fix);
    }
}

fn covers(actions: &ListElement, action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    actions.values.iter().any(|it| Glob::ignoring_case(&it.value).matches(&action))
}

/// What is to be asked of web identities, and is not.
fn conditions(subject: &mut Subject<'_>, statement: &Statement, element: &PrincipalElement) {
    for entry in &element.entries {
        let Principal::Federated(name) = &entry.value else { continue };
        if has(name, ":saml-provider/") || !is_provider(name) || is_open(name) || statement.has_gap
        {
            continue;
        }
        let provider = name.split_once(":oidc-provider/").map_or(name.as_str(), |(_, it)| it);
        let provider = provider.to_ascii_lowercase();
        let keys = statement.conditions.iter().map(|it| it.key.value.to_ascii_lowercase());
        let claims: Vec<Option<String>> = keys
            .filter_map(|key| match key.strip_prefix(&format!("{provider}:")) {
                Some(claim) => Some(Some(claim.to_owned())),
                None => is_open(&key).then_some(None),
            })
            .collect();
        let is_github = provider.split('/').next() == Some(GITHUB);
        let check = match is_github {
            // Nothing is known of a key that a template fills in.
            _ if claims.contains(&None) => continue,
            true if claims.iter().flatten().any(|it| names_repository(it)) => continue,
            true => &texts::NO_REPOSITORY,
            false if claims.is_empty() => &texts::NO_CONDITION,
            false => continue,
        };
        subject.say(check, entry.span, statement, name);
    }
    for condition in &statement.conditions {
        let key = condition.key.value.to_ascii_lowercase();
        let is_like = condition
            .operator
            .is_some_and(|it| it.comparison == Comparison::StringLike && !it.negated);
        if is_like && key.starts_with(GITHUB) && key.ends_with(":sub") {
            for value in &condition.values {
                if value.value.contains(['*', '?']) && !is_open(&value.value) {
                    subject.say(&texts::ANY_BRANCH, value.span, statement, &value.value);
                }
            }
        }
    }
}

/// Claims of GitHub's tokens that tell one repository or workflow from another.
fn names_repository(claim: &str) -> bool {
    matches!(claim, "sub" | "job_workflow_ref" | "repository" | "repository_id")
}

/// What IAM Roles Anywhere calls for each session, by
/// <https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html>.
const FOR_ROLES_ANYWHERE: [&str; 3] = [ASSUME, "sts:SetSourceIdentity", "sts:TagSession"];

fn roles_anywhere(subject: &mut Subject<'_>) {
    let named = |statement: &&Statement| {
        let element = statement.principal.as_ref().filter(|it| it.polarity == Polarity::Listed);
        let is_it = |entry: &Spanned<Principal>| matches!(&entry.value, Principal::Service(name) if name == "rolesanywhere.amazonaws.com");
        statement.is(Effect::Allow) && element.is_some_and(|it| it.entries.iter().any(is_it))
    };
    let policy = subject.policy;
    let mut lists = Vec::new();
    for statement in policy.statements.iter().filter(named) {
        let Some(actions) = &statement.action else { return };
        let is_open = actions.values.iter().any(|it| is_open(&it.value));
        if statement.has_gap || actions.polarity == Polarity::AllBut || is_open {
            return;
        }
        lists.push((statement, actions));
    }
    let Some((statement, actions)) = lists.first() else { return };
    let is_missing = |action: &&str| !lists.iter().any(|(_, actions)| covers(actions, action));
    let missing: Vec<&str> = FOR_ROLES_ANYWHERE.into_iter().filter(|it| is_missing(it)).collect();
    if missing.is_empty() {
        return;
    }
    let shown = listed(missing.iter().copied());
    let title = Words { en: format!("Allow {}", shown.en), ja: format!("{} を許可", shown.ja) };
    let edits = add_values(subject.text(), actions.value_span, &actions.values, &missing);
    let fix = fix(title, Impact::Widens, subject.document, edits);
    let found = format!("`{}`", missing.join("`, `"));
    subject.say_with(&texts::ANYWHERE, actions.value_span, statement, &found, Some(fix));
}

#[cfg(test)]
mod tests;
