//! A [`Report`] as JSON, in one language.

use serde::Serialize;
use undenied_json::{LineIndex, Span};

use super::{
    RemedyOut, Source, SourcedFact, Sources, authorize::barrier_name, impact_name, kind_name,
    outcome_name, range::RangeOut, secret_name, severity_name,
};
use crate::{
    Change, Check, Draft, Finding, Fix, Input, Lang, MaskedSecret, Missing, NewFact, Place, Report,
    StatementRef, Step, Task, Words, rules::Rule,
};

/// What `undenied check --format json` and the npm package's `check` give.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    schema: u32,
    verdict: &'static str,
    headline: String,
    detail: String,
    checks: Vec<CheckOut>,
    documents: Vec<DocumentOut>,
    facts: Vec<FactOut>,
    findings: Vec<FindingOut>,
    guide: Vec<TaskOut>,
    missing: Vec<MissingOut>,
    assumptions: Vec<String>,
    masked: Vec<MaskedOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<RemedyOut>,
}

impl Answer {
    /// The same, with what all fixes come to.
    #[must_use]
    pub fn with_remedy(self, remedy: Option<RemedyOut>) -> Self {
        Self { remedy, ..self }
    }
}

/// What a file told beside its documents.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FactOut {
    /// As in a case's `facts`.
    key: String,
    value: String,
    subject: Option<String>,
    text: String,
    file: String,
    range: RangeOut,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct MaskedOut {
    kind: &'static str,
    document: String,
}

/// A rule, for lists of them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleOut {
    id: &'static str,
    code: Option<&'static str>,
    severity: &'static str,
    title: &'static str,
    links: Vec<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CheckOut {
    action: String,
    resource: String,
    decision: &'static str,
    level: &'static str,
    blocked_by: Vec<&'static str>,
    gates: Vec<GateOut>,
    missing: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DocumentOut {
    id: String,
    kind: &'static str,
    why: Option<String>,
    path: String,
    text: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GateOut {
    gate: &'static str,
    outcome: &'static str,
    document: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FindingOut {
    rule: &'static str,
    code: Option<&'static str>,
    severity: &'static str,
    causes_denial: bool,
    document: String,
    statement: Option<StatementOut>,
    range: RangeOut,
    original: Option<RangeOut>,
    message: String,
    why: String,
    links: Vec<&'static str>,
    fixes: Vec<FixOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StatementOut {
    index: usize,
    sid: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FixOut {
    title: String,
    impact: &'static str,
    edits: Vec<EditOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct EditOut {
    document: String,
    start: usize,
    end: usize,
    text: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TaskOut {
    title: String,
    steps: Vec<StepOut>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StepOut {
    text: String,
    console: Vec<String>,
    commands: Vec<String>,
    /// Who or what else the step affects; may be empty.
    warning: String,
    /// A policy to create or to take statements from.
    document: Option<DraftOut>,
    /// What is known once the step is done, where that is no policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ChangeOut>,
}

/// A change beside the policies.
#[derive(Clone, Debug, Serialize)]
struct ChangeOut {
    impact: &'static str,
    facts: Vec<NewFactOut>,
}

#[derive(Clone, Debug, Serialize)]
struct NewFactOut {
    key: String,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DraftOut {
    kind: &'static str,
    text: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct MissingOut {
    key: String,
    ask: String,
    command: Option<String>,
}

/// `rule` in `lang`.
#[must_use]
pub fn rule(rule: &Rule, lang: Lang) -> RuleOut {
    RuleOut {
        id: rule.id,
        code: rule.code,
        severity: severity_name(rule.severity),
        title: rule.title.of(lang),
        links: rule.links.of(lang).to_vec(),
    }
}

/// `report` on `input`, in `lang`.
#[must_use]
pub fn answer(input: &Input, report: &Report, lang: Lang) -> Answer {
    answer_with(input, report, &Sources::default(), lang)
}

/// The same, where `sources` tell what was read from where.
#[must_use]
pub fn answer_with(input: &Input, report: &Report, sources: &Sources, lang: Lang) -> Answer {
    let writer = Writer {
        sources: &sources.documents,
        ids: input.documents.iter().map(|document| document.id.as_str()).collect(),
        lines: input.documents.iter().map(|document| LineIndex::new(&document.text)).collect(),
        lang,
    };
    Answer {
        schema: super::SCHEMA,
        verdict: outcome_name(report.verdict.outcome),
        headline: writer.say(&report.verdict.headline),
        detail: writer.say(&report.verdict.detail),
        checks: report.checks.iter().map(|check| writer.check(check)).collect(),
        documents: writer.documents(input),
        facts: sources.facts.iter().map(|fact| writer.fact(fact)).collect(),
        findings: report.findings.iter().map(|finding| writer.finding(finding)).collect(),
        guide: report.guide.iter().map(|task| writer.task(task)).collect(),
        missing: report.verdict.missing.iter().map(|missing| writer.missing(missing)).collect(),
        assumptions: report.assumptions.iter().map(|it| writer.say(&it.words)).collect(),
        masked: input.masked.iter().map(masked).collect(),
        remedy: None,
    }
}

struct Writer<'a> {
    sources: &'a [Option<Source>],
    ids: Vec<&'a str>,
    lines: Vec<LineIndex>,
    lang: Lang,
}

impl Writer<'_> {
    fn say(&self, words: &Words) -> String {
        words.of(self.lang).clone()
    }

    fn fact(&self, SourcedFact { file, lines, fact }: &SourcedFact) -> FactOut {
        FactOut {
            key: fact.key.clone(),
            value: fact.value.clone(),
            subject: fact.subject.clone(),
            text: self.say(&fact.words),
            file: file.clone(),
            range: RangeOut::new(lines, fact.span),
        }
    }

    fn id(&self, document: usize) -> String {
        self.ids.get(document).copied().unwrap_or_default().to_owned()
    }

    fn source(&self, document: usize) -> Option<&Source> {
        self.sources.get(document)?.as_ref()
    }

    fn documents(&self, input: &Input) -> Vec<DocumentOut> {
        let documents = input.documents.iter().enumerate().map(|(index, document)| {
            let source = self.source(index);
            DocumentOut {
                id: document.id.clone(),
                kind: kind_name(document.kind),
                why: source.and_then(|source| source.why.as_ref()).map(|why| self.say(why)),
                path: source.map(|source| source.path.clone()).unwrap_or_default(),
                text: source.filter(|source| source.is_decoded).map(|_| document.text.clone()),
            }
        });
        documents.collect()
    }

    /// In the file, where the document is not the file's own text.
    fn original(&self, place: &Place) -> Option<RangeOut> {
        let source = self.source(place.document).filter(|source| source.is_decoded)?;
        Some(RangeOut::new(&source.lines, source.origin.locate(place.span)))
    }

    fn check(&self, check: &Check) -> CheckOut {
        let gates = check.gates.iter().map(|gate| GateOut {
            gate: barrier_name(gate.gate),
            outcome: outcome_name(gate.outcome),
            document: gate.document.map(|document| self.id(document)),
        });
        CheckOut {
            action: check.action.clone(),
            resource: check.resource.clone(),
            decision: outcome_name(check.outcome),
            level: super::level_name(check.level),
            blocked_by: check.blocked_by.iter().map(|it| barrier_name(*it)).collect(),
            gates: gates.collect(),
            missing: check.missing.iter().map(|missing| missing.key.clone()).collect(),
        }
    }

    fn finding(&self, finding: &Finding) -> FindingOut {
        FindingOut {
            rule: finding.rule.id,
            code: finding.rule.code,
            severity: severity_name(finding.severity),
            causes_denial: finding.causes_denial,
            document: self.id(finding.place.document),
            statement: finding.place.statement.as_ref().map(statement),
            range: self.range(&finding.place),
            original: self.original(&finding.place),
            message: self.say(&finding.message),
            why: self.say(&finding.why),
            links: finding.rule.links.of(self.lang).to_vec(),
            fixes: finding.fixes.iter().map(|fix| self.fix(fix)).collect(),
        }
    }

    fn range(&self, place: &Place) -> RangeOut {
        let empty = LineIndex::new("");
        RangeOut::new(self.lines.get(place.document).unwrap_or(&empty), place.span)
    }

    fn offset(&self, document: usize, byte: usize) -> usize {
        self.lines.get(document).map(|lines| lines.utf16(byte)).unwrap_or_default()
    }

    fn fix(&self, fix: &Fix) -> FixOut {
        let edits = fix.edits.iter().map(|edit| {
            let Span { start, end } = edit.edit.span;
            EditOut {
                document: self.id(edit.document),
                start: self.offset(edit.document, start),
                end: self.offset(edit.document, end),
                text: edit.edit.text.clone(),
            }
        });
        FixOut {
            title: self.say(&fix.title),
            impact: impact_name(fix.impact),
            edits: edits.collect(),
        }
    }

    fn task(&self, task: &Task) -> TaskOut {
        let steps = task.steps.iter().map(|it| step(it, self.lang));
        TaskOut { title: self.say(&task.title), steps: steps.collect() }
    }

    fn missing(&self, missing: &Missing) -> MissingOut {
        MissingOut {
            key: missing.key.clone(),
            ask: self.say(&missing.ask),
            command: missing.command.clone(),
        }
    }
}

/// `step` in `lang`.
pub(super) fn step(step: &Step, lang: Lang) -> StepOut {
    let say = |words: &Words| words.of(lang).clone();
    let draft = |draft: &Draft| DraftOut { kind: kind_name(draft.kind), text: say(&draft.text) };
    let new_fact = |fact: &NewFact| NewFactOut {
        key: fact.key.clone(),
        value: fact.value.clone(),
        subject: fact.subject.clone(),
    };
    let change = |change: &Change| ChangeOut {
        impact: impact_name(change.impact),
        facts: change.facts.iter().map(new_fact).collect(),
    };
    StepOut {
        text: say(&step.text),
        console: step.console.of(lang).clone(),
        commands: step.commands.clone(),
        warning: say(&step.warning),
        document: step.document.as_ref().map(draft),
        change: step.change.as_ref().map(change),
    }
}

fn masked(masked: &MaskedSecret) -> MaskedOut {
    MaskedOut { kind: secret_name(masked.kind), document: masked.document.clone() }
}

fn statement(statement: &StatementRef) -> StatementOut {
    StatementOut { index: statement.index, sid: statement.sid.clone() }
}
