//! A Deny statement that applies to the call, or may.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked},
    eval::{Evidence, Match},
    fix::{add_member, add_value, fix, quoted},
    lang::{Localized, Words},
    policy::{Arn, Comparison, Condition, Effect, Kind, Statement},
    report::{Finding, Fix, Impact, Outcome, Severity},
    words::{kind_name, listed},
};
use undenied_json::Span;

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
        findings.push(finding(case, &hit, statement));
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
    let is_certain = hit.evidence.matched == Match::Yes;
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
    let why = Words {
        en: "A Deny that applies wins over every Allow. Exempt the caller from it instead of deleting it: it protects the data from others.".to_owned(),
        ja: "当てはまる Deny は、どの Allow よりも優先されます。ほかのアクセスからデータを守っているので、削除せずに呼び出し元だけを例外にしてください。".to_owned(),
    };
    let place = case.place(hit.document, span, Some(statement.index));
    let mut finding = RULE.finding(place, message, why);
    finding.causes_denial = is_certain;
    if !is_certain {
        finding.severity = Severity::Warning;
    }
    finding.related = conditions(case, hit, statement);
    finding.fixes.extend(exempt(case, hit, statement));
    finding
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

fn conditions(
    case: &Case<'_>,
    hit: &Hit<'_>,
    statement: &Statement,
) -> Vec<(crate::report::Place, Words)> {
    let place = |span: Span| case.place(hit.document, span, Some(statement.index));
    let related = statement.conditions.iter().map(|condition| {
        let words = Words { en: "The condition.".to_owned(), ja: "条件".to_owned() };
        (place(condition.span), words)
    });
    related.collect()
}

/// Leaves the role out of the Deny. Only in a bucket policy, where others must stay denied. Where
/// the Deny exempts principals already, the role joins them.
fn exempt(case: &Case<'_>, hit: &Hit<'_>, statement: &Statement) -> Option<Fix> {
    if case.kind(hit.document) != Kind::Bucket {
        return None;
    }
    let role = hit.checks.first()?.call.caller.arn.as_ref()?;
    let text = case.text(hit.document);
    let mut exempted =
        statement.conditions.iter().filter(|condition| exempts_principals(condition));
    let edits = match (exempted.next(), condition_object(text, statement)) {
        (Some(list), _) => add_value(text, list.value_span, &list.values, role.as_str()),
        (None, _) if has_operator(statement) => return None,
        (None, Some(object)) => add_member(text, object, &not_equals(role)),
        (None, None) => {
            let condition = format!("\"Condition\": {{ {} }}", not_equals(role));
            add_member(text, statement.span, &condition)
        }
    };
    let title =
        Words { en: format!("Exempt `{role}`"), ja: format!("`{role}` を例外にする") };
    Some(fix(title, Impact::Widens, hit.document, edits))
}

fn not_equals(role: &Arn) -> String {
    format!("\"ArnNotEquals\": {{ \"aws:PrincipalArn\": {} }}", quoted(role.as_str()))
}

/// A condition that lets the Deny apply to all but the listed principals.
fn exempts_principals(condition: &Condition) -> bool {
    let is_text = |comparison| {
        matches!(comparison, Comparison::Arn | Comparison::StringEquals | Comparison::StringLike)
    };
    condition.key.value.eq_ignore_ascii_case("aws:PrincipalArn")
        && condition.operator.is_some_and(|operator| {
            operator.negated && operator.qualifier.is_none() && is_text(operator.comparison)
        })
}

/// Whether `ArnNotEquals` stands there already, for another key: a second one would be a duplicate.
fn has_operator(statement: &Statement) -> bool {
    statement.conditions.iter().any(|condition| {
        condition
            .operator
            .is_some_and(|operator| operator.negated && operator.comparison == Comparison::Arn)
    })
}

/// The `Condition` value: the object that the first operator stands in.
fn condition_object(text: &str, statement: &Statement) -> Option<Span> {
    let first = statement.conditions.first()?;
    let before = text.get(..first.operator_span.start)?;
    let start = before.rfind('{')?;
    let last = statement.conditions.last()?;
    let mut depth = 0_usize;
    // Behind the last condition come the closing braces of its operator and of the whole.
    for (offset, character) in text.get(last.span.end..statement.span.end)?.char_indices() {
        if character == '}' {
            depth += 1;
            if depth == 2 {
                return Some(Span::new(start, last.span.end + offset + 1));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

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
    fn a_deny_by_address_may_hit() {
        check_bucket(
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}
                                                   ^^^^^^ depends on `aws:SourceIp`
"#,
        );
    }

    #[test]
    fn harmless_denies_are_silent() {
        for deny in [
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::acme/*"}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/private/*"}"#,
            r#"{"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:role/other"}, "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*"}"#,
            r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/import"}}}"#,
        ] {
            check_bucket(&format!("\n{{\"Version\": \"2012-10-17\", \"Statement\": [{deny}]}}\n"));
        }
    }
}
