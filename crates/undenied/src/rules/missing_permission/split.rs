//! What is missing in one statement and stands in two.

use super::Gap;
use crate::{
    case::Case,
    eval::Match,
    lang::Words,
    policy::{Effect, Kind, Polarity, Statement},
    report::Place,
};

/// Where one statement has the actions and another the resource: nothing is allowed by two of them together.
pub(super) fn split(case: &Case<'_>, gap: &Gap<'_>) -> Option<(Words, Vec<(Place, Words)>)> {
    let of_action = half(case, gap, &|statement, (action, resource)| {
        let is_named = statement.action.as_ref().is_some_and(|it| it.polarity == Polarity::Listed);
        is_named && action == Match::Yes && resource == Match::No
    })?;
    let of_resource = half(case, gap, &|statement, (action, resource)| {
        let listed = statement.resource.as_ref().filter(|it| it.polarity == Polarity::Listed);
        let is_named = listed.is_some_and(|it| it.values.iter().all(|value| value.value != "*"));
        is_named && action == Match::No && resource == Match::Yes
    })?;
    let said = Words {
        en: " One statement has the action, another the resource: only one that has both allows it."
            .to_owned(),
        ja: "アクションと対象のリソースが別々のステートメントにあります。許可されるのは、両方が同じステートメントにある場合だけです。".to_owned(),
    };
    let action = Words {
        en: "The action stands here.".to_owned(),
        ja: "アクションはここにあります。".to_owned(),
    };
    let resource = Words {
        en: "The resource stands here.".to_owned(),
        ja: "リソースはここにあります。".to_owned(),
    };
    Some((said, vec![(of_action, action), (of_resource, resource)]))
}

/// The first Allow of the caller's policies to which the call's action and resource are so.
fn half(
    case: &Case<'_>,
    gap: &Gap<'_>,
    is_it: &dyn Fn(&Statement, (Match, Match)) -> bool,
) -> Option<Place> {
    gap.checked.decision.evidence.iter().find_map(|evidence| {
        let document = gap.checked.document_of(evidence.policy)?;
        let statement = case.statement(document, evidence.statement)?;
        let is_own = evidence.kind == Kind::Identity && evidence.effect == Some(Effect::Allow);
        let halves = (evidence.action, evidence.resource);
        let is_half = is_own && !statement.has_gap && is_it(statement, halves);
        is_half.then(|| case.place(document, statement.span, Some(statement.index)))
    })
}
