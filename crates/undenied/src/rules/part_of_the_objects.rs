//! An Allow that covers only some of the objects that the call may be for.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked},
    eval::Match,
    fix::{add_value, fix, quoted},
    glob::{Cover, Glob},
    lang::{Localized, Words},
    policy::{Arn, Effect, ListElement, Polarity, Spanned, Statement},
    report::{Finding, Impact, Outcome, Severity},
    words::{listed, use_instead},
};
use undenied_json::{Edit, has};

pub(super) static RULE: Rule = Rule {
    id: "part-of-the-objects",
    code: None,
    severity: Severity::Warning,
    title: Localized {
        en: "Only a part of the objects is allowed",
        ja: "一部のオブジェクトだけの許可",
    },
    links: pages::RESOURCE,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut seen = Vec::new();
    for checked in case.checked.iter().filter(|checked| is_open(checked)) {
        for evidence in &checked.decision.evidence {
            let may_allow = evidence.effect == Some(Effect::Allow)
                && evidence.principal.and(evidence.action) == Match::Yes
                && evidence.resource == Match::Unknown
                && evidence.matched == Match::Unknown;
            let Some(document) = checked.document_of(evidence.policy).filter(|_| may_allow) else {
                continue;
            };
            let Some(statement) = case.statement(document, evidence.statement) else { continue };
            let Some(list) = statement.resource.as_ref() else { continue };
            let parts = parts(list, &checked.call.resource);
            let place = (document, statement.index);
            if !parts.is_empty() && !seen.contains(&place) {
                seen.push(place);
                findings.push(finding(case, document, statement, list, &parts, checked));
            }
        }
    }
}

/// Whether it depends on the object, of which the call does not say more.
fn is_open(checked: &Checked) -> bool {
    checked.is_required()
        && checked.outcome == Outcome::Undetermined
        && checked.missing.iter().any(|missing| missing.key == "resource")
        && Arn::parse(&checked.call.resource).is_some_and(|arn| arn.object_key().is_some())
}

fn parts<'a>(list: &'a ListElement, wanted: &str) -> Vec<&'a Spanned<String>> {
    let wanted = Glob::new(wanted);
    let values = list.values.iter().filter(|_| list.polarity == Polarity::Listed);
    values.filter(|value| Glob::new(&value.value).cover(&wanted) == Cover::Part).collect()
}

fn finding(
    case: &Case<'_>,
    document: usize,
    statement: &Statement,
    list: &ListElement,
    parts: &[&Spanned<String>],
    checked: &Checked,
) -> Finding {
    let wanted = checked.call.resource.as_str();
    let names = listed(parts.iter().map(|part| part.value.as_str()));
    let hint = parts.iter().find_map(|part| hint(&part.value)).unwrap_or_default();
    let message = Words {
        en: format!("Of `{wanted}` this covers only {}.{}", names.en, hint.en),
        ja: format!(
            "`{wanted}` のうち、ここで対象になっているのは {} だけです。{}",
            names.ja, hint.ja
        ),
    };
    let span = parts.iter().map(|part| part.span).reduce(undenied_json::Span::to);
    let place = case.place(document, span.unwrap_or(list.value_span), Some(statement.index));
    let mut finding = RULE.finding(place, message, WHY.words());
    let fix = match list.values.as_slice() {
        [only] => {
            let edits = vec![Edit::replace(only.span, quoted(wanted))];
            fix(use_instead(wanted), Impact::Widens, document, edits)
        }
        values => {
            let title =
                Words { en: format!("Add `{wanted}`"), ja: format!("`{wanted}` を追加") };
            let edits = add_value(case.text(document), list.value_span, values, wanted);
            fix(title, Impact::Widens, document, edits)
        }
    };
    finding.fixes.push(fix);
    finding
}

const WHY: Localized<&str> = Localized {
    en: "Objects beside it stay denied. Where all of the data is in there, say so as the folder; else allow the rest, too.",
    ja: "それ以外のオブジェクトは拒否されます。データがすべてこの中にある場合はそのフォルダーを指定し、そうでない場合は残りも許可してください。",
};

fn hint(value: &str) -> Option<Localized<&'static str>> {
    if !value.contains(['*', '?']) {
        return Some(Localized {
            en: " It is one object's name.",
            ja: "これは 1 つのオブジェクトの名前です。",
        });
    }
    has(value, "//")
        .then_some(Localized {
            en: " It has a slash too many.", ja: "スラッシュが余分です。"
        })
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_told, import},
    };

    fn check_value(prefix: &str, value: &str, message: &str) {
        let mut input = import();
        input.facts.bucket.prefix = Some(prefix.to_owned());
        let value = format!("\"arn:aws:s3:::acme{value}\"");
        let line = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:Get*", "Resource": [{value}]}}]}}"#
        );
        let column = line.find(&value).unwrap();
        let carets = match message {
            "" => String::new(),
            message => format!("{}{} {message}\n", " ".repeat(column), "^".repeat(value.len())),
        };
        check_told(
            "part-of-the-objects",
            input,
            &[(Kind::Identity, &format!("\n{line}\n{carets}"))],
        );
    }

    #[test]
    fn what_is_covered_and_what_is_wanted_are_told() {
        check_value("mydata/", "/mydata//*", "It has a slash too many.");
        check_value("", "/mydata", "It is one object's name.");
        check_value("", "/mydata/*", "Of `arn:aws:s3:::acme/*` this covers only");
    }

    #[test]
    fn what_covers_all_or_nothing_is_silent() {
        check_value("mydata/", "/mydata/*", "");
        check_value("mydata/", "/*", "");
        check_value("mydata/", "/other/*", "");
        check_value("mydata/", "/mydata", "");
    }
}
