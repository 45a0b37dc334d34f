//! An Allow to list under a prefix that the listing does not ask for.

use super::{Rule, pages};
use crate::{
    alike::{difference, hint_of},
    case::{Case, Failed, Flaw, failed},
    eval::Lookup,
    fix::{add_value, change_operator, fix},
    lang::{Localized, Words},
    latin::{spelt, with_wildcards},
    report::{Finding, Fix, Impact, Severity},
    words::listed,
};

pub(super) static RULE: Rule = Rule {
    id: "condition-prefix-differs",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "Another prefix may be listed", ja: "一覧できるプレフィックスが違う"
    },
    links: pages::S3_KEYS,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let failed = failed(case);
    for failed in failed.iter().filter(|failed| failed.flaw == Flaw::Prefix) {
        let condition = failed.condition;
        let wanted = listed(condition.values.iter().map(|value| value.value.as_str()));
        let sent = sent(failed);
        let is_unknown = is_unknown(failed);
        let message = match sent {
            Some(sent) => {
                let hint = hint(failed, sent);
                Words {
                    en: format!(
                        "This allows to list {}, but the call asks for `{sent}`.{}",
                        wanted.en, hint.en
                    ),
                    ja: format!(
                        "一覧が許可されているのは {} ですが、呼び出しで指定されるのは `{sent}` です。{}",
                        wanted.ja, hint.ja
                    ),
                }
            }
            // By AWS's word.
            None if is_unknown => Words {
                en: format!(
                    "This allows to list {}, but the call asked for another prefix or none.",
                    wanted.en
                ),
                ja: format!(
                    "一覧が許可されているのは {} ですが、呼び出しでは別のプレフィックスが指定されたか、何も指定されていません。",
                    wanted.ja
                ),
            },
            None => Words {
                en: format!("This allows to list {}, but the call names no prefix.", wanted.en),
                ja: format!(
                    "一覧が許可されているのは {} ですが、呼び出しではプレフィックスが指定されません。",
                    wanted.ja
                ),
            },
        };
        let why = Words {
            en: "`s3:prefix` is compared with just what the program sends: a folder with or without its slash, or nothing, as `HeadBucket` does.".to_owned(),
            ja: "`s3:prefix` は、プログラムが送る値そのものと比較されます。フォルダー末尾のスラッシュの有無も区別され、`HeadBucket` のように何も送られない場合もあります。".to_owned(),
        };
        let place = case.place(failed.document, condition.span, Some(failed.statement.index));
        let mut finding = RULE.finding(place, message, why);
        finding.causes_denial = true;
        finding.fixes.extend(admit(case, failed, sent).filter(|_| !is_unknown));
        findings.push(finding);
    }
}

/// Whether nobody told the prefix.
fn is_unknown(failed: &Failed<'_>) -> bool {
    let first = failed.checks.first();
    first.is_some_and(|it| matches!(it.call.context.lookup("s3:prefix"), Lookup::Unknown))
}

/// The prefix that the listing asks for.
fn sent<'a>(failed: &Failed<'a>) -> Option<&'a str> {
    let call = &failed.checks.first()?.call;
    match call.context.lookup("s3:prefix") {
        Lookup::Present(value) => value.texts().first().map(String::as_str),
        _ => None,
    }
}

fn hint(failed: &Failed<'_>, sent: &str) -> Words {
    let folder = |text: &str| text.trim_end_matches('/').to_owned();
    let mut values = failed.condition.values.iter().map(|value| value.value.as_str());
    if values.clone().any(|value| folder(value) == folder(sent)) {
        return Words {
            en: " They differ only in the slash at the end.".to_owned(),
            ja: "違いは末尾のスラッシュだけです。".to_owned(),
        };
    }
    hint_of(values.find_map(|value| difference(value.trim_end_matches('*'), sent)))
}

/// Admits what is sent too.
fn admit(case: &Case<'_>, failed: &Failed<'_>, sent: Option<&str>) -> Option<Fix> {
    let text = case.text(failed.document);
    let condition = failed.condition;
    if condition.operator?.negated {
        return None;
    }
    match sent {
        Some(sent) => {
            let title = Words {
                en: format!("Allow to list `{sent}`"),
                ja: format!("`{sent}` の一覧を許可"),
            };
            let spelt = spelt(case.kind(failed.document), sent);
            let mut edits = match &spelt {
                Some(_) => with_wildcards(text, failed.statement, condition)?,
                None => Vec::new(),
            };
            let value = spelt.as_deref().unwrap_or(sent);
            edits.extend(add_value(text, condition.value_span, &condition.values, value));
            Some(fix(title, Impact::Widens, failed.document, edits))
        }
        None => {
            let (new, edit) = change_operator(text, failed.statement, condition, |name| {
                Some(format!("{name}IfExists"))
            })?;
            let title = Words {
                en: format!("Use `{new}`, which lets calls without a prefix through"),
                ja: format!("プレフィックスのない呼び出しも許可するよう、`{new}` に変更"),
            };
            Some(fix(title, Impact::Widens, failed.document, vec![edit]))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    fn check_condition(condition: &str, message: &str) {
        let line = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}, {{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme", "Condition": {{{condition}}}}}]}}"#
        );
        let member = condition.split_once('{').unwrap().1.trim_end_matches('}');
        let column = line.find(member).unwrap();
        let carets = format!("{}{} {message}", " ".repeat(column), "^".repeat(member.len()));
        let carets = if message.is_empty() { String::new() } else { carets };
        check_import(
            "condition-prefix-differs",
            &[(Kind::Identity, &format!("\n{line}\n{carets}\n"))],
        );
    }

    #[test]
    fn another_prefix_is_shown_with_what_differs() {
        check_condition(r#""StringEquals": {"s3:prefix": "mydata"}"#, "only in the slash");
        check_condition(r#""StringLike": {"s3:prefix": "MyData/*"}"#, "only in letter case");
        check_condition(r#""StringLike": {"s3:prefix": ["", "logs/*"]}"#, "asks for `mydata/`");
    }

    #[test]
    fn a_prefix_that_is_asked_for_is_silent() {
        for condition in [
            r#""StringLike": {"s3:prefix": "mydata/*"}"#,
            r#""StringEquals": {"s3:prefix": ["", "mydata/"]}"#,
            r#""StringLike": {"s3:prefix": ["mydata*", "logs/*"]}"#,
        ] {
            check_condition(condition, "");
        }
    }
}
