//! An action on buckets that is allowed on objects only, or the reverse: it never applies.

use super::{Rule, pages};
use crate::{
    case::{Case, never_fits},
    catalog::S3Resource,
    fix::{add_value, fix},
    lang::{Localized, Words},
    policy::{Arn, Effect, Kind, ListElement, Spanned, Statement},
    report::{Finding, Fix, Impact, Severity},
    words::listed,
};
use undenied_json::Span;

pub(super) static RULE: Rule = Rule {
    id: "action-resource-mismatch",
    code: None,
    severity: Severity::Warning,
    title: Localized {
        en: "Bucket and object ARNs mixed up",
        ja: "バケットとオブジェクトの ARN の取り違え",
    },
    links: pages::S3_ACTIONS,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.policies() {
        for statement in policy.statements.iter().filter(|statement| statement.is(Effect::Allow)) {
            let (Some(actions), Some(resources)) = (&statement.action, &statement.resource) else {
                continue;
            };
            let mut misfits = Vec::new();
            let mut needed = None;
            for action in &actions.values {
                if let Some(resource) = never_fits(statement, &action.value) {
                    misfits.push(action);
                    needed = Some(resource);
                }
            }
            // Where one action needs what the statement never names, all that misfit need it.
            findings.extend(
                needed
                    .map(|needed| finding(case, document, statement, &misfits, needed, resources)),
            );
        }
    }
}

fn finding(
    case: &Case<'_>,
    document: usize,
    statement: &Statement,
    actions: &[&Spanned<String>],
    needed: S3Resource,
    resources: &ListElement,
) -> Finding {
    let names = listed(actions.iter().map(|action| action.value.as_str()));
    let example = resources.values.first().map(|value| value.value.as_str()).unwrap_or_default();
    let right = right_arn(case, needed, example);
    let (verb, pronoun) =
        if actions.len() == 1 { ("acts", "it needs") } else { ("act", "they need") };
    let message = match needed {
        S3Resource::Bucket => Words {
            en: format!(
                "{} {verb} on the bucket, but this statement names only objects; {pronoun} `{right}`.",
                names.en
            ),
            ja: format!(
                "{}はバケットに対するアクションですが、このステートメントの対象はオブジェクトだけです。`{right}` が必要です。",
                names.ja
            ),
        },
        S3Resource::Object => Words {
            en: format!(
                "{} {verb} on objects, but this statement names only the bucket; {pronoun} `{right}`.",
                names.en
            ),
            ja: format!(
                "{}はオブジェクトに対するアクションですが、このステートメントの対象はバケットだけです。`{right}` が必要です。",
                names.ja
            ),
        },
    };
    let is_refused = case.kind(document) == Kind::Bucket;
    let why = if is_refused {
        Words {
            en: "S3 refuses to save a bucket policy with the combination.".to_owned(),
            ja: "この組み合わせを含むバケットポリシーは S3 に保存できません。".to_owned(),
        }
    } else {
        Words {
            en: "AWS accepts the combination, but it never applies to any request.".to_owned(),
            ja: "この組み合わせは AWS に保存できますが、どのリクエストにも一致しません。"
                .to_owned(),
        }
    };
    let spans = actions.iter().map(|action| action.span);
    let span = spans.reduce(Span::to).unwrap_or(statement.span);
    let mut finding = RULE.finding(case.place(document, span, Some(statement.index)), message, why);
    let mut denied = case.denied();
    finding.causes_denial = denied.any(|checked| {
        let bucket =
            Arn::parse(&checked.call.resource).and_then(|arn| arn.bucket().map(str::to_owned));
        actions.iter().any(|action| checked.call.action.eq_ignore_ascii_case(&action.value))
            && checked.documents.contains(&document)
            && bucket.as_deref() == Arn::parse(example).as_ref().and_then(Arn::bucket)
    });
    if finding.causes_denial || is_refused {
        finding.severity = Severity::Error;
    }
    finding.fixes.push(add_arn(case, document, resources, &right));
    finding
}

fn add_arn(case: &Case<'_>, document: usize, resources: &ListElement, right: &str) -> Fix {
    let title = Words { en: format!("Add `{right}`"), ja: format!("`{right}` を追加") };
    let edits = add_value(case.text(document), resources.value_span, &resources.values, right);
    fix(title, Impact::Widens, document, edits)
}

/// The ARN that would fit: the case's own where it is the same bucket.
fn right_arn(case: &Case<'_>, needed: S3Resource, example: &str) -> String {
    let arn = Arn::parse(example);
    let bucket = arn.as_ref().and_then(Arn::bucket).unwrap_or_default();
    let partition = arn.as_ref().map_or("aws", Arn::partition);
    let own = case.target.as_ref().filter(|target| target.bucket == bucket);
    match (needed, own) {
        (S3Resource::Bucket, _) => format!("arn:{partition}:s3:::{bucket}"),
        (S3Resource::Object, Some(target)) => target.objects_arn(),
        (S3Resource::Object, None) => format!("arn:{partition}:s3:::{bucket}/*"),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check, check_import},
    };

    #[test]
    fn an_action_whose_resources_never_fit_is_pointed_at() {
        check_import(
            "action-resource-mismatch",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::acme/mydata/*"}]}
                                                                                       ^^^^^^^^^^^^^^^ needs `arn:aws:s3:::acme`
"#,
            )],
        );
        check_import(
            "action-resource-mismatch",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::acme"]}]}
                                                                      ^^^^^^^^^^^^^^ needs `arn:aws:s3:::acme/mydata/*`
"#,
            )],
        );
    }

    #[test]
    fn several_actions_of_a_statement_are_told_of_together() {
        check_import(
            "action-resource-mismatch",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::acme/mydata/*"}]}
                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ they need `arn:aws:s3:::acme`
"#,
            )],
        );
    }

    #[test]
    fn actions_that_fit_one_of_several_resources_are_silent() {
        for resource in
            [r#""*""#, r#"["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]"#, r#""arn:aws:s3:::acme*""#]
        {
            check(
                "action-resource-mismatch",
                Kind::Identity,
                &format!(
                    "\n{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\", \"s3:ListBucket\"], \"Resource\": {resource}}}]}}\n"
                ),
            );
        }
    }

    #[test]
    fn another_bucket_s_mix_up_is_not_what_denies() {
        let report = crate::analyze(&crate::Input {
            documents: vec![crate::Document {
                id: "a".into(),
                kind: Kind::Identity,
                text: r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs"}}"#.into(),
                target: None,
            }],
            ..crate::rules::testing::import()
        });
        let found =
            report.findings.iter().find(|finding| finding.rule.id == "action-resource-mismatch");
        assert!(!found.unwrap().causes_denial);
    }

    #[test]
    fn a_bucket_named_by_a_tag_is_a_bucket() {
        check(
            "action-resource-mismatch",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::${aws:PrincipalTag/bucket}"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${aws:PrincipalTag/bucket}/*"}]}
"#,
        );
    }

    #[test]
    fn wildcard_actions_and_access_points_are_silent() {
        check(
            "action-resource-mismatch",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [
{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::acme"},
{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:us-east-1:111122223333:accesspoint/ap"}]}
"#,
        );
    }
}
