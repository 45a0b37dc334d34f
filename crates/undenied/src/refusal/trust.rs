//! Trust policies: what IAM takes in them beyond the grammar. See
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>.

use undenied_json::cut;

use super::{Found, Wrong, both, identity, is_open, principals};
use crate::{
    catalog::actions,
    policy::{
        Comparison, Condition, Effect, Polarity, Policy, Principal, PrincipalElement, Statement,
    },
};

const ALL_BUT: Wrong =
    both("A trust policy has no `NotPrincipal`.", "信頼ポリシーでは `NotPrincipal` を使えません。");
const EVERYONE: Wrong = both(
    "A trust policy does not take `\"Principal\": \"*\"`.",
    "信頼ポリシーに `\"Principal\": \"*\"` は指定できません。",
);
const ACTION: Wrong =
    both("`{}` is no action of AWS STS.", "`{}` は AWS STS のアクションではありません。");
/// In <https://github.com/hashicorp/terraform-provider-aws/issues/32872>, of an action that AWS STS does not have.
const ACTIONS: &str = "AssumeRole policy may only specify STS AssumeRole actions.";
const NOT_ASKED: Wrong = both(
    "Many share this provider, so that IAM requires a condition on `{}`.",
    "多くの顧客が共有するプロバイダーのため、`{}` の条件が必要です。",
);

/// A provider that many customers share.
struct Shared {
    /// What its ARN ends in, or how it stands in a policy by itself.
    name: &'static str,
    /// The ends of the keys of which IAM asks for one.
    claims: &'static [&'static str],
    /// Whether any condition does.
    takes_any: bool,
}

/// Those of the providers of which IAM asks for a claim whose claim is known: by
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html> (of GitHub's last two it
/// is not known that they are enough), <https://github.com/buildkite-plugins/aws-assume-role-with-web-identity-buildkite-plugin/pull/31>
/// and <https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html>.
const SHARED: [Shared; 3] = [
    Shared {
        name: "token.actions.githubusercontent.com",
        claims: &["sub", "job_workflow_ref", "repository", "repository_id"],
        takes_any: false,
    },
    Shared { name: "agent.buildkite.com", claims: &["sub"], takes_any: false },
    Shared { name: "cognito-identity.amazonaws.com", claims: &["aud"], takes_any: true },
];

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
            if !is_of_sts(&action.value) && !is_open(&action.value) {
                found.say(4, statement, action.span, ACTIONS, (ACTION, &action.value));
            }
        }
        identity::literals(found, statement);
    }
}

/// Whether AWS STS has such an action, or one that the pattern is for.
fn is_of_sts(action: &str) -> bool {
    let (service, name) = action.split_once(':').unwrap_or((action, ""));
    if service.contains(['*', '?']) {
        return true;
    }
    let is_known = name.is_empty()
        || name.contains(['*', '?', '$'])
        || actions("sts").is_none_or(|mut all| all.any(|known| known.eq_ignore_ascii_case(name)));
    service.trim().eq_ignore_ascii_case("sts") && is_known
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
    if statement.has_gap || !statement.is(Effect::Allow) {
        return;
    }
    for entry in &element.entries {
        let Principal::Federated(name) = &entry.value else { continue };
        let name = cut(name, ":oidc-provider/").map_or(name.as_str(), |(_, name)| name);
        let Some(shared) = SHARED.iter().find(|it| it.name == name) else { continue };
        if statement.conditions.iter().any(|condition| shared.is_asked(condition)) {
            continue;
        }
        let claim = shared.claims.first().copied().unwrap_or_default();
        let key = format!("{name}:{claim}");
        found.say(5, statement, entry.span, "", (NOT_ASKED, &key));
    }
}

impl Shared {
    /// Whether the condition tells customers of the provider from each other, as far as IAM asks for that.
    fn is_asked(&self, condition: &Condition) -> bool {
        let key = condition.key.value.to_ascii_lowercase();
        let claim = key.strip_prefix(self.name).and_then(|rest| rest.strip_prefix(':'));
        let is_claim = claim.is_some_and(|claim| self.claims.contains(&claim));
        let is_text = condition.operator.is_some_and(|it| {
            let of_texts = matches!(
                it.comparison,
                Comparison::StringEquals
                    | Comparison::StringEqualsIgnoreCase
                    | Comparison::StringLike
            );
            of_texts && !it.negated
        });
        self.takes_any || is_open(&key) || is_claim && is_text
    }
}
