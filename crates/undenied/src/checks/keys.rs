//! Condition keys by themselves: how they are written, what their values must look like, and which ones a
//! caller can forge or evade.

mod texts;

use undenied_json::{Edit, has, quoted};

use super::{
    Check, Subject, as_compared, is_open, needs_key,
    variables::{inserted, inside, variables},
};
use crate::{
    fix::fix,
    policy::{
        Arn, Comparison, Condition, Effect, Kind, Operator, Polarity, Principal, Spanned, Statement,
    },
    report::Impact,
    words::use_instead,
};
use texts::{
    ATTRIBUTES, DEPRECATED, FORGED, FORMAT, KMS_KEY, LOOSE, NO_TAG, OLD_ARN, OWN_ACCOUNT, UNPAIRED,
    VARIABLE, VPC, VPCE,
};

pub(super) const CHECKS: &[&Check] = &[
    &FORMAT,
    &NO_TAG,
    &OLD_ARN,
    &DEPRECATED,
    &VPC,
    &VPCE,
    &FORGED,
    &UNPAIRED,
    &OWN_ACCOUNT,
    &KMS_KEY,
    &LOOSE,
    &VARIABLE,
    &ATTRIBUTES,
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
    const OF_TAGS: [&str; 3] = ["aws:PrincipalTag", "aws:RequestTag", "aws:ResourceTag"];
    if OF_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(text.trim_end_matches('/'))) {
        subject.say(&NO_TAG, key.span, statement, text);
    }
    if is(condition, "aws:ARN") {
        let wanted = "aws:PrincipalArn";
        // As it stands the condition lets everything or nothing through.
        let narrows = statement.is(Effect::Allow) == (needs_key(condition) == Some(false));
        let impact = if narrows { Impact::Narrows } else { Impact::Widens };
        let edits = vec![Edit::replace(key.span, quoted(wanted))];
        let fix = fix(use_instead(wanted), impact, subject.document, edits);
        subject.say_with(&OLD_ARN, key.span, statement, text, Some(fix));
        // AWS lists both checks, each with this key alone.
        subject.say(&DEPRECATED, key.span, statement, text);
    }
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
        } else {
            None
        };
        if let Some(check) = check {
            subject.say(check, value.span, statement, text);
        }
    }
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
mod tests {
    use crate::{
        checks::testing::{block, condition, speaks_of},
        policy::Kind,
    };

    const VARIABLE: &str = "variable-in-sensitive-key";

    #[test]
    fn keys_and_values_of_another_form_are_pointed_at() {
        for (rule, operator, key, values) in [
            ("condition-key-format", "StringEquals", "SourceIp", r#""a""#),
            ("condition-key-format", "StringEquals", "aws:", r#""a""#),
            ("tag-key-missing", "StringEquals", "aws:PrincipalTag/", r#""a""#),
            ("tag-key-missing", "StringEquals", "aws:RequestTag", r#""a""#),
            ("old-arn-key", "ArnLike", "aws:arn", r#""arn:aws:iam::111122223333:role/a""#),
            ("vpc-id-format", "StringEquals", "aws:SourceVpc", r#""vpc-12""#),
            ("vpc-endpoint-id-format", "StringEquals", "aws:sourceVpce", r#""vpc-1a2b3c4d""#),
            ("forgeable-key", "StringLike", "aws:Referer", r#""http://example.com/*""#),
            ("vpc-address-without-vpc", "IpAddress", "aws:VpcSourceIp", r#""10.0.0.0/8""#),
            (
                "kms-key-value-not-an-arn",
                "StringEquals",
                "s3:x-amz-server-side-encryption-aws-kms-key-id",
                r#""alias/data""#,
            ),
            ("wildcard-in-sensitive-key", "StringLike", "aws:PrincipalOrgID", r#""o-a*""#),
            ("wildcard-in-sensitive-key", "StringLike", "aws:userid", r#""AROA*:build""#),
            ("deprecated-arn-key", "ArnLike", "aws:ARN", r#""arn:aws:iam::111122223333:role/a""#),
            (VARIABLE, "StringEquals", "aws:PrincipalOrgID", r#""${aws:PrincipalTag/org}""#),
            (VARIABLE, "StringEquals", "aws:SourceVpc", r#""vpc-${aws:username}""#),
            (VARIABLE, "StringLike", "aws:userid", r#""AROA${aws:username}:*""#),
            (
                "attributes-without-select",
                "ForAllValues:StringEquals",
                "dynamodb:Attributes",
                r#""id""#,
            ),
        ] {
            condition(rule, operator, key, values, true);
        }
    }

    #[test]
    fn right_keys_and_values_are_silent() {
        for (rule, operator, key, values) in [
            (
                "condition-key-format",
                "StringEquals",
                "token.actions.githubusercontent.com:sub",
                r#""a""#,
            ),
            ("tag-key-missing", "ForAllValues:StringEquals", "aws:TagKeys", r#""a""#),
            ("tag-key-missing", "StringEquals", "aws:PrincipalTag/a", r#""a""#),
            ("old-arn-key", "ArnLike", "aws:PrincipalArn", r#""arn:aws:iam::111122223333:role/a""#),
            (
                "vpc-id-format",
                "StringEquals",
                "aws:SourceVpc",
                r#"["vpc-1a2b3c4d", "vpc-0123456789abcdef0"]"#,
            ),
            ("vpc-id-format", "StringEquals", "aws:SourceVpc", r#""${VpcId}""#),
            ("vpc-id-format", "StringEqualsIgnoreCase", "aws:SourceVpc", r#""VPC-1A2B3C4D""#),
            ("vpc-endpoint-id-format", "Null", "aws:SourceVpce", r#""true""#),
            (
                "kms-key-value-not-an-arn",
                "StringEquals",
                "s3:x-amz-server-side-encryption-aws-kms-key-id",
                r#""arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab""#,
            ),
            ("wildcard-in-sensitive-key", "StringLike", "aws:PrincipalTag/team", r#""a*""#),
            (
                "wildcard-in-sensitive-key",
                "StringLike",
                "aws:userid",
                r#"["AROAEXAMPLE:*", "*:a"]"#,
            ),
            ("deprecated-arn-key", "ArnLike", "aws:SourceArn", r#""arn:aws:s3:::acme""#),
            (VARIABLE, "StringEquals", "aws:ResourceOrgID", r#""${aws:PrincipalOrgID}""#),
            (VARIABLE, "StringEquals", "aws:ResourceAccount", r#""${ aws:PrincipalAccount }""#),
            (VARIABLE, "StringEquals", "aws:SourceVpc", r#""${VpcId}""#),
            (VARIABLE, "StringEquals", "aws:ResourceTag/a", r#""${aws:PrincipalTag/a}""#),
            (VARIABLE, "StringLike", "aws:userid", r#""AROAEXAMPLE:${aws:username}""#),
            (
                "wildcard-in-sensitive-key",
                "StringEquals",
                "aws:PrincipalOrgID",
                r#""o-abcdefghij""#,
            ),
        ] {
            condition(rule, operator, key, values, false);
        }
        let deny = r#"{"StringLike": {"aws:UserAgent": "*curl*"}}"#;
        block("forgeable-key", Kind::Identity, "Deny", deny, false);
        speaks_of(
            "forgeable-key",
            Kind::Bucket,
            r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme/*", "Condition": {"StringEquals": {"aws:Referer": "111122223333"}}}]}"#,
            false,
        );
        let both = r#"{"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}, "StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}"#;
        block("vpc-address-without-vpc", Kind::Identity, "Allow", both, false);
    }

    #[test]
    fn the_owner_is_told_to_callers_not_to_the_bucket() {
        let rule = "resource-account-in-bucket-policy";
        let owner = r#"{"StringEquals": {"s3:ResourceAccount": "111122223333"}}"#;
        block(rule, Kind::Bucket, "Allow", owner, true);
        block(rule, Kind::Identity, "Allow", owner, false);
    }
}
