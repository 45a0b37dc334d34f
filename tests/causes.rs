//! What is said to cause a denial does, and comes first.

use std::collections::BTreeSet;

use undenied::{
    Check, Finding, Fix, Input, Outcome, Overlap, Report, analyze, apply, profile::Level, remedy,
    rules,
};
use undenied_tests::site::{Answered, Site};

#[test]
fn a_check_blames_what_its_fix_would_mend_and_nothing_else() {
    let site = Site::read().unwrap();
    let of_checks: BTreeSet<&str> = {
        let own: BTreeSet<&str> = rules::RULES.iter().map(|rule| rule.id).collect();
        rules::all().map(|rule| rule.id).filter(|id| !own.contains(id)).collect()
    };
    let mut wrong = Vec::new();
    let (mut tried, mut blamed) = (0, 0);
    for answered in answered(&site) {
        for finding in answered.report.findings.iter().filter(|it| of_checks.contains(it.rule.id)) {
            let Some(fix) = finding.fixes.first() else { continue };
            tried += 1;
            blamed += usize::from(finding.causes_denial);
            let after = analyze(&fixed(&answered.input, fix).unwrap());
            let helps = is_better(&answered.report, &after);
            if helps != finding.causes_denial {
                let name = answered.case.path.display();
                let id = finding.rule.id;
                wrong.push(format!("{name}: {id} {helps} {}", finding.causes_denial));
            }
        }
    }
    assert!(tried > 20 && blamed > 0, "{tried} fixes were tried, {blamed} of a cause");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Beside the checks: several causes may have to go before a call fares better, one of several slips may do, and
/// what may yet be allowed is not denied, as all that is allowed by a policy that AWS would refuse.
#[test]
fn a_fix_that_helps_is_of_a_cause() {
    let site = Site::read().unwrap();
    let mut wrong = Vec::new();
    for Answered { case, input, report } in answered(&site) {
        let is_open = report.verdict.outcome == Outcome::Undetermined;
        let together = is_better(&report, &remedy(&input).report);
        for finding in &report.findings {
            let Some(fix) = finding.fixes.first() else { continue };
            let helps = is_better(&report, &analyze(&fixed(&input, fix).unwrap()));
            let same = |other: &&Finding| other.causes_denial && other.rule == finding.rule;
            let is_right = match (finding.causes_denial, helps) {
                (true, false) => together,
                (false, true) => {
                    let is_refused = finding.rule.id == "refused-when-saved";
                    is_open || is_refused || report.findings.iter().any(|other| same(&other))
                }
                _ => true,
            };
            if !is_right {
                wrong.push(format!("{}: {} {helps}", case.path.display(), finding.rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn causes_come_before_advice() {
    let site = Site::read().unwrap();
    for Answered { case, report, .. } in answered(&site) {
        let name = case.path.display();
        // Of a text with a syntax error AWS sees nothing.
        let readable = report.findings.iter().filter(|finding| finding.rule.id != "json-syntax");
        let findings: Vec<&Finding> = readable.collect();
        let is_sorted = findings.is_sorted_by_key(|finding| !finding.causes_denial);
        assert!(is_sorted, "{name}: advice before a cause");
        let by_severity = |part: bool| {
            let part = findings.iter().filter(|finding| finding.causes_denial == part);
            part.is_sorted_by_key(|finding| finding.severity)
        };
        assert!(by_severity(true) && by_severity(false), "{name}: not by severity");
        let first = report.guide.iter().find_map(|task| task.finding);
        let first = first.and_then(|index| report.findings.get(index));
        if let (Some(first), Some(cause)) = (first, findings.first()) {
            let leads = first.causes_denial || first.rule.id == "json-syntax";
            assert!(leads || !cause.causes_denial, "{name}: the guide begins with advice");
        }
    }
}

fn answered(site: &Site) -> Vec<Answered<'_>> {
    Answered::all(&site.cases).into_iter().chain(Answered::all(&site.more)).collect()
}

/// Whether a required call fares better: allowed, settled, or one policy or setting less in its way.
fn is_better(before: &Report, after: &Report) -> bool {
    let required = |report: &Report| -> Vec<Check> {
        report.checks.iter().filter(|check| check.level == Level::Required).cloned().collect()
    };
    let rank = |check: &Check| match check.outcome {
        Outcome::Allowed => 2,
        Outcome::Undetermined => 1,
        Outcome::ImplicitDeny | Outcome::ExplicitDeny => 0,
    };
    required(before).iter().zip(&required(after)).any(|(before, after)| {
        let is_gone = before.blocked_by.iter().any(|barrier| !after.blocked_by.contains(barrier));
        let is_old = after.blocked_by.iter().all(|barrier| before.blocked_by.contains(barrier));
        rank(after) > rank(before) || rank(before) == 0 && rank(after) == 0 && is_gone && is_old
    })
}

fn fixed(input: &Input, fix: &Fix) -> Result<Input, Overlap> {
    let mut input = input.clone();
    for (index, document) in input.documents.iter_mut().enumerate() {
        let own = fix.edits.iter().filter(|edit| edit.document == index);
        let edits: Vec<_> = own.map(|edit| edit.edit.clone()).collect();
        document.text = apply(&document.text, &edits)?;
    }
    Ok(input)
}
