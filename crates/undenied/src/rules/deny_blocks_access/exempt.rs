//! Fixes that leave the caller out of a Deny and keep it for others.

use super::{
    Hit,
    trip::{calls_for_mfa, is_encryption},
};
use crate::{
    case::{Case, slip},
    eval::{CallerKind, Lookup},
    fix::{add_member, add_value, change_operator, fix, quoted},
    lang::Words,
    policy::{Arn, Comparison, Condition, Kind, Polarity, Principal, PrincipalElement, Statement},
    report::{Fix, Impact},
    words::use_instead,
};
use undenied_json::{Edit, Span, apply};

/// Operators that spare the listed ARNs.
const SPARING: [&str; 4] = ["ArnNotEquals", "ArnNotLike", "StringNotEquals", "StringNotLike"];

/// What can be done about the Deny, narrowest first.
pub(super) fn fixes(case: &Case<'_>, hit: &Hit<'_>, statement: &Statement) -> Vec<Fix> {
    let header = without_header(case, hit, statement);
    let service = spare_services(case, hit, statement);
    header.into_iter().chain(service).chain(exempt(case, hit, statement)).collect()
}

/// Leaves AWS's own services out of a Deny by address, as
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html> advises.
fn spare_services(case: &Case<'_>, hit: &Hit<'_>, statement: &Statement) -> Option<Fix> {
    let is_service = matches!(hit.checks.first()?.call.caller.kind, CallerKind::Service(_));
    let is_by_address = |it: &Condition| {
        ["aws:SourceIp", "aws:SourceVpce", "aws:SourceVpc"]
            .iter()
            .any(|key| key.eq_ignore_ascii_case(&it.key.value))
    };
    if !is_service || !statement.conditions.iter().any(is_by_address) {
        return None;
    }
    let text = case.text(hit.document);
    let is_free = |name: &&&str| {
        let mut used = statement.conditions.iter();
        !used.any(|condition| unquoted(condition.operator_span.of(text)).eq_ignore_ascii_case(name))
    };
    let operator = ["Bool", "BoolIfExists"].iter().find(is_free)?;
    let member = format!("{}: {{ \"aws:PrincipalIsAWSService\": \"false\" }}", quoted(operator));
    let edits = add_member(text, condition_object(text, statement)?, &member);
    apply(text, &edits).ok()?;
    let title = Words {
        en: "Exempt AWS's own services".to_owned(),
        ja: "AWS のサービスを例外にする".to_owned(),
    };
    Some(fix(title, Impact::Widens, hit.document, edits))
}

/// Lets uploads through that send no header on encryption: S3 encrypts them by the bucket's default.
fn without_header(case: &Case<'_>, hit: &Hit<'_>, statement: &Statement) -> Option<Fix> {
    let call = &hit.checks.first()?.call;
    let condition = statement.conditions.iter().find(|condition| {
        let is_strict = condition.operator.is_some_and(|operator| {
            operator.negated && !operator.if_exists && operator.qualifier.is_none()
        });
        let may_be_absent =
            !matches!(call.context.lookup(&condition.key.value), Lookup::Present(_));
        is_strict && may_be_absent && is_encryption(&condition.key.value)
    })?;
    let mut own = statement.conditions.iter();
    // Under its operator no other key stands, which would change along.
    if own.any(|other| other.operator_span == condition.operator_span && other != condition) {
        return None;
    }
    let rename = |name: &str| Some(format!("{name}IfExists"));
    let text = case.text(hit.document);
    let (new, edit) = change_operator(text, statement, condition, rename)?;
    let title = Words {
        en: format!("Use `{new}`, which lets uploads without the header through"),
        ja: format!("ヘッダーのないアップロードを拒否しないよう、`{new}` に変更"),
    };
    Some(fix(title, Impact::Widens, hit.document, vec![edit]))
}

/// Leaves the caller out of the Deny, which stays for others; a managed policy may be attached to several. Where
/// the Deny exempts principals already, the caller joins them. Not where the caller can have the MFA that it asks for, where somebody else writes the policy for each
/// session, nor where just older sessions are denied.
fn exempt(case: &Case<'_>, hit: &Hit<'_>, statement: &Statement) -> Option<Fix> {
    let call = &hit.checks.first()?.call;
    let mut conditions = statement.conditions.iter();
    let is_of_sessions = case.kind(hit.document) == Kind::Session
        || conditions.any(|it| it.key.value.eq_ignore_ascii_case("aws:TokenIssueTime"));
    let caller = call.caller.arn.as_ref().filter(|_| !is_of_sessions)?;
    let text = case.text(hit.document);
    let asks_for_mfa = statement.conditions.iter().any(|it| calls_for_mfa(case, it));
    let mut exempted =
        statement.conditions.iter().filter(|condition| exempts_principals(condition));
    if let Some(list) = exempted.next() {
        let near = list.values.iter().find(|value| slip(&value.value, &call.caller).is_some());
        return Some(match near {
            Some(value) => {
                let edits = vec![Edit::replace(value.span, quoted(caller.as_str()))];
                fix(use_instead(caller.as_str()), Impact::Widens, hit.document, edits)
            }
            None if asks_for_mfa => return None,
            None => {
                let edits = add_value(text, list.value_span, &list.values, caller.as_str());
                fix(title(caller), Impact::Widens, hit.document, edits)
            }
        });
    }
    if asks_for_mfa {
        return None;
    }
    let all_but = statement.principal.as_ref().filter(|it| it.polarity == Polarity::AllBut);
    let spared = spared(all_but, caller)?;
    let is_free = |name: &&&str| {
        let mut used = statement.conditions.iter();
        !used.any(|condition| unquoted(condition.operator_span.of(text)).eq_ignore_ascii_case(name))
    };
    let operator = SPARING.iter().find(is_free)?;
    let member = format!("{}: {{ \"aws:PrincipalArn\": {spared} }}", quoted(operator));
    let mut edits = match condition_object(text, statement) {
        Some(object) => add_member(text, object, &member),
        None => add_member(text, statement.span, &format!("\"Condition\": {{ {member} }}")),
    };
    if let Some(element) = all_but {
        edits.push(Edit::replace(element.name_span, "\"Principal\""));
        edits.push(Edit::replace(element.value_span, "\"*\""));
    }
    // In a damaged text the parts may not be where they belong.
    apply(text, &edits).ok()?;
    Some(fix(title(caller), Impact::Widens, hit.document, edits))
}

fn title(caller: &Arn) -> Words {
    Words { en: format!("Exempt `{caller}`"), ja: format!("`{caller}` を例外にする") }
}

/// The caller as JSON, with whom `NotPrincipal` spares today: a condition on `aws:PrincipalArn`
/// spares a role by its ARN alone, `NotPrincipal` would need the session's too. `None` where some
/// have no such ARN.
fn spared(all_but: Option<&PrincipalElement>, caller: &Arn) -> Option<String> {
    let mut arns = Vec::new();
    for entry in all_but.iter().flat_map(|element| &element.entries) {
        match &entry.value {
            Principal::Account(account) => {
                arns.push(quoted(&format!("arn:{}:iam::{account}:root", caller.partition())));
            }
            Principal::Arn(arn) if arn.service() == "iam" && arn != caller => {
                arns.push(quoted(arn.as_str()));
            }
            Principal::Arn(_) => {}
            _ => return None,
        }
    }
    arns.push(quoted(caller.as_str()));
    Some(if arns.len() == 1 { arns.concat() } else { format!("[{}]", arns.join(", ")) })
}

/// A condition that lets the Deny apply to all but the listed principals.
fn exempts_principals(condition: &Condition) -> bool {
    let is_text = |comparison| {
        matches!(comparison, Comparison::Arn | Comparison::StringEquals | Comparison::StringLike)
    };
    condition.key.value.eq_ignore_ascii_case("aws:PrincipalArn")
        && condition.operator.is_some_and(|operator| {
            operator.negated && operator.qualifier.is_none() && is_text(operator.comparison)
        })
}

fn unquoted(text: &str) -> &str {
    text.trim_matches('"')
}

/// The `Condition` value: the object that the first operator stands in.
fn condition_object(text: &str, statement: &Statement) -> Option<Span> {
    let first = statement.conditions.first()?;
    let before = text.get(..first.operator_span.start)?;
    let start = before.rfind('{')?;
    let last = statement.conditions.last()?;
    let mut depth = 0_usize;
    // Behind the last condition come the closing braces of its operator and of the whole.
    for (offset, character) in text.get(last.span.end..statement.span.end)?.char_indices() {
        if character == '}' {
            depth += 1;
            if depth == 2 {
                return Some(Span::new(start, last.span.end + offset + 1));
            }
        }
    }
    None
}
