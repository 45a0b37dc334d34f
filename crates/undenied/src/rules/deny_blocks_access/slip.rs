//! A Deny that applies by a slip alone: what puts the slip right is its fix, too, and leaves the caller no exception to be made.
//! Not: which slips there are.

use undenied_json::{Edit, apply};

use super::{RULE, advice};
use crate::{
    case::Case,
    eval::Match,
    lang::Localized,
    policy::Effect,
    report::{Finding, Fix, Severity},
};

/// How much is read anew to try fixes, in bytes.
const MOST_READ: usize = 200_000;

const SLIP: Localized<&str> = Localized {
    en: "A Deny that applies wins over every Allow. This one applies by a slip: put that right.",
    ja: "当てはまる Deny は、どの Allow よりも優先されます。書き間違いを直せば、この Deny は当てはまらなくなります。",
};

/// Gives each Deny the fix of a slip in it that is enough, in place of its own.
pub(in crate::rules) fn settle(case: &Case<'_>, findings: &mut [Finding]) {
    let mut read = 0;
    for index in 0..findings.len() {
        let fix = findings.get(index).and_then(|deny| enough(case, deny, findings, &mut read));
        let (Some(fix), Some(deny)) = (fix, findings.get_mut(index)) else { continue };
        let own = advice(case.kind(deny.place.document));
        for (text, own, new) in
            [(&mut deny.why.en, own.en, SLIP.en), (&mut deny.why.ja, own.ja, SLIP.ja)]
        {
            text.truncate(text.strip_suffix(own).map_or(text.len(), str::len));
            text.push_str(new);
        }
        deny.fixes = vec![fix];
    }
}

/// The fix of another finding in the statement of `deny` after which that denies no more.
fn enough(case: &Case<'_>, deny: &Finding, all: &[Finding], read: &mut usize) -> Option<Fix> {
    let index = |finding: &Finding| finding.place.statement.as_ref().map(|it| it.index);
    let own = index(deny).filter(|_| deny.rule.id == RULE.id && deny.causes_denial)?;
    let slips = all.iter().filter(|other| {
        other.rule.id != RULE.id
            && other.place.document == deny.place.document
            && index(other) == Some(own)
            && (other.causes_denial || other.severity == Severity::Error)
    });
    let mut fixes = slips.filter_map(|slip| slip.fixes.first());
    fixes.find(|fix| spares(case, (deny.place.document, own), fix, read)).cloned()
}

/// Whether the Deny is still there with `fix` and applies to no call that is required.
fn spares(case: &Case<'_>, deny: (usize, usize), fix: &Fix, read: &mut usize) -> bool {
    let (document, index) = deny;
    let text = case.text(document);
    *read += case.input.documents.iter().map(|it| it.text.len()).sum::<usize>();
    if *read > MOST_READ || fix.edits.iter().any(|edit| edit.document != document) {
        return false;
    }
    let edits: Vec<Edit> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
    let Ok(text) = apply(text, &edits) else { return false };
    let mut input = case.input.clone();
    let Some(changed) = input.documents.get_mut(document) else { return false };
    changed.text = text;
    let mended = Case::lay_out(&input);
    // None of the statements is gone, so that this one still has its number.
    let count = |case: &Case<'_>| {
        let policy = case.readings.get(document).and_then(|reading| reading.policy.as_ref());
        policy.map(|policy| policy.statements.len())
    };
    let is_there = count(case) == count(&mended)
        && mended.statement(document, index).is_some_and(|it| it.is(Effect::Deny));
    let mut required = mended.checked.iter().filter(|checked| checked.is_required());
    is_there
        && required.all(|checked| {
            let mut evidence = checked.decision.evidence.iter();
            evidence.all(|it| {
                let place = (checked.document_of(it.policy), it.statement);
                place != (Some(document), index) || it.matched == Match::No
            })
        })
}
