//! A Deny statement that applies to the call, or may.

mod exempt;
mod slip;
mod trip;

use super::{Rule, pages, wildcard_under_exact_operator::literal_exemptions};
use crate::{
    case::{Case, Checked},
    eval::{Evidence, Match},
    explain::Decision,
    lang::{Localized, Words},
    policy::{Effect, Kind, Polarity, Statement},
    report::{Finding, Outcome, Place, Severity},
    words::{kind_name, listed},
};
use exempt::fixes;
pub(super) use slip::settle;
use trip::trip;
pub(crate) use trip::{calls_for_mfa, is_of_older_sessions};

pub(super) static RULE: Rule = Rule {
    id: "deny-blocks-access",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "A Deny blocks the call", ja: "Deny による拒否" },
    links: pages::S3_403,
    check,
};

/// A Deny statement and the calls it hits.
struct Hit<'a> {
    document: usize,
    evidence: &'a Evidence,
    checks: Vec<&'a Checked<'a>>,
}

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for hit in hits(case) {
        let Some(statement) = case.statement(hit.document, hit.evidence.statement) else {
            continue;
        };
        if !hit.is_told_of(statement) {
            findings.push(finding(case, &hit, statement));
        }
    }
}

fn hits<'a>(case: &'a Case<'_>) -> Vec<Hit<'a>> {
    let mut hits: Vec<Hit<'a>> = Vec::new();
    for checked in case.checked.iter().filter(|checked| checked.is_required()) {
        for evidence in &checked.decision.evidence {
            let may_hit =
                evidence.matched == Match::Unknown && checked.outcome == Outcome::Undetermined;
            let is_hit = evidence.effect == Some(Effect::Deny)
                && (evidence.matched == Match::Yes || may_hit);
            let Some(document) = checked.document_of(evidence.policy).filter(|_| is_hit) else {
                continue;
            };
            let place = (document, evidence.statement);
            let new = Hit { document, evidence, checks: vec![checked] };
            let key = |hit: &Hit<'_>| (hit.document, hit.evidence.statement);
            match hits.binary_search_by_key(&place, key) {
                Ok(index) => {
                    if let Some(hit) = hits.get_mut(index) {
                        hit.join(new);
                    }
                }
                Err(index) => hits.insert(index, new),
            }
        }
    }
    hits
}

impl Hit<'_> {
    /// Whether all that is wrong is a `*` that spares nobody, which has a rule of its own.
    fn is_told_of(&self, statement: &Statement) -> bool {
        let is_meant_to_spare =
            |checked: &&Checked<'_>| !literal_exemptions(statement, &checked.call).is_empty();
        self.evidence.matched == Match::Yes && self.checks.iter().all(is_meant_to_spare)
    }

    /// A key denies only what is encrypted with it.
    fn is_certain(&self) -> bool {
        let is_supposed = self.checks.iter().all(|checked| checked.is_supposed);
        self.evidence.matched == Match::Yes && !is_supposed
    }

    /// A certain hit says more than a possible one.
    fn join(&mut self, other: Self) {
        if other.evidence.matched > self.evidence.matched {
            *self = other;
        } else if other.evidence.matched == self.evidence.matched {
            self.checks.extend(other.checks);
        }
    }
}

fn finding(case: &Case<'_>, hit: &Hit<'_>, statement: &Statement) -> Finding {
    let is_certain = hit.is_certain();
    let span = statement.effect.as_ref().map_or(statement.span, |effect| effect.span);
    let actions = listed(hit.checks.iter().map(|checked| checked.call.action.as_str()));
    let kind = kind_name(case.kind(hit.document));
    let keys = keys(statement, hit);
    let message = match (is_certain, keys) {
        (true, None) => Words {
            en: format!("This Deny in the {} blocks {}.", kind.en, actions.en),
            ja: format!("{}のこの Deny が {} を拒否しています。", kind.ja, actions.ja),
        },
        (true, Some(keys)) => Words {
            en: format!(
                "This Deny in the {} blocks {}: the call meets its condition on {}.",
                kind.en, actions.en, keys.en
            ),
            ja: format!(
                "{}のこの Deny が {} を拒否しています。呼び出しが {} の条件に当てはまるためです。",
                kind.ja, actions.ja, keys.ja
            ),
        },
        (false, None) => Words {
            en: format!("This Deny in the {} may block {}.", kind.en, actions.en),
            ja: format!("{}のこの Deny が {} を拒否する可能性があります。", kind.ja, actions.ja),
        },
        (false, Some(keys)) => Words {
            en: format!(
                "This Deny in the {} may block {}: it depends on {}.",
                kind.en, actions.en, keys.en
            ),
            ja: format!(
                "{}のこの Deny が {} を拒否する可能性があります。{} によって変わります。",
                kind.ja, actions.ja, keys.ja
            ),
        },
    };
    let related = conditions(case, hit, statement);
    let trips: Vec<&Words> = related.iter().map(|(_, words)| words).collect();
    let sparing = not_principal(statement);
    let is_of_time = is_certain && statement.conditions.iter().any(is_of_older_sessions);
    let asks_for_mfa = statement.conditions.iter().any(|it| calls_for_mfa(case, it));
    let advice = match (is_of_time, asks_for_mfa) {
        (true, _) => None,
        (false, true) => Some(WITH_MFA),
        (false, false) => Some(advice(case.kind(hit.document))),
    };
    let named = named_by_aws(case, hit);
    let reasons = named.iter().chain(trips).chain(&sparing);
    let why = why(reasons, advice.unwrap_or_default());
    let place = case.place(hit.document, span, Some(statement.index));
    let mut finding = RULE.finding(place, message, why);
    finding.causes_denial = is_certain;
    if !is_certain {
        finding.severity = Severity::Warning;
    }
    finding.related = related;
    finding.fixes = fixes(case, hit, statement);
    finding
}

const WITH_MFA: Localized<&str> = Localized {
    en: "Call with MFA and leave the Deny as it is: it protects the data from stolen keys.",
    ja: "漏えいしたアクセスキーからデータを守るための Deny なので、変更せずに MFA を使って呼び出してください。",
};

/// Where AWS's own error says that this kind of policy denies the call.
fn named_by_aws(case: &Case<'_>, hit: &Hit<'_>) -> Option<Words> {
    let kind = case.kind(hit.document);
    let is_named = case.input.refused == Some(Decision::ExplicitDeny)
        && case.input.refused_by == Some(kind)
        && hit.is_certain()
        && hit.checks.iter().any(|checked| checked.is_own);
    let name = kind_name(kind);
    is_named.then(|| Words {
        en: format!("AWS says that the {} denies the call.", name.en),
        ja: format!("AWS のエラーでも、{}による拒否とされています。", name.ja),
    })
}

/// What a Deny is and what to do about this one.
const fn advice(kind: Kind) -> Localized<&'static str> {
    if is_attached_to_caller(kind) {
        Localized {
            en: "A Deny that applies wins over every Allow. Limit its `Action`, `Resource` or `Condition` to what must stay denied.",
            ja: "当てはまる Deny は、どの Allow よりも優先されます。`Action`、`Resource`、`Condition` を、拒否し続けたいものだけに絞ってください。",
        }
    } else {
        Localized {
            en: "A Deny that applies wins over every Allow. Exempt the caller from it instead of deleting it: it protects the data from others.",
            ja: "当てはまる Deny は、どの Allow よりも優先されます。ほかのアクセスからデータを守っているので、削除せずに呼び出し元だけを例外にしてください。",
        }
    }
}

/// What trips it, then what to do.
fn why<'a>(trips: impl Iterator<Item = &'a Words>, advice: Localized<&str>) -> Words {
    let mut why = Words::default();
    for trip in trips {
        why.en.push_str(&trip.en);
        why.en.push(' ');
        why.ja.push_str(&trip.ja);
    }
    why.en = (why.en + advice.en).trim_end().to_owned();
    why.ja += advice.ja;
    why
}

/// Whether nobody else is denied by policies of that kind.
const fn is_attached_to_caller(kind: Kind) -> bool {
    matches!(kind, Kind::Identity | Kind::PermissionsBoundary | Kind::Session)
}

fn not_principal(statement: &Statement) -> Option<Words> {
    let element = statement.principal.as_ref()?;
    (element.polarity == Polarity::AllBut).then(|| Words {
        en: "`NotPrincipal` spares a role only where its account, the role and its session are all listed.".to_owned(),
        ja: "`NotPrincipal` でロールが例外になるのは、アカウント、ロール、セッションがすべて書かれている場合だけです。".to_owned(),
    })
}

/// The keys of the conditions that let it apply; for a possible hit only the open ones.
fn keys(statement: &Statement, hit: &Hit<'_>) -> Option<Localized<String>> {
    let wanted = hit.evidence.matched;
    let conditions = hit.evidence.conditions.iter().filter(|condition| condition.matched == wanted);
    let keys: Vec<&str> = conditions
        .filter_map(|condition| Some(statement.conditions.get(condition.index)?.key.value.as_str()))
        .collect();
    (!keys.is_empty()).then(|| listed(keys))
}

/// What of the call lets each condition apply; for a possible hit only the open ones.
fn conditions(case: &Case<'_>, hit: &Hit<'_>, statement: &Statement) -> Vec<(Place, Words)> {
    let Some(checked) = hit.checks.first() else { return Vec::new() };
    let wanted = hit.evidence.matched;
    let conditions = hit.evidence.conditions.iter().filter(|condition| condition.matched == wanted);
    let tripped = conditions.filter_map(|condition| statement.conditions.get(condition.index));
    let related = tripped.filter_map(|condition| {
        let place = case.place(hit.document, condition.span, Some(statement.index));
        Some((place, trip(case, condition, &checked.call, wanted == Match::Yes)?))
    });
    related.collect()
}

#[cfg(test)]
mod tests {
    use crate::{
        Document, analyze,
        policy::Kind,
        rules::testing::{check_import, import},
    };

    const ROLE: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
"#;

    fn check_bucket(fixture: &str) {
        check_import("deny-blocks-access", &[(Kind::Identity, ROLE), (Kind::Bucket, fixture)]);
    }

    #[test]
    fn a_deny_for_everyone_is_blamed() {
        check_bucket(
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject*", "Resource": "arn:aws:s3:::acme/*"}]}
                                                   ^^^^^^ blocks `s3:GetObject`, `s3:GetObjectVersion`.
"#,
        );
    }

    #[test]
    fn a_deny_outside_a_vpc_endpoint_hits_a_vendor() {
        check_bucket(
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0abc12345"}}}]}
                                                   ^^^^^^ meets its condition on `aws:SourceVpce`
"#,
        );
    }

    #[test]
    fn a_deny_of_all_but_others_is_opened_for_the_role_too() {
        check_bucket(
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/other"}}}]}
                                                   ^^^^^^ meets its condition on `aws:PrincipalArn`
"#,
        );
    }

    #[test]
    fn a_wildcard_that_spares_nobody_is_told_of_by_its_own_rule() {
        check_bucket(
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme", "Condition": {"StringNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}}]}
"#,
        );
    }

    #[test]
    fn a_deny_by_address_may_hit() {
        check_bucket(
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}
                                                   ^^^^^^ depends on `aws:SourceIp`
"#,
        );
    }

    /// What the Deny with `elements` says of why it applies, and its first fix.
    fn why(elements: &str) -> (String, String) {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Deny", {elements}, "Action": "s3:*", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]}}]}}"#
        );
        let mut input = import();
        let documents = [(Kind::Identity, ROLE.to_owned()), (Kind::Bucket, text)];
        for (kind, text) in documents {
            input.documents.push(Document { id: format!("{kind:?}"), kind, text, target: None });
        }
        let report = analyze(&input);
        let mut findings = report.findings.iter();
        let finding = findings.find(|finding| finding.rule.id == "deny-blocks-access").unwrap();
        let fix = finding.fixes.first().map(|fix| fix.title.en.clone());
        (finding.why.en.clone(), fix.unwrap_or_default())
    }

    #[test]
    fn what_trips_a_deny_is_said() {
        for (condition, expected) in [
            (r#"{"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}"#, "none of your VPC endpoints"),
            (r#"{"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}"#, "none of your VPC endpoints"),
            (r#"{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#, "TiDB Cloud calls from"),
            (r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#, "without MFA"),
            (r#"{"Null": {"aws:MultiFactorAuthAge": "true"}}"#, "without MFA"),
            (r#"{"StringNotLike": {"aws:userid": "AROAEXAMPLE:*"}}"#, "the role's unique ID"),
            (r#"{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}"#, "to the organization"),
            (
                r#"{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/Import"}}"#,
                "only in letter case",
            ),
            (
                r#"{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/import/*"}}"#,
                "A session of the role",
            ),
            (r#"{"NumericLessThan": {"s3:TlsVersion": "1.3"}}"#, "has `1.2` as `s3:TlsVersion`"),
        ] {
            let (why, _) = why(&format!(r#""Principal": "*", "Condition": {condition}"#));
            assert!(why.contains(expected), "{condition}: {why}");
        }
        let (why, fix) = why(r#""NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/import"}"#);
        assert!(why.contains("all listed") && fix.starts_with("Exempt"), "{why} {fix}");
    }

    #[test]
    fn a_name_that_nearly_exempts_is_put_right() {
        let near = "arn:aws:iam::111122223333:role/team/import";
        let condition = format!(
            r#""Principal": "*", "Condition": {{"ArnNotLike": {{"aws:PrincipalArn": "{near}"}}}}"#
        );
        assert_eq!(why(&condition).1, "Use `arn:aws:iam::111122223333:role/import`");
    }

    #[test]
    fn harmless_denies_are_silent() {
        for deny in [
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"DateLessThan": {"aws:TokenIssueTime": "2026-01-01T00:00:00Z"}}}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*", "Condition": {"Null": {"s3:x-amz-server-side-encryption": "true"}}}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::acme/*"}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/private/*"}"#,
            r#"{"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:role/other"}, "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*"}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/import"}}}"#,
        ] {
            check_bucket(&format!("\n{{\"Version\": \"2012-10-17\", \"Statement\": [{deny}]}}\n"));
        }
    }
}
