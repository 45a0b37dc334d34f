//! The key policy of the KMS key neither names the caller nor leaves it to the account's IAM
//! policies.

use super::{Rule, pages};
use crate::{
    case::{Case, Checked},
    eval::Match,
    fix::{NewStatement, add_statements, fix, free_sid},
    lang::{Localized, Words},
    policy::{Kind, Policy},
    report::{Finding, Fix, Impact, Outcome, Severity},
    words::listed,
};
use undenied_json::Span;

pub(super) static RULE: Rule = Rule {
    id: "key-policy-without-caller",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "The key policy does not let the caller in",
        ja: "キーポリシーで許可されていない",
    },
    links: pages::KEY_POLICY,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.of_kind(Kind::Key) {
        let of_document = |checked: &&Checked| checked.documents.contains(&document);
        let asked = case.checked.iter().filter(|checked| checked.is_required());
        let asked = asked.filter(|checked| checked.is_denied() || checked.is_supposed);
        let unallowed: Vec<&Checked> =
            asked.filter(of_document).filter(|checked| is_unallowed(checked)).collect();
        if let Some(first) = unallowed.first().copied() {
            findings.push(finding(case, first, &actions(&unallowed), document, policy));
        }
    }
}

/// Nothing in the key policy allows it, and not for a condition, which is told of elsewhere.
fn is_unallowed(checked: &Checked) -> bool {
    checked.said_by(Kind::Key) == Some(Outcome::ImplicitDeny)
        && !checked.lacks_a_condition(Kind::Key)
}

fn actions<'a>(unallowed: &[&'a Checked]) -> Vec<&'a str> {
    let mut actions: Vec<&str> = Vec::new();
    for checked in unallowed {
        let action = checked.call.action.as_str();
        if !actions.contains(&action) {
            actions.push(action);
        }
    }
    actions
}

fn finding(
    case: &Case<'_>,
    checked: &Checked,
    actions: &[&str],
    document: usize,
    policy: &Policy,
) -> Finding {
    let names = listed(actions.iter().copied());
    let (given, no) = if checked.is_supposed {
        (IF_ENCRYPTED, "the caller is denied: no")
    } else {
        (Localized::default(), "No")
    };
    let message = Words {
        en: format!("{}{no} statement of the key policy allows the caller {}.", given.en, names.en),
        ja: format!(
            "{}キーポリシーに、呼び出し元の{}を許可するステートメントがありません。",
            given.ja, names.ja
        ),
    };
    let (en, ja) = if checked.call.same_account == Match::No {
        (
            "The key belongs to another account: the key policy must name the caller or its account, and the caller's IAM policy must allow the key as well.",
            "キーは別のアカウントにあります。キーポリシーで呼び出し元かそのアカウントを指定し、呼び出し元の IAM ポリシーでもキーを許可する必要があります。",
        )
    } else {
        (
            "A KMS key is closed to whoever its key policy does not name. An IAM policy counts only where the key policy names the whole account.",
            "KMS キーを使えるのは、キーポリシーで指定されたプリンシパルだけです。IAM ポリシーが効くのは、キーポリシーでアカウント全体が指定されている場合に限られます。",
        )
    };
    let start = policy.statements_span.unwrap_or(policy.span).start;
    let place = case.place(document, Span::new(start, start + 1), None);
    let why = Words { en: en.to_owned(), ja: ja.to_owned() };
    let mut finding = RULE.finding(place, message, why);
    finding.causes_denial = !checked.is_supposed;
    if checked.is_supposed {
        finding.severity = Severity::Warning;
    }
    finding.fixes.extend(allow(case, checked, actions, document, policy));
    finding
}

const IF_ENCRYPTED: Localized<&str> = Localized {
    en: "If the data is encrypted with this key, ",
    ja: "データがこのキーで暗号化されている場合、呼び出しは拒否されます。",
};

/// In a key policy `*` is the key itself.
fn allow(
    case: &Case<'_>,
    checked: &Checked,
    actions: &[&str],
    document: usize,
    policy: &Policy,
) -> Option<Fix> {
    let caller = checked.call.caller.nameable()?;
    let mut actions = actions.to_vec();
    if actions == ["kms:GenerateDataKey"] {
        // A multipart upload reads back its own parts.
        actions.push("kms:Decrypt");
    }
    let sid = free_sid(policy, "AllowUseOfKey");
    let new = NewStatement {
        sid: &sid,
        principal: Some(&caller),
        actions: &actions,
        resource: "*",
        condition: None,
    };
    let edits = add_statements(case.text(document), policy, &[new])?;
    let names = listed(actions.iter().copied());
    let title = Words {
        en: format!("Allow `{caller}` {}", names.en),
        ja: format!("`{caller}` に{}を許可", names.ja),
    };
    Some(fix(title, Impact::Widens, document, edits))
}

#[cfg(test)]
mod tests {
    use crate::{
        Input,
        policy::Kind,
        rules::testing::{check_told, encrypted, import},
    };

    const ROLE: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["s3:*", "kms:*"], "Resource": "*"}}
"#;

    fn check_key(input: Input, fixture: &str) {
        check_told(
            "key-policy-without-caller",
            input,
            &[(Kind::Identity, ROLE), (Kind::Key, fixture)],
        );
    }

    #[test]
    fn a_key_policy_for_somebody_else_shuts_the_role_out() {
        check_key(
            encrypted("111122223333"),
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/admin"}, "Action": "kms:*", "Resource": "*"}]}
                                       ^ `kms:Decrypt`
"#,
        );
    }

    #[test]
    fn without_a_word_on_encryption_it_is_told_of_with_an_if() {
        let text = r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/admin"}, "Action": "kms:*", "Resource": "*"}]}
                                       ^ If the data is encrypted with this key
"#;
        let mut input = import();
        input.settings = Some(&crate::SETTINGS);
        check_key(input.clone(), text);
        input.facts.bucket.encryption =
            Some(crate::Encryption { algorithm: "AES256".to_owned(), ..Default::default() });
        check_key(input, text.lines().take(2).collect::<Vec<_>>().join("\n").as_str());
    }

    #[test]
    fn a_key_of_another_account_must_name_the_role() {
        check_key(
            encrypted("444455556666"),
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "kms:*", "Resource": "*"}]}
                                       ^ `kms:Decrypt`
"#,
        );
    }

    #[test]
    fn a_key_policy_that_lets_the_caller_in_is_silent() {
        for principal in ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/import"]
        {
            check_key(
                encrypted("111122223333"),
                &format!(
                    "\n{{\"Version\": \"2012-10-17\", \"Statement\": {{\"Effect\": \"Allow\", \"Principal\": {{\"AWS\": \"{principal}\"}}, \"Action\": \"kms:Decrypt\", \"Resource\": \"*\"}}}}\n"
                ),
            );
        }
    }
}
