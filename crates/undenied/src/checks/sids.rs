//! What statements are called.

use undenied_json::{Edit, sorted};

use super::{Check, Subject, both, is_open};
use crate::{
    fix::{delete_member, free_sid, quoted},
    lang::{Localized, Words},
    policy::{Kind, Spanned, Statement},
    report::Severity,
    rules::pages::Page,
    words::use_instead,
};

pub(super) const CHECKS: &[&Check] = &[&CHARACTERS, &REQUIRED, &RECOMMENDED, &EMPTY];

const SID: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_sid.html",
    ],
};

static CHARACTERS: Check = Check::new(
    "unsupported-sid",
    "UNSUPPORTED_SID",
    Severity::Error,
    SID,
    [
        both("Characters that a Sid does not take", "Sid に使えない文字"),
        both(
            "The Sid `{}` holds more than letters and digits.",
            "Sid `{}` に英数字以外の文字が含まれています。",
        ),
        both(
            "IAM and AWS Organizations take only the letters A to Z and a to z and the digits in it. Leave the others out.",
            "IAM と AWS Organizations で使えるのは半角の英字と数字だけです。それ以外の文字を取り除いてください。",
        ),
    ],
);

static REQUIRED: Check = Check::new(
    "duplicate-sid-refused",
    "UNIQUE_SIDS_REQUIRED",
    Severity::Error,
    SID,
    [
        both("Two statements with one Sid", "重複した Sid"),
        both(
            "Another statement has the Sid `{}`, too.",
            "`{}` は別のステートメントでも Sid に使われています。",
        ),
        both(
            "AWS refuses such a policy of this kind. Give each statement a Sid of its own, or none.",
            "この種類のポリシーでは、Sid が重複していると保存できません。ステートメントごとに別の Sid を付けるか、省略してください。",
        ),
    ],
);

static RECOMMENDED: Check = Check::new(
    "duplicate-sid",
    "UNIQUE_SIDS_RECOMMENDED",
    Severity::Warning,
    SID,
    [
        both("Two statements with the same Sid", "同じ Sid を持つステートメント"),
        both(
            "Another statement has the Sid `{}`, too.",
            "`{}` は別のステートメントでも Sid に使われています。",
        ),
        both(
            "Some services refuse it, and messages that name a Sid do not tell which statement is meant. Give each its own.",
            "サービスによっては保存できず、Sid を示すメッセージからステートメントを特定することもできません。それぞれに別の Sid を付けてください。",
        ),
    ],
);

static EMPTY: Check = Check::new(
    "empty-sid",
    "EMPTY_SID_VALUE",
    Severity::Suggestion,
    SID,
    [
        both("The Sid is empty", "空の Sid"),
        both("`Sid` holds nothing.", "`Sid` が空文字列です。"),
        both(
            "It names nothing. Remove it, or give the statement a name.",
            "名前として意味がありません。削除するか、名前を付けてください。",
        ),
    ],
);

pub(super) fn look(subject: &mut Subject<'_>) {
    let policy = subject.policy;
    let mut named = Vec::new();
    for statement in &policy.statements {
        let Some(sid) = &statement.sid else { continue };
        if sid.value.is_empty() {
            empty(subject, statement, sid);
        } else if !is_open(&sid.value) {
            characters(subject, statement, sid);
            named.push((statement, sid));
        }
    }
    let named =
        sorted(named, &|one, two| (&one.1.value, one.1.span).cmp(&(&two.1.value, two.1.span)));
    let is_refused = takes_letters_alone(subject.kind) || subject.kind == Kind::ResourceControl;
    let check = if is_refused { &REQUIRED } else { &RECOMMENDED };
    for pair in named.windows(2) {
        let [(_, first), (statement, sid)] = pair else { continue };
        if first.value == sid.value {
            rename(subject, check, statement, sid, &sid.value);
        }
    }
}

/// Whether IAM or AWS Organizations keep it, whose Sids are letters and digits. Resource-based policies
/// are kept by their own services, which take more.
const fn takes_letters_alone(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Identity | Kind::PermissionsBoundary | Kind::Session | Kind::ServiceControl
    )
}

fn characters(subject: &mut Subject<'_>, statement: &Statement, sid: &Spanned<String>) {
    let supported: String = sid.value.chars().filter(char::is_ascii_alphanumeric).collect();
    if supported == sid.value || !takes_letters_alone(subject.kind) {
        return;
    }
    if supported.is_empty() {
        subject.say(&CHARACTERS, sid.span, statement, &sid.value);
    } else {
        rename(subject, &CHARACTERS, statement, sid, &supported);
    }
}

/// Reports `check`; the fix writes `wanted` or, where another statement has that, the like of it.
fn rename(
    subject: &mut Subject<'_>,
    check: &'static Check,
    statement: &Statement,
    sid: &Spanned<String>,
    wanted: &str,
) {
    let free = free_sid(subject.policy, wanted);
    let edits = vec![Edit::replace(sid.span, quoted(&free))];
    let fix = subject.tidy(use_instead(&free), edits);
    subject.say_with(check, sid.span, statement, &sid.value, Some(fix));
}

fn empty(subject: &mut Subject<'_>, statement: &Statement, sid: &Spanned<String>) {
    let members = subject.node(statement).and_then(undenied_json::Node::members);
    let member = members.unwrap_or_default().iter().find(|it| it.value.span == sid.span);
    let fix = member.map(|member| {
        let title = Words { en: "Remove `Sid`".to_owned(), ja: "`Sid` を削除".to_owned() };
        subject.tidy(title, vec![delete_member(subject.text(), member.span())])
    });
    subject.say_with(&EMPTY, sid.span, statement, "", fix);
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    #[test]
    fn iam_takes_letters_and_digits_and_a_bucket_policy_more() {
        let line = r#"
{"Version": "2012-10-17", "Statement": [{"Sid": "Allow read-1", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::acme"}]}
"#;
        let carets =
            "                                                ^^^^^^^^^^^^^^ more than letters\n";
        for kind in [Kind::Identity, Kind::ServiceControl] {
            check("unsupported-sid", kind, &format!("{line}{carets}"));
        }
        let line = line.replace(r#""Action""#, r#""Principal": "*", "Action""#);
        check("unsupported-sid", Kind::Bucket, &line);
        check(
            "unsupported-sid",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Sid": "AllowRead1", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}, {"Sid": "${Name}", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
"#,
        );
        check(
            "unsupported-sid",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Sid": "許可", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
                                                ^^^^ `許可`
"#,
        );
    }

    #[test]
    fn two_statements_of_one_name_are_refused_or_a_warning() {
        let line = r#"
{"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}, {"Sid": "A", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}, {"Sid": "a", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
"#;
        let fixture = |kind: Kind, message: &str| {
            let own = match kind {
                Kind::Trust => r#""Principal": "*", "Action": "sts:AssumeRole""#,
                Kind::Key => r#""Principal": "*", "Action": "kms:*", "Resource": "*""#,
                Kind::Bucket => r#""Principal": "*", "Action": "s3:*", "Resource": "*""#,
                _ => r#""Action": "s3:*", "Resource": "*""#,
            };
            let line = line.replace(r#""Action": "s3:*", "Resource": "*""#, own);
            let at = " ".repeat(line.rfind("\"A\"").unwrap() - 1);
            let carets = if message.is_empty() { "" } else { "^^^" };
            format!("{line}{at}{carets} {message}\n")
        };
        for kind in [Kind::Identity, Kind::ServiceControl, Kind::PermissionsBoundary] {
            check("duplicate-sid-refused", kind, &fixture(kind, "Another statement"));
            check("duplicate-sid", kind, &fixture(kind, ""));
        }
        for kind in [Kind::Bucket, Kind::Trust, Kind::Key] {
            check("duplicate-sid", kind, &fixture(kind, "Another statement"));
            check("duplicate-sid-refused", kind, &fixture(kind, ""));
        }
    }

    #[test]
    fn an_empty_sid_can_go_and_two_are_no_duplicates() {
        let line = r#"
{"Version": "2012-10-17", "Statement": [{"Sid": "", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}, {"Sid": "B", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
"#;
        let carets = "                                                ^^ holds nothing\n";
        check("empty-sid", Kind::Identity, &format!("{line}{carets}"));
        let line = line.replace("\"B\"", "\"\"");
        check("duplicate-sid-refused", Kind::Identity, &line);
    }
}
