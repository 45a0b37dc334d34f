//! Trust policies: what IAM takes in them beyond the grammar. See
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>.

use super::{Found, Wrong, both, identity, is_open, principals};
use crate::policy::{
    Comparison, Condition, Effect, Polarity, Policy, Principal, PrincipalElement, Statement,
};

const ALL_BUT: Wrong =
    both("A trust policy has no `NotPrincipal`.", "信頼ポリシーでは `NotPrincipal` を使えません。");
const EVERYONE: Wrong = both(
    "A trust policy does not take `\"Principal\": \"*\"`.",
    "信頼ポリシーに `\"Principal\": \"*\"` は指定できません。",
);
const ACTION: Wrong =
    both("`{}` is no action of AWS STS.", "`{}` は AWS STS のアクションではありません。");
const NO_REPOSITORY: Wrong = both(
    "Nothing here asks for which repository or workflow GitHub made the token.",
    "GitHub がどのリポジトリやワークフローに発行したトークンかを確認する条件がありません。",
);

/// Of the last two it is not known that they are enough.
const CLAIMS: [&str; 4] = [":sub", ":job_workflow_ref", ":repository", ":repository_id"];
const GITHUB: &str = "token.actions.githubusercontent.com";

pub(super) fn look(found: &mut Found<'_>, policy: &Policy) {
    principals::each(found, policy, 3, &|of, name| {
        // How AWS names the other types is not known.
        let is_known = matches!(of, "AWS" | "SERVICE");
        let words = format!("Invalid principal in policy: \"{of}\":\"{name}\"");
        if is_known { words } else { String::new() }
    });
    for statement in &policy.statements {
        if let Some(element) = &statement.principal {
            of_principals(found, statement, element);
        }
        let actions = statement.action.as_ref().filter(|it| it.polarity == Polarity::Listed);
        for action in actions.iter().flat_map(|list| &list.values) {
            let service = action.value.split(':').next().unwrap_or_default().trim();
            let is_sts = service.eq_ignore_ascii_case("sts") || service.contains(['*', '?']);
            if !is_sts && !is_open(&action.value) {
                found.say(4, statement, action.span, "", (ACTION, &action.value));
            }
        }
        identity::literals(found, statement);
    }
}

fn of_principals(found: &mut Found<'_>, statement: &Statement, element: &PrincipalElement) {
    if element.polarity == Polarity::AllBut {
        let text = "Has prohibited field NotPrincipal.";
        found.say(1, statement, element.name_span, text, (ALL_BUT, ""));
        return;
    }
    if element.value_span.of(found.read.text) == "\"*\"" {
        let text = "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".";
        found.say(3, statement, element.value_span, text, (EVERYONE, ""));
    }
    let is_github = |principal: &Principal| match principal {
        Principal::Federated(name) => name.ends_with(&format!(":oidc-provider/{GITHUB}")),
        _ => false,
    };
    let Some(entry) = element.entries.iter().find(|entry| is_github(&entry.value)) else { return };
    let is_told = statement.has_gap || statement.conditions.iter().any(names_repository);
    if statement.is(Effect::Allow) && !is_told {
        found.say(5, statement, entry.span, "", (NO_REPOSITORY, ""));
    }
}

/// A positive condition on a claim that tells one of GitHub's repositories or workflows from another.
fn names_repository(condition: &Condition) -> bool {
    let key = condition.key.value.to_ascii_lowercase();
    let is_claim = key.starts_with(GITHUB) && CLAIMS.iter().any(|claim| key.ends_with(claim));
    let is_text = condition.operator.is_some_and(|it| {
        let of_texts = matches!(
            it.comparison,
            Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike
        );
        of_texts && !it.negated
    });
    is_open(&key) || is_claim && is_text
}
