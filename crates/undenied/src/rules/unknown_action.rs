//! An action that AWS does not have: an API operation's name, a slip, a pattern for nothing.

use super::{Rule, pages};
use crate::{
    case::{Case, Misnamed, misnamed_in, misnaming},
    catalog::actions,
    fix::{delete_member, fix, quoted},
    lang::{Localized, Words},
    policy::{Effect, Kind, ListElement, Polarity, Spanned, Statement},
    report::{Finding, Fix, Impact, Severity},
    words::{listed, use_instead_all},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "unknown-action",
    code: Some("INVALID_ACTION"),
    severity: Severity::Warning,
    title: Localized { en: "Unknown action", ja: "存在しないアクション" },
    links: pages::S3_ACTIONS,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let causes = causes(case);
    for (document, _, policy) in case.policies() {
        for statement in &policy.statements {
            let Some(actions) = &statement.action else { continue };
            for value in &actions.values {
                let Some(wrong) = misnamed_in(statement, &value.value) else { continue };
                let mut finding = finding(case, document, statement, actions, value, &wrong);
                finding.causes_denial = causes.iter().any(|cause| std::ptr::eq(*cause, value));
                let is_refused = case.kind(document) == Kind::Bucket;
                let is_aws_s = case.checked.is_empty() && is_sure(&value.value, &wrong);
                if finding.causes_denial || is_refused || is_aws_s {
                    finding.severity = Severity::Error;
                }
                findings.push(finding);
            }
        }
    }
}

/// Whether AWS's validator calls it an error, as it does where no call is asked about: AWS may have more actions than
/// are known here, but none beside those that are listed for S3 and its neighbours, or so near to one.
fn is_sure(action: &str, wrong: &Misnamed) -> bool {
    let service = action.split(':').next().unwrap_or_default().trim();
    match wrong {
        Misnamed::Operation(_) | Misnamed::Slip(_) => true,
        Misnamed::Pattern => false,
        Misnamed::Unknown => actions(service).is_some(),
    }
}

/// The values that would allow a denied call, were they named right.
fn causes<'a>(case: &'a Case<'_>) -> Vec<&'a Spanned<String>> {
    let mut causes = Vec::new();
    for checked in case.denied() {
        let kinds = checked.decision.blocked_by.iter();
        causes.extend(kinds.filter_map(|kind| misnaming(case, checked, *kind)));
    }
    causes
}

fn finding(
    case: &Case<'_>,
    document: usize,
    statement: &Statement,
    actions: &ListElement,
    value: &Spanned<String>,
    wrong: &Misnamed,
) -> Finding {
    let kind = case.kind(document);
    let place = case.place(document, value.span, Some(statement.index));
    let mut finding = RULE.finding(place, message(&value.value, wrong), why(kind));
    finding.fixes.extend(rename(case, document, statement, actions, value, wrong));
    finding
}

fn message(action: &str, wrong: &Misnamed) -> Words {
    let meant = listed(wrong.meant());
    match wrong {
        Misnamed::Operation(_) => Words {
            en: format!(
                "`{action}` is an API operation, not an action; what allows it is {}.",
                meant.en
            ),
            ja: format!(
                "`{action}` は API オペレーションの名前で、アクションではありません。必要なアクションは {} です。",
                meant.ja
            ),
        },
        Misnamed::Slip(_) => Words {
            en: format!("There is no action `{action}`. You probably mean {}.", meant.en),
            ja: format!(
                "`{action}` というアクションはありません。{} の誤りと思われます。",
                meant.ja
            ),
        },
        Misnamed::Pattern => Words {
            en: format!("No action matches `{action}`."),
            ja: format!("`{action}` に一致するアクションはありません。"),
        },
        Misnamed::Unknown => Words {
            en: format!("There is no action `{action}`."),
            ja: format!("`{action}` というアクションはありません。"),
        },
    }
}

fn why(kind: Kind) -> Words {
    if kind == Kind::Bucket {
        return Words {
            en: "S3 refuses to save a bucket policy with it.".to_owned(),
            ja: "このアクションを含むバケットポリシーは S3 に保存できません。".to_owned(),
        };
    }
    if kind.names_principals() {
        return Words {
            en: "The name applies to no request.".to_owned(),
            ja: "この名前はどのリクエストにも一致しません。".to_owned(),
        };
    }
    Words {
        en: "The policy can be saved all the same, but the name applies to no request.".to_owned(),
        ja: "ポリシーは保存できますが、この名前はどのリクエストにも一致しません。".to_owned(),
    }
}

/// Puts the right name there; what the list has already is only taken out.
fn rename(
    case: &Case<'_>,
    document: usize,
    statement: &Statement,
    actions: &ListElement,
    value: &Spanned<String>,
    wrong: &Misnamed,
) -> Option<Fix> {
    let text = case.text(document);
    let has =
        |action: &str| actions.values.iter().any(|other| other.value.eq_ignore_ascii_case(action));
    let absent: Vec<&str> = wrong.meant().into_iter().filter(|action| !has(action)).collect();
    let is_list = actions.value_span.of(text).starts_with('[');
    if absent.is_empty() {
        let can_go = is_list && actions.values.len() > 1;
        let name = &value.value;
        let title = Words { en: format!("Remove `{name}`"), ja: format!("`{name}` を削除") };
        let edits = vec![delete_member(text, value.span)];
        return can_go.then(|| fix(title, Impact::Tidies, document, edits));
    }
    let quoted: Vec<String> = absent.iter().map(|action| quoted(action)).collect();
    let joined = quoted.join(", ");
    let new = if is_list || absent.len() == 1 { joined } else { format!("[{joined}]") };
    let is_listed = actions.polarity == Polarity::Listed;
    let impact =
        if statement.is(Effect::Allow) == is_listed { Impact::Widens } else { Impact::Narrows };
    Some(fix(use_instead_all(&absent), impact, document, vec![Edit::replace(value.span, new)]))
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check, check_import},
    };

    #[test]
    fn the_operation_that_lists_is_no_action() {
        check_import(
            "unknown-action",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject*", "s3:ListObjectsV2", "s3:GetBucketLocation"], "Resource": "*"}]}
                                                                                        ^^^^^^^^^^^^^^^^^^ what allows it is `s3:ListBucket`
"#,
            )],
        );
    }

    #[test]
    fn what_lists_buckets_was_meant_to_list_the_one_that_is_named() {
        for (resource, meant) in [
            ("arn:aws:s3:::acme", "probably mean `s3:ListBucket`."),
            ("*", "allows it is `s3:ListAllMyBuckets`."),
        ] {
            let line = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": ["s3:GetBucketLocation", "s3:ListBuckets"], "Resource": "{resource}"}}]}}"#
            );
            let carets = format!(
                "{}{} {meant}",
                " ".repeat(line.find("\"s3:ListB").unwrap()),
                "^".repeat(16)
            );
            check_import("unknown-action", &[(Kind::Identity, &format!("\n{line}\n{carets}\n"))]);
        }
    }

    #[test]
    fn a_slip_in_any_policy_is_pointed_at() {
        check(
            "unknown-action",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObjects", "Resource": "arn:aws:s3:::acme/*"}]}
                                                                                       ^^^^^^^^^^^^^^^ probably mean `s3:PutObject`
"#,
        );
        check(
            "unknown-action",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:CopyObject", "Resource": "*"}]}
                                                                      ^^^^^^^^^^^^^^^ `s3:GetObject`, `s3:PutObject`
"#,
        );
        check(
            "unknown-action",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:PutObject", "s3:UploadPart", "s3:Lst*"], "Resource": "*"}]}
                                                                                       ^^^^^^^^^^^^^^^ allows it is `s3:PutObject`
                                                                                                        ^^^^^^^^^ No action matches `s3:Lst*`
"#,
        );
    }

    #[test]
    fn a_slip_beside_the_right_name_denies_nothing() {
        let report = crate::analyze(&crate::Input {
            documents: vec![crate::Document {
                id: "a".into(),
                kind: Kind::Identity,
                text: r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["s3:*", "s3:HeadObject"], "Resource": "*"}}"#.into(),
                target: None,
            }],
            ..crate::rules::testing::import()
        });
        let found = report.findings.iter().find(|finding| finding.rule.id == "unknown-action");
        assert_eq!(found.unwrap().severity, crate::Severity::Warning);
        assert!(!found.unwrap().causes_denial);
    }

    #[test]
    fn where_no_call_is_asked_about_a_slip_is_an_error_as_it_is_to_aws() {
        let severity = |action: &str| {
            let document = crate::Document {
                id: "a".into(),
                kind: Kind::Identity,
                text: format!(
                    r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}}}"#
                ),
                target: None,
            };
            let input = crate::Input { documents: vec![document], ..crate::Input::default() };
            let mut findings = crate::analyze(&input).findings.into_iter();
            findings.find(|finding| finding.rule.id == "unknown-action").unwrap().severity
        };
        for action in ["s3:HeadObject", "s3:GetObjct", "s3:Teleport"] {
            assert_eq!(severity(action), crate::Severity::Error, "{action}");
        }
        // What matches nothing today may match something tomorrow.
        assert_eq!(severity("s3:Lst*"), crate::Severity::Warning);
    }

    #[test]
    fn actions_of_any_service_are_silent() {
        check(
            "unknown-action",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:getobject", "s3:*", "kms:GenerateDataKey*", "glue:GetTable", "s3-object-lambda:Get*", "sts:AssumeRole"], "Resource": "*"}]}
"#,
        );
    }
}
