//! A value of the documentation's sample that nobody replaced.

use super::{Rule, pages};
use crate::{
    case::Case,
    lang::{Localized, Words},
    policy::{Arn, Principal, Statement},
    profile::{self, Samples},
    report::{Finding, Severity},
    template::AWS_SAMPLE_BUCKETS,
};
use undenied_json::{Span, has};

pub(super) static RULE: Rule = Rule {
    id: "sample-value-left",
    code: None,
    severity: Severity::Warning,
    title: Localized { en: "Sample value left in", ja: "サンプル値が残っている" },
    links: pages::RESOURCE,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.policies() {
        for statement in &policy.statements {
            let mut samples = Vec::new();
            of_resource(case, statement, &mut samples);
            of_trust(case, statement, &mut samples);
            for (span, value, meant) in samples {
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

const BUCKET: Localized<&str> = Localized { en: "your own bucket", ja: "ご自身のバケット" };

/// Sample values that nothing the user told confirms; one that contradicts what was told is
/// another rule's subject. People mix pages, so every vendor's samples count.
fn of_resource(case: &Case<'_>, statement: &Statement, found: &mut Vec<Sample>) {
    let own = case.input.facts.bucket.name.as_deref();
    for value in statement.resource.iter().flat_map(|resource| &resource.values) {
        let text = value.value.as_str();
        let arn = Arn::parse(text);
        let bucket = arn.as_ref().and_then(Arn::bucket).filter(|bucket| own != Some(*bucket));
        if let Some(bucket) = bucket {
            let is_sample = AWS_SAMPLE_BUCKETS.contains(&bucket)
                || is_sample(case, bucket, &|samples| &samples.buckets);
            if is_sample {
                found.push((value.span, bucket.to_owned(), BUCKET));
            }
        }
        if is_sample(case, text, &|samples| &samples.keys) {
            let meant = Localized { en: "your own key", ja: "ご自身のキー" };
            found.push((value.span, text.to_owned(), meant));
        }
        let mut left = samples(case).flat_map(|samples| &samples.placeholders);
        let left = left.find(|left| has(text, left));
        // What looks like a placeholder is another rule's subject.
        if let Some(left) = left.filter(|_| case.placeholder(text).is_none()) {
            found.push((value.span, left.clone(), BUCKET));
        }
    }
}

fn of_trust(case: &Case<'_>, statement: &Statement, found: &mut Vec<Sample>) {
    let trust = &case.input.facts.trust;
    if trust.account_id.is_none() && trust.principal.is_none() {
        let meant = Localized {
            en: "the account ID shown to you",
            ja: "ご自身の画面に表示されるアカウント ID",
        };
        for entry in statement.principal.iter().flat_map(|principal| &principal.entries) {
            let account = match &entry.value {
                Principal::Account(account) => account.as_str(),
                Principal::Arn(arn) => arn.account(),
                _ => continue,
            };
            if is_sample(case, account, &|samples| &samples.accounts) {
                found.push((entry.span, account.to_owned(), meant));
            }
        }
    }
    if trust.external_id.is_some() || trust.subject.is_some() {
        return;
    }
    let meant = Localized {
        en: "the external ID shown to you",
        ja: "ご自身の画面に表示される外部 ID",
    };
    for condition in &statement.conditions {
        let key = condition.key.value.to_ascii_lowercase();
        if key != "sts:externalid" && !key.ends_with(":sub") {
            continue;
        }
        for value in &condition.values {
            if is_sample(case, &value.value, &|samples| &samples.external_ids) {
                found.push((value.span, value.value.clone(), meant));
            }
        }
    }
}

/// The samples of every vendor, and of a profile given in place.
fn samples<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Samples> {
    profile::all().iter().chain(case.profile).map(|profile| &profile.samples)
}

fn is_sample(case: &Case<'_>, value: &str, of: &dyn Fn(&Samples) -> &Vec<String>) -> bool {
    samples(case).any(|samples| of(samples).iter().any(|sample| sample == value))
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
    fn any_vendor_s_sample_is_known_whatever_the_profile() {
        let mut input = import();
        input.facts.trust = crate::TrustFacts::default();
        check_told(
            "sample-value-left",
            input,
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::012345678901:user/x"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "0000", "sts:RoleSessionName": "0000"}}}]}
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `012345678901` is a sample
                                                                                                                                                                                                   ^^^^^^ `0000` is a sample
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
