//! A policy variable in `Resource` that the call has no value for, such as `${aws:username}` in a
//! role's policy.

use super::{Rule, pages};
use crate::{
    case::{Case, Unresolved, unresolved},
    fix::{fix, quoted},
    lang::{Localized, Words},
    report::{Finding, Impact, Severity},
    words::use_instead,
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "variable-without-value",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "Policy variable without a value", ja: "値のないポリシー変数"
    },
    links: pages::VARIABLES,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut seen = Vec::new();
    for checked in case.denied() {
        for kind in &checked.decision.blocked_by {
            let Some(found) = unresolved(case, checked, *kind) else { continue };
            let place = (found.document, found.value.span);
            if !seen.contains(&place) {
                seen.push(place);
                findings.push(finding(case, &found, &checked.call.resource));
            }
        }
    }
}

fn finding(case: &Case<'_>, found: &Unresolved<'_>, wanted: &str) -> Finding {
    let Unresolved { document, statement, value, key } = *found;
    let message = Words {
        en: format!("`${{{key}}}` has no value in this call, so this `Resource` matches nothing."),
        ja: format!(
            "この呼び出しでは `${{{key}}}` に値がないため、この `Resource` は何にも一致しません。"
        ),
    };
    let why = if key.eq_ignore_ascii_case("aws:username") { OF_USERS } else { ABSENT };
    let place = case.place(document, value.span, Some(statement));
    let mut finding = RULE.finding(place, message, why.words());
    finding.causes_denial = true;
    let edits = vec![Edit::replace(value.span, quoted(wanted))];
    finding.fixes.push(fix(use_instead(wanted), Impact::Widens, document, edits));
    finding
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable>
const OF_USERS: Localized<&str> = Localized {
    en: "Only IAM users have `aws:username`; sessions of roles do not. Name the folder itself, or take a tag of the role: `${aws:PrincipalTag/folder}`.",
    ja: "`aws:username` に値があるのは IAM ユーザーだけで、ロールのセッションにはありません。フォルダーを直接指定するか、ロールのタグ `${aws:PrincipalTag/folder}` を使います。",
};

const ABSENT: Localized<&str> = Localized {
    en: "A statement whose variable has no value applies to no call. Write what is meant, or give a default: `${key, 'default'}`.",
    ja: "変数に値がないステートメントは、どの呼び出しにも一致しません。値を直接書くか、`${key, 'default'}` のように既定値を指定します。",
};

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_import, check_told, import},
    };

    const TEXT: &str = r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": "arn:aws:s3:::acme/${aws:username}/*"}]}
"#;

    #[test]
    fn a_role_has_no_user_name() {
        let carets = format!("{}{} has no value", " ".repeat(99), "^".repeat(37));
        check_import(
            "variable-without-value",
            &[(Kind::Identity, &format!("\n{}\n{carets}\n", TEXT.trim()))],
        );
    }

    #[test]
    fn users_defaults_and_other_buckets_are_silent() {
        let mut input = import();
        input.request.principal = Some("arn:aws:iam::111122223333:user/mydata".into());
        check_told("variable-without-value", input, &[(Kind::Identity, TEXT)]);
        for text in [
            TEXT.replace("}/*", ", 'mydata'}/*"),
            TEXT.replace("acme", "other"),
            TEXT.replace("aws:username", "aws:PrincipalTag/team"),
        ] {
            check_import("variable-without-value", &[(Kind::Identity, &text)]);
        }
    }
}
