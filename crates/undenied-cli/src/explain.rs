//! `undenied explain`: reads an error, says what it says.

use undenied::{
    Lang, LineIndex, Localized,
    explain::{Category, Explanation, explain, explain_all},
    wire,
};

use crate::{
    arguments::{ExplainOptions, Format},
    check,
};

/// What to print, and whether the text holds an error.
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) is_error: bool,
}

/// # Errors
/// A sentence on the file that cannot be read.
pub(crate) fn run(options: &ExplainOptions) -> Result<Answer, String> {
    let explanation = explain(&check::read(&options.file)?);
    let text = match options.format {
        Format::Text => text(&explanation, options.lang),
        Format::Json => wire::explanation_on_lines(&explanation, options.lang) + "\n",
    };
    Ok(Answer { text, is_error: explanation.category != Category::NoError })
}

/// For people at a terminal.
fn text(explanation: &Explanation, lang: Lang) -> String {
    let meaning = &explanation.meaning;
    let mut lines = vec![meaning.headline.of(lang).clone()];
    let facts = [
        (Localized { en: "Code", ja: "コード" }, &explanation.code),
        (Localized { en: "Operation", ja: "オペレーション" }, &explanation.operation),
        (Localized { en: "Principal", ja: "プリンシパル" }, &explanation.principal),
        (Localized { en: "Action", ja: "アクション" }, &explanation.action),
        (Localized { en: "Resource", ja: "リソース" }, &explanation.resource),
        (Localized { en: "Policy", ja: "ポリシー" }, &explanation.policy_arn),
        (Localized { en: "Region", ja: "リージョン" }, &explanation.details.region),
        (Localized { en: "Request ID", ja: "リクエスト ID" }, &explanation.details.request_id),
    ];
    let known = facts.iter().filter_map(|(label, value)| Some((label.of(lang), value.as_ref()?)));
    let known: Vec<String> = known.map(|(label, value)| format!("  {label}: {value}")).collect();
    if !known.is_empty() {
        lines.push(String::new());
        lines.extend(known);
    }
    lines.push(String::new());
    for step in &meaning.steps {
        lines.push(format!("- {}", step.text.of(lang)));
        lines.extend(step.command.iter().map(|command| format!("  $ {command}")));
    }
    lines.extend(meaning.links.of(lang).iter().map(|link| format!("  {link}")));
    if explanation.others > 0 {
        lines.push(String::new());
        lines.extend(others(explanation, lang));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The other errors of the text, a line for each.
fn others(explanation: &Explanation, lang: Lang) -> Vec<String> {
    let count = explanation.others;
    let title = Localized {
        en: format!("Other errors in the text: {count}"),
        ja: format!("テキスト内のほかのエラー: {count} 件"),
    };
    let text = &explanation.masked.text;
    let index = LineIndex::new(text);
    let mut lines = vec![title.of(lang).clone()];
    for other in explain_all(text).errors {
        let Some(whole) = other.places.whole.filter(|_| other.places != explanation.places) else {
            continue;
        };
        let line = index.position(whole.start).line;
        let place = Localized { en: format!("line {line}"), ja: format!("{line} 行目") };
        lines.push(format!("  {}: {}", place.of(lang), other.meaning.headline.of(lang)));
    }
    lines
}
