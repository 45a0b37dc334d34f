//! A report as Markdown, for a ticket or a chat: verdict, path, requests, problems, steps, and if wanted the
//! documents. Secrets are masked always, account IDs if wanted. Not: how a page or a terminal shows it.

mod accounts;
#[cfg(test)]
mod tests;

use undenied_json::{LineIndex, has, replaced};

use crate::{
    Input,
    lang::{Lang, Localized},
    path::{Standing, stations},
    policy::Kind,
    refusal::Refusal,
    report::{Certainty, Check, Finding, Outcome, Place, Report, Severity, Step},
    secrets,
    words::{capital, kind_name},
};

/// What goes into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub lang: Lang,
    /// The documents as pasted.
    pub with_documents: bool,
    /// Each account ID as another number of 12 digits, the same for the same account.
    pub masks_accounts: bool,
}

/// `report` on `input`.
#[must_use]
pub fn markdown(input: &Input, report: &Report, wanted: Wanted) -> String {
    let mut page = Page { input, lang: wanted.lang, text: String::new() };
    page.verdict(report);
    page.path(report);
    page.requests(&report.checks);
    page.problems(&report.findings);
    page.refusals(&report.refusals);
    page.guide(report);
    page.assumptions(report);
    if wanted.with_documents {
        page.documents();
    }
    let text = secrets::mask(&page.text).text;
    if wanted.masks_accounts { accounts::masked(&text) } else { text }
}

struct Page<'a> {
    input: &'a Input,
    lang: Lang,
    text: String,
}

type Label = Localized<&'static str>;

const fn label(en: &'static str, ja: &'static str) -> Label {
    Localized { en, ja }
}

impl Page<'_> {
    fn say(&self, label: Label) -> &'static str {
        label.of(self.lang)
    }

    fn line(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
        self.text.push('\n');
    }

    fn heading(&mut self, title: Label) {
        let title = self.say(title);
        self.line(&["\n## ", title, "\n"]);
    }

    fn verdict(&mut self, report: &Report) {
        let verdict = &report.verdict;
        let certainty = match verdict.certainty {
            Certainty::Certain => label(" (certain)", "（確実）"),
            Certainty::Likely => label(" (likely)", "（前提どおりなら）"),
            Certainty::Unknown => label("", ""),
        };
        let word = match verdict.outcome {
            Outcome::ImplicitDeny => outcome(Outcome::ExplicitDeny),
            other => outcome(other),
        };
        let word = self.say(word);
        self.line(&["# ", word, self.say(certainty), "\n"]);
        self.line(&["**", &plain(verdict.headline.of(self.lang)), "**"]);
        let detail = verdict.detail.of(self.lang);
        if !detail.is_empty() {
            self.line(&["\n", detail]);
        }
        self.text.push('\n');
        let caller = self.input.request.principal.clone();
        self.fact(label("Who", "主体"), caller.map(|it| format!("`{it}`")));
        let profile = self.input.effective_profile();
        let what = profile.map(|profile| profile.name.of(self.lang).clone());
        let action = self.input.request.action.as_ref().map(|it| format!("`{it}`"));
        self.fact(label("What", "操作"), action.or(what));
        let bucket = &self.input.facts.bucket;
        let prefix = bucket.prefix.as_deref().unwrap_or_default();
        let uri = bucket.name.as_ref().map(|name| format!("`s3://{name}/{prefix}`"));
        let resource = self.input.request.resource.as_ref().map(|it| format!("`{it}`"));
        self.fact(label("On", "対象"), resource.or(uri));
        for missing in &verdict.missing {
            self.line(&["- ", missing.ask.of(self.lang)]);
            self.commands("  ", missing.command.as_slice());
        }
    }

    fn fact(&mut self, name: Label, value: Option<String>) {
        if let Some(value) = value {
            let colon = self.say(label(": ", "："));
            self.line(&["- ", self.say(name), colon, &value]);
        }
    }

    fn path(&mut self, report: &Report) {
        let stations = stations(report);
        if stations.is_empty() {
            return;
        }
        self.heading(label("Path of the request", "リクエストの経路"));
        for (index, station) in stations.iter().enumerate() {
            let (sign, word) = match station.standing {
                Standing::Silent => ("➖", label("says nothing", "該当なし")),
                Standing::Allows => ("✅", label("allows", "許可")),
                Standing::Unknown => ("❓", label("not known", "不明")),
                Standing::Absent => ("❓", label("not given", "未入力")),
                Standing::Blocks => ("❌", label("blocks", "ここで拒否")),
            };
            let kind = match station.gate {
                crate::authorize::Barrier::Policy(kind) => Some(kind),
                _ => None,
            };
            let name = kind.map_or_else(|| station.name.clone(), |kind| kind_name(kind).words());
            let place = station.place.as_ref().map(|place| self.line_of(place));
            let place = place.map(|place| self.in_brackets(&place)).unwrap_or_default();
            let name = capital(name.of(self.lang));
            let (number, colon) = ((index + 1).to_string(), self.say(label(": ", "：")));
            self.line(&[&number, ". ", sign, " ", &name, colon, self.say(word), &place]);
        }
    }

    fn in_brackets(&self, text: &str) -> String {
        match self.lang {
            Lang::En => format!(" ({text})"),
            Lang::Ja => format!("（{text}）"),
        }
    }

    /// "line 9"
    fn line_of(&self, place: &Place) -> String {
        let document = self.input.documents.get(place.document);
        let text = document.map_or("", |document| document.text.as_str());
        let line = LineIndex::new(text).position(place.span.start).line;
        match self.lang {
            Lang::En => format!("line {line}"),
            Lang::Ja => format!("{line} 行目"),
        }
    }

    fn title_of(&self, document: usize) -> String {
        let kind = self.input.documents.get(document).map_or(Kind::Resource, |it| it.kind);
        capital(kind_name(kind).of(self.lang))
    }

    fn requests(&mut self, checks: &[Check]) {
        if checks.is_empty() {
            return;
        }
        self.heading(label("Requests checked", "確認したリクエスト"));
        self.line(&[self.say(label(
            "| Action | Resource | Result |\n|---|---|---|",
            "| アクション | リソース | 結果 |\n|---|---|---|",
        ))]);
        for check in checks {
            let resource = check.resource.replace('|', "\\|");
            let word = self.say(outcome(check.outcome));
            self.line(&["| `", &check.action, "` | `", &resource, "` | ", word, " |"]);
        }
    }

    fn problems(&mut self, findings: &[Finding]) {
        if findings.is_empty() {
            return;
        }
        self.heading(label("Problems", "問題点"));
        for (index, finding) in findings.iter().enumerate() {
            let severity = match finding.severity {
                Severity::Error => label("Error", "エラー"),
                Severity::Security => label("Security", "セキュリティ"),
                Severity::Warning => label("Warning", "警告"),
                Severity::Suggestion => label("Suggestion", "提案"),
            };
            let number = (index + 1).to_string();
            let comma = self.say(label(", ", " "));
            let (title, line) =
                (self.title_of(finding.place.document), self.line_of(&finding.place));
            let colon = self.say(label(": ", "："));
            let message = finding.message.of(self.lang);
            let severity = self.say(severity);
            self.line(&[&number, ". **", severity, "** ", &title, comma, &line, colon, message]);
            let why = finding.why.of(self.lang);
            if !why.is_empty() {
                self.line(&["   ", why]);
            }
        }
    }

    /// What AWS would answer to whoever saves the documents.
    fn refusals(&mut self, refusals: &[Refusal]) {
        if refusals.is_empty() {
            return;
        }
        self.heading(label("What AWS refuses to save", "AWS に保存できないもの"));
        for refusal in refusals {
            let names = [refusal.operation, refusal.code];
            let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
            let names = names.join(", ");
            let named = if names.is_empty() { names } else { self.in_brackets(&names) };
            self.line(&["- ", &self.title_of(refusal.document), &named]);
            let texts: Vec<&str> = refusal.texts().map(|error| error.text.as_str()).collect();
            if !texts.is_empty() {
                self.block("  ", "text", &texts.join("\n"));
            }
        }
    }

    fn guide(&mut self, report: &Report) {
        if report.guide.is_empty() {
            return;
        }
        self.heading(label("What to do", "対処手順"));
        for task in &report.guide {
            self.line(&["### ", &plain(task.title.of(self.lang)), "\n"]);
            for (index, step) in task.steps.iter().enumerate() {
                self.step(index + 1, step);
            }
            self.text.push('\n');
        }
    }

    fn step(&mut self, number: usize, step: &Step) {
        self.line(&[&number.to_string(), ". ", step.text.of(self.lang)]);
        let console = step.console.of(self.lang);
        if !console.is_empty() {
            self.line(&["   ", &console.join(" > ")]);
        }
        let warning = step.warning.of(self.lang);
        if !warning.is_empty() {
            self.line(&["   ", warning]);
        }
        self.commands("   ", &step.commands);
        if let Some(draft) = &step.document {
            self.block("   ", "json", draft.text.of(self.lang));
        }
    }

    fn commands(&mut self, indent: &str, commands: &[String]) {
        if !commands.is_empty() {
            self.block(indent, "sh", &commands.join("\n"));
        }
    }

    fn assumptions(&mut self, report: &Report) {
        if report.assumptions.is_empty() {
            return;
        }
        self.heading(label("Taken as given", "前提にしたこと"));
        for assumption in &report.assumptions {
            self.line(&["- ", assumption.words.of(self.lang)]);
        }
    }

    fn documents(&mut self) {
        for (index, document) in self.input.documents.iter().enumerate() {
            let title = self.title_of(index);
            self.line(&["\n## ", &title, "\n"]);
            self.block("", "json", &document.text);
        }
    }

    /// A fenced block; the fence is longer than any in `text`.
    fn block(&mut self, indent: &str, language: &str, text: &str) {
        let mut fence = "```".to_owned();
        while has(text, &fence) {
            fence.push('`');
        }
        self.line(&[indent, &fence, language]);
        for line in text.lines() {
            self.line(&[indent, line]);
        }
        self.line(&[indent, &fence]);
    }
}

const fn outcome(outcome: Outcome) -> Label {
    match outcome {
        Outcome::Allowed => label("Allowed", "許可"),
        Outcome::ExplicitDeny => label("Denied", "拒否"),
        Outcome::ImplicitDeny => label("Not allowed", "許可なし"),
        Outcome::Undetermined => label("Not known yet", "まだ判定できません"),
    }
}

/// Without labels' asterisks, for what is bold already.
fn plain(text: &str) -> String {
    replaced(text, "**", "")
}
