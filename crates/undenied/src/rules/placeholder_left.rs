//! A template's placeholder that nobody replaced.

use super::{Rule, pages};
use crate::{
    case::Case,
    fix::fix,
    lang::{Localized, Words},
    policy::{Policy, Principal, Spanned, Statement},
    report::{Finding, Fix, Impact, Severity},
};
use undenied_json::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "placeholder-left",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "Placeholder left in", ja: "プレースホルダーが残っている"
    },
    links: pages::RESOURCE,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.policies() {
        for (statement, value) in values(policy) {
            let Some(found) = case.placeholder(&value.value) else { continue };
            let place = case.place(document, value.span, Some(statement.index));
            let message = Words {
                en: format!("`{found}` is a placeholder of a template; put your own value here."),
                ja: format!(
                    "`{found}` はテンプレートのプレースホルダーです。実際の値に置き換えてください。"
                ),
            };
            let why = Words {
                en: "AWS takes it literally, so the statement never applies to your bucket, or AWS refuses the policy.".to_owned(),
                ja: "AWS では文字どおりに解釈されるため、対象のバケットに一致しないか、ポリシー自体が拒否されます。".to_owned(),
            };
            let mut finding = RULE.finding(place, message, why);
            finding.causes_denial =
                case.denied().any(|checked| checked.documents.contains(&document));
            finding.fixes.extend(fill_in(case, document, &value));
            findings.push(finding);
        }
    }
}

/// Every value a template may leave to the reader.
fn values(policy: &Policy) -> Vec<(&Statement, Spanned<String>)> {
    let mut values = Vec::new();
    for statement in &policy.statements {
        let lists = statement.resource.iter().flat_map(|list| list.values.iter().cloned());
        let conditions =
            statement.conditions.iter().flat_map(|condition| condition.values.iter().cloned());
        let principals = statement.principal.iter().flat_map(|element| &element.entries);
        let principals = principals.filter_map(|entry| {
            let Principal::Other(text) = &entry.value else {
                return match &entry.value {
                    Principal::Arn(arn) => {
                        Some(Spanned { value: arn.to_string(), span: entry.span })
                    }
                    _ => None,
                };
            };
            Some(Spanned { value: text.clone(), span: entry.span })
        });
        values.extend(lists.chain(conditions).chain(principals).map(|value| (statement, value)));
    }
    values
}

/// A resource whose placeholders stand for the bucket's ARN and a folder can be filled in.
fn fill_in(case: &Case<'_>, document: usize, value: &Spanned<String>) -> Option<Fix> {
    let target = case.target.as_ref().filter(|target| target.bucket_is_told)?;
    let lower = value.value.to_ascii_lowercase();
    let is_bucket_arn = lower.starts_with("<your s3 bucket arn>")
        || lower.starts_with("<your s3バケットarn>")
        || lower.starts_with("<bucket arn>");
    let new = if is_bucket_arn && value.value.contains('/') {
        target.objects_arn()
    } else if is_bucket_arn {
        target.bucket_arn()
    } else {
        return None;
    };
    let title = Words { en: format!("Use `{new}`"), ja: format!("`{new}` を使用") };
    let inside = Span::new(value.span.start + 1, value.span.end.saturating_sub(1));
    Some(fix(title, Impact::Widens, document, vec![Edit::replace(inside, new)]))
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::Kind,
        rules::testing::{check, check_import, check_told, import},
    };

    #[test]
    fn a_placeholder_is_pointed_at_and_filled_in() {
        check_import(
            "placeholder-left",
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "<Your S3 bucket ARN>/<Directory of your source data>/*"}]}
                                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `<Your S3 bucket ARN>` is a placeholder
"#,
            )],
        );
        check(
            "placeholder-left",
            Kind::Trust,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::<account>:root"}, "Action": "sts:AssumeRole"}]}
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `<account>`
"#,
        );
    }

    #[test]
    fn a_bucket_that_is_really_called_so_is_silent() {
        let mut input = import();
        input.facts.bucket.name = Some("your-data-lake".into());
        check_told(
            "placeholder-left",
            input,
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::your-data-lake/*"}]}
"#,
            )],
        );
    }

    #[test]
    fn policy_variables_are_silent() {
        check(
            "placeholder-left",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme/${aws:username}/*"}]}
"#,
        );
    }
}
