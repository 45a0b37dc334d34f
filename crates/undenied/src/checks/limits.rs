//! Policies that grant nothing and have to allow, but only deny.

use undenied_json::Span;

use super::{Check, Subject, both};
use crate::{
    policy::{Effect, Kind},
    report::Severity,
    rules::pages,
};

static ALLOWS_NOTHING: Check = Check::own(
    "limit-without-allow",
    Severity::Warning,
    pages::POLICY_TYPES,
    [
        both("A limit that allows nothing", "何も許可しない上限のポリシー"),
        both(
            "All statements of this policy deny, so it allows nothing.",
            "すべてのステートメントが拒否なので、このポリシーは何も許可しません。",
        ),
        both(
            "A call needs an `Allow` in a policy of this kind as well as in those that grant access. Add one for everything, beside which the denials stand.",
            "アクセスを許可するポリシーだけでなく、この種類のポリシーにも `Allow` が必要です。すべてを許可するステートメントを加え、拒否と並べてください。",
        ),
    ],
);

pub(super) const CHECKS: &[&Check] = &[&ALLOWS_NOTHING];

pub(super) fn look(subject: &mut Subject<'_>) {
    let statements = &subject.policy.statements;
    let only_denies =
        statements.iter().all(|statement| statement.is(Effect::Deny) && !statement.has_gap);
    let is_limit =
        matches!(subject.kind, Kind::PermissionsBoundary | Kind::Session | Kind::VpcEndpoint);
    // A denied call says more of it.
    let is_told = !subject.case.checked.is_empty();
    if is_limit && only_denies && !statements.is_empty() && !is_told {
        let start = subject.policy.span.start;
        subject.say_of_policy(&ALLOWS_NOTHING, Span::new(start, start + 1), "");
    }
}

#[cfg(test)]
mod tests {
    use crate::{checks::testing::speaks_of, policy::Kind};

    #[test]
    fn what_only_denies_is_no_limit_to_live_under() {
        let deny = r#"{"Effect": "Deny", PRINCIPAL"Action": "s3:*", "Resource": "*"}"#;
        let of = |kind: Kind, more: &str| {
            let principal = if kind.names_principals() { r#""Principal": "*", "# } else { "" };
            let statements = format!("{deny}{more}").replace("PRINCIPAL", principal);
            format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#)
        };
        let rule = "limit-without-allow";
        for kind in [Kind::PermissionsBoundary, Kind::Session, Kind::VpcEndpoint] {
            speaks_of(rule, kind, &of(kind, ""), true);
            let all = format!(", {}", deny.replace("Deny", "Allow"));
            speaks_of(rule, kind, &of(kind, &all), false);
        }
        for kind in [Kind::Identity, Kind::ServiceControl, Kind::Bucket] {
            speaks_of(rule, kind, &of(kind, ""), false);
        }
    }
}
