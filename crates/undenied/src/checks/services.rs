//! Conditions about AWS services: how service principals are written in them, keys that only some services send, and
//! keys that hold something only where another action is allowed as well.

mod texts;

use super::{Check, Subject, is_open, needs_key};
use crate::{
    catalog,
    fix::{add_values, fix},
    glob::Glob,
    lang::Words,
    policy::{Comparison, Condition, Effect, ListElement, Polarity, Spanned, Statement},
    report::Impact,
};
use texts::{NO_ACTION, PRINCIPAL, SERVICES, VIA};

pub(super) const CHECKS: &[&Check] = &[&PRINCIPAL, &VIA, &SERVICES, &NO_ACTION];

/// Keys that hold service principals, by
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html> and
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>.
const OF_PRINCIPALS: [&str; 7] = [
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "iam:AWSServiceName",
    "iam:PassedToService",
];

/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
const VIA_SERVICE: &str = "kms:ViaService";

/// Keys that only some services send.
const OF_ENDPOINTS: [&str; 3] = ["aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"];

/// Services that send them, by AWS's own sample
/// <https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/service_control_policies/network_perimeter_vpceorgid_scp.json>,
/// and IAM, which controls of a network leave out.
const SENDING: &str = "acm-pca applicationinsights apprunner athena cloudformation comprehendmedical compute-optimizer \
    datasync discovery ebs firehose healthlake iam iotfleetwise iotwireless kms lambda medical-imaging omics \
    payment-cryptography polly rbin rekognition s3 scheduler servicediscovery servicequotas ssm-contacts storagegateway \
    textract transcribe transfer";

/// What a caller sets only where the action beside it is allowed, by
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html> and
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html>.
const SET_BY: [(&str, &str); 4] = [
    ("sts:SourceIdentity", "sts:SetSourceIdentity"),
    ("sts:TransitiveTagKeys", "sts:TagSession"),
    ("aws:TagKeys", "sts:TagSession"),
    ("aws:RequestTag/", "sts:TagSession"),
];

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        for condition in &statement.conditions {
            principals(subject, statement, condition);
            senders(subject, statement, condition);
            setting(subject, statement, condition);
        }
    }
}

fn is_one_of(keys: &[&str], condition: &Condition) -> bool {
    keys.iter().any(|key| key.eq_ignore_ascii_case(&condition.key.value))
}

fn principals(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    let Some(operator) = condition.operator else { return };
    let is_text = matches!(operator.comparison, Comparison::StringEquals | Comparison::StringLike);
    let check = if is_one_of(&[VIA_SERVICE], condition) { &VIA } else { &PRINCIPAL };
    let is_asked = check.rule.id == VIA.rule.id || is_one_of(&OF_PRINCIPALS, condition);
    if !is_text || !is_asked {
        return;
    }
    for value in &condition.values {
        let text = value.value.as_str();
        let is_plain = !text.contains(['*', '?', '$']) && !is_open(text);
        let labels = labels(text);
        let is_right = match check.rule.id == VIA.rule.id {
            true => {
                labels.is_some_and(|it| it.len() > 1 && it.iter().skip(1).any(|it| is_region(it)))
            }
            false => labels.is_some_and(|it| !it.is_empty()),
        };
        if is_plain && !is_right {
            subject.say(check, value.span, statement, text);
        }
    }
}

/// What stands before the domain of a service principal; `None` where that is no domain of AWS's, or where there are
/// other letters than small ones.
fn labels(text: &str) -> Option<Vec<&str>> {
    let before = catalog::service_of(text)?;
    let is_label = |label: &&str| {
        let is_small = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
        };
        !label.is_empty() && label.bytes().all(is_small)
    };
    let labels: Vec<&str> = before.split('.').collect();
    labels.iter().all(is_label).then_some(labels)
}

/// Whether `label` is written as Regions are: `us-east-1`.
pub(super) fn is_region(label: &str) -> bool {
    let parts: Vec<&str> = label.split('-').collect();
    let ends_in_number = parts.last().is_some_and(|it| it.parse::<u8>().is_ok());
    parts.len() > 2 && ends_in_number
}

/// A statement about services that do not send the key.
fn senders(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    let is_null = condition.operator.is_none_or(|it| it.comparison == Comparison::Null);
    if is_null || !is_one_of(&OF_ENDPOINTS, condition) {
        return;
    }
    let Some(actions) = &statement.action else { return };
    let mut others: Vec<&str> = Vec::new();
    for action in &actions.values {
        let service = action.value.split(':').next().unwrap_or_default();
        let sends = SENDING.split(' ').any(|known| known.eq_ignore_ascii_case(service));
        if !sends && !is_open(&action.value) && !others.contains(&service) {
            others.push(service);
        }
    }
    if actions.polarity == Polarity::AllBut {
        others = vec!["NotAction"];
    }
    if !others.is_empty() {
        subject.say(&SERVICES, condition.key.span, statement, &others.join(", "));
    }
}

/// A statement that lets a session begin only with what nobody may give it.
fn setting(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    let key = condition.key.value.to_ascii_lowercase();
    let is_it = |name: &str| {
        let name = name.to_ascii_lowercase();
        if name.ends_with('/') { key.starts_with(&name) } else { key == name }
    };
    let Some((_, wanted)) = SET_BY.iter().find(|(name, _)| is_it(name)) else { return };
    let Some(actions) = &statement.action else { return };
    let is_asked = statement.is(Effect::Allow)
        && actions.polarity == Polarity::Listed
        && needs_key(condition) == Some(true)
        && assumes(actions);
    if !is_asked
        || subject.case.policies().any(|(_, _, policy)| {
            policy.statements.iter().any(|it| it.is(Effect::Allow) && may_cover(it, wanted))
        })
    {
        return;
    }
    let title = Words { en: format!("Allow `{wanted}`"), ja: format!("`{wanted}` を許可") };
    let edits = add_values(subject.text(), actions.value_span, &actions.values, &[wanted]);
    let fix = fix(title, Impact::Widens, subject.document, edits);
    subject.say_with(&NO_ACTION, condition.key.span, statement, wanted, Some(fix));
}

/// Whether a way to get a session is listed.
fn assumes(actions: &ListElement) -> bool {
    let is_one = |action: &Spanned<String>| {
        let name = action.value.to_ascii_lowercase();
        name.starts_with("sts:assumerole") || name == "sts:getfederationtoken"
    };
    actions.values.iter().any(is_one)
}

fn may_cover(statement: &Statement, action: &str) -> bool {
    let Some(actions) = &statement.action else { return statement.has_gap };
    let action = action.to_ascii_lowercase();
    let is_listed = |it: &Spanned<String>| {
        is_open(&it.value) || Glob::ignoring_case(&it.value).matches(&action)
    };
    actions.values.iter().any(is_listed) == (actions.polarity == Polarity::Listed)
}

#[cfg(test)]
mod tests {
    use crate::{
        checks::testing::{condition, speaks_of},
        policy::Kind,
    };

    #[test]
    fn service_principals_are_asked_for_their_form() {
        let rule = "service-principal-format";
        for (key, value, speaks) in [
            ("iam:PassedToService", r#""lambda""#, true),
            ("iam:PassedToService", r#""Lambda.amazonaws.com""#, true),
            ("iam:PassedToService", r#""https://lambda.amazonaws.com""#, true),
            ("iam:PassedToService", r#"["lambda.amazonaws.com", "lambda.amazonaws"]"#, true),
            ("aws:CalledViaLast", r#""arn:aws:iam::111122223333:role/a""#, true),
            ("iam:PassedToService", r#""lambda.amazonaws.com""#, false),
            ("iam:PassedToService", r#""ec2.amazonaws.com.cn""#, false),
            ("iam:AWSServiceName", r#""dynamodb.application-autoscaling.amazonaws.com""#, false),
            ("aws:PrincipalServiceName", r#""<service>.amazonaws.com""#, false),
            ("aws:PrincipalServiceName", r#""${Service}""#, false),
            ("aws:PrincipalTag/service", r#""lambda""#, false),
        ] {
            condition(rule, "StringEquals", key, value, speaks);
        }
        condition(rule, "StringLike", "iam:PassedToService", r#""*.amazonaws.com""#, false);
    }

    #[test]
    fn a_service_behind_kms_stands_with_its_region() {
        let rule = "via-service-format";
        for (value, speaks) in [
            (r#""s3.amazonaws.com""#, true),
            (r#""S3.us-east-1.amazonaws.com""#, true),
            (r#""s3""#, true),
            (r#""s3.us-east-1.amazonaws.com""#, false),
            (r#""s3.cn-north-1.amazonaws.com.cn""#, false),
            (r#""s3.${AWS::Region}.amazonaws.com""#, false),
        ] {
            condition(rule, "StringEquals", "kms:ViaService", value, speaks);
        }
        condition(rule, "StringLike", "kms:ViaService", r#""s3.*.amazonaws.com""#, false);
    }

    fn statement(action: &str, block: &str) -> String {
        format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {action}, "Resource": "*", "Condition": {block}}}]}}"#
        )
    }

    #[test]
    fn keys_of_endpoints_go_with_the_services_that_send_them() {
        let rule = "endpoint-key-not-sent";
        let block = r#"{"StringEquals": {"aws:VpceAccount": "111122223333"}}"#;
        for (action, speaks) in [
            (r#""Action": "*""#, true),
            (r#""Action": ["s3:GetObject", "ec2:RunInstances"]"#, true),
            (r#""NotAction": "iam:*""#, true),
            (r#""Action": ["s3:*", "kms:Decrypt"]"#, false),
        ] {
            speaks_of(rule, Kind::Identity, &statement(action, block), speaks);
        }
        let null = r#"{"Null": {"aws:VpceAccount": "true"}}"#;
        speaks_of(rule, Kind::Identity, &statement(r#""Action": "*""#, null), false);
    }

    #[test]
    fn what_a_session_begins_with_is_set_by_an_action_of_its_own() {
        let rule = "session-key-nobody-sets";
        let identity = r#"{"StringEquals": {"sts:SourceIdentity": "a"}}"#;
        let tag = r#"{"StringEquals": {"aws:RequestTag/team": "a"}}"#;
        let some = r#"{"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}}"#;
        for (action, block, speaks) in [
            (r#""Action": "sts:AssumeRole""#, identity, true),
            (r#""Action": "sts:AssumeRole""#, tag, true),
            (r#""Action": ["sts:AssumeRole", "sts:TagSession"]"#, identity, true),
            (r#""Action": ["sts:AssumeRole", "sts:TagSession"]"#, tag, false),
            (r#""Action": ["sts:AssumeRole", "sts:SetSourceIdentity"]"#, identity, false),
            (r#""Action": "sts:*""#, identity, false),
            (r#""Action": "sts:AssumeRole""#, some, false),
            (r#""Action": "ec2:CreateTags""#, tag, false),
        ] {
            speaks_of(rule, Kind::Identity, &statement(action, block), speaks);
        }
    }
}
