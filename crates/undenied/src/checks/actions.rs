//! Actions of services that AWS does not have, that others of the list cover, that the policy's resource does not know.
//! Actions that a service does not have are the rule `unknown-action`'s.

mod texts;

use undenied_json::Edit;

use super::{Check, Subject, and, is_open, likely, lower};
use crate::{
    alike,
    catalog::{Catalog, S3Resource, s3_resource},
    fix::{delete_member, fix, quoted},
    glob::Glob,
    lang::Words,
    policy::{Effect, Kind, ListElement, Polarity, Spanned, Statement},
    report::{Fix, Impact, Severity},
    words::use_instead,
};
use texts::{MISPLACED, REDUNDANT, SERVICE, WILDCARD};

pub(super) const CHECKS: &[&Check] = &[&SERVICE, &WILDCARD, &REDUNDANT, &MISPLACED];

/// Names that people know services by, and those that their actions begin with.
const SPOKEN: &[(&str, &str)] = &[
    ("alb", "elasticloadbalancing"),
    ("cloudwatchlogs", "logs"),
    ("cognito", "cognito-idp"),
    ("efs", "elasticfilesystem"),
    ("elb", "elasticloadbalancing"),
    ("elbv2", "elasticloadbalancing"),
    ("emr", "elasticmapreduce"),
    ("eventbridge", "events"),
    ("msk", "kafka"),
    ("opensearch", "es"),
    ("stepfunctions", "states"),
    ("systemsmanager", "ssm"),
];

/// Services that AWS has ended and whose policies it still keeps: in older pages of
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
/// and <https://docs.aws.amazon.com/cli/latest/reference/>. Their names say nothing, and harm nobody.
const ENDED: [&str; 6] =
    ["deepcomposer", "deeplens", "deepracer", "elastic-inference", "iot1click", "iotroborunner"];

pub(crate) fn has_ended(service: &str) -> bool {
    ENDED.iter().any(|known| known.eq_ignore_ascii_case(service))
}

/// Adds to what was said last that the service has ended, where it has, and whether it has.
pub(super) fn ended(subject: &mut Subject<'_>, service: &str) -> bool {
    if has_ended(service) {
        lower(subject, Severity::Warning);
        let words = Words {
            en: " AWS has ended the service of that name.".to_owned(),
            ja: "この名前のサービスは AWS での提供が終了しています。".to_owned(),
        };
        and(subject, &words);
        return true;
    }
    false
}

pub(super) fn look(subject: &mut Subject<'_>) {
    let catalog = Catalog::aws();
    for statement in &subject.policy.statements {
        let Some(actions) = &statement.action else { continue };
        for value in actions.values.iter().filter(|value| !is_open(&value.value)) {
            let Some((service, name)) = value.value.split_once(':') else { continue };
            let (service, name) = (service.trim(), name.trim());
            if service.contains(['*', '?']) {
                // `*` alone is every service, which nobody writes by accident.
                if service.chars().any(|character| character != '*') {
                    subject.say(&WILDCARD, value.span, statement, &value.value);
                }
                continue;
            }
            let Some(catalog) = catalog else { continue };
            if catalog.service(service).is_none() {
                unknown_service(subject, catalog, statement, actions, value);
            } else if actions.polarity == Polarity::Listed
                && is_misplaced(catalog, subject.kind, service, name)
            {
                subject.say(&MISPLACED, value.span, statement, &value.value);
            }
        }
        redundant(subject, statement, actions);
    }
}

fn unknown_service(
    subject: &mut Subject<'_>,
    catalog: Catalog,
    statement: &Statement,
    actions: &ListElement,
    value: &Spanned<String>,
) {
    let Some((service, name)) = value.value.split_once(':') else { return };
    let (service, name) = (service.trim(), name.trim());
    if has_ended(service) {
        subject.say(&SERVICE, value.span, statement, &value.value);
        ended(subject, service);
        return;
    }
    let meant = meant(catalog, service, name).map(|service| format!("{service}:{name}"));
    let is_listed = actions.polarity == Polarity::Listed;
    let impact =
        if statement.is(Effect::Allow) == is_listed { Impact::Widens } else { Impact::Narrows };
    let has = |wanted: &str| actions.values.iter().any(|it| it.value.eq_ignore_ascii_case(wanted));
    let rename = |meant: &String| -> Option<Fix> {
        let edits = vec![Edit::replace(value.span, quoted(meant))];
        // Nor where the resource knows no such service.
        let known = meant.split_once(':').filter(|_| is_listed);
        let is_misplaced =
            known.is_some_and(|(service, name)| is_misplaced(catalog, subject.kind, service, name));
        (!has(meant) && !is_misplaced)
            .then(|| fix(use_instead(meant), impact, subject.document, edits))
    };
    let fix = meant.as_ref().and_then(rename);
    subject.say_with(&SERVICE, value.span, statement, &value.value, fix);
    likely(subject, meant.as_deref());
}

/// The service that was meant, which has such an action.
fn meant(catalog: Catalog, service: &str, name: &str) -> Option<&'static str> {
    let fits = |prefix: &str| {
        let known = catalog.service(prefix);
        name.contains(['*', '?']) || known.is_some_and(|known| known.action(name).is_some())
    };
    let plain: String = service.chars().filter(char::is_ascii_alphanumeric).collect();
    let spoken = SPOKEN.iter().find(|(known, _)| known.eq_ignore_ascii_case(&plain));
    let spoken = spoken.map(|(_, prefix)| *prefix).filter(|prefix| fits(prefix));
    let near = || alike::nearest(service, catalog.prefixes().filter(|prefix| fits(prefix)));
    spoken.or_else(near)
}

/// Whether the resource that such a policy is attached to never knows the action.
fn is_misplaced(catalog: Catalog, kind: Kind, service: &str, name: &str) -> bool {
    let lower = service.to_ascii_lowercase();
    match kind {
        // Buckets of other kinds have services of their own: `s3express`, `s3tables`.
        Kind::Bucket if lower == "s3" => {
            let action = format!("s3:{name}");
            let known = catalog.action(&action).is_some();
            known && !matches!(s3_resource(&action), Some(S3Resource::Bucket | S3Resource::Object))
        }
        Kind::Bucket | Kind::AccessPoint => !lower.starts_with("s3"),
        Kind::Key => lower != "kms",
        Kind::Trust => lower != "sts",
        _ => false,
    }
}

fn redundant(subject: &mut Subject<'_>, statement: &Statement, actions: &ListElement) {
    if actions.polarity == Polarity::AllBut {
        return;
    }
    let globs: Vec<Glob> =
        actions.values.iter().map(|value| Glob::ignoring_case(&value.value)).collect();
    let wide: Vec<usize> = (0..globs.len())
        .filter(|index| globs.get(*index).is_some_and(|glob| !glob.is_literal()))
        .collect();
    let is_covered = |index: usize, own: &Glob| {
        let by = |other: usize| {
            let Some(glob) = globs.get(other).filter(|_| other != index) else { return false };
            // Of two that cover each other the first stays.
            glob.covers(own) && (other < index || !own.covers(glob))
        };
        let is_same = || globs.get(..index).is_some_and(|before| before.contains(own));
        is_same() || wide.iter().any(|other| by(*other))
    };
    let mut covered = Vec::new();
    for (index, (value, glob)) in actions.values.iter().zip(&globs).enumerate() {
        if !is_open(&value.value) && is_covered(index, glob) {
            covered.push(value);
        }
    }
    let Some(first) = covered.first() else { return };
    let names: Vec<&str> = covered.iter().take(5).map(|value| value.value.as_str()).collect();
    let more = if covered.len() > names.len() { ", …" } else { "" };
    let text = subject.text();
    let title = Words {
        en: "Remove what is covered".to_owned(),
        ja: "含まれるものを削除".to_owned(),
    };
    let fix = deletions(text, actions, &covered).map(|edits| subject.tidy(title, edits));
    let names = format!("{}{more}", names.join(", "));
    subject.say_with(&REDUNDANT, first.span, statement, &names, fix);
}

/// Takes `values` out of a list that keeps at least one other; `None` where commas are missing between them.
fn deletions(text: &str, list: &ListElement, values: &[&Spanned<String>]) -> Option<Vec<Edit>> {
    let is_out = |value: &Spanned<String>| values.iter().any(|out| out.span == value.span);
    // The comma behind each goes with it, but for what ends the list: there it is the comma before.
    let last_kept = list.values.iter().rev().find(|value| !is_out(value)).map(|value| value.span);
    let mut edits = Vec::new();
    let mut tail = None;
    for value in values {
        if last_kept.is_some_and(|kept| value.span.start < kept.start) {
            edits.push(delete_member(text, value.span));
        } else {
            tail = Some(value.span);
        }
    }
    if let (Some(kept), Some(end)) = (last_kept, tail) {
        edits.push(Edit::delete(undenied_json::Span::new(kept.end, end.end)));
    }
    let is_apart = edits.is_sorted_by(|one, two| one.span.end <= two.span.start);
    is_apart.then_some(edits)
}

#[cfg(test)]
mod tests;
