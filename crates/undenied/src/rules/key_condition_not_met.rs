//! An Allow for the KMS key that a condition on how S3 uses the key holds back.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked},
    eval::{Lookup, Match},
    fix::{add_value, change_operator, fix},
    lang::{Localized, Words},
    policy::{Comparison, Condition, Effect, Statement},
    report::{Finding, Fix, Impact, Severity},
    words::listed,
};

pub(super) static RULE: Rule = Rule {
    id: "key-condition-not-met",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "Condition on the KMS key not met",
        ja: "KMS キーの条件を満たしていない",
    },
    links: pages::SSE_KMS,
    check,
};

const ENCRYPTION_CONTEXT: &str = "kms:EncryptionContext:aws:s3:arn";
const VIA_SERVICE: &str = "kms:ViaService";
const CALLER_ACCOUNT: &str = "kms:CallerAccount";

/// Whether this rule tells of conditions on `key`.
pub(super) fn is_key_of_kms(key: &str) -> bool {
    [ENCRYPTION_CONTEXT, VIA_SERVICE, CALLER_ACCOUNT]
        .iter()
        .any(|own| own.eq_ignore_ascii_case(key))
}

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut seen = Vec::new();
    for checked in case.denied().filter(|checked| checked.is_of_key()) {
        for (document, statement, condition) in failed(case, checked) {
            if !seen.contains(&(document, condition.span)) {
                seen.push((document, condition.span));
                findings.extend(finding(case, checked, document, statement, condition));
            }
        }
    }
}

/// The conditions that keep an Allow from applying, each with its document and statement.
fn failed<'a>(case: &'a Case<'_>, checked: &Checked) -> Vec<(usize, &'a Statement, &'a Condition)> {
    let mut found = Vec::new();
    for evidence in &checked.decision.evidence {
        let is_near = evidence.effect == Some(Effect::Allow)
            && evidence.principal.and(evidence.action).and(evidence.resource) == Match::Yes
            && checked.decision.blocked_by.contains(&evidence.kind);
        let Some(document) = checked.document_of(evidence.policy).filter(|_| is_near) else {
            continue;
        };
        let Some(statement) = case.statement(document, evidence.statement) else { continue };
        let failed = evidence.conditions.iter().filter(|it| it.matched == Match::No);
        let conditions = failed.filter_map(|failed| statement.conditions.get(failed.index));
        let own = conditions.filter(|condition| is_key_of_kms(&condition.key.value));
        found.extend(own.map(|condition| (document, statement, condition)));
    }
    found
}

fn finding(
    case: &Case<'_>,
    checked: &Checked,
    document: usize,
    statement: &Statement,
    condition: &Condition,
) -> Option<Finding> {
    let key = condition.key.value.as_str();
    let Lookup::Present(actual) = checked.call.context.lookup(key) else { return None };
    let actual = actual.texts().first()?.as_str();
    let wanted = listed(condition.values.iter().map(|value| value.value.as_str()));
    let (en, ja) = cause(key, actual);
    let message = Words {
        en: format!("{en}, and this condition asks for {}.", wanted.en),
        ja: format!("{ja}、この条件は{}を求めています。", wanted.ja),
    };
    let action = &checked.call.action;
    let why = Words {
        en: format!(
            "So the statement does not allow `{action}`, and S3 cannot use the key for the caller."
        ),
        ja: format!(
            "このステートメントでは `{action}` が許可されず、S3 は呼び出し元のためにキーを使えません。"
        ),
    };
    let place = case.place(document, condition.span, Some(statement.index));
    let mut finding = RULE.finding(place, message, why);
    finding.causes_denial = true;
    finding.fixes.extend(accept(case, document, statement, condition, actual));
    Some(finding)
}

fn cause(key: &str, actual: &str) -> (String, String) {
    if key.eq_ignore_ascii_case(VIA_SERVICE) {
        return (
            format!("S3 calls AWS KMS as `{actual}`"),
            format!("S3 は `{actual}` として AWS KMS を呼び出しますが"),
        );
    }
    if key.eq_ignore_ascii_case(CALLER_ACCOUNT) {
        return (
            format!("The caller belongs to account `{actual}`"),
            format!("呼び出し元のアカウントは `{actual}` ですが"),
        );
    }
    if actual.contains('/') {
        (
            format!(
                "Without an S3 Bucket Key the encryption context is the object's ARN `{actual}`"
            ),
            format!(
                "S3 バケットキーが無効な場合、暗号化コンテキストはオブジェクトの ARN `{actual}` になりますが"
            ),
        )
    } else {
        (
            format!("With an S3 Bucket Key the encryption context is the bucket's ARN `{actual}`"),
            format!(
                "S3 バケットキーが有効な場合、暗号化コンテキストはバケットの ARN `{actual}` になりますが"
            ),
        )
    }
}

/// Lets the condition take what S3 sends, where it is a list of values to match.
fn accept(
    case: &Case<'_>,
    document: usize,
    statement: &Statement,
    condition: &Condition,
    actual: &str,
) -> Option<Fix> {
    let operator = condition.operator.filter(|operator| !operator.negated)?;
    let text = case.text(document);
    let mut edits = add_value(text, condition.value_span, &condition.values, actual);
    match operator.comparison {
        Comparison::StringLike | Comparison::Arn => {}
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase if !actual.contains('*') => {}
        // Under it the `*` for the objects would be a character.
        Comparison::StringEquals => {
            let rename =
                |name: &str| Some(undenied_json::replaced(name, "StringEquals", "StringLike"));
            edits.push(change_operator(text, statement, condition, rename)?.1);
        }
        _ => return None,
    }
    let key = &condition.key.value;
    let title = Words {
        en: format!("Let `{key}` be `{actual}` as well"),
        ja: format!("`{key}` に `{actual}` を追加"),
    };
    Some(fix(title, Impact::Widens, document, edits))
}

#[cfg(test)]
mod tests {
    use crate::{
        Input,
        policy::Kind,
        rules::testing::{check_told, encrypted},
    };

    fn check_role(input: Input, condition: &str) {
        check_told(
            "key-condition-not-met",
            input,
            &[
                (
                    Kind::Identity,
                    &format!(
                        "\n{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}},\n{{\"Effect\": \"Allow\", \"Action\": \"kms:Decrypt\", \"Resource\": \"*\", \"Condition\": {{\n{condition}\n}}}}]}}\n"
                    ),
                ),
                (
                    Kind::Key,
                    r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}}
"#,
                ),
            ],
        );
    }

    fn with_bucket_key() -> Input {
        let mut input = encrypted("111122223333");
        input.facts.bucket.encryption.as_mut().unwrap().bucket_key_enabled = Some(true);
        input
    }

    #[test]
    fn with_a_bucket_key_the_context_is_the_bucket() {
        check_role(
            with_bucket_key(),
            r#"
"StringLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::acme/*"}
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bucket's ARN `arn:aws:s3:::acme`
"#
            .trim(),
        );
    }

    #[test]
    fn without_one_it_is_the_object() {
        check_role(
            encrypted("111122223333"),
            r#"
"StringEquals": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::acme"}
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object's ARN `arn:aws:s3:::acme/mydata/*`
"#
            .trim(),
        );
    }

    #[test]
    fn a_wildcard_for_the_objects_takes_the_operator_for_it() {
        let mut input = encrypted("111122223333");
        let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::acme"}}}]}"#;
        let key = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}}"#;
        for (kind, text) in [(Kind::Identity, text), (Kind::Key, key)] {
            let (id, text) = (format!("{kind:?}"), text.to_owned());
            input.documents.push(crate::Document { id, kind, text, target: None });
        }
        let fixed = crate::remedy(&input);
        assert!(fixed.documents[0].text.contains(r#""StringLike": {"kms:Enc"#));
        assert!(!fixed.report.findings.iter().any(|finding| finding.causes_denial));
    }

    #[test]
    fn s3_of_another_region_is_not_this_one() {
        check_role(
            encrypted("111122223333"),
            r#"
"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `s3.ap-northeast-1.amazonaws.com`
"#
            .trim(),
        );
    }

    #[test]
    fn another_account_is_not_the_caller_s() {
        check_role(
            encrypted("111122223333"),
            r#"
"StringEquals": {"kms:CallerAccount": "444455556666"}
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ account `111122223333`
"#
            .trim(),
        );
    }

    #[test]
    fn conditions_that_hold_are_silent() {
        for condition in [
            r#""StringLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::acme/*"}"#,
            r#""StringEquals": {"kms:ViaService": "s3.ap-northeast-1.amazonaws.com", "kms:CallerAccount": "111122223333"}"#,
        ] {
            check_role(encrypted("111122223333"), condition);
        }
        check_role(
            with_bucket_key(),
            r#""StringLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::acme*"}"#,
        );
    }
}
