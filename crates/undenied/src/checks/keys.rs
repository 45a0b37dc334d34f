//! Condition keys by themselves: how they are written, what their values must look like, and which ones a
//! caller can forge or evade.

mod texts;

use undenied_json::{Edit, has, quoted};

use super::{
    Check, Subject, as_compared, is_open, needs_key,
    variables::{inserted, inside, variables},
};
use crate::{
    catalog::{is_family, is_of_family, meant_key, names},
    fix::fix,
    policy::{
        Arn, Comparison, Condition, Effect, Kind, Operator, Polarity, Principal, Spanned,
        Statement, is_account_id,
    },
    report::Impact,
    words::use_instead,
};
pub(super) use texts::NO_TAG;
use texts::{
    ACCOUNT, ATTRIBUTES, FORGED, FORMAT, KMS_KEY, LOOSE, OLD_ARN, OWN_ACCOUNT, SESSION, UNLISTED,
    UNPAIRED, VARIABLE, VPC, VPCE,
};

pub(super) const CHECKS: &[&Check] = &[
    &FORMAT,
    &NO_TAG,
    &OLD_ARN,
    &UNLISTED,
    &VPC,
    &VPCE,
    &FORGED,
    &UNPAIRED,
    &OWN_ACCOUNT,
    &KMS_KEY,
    &LOOSE,
    &VARIABLE,
    &ATTRIBUTES,
    &ACCOUNT,
    &SESSION,
];

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
const SENSITIVE: [&str; 10] = [
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
];

/// Keys that hold the ID of an account.
const OF_ACCOUNTS: [&str; 7] = [
    "aws:PrincipalAccount",
    "aws:ResourceAccount",
    "aws:SourceAccount",
    "aws:VpceAccount",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
    "s3:ResourceAccount",
];

/// A global key in AWS's own policy AWSSSOServiceRolePolicy that its list does not have.
const OF_OWN_POLICIES: &str = "PrincipalOrgMasterAccountId";

const OF_KMS_KEYS: [&str; 1] = ["s3:x-amz-server-side-encryption-aws-kms-key-id"];

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        for condition in &statement.conditions {
            name(subject, statement, condition);
            if let Some(operator) = condition.operator {
                values(subject, statement, condition, operator);
                use_of(subject, statement, condition, operator);
            }
        }
    }
}

fn is(condition: &Condition, key: &str) -> bool {
    condition.key.value.eq_ignore_ascii_case(key)
}

fn name(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    let key = &condition.key;
    let text = key.value.as_str();
    if is_open(text) {
        return;
    }
    match text.split_once(':') {
        Some((service, name)) if !service.is_empty() && !name.is_empty() => {}
        _ => return subject.say(&FORMAT, key.span, statement, text),
    }
    if is_family(text) {
        subject.say(&NO_TAG, key.span, statement, text);
    } else if is_unlisted(text) {
        subject.say(&UNLISTED, key.span, statement, text);
    }
    if is(condition, "aws:ARN") {
        let wanted = "aws:PrincipalArn";
        // As it stands the condition lets everything or nothing through.
        let narrows = statement.is(Effect::Allow) == (needs_key(condition) == Some(false));
        let impact = if narrows { Impact::Narrows } else { Impact::Widens };
        let edits = vec![Edit::replace(key.span, quoted(wanted))];
        let fix = fix(use_instead(wanted), impact, subject.document, edits);
        subject.say_with(&OLD_ARN, key.span, statement, text, Some(fix));
    }
}

/// A global key that AWS does not list, and that is not near to one of those: of these `unknown-condition-key` speaks.
fn is_unlisted(key: &str) -> bool {
    let Some((service, name)) = key.split_once(':') else { return false };
    let mut listed = names("aws").into_iter().flatten();
    // A variable in a key, and white space around it, are other checks'.
    service.eq_ignore_ascii_case("aws")
        && !has(name, "$")
        && name == name.trim()
        && !is_of_family(key)
        && !listed.any(|known| known.eq_ignore_ascii_case(name))
        && !name.eq_ignore_ascii_case(OF_OWN_POLICIES)
        && meant_key(key).is_none()
}

fn values(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    let has_wildcards = matches!(operator.comparison, Comparison::StringLike | Comparison::Arn);
    if operator.comparison == Comparison::Null {
        return;
    }
    for value in &condition.values {
        let text = value.value.as_str();
        let is_pattern = text.contains(['*', '?']);
        if is_open(text) {
            continue;
        }
        if is(condition, "aws:PrincipalArn") && is_session(text) {
            subject.say(&SESSION, value.span, statement, text);
            continue;
        }
        let own = as_compared(operator, text);
        let check = if has(text, "${") {
            let is_loose = operator.has_variables() && is_loose_variable(condition, text);
            Some(&VARIABLE).filter(|_| is_loose)
        } else if is_pattern && has_wildcards {
            Some(&LOOSE).filter(|_| is_loose_wildcard(condition, text))
        } else if is(condition, "aws:SourceVpc") {
            Some(&VPC).filter(|_| !is_id(&own, "vpc-"))
        } else if is(condition, "aws:SourceVpce") {
            Some(&VPCE).filter(|_| !is_id(&own, "vpce-"))
        } else if OF_KMS_KEYS.iter().any(|key| is(condition, key)) {
            Some(&KMS_KEY).filter(|_| !is_kms_key(text))
        } else if OF_ACCOUNTS.iter().any(|key| is(condition, key)) {
            account(subject, statement, value, operator);
            None
        } else {
            None
        };
        if let Some(check) = check {
            subject.say(check, value.span, statement, text);
        }
    }
}

/// What holds digits and is no account's ID; words may be those of somebody who has none.
fn account(
    subject: &mut Subject<'_>,
    statement: &Statement,
    value: &Spanned<String>,
    operator: Operator,
) {
    let text = value.value.as_str();
    let has_digits = text.bytes().any(|it| it.is_ascii_digit());
    let is_text = matches!(operator.comparison, Comparison::StringEquals | Comparison::StringLike);
    if !is_text || !has_digits || is_account_id(text) {
        return;
    }
    let told = Arn::parse(text).map(|arn| arn.account().to_owned());
    let plain = told.unwrap_or_else(|| text.replace(['-', ' '], ""));
    let fix = is_account_id(&plain).then(|| {
        let widens = statement.is(Effect::Allow) != operator.negated;
        let impact = if widens { Impact::Widens } else { Impact::Narrows };
        let edits = vec![Edit::replace(value.span, quoted(&plain))];
        fix(use_instead(&plain), impact, subject.document, edits)
    });
    subject.say_with(&ACCOUNT, value.span, statement, text, fix);
}

fn is_session(text: &str) -> bool {
    let is_one = |arn: &Arn| arn.service() == "sts" && arn.resource().starts_with("assumed-role/");
    Arn::parse(text).is_some_and(|arn| is_one(&arn))
}

fn is_sensitive(condition: &Condition) -> bool {
    SENSITIVE.iter().any(|key| is(condition, key))
}

/// `*` alone asks for nothing but the key. Left of the colon in a user's ID is the unique ID of a user or role, which
/// only stands whole; behind it is the name of a session, which people choose.
fn is_loose_wildcard(condition: &Condition, text: &str) -> bool {
    let id = id_of(text);
    is_sensitive(condition) && text != "*"
        || is(condition, "aws:userid") && id.contains(['*', '?']) && id != "*"
}

/// The same of policy variables. What AWS tells of caller, resource and network may be compared with each other.
/// AWS also asks for six plain characters before a variable or wildcard, and does not say under which keys: left out.
fn is_loose_variable(condition: &Condition, text: &str) -> bool {
    let only = |text: &str| {
        let mut all = inserted(text);
        let first = all.next().filter(|first| *first == text)?;
        let name = inside(first).split(',').next()?.trim().to_owned();
        all.next().is_none().then_some(name)
    };
    let is_told_by_aws = |name: String| {
        let known = SENSITIVE.iter().chain(&["aws:Ec2InstanceSourceVpc"]);
        known.copied().any(|key| key.eq_ignore_ascii_case(&name))
    };
    let has_variable = |text: &str| variables(text).next().is_some();
    is_sensitive(condition) && has_variable(text) && !only(text).is_some_and(is_told_by_aws)
        || is(condition, "aws:userid") && has_variable(id_of(text)) && only(id_of(text)).is_none()
}

/// What stands before the colon of a user's ID, which variables have, too.
fn id_of(text: &str) -> &str {
    let mut is_inside = false;
    let is_end = |byte: u8| {
        match byte {
            b'{' => is_inside = true,
            b'}' => is_inside = false,
            _ => {}
        }
        byte == b':' && !is_inside
    };
    let end = text.bytes().position(is_end).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

fn is_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|rest| {
        matches!(rest.len(), 8 | 17) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn is_kms_key(text: &str) -> bool {
    let is_key = |arn: &Arn| arn.service() == "kms" && arn.resource().starts_with("key/");
    text.is_empty() || Arn::parse(text).is_some_and(|arn| is_key(&arn))
}

fn use_of(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    let key = &condition.key;
    let has = |wanted: &str| statement.conditions.iter().any(|other| is(other, wanted));
    let is_bucket = matches!(subject.kind, Kind::Bucket | Kind::AccessPoint);
    let check = if is(condition, "aws:Referer") || is(condition, "aws:UserAgent") {
        // To shut out those who say honestly who they are is harmless, and AWS's services tell the truth.
        let keeps_out = statement.is(Effect::Allow) || operator.negated;
        let is_checked = keeps_out && operator.comparison != Comparison::Null;
        Some(&FORGED).filter(|_| is_checked && !is_for_services(statement))
    } else if is(condition, "aws:VpcSourceIp") {
        Some(&UNPAIRED).filter(|_| !has("aws:SourceVpc") && !has("aws:SourceVpce"))
    } else if is(condition, "s3:ResourceAccount") {
        Some(&OWN_ACCOUNT).filter(|_| is_bucket)
    } else if is(condition, "dynamodb:Attributes") {
        let is_limiting = statement.is(Effect::Allow) && !has("dynamodb:Select");
        Some(&ATTRIBUTES).filter(|_| is_limiting)
    } else {
        None
    };
    if let Some(check) = check {
        subject.say(check, key.span, statement, &key.value);
    }
}

/// Whether nobody but services of AWS calls by `statement`.
fn is_for_services(statement: &Statement) -> bool {
    let is_one = |entry: &Spanned<Principal>| matches!(entry.value, Principal::Service(_));
    statement.principal.as_ref().is_some_and(|element| {
        let entries = &element.entries;
        element.polarity == Polarity::Listed && !entries.is_empty() && entries.iter().all(is_one)
    })
}

#[cfg(test)]
mod tests;
