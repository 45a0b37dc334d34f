//! An Allow that would grant the call but for one of its conditions.

use super::{Rule, key_condition_not_met, pages};
use crate::{
    ContextValue,
    case::{Case, Flaw, failed},
    eval::{Call, CallerKind, Lookup},
    fix::{add_value, fix},
    lang::{Localized, Words},
    policy::Condition,
    report::{Finding, Fix, Impact, Severity},
    words::listed,
};

pub(super) static RULE: Rule = Rule {
    id: "condition-not-met",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Condition not met", ja: "条件を満たしていない" },
    links: pages::CONDITION,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for failed in failed(case).iter().filter(|failed| failed.flaw == Flaw::Other) {
        let Some(checked) = failed.checks.first() else { continue };
        let condition = failed.condition;
        let key = &condition.key.value;
        let actual = checked.call.context.lookup(key);
        let is_told = matches!(actual, Lookup::Present(_));
        if is_told && checked.is_of_key() && key_condition_not_met::is_key_of_kms(key) {
            continue;
        }
        let message = match actual {
            Lookup::Present(value) => {
                let actual = listed(value.texts().iter().map(String::as_str));
                Words {
                    en: format!(
                        "This Allow applies only under its condition on `{key}`, and the call has {}.",
                        actual.en
                    ),
                    ja: format!(
                        "この許可は `{key}` の条件を満たす場合だけ有効ですが、呼び出しの値は{}です。",
                        actual.ja
                    ),
                }
            }
            // By AWS's word.
            Lookup::Unknown => Words {
                en: format!(
                    "This Allow applies only under its condition on `{key}`, which the call did not meet."
                ),
                ja: format!(
                    "この許可は `{key}` の条件を満たす場合だけ有効ですが、呼び出しは条件を満たしていませんでした。"
                ),
            },
            Lookup::Absent => Words {
                en: format!(
                    "This Allow applies only under its condition on `{key}`, which the call does not have."
                ),
                ja: format!(
                    "この許可は `{key}` の条件を満たす場合だけ有効ですが、呼び出しにこのキーはありません。"
                ),
            },
        };
        let actions = listed(failed.checks.iter().map(|checked| checked.call.action.as_str()));
        let why = Words {
            en: format!(
                "So nothing allows {}. Change the condition, or allow the call in a statement without it.",
                actions.en
            ),
            ja: format!(
                "そのため{}はどこでも許可されません。条件を変更するか、この条件のないステートメントで許可してください。",
                actions.ja
            ),
        };
        let why = header(condition, actual).unwrap_or(why);
        let place = case.place(failed.document, condition.span, Some(failed.statement.index));
        let mut finding = RULE.finding(place, message, why);
        finding.causes_denial = true;
        finding.fixes.extend(admit_source(case, failed.document, condition, &checked.call));
        findings.push(finding);
    }
}

/// What the upload has to send, where the policy asks for a canned ACL. See
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>.
fn header(condition: &Condition, actual: Lookup<'_>) -> Option<Words> {
    let is_it = is_acl(condition) && !matches!(actual, Lookup::Unknown);
    let acl = &condition.values.first().filter(|_| is_it)?.value;
    Some(Words {
        en: format!(
            "Upload with `--acl {acl}`, which sends the header `x-amz-acl`. To set an ACL takes `s3:PutObjectAcl`, too."
        ),
        ja: format!(
            "`--acl {acl}`（ヘッダー `x-amz-acl`）を指定してアップロードしてください。ACL の設定には `s3:PutObjectAcl` の許可も必要です。"
        ),
    })
}

/// Whether it lets in uploads with certain canned ACLs.
pub(crate) fn is_acl(condition: &Condition) -> bool {
    condition.key.value.eq_ignore_ascii_case("s3:x-amz-acl")
        && condition.operator.is_some_and(|operator| !operator.negated)
}

/// What an AWS service calls for joins what it may call for already. See
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>.
fn admit_source(
    case: &Case<'_>,
    document: usize,
    condition: &Condition,
    call: &Call,
) -> Option<Fix> {
    let key = &condition.key.value;
    let is_of_service = match &call.caller.kind {
        CallerKind::Service(_) => key.eq_ignore_ascii_case("aws:SourceArn"),
        // A pod's service account.
        CallerKind::Federated(_) => key.ends_with(":sub"),
        _ => false,
    };
    let is_plain = condition.operator.is_some_and(|operator| !operator.negated);
    let Lookup::Present(ContextValue::Single(source)) = call.context.lookup(key) else {
        return None;
    };
    if !is_of_service || !is_plain || condition.values.is_empty() {
        return None;
    }
    let edits = add_value(case.text(document), condition.value_span, &condition.values, source);
    let title = Words {
        en: format!("Add `{source}` to `{key}`"),
        ja: format!("`{key}` に `{source}` を追加"),
    };
    Some(fix(title, Impact::Widens, document, edits))
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check_import};

    #[test]
    fn the_condition_that_fails_is_blamed() {
        check_import(
            "condition-not-met",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0abc12345"}}}]}
                                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ which the call does not have
"#,
            )],
        );
    }

    #[test]
    fn a_vendor_has_no_mfa_to_assume_a_role_with() {
        check_import(
            "condition-not-met",
            &[(
                Kind::Trust,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]}
                                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the call has `false`
"#,
            )],
        );
    }

    #[test]
    fn a_condition_that_holds_is_silent() {
        check_import(
            "condition-not-met",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}
"#,
            )],
        );
    }
}
