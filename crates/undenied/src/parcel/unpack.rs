//! From the text of a report back to the report.

use std::{slice, sync::Mutex};

use undenied_json::{Edit, Node, Span, Value, parse};

use crate::{
    Refusal, RefusalError,
    authorize::Barrier,
    lang::{Localized, Words},
    policy::Kind,
    profile::Level,
    report::{
        Assumption, Certainty, Change, Check, DocumentEdit, Draft, Finding, Fix, GateOutcome,
        Impact, Missing, NewFact, Outcome, Place, Report, Severity, StatementRef, Step, Task,
        Verdict,
    },
    rules::Rule,
    wire::{barrier_name, impact_name, kind_name, level_name, outcome_name, severity_name},
};

/// The report that [`super::pack`] made `text` of; `None` for any other text.
#[must_use]
pub fn unpack(text: &str) -> Option<Report> {
    let parse = parse(text);
    let root = parse.root.filter(|_| parse.errors.is_empty())?;
    let mut from = Members { nodes: root.elements()?.iter() };
    from.list(rule)?;
    let verdict = Verdict {
        outcome: outcome(&mut from)?,
        certainty: *Certainty::ALL.get(from.number()?)?,
        headline: words(&mut from)?,
        detail: words(&mut from)?,
        missing: from.list(missing)?,
    };
    Some(Report {
        verdict,
        checks: from.list(check)?,
        findings: from.list(finding)?,
        refusals: from.list(refusal)?,
        guide: from.list(task)?,
        assumptions: from.list(assumption)?,
    })
}

/// What all fixes come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Of the documents, in their order.
    pub texts: Vec<String>,
    /// What is still to be changed beside them, for the outcome.
    pub changes: Vec<Words>,
    pub outcome: Outcome,
    /// What the verdict then says.
    pub headline: Words,
}

/// What [`super::pack_remedy`] packed.
#[must_use]
pub fn unpack_remedy(text: &str) -> Option<Mended> {
    let root = parse(text).root?;
    let mut from = Members { nodes: root.elements()?.iter() };
    Some(Mended {
        texts: from.list(Members::text)?,
        changes: from.list(words)?,
        outcome: outcome(&mut from)?,
        headline: words(&mut from)?,
    })
}

/// The members of one value that are still to be read.
struct Members<'a> {
    nodes: slice::Iter<'a, Node>,
}

impl<'a> Members<'a> {
    fn str(&mut self) -> Option<&'a str> {
        self.nodes.next()?.text().map(|text| text.value.as_str())
    }

    fn text(&mut self) -> Option<String> {
        self.str().map(ToOwned::to_owned)
    }

    fn number(&mut self) -> Option<usize> {
        match &self.nodes.next()?.value {
            Value::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    fn list<T>(&mut self, read: fn(&mut Members<'a>) -> Option<T>) -> Option<Vec<T>> {
        let items = self.nodes.next()?.elements()?;
        let mut list = Vec::with_capacity(items.len());
        for item in items {
            list.push(read(&mut Members { nodes: item.elements()?.iter() })?);
        }
        Some(list)
    }

    /// What may be absent.
    fn maybe<T>(&mut self, read: fn(&mut Members<'a>) -> Option<T>) -> Option<Option<T>> {
        self.list(read).map(|mut list| list.pop())
    }
}

/// Each rule that was met, without its check, which would bring the whole engine along. Every report has the
/// same few, and they stay.
static RULES: Mutex<Vec<&'static Rule>> = Mutex::new(Vec::new());

fn rule(from: &mut Members<'_>) -> Option<()> {
    let id = from.str()?;
    if known(id).is_some() {
        return Some(());
    }
    let severity = severity(from)?;
    let (en, ja) = (from.text()?, from.text()?);
    let code = from.maybe(Members::text)?;
    let links = Localized { en: from.list(Members::text)?, ja: from.list(Members::text)? };
    let rule = Rule {
        id: kept(id.to_owned()),
        code: code.map(kept),
        severity,
        title: Localized { en: kept(en), ja: kept(ja) },
        links: Localized { en: kept_list(links.en), ja: kept_list(links.ja) },
        check: |_, _| {},
    };
    RULES.lock().ok()?.push(Box::leak(Box::new(rule)));
    Some(())
}

fn known(id: &str) -> Option<&'static Rule> {
    RULES.lock().ok()?.iter().copied().find(|rule| rule.id == id)
}

/// Codes that were met: there are only so many, and they stay.
static CODES: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());

fn code(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    let mut codes = CODES.lock().ok()?;
    if let Some(known) = codes.iter().find(|known| **known == text) {
        return Some(known);
    }
    let new = kept(text.to_owned());
    codes.push(new);
    Some(new)
}

fn kept(text: String) -> &'static str {
    text.leak()
}

fn kept_list(texts: Vec<String>) -> &'static [&'static str] {
    texts.into_iter().map(kept).collect::<Vec<_>>().leak()
}

fn outcome(from: &mut Members<'_>) -> Option<Outcome> {
    let all =
        [Outcome::Allowed, Outcome::ExplicitDeny, Outcome::ImplicitDeny, Outcome::Undetermined];
    let name = from.str()?;
    all.into_iter().find(|outcome| outcome_name(*outcome) == name)
}

fn severity(from: &mut Members<'_>) -> Option<Severity> {
    let all = [Severity::Error, Severity::Security, Severity::Warning, Severity::Suggestion];
    let name = from.str()?;
    all.into_iter().find(|severity| severity_name(*severity) == name)
}

fn level(from: &mut Members<'_>) -> Option<Level> {
    let all = [Level::Required, Level::Recommended, Level::Optional];
    let name = from.str()?;
    all.into_iter().find(|level| level_name(*level) == name)
}

fn impact(from: &mut Members<'_>) -> Option<Impact> {
    let name = from.str()?;
    let all = [Impact::Tidies, Impact::Narrows, Impact::Widens];
    all.into_iter().find(|impact| impact_name(*impact) == name)
}

fn barrier(from: &mut Members<'_>) -> Option<Barrier> {
    let name = from.str()?;
    let policies = Kind::ALL.into_iter().map(Barrier::Policy);
    policies.chain(Barrier::SETTINGS).find(|barrier| barrier_name(*barrier) == name)
}

fn words(from: &mut Members<'_>) -> Option<Words> {
    Some(Words { en: from.text()?, ja: from.text()? })
}

fn assumption(from: &mut Members<'_>) -> Option<Assumption> {
    Some(Assumption { words: words(from)?, facts: from.list(Members::text)? })
}

fn missing(from: &mut Members<'_>) -> Option<Missing> {
    Some(Missing { key: from.text()?, ask: words(from)?, command: from.maybe(Members::text)? })
}

fn check(from: &mut Members<'_>) -> Option<Check> {
    Some(Check {
        action: from.text()?,
        resource: from.text()?,
        outcome: outcome(from)?,
        level: level(from)?,
        gates: from.list(gate)?,
        blocked_by: from.list(barrier)?,
        missing: from.list(missing)?,
    })
}

fn gate(from: &mut Members<'_>) -> Option<GateOutcome> {
    Some(GateOutcome {
        gate: barrier(from)?,
        name: words(from)?,
        outcome: outcome(from)?,
        document: from.maybe(Members::number)?,
        place: from.maybe(place)?,
    })
}

fn span(from: &mut Members<'_>) -> Option<Span> {
    Some(Span::new(from.number()?, from.number()?))
}

fn place(from: &mut Members<'_>) -> Option<Place> {
    Some(Place { document: from.number()?, span: span(from)?, statement: from.maybe(statement)? })
}

fn statement(from: &mut Members<'_>) -> Option<StatementRef> {
    Some(StatementRef { index: from.number()?, sid: from.maybe(Members::text)? })
}

fn finding(from: &mut Members<'_>) -> Option<Finding> {
    Some(Finding {
        rule: known(from.str()?)?,
        code: code(from.str()?),
        severity: severity(from)?,
        causes_denial: from.number()? != 0,
        place: place(from)?,
        message: words(from)?,
        why: words(from)?,
        related: from.list(|from| Some((place(from)?, words(from)?)))?,
        fixes: from.list(fix)?,
    })
}

fn refusal(from: &mut Members<'_>) -> Option<Refusal> {
    Some(Refusal {
        document: from.number()?,
        operation: code(from.str()?).unwrap_or_default(),
        code: code(from.str()?).unwrap_or_default(),
        errors: from.list(|from| {
            Some(RefusalError { text: from.text()?, place: place(from)?, words: words(from)? })
        })?,
    })
}

fn fix(from: &mut Members<'_>) -> Option<Fix> {
    Some(Fix { title: words(from)?, impact: impact(from)?, edits: from.list(edit)? })
}

fn edit(from: &mut Members<'_>) -> Option<DocumentEdit> {
    let document = from.number()?;
    Some(DocumentEdit { document, edit: Edit::replace(span(from)?, from.text()?) })
}

fn task(from: &mut Members<'_>) -> Option<Task> {
    Some(Task {
        title: words(from)?,
        finding: from.maybe(Members::number)?,
        steps: from.list(step)?,
    })
}

fn step(from: &mut Members<'_>) -> Option<Step> {
    Some(Step {
        text: words(from)?,
        finding: from.maybe(Members::number)?,
        console: Localized { en: from.list(Members::text)?, ja: from.list(Members::text)? },
        commands: from.list(Members::text)?,
        warning: words(from)?,
        document: from.maybe(draft)?,
        change: from.maybe(change)?,
    })
}

fn change(from: &mut Members<'_>) -> Option<Change> {
    Some(Change { impact: impact(from)?, facts: from.list(new_fact)? })
}

fn new_fact(from: &mut Members<'_>) -> Option<NewFact> {
    Some(NewFact { key: from.text()?, value: from.text()?, subject: from.maybe(Members::text)? })
}

fn draft(from: &mut Members<'_>) -> Option<Draft> {
    let name = from.str()?;
    let kind = Kind::ALL.into_iter().find(|kind| kind_name(*kind) == name)?;
    Some(Draft { kind, text: words(from)? })
}
