//! Every KMS key that the caller's policies name is in another region than the bucket.

use super::{Rule, pages};
use crate::{
    case::Case,
    lang::{Localized, Words},
    policy::{Arn, Effect, Kind, Polarity, Policy, Spanned, Statement},
    report::{Finding, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "key-in-another-region",
    code: None,
    severity: Severity::Warning,
    title: Localized {
        en: "Key in another region than the bucket",
        ja: "キーとバケットのリージョンが異なる",
    },
    links: pages::SSE_KMS,
    check,
};

/// S3 takes only keys of the bucket's region. A policy may name other keys for other buckets, so
/// one key in the bucket's region keeps it silent.
fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let bucket = &case.input.facts.bucket;
    let Some(region) = bucket.region.as_deref() else { return };
    if bucket.encryption.as_ref().is_some_and(|encryption| !encryption.takes_key()) {
        return;
    }
    let policies: Vec<(usize, &Policy)> =
        case.of_kind(Kind::Identity).map(|(document, _, policy)| (document, policy)).collect();
    let keys = policies.iter().flat_map(|(document, policy)| {
        keys(policy).into_iter().map(|(statement, value, arn)| (*document, statement, value, arn))
    });
    let keys: Vec<_> = keys.collect();
    if keys.iter().any(|(.., arn)| arn.region() == region || arn.region().contains(['*', '$', '<']))
    {
        return;
    }
    let Some((document, statement, value, arn)) = keys.first() else { return };
    let (key, own) = (&value.value, arn.region());
    let message = Words {
        en: format!("The key `{key}` is in `{own}`, and the bucket is in `{region}`."),
        ja: format!("キー `{key}` は `{own}` にありますが、バケットは `{region}` にあります。"),
    };
    let why = Words {
        en: "S3 encrypts only with keys of the bucket's own region, so this is not the key of these objects. Name the key that `aws s3api get-bucket-encryption` prints.".to_owned(),
        ja: "S3 で使えるのはバケットと同じリージョンのキーだけなので、これはオブジェクトのキーではありません。`aws s3api get-bucket-encryption` で表示されるキーを指定してください。".to_owned(),
    };
    let place = case.place(*document, value.span, Some(statement.index));
    findings.push(RULE.finding(place, message, why));
}

/// The keys that Allow statements name for decrypting or encrypting.
fn keys(policy: &Policy) -> Vec<(&Statement, &Spanned<String>, Arn)> {
    let mut keys = Vec::new();
    for statement in policy.statements.iter().filter(|statement| statement.is(Effect::Allow)) {
        let listed = statement.resource.as_ref().filter(|list| list.polarity == Polarity::Listed);
        for value in listed.into_iter().flat_map(|list| &list.values) {
            let arn = Arn::parse(&value.value).filter(|arn| arn.service() == "kms");
            keys.extend(arn.map(|arn| (statement, value, arn)));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_told, import},
    };

    fn check_role(region: Option<&str>, fixture: &str) {
        let mut input = import();
        input.facts.bucket.region = region.map(ToOwned::to_owned);
        check_told("key-in-another-region", input, &[(Kind::Identity, fixture)]);
    }

    #[test]
    fn a_key_elsewhere_is_not_the_bucket_s() {
        check_role(
            Some("us-east-1"),
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:111122223333:key/k"}]}
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ is in `eu-west-1`
"#,
        );
    }

    #[test]
    fn a_key_in_the_region_or_an_unknown_region_is_silent() {
        let text = r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": ["arn:aws:kms:eu-west-1:111122223333:key/k", "arn:aws:kms:us-east-1:111122223333:key/k"]}]}
"#;
        check_role(Some("us-east-1"), text);
        check_role(None, text);
    }
}
