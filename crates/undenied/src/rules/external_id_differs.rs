//! The trust policy asks for an external ID that the vendor does not send.

use super::{Rule, pages};
use crate::{
    case::Case,
    eval::Match,
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::{Condition, Effect, Kind, Spanned, Statement},
    profile::{self, ExternalIdUse, Profile},
    report::{Finding, Impact, Severity},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "external-id-differs",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "The external ID differs", ja: "外部 ID が一致しない" },
    links: pages::EXTERNAL_ID,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let sent = case.input.facts.trust.external_id.as_deref();
    let trust = case.profile.and_then(|profile| profile.trust.as_ref());
    let sends_none = trust.is_some_and(|trust| trust.external_id.usage == ExternalIdUse::Nothing);
    if sent.is_none() && !sends_none {
        return;
    }
    for checked in case.refused_by_trust() {
        for evidence in &checked.decision.evidence {
            let is_near = evidence.effect == Some(Effect::Allow)
                && evidence.action == Match::Yes
                && evidence.kind == Kind::Trust;
            let Some(document) = checked.document_of(evidence.policy).filter(|_| is_near) else {
                continue;
            };
            let Some(statement) = case.statement(document, evidence.statement) else { continue };
            for failed in
                evidence.conditions.iter().filter(|condition| condition.matched == Match::No)
            {
                let Some(condition) = statement.conditions.get(failed.index) else { continue };
                if condition.key.value.eq_ignore_ascii_case("sts:ExternalId") {
                    findings.push(finding(case, document, statement, condition, sent));
                }
            }
        }
    }
}

fn finding(
    case: &Case<'_>,
    document: usize,
    statement: &Statement,
    condition: &Condition,
    sent: Option<&str>,
) -> Finding {
    let caller = case.caller_name();
    let Some(sent) = sent else {
        let place = case.place(document, condition.span, Some(statement.index));
        let message = Words {
            en: format!("{} sends no external ID, but this condition asks for one.", caller.en),
            ja: format!("{}は外部 ID を送りませんが、この条件では必要です。", caller.ja),
        };
        let why = Words {
            en: "A condition on a key that the call does not have is not met. Take it out."
                .to_owned(),
            ja: "呼び出しにないキーの条件は満たされません。この条件を削除してください。".to_owned(),
        };
        let mut finding = RULE.finding(place, message, why);
        finding.causes_denial = true;
        return finding;
    };
    let blamed = blamed(condition);
    let span = blamed.map_or(condition.value_span, |value| value.span);
    let place = case.place(document, span, Some(statement.index));
    let mut finding = RULE.finding(place, message(sent, blamed, case), Words {
        en: format!("{} sends its own external ID when it assumes the role; AWS refuses unless the trust policy names exactly that one.", caller.en),
        ja: format!("{}はロールを引き受けるときに自身の外部 ID を送ります。信頼ポリシーの値と完全に一致しなければ AWS に拒否されます。", caller.ja),
    });
    finding.causes_denial = true;
    if let Some(value) = blamed {
        let title = Words {
            en: "Use the external ID you entered".to_owned(),
            ja: "入力した外部 ID に変更".to_owned(),
        };
        let edit = Edit::replace(value.span, quoted(sent));
        finding.fixes.push(fix(title, Impact::Widens, document, vec![edit]));
    }
    finding
}

/// The one value to replace; of several, none is the wrong one for certain.
fn blamed(condition: &Condition) -> Option<&Spanned<String>> {
    let negated = condition.operator.is_some_and(|operator| operator.negated);
    match condition.values.as_slice() {
        [value] if !negated => Some(value),
        _ => None,
    }
}

fn message(sent: &str, blamed: Option<&Spanned<String>>, case: &Case<'_>) -> Words {
    let caller = case.caller_name();
    let Some(value) = blamed.map(|value| value.value.as_str()) else {
        return Words {
            en: format!(
                "The external ID of {} is `{sent}`, which this condition does not accept.",
                caller.en
            ),
            ja: format!("{}の外部 ID は `{sent}` ですが、この条件では許可されません。", caller.ja),
        };
    };
    let is_sample = |profile: &Profile| profile.samples.external_ids.iter().any(|it| it == value);
    let hint = if value.trim() == sent {
        Words {
            en: " They differ only in white space.".to_owned(),
            ja: "違いは前後の空白だけです。".to_owned(),
        }
    } else if value.eq_ignore_ascii_case(sent) {
        Words {
            en: " They differ only in letter case, which counts.".to_owned(),
            ja: "違いは大文字と小文字だけですが、区別されます。".to_owned(),
        }
    } else if profile::all().iter().chain(case.profile).any(is_sample) {
        Words {
            en: " It is the sample of the documentation.".to_owned(),
            ja: "これはドキュメントのサンプル値です。".to_owned(),
        }
    } else {
        Words::default()
    };
    Words {
        en: format!(
            "The trust policy expects the external ID `{value}`, but {} sends `{sent}`.{}",
            caller.en, hint.en
        ),
        ja: format!(
            "信頼ポリシーの外部 ID は `{value}` ですが、{}が送る値は `{sent}` です。{}",
            caller.ja, hint.ja
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    fn check_value(value: &str, carets: &str) {
        let line = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "999988887777"}}, "Action": "sts:AssumeRole", "Condition": {{"StringEquals": {{"sts:ExternalId": {value}}}}}}}]}}"#
        );
        let column = line.find(value).unwrap();
        let fixture = format!("\n{line}\n{}{carets}\n", " ".repeat(column));
        check_import("external-id-differs", &[(Kind::Trust, &fixture)]);
    }

    #[test]
    fn another_id_is_blamed_at_its_value() {
        check_value(r#""ext-2""#, "^^^^^^^ expects the external ID `ext-2`");
        check_value(r#"" ext-1""#, "^^^^^^^^ only in white space");
        check_value(r#""EXT-1""#, "^^^^^^^ only in letter case");
        check_value(r#"["a", "b"]"#, "^^^^^^^^^^ does not accept");
    }

    #[test]
    fn the_right_one_among_several_is_silent() {
        check_value(r#"["other", "ext-1"]"#, "");
    }
}
