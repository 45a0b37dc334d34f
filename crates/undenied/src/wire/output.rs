//! A [`Report`] as JSON, in one language.

use undenied_json::{LineIndex, Span, Writer};

use super::{
    Source, SourcedFact, Sources, authorize::barrier_name, impact_name, kind_name, level_name,
    outcome_name, range, remedy, secret_name, severity_name,
};
use crate::{
    Change, Check, Finding, Fix, Input, Lang, Missing, Place, Refusal, Remedy, Report,
    StatementRef, Step, Task, Words,
};

/// What the npm package's `check` gives: `report` on `input`, in `lang`.
#[must_use]
pub fn answer(input: &Input, report: &Report, lang: Lang) -> String {
    let mut out = Out::new(Writer::default(), input, &[], lang);
    out.answer(input, report, &[]);
    out.json.close('}');
    out.json.finish()
}

/// What `undenied check --format json` gives: the same on many lines, where `sources` tell what was read from
/// where, and with what all fixes come to.
#[must_use]
pub fn answer_with(
    input: &Input,
    report: &Report,
    sources: &Sources,
    remedy: Option<&Remedy>,
    lang: Lang,
) -> String {
    let mut out = Out::new(Writer::pretty(), input, &sources.documents, lang);
    out.answer(input, report, &sources.facts);
    if let Some(remedy) = remedy {
        out.json.name("remedy");
        remedy::write(input, remedy, &mut out);
    }
    out.json.close('}');
    out.json.finish()
}

/// A text, or `null` for none.
pub(super) fn maybe(out: &mut Writer, name: &str, text: Option<&str>) {
    out.name(name);
    match text {
        Some(text) => out.text(text),
        None => out.word("null"),
    };
}

pub(super) fn texts(out: &mut Writer, name: &str, texts: &mut dyn Iterator<Item = &str>) {
    out.name(name).open('[');
    for text in texts {
        out.text(text);
    }
    out.close(']');
}

pub(super) struct Out<'a> {
    pub(super) json: Writer,
    sources: &'a [Option<Source>],
    ids: Vec<&'a str>,
    lines: Vec<LineIndex>,
    lang: Lang,
}

impl<'a> Out<'a> {
    fn new(json: Writer, input: &'a Input, sources: &'a [Option<Source>], lang: Lang) -> Self {
        Self {
            json,
            sources,
            ids: input.documents.iter().map(|document| document.id.as_str()).collect(),
            lines: input.documents.iter().map(|document| LineIndex::new(&document.text)).collect(),
            lang,
        }
    }

    /// All but the last brace.
    fn answer(&mut self, input: &Input, report: &Report, facts: &[SourcedFact]) {
        self.json.open('{').name("schema").number(super::SCHEMA as usize);
        self.text("verdict", outcome_name(report.verdict.outcome));
        self.say("headline", &report.verdict.headline);
        self.say("detail", &report.verdict.detail);
        self.open("checks");
        for check in &report.checks {
            self.check(check);
        }
        self.json.close(']');
        self.documents(input);
        self.open("facts");
        for fact in facts {
            self.fact(fact);
        }
        self.json.close(']');
        self.open("findings");
        for finding in &report.findings {
            self.finding(finding);
        }
        self.json.close(']');
        self.open("refusals");
        for refusal in &report.refusals {
            self.refusal(refusal);
        }
        self.json.close(']');
        self.open("guide");
        for task in &report.guide {
            self.task(task);
        }
        self.json.close(']');
        self.open("missing");
        for missing in &report.verdict.missing {
            self.missing(missing);
        }
        self.json.close(']');
        self.open("assumptions");
        for assumption in &report.assumptions {
            self.json.text(assumption.words.of(self.lang));
        }
        self.json.close(']');
        self.open("masked");
        for masked in &input.masked {
            self.json.open('{');
            self.text("kind", secret_name(masked.kind));
            self.text("document", &masked.document);
            self.json.close('}');
        }
        self.json.close(']');
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.json.name(name).text(text);
    }

    pub(super) fn say(&mut self, name: &str, words: &Words) {
        self.text(name, words.of(self.lang));
    }

    pub(super) fn open(&mut self, name: &str) {
        self.json.name(name).open('[');
    }

    fn texts(&mut self, name: &str, list: &[String]) {
        texts(&mut self.json, name, &mut list.iter().map(String::as_str));
    }

    pub(super) fn document(&mut self, document: usize) {
        let id = self.ids.get(document).copied().unwrap_or_default();
        self.text("document", id);
    }

    fn range(&mut self, place: &Place) {
        let empty = LineIndex::new("");
        let lines = self.lines.get(place.document).unwrap_or(&empty);
        range::write(lines, place.span, self.json.name("range"));
    }

    fn fact(&mut self, SourcedFact { file, lines, fact }: &SourcedFact) {
        self.json.open('{');
        self.text("key", &fact.key);
        self.text("value", &fact.value);
        maybe(&mut self.json, "subject", fact.subject.as_deref());
        self.say("text", &fact.words);
        self.text("file", file);
        range::write(lines, fact.span, self.json.name("range"));
        self.json.close('}');
    }

    fn source(&self, document: usize) -> Option<&'a Source> {
        self.sources.get(document)?.as_ref()
    }

    fn documents(&mut self, input: &Input) {
        self.open("documents");
        for (index, document) in input.documents.iter().enumerate() {
            let source = self.source(index);
            let why = source.and_then(|source| source.why.as_ref());
            let text = source.filter(|source| source.is_decoded).map(|_| document.text.as_str());
            self.json.open('{');
            self.text("id", &document.id);
            self.text("kind", kind_name(document.kind));
            maybe(&mut self.json, "why", why.map(|why| why.of(self.lang).as_str()));
            self.text("path", source.map(|source| source.path.as_str()).unwrap_or_default());
            maybe(&mut self.json, "text", text);
            self.json.close('}');
        }
        self.json.close(']');
    }

    fn check(&mut self, check: &Check) {
        self.json.open('{');
        self.text("action", &check.action);
        self.text("resource", &check.resource);
        self.text("decision", outcome_name(check.outcome));
        self.text("level", level_name(check.level));
        self.open("blockedBy");
        for barrier in &check.blocked_by {
            self.json.text(barrier_name(*barrier));
        }
        self.json.close(']');
        self.open("gates");
        for gate in &check.gates {
            self.json.open('{');
            self.text("gate", barrier_name(gate.gate));
            self.text("outcome", outcome_name(gate.outcome));
            match gate.document {
                Some(document) => self.document(document),
                None => maybe(&mut self.json, "document", None),
            }
            self.json.close('}');
        }
        self.json.close(']');
        self.open("missing");
        for missing in &check.missing {
            self.json.text(&missing.key);
        }
        self.json.close(']').close('}');
    }

    fn finding(&mut self, finding: &Finding) {
        self.json.open('{');
        self.text("rule", finding.rule.id);
        maybe(&mut self.json, "code", finding.code);
        self.text("severity", severity_name(finding.severity));
        self.json.name("causesDenial").word(if finding.causes_denial { "true" } else { "false" });
        self.document(finding.place.document);
        self.statement(finding.place.statement.as_ref());
        self.range(&finding.place);
        self.original(&finding.place);
        self.say("message", &finding.message);
        self.say("why", &finding.why);
        texts(&mut self.json, "links", &mut finding.rule.links.of(self.lang).iter().copied());
        self.open("fixes");
        for fix in &finding.fixes {
            self.fix(fix);
        }
        self.json.close(']').close('}');
    }

    fn refusal(&mut self, refusal: &Refusal) {
        let told = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        self.json.open('{');
        self.document(refusal.document);
        maybe(&mut self.json, "operation", told(refusal.operation));
        maybe(&mut self.json, "code", told(refusal.code));
        self.open("errors");
        for error in &refusal.errors {
            let text = Some(error.text.as_str()).filter(|text| !text.is_empty());
            self.json.open('{');
            maybe(&mut self.json, "text", text);
            self.statement(error.place.statement.as_ref());
            self.range(&error.place);
            self.original(&error.place);
            self.say("meaning", &error.words);
            self.json.close('}');
        }
        self.json.close(']').close('}');
    }

    fn statement(&mut self, statement: Option<&StatementRef>) {
        self.json.name("statement");
        match statement {
            None => {
                self.json.word("null");
            }
            Some(StatementRef { index, sid }) => {
                self.json.open('{').name("index").number(*index);
                maybe(&mut self.json, "sid", sid.as_deref());
                self.json.close('}');
            }
        }
    }

    /// In the file, where the document is not the file's own text.
    fn original(&mut self, place: &Place) {
        let source = self.source(place.document).filter(|source| source.is_decoded);
        self.json.name("original");
        match source {
            None => {
                self.json.word("null");
            }
            Some(source) => {
                range::write(&source.lines, source.origin.locate(place.span), &mut self.json);
            }
        }
    }

    fn fix(&mut self, fix: &Fix) {
        self.json.open('{');
        self.say("title", &fix.title);
        self.text("impact", impact_name(fix.impact));
        self.open("edits");
        for edit in &fix.edits {
            let Span { start, end } = edit.edit.span;
            self.json.open('{');
            self.document(edit.document);
            for (name, byte) in [("start", start), ("end", end)] {
                let lines = self.lines.get(edit.document);
                let offset = lines.map(|lines| lines.utf16(byte)).unwrap_or_default();
                self.json.name(name).number(offset);
            }
            self.text("text", &edit.edit.text);
            self.json.close('}');
        }
        self.json.close(']').close('}');
    }

    fn task(&mut self, task: &Task) {
        self.json.open('{');
        self.say("title", &task.title);
        self.open("steps");
        for step in &task.steps {
            self.step(step);
        }
        self.json.close(']').close('}');
    }

    pub(super) fn step(&mut self, step: &Step) {
        self.json.open('{');
        self.say("text", &step.text);
        self.texts("console", step.console.of(self.lang));
        self.texts("commands", &step.commands);
        self.say("warning", &step.warning);
        self.json.name("document");
        match &step.document {
            None => {
                self.json.word("null");
            }
            Some(draft) => {
                self.json.open('{');
                self.text("kind", kind_name(draft.kind));
                self.say("text", &draft.text);
                self.json.close('}');
            }
        }
        if let Some(change) = &step.change {
            self.change(change);
        }
        self.json.close('}');
    }

    /// What is known once the step is done, where that is no policy.
    fn change(&mut self, change: &Change) {
        self.json.name("change").open('{');
        self.text("impact", impact_name(change.impact));
        self.open("facts");
        for fact in &change.facts {
            self.json.open('{');
            self.text("key", &fact.key);
            self.text("value", &fact.value);
            if let Some(subject) = &fact.subject {
                self.text("subject", subject);
            }
            self.json.close('}');
        }
        self.json.close(']').close('}');
    }

    fn missing(&mut self, missing: &Missing) {
        self.json.open('{');
        self.text("key", &missing.key);
        self.say("ask", &missing.ask);
        maybe(&mut self.json, "command", missing.command.as_deref());
        self.json.close('}');
    }
}
