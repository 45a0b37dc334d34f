//! A value of the documentation's sample that nobody replaced.

use super::{Rule, pages};
use crate::{
    case::Case,
    lang::{Localized, Words},
    policy::{Arn, Principal, Statement},
    profile::TrustNeed,
    report::{Finding, Severity},
    template::AWS_SAMPLE_BUCKETS,
};
use undenied_json::Span;

pub(super) static RULE: Rule = Rule {
    id: "sample-value-left",
    code: None,
    severity: Severity::Warning,
    title: Localized { en: "Sample value left in", ja: "サンプル値が残っている" },
    links: pages::RESOURCE,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let trust = case.profile.and_then(|profile| profile.trust.as_ref());
    for (document, _, policy) in case.policies() {
        for statement in &policy.statements {
            for (span, value, meant) in samples(case, statement, trust) {
                let message = Words {
                    en: format!(
                        "`{value}` is a sample of the documentation; put {} here.",
                        meant.en
                    ),
                    ja: format!(
                        "`{value}` はドキュメントのサンプル値です。{}に置き換えてください。",
                        meant.ja
                    ),
                };
                let why = Words {
                    en: "If it is not your own by chance, the statement is about somebody else's resources.".to_owned(),
                    ja: "ご自身の値でなければ、このステートメントは別のリソースを対象にしています。".to_owned(),
                };
                let place = case.place(document, span, Some(statement.index));
                findings.push(RULE.finding(place, message, why));
            }
        }
    }
}

type Sample = (Span, String, Localized<&'static str>);

/// Sample values that nothing the user told confirms; one that contradicts what was told is
/// another rule's subject.
fn samples(case: &Case<'_>, statement: &Statement, trust: Option<&TrustNeed>) -> Vec<Sample> {
    let mut samples = Vec::new();
    let facts = &case.input.facts;
    for value in statement.resource.iter().flat_map(|resource| &resource.values) {
        let Some(arn) = Arn::parse(&value.value) else { continue };
        let vendor = |list: fn(&TrustNeed) -> &'static [&'static str]| trust.map_or(&[][..], list);
        let known = [AWS_SAMPLE_BUCKETS, vendor(|trust| trust.sample_buckets)];
        let sample = arn.bucket().filter(|bucket| known.iter().any(|list| list.contains(bucket)));
        if let Some(bucket) = sample.filter(|bucket| facts.bucket.name.as_deref() != Some(*bucket))
        {
            let meant = Localized { en: "your own bucket", ja: "ご自身のバケット" };
            samples.push((value.span, bucket.to_owned(), meant));
        }
        if vendor(|trust| trust.sample_keys).contains(&value.value.as_str()) {
            let meant = Localized { en: "your own key", ja: "ご自身のキー" };
            samples.push((value.span, value.value.clone(), meant));
        }
    }
    let Some(trust) = trust else { return samples };
    if facts.trust.account_id.is_none() {
        let meant = Localized {
            en: "the account ID shown to you",
            ja: "ご自身の画面に表示されるアカウント ID",
        };
        for entry in statement.principal.iter().flat_map(|principal| &principal.entries) {
            let account = match &entry.value {
                Principal::Account(account) => account,
                _ => continue,
            };
            if trust.sample_accounts.contains(&account.as_str()) {
                samples.push((entry.span, account.clone(), meant));
            }
        }
    }
    if facts.trust.external_id.is_none() {
        let meant = Localized {
            en: "the external ID shown to you",
            ja: "ご自身の画面に表示される外部 ID",
        };
        for value in statement.conditions.iter().flat_map(|condition| &condition.values) {
            if trust.sample_external_ids.contains(&value.value.as_str()) {
                samples.push((value.span, value.value.clone(), meant));
            }
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_told, import},
    };

    const TRUST: &str = r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::380838443567:root"}, "Action": "sts:AssumeRole"}]}
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `380838443567` is a sample
"#;

    #[test]
    fn a_sample_that_nothing_confirms_is_warned_of() {
        let mut input = import();
        input.facts.trust.account_id = None;
        check_told("sample-value-left", input.clone(), &[(Kind::Trust, TRUST)]);
        check_told(
            "sample-value-left",
            input,
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::DOC-EXAMPLE-BUCKET/*"}]}
                                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `DOC-EXAMPLE-BUCKET` is a sample
"#,
            )],
        );
    }

    #[test]
    fn a_sample_that_is_the_user_s_own_value_is_silent() {
        let mut input = import();
        input.facts.trust.account_id = Some("380838443567".into());
        check_told(
            "sample-value-left",
            input.clone(),
            &[(Kind::Trust, TRUST.lines().nth(1).unwrap())],
        );
        input.facts.bucket.name = Some("tidb-cloud-source-data".into());
        check_told(
            "sample-value-left",
            input,
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::tidb-cloud-source-data/*"}]}
"#,
            )],
        );
    }
}
