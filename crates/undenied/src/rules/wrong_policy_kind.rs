//! A policy of another kind in the box.

use super::{Rule, codes, pages};
use crate::{
    case::Case,
    lang::{Localized, Words},
    report::{DocumentEdit, Finding, Fix, Impact, Severity},
    words::{a_kind, kind_name},
};
use undenied_json::{Edit, Span};

pub(super) static RULE: Rule = Rule {
    id: "wrong-policy-kind",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "Another kind of policy", ja: "ポリシーの種類が違う" },
    links: pages::POLICY_TYPES,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, reading) in case.readings.iter().enumerate() {
        let (Some(looks_like), Some(policy)) = (reading.looks_like, &reading.policy) else {
            continue;
        };
        let (own, other) = (kind_name(reading.document.kind), kind_name(looks_like));
        let message = Words {
            en: format!("This looks like {}, not like the {}.", a_kind(looks_like), own.en),
            ja: format!("これは{}ではなく{}のようです。", own.ja, other.ja),
        };
        let why = Words {
            en: format!(
                "It is left out of the decision. Put it where the {} belongs and paste the {} here.",
                other.en, own.en
            ),
            ja: format!(
                "判定には使っていません。{}の欄に移し、ここには{}を貼り付けてください。",
                other.ja, own.ja
            ),
        };
        let span = Span::new(policy.span.start, policy.span.start + 1);
        let mut finding = RULE.finding(case.place(document, span, None), message, why);
        finding.causes_denial = false;
        // What AWS says of it first.
        let mut codes = reading
            .problems
            .iter()
            .filter_map(|it| codes::of_problem(&it.kind, reading.document.kind));
        finding.code = codes.next();
        finding.fixes.extend(swap(case, document, looks_like));
        findings.push(finding);
    }
}

/// Exchanges the texts with the box where this one belongs, if that one is misplaced or empty too.
fn swap(case: &Case<'_>, document: usize, looks_like: crate::policy::Kind) -> Option<Fix> {
    let mut others = case.readings.iter().enumerate();
    let (other, reading) = others.find(|(index, reading)| {
        *index != document
            && reading.document.kind == looks_like
            && (reading.looks_like.is_some() || reading.text().trim().is_empty())
    })?;
    let (own_text, other_text) = (case.text(document), reading.text());
    let replace = |document, old: &str, new: &str| DocumentEdit {
        document,
        edit: Edit::replace(Span::new(0, old.len()), new),
    };
    let name = kind_name(looks_like);
    Some(Fix {
        title: Words {
            en: format!("Move to the {}", name.en),
            ja: format!("{}の欄に移動", name.ja),
        },
        impact: Impact::Tidies,
        edits: vec![replace(document, own_text, other_text), replace(other, other_text, own_text)],
    })
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    const TRUST: &str = r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}
^ looks like a trust policy
"#;

    #[test]
    fn a_trust_policy_in_the_role_s_box_is_told() {
        check("wrong-policy-kind", Kind::Identity, TRUST);
        check("wrong-policy-kind", Kind::Bucket, TRUST);
    }

    #[test]
    fn policies_in_their_own_boxes_are_silent() {
        check("wrong-policy-kind", Kind::Trust, TRUST.lines().nth(1).unwrap());
        check(
            "wrong-policy-kind",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*"}]}
"#,
        );
        check(
            "wrong-policy-kind",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/a"}]}
"#,
        );
        check(
            "wrong-policy-kind",
            Kind::VpcEndpoint,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}]}
"#,
        );
    }
}
