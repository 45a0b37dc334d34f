//! A bucket policy that lets in CloudFront for whoever's distribution.

use super::{Rule, pages};
use crate::{
    case::Case,
    lang::Localized,
    policy::{Effect, Kind, Polarity, Principal, Statement},
    report::{Finding, Severity},
};

pub(super) static RULE: Rule = Rule {
    id: "cloudfront-without-source",
    code: None,
    severity: Severity::Security,
    title: Localized {
        en: "CloudFront of any account",
        ja: "すべてのアカウントの CloudFront を許可",
    },
    links: pages::CLOUDFRONT,
    check,
};

/// Keys by which a statement names the distribution, its account or its organization.
const SOURCES: [&str; 3] = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID"];

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.of_kind(Kind::Bucket) {
        for statement in policy.statements.iter().filter(|it| it.is(Effect::Allow)) {
            let Some(span) = cloudfront(statement).filter(|_| !names_source(statement)) else {
                continue;
            };
            let place = case.place(document, span, Some(statement.index));
            findings.push(RULE.finding(place, MESSAGE.words(), WHY.words()));
        }
    }
}

const MESSAGE: Localized<&str> = Localized {
    en: "This statement lets in CloudFront on behalf of any account: it has no condition on `aws:SourceArn`.",
    ja: "`aws:SourceArn` の条件がないため、どのアカウントの CloudFront からでもアクセスできます。",
};

const WHY: Localized<&str> = Localized {
    en: "The service `cloudfront.amazonaws.com` calls for everybody's distributions. Add `StringEquals` on `aws:SourceArn` with your distribution's ARN.",
    ja: "`cloudfront.amazonaws.com` は、あらゆる利用者のディストリビューションのために呼び出します。`aws:SourceArn` がお使いのディストリビューションの ARN に等しいという `StringEquals` の条件を追加してください。",
};

fn cloudfront(statement: &Statement) -> Option<undenied_json::Span> {
    let element = statement.principal.as_ref().filter(|it| it.polarity == Polarity::Listed)?;
    let is_cloudfront = |principal: &Principal| match principal {
        Principal::Service(name) => name.eq_ignore_ascii_case("cloudfront.amazonaws.com"),
        _ => false,
    };
    element.entries.iter().find(|entry| is_cloudfront(&entry.value)).map(|entry| entry.span)
}

fn names_source(statement: &Statement) -> bool {
    let mut keys = statement.conditions.iter().map(|condition| condition.key.value.as_str());
    statement.has_gap
        || keys.any(|key| SOURCES.iter().any(|source| source.eq_ignore_ascii_case(key)))
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    const ID: &str = "cloudfront-without-source";

    #[test]
    fn cloudfront_without_its_distribution_is_anybody_s() {
        check(
            ID,
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*"}]}
                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ on behalf of any account
"#,
        );
    }

    #[test]
    fn one_s_own_distribution_an_identity_and_other_services_are_silent() {
        for statement in [
            r#"{"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*", "Condition": {"StringEquals": {"AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE"}}}"#,
            r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*"}"#,
            r#"{"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme/*"}"#,
            r#"{"Effect": "Deny", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/*"}"#,
        ] {
            check(
                ID,
                Kind::Bucket,
                &format!("\n{{\"Version\": \"2012-10-17\", \"Statement\": [{statement}]}}\n"),
            );
        }
    }
}
