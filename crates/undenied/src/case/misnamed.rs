//! Actions that AWS does not have, and the calls that they were meant to allow.

use super::{Case, Checked};
#[cfg(feature = "catalog")]
use crate::catalog::{Action, Catalog};
use crate::{
    alike,
    catalog::{actions, is_action, of_operation},
    eval::Match,
    glob::Glob,
    policy::{Arn, Effect, Kind, Polarity, Spanned, Statement},
    template,
};
use undenied_json::has;

/// What is wrong with the name of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Misnamed {
    /// An API operation, and the actions that let it pass.
    Operation(&'static [&'static str]),
    /// A slip, and what was meant.
    Slip(String),
    /// A pattern that matches nothing.
    Pattern,
    /// Nothing like any action.
    Unknown,
}

impl Misnamed {
    /// What to write instead.
    pub(crate) fn meant(&self) -> Vec<&str> {
        match self {
            Self::Operation(actions) => actions.to_vec(),
            Self::Slip(action) => vec![action],
            Self::Pattern | Self::Unknown => Vec::new(),
        }
    }
}

/// What is wrong with `action`; `None` for actions that exist and for services not known here.
pub(crate) fn misnamed(action: &str) -> Option<Misnamed> {
    // Of a variable, which no action can have, another check speaks.
    let is_variable = cfg!(feature = "checks") && has(action, "${");
    if is_variable
        || template::reference(action).is_some()
        || template::placeholder(action).is_some()
    {
        return None;
    }
    let Some((service, name)) = action.split_once(':') else {
        return without_service(action);
    };
    // AWS compares letter by letter: with a space before it, it is no service's name.
    if service != service.trim() && !service.trim().is_empty() {
        return Some(Misnamed::Slip(format!("{}:{}", service.trim(), name.trim())));
    }
    let Some(known) = actions(service) else { return catalogued(service, name) };
    if is_action(service, name) == Some(true) {
        return None;
    }
    let has_wildcard = name.contains(['*', '?']);
    let pattern = Glob::ignoring_case(name);
    if has_wildcard && known.clone().any(|known| pattern.matches(&known.to_ascii_lowercase())) {
        return None;
    }
    if let Some(actions) = of_operation(action) {
        return Some(Misnamed::Operation(actions));
    }
    if has_wildcard {
        return Some(Misnamed::Pattern);
    }
    let service = service.to_ascii_lowercase();
    let meant = alike::nearest(name.trim(), known).map(|name| format!("{service}:{name}"));
    Some(meant.map_or(Misnamed::Unknown, Misnamed::Slip))
}

/// The same for services that only the catalogue knows.
#[cfg(feature = "catalog")]
fn catalogued(service: &str, name: &str) -> Option<Misnamed> {
    let service = Catalog::aws()?.service(service)?;
    if name.contains(['*', '?']) {
        let pattern = Glob::ignoring_case(name);
        let mut names = service.actions().map(|action| action.name().to_ascii_lowercase());
        let is_something = name == "*" || names.any(|known| pattern.matches(&known));
        return (!is_something).then_some(Misnamed::Pattern);
    }
    if service.action(name).is_some() {
        return None;
    }
    let names: Vec<String> = service.actions().map(Action::name).collect();
    let meant = alike::nearest(name.trim(), names.iter().map(String::as_str));
    let meant = meant.map(|name| format!("{}:{name}", service.prefix));
    Some(meant.map_or(Misnamed::Unknown, Misnamed::Slip))
}

#[cfg(not(feature = "catalog"))]
fn catalogued(_: &str, _: &str) -> Option<Misnamed> {
    None
}

/// The same inside `statement`, whose resources may tell what was meant.
pub(crate) fn misnamed_in(statement: &Statement, action: &str) -> Option<Misnamed> {
    let wrong = misnamed(action)?;
    // All buckets are listed on `*` only; whoever names one wants to list what is in it.
    let names_bucket = || {
        let listed = statement.resource.as_ref();
        let mut values = listed.into_iter().flat_map(|list| &list.values);
        values.any(|value| {
            let arn = Arn::parse(&value.value);
            arn.as_ref().and_then(Arn::bucket).is_some_and(|bucket| bucket != "*")
        })
    };
    if action.eq_ignore_ascii_case("s3:ListBuckets") && names_bucket() {
        return Some(Misnamed::Slip("s3:ListBucket".to_owned()));
    }
    Some(wrong)
}

/// `GetObject` without `s3:`.
fn without_service(action: &str) -> Option<Misnamed> {
    let mut services = ["s3", "kms", "sts"].into_iter();
    services.find_map(|service| {
        let name = actions(service)?.find(|name| name.eq_ignore_ascii_case(action))?;
        Some(Misnamed::Slip(format!("{service}:{name}")))
    })
}

/// The value by which some policy of `kind` would allow `checked`, were the
/// action named as AWS names it.
pub(crate) fn misnaming<'a>(
    case: &'a Case<'_>,
    checked: &Checked,
    kind: Kind,
) -> Option<&'a Spanned<String>> {
    checked.decision.evidence.iter().find_map(|evidence| {
        let is_near = evidence.effect == Some(Effect::Allow)
            && evidence.kind == kind
            && evidence.action == Match::No
            && evidence.principal.and(evidence.resource) == Match::Yes;
        let document = checked.document_of(evidence.policy).filter(|_| is_near)?;
        let statement = case.statement(document, evidence.statement)?;
        let listed = statement.action.as_ref().filter(|list| list.polarity == Polarity::Listed)?;
        listed.values.iter().find(|value| {
            let wrong = misnamed_in(statement, &value.value);
            wrong.is_some_and(|wrong| wrong.meant().contains(&checked.call.action.as_str()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_slips_and_patterns_are_told_apart() {
        let slip = |text: &str| Some(Misnamed::Slip(text.to_owned()));
        for (action, expected) in [
            ("s3:ListObjectsV2", Some(Misnamed::Operation(&["s3:ListBucket"]))),
            ("S3:headobject", Some(Misnamed::Operation(&["s3:GetObject"]))),
            (" s3:GetObject", slip("s3:GetObject")),
            ("s3 :Get*", slip("s3:Get*")),
            ("s3:GetObjects", slip("s3:GetObject")),
            ("s3:getobjct", slip("s3:GetObject")),
            ("s3: PutObject", slip("s3:PutObject")),
            ("kms:Decrpyt", slip("kms:Decrypt")),
            ("sts:AsumeRole", slip("sts:AssumeRole")),
            ("GetObject", slip("s3:GetObject")),
            ("s3:Lst*", Some(Misnamed::Pattern)),
            ("s3:FlyToTheMoon", Some(Misnamed::Unknown)),
            ("ec2:DescribeInstance", slip("ec2:DescribeInstances")),
            ("EC2:Lst*", Some(Misnamed::Pattern)),
        ] {
            assert_eq!(misnamed(action), expected, "{action}");
        }
    }

    #[test]
    fn actions_and_what_is_not_known_here_are_let_be() {
        for action in [
            "*",
            "s3:*",
            "s3:GETOBJECT",
            "s3:Get*Object",
            "s3:List?ucket",
            "kms:ReEncrypt*",
            "sts:TagSession",
            "ec2:describeinstances",
            "glue:Get*",
            "nothing:Anything",
            "s3express:CreateSession",
            "${Action}",
            "s3:${Verb}Object",
            "<action>",
        ] {
            assert_eq!(misnamed(action), None, "{action}");
        }
    }
}
