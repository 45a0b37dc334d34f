//! Allow statements whose resource holds a policy variable that the call has no value for.

use super::{Case, Checked};
use crate::{
    eval::{Lookup, Match},
    glob::{Cover, Glob},
    policy::{Effect, Kind, Polarity, Spanned, Version},
    template,
};

/// The value that would cover the call, had its variable one.
#[derive(Debug)]
pub(crate) struct Unresolved<'a> {
    pub(crate) document: usize,
    pub(crate) statement: usize,
    pub(crate) value: &'a Spanned<String>,
    /// For example `aws:username`.
    pub(crate) key: &'a str,
}

/// The first such value in a policy of `kind` that blocks `checked`.
pub(crate) fn unresolved<'a>(
    case: &'a Case<'_>,
    checked: &Checked,
    kind: Kind,
) -> Option<Unresolved<'a>> {
    let wanted = Glob::new(&checked.call.resource);
    checked.decision.evidence.iter().find_map(|evidence| {
        let is_near = evidence.effect == Some(Effect::Allow)
            && evidence.kind == kind
            && evidence.principal.and(evidence.action) == Match::Yes
            && evidence.resource == Match::No;
        let document = checked.document_of(evidence.policy).filter(|_| is_near)?;
        let policy = case.readings.get(document)?.policy.as_ref()?;
        if policy.effective_version() == Version::V2008 {
            return None;
        }
        let statement = policy.statements.get(evidence.statement)?;
        let listed = statement.resource.as_ref().filter(|it| it.polarity == Polarity::Listed)?;
        listed.values.iter().find_map(|value| {
            let (key, widened) = absent(&value.value, checked)?;
            let covers = Glob::new(&widened).cover(&wanted) == Cover::All;
            let statement = evidence.statement;
            covers.then_some(Unresolved { document, statement, value, key })
        })
    })
}

/// The key of the first variable without a value, and `value` with `*` in the place of each.
fn absent<'a>(value: &'a str, checked: &Checked) -> Option<(&'a str, String)> {
    let mut found = None;
    let mut widened = String::new();
    let mut done = 0;
    while let Some(range) = template::inserted(value, done) {
        widened.push_str(value.get(done..range.start)?);
        widened.push('*');
        done = range.end;
        let key = value.get(range.start + 2..range.end - 1)?.trim();
        let is_absent = template::is_variable(key)
            && matches!(checked.call.context.lookup(key), Lookup::Absent);
        found = found.or(Some(key).filter(|_| is_absent));
    }
    widened.push_str(value.get(done..)?);
    Some((found?, widened))
}
