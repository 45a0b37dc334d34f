//! A key policy that was given although nobody told of encryption: what it would say, were the data
//! encrypted with that key.

use super::{Case, calls::Planned};
use crate::{
    Encryption, Input, KeyFacts, KeyManager,
    policy::{Arn, Kind, Policy, Principal},
};

/// What S3 would ask of the key to serve each of `planned`.
pub(super) fn plan(case: &Case<'_>, planned: &[Planned<'_>]) -> Vec<Planned<'static>> {
    let Some(input) = encrypted(case) else { return Vec::new() };
    let Some(settings) = case.input.settings else { return Vec::new() };
    let mut supposed: Vec<Planned<'static>> = Vec::new();
    for served in planned.iter().filter(|served| served.is_required()) {
        let calls = (settings.further_calls)(&input, served, false);
        for mut call in calls.into_iter().filter(|call| call.call.action.starts_with("kms:")) {
            if supposed.iter().all(|known| known.call.action != call.call.action) {
                call.is_supposed = true;
                supposed.push(call);
            }
        }
    }
    supposed
}

/// The case with its data under the key; `None` where encryption is told, or no key policy given.
fn encrypted(case: &Case<'_>) -> Option<Input> {
    let (_, reading, policy) = case.of_kind(Kind::Key).next()?;
    let mut facts = case.input.facts.clone();
    if facts.bucket.encryption.is_some() || facts.object.encryption.is_some() {
        return None;
    }
    let told = reading.document.target.clone();
    let known = facts.keys.first().map(|key| key.arn.clone());
    // As a name it is some key of the account, which every policy on keys may mean.
    let named = || named(case).unwrap_or_else(|| "alias/unknown".to_owned());
    let arn = told.or(known).unwrap_or_else(named);
    let caller = case.input.request.principal.as_deref().and_then(Arn::parse);
    let account = account(policy).or(facts.bucket.account.clone());
    let account = account.or(caller.map(|arn| arn.account().to_owned()));
    if facts.keys.iter().all(|key| key.arn != arn) {
        let manager = Some(KeyManager::Customer);
        facts.keys.push(KeyFacts { arn: arn.clone(), account, manager, ..KeyFacts::default() });
    }
    facts.bucket.encryption = Some(Encryption {
        algorithm: "aws:kms".to_owned(),
        key_arn: Some(arn),
        bucket_key_enabled: None,
    });
    Some(Input { facts, request: case.input.request.clone(), ..Input::default() })
}

/// The one key that the caller's policies name.
fn named(case: &Case<'_>) -> Option<String> {
    let statements = case.of_kind(Kind::Identity).flat_map(|(.., policy)| &policy.statements);
    let lists = statements.filter_map(|statement| statement.resource.as_ref());
    let values = lists.flat_map(|list| &list.values).map(|value| value.value.as_str());
    let is_key = |value: &&str| {
        let arn = Arn::parse(value).filter(|arn| arn.resource().starts_with("key/"));
        arn.is_some_and(|arn| arn.service() == "kms") && !value.contains(['*', '?', '$', '<'])
    };
    let mut keys = values.filter(is_key);
    let first = keys.next()?;
    keys.all(|key| key == first).then(|| first.to_owned())
}

/// Whose key it is: nearly every key policy hands the key to its own account first.
fn account(policy: &Policy) -> Option<String> {
    let elements = policy.statements.iter().filter_map(|statement| statement.principal.as_ref());
    elements.flat_map(|element| &element.entries).find_map(|entry| match &entry.value {
        Principal::Account(account) => Some(account.clone()),
        _ => None,
    })
}
