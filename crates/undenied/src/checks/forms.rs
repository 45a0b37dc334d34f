//! Values that a condition key never holds, for keys whose values have a form of their own or are few. Not: those of
//! networks, accounts, Regions and KMS keys.

use undenied_json::{Edit, has, quoted, replaced};

use super::{Check, Subject, and, both, is_open, likely};
use crate::{
    alike,
    catalog::{Catalog, KeyType, global},
    fix::fix,
    lang::Localized,
    policy::{Comparison, Condition, Effect, Spanned, Statement},
    report::{Impact, Severity},
    rules::pages,
    words::use_instead,
};

static NEVER: Check = Check::own(
    "value-never-held",
    Severity::Warning,
    pages::CONDITION_KEYS,
    [
        both("A value that the key never has", "キーが取り得ない値"),
        both("The key never has the value `{}`.", "このキーの値が `{}` になることはありません。"),
        both(
            "A positive condition on it never holds, a negated one always does.",
            "肯定の条件は決して成立せず、否定の条件は常に成立します。",
        ),
    ],
)
.voiding();

pub(super) const CHECKS: &[&Check] = &[&NEVER];

/// What a key holds.
#[derive(Clone, Copy)]
enum Holds {
    Organization,
    Path,
    Arn,
    /// A name, which is no ARN.
    Name,
    OneOf(&'static str),
}

/// The keys with few values, by the pages of Amazon S3, AWS KMS and the global keys. AWS may add values: nothing is said of
/// those that are not near to one of these.
const FEW: &[(&str, &str)] = &[
    ("aws:PrincipalType", "Account Anonymous AssumedRole FederatedUser User"),
    (
        "kms:GrantOperations",
        "CreateGrant Decrypt DeriveSharedSecret DescribeKey Encrypt GenerateDataKey \
        GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext \
        GenerateMac GetPublicKey ReEncryptFrom ReEncryptTo RetireGrant Sign Verify VerifyMac",
    ),
    ("s3:AccessPointNetworkOrigin", "Internet VPC"),
    ("s3:authType", "POST REST-HEADER REST-QUERY-STRING"),
    ("s3:object-lock-legal-hold", "OFF ON"),
    ("s3:object-lock-mode", "COMPLIANCE GOVERNANCE"),
    ("s3:signatureversion", "AWS AWS4-HMAC-SHA256"),
    (
        "s3:x-amz-acl",
        "authenticated-read aws-exec-read bucket-owner-full-control bucket-owner-read \
        log-delivery-write private public-read public-read-write",
    ),
    ("s3:x-amz-metadata-directive", "COPY REPLACE"),
    ("s3:x-amz-object-ownership", "BucketOwnerEnforced BucketOwnerPreferred ObjectWriter"),
    ("s3:x-amz-server-side-encryption", "AES256 aws:fsx aws:kms aws:kms:dsse"),
    (
        "s3:x-amz-storage-class",
        "DEEP_ARCHIVE EXPRESS_ONEZONE GLACIER GLACIER_IR INTELLIGENT_TIERING ONEZONE_IA OUTPOSTS \
        REDUCED_REDUNDANCY SNOW STANDARD STANDARD_IA",
    ),
];

const ORGANIZATIONS: [&str; 4] =
    ["aws:PrincipalOrgID", "aws:ResourceOrgID", "aws:SourceOrgID", "aws:VpceOrgID"];
const PATHS: [&str; 4] =
    ["aws:PrincipalOrgPaths", "aws:ResourceOrgPaths", "aws:SourceOrgPaths", "aws:VpceOrgPaths"];
const NAMES: [&str; 3] = ["aws:userid", "aws:username", "s3:prefix"];

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        for condition in &statement.conditions {
            let Some(operator) = condition.operator else { continue };
            if condition.key.value.eq_ignore_ascii_case("aws:PrincipalArn") {
                of_identity_center(subject, statement, condition);
            }
            let is_of_texts = matches!(
                operator.comparison,
                Comparison::StringEquals
                    | Comparison::StringEqualsIgnoreCase
                    | Comparison::StringLike
            );
            let Some(holds) = holds(&condition.key.value).filter(|_| is_of_texts) else { continue };
            for value in &condition.values {
                one(subject, statement, condition, holds, value);
            }
        }
    }
}

/// A role of IAM Identity Center without its path, by
/// <https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html>.
fn of_identity_center(subject: &mut Subject<'_>, statement: &Statement, condition: &Condition) {
    const BARE: &str = ":role/AWSReservedSSO_";
    const WHOLE: &str = ":role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_";
    let Some(operator) = condition.operator else { return };
    let widens = statement.is(Effect::Allow) != operator.negated;
    let impact = if widens { Impact::Widens } else { Impact::Narrows };
    for value in condition.values.iter().filter(|it| has(&it.value, BARE) && !is_open(&it.value)) {
        let meant = replaced(&value.value, BARE, WHOLE);
        let edits = vec![Edit::replace(value.span, quoted(&meant))];
        let fix = operator
            .has_wildcards()
            .then(|| fix(use_instead(&meant), impact, subject.document, edits));
        subject.say_with(&NEVER, value.span, statement, &value.value, fix);
        and(subject, &PERMISSION_SET.words());
    }
}

fn holds(key: &str) -> Option<Holds> {
    let is_among = |keys: &[&str]| keys.iter().any(|known| known.eq_ignore_ascii_case(key));
    if is_among(&ORGANIZATIONS) {
        return Some(Holds::Organization);
    }
    if is_among(&PATHS) {
        return Some(Holds::Path);
    }
    if is_among(&NAMES) {
        return Some(Holds::Name);
    }
    let few = FEW.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
    let (service, name) = key.split_once(':')?;
    let is_of_arns = || {
        if service.eq_ignore_ascii_case("aws") {
            return global(name).is_some_and(|(of, _)| of == KeyType::Arn);
        }
        let known = Catalog::aws().and_then(|aws| aws.service(service)?.key(key));
        known.is_some_and(|known| known.of == KeyType::Arn)
    };
    few.map(|(_, values)| Holds::OneOf(values)).or_else(|| is_of_arns().then_some(Holds::Arn))
}

const ORGANIZATION: Localized<&str> = both(
    " It is the ID of an organization, which begins with `o-`.",
    "キーの値は `o-` で始まる組織の ID です。",
);
const PATH: Localized<&str> = both(
    " It is a path in an organization, which begins with the ID of that, `o-`, and ends in `/`.",
    "キーの値は、組織の ID `o-` で始まり `/` で終わるパスです。",
);
const ARN: Localized<&str> = both(" It is an ARN.", "キーの値は ARN です。");
const PERMISSION_SET: Localized<&str> = both(
    " The roles of IAM Identity Center are under `aws-reserved/sso.amazonaws.com/`.",
    "IAM Identity Center のロールは `aws-reserved/sso.amazonaws.com/` の下にあります。",
);
const NAME: Localized<&str> = both(" It is no ARN.", "キーの値は ARN ではありません。");

fn one(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    holds: Holds,
    value: &Spanned<String>,
) {
    let text = value.value.as_str();
    let is_told = text.is_empty() || text != text.trim() || text.starts_with(['*', '?', '$']);
    if is_told || is_open(text) {
        return;
    }
    let meant = match holds {
        Holds::Path if text.starts_with("o-") => Some(format!("{text}/")),
        Holds::OneOf(values) => match near(text, values, condition) {
            Some(near) => Some(near.to_owned()),
            None => return,
        },
        _ => None,
    };
    let is_right = match holds {
        Holds::Organization => text.starts_with("o-") && !text.contains(['/', ':']),
        Holds::Path => text.starts_with("o-") && text.ends_with(['/', '*', '?', '}']),
        Holds::Arn => text.starts_with("arn:"),
        Holds::Name => !text.starts_with("arn:"),
        Holds::OneOf(_) => false,
    };
    if is_right {
        return;
    }
    let widens = statement.is(Effect::Allow) != condition.operator.is_some_and(|it| it.negated);
    let impact = if widens { Impact::Widens } else { Impact::Narrows };
    let fix = meant.as_deref().map(|meant| {
        let edits = vec![Edit::replace(value.span, quoted(meant))];
        fix(use_instead(meant), impact, subject.document, edits)
    });
    subject.say_with(&NEVER, value.span, statement, text, fix);
    let words = match holds {
        Holds::Organization => ORGANIZATION,
        Holds::Path => PATH,
        Holds::Arn => ARN,
        Holds::Name => NAME,
        Holds::OneOf(_) => return likely(subject, meant.as_deref()),
    };
    and(subject, &words.words());
}

/// The value that was meant; `None` for one that there is, and for what is not near to any.
fn near(text: &str, values: &'static str, condition: &Condition) -> Option<&'static str> {
    let ignores_case =
        condition.operator.is_some_and(|it| it.comparison == Comparison::StringEqualsIgnoreCase);
    let is_it = |known: &str| known == text || ignores_case && known.eq_ignore_ascii_case(text);
    let mut all = values.split(' ').filter(|known| !known.is_empty());
    if all.clone().any(is_it) || text.contains(['*', '?', '$']) {
        return None;
    }
    let own = plain(text);
    let is_same = |known: &&str| plain(known) == own;
    // `kms` for `aws:kms`, and `kms:Decrypt` for `Decrypt`.
    let is_part = |known: &&str| {
        let known = plain(known);
        own.len() > 2 && (known.starts_with(&own) || known.ends_with(&own))
            || known.len() > 2 && own.ends_with(&known)
    };
    let same = all.clone().find(is_same).or_else(|| all.find(is_part));
    same.or_else(|| alike::nearest(text, values.split(' ').filter(|known| known.len() > 4)))
}

/// Its letters and digits, small.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|character| character.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::condition;

    const RULE: &str = "value-never-held";

    #[test]
    fn what_a_key_never_holds_is_pointed_at() {
        for (operator, key, value) in [
            ("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5/r-ab12"),
            ("StringEquals", "aws:ResourceOrgID", "ou-ab12-11111111"),
            ("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12"),
            ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "r-ab12/*"),
            ("StringEquals", "aws:PrincipalArn", "AROAEXAMPLE"),
            ("StringNotLike", "aws:username", "arn:aws:iam::111122223333:user/*"),
            ("StringEquals", "aws:PrincipalType", "Role"),
            ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/AWSReservedSSO_Admin_*"),
            ("StringEquals", "s3:x-amz-server-side-encryption", "kms"),
            ("StringNotEquals", "s3:x-amz-server-side-encryption", "AES-256"),
            ("StringEquals", "s3:x-amz-acl", "bucket-owner-fullcontrol"),
            ("StringEquals", "s3:x-amz-storage-class", "standard-ia"),
            ("ForAllValues:StringEquals", "kms:GrantOperations", "kms:Decrypt"),
        ] {
            condition(RULE, operator, key, &format!("\"{value}\""), true);
        }
    }

    #[test]
    fn what_a_key_may_hold_is_silent() {
        for (operator, key, value) in [
            ("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
            ("StringEquals", "aws:PrincipalOrgID", "${aws:ResourceOrgID}"),
            ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*"),
            ("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/"),
            ("StringLike", "aws:PrincipalArn", "*:role/a"),
            ("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*/AWSReservedSSO_Admin_*"),
            ("StringEquals", "aws:PrincipalOrgID", "<organization>"),
            ("StringEquals", "aws:username", "arnold"),
            ("StringEqualsIgnoreCase", "s3:x-amz-storage-class", "standard_ia"),
            ("StringEquals", "s3:x-amz-storage-class", "FROZEN"),
            ("StringEquals", "s3:x-amz-server-side-encryption", "aws:kms:dsse"),
            ("StringLike", "s3:x-amz-acl", "bucket-owner-*"),
            ("Null", "aws:PrincipalType", "true"),
        ] {
            condition(RULE, operator, key, &format!("\"{value}\""), false);
        }
    }
}
