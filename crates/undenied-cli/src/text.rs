//! A report for people at a terminal.

use std::fmt::Write as _;

use undenied::{
    Document, Finding, Impact, Input, Lang, LineIndex, Localized, Outcome, Position, Remedy,
    Report, Severity, Span, Step, Task,
    profile::Level,
    wire::{self, Source, SourcedFact, Sources},
};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// `report` on `input`, in `lang`.
pub(crate) fn write(input: &Input, report: &Report, sources: &Sources, lang: Lang) -> String {
    let mut page = Page { text: String::new(), lang };
    page.masked(input);
    page.verdict(report);
    for finding in &report.findings {
        let source = sources.documents.get(finding.place.document).and_then(Option::as_ref);
        page.finding(input, source, finding);
    }
    page.refusals(input, report);
    page.guide(&report.guide);
    page.facts(sources);
    page.assumptions(report);
    page.text
}

/// The documents with all fixes, and what they come to.
pub(crate) fn fixed(input: &Input, remedy: &Remedy, lang: Lang) -> String {
    let mut page = Page { text: String::new(), lang };
    page.fixed(input, remedy);
    page.text
}

struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn say<'a>(&self, words: Localized<&'a str>) -> &'a str {
        words.of(self.lang)
    }

    fn masked(&mut self, input: &Input) {
        for masked in &input.masked {
            let (kind, document) = (wire::secret_name(masked.kind), &masked.document);
            let line = match self.lang {
                Lang::En => format!("! Masked in {document}: {kind}. If it is real, rotate it."),
                Lang::Ja => format!(
                    "! {document} の機密情報を伏せ字にしました: {kind}。実際に使われているものなら、無効にして作り直してください。"
                ),
            };
            self.line(&line);
        }
    }

    fn verdict(&mut self, report: &Report) {
        let (sign, word) = match report.verdict.outcome {
            Outcome::Allowed => ("✓", Localized { en: "Allowed", ja: "許可" }),
            Outcome::ExplicitDeny => (
                "✕",
                Localized { en: "Denied (explicit deny)", ja: "拒否（明示的な拒否）" },
            ),
            Outcome::ImplicitDeny => (
                "✕",
                Localized {
                    en: "Denied (nothing allows it)", ja: "拒否（暗黙的な拒否）"
                },
            ),
            Outcome::Undetermined => ("?", Localized { en: "Not known", ja: "未確定" }),
        };
        let word = self.say(word);
        let headline = report.verdict.headline.of(self.lang).clone();
        self.line(&format!("{sign} {word}: {headline}"));
        if !report.verdict.detail.of(self.lang).is_empty() {
            self.line(&format!("  {}", report.verdict.detail.of(self.lang)));
        }
        if !report.checks.is_empty() {
            self.line("");
        }
        for check in &report.checks {
            let sign = match check.outcome {
                Outcome::Allowed => "✓",
                Outcome::ExplicitDeny | Outcome::ImplicitDeny => "✕",
                Outcome::Undetermined => "?",
            };
            let level = self.say(level(check.level));
            self.line(&format!("  {sign} {}  {}{level}", check.action, check.resource));
        }
    }

    fn finding(&mut self, input: &Input, source: Option<&Source>, finding: &Finding) {
        let Some(document) = input.documents.get(finding.place.document) else { return };
        let position = LineIndex::new(&document.text).position(finding.place.span.start);
        self.line("");
        let severity = self.say(severity(finding.severity));
        let place = place(document, source, finding.place.span, position);
        self.line(&format!("{severity}[{}] {place}", finding.rule.id));
        self.snippet(&document.text, finding.place.span, position.line);
        self.line(&format!("  {}", finding.message.of(self.lang)));
        self.line(&format!("  {}", finding.why.of(self.lang)));
        for fix in &finding.fixes {
            let label = self.say(Localized { en: "Fix", ja: "修正" });
            let impact = self.impact(fix.impact);
            let line = format!("  {label}: {}{impact}", fix.title.of(self.lang));
            self.line(&line);
        }
        for link in *finding.rule.links.of(self.lang) {
            self.line(&format!("  {link}"));
        }
    }

    /// What AWS would answer to whoever saves the documents.
    fn refusals(&mut self, input: &Input, report: &Report) {
        for refusal in &report.refusals {
            let Some(document) = input.documents.get(refusal.document) else { continue };
            let id = &document.id;
            self.line("");
            let line = match self.lang {
                Lang::En => format!("AWS would refuse to save {id}"),
                Lang::Ja => format!("{id} は AWS に保存できません"),
            };
            let names = [refusal.operation, refusal.code];
            let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
            let colon = self.say(Localized { en: ": ", ja: "：" });
            let named = names.join(", ");
            let colon = if named.is_empty() { "" } else { colon };
            self.line(&format!("{line}{colon}{named}"));
            let lines = LineIndex::new(&document.text);
            for text in refusal.texts() {
                let line = lines.position(text.place.span.start).line;
                self.line(&format!("  {line}: {}", text.text));
            }
        }
    }

    fn impact(&self, impact: Impact) -> &'static str {
        match impact {
            Impact::Tidies => "",
            Impact::Narrows => {
                self.say(Localized { en: " (allows less)", ja: "（許可が狭まります）" })
            }
            Impact::Widens => {
                self.say(Localized { en: " (allows more)", ja: "（許可が広がります）" })
            }
        }
    }

    fn fixed(&mut self, input: &Input, remedy: &Remedy) {
        self.line("");
        if remedy.applied.is_empty() && remedy.changes.is_empty() {
            let none = Localized {
                en: "There is no fix to apply.",
                ja: "適用できる修正はありません。",
            };
            let line = self.say(none);
            return self.line(line);
        }
        let title = self
            .say(Localized { en: "With all fixes", ja: "すべての修正を適用した結果" });
        self.line(title);
        for (index, applied) in remedy.applied.iter().enumerate() {
            let id = input.documents.get(applied.document).map_or("", |document| &document.id);
            let impact = self.impact(applied.impact);
            let fix = applied.title.of(self.lang);
            let line = format!("{}. {id}: {fix}{impact}", index + 1);
            self.line(&line);
        }
        self.changes(remedy);
        self.verdict(&remedy.report);
        for document in remedy.changed(input) {
            self.line("");
            self.line(&format!("--- {}", document.id));
            self.line(document.text.trim());
        }
    }

    /// What no document can change, for the verdict that follows.
    fn changes(&mut self, remedy: &Remedy) {
        if remedy.changes.is_empty() {
            return;
        }
        let title = self.say(Localized {
            en: "Once this is done as well:",
            ja: "さらに、次の変更を行った後の結果",
        });
        self.line(title);
        for (index, changed) in remedy.changes.iter().enumerate() {
            let impact = self.impact(changed.impact);
            let line = format!("{}. {}{impact}", index + 1, changed.title.of(self.lang));
            self.line(&line);
            for step in &changed.steps {
                self.step(step);
            }
        }
    }

    /// The line that `span` begins on, with carets under its part of it.
    fn snippet(&mut self, text: &str, span: Span, number: usize) {
        let before = text.get(..span.start).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let within = line.get(..span.start.saturating_sub(start)).unwrap_or_default();
        let covered = text.get(span.start..span.end).unwrap_or_default();
        let covered = covered.lines().next().unwrap_or_default();
        let number = number.to_string();
        let gutter = " ".repeat(number.len());
        let carets = "^".repeat(covered.width().max(1));
        // Writing to a `String` cannot fail.
        let _ = writeln!(self.text, "  {number} | {line}\n  {gutter} | {}{carets}", blank(within));
    }

    fn guide(&mut self, guide: &[Task]) {
        if guide.is_empty() {
            return;
        }
        self.line("");
        let title = self.say(Localized { en: "What to do", ja: "対処の手順" });
        self.line(title);
        for (number, task) in guide.iter().enumerate() {
            self.line(&format!("{}. {}", number + 1, task.title.of(self.lang)));
            for step in &task.steps {
                self.step(step);
            }
        }
    }

    fn step(&mut self, step: &Step) {
        self.line(&format!("   - {}", step.text.of(self.lang)));
        let console = step.console.of(self.lang);
        if !console.is_empty() {
            self.line(&format!("     {}", console.join(" > ")));
        }
        for command in &step.commands {
            self.line(&format!("     $ {command}"));
        }
        if let Some(draft) = &step.document {
            for line in draft.text.of(self.lang).lines() {
                self.line(&format!("     {line}"));
            }
        }
        if !step.warning.of(self.lang).is_empty() {
            self.line(&format!("     ! {}", step.warning.of(self.lang)));
        }
    }

    /// What the files told beside their documents, each with its place.
    fn facts(&mut self, sources: &Sources) {
        if sources.facts.is_empty() {
            return;
        }
        self.line("");
        let title = self.say(Localized { en: "Also read", ja: "ほかに読み取った情報" });
        self.line(title);
        for SourcedFact { file, lines, fact } in &sources.facts {
            let line = lines.position(fact.span.start).line;
            let words = fact.words.of(self.lang);
            let subject = fact.subject.as_deref().filter(|subject| !words.contains(*subject));
            let subject = subject.map(|it| format!("`{it}`: ")).unwrap_or_default();
            self.line(&format!("  - {file}:{line}: {subject}{words}"));
        }
    }

    fn assumptions(&mut self, report: &Report) {
        if report.assumptions.is_empty() {
            return;
        }
        self.line("");
        let title = self.say(Localized { en: "Assumed", ja: "前提" });
        self.line(title);
        for assumption in &report.assumptions {
            self.line(&format!("  - {}", assumption.words.of(self.lang)));
        }
    }
}

/// `file:line:column` of what the user gave, and which part of the file it is.
fn place(document: &Document, source: Option<&Source>, span: Span, own: Position) -> String {
    let Some(source) = source else {
        return format!("{}:{}:{}", document.id, own.line, own.column);
    };
    let Position { line, column, .. } = source.range(span).map_or(own, |[start, _]| start);
    let part = if source.path.is_empty() { String::new() } else { format!(" ({})", source.path) };
    format!("{}:{line}:{column}{part}", source.file)
}

/// How much a call is needed, behind it in the line.
const fn level(level: Level) -> Localized<&'static str> {
    match level {
        Level::Required => Localized { en: "", ja: "" },
        Level::Recommended => Localized { en: "  (recommended)", ja: "（推奨）" },
        Level::Optional => Localized { en: "  (optional)", ja: "（任意）" },
    }
}

const fn severity(severity: Severity) -> Localized<&'static str> {
    match severity {
        Severity::Error => Localized { en: "error", ja: "エラー" },
        Severity::Security => Localized { en: "security", ja: "セキュリティ" },
        Severity::Warning => Localized { en: "warning", ja: "警告" },
        Severity::Suggestion => Localized { en: "suggestion", ja: "提案" },
    }
}

/// As many columns as `text` takes, tabs kept.
fn blank(text: &str) -> String {
    let columns = text.chars().map(|character| match character {
        '\t' => "\t".to_owned(),
        character => " ".repeat(character.width().unwrap_or(0)),
    });
    columns.collect()
}
