//! The page of the rules: each with what the engine says where it fires, under a link that stays.

use undenied::{Lang, Severity, rules::Rule};

use super::{
    example::Example,
    finding,
    html::{Element, code, element, plain, said},
    shell::{Page, in_language},
    words::{Label, label, severity_name, severity_sign},
};

pub(super) const PAGE: Page = Page {
    stem: "rules",
    title: label("Rules", "ルール一覧"),
    description: label(
        "Every problem that undenied finds in IAM, S3 and KMS policies: what it is, why it matters, an example and its fix.",
        "undenied が IAM、S3、KMS のポリシーから見つける問題の一覧です。内容、理由、例、直し方を載せています。",
    ),
};

const LEAD: Label = label(
    "What undenied looks for in the policies that you paste. Each rule stands here with an example: what is said of it, the lines that are marked, and the fix. Names, accounts and IDs in the examples are made up.",
    "undenied が貼り付けられたポリシーで確認する項目です。それぞれの例に、表示されるメッセージ、印の付く行、修正案を示します。例の名前、アカウント、ID は架空のものです。",
);
const CONTENTS: Label = label("All rules", "目次");
const EXAMPLE: Label = label("Example and fix", "例と修正案");
const EXAMPLE_ALONE: Label = label("Example", "例");
const SAME_CHECK: Label = label("IAM Access Analyzer: ", "IAM Access Analyzer：");
const READ_MORE: Label = label("Read more: ", "詳しい説明：");

/// Rules that matter in the same way.
struct Group {
    id: &'static str,
    title: Label,
    about: Label,
    has: fn(&Rule, Option<Example<'_>>) -> bool,
}

const GROUPS: [Group; 5] = [
    Group {
        id: "causes",
        title: label("Causes of a denial", "拒否の原因"),
        about: label(
            "With one of these, access is denied; put right, the next gate decides.",
            "これらがあるとアクセスは拒否されます。直すと、判定は次の段階に進みます。",
        ),
        has: |_, example| causes_denial(example),
    },
    Group {
        id: "errors",
        title: label("Errors", "エラー"),
        about: label(
            "AWS does not save such a policy, or a part of it never has an effect.",
            "AWS に保存できないポリシー、または効力を持たない記述です。",
        ),
        has: |rule, example| is(rule, example, Severity::Error),
    },
    Group {
        id: "security",
        title: label("Security", "セキュリティ"),
        about: label(
            "More is allowed than was probably meant.",
            "意図より広い範囲が許可されている可能性があります。",
        ),
        has: |rule, example| is(rule, example, Severity::Security),
    },
    Group {
        id: "warnings",
        title: label("Warnings", "警告"),
        about: label(
            "This works, but hardly as it was meant.",
            "エラーにはなりませんが、意図どおりではないと思われる記述です。",
        ),
        has: |rule, example| is(rule, example, Severity::Warning),
    },
    Group {
        id: "suggestions",
        title: label("Suggestions", "提案"),
        about: label(
            "Nothing is wrong; it could be plainer.",
            "誤りではありませんが、より明確に書けます。",
        ),
        has: |rule, example| is(rule, example, Severity::Suggestion),
    },
];

type Entry<'a> = (&'static Rule, Option<Example<'a>>);

pub(super) fn content(rules: &[Entry<'_>], lang: Lang) -> Vec<Element> {
    let groups: Vec<(&Group, Vec<Entry<'_>>)> = GROUPS
        .iter()
        .map(|group| (group, members(group, rules)))
        .filter(|(_, members)| !members.is_empty())
        .collect();
    let mut content = vec![said("p", LEAD.of(lang)).class("lead"), contents(&groups, lang)];
    for (group, members) in groups {
        let title = said("h2", group.title.of(lang)).id(group.id);
        content.push(title);
        content.push(said("p", group.about.of(lang)).class("muted"));
        content.extend(members.into_iter().map(|(rule, example)| section(rule, example, lang)));
    }
    content
}

fn members<'a>(group: &Group, rules: &[Entry<'a>]) -> Vec<Entry<'a>> {
    rules.iter().copied().filter(|(rule, example)| (group.has)(rule, *example)).collect()
}

fn causes_denial(example: Option<Example<'_>>) -> bool {
    example.is_some_and(|it| it.finding.causes_denial)
}

fn is(rule: &Rule, example: Option<Example<'_>>, severity: Severity) -> bool {
    rule.severity == severity && !causes_denial(example)
}

fn contents(groups: &[(&Group, Vec<Entry<'_>>)], lang: Lang) -> Element {
    let lists = groups.iter().map(|(group, members)| {
        let title = said("a", group.title.of(lang)).href(&to(group.id));
        let links = members.iter().map(|(rule, _)| {
            let link = element("a").href(&to(rule.id)).text(&plain(rule.title.of(lang)));
            element("li").child(link)
        });
        element("li").child(title).child(element("ul").class("columns-of-links").children(links))
    });
    element("nav")
        .class("contents card")
        .with("aria-label", CONTENTS.of(lang))
        .child(element("ul").children(lists))
}

fn to(id: &str) -> String {
    ["#", id].concat()
}

fn section(rule: &'static Rule, example: Option<Example<'_>>, lang: Lang) -> Element {
    let heading =
        element("h3").child(element("a").href(&to(rule.id)).sentence(rule.title.of(lang)));
    let section = element("section").class("rule card").id(rule.id).child(heading);
    let section = section.child(names(rule, lang));
    let section = section.children(example.into_iter().flat_map(|it| shown(it, lang)));
    section.child(links(rule, lang))
}

/// Its names, and the same in the other language.
fn names(rule: &Rule, lang: Lang) -> Element {
    let (other, name) = match lang {
        Lang::En => (Lang::Ja, "日本語"),
        Lang::Ja => (Lang::En, "English"),
    };
    let address = [PAGE.file(other), to(rule.id)].concat();
    let whole = [name, ": ", &plain(rule.title.of(other))].concat();
    let same_check = rule.code.map(|own| said("span", SAME_CHECK.of(lang)).child(code(own)));
    element("p")
        .class("rule-names")
        .child(code(rule.id))
        .children(same_check)
        .child(in_language(said("a", name), other).href(&address).with("aria-label", &whole))
}

fn shown(example: Example<'_>, lang: Lang) -> Vec<Element> {
    let found = example.finding;
    let why = found.why.of(lang);
    let summary = if found.fixes.is_empty() { EXAMPLE_ALONE } else { EXAMPLE };
    let details = element("details")
        .child(said("summary", summary.of(lang)))
        .child(element("div").class("example").children(finding::finding(example, lang)));
    let message = element("p")
        .class("note-message")
        .child(severity_sign(found.severity, lang))
        .child(element("span").sentence(found.message.of(lang)));
    let why = (!why.is_empty()).then(|| element("p").sentence(why));
    let note = element("div").class("note").with("data-severity", severity_name(found.severity));
    vec![note.child(message).children(why), details]
}

fn links(rule: &Rule, lang: Lang) -> Element {
    let links = rule.links.of(lang).iter().map(|address| {
        let link = element("a").href(address).with("rel", "noreferrer").text(&short(address));
        element("li").text(READ_MORE.of(lang)).child(link)
    });
    element("ul").class("rule-links").children(links)
}

/// Host and page of an address.
fn short(address: &str) -> String {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
    let page = path.rsplit('/').next().unwrap_or_default();
    [host, " › ", page.trim_end_matches(".html")].concat()
}
