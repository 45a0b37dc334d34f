//! The trust policy asks for an external ID that the vendor does not send.

use super::{Rule, pages};
use crate::{
    alike::{Difference, difference, hint},
    case::Case,
    eval::Match,
    fix::{change_operator, fix, quoted},
    glob::Glob,
    lang::{Localized, Words},
    policy::{Condition, Spanned, Statement},
    profile::{self, ExternalIdUse, Profile},
    report::{Finding, Fix, Impact, Severity},
    words::{capital, sample_hint},
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
        if let Some(evidence) = checked.nearest_trust() {
            let Some(document) = checked.document_of(evidence.policy) else { continue };
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
            en: format!(
                "{} sends no external ID, but this condition asks for one.",
                capital(caller.en)
            ),
            ja: format!("{}は外部 ID を送りませんが、この条件では必要です。", caller.ja),
        };
        let why = Words {
            en: "A condition on a key that the call does not have is not met.".to_owned(),
            ja: "呼び出しにないキーの条件は満たされません。".to_owned(),
        };
        let mut finding = RULE.finding(place, message, why);
        finding.causes_denial = true;
        finding.fixes.extend(only_if_sent(case, document, statement, condition));
        return finding;
    };
    let blamed = blamed(condition, sent);
    let span = blamed.map_or(condition.value_span, |value| value.span);
    let place = case.place(document, span, Some(statement.index));
    let mut finding = RULE.finding(place, message(sent, blamed, case), Words {
        en: format!("{} sends its own external ID when it assumes the role; AWS refuses unless the trust policy names exactly that one.", capital(caller.en)),
        ja: format!("{}はロールを引き受けるときに自身の外部 ID を送ります。信頼ポリシーの値と完全に一致しなければ AWS に拒否されます。", caller.ja),
    });
    finding.causes_denial = true;
    // White space that the user entered by mistake must not get into the policy.
    if let Some(value) = blamed.filter(|_| sent.trim() == sent) {
        // A paste may have told it, too.
        let title = if case.input.refused.is_some() {
            Words { en: format!("Use `{sent}`"), ja: format!("`{sent}` に変更") }
        } else {
            Words {
                en: "Use the external ID you entered".to_owned(),
                ja: "入力した外部 ID に変更".to_owned(),
            }
        };
        let edit = Edit::replace(value.span, quoted(sent));
        finding.fixes.push(fix(title, Impact::Widens, document, vec![edit]));
    }
    finding
}

/// Keeps the condition for whoever does send an external ID.
fn only_if_sent(
    case: &Case<'_>,
    document: usize,
    statement: &Statement,
    condition: &Condition,
) -> Option<Fix> {
    let rename = |name: &str| (!name.ends_with("IfExists")).then(|| format!("{name}IfExists"));
    let (new, edit) = change_operator(case.text(document), statement, condition, rename)?;
    let title = Words {
        en: format!("Use `{new}`, which lets in a call without an external ID"),
        ja: format!("外部 ID のない呼び出しも許可する `{new}` に変更"),
    };
    Some(fix(title, Impact::Widens, document, vec![edit]))
}

/// The one value to replace: the only one, or the one that nearly fits.
fn blamed<'a>(condition: &'a Condition, sent: &str) -> Option<&'a Spanned<String>> {
    let is_positive = condition.operator.is_some_and(|operator| !operator.negated);
    match condition.values.as_slice() {
        [value] if is_positive => Some(value),
        values if is_positive => values.iter().find(|value| near(&value.value, sent).is_some()),
        _ => None,
    }
}

/// What makes a value look like the one that is sent.
fn near(value: &str, sent: &str) -> Option<Words> {
    if value.contains(['*', '?']) && Glob::new(value).matches(sent) {
        return Some(Words {
            en: " Its wildcard is just a character under this operator.".to_owned(),
            ja: "この演算子では、ワイルドカードはただの文字として扱われます。".to_owned(),
        });
    }
    let words = match difference(value, sent)? {
        Difference::WhiteSpace if sent.trim() != sent => Localized {
            en: " The one you entered has white space around it.",
            ja: "入力した値の前後に空白があります。",
        },
        difference => hint(difference),
    };
    Some(words.words())
}

/// `0000`, `xxxx`: what instructions put there until the real one is known.
fn is_stopgap(value: &str) -> bool {
    let mut characters = value.chars();
    let first = characters.next();
    value.len() > 2 && characters.all(|character| Some(character) == first)
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
    let hint = if let Some(near) = near(value, sent) {
        near
    } else if profile::all().iter().chain(case.profile).any(is_sample) {
        sample_hint().words()
    } else if is_stopgap(value) {
        Words {
            en: " It is only a stopgap.".to_owned(), ja: "これは仮の値です。".to_owned()
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
    use crate::{
        policy::Kind,
        rules::testing::{check_import, check_told, import},
    };

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
        check_value(r#""1111""#, "^^^^^^ only a stopgap");
        check_value(r#""ext-*""#, "^^^^^^^ Its wildcard is just a character");
    }

    #[test]
    fn of_several_the_near_one_is_blamed() {
        check_import(
            "external-id-differs",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": ["team-a", "Ext-1"]}}}]}
                                                                                                                                                                                          ^^^^^^^ only in letter case
"#,
            )],
        );
    }

    #[test]
    fn white_space_in_what_was_entered_is_not_the_policy_s() {
        let mut input = import();
        input.facts.trust.external_id = Some("ext-1 ".into());
        check_told(
            "external-id-differs",
            input,
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "ext-1"}}}]}
                                                                                                                                                                               ^^^^^^^ The one you entered has white space
"#,
            )],
        );
    }

    #[test]
    fn the_right_one_among_several_is_silent() {
        check_value(r#"["other", "ext-1"]"#, "");
        check_import(
            "external-id-differs",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"sts:ExternalId": "ext-*"}}}]}
"#,
            )],
        );
    }
}
