//! Whether a bucket's or access point's policy is public, as S3 Block Public Access means it, by
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status>.

use undenied_json::has;

use crate::{
    eval::{Match, ip_address},
    policy::{
        Comparison, Condition, Effect, Kind, Polarity, Policy, Principal, Qualifier, Statement,
    },
};

/// Keys that keep a statement from being public where they hold a fixed value.
const FIXED_KEYS: [&str; 15] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
];

/// The widest ranges of addresses that are not public.
const WIDEST_V4: u8 = 8;
const WIDEST_V6: u8 = 32;

/// Whether `policy`, of a bucket or an access point, is public.
#[must_use]
pub(crate) fn is_public(policy: &Policy, kind: Kind) -> Match {
    let statements = policy.statements.iter();
    crate::eval::any(statements.map(|statement| is_public_statement(statement, kind)))
}

/// Whether `statement` alone makes it public.
#[must_use]
pub(crate) fn is_public_statement(statement: &Statement, kind: Kind) -> Match {
    if statement.is(Effect::Deny) || !names_everyone(statement) {
        return Match::No;
    }
    if statement.conditions.iter().any(|condition| is_fixed(condition, kind)) {
        return Match::No;
    }
    let is_read = statement.effect.is_some() && !statement.has_gap;
    if is_read { Match::Yes } else { Match::Unknown }
}

fn names_everyone(statement: &Statement) -> bool {
    statement.principal.as_ref().is_some_and(|element| {
        let mut entries = element.entries.iter();
        // Who has a token of an identity provider may be anyone.
        let is_open =
            |value: &Principal| matches!(value, Principal::Everyone | Principal::Federated(_));
        element.polarity == Polarity::AllBut || entries.any(|entry| is_open(&entry.value))
    })
}

/// Whether the condition lets in only callers that its fixed values name.
fn is_fixed(condition: &Condition, kind: Kind) -> bool {
    let key = &condition.key.value;
    let Some(known) = FIXED_KEYS.into_iter().find(|known| known.eq_ignore_ascii_case(key)) else {
        return false;
    };
    let Some(operator) = condition.operator else { return false };
    let asks_for_equal = matches!(
        operator.comparison,
        Comparison::StringEquals
            | Comparison::StringEqualsIgnoreCase
            | Comparison::StringLike
            | Comparison::Arn
            | Comparison::IpAddress
    );
    // Each of these also holds where the call does not have the key.
    let is_loose = operator.negated
        || operator.if_exists
        || operator.qualifier == Some(Qualifier::ForAllValues);
    let mut values = condition.values.iter().map(|value| value.value.as_str());
    asks_for_equal
        && !is_loose
        && !condition.values.is_empty()
        && values.all(|value| is_fixed_value(known, value, kind))
}

fn is_fixed_value(key: &str, value: &str, kind: Kind) -> bool {
    if has(value, "${") {
        return false;
    }
    match key {
        "aws:SourceIp" => is_narrow(value),
        // A bucket may trust every access point of one account; an access point may not.
        "s3:DataAccessPointArn" if kind == Kind::Bucket => {
            let account = value.split(':').nth(4).unwrap_or_default();
            crate::policy::is_account_id(account)
        }
        // `AROA...:*` is every session of one role, and counts as public.
        _ => !value.contains(['*', '?']),
    }
}

fn is_narrow(range: &str) -> bool {
    let (address, length) = range.split_once('/').unwrap_or((range, ""));
    let Some(address) = ip_address(address) else { return false };
    let (whole, widest) = if address.is_ipv4() { (32, WIDEST_V4) } else { (128, WIDEST_V6) };
    let length = if range.contains('/') { length.parse().unwrap_or(0) } else { whole };
    length >= widest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(principal: &str, condition: &str) -> Match {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*","Condition":{condition}}}}}"#
        );
        let root = undenied_json::parse(&text).root.unwrap();
        is_public(&crate::policy::read(&root, Kind::Bucket).0, Kind::Bucket)
    }

    #[test]
    fn only_fixed_values_keep_a_statement_from_being_public() {
        for (condition, expected) in [
            ("{}", Match::Yes),
            (r#"{"StringEquals":{"aws:SourceVpc":"vpc-0abc"}}"#, Match::No),
            (r#"{"StringLike":{"aws:SourceVpc":"vpc-*"}}"#, Match::Yes),
            (r#"{"StringNotEquals":{"aws:SourceVpc":"vpc-0abc"}}"#, Match::Yes),
            (r#"{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-0abc"}}"#, Match::Yes),
            (r#"{"StringEquals":{"aws:PrincipalOrgID":"o-acme"}}"#, Match::No),
            (r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, Match::No),
            (r#"{"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}}"#, Match::Yes),
            (r#"{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/0"]}}"#, Match::Yes),
            (r#"{"IpAddress":{"aws:SourceIp":"2001:db8::/32"}}"#, Match::No),
            (r#"{"IpAddress":{"aws:SourceIp":"2001::/16"}}"#, Match::Yes),
            (r#"{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}}"#, Match::Yes),
            (r#"{"StringEquals":{"aws:SourceAccount":"${aws:PrincipalAccount}"}}"#, Match::Yes),
            (
                r#"{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:111122223333:accesspoint/*"}}"#,
                Match::No,
            ),
            (
                r#"{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:*:accesspoint/a"}}"#,
                Match::Yes,
            ),
            (r#"{"StringEquals":{"s3:prefix":"a"}}"#, Match::Yes),
            (r#"{"StringEquals":{"aws:SourceOrgID":"o-acme"}}"#, Match::Yes),
        ] {
            assert_eq!(check(r#""*""#, condition), expected, "{condition}");
        }
    }

    #[test]
    fn a_named_principal_is_not_public() {
        assert_eq!(check(r#"{"AWS":"999988887777"}"#, "{}"), Match::No);
        assert_eq!(check(r#"{"Service":"logging.s3.amazonaws.com"}"#, "{}"), Match::No);
        assert_eq!(check(r#"{"AWS":["999988887777","*"]}"#, "{}"), Match::Yes);
    }

    #[test]
    fn everyone_with_an_identity_provider_s_token_is_public() {
        let facebook = r#"{"Federated":"graph.facebook.com"}"#;
        assert_eq!(check(facebook, "{}"), Match::Yes);
        let fixed = r#"{"StringEquals":{"aws:SourceVpc":"vpc-0abc"}}"#;
        assert_eq!(check(facebook, fixed), Match::No);
    }
}
