//! Policies of AWS Organizations. See
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html> and
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html>.

use undenied_json::has;

use super::{Found, Wrong, both, identity, is_open, slips::OF_TYPE};
use crate::{
    catalog,
    policy::{Effect, Kind, Polarity, Policy, Principal, Statement},
};

const ALLOW: Wrong = both(
    "A resource control policy only denies; the one that allows is AWS's own.",
    "リソースコントロールポリシーでは拒否だけを指定できます。許可するものは AWS のポリシーだけです。",
);
const ALL_BUT: Wrong = both(
    "A resource control policy does not take `{}`.",
    "リソースコントロールポリシーでは `{}` を使えません。",
);
const ACTION: Wrong = both(
    "Resource control policies do not take `{}`.",
    "`{}` はリソースコントロールポリシーに指定できません。",
);
const PRINCIPAL: Wrong = both(
    "A resource control policy is about everyone, `*`, not `{}`.",
    "リソースコントロールポリシーのプリンシパルは `*` だけで、`{}` は指定できません。",
);

pub(super) fn look(found: &mut Found<'_>, policy: &Policy) {
    identity::sids(found, policy, 1, OF_TYPE);
    for statement in &policy.statements {
        if found.read.kind == Kind::ResourceControl {
            resource_control(found, statement);
        }
        for action in statement.action.iter().flat_map(|list| &list.values) {
            let name = action.value.as_str();
            if name != "*" && !name.contains(':') && !is_open(name) {
                found.say(4, statement, action.span, OF_TYPE, (ACTION_FORM, name));
            }
        }
        for resource in statement.resource.iter().flat_map(|list| &list.values) {
            let name = resource.value.as_str();
            let is_one = name.starts_with("arn:") || name.starts_with('*') || has(name, "${");
            if !is_one && !is_open(name) {
                found.say(5, statement, resource.span, OF_TYPE, (RESOURCE_FORM, name));
            }
        }
    }
}

const ACTION_FORM: Wrong = both(
    "`{}` does not begin with a service and a colon, as in `s3:GetObject`.",
    "`{}` は `s3:GetObject` のようなサービス名とコロンで始まっていません。",
);
const RESOURCE_FORM: Wrong = both("`{}` is no ARN.", "`{}` は ARN ではありません。");

fn resource_control(found: &mut Found<'_>, statement: &Statement) {
    let is_full = is_full_access(statement);
    if let Some(effect) = statement.effect.as_ref().filter(|_| !is_full)
        && statement.is(Effect::Allow)
    {
        found.say(2, statement, effect.span, OF_TYPE, (ALLOW, ""));
    }
    if let Some(element) = &statement.principal {
        if element.polarity == Polarity::AllBut {
            let wrong = (ALL_BUT, "NotPrincipal");
            found.say(3, statement, element.name_span, OF_TYPE, wrong);
        }
        for entry in element.entries.iter().filter(|_| element.polarity == Polarity::Listed) {
            let shown = entry.value.shown();
            if entry.value != Principal::Everyone && !is_open(shown) {
                found.say(3, statement, entry.span, OF_TYPE, (PRINCIPAL, shown));
            }
        }
    }
    let Some(actions) = &statement.action else { return };
    if actions.polarity == Polarity::AllBut {
        found.say(4, statement, actions.name_span, OF_TYPE, (ALL_BUT, "NotAction"));
        return;
    }
    for action in actions.values.iter().filter(|_| !is_full) {
        let name = action.value.as_str();
        let is_wrong = match name.split_once(':') {
            Some((service, _)) => {
                !service.contains(['*', '?']) && !catalog::is_of_supported_service(name)
            }
            None => name == "*",
        };
        if is_wrong && !is_open(name) {
            found.say(4, statement, action.span, OF_TYPE, (ACTION, name));
        }
    }
}

/// As AWS's own `RCPFullAWSAccess` has it.
fn is_full_access(statement: &Statement) -> bool {
    let all = |list: &Option<crate::policy::ListElement>| {
        list.as_ref().is_none_or(|list| {
            list.polarity == Polarity::Listed && list.values.iter().all(|it| it.value == "*")
        })
    };
    statement.is(Effect::Allow)
        && statement.conditions.is_empty()
        && all(&statement.action)
        && all(&statement.resource)
}
