//! A Deny that applies by a slip alone: what puts the slip right is its fix, too, and leaves the caller no exception to be made.
//! Not: which slips there are.

use undenied_json::{Edit, apply, parse};

use super::{RULE, advice};
use crate::{
    case::{Case, Checked},
    eval::{Evidence, Match},
    lang::Localized,
    policy::{self, Effect},
    report::{Finding, Fix, Severity},
};

/// How much is read anew to try fixes, in bytes.
const MOST_READ: usize = 200_000;

const SLIP: Localized<&str> = Localized {
    en: "A Deny that applies wins over every Allow. This one applies by a slip: it does not once that is put right.",
    ja: "当てはまる Deny は、どの Allow よりも優先されます。これは書き間違いのために当てはまっているので、そこを直せば拒否されなくなります。",
};

/// Gives each Deny the fix of a slip in it that is enough, in place of its own.
pub(in crate::rules) fn settle(case: &Case<'_>, findings: &mut [Finding]) {
    let mut read = 0;
    let is_deny = |finding: &Finding| finding.rule.id == RULE.id && finding.causes_denial;
    let denies = findings.iter().enumerate().filter(|(_, finding)| is_deny(finding));
    let mended = denies.filter_map(|(index, deny)| {
        let mut slips = findings.iter().filter(|other| is_slip_in(deny, other));
        let fix = slips.find_map(|slip| {
            let fix = slip.fixes.first()?;
            spares(case, deny, fix, &mut read).then(|| fix.clone())
        });
        Some((index, fix?))
    });
    let mended: Vec<(usize, Fix)> = mended.collect();
    for (index, fix) in mended {
        let Some(deny) = findings.get_mut(index) else { continue };
        let own = advice(case.kind(deny.place.document));
        for (text, own, new) in
            [(&mut deny.why.en, own.en, SLIP.en), (&mut deny.why.ja, own.ja, SLIP.ja)]
        {
            *text = format!("{}{new}", text.strip_suffix(own).unwrap_or(text.as_str()));
        }
        deny.fixes = vec![fix];
    }
}

/// Whether `other` denies by what it found in the statement of `deny`.
fn is_slip_in(deny: &Finding, other: &Finding) -> bool {
    let index = |finding: &Finding| finding.place.statement.as_ref().map(|it| it.index);
    other.rule.id != RULE.id
        && other.place.document == deny.place.document
        && index(other) == index(deny)
        && (other.causes_denial || other.severity == Severity::Error)
}

/// Whether the Deny is still there with `fix` and applies to none of the calls that it denies.
fn spares(case: &Case<'_>, deny: &Finding, fix: &Fix, read: &mut usize) -> bool {
    let document = deny.place.document;
    let Some(index) = deny.place.statement.as_ref().map(|it| it.index) else { return false };
    let text = case.text(document);
    *read += text.len();
    if *read > MOST_READ || fix.edits.iter().any(|edit| edit.document != document) {
        return false;
    }
    let edits: Vec<Edit> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
    let Some(root) = apply(text, &edits).ok().and_then(|text| parse(&text).root) else {
        return false;
    };
    let (policy, _) = policy::read(&root, case.kind(document));
    let before = case.readings.get(document).and_then(|reading| reading.policy.as_ref());
    let is_there = before.is_some_and(|it| it.statements.len() == policy.statements.len())
        && policy.statements.get(index).is_some_and(|it| it.is(Effect::Deny));
    let is_it = |checked: &Checked<'_>, evidence: &Evidence| {
        evidence.statement == index && checked.document_of(evidence.policy) == Some(document)
    };
    is_there
        && case.checked.iter().filter(|checked| checked.is_required()).all(|checked| {
            let mut own = checked.decision.evidence.iter().filter(|it| is_it(checked, it));
            if own.all(|it| it.matched == Match::No) {
                return true;
            }
            let after = case.decided_with(checked, document, &policy);
            let mut after = after.evidence.iter().filter(|it| is_it(checked, it));
            after.all(|it| it.matched == Match::No)
        })
}
