//! AWS managed policies, which nobody else can change: no fix is one of theirs. Not: finding what is wrong.

use super::RULES;
use crate::{case::Case, report::Finding};

/// Takes the fixes that change such a policy, and says what can be done in their place.
pub(super) fn settle(case: &Case<'_>, findings: &mut Vec<Finding>) {
    // What AWS's validator says of them is AWS's to heed.
    let is_call_s = |finding: &Finding| RULES.iter().any(|rule| rule.id == finding.rule.id);
    findings.retain(|it| is_call_s(it) || case.managed_by_aws(it.place.document).is_none());
    for finding in findings {
        let before = finding.fixes.len();
        let is_own = |document: usize| case.managed_by_aws(document).is_none();
        finding.fixes.retain(|fix| fix.edits.iter().all(|edit| is_own(edit.document)));
        let name = case.managed_by_aws(finding.place.document);
        let Some(name) = name.filter(|_| finding.fixes.len() < before) else { continue };
        finding.why.en.push_str(&format!(
            " AWS manages `{name}`, and nobody else can change it: attach a policy of your own beside it, or a changed copy in its place."
        ));
        finding.why.ja.push_str(&format!(
            "`{name}` は AWS 管理ポリシーのため編集できません。独自のポリシーを追加するか、内容を変更したコピーに置き換えてください。"
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Document, Outcome, analyze, catalog, intake, policy::Kind, remedy, rules::testing::import,
    };

    const READ_ONLY: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

    #[test]
    fn nobody_changes_what_aws_manages() {
        let mut input = import();
        input.profile = crate::profile::by_id("generic-s3-write");
        let text = catalog::managed_policy(READ_ONLY).unwrap().to_owned();
        let (id, kind, target) = ("role".to_owned(), Kind::Identity, Some(READ_ONLY.to_owned()));
        input.documents.push(Document { id, kind, text, target });
        let report = analyze(&input);
        let missing = report.findings.iter().find(|it| it.rule.id == "missing-permission").unwrap();
        assert!(missing.fixes.is_empty(), "{missing:?}");
        assert!(missing.why.en.contains("AWS manages `AmazonS3ReadOnlyAccess`"), "{missing:?}");
        let steps = report.guide.iter().flat_map(|task| &task.steps);
        assert!(!steps.flat_map(|step| &step.commands).any(|it| it.contains("put-role-policy")));
    }

    #[test]
    fn a_policy_of_one_s_own_is_put_beside_it() {
        let paste = format!(
            "User: arn:aws:iam::111122223333:role/etl is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::acme/a\" because no identity-based policy allows the s3:PutObject action\n\n{{\"AttachedPolicies\": [{{\"PolicyName\": \"x\", \"PolicyArn\": \"{READ_ONLY}\"}}]}}"
        );
        let found = intake::read(&paste);
        let mut input = crate::Input::default();
        for (index, it) in found.documents.into_iter().enumerate() {
            let id = format!("{index}");
            input.in_force.push(id.clone());
            input.documents.push(Document { id, kind: it.kind, text: it.text, target: it.target });
        }
        input.take_refused(found.refused.unwrap());
        let after = remedy(&input);
        assert_eq!(after.report.verdict.outcome, Outcome::Allowed);
        assert_eq!(after.documents[0].text, input.documents[0].text);
    }
}
