//! A fix that several rules offer: a new statement with just the calls that are denied.

use crate::{
    case::{Case, Checked},
    catalog::{S3Resource, s3_resource},
    eval::CallerKind,
    fix::{NewStatement, add_statements, fix, free_sid},
    lang::Words,
    policy::Kind,
    report::{Fix, Impact},
    words::listed,
};

/// One new statement for each resource, with just the actions that are needed on it. `None` where
/// the document must name the caller, and nobody told who that is.
pub(super) fn allow_apart(case: &Case<'_>, document: usize, checks: &[&Checked]) -> Option<Fix> {
    let policy = case.readings.get(document)?.policy.as_ref()?;
    let call = &checks.first()?.call;
    let caller = call.caller.nameable();
    let caller = caller.as_deref();
    let principal = match case.kind(document) {
        // Gateway endpoints take nobody by name, and an endpoint policy grants nothing.
        Kind::VpcEndpoint => Some("*"),
        Kind::Bucket if checks.iter().all(|checked| reads_unsigned(checked)) => Some("*"),
        kind if kind.names_principals() => Some(caller?),
        _ => None,
    };
    let groups = by_resource(checks);
    let mut sids: Vec<String> = Vec::new();
    for (_, actions) in &groups {
        let action = actions.first()?;
        let name = match s3_resource(action) {
            Some(S3Resource::Object) => "Objects",
            Some(S3Resource::Bucket) => "Bucket",
            None => action.split(':').next_back().unwrap_or_default(),
        };
        let mut sid = free_sid(policy, &format!("Allow{name}"));
        while sids.contains(&sid) {
            sid = free_sid(policy, &format!("{sid}Too"));
        }
        sids.push(sid);
    }
    let new: Vec<NewStatement<'_>> = groups
        .iter()
        .zip(&sids)
        .map(|((resource, actions), sid)| NewStatement {
            sid,
            principal,
            actions,
            resource,
            condition: None,
        })
        .collect();
    let edits = add_statements(case.text(document), policy, &new)?;
    let actions = listed(checks.iter().map(|checked| checked.call.action.as_str()));
    let title = match principal {
        Some(caller) if caller != "*" => Words {
            en: format!("Allow `{caller}` {}", actions.en),
            ja: format!("`{caller}` に{}を許可", actions.ja),
        },
        _ => {
            let resources = listed(groups.iter().map(|(resource, _)| *resource));
            if caller.is_none() && case.kind(document) == Kind::Bucket {
                let title = Words {
                    en: format!("Allow everyone {} on {}", actions.en, resources.en),
                    ja: format!("全員に {} に対する{}を許可", resources.ja, actions.ja),
                };
                return Some(fix(title, Impact::Widens, document, edits));
            }
            Words {
                en: format!("Allow {} on {}", actions.en, resources.en),
                ja: format!("{} に対する{}を許可", resources.ja, actions.ja),
            }
        }
    };
    Some(fix(title, Impact::Widens, document, edits))
}

/// As a website's visitors do: only what everyone may do lets them in.
fn reads_unsigned(checked: &Checked) -> bool {
    checked.call.caller.kind == CallerKind::Anonymous && checked.call.action == "s3:GetObject"
}

/// The needed actions, by the resource they are needed on.
fn by_resource<'a>(checks: &[&'a Checked]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for checked in checks {
        let (action, resource) = (checked.call.action.as_str(), checked.call.resource.as_str());
        match groups.iter_mut().find(|(known, _)| *known == resource) {
            Some((_, actions)) => actions.push(action),
            None => groups.push((resource, vec![action])),
        }
    }
    groups
}
