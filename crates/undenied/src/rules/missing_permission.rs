//! No statement of the caller's policies allows an action that is needed.

mod split;

use super::{Rule, pages};
use crate::{
    case::{Case, Checked, is_near_miss},
    eval::Match,
    fix::{NewStatement, add_statements, add_values, fix, free_sid},
    glob::{Cover, Glob},
    lang::{Localized, Words},
    latin::spelt,
    policy::{Effect, Kind, Polarity, Policy, Statement},
    profile::Level,
    report::{Finding, Impact, Outcome, Place, Severity},
    words::{capital, listed},
};
use undenied_json::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "missing-permission",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Permission missing", ja: "アクセス許可の不足" },
    links: pages::EVALUATION,
    check,
};

/// Actions that nothing allows on one resource, and where to allow them.
struct Gap<'a> {
    document: usize,
    policy: &'a Policy,
    statement: Option<&'a Statement>,
    resource: &'a str,
    actions: Vec<&'a str>,
    /// The call that found it.
    checked: &'a Checked<'a>,
    /// The key's account, for a KMS key.
    key: Option<Match>,
    /// Else the key policy may still allow it.
    is_certain: bool,
}

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    check_all_but(case, findings, &|_| false);
}

/// Leaves out the calls that a statement is meant to allow, as others tell.
pub(super) fn check_all_but(
    case: &Case<'_>,
    findings: &mut Vec<Finding>,
    is_meant: &dyn Fn(&Checked<'_>) -> bool,
) {
    let mut gaps: Vec<Gap<'_>> = Vec::new();
    for checked in case.checked.iter().filter(|checked| checked.level != Level::Optional) {
        let is_certain = checked.is_blocked_by(Kind::Identity);
        if !is_certain && !may_lack_the_key(checked) {
            continue;
        }
        let is_told_of = is_meant(checked)
            || is_near_miss(case, checked, Kind::Identity)
            || (checked.is_of_key() && !is_left_to_iam(case, checked));
        if is_told_of {
            continue;
        }
        let known = gaps.iter_mut().find(|gap| {
            gap.resource == checked.call.resource && gap.checked.level == checked.level
        });
        match known {
            Some(gap) => gap.actions.push(&checked.call.action),
            None => gaps.extend(gap(case, checked, is_certain)),
        }
    }
    findings.extend(gaps.iter().map(|gap| finding(case, gap)));
}

/// The key policy, which nobody gave, may still let the caller in by name.
fn may_lack_the_key(checked: &Checked) -> bool {
    checked.is_of_key()
        && checked.outcome == Outcome::Undetermined
        && checked.said_by(Kind::Identity) == Some(Outcome::ImplicitDeny)
}

/// In one account, a key policy that names neither the caller nor the account is to be changed
/// itself; and nothing in IAM opens a key that cannot be named.
fn is_left_to_iam(case: &Case<'_>, checked: &Checked) -> bool {
    let is_given = checked.documents.iter().any(|document| case.kind(*document) == Kind::Key);
    let is_shut =
        is_given && checked.is_blocked_by(Kind::Key) && checked.call.same_account != Match::No;
    (checked.is_own || checked.call.resource.starts_with("arn:")) && !is_shut
}

/// The document that already has a statement on the resource is the one to amend, else the first.
fn gap<'a>(case: &'a Case<'_>, checked: &'a Checked<'a>, is_certain: bool) -> Option<Gap<'a>> {
    let resource = checked.call.resource.as_str();
    let spelt = spelt(Kind::Identity, resource);
    let written = spelt.as_deref().unwrap_or(resource);
    let documents = case
        .of_kind(Kind::Identity)
        .map(|(document, _, policy)| (document, policy, best_statement(written, policy)));
    let (document, policy, statement) = documents.max_by_key(|(document, _, statement)| {
        let is_own = case.managed_by_aws(*document).is_none();
        (is_own, statement.is_some(), std::cmp::Reverse(*document))
    })?;
    Some(Gap {
        document,
        policy,
        statement,
        resource,
        actions: vec![&checked.call.action],
        checked,
        key: checked.is_of_key().then_some(checked.call.same_account),
        is_certain,
    })
}

fn finding(case: &Case<'_>, gap: &Gap<'_>) -> Finding {
    let (actions, resource) = (listed(gap.actions.iter().copied()), gap.resource);
    let message = Words {
        en: format!("No statement allows {} on `{resource}`.", actions.en),
        ja: format!("`{resource}` に対する{}を許可するステートメントがありません。", actions.ja),
    };
    let mut finding = RULE.finding(place(case, gap), message, why(case, gap));
    finding.causes_denial = gap.is_certain && gap.checked.is_required();
    if !gap.is_certain {
        finding.severity = Severity::Warning;
    } else if !gap.checked.is_required() {
        finding.severity = Severity::Suggestion;
    }
    if let Some((said, related)) = split::split(case, gap) {
        finding.why.en.push_str(&said.en);
        finding.why.ja.push_str(&said.ja);
        finding.related = related;
    }
    let added = with_multipart(gap);
    let actions = listed(added.iter().copied());
    if let Some(edits) = edits(case.text(gap.document), gap, &added) {
        let title = Words {
            en: format!("Allow {} on `{resource}`", actions.en),
            ja: format!("`{resource}` に対する{}を許可", actions.ja),
        };
        finding.fixes.push(fix(title, Impact::Widens, gap.document, edits));
    }
    finding
}

fn why(case: &Case<'_>, gap: &Gap<'_>) -> Words {
    if let Some(is_own) = gap.key {
        let mut why = why_of_key(is_own, gap.is_certain);
        if !gap.resource.starts_with("arn:") {
            why.en.push_str(UNNAMED_KEY.en);
            why.ja.push_str(UNNAMED_KEY.ja);
        }
        return why;
    }
    let caller = case.caller_name();
    let told = gap.checked.need.and_then(|need| need.why.clone());
    let is_one = gap.actions.len() == 1;
    match (gap.checked.need, told.filter(|_| is_one)) {
        (_, Some(told)) => told,
        (Some(_), None) if !gap.checked.is_required() => Words {
            en: format!("{} can do without it, but not in every case.", capital(caller.en)),
            ja: format!("{}に必須ではありませんが、必要になる場合があります。", caller.ja),
        },
        (Some(_), None) => Words {
            en: format!(
                "{} needs it, and AWS denies whatever no policy allows.",
                capital(caller.en)
            ),
            ja: format!(
                "{}に必要なアクションです。どのポリシーでも許可されていないアクションは拒否されます。",
                caller.ja
            ),
        },
        (None, None) => Words {
            en: "AWS denies whatever no policy allows.".to_owned(),
            ja: "どのポリシーでも許可されていないアクションは拒否されます。".to_owned(),
        },
    }
}

const UNNAMED_KEY: Localized<&str> = Localized {
    en: " Name the key there by its ARN: `aws s3api head-object` shows it as `SSEKMSKeyId`.",
    ja: "`Resource` にはキーの ARN を指定します。ARN は `aws s3api head-object` の `SSEKMSKeyId` で確認できます。",
};

fn why_of_key(is_own: Match, is_certain: bool) -> Words {
    let (en, ja) = if is_own == Match::No {
        (
            "S3 uses the KMS key in the caller's name, and the key belongs to another account: both the key policy and the caller's IAM policy must allow it.",
            "S3 は呼び出し元の権限で KMS キーを使います。キーが別のアカウントにあるため、キーポリシーと呼び出し元の IAM ポリシーの両方で許可する必要があります。",
        )
    } else if !is_certain {
        (
            "S3 uses the KMS key in the caller's name. Unless the key policy names the caller itself, the caller's IAM policy must allow it.",
            "S3 は呼び出し元の権限で KMS キーを使います。キーポリシーで呼び出し元が直接指定されていない限り、呼び出し元の IAM ポリシーでの許可が必要です。",
        )
    } else {
        (
            "S3 uses the KMS key in the caller's name, and the key policy leaves it to the account's IAM policies.",
            "S3 は呼び出し元の権限で KMS キーを使います。キーポリシーでは、許可がアカウントの IAM ポリシーに委ねられています。",
        )
    };
    Words { en: en.to_owned(), ja: ja.to_owned() }
}

/// A multipart upload reads back its own parts. See
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions>.
fn with_multipart<'a>(gap: &Gap<'a>) -> Vec<&'a str> {
    let mut actions = gap.actions.clone();
    if actions == ["kms:GenerateDataKey"] {
        actions.push("kms:Decrypt");
    }
    actions
}

fn place(case: &Case<'_>, gap: &Gap<'_>) -> Place {
    match gap.statement.and_then(|statement| Some((statement, statement.action.as_ref()?))) {
        Some((statement, action)) => {
            case.place(gap.document, action.value_span, Some(statement.index))
        }
        None => {
            let start = gap.policy.statements_span.unwrap_or(gap.policy.span).start;
            case.place(gap.document, Span::new(start, start + 1), None)
        }
    }
}

/// The statement to add the action to: one that grants unconditionally on just this resource.
fn best_statement<'a>(wanted: &str, policy: &'a Policy) -> Option<&'a Statement> {
    policy.statements.iter().find(|statement| {
        let listed = |polarity| polarity == Polarity::Listed;
        let actions_listed =
            statement.action.as_ref().is_some_and(|action| listed(action.polarity));
        statement.is(Effect::Allow)
            && !statement.has_gap
            && statement.conditions.is_empty()
            && actions_listed
            && statement.resource.as_ref().is_some_and(|resource| {
                // Every resource of it must be this one, or the fix would grant more than needed.
                listed(resource.polarity)
                    && !resource.values.is_empty()
                    && resource.values.iter().all(|value| {
                        let (own, wanted) = (Glob::new(&value.value), Glob::new(wanted));
                        own.cover(&wanted) == Cover::All && wanted.cover(&own) == Cover::All
                    })
            })
    })
}

fn edits(text: &str, gap: &Gap<'_>, actions: &[&str]) -> Option<Vec<Edit>> {
    if gap.key.is_some() && gap.resource.contains('*') {
        return None;
    }
    if let Some(list) = gap.statement.and_then(|statement| statement.action.as_ref()) {
        let mut new = actions.to_vec();
        new.retain(|action| !list.values.iter().any(|value| value.value == **action));
        return Some(add_values(text, list.value_span, &list.values, &new));
    }
    let name = actions.first()?.split(':').next_back()?;
    let sid = free_sid(gap.policy, &format!("Allow{name}"));
    let new =
        NewStatement { sid: &sid, actions, resource: gap.resource, ..NewStatement::default() };
    add_statements(text, gap.policy, &[new])
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check_import, check_told, import},
    };

    #[test]
    fn the_action_joins_the_statement_on_the_same_resource() {
        check_import(
            "missing-permission",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/mydata/*"},
                              ^^^^^^^^^^^^^^ `s3:GetObjectVersion` on `arn:aws:s3:::acme/mydata/*`
{"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::acme"}]}
                              ^^^^^^^^^^^^^^^^^ `s3:GetBucketLocation` on `arn:aws:s3:::acme`
"#,
            )],
        );
    }

    #[test]
    fn a_resource_written_with_wildcards_for_its_letters_is_the_same() {
        let mut input = import();
        input.facts.bucket.prefix = Some("資料/".into());
        check_told(
            "missing-permission",
            input,
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/??/*"},
                              ^^^^^^^^^^^^^^ `s3:GetObjectVersion` on `arn:aws:s3:::acme/資料/*`
{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::acme"}]}
"#,
            )],
        );
    }

    #[test]
    fn without_such_a_statement_a_new_one_is_added() {
        check_import(
            "missing-permission",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [
                                       ^ `s3:ListBucket`, `s3:GetBucketLocation` on `arn:aws:s3:::acme`
{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": "arn:aws:s3:::acme/*"}
]}
"#,
            )],
        );
    }

    #[test]
    fn a_wildcard_action_on_the_bucket_alone_lacks_the_objects() {
        check_import(
            "missing-permission",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "arn:aws:s3:::acme"}]}
                                       ^ `s3:GetObject`, `s3:GetObjectVersion` on `arn:aws:s3:::acme/mydata/*`
"#,
            )],
        );
        check_import(
            "missing-permission",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject*", "s3:ListBucket", "s3:GetBucketLocation"], "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::other/*"]}]}
                                       ^ `s3:GetObject`, `s3:GetObjectVersion` on `arn:aws:s3:::acme/mydata/*`
"#,
            )],
        );
    }

    #[test]
    fn wildcards_that_cover_everything_needed_are_silent() {
        for actions in [r#""*""#, r#""s3:*""#, r#"["s3:Get*", "s3:List*"]"#] {
            check_import(
                "missing-permission",
                &[(
                    Kind::Identity,
                    &format!(
                        "\n{{\"Version\": \"2012-10-17\", \"Statement\": {{\"Effect\": \"Allow\", \"Action\": {actions}, \"Resource\": \"*\"}}}}\n"
                    ),
                )],
            );
        }
    }

    #[test]
    fn what_two_statements_have_between_them_is_said() {
        let related = |bucket_actions: &str, resource: &str| {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::acme/*"}}, {{"Effect": "Allow", "Action": {bucket_actions}, "Resource": "{resource}"}}]}}"#
            );
            let document =
                crate::Document { id: "a".into(), kind: Kind::Identity, text, target: None };
            let report = crate::analyze(&crate::Input {
                documents: vec![document],
                ..crate::rules::testing::import()
            });
            let mut findings = report.findings.into_iter();
            let finding = findings.find(|finding| finding.rule.id == "missing-permission").unwrap();
            (finding.related.len(), finding.why.en.contains("another the resource"))
        };
        assert_eq!(related(r#""s3:ListBucket""#, "arn:aws:s3:::acme"), (2, true));
        assert_eq!(related(r#""s3:ListAllMyBuckets""#, "*"), (0, false));
        assert_eq!(related(r#""s3:ListBucket""#, "arn:aws:s3:::other"), (0, false));
    }
}
