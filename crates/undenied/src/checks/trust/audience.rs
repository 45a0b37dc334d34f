//! Set operators on the audience of a token.

use super::{GITHUB, texts};
use crate::{
    checks::{Subject, is_open},
    policy::{Qualifier, Statement},
};

/// Providers whose tokens are for one audience each.
const ONE_AUDIENCE: [&str; 3] = [GITHUB, "accounts.google.com", "cognito-identity.amazonaws.com"];

pub(super) fn look(subject: &mut Subject<'_>, statement: &Statement) {
    for condition in &statement.conditions {
        let key = condition.key.value.as_str();
        let Some(qualifier) = condition.operator.and_then(|it| it.qualifier) else { continue };
        let lower = key.to_ascii_lowercase();
        let Some(provider) = lower.strip_suffix(":aud").filter(|it| *it != "saml") else {
            continue;
        };
        if is_open(key) {
            continue;
        }
        let check = match (has_one_audience(provider), qualifier) {
            (false, _) => &texts::AUDIENCE,
            (true, Qualifier::ForAnyValue) => &texts::ANY_AUDIENCE,
            // Said of every key with a single value.
            (true, Qualifier::ForAllValues) => continue,
        };
        subject.say(check, condition.operator_span, statement, key);
    }
}

/// Whether the tokens of `provider`, in small letters, are for one audience each.
pub(in crate::checks) fn has_one_audience(provider: &str) -> bool {
    let host = provider.split('/').next().unwrap_or_default();
    ONE_AUDIENCE.contains(&host)
}
