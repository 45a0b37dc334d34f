//! `FullAWSAccess`, which organizations keep attached beside service control policies that only deny:
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html>.

use super::Case;
use crate::{
    eval::Relation,
    policy::{self, Effect, Kind, Policy},
};
use undenied_json::parse;

const FULL_ACCESS: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// The policy, where some level has only such as deny: without it nothing at all would be allowed
/// there, which nobody sets up.
pub(super) fn full_access(case: &Case<'_>) -> Option<Policy> {
    let mut levels = case.of_kind(Kind::ServiceControl).map(|(_, reading, policy)| Relation {
        policy,
        kind: Kind::ServiceControl,
        target: reading.document.target.as_deref(),
    });
    let all: Vec<Relation<'_>> = levels.by_ref().collect();
    let has_level = all.iter().any(|level| only_denies(level.target, &all));
    let read = |root| policy::read(root, Kind::ServiceControl).0;
    parse(FULL_ACCESS).root.filter(|_| has_level).as_ref().map(read)
}

/// Attaches it at each level that has only policies that deny.
pub(super) fn attach<'a>(
    full_access: Option<&'a Policy>,
    kinds: &[Kind],
    relations: &mut Vec<Relation<'a>>,
) {
    let Some(policy) = full_access.filter(|_| kinds.contains(&Kind::ServiceControl)) else {
        return;
    };
    let mut targets: Vec<Option<&'a str>> = Vec::new();
    for relation in relations.iter().filter(|relation| relation.kind == Kind::ServiceControl) {
        if !targets.contains(&relation.target) && only_denies(relation.target, relations) {
            targets.push(relation.target);
        }
    }
    let kind = Kind::ServiceControl;
    relations.extend(targets.into_iter().map(|target| Relation { policy, kind, target }));
}

fn only_denies(target: Option<&str>, relations: &[Relation<'_>]) -> bool {
    let mut level = relations
        .iter()
        .filter(|relation| relation.kind == Kind::ServiceControl && relation.target == target);
    level.all(|relation| {
        relation.policy.statements.iter().all(|statement| statement.is(Effect::Deny))
    })
}

#[cfg(test)]
mod tests {
    use crate::{Document, Outcome, analyze, policy::Kind, rules::testing::import};

    /// The verdict on an import whose role allows everything, under these policies by level.
    fn verdict(levels: &[(&str, &str)]) -> Outcome {
        let statement = |effect: &str, action: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}","Action":"{action}","Resource":"*"}}}}"#
            )
        };
        let mut input = import();
        input.profile = crate::profile::by_id("generic-s3-read");
        let role = (Kind::Identity, statement("Allow", "*"), None);
        let levels = levels.iter().map(|(target, text)| {
            let (effect, action) = text.split_once(' ').unwrap();
            (Kind::ServiceControl, statement(effect, action), Some((*target).to_owned()))
        });
        for (kind, text, target) in std::iter::once(role).chain(levels) {
            input.documents.push(Document { id: text.clone(), kind, text, target });
        }
        analyze(&input).verdict.outcome
    }

    #[test]
    fn levels_that_only_deny_keep_full_access() {
        assert_eq!(verdict(&[("root", "Deny s3:Delete*"), ("ou", "Deny ec2:*")]), Outcome::Allowed);
        assert_eq!(verdict(&[("root", "Allow *"), ("ou", "Deny ec2:*")]), Outcome::Allowed);
        assert_eq!(verdict(&[("root", "Deny s3:*")]), Outcome::ExplicitDeny);
    }

    #[test]
    fn an_allow_list_is_taken_as_it_is() {
        let levels = [("root", "Allow ec2:*"), ("ou", "Deny s3:Delete*")];
        assert_eq!(verdict(&levels), Outcome::ImplicitDeny);
        assert_eq!(verdict(&[("a", "Allow ec2:*"), ("a", "Deny s3:Put*")]), Outcome::ImplicitDeny);
    }
}
