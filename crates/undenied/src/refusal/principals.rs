//! Principals that cannot be any, by their form alone; whether somebody exists, only AWS knows. See
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>.

use super::{Found, Wrong, both, is_open, is_partition};
use crate::{
    catalog,
    policy::{Arn, Policy, Principal, is_account_id},
};

pub(super) const NOBODY: Wrong = both(
    "`{}` is no principal that such a policy can name.",
    "`{}` は、このポリシーに指定できるプリンシパルではありません。",
);

/// Those of a key policy.
pub(super) fn look(found: &mut Found<'_>, policy: &Policy) {
    each(found, policy, 6, &|_, _| {
        "Policy contains a statement with one or more invalid principals.".to_owned()
    });
}

/// Objects to each that cannot be one, in words made of its type and name.
pub(super) fn each(
    found: &mut Found<'_>,
    policy: &Policy,
    rank: u8,
    words: &dyn Fn(&str, &str) -> String,
) {
    for statement in &policy.statements {
        for entry in statement.principal.iter().flat_map(|element| &element.entries) {
            let shown = entry.value.shown();
            if let Some(of) = wrong_type(&entry.value).filter(|_| !is_open(shown)) {
                found.say(rank, statement, entry.span, &words(of, shown), (NOBODY, shown));
            }
        }
    }
}

/// The member that it stands under, where it cannot be a principal.
fn wrong_type(principal: &Principal) -> Option<&'static str> {
    let has_wildcard = principal.shown().contains(['*', '?']);
    let (of, is_wrong) = match principal {
        // AWS shows the ids of whom somebody has deleted: they stand in policies that it has.
        Principal::Everyone | Principal::Account(_) | Principal::UniqueId(_) => return None,
        Principal::Arn(arn) => ("AWS", has_wildcard || !is_somebody(arn)),
        Principal::Other(text) => ("AWS", !text.contains('$')),
        // In which letters a service may be written is not known.
        Principal::Service(name) => {
            let lower = name.to_ascii_lowercase();
            ("SERVICE", has_wildcard || catalog::service_of(&lower).is_none())
        }
        Principal::Federated(_) => ("Federated", has_wildcard),
        Principal::CanonicalUser(id) => {
            ("CanonicalUser", id.len() != 64 || !id.bytes().all(|it| it.is_ascii_hexdigit()))
        }
    };
    is_wrong.then_some(of)
}

fn is_somebody(arn: &Arn) -> bool {
    let account = arn.account();
    // Words in its place are left for the reader to replace.
    let is_number = account.bytes().all(|byte| byte.is_ascii_digit());
    let resource = arn.resource();
    let named = |start: &str| resource.strip_prefix(start).is_some_and(|name| !name.is_empty());
    let is_type = match arn.service() {
        // Those of IAM Identity Center have a path.
        "iam" => {
            let is_role = named("role/") && !resource.starts_with("role/AWSReservedSSO_");
            resource == "root" || named("user/") || is_role
        }
        "sts" => {
            let session = resource.strip_prefix("assumed-role/");
            session.is_some_and(|rest| rest.contains('/')) || named("federated-user/")
        }
        _ => false,
    };
    is_type
        && resource == resource.trim()
        && arn.region().is_empty()
        && is_partition(arn.partition())
        && (is_account_id(account) || !is_number)
}
