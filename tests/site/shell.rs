//! What stands around each page: the head of the document, the way to the other pages and to the other language.

use undenied::Lang;

use super::{
    LANGUAGES, Site, examples, how,
    html::{Element, element, said},
    rules,
    words::{Label, label},
};

/// No script, no request but for styles; who asks for `robots.txt` in the page's name may have it.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
const ICON: &str = include_str!("../../web/icon.svg");

pub(super) struct Page {
    /// Of the file's name.
    pub(super) stem: &'static str,
    pub(super) title: Label,
    pub(super) description: Label,
}

impl Page {
    /// `rules.html`, `rules.ja.html`.
    pub(super) fn file(&self, lang: Lang) -> String {
        match lang {
            Lang::En => [self.stem, ".html"].concat(),
            Lang::Ja => [self.stem, ".ja.html"].concat(),
        }
    }
}

const SKIP: Label = label("Skip to the text", "本文へ移動");
const CHECKER: Label = label("Checker", "チェッカー");
const PAGES: Label = label("Pages", "ページ");
const LANGUAGE: Label = label("Language", "言語");
const MADE: Label = label(
    "This page holds no script. It was written by the same program that checks your policies.",
    "このページにスクリプトはありません。ポリシーを確認するのと同じプログラムで作成しています。",
);

/// The whole document.
pub(super) fn page(site: &Site, page: &Page, lang: Lang, content: Vec<Element>) -> String {
    let skip = said("a", SKIP.of(lang)).class("skip").href("#content");
    let main = element("main")
        .class("checker reading")
        .id("content")
        .child(said("h1", page.title.of(lang)))
        .children(content);
    let foot = element("footer").class("page-foot").child(said("p", MADE.of(lang)));
    let body = element("body").child(skip).child(header(page, lang)).child(main).child(foot);
    let html = element("html").with("lang", lang.tag()).child(head(site, page, lang)).child(body);
    ["<!doctype html>\n", &html.to_string(), "\n"].concat()
}

// No `<link rel=alternate hreflang>`: it takes whole addresses, and nobody knows where this will stand.
fn head(site: &Site, page: &Page, lang: Lang) -> Element {
    let named = |name, content| element("meta").with("name", name).with("content", content);
    let link = |rel, address: &str| element("link").with("rel", rel).href(address);
    let title = [page.title.of(lang), ": undenied"].concat();
    let policy =
        element("meta").with("http-equiv", "Content-Security-Policy").with("content", POLICY);
    element("head")
        .child(element("meta").with("charset", "utf-8"))
        .child(policy)
        .child(named("viewport", "width=device-width, initial-scale=1"))
        .child(named("color-scheme", "light dark"))
        .child(named("referrer", "no-referrer"))
        .child(said("title", &title))
        .child(named("description", page.description.of(lang)))
        .child(link("icon", &icon()).with("type", "image/svg+xml"))
        .children(site.styles.iter().map(|address| link("stylesheet", address)))
}

/// In the address itself, as the app has it: nobody asks for it then.
fn icon() -> String {
    ["data:image/svg+xml,", &ICON.trim().replace('"', "'").replace('%', "%25").replace('#', "%23")]
        .concat()
}

fn header(page: &Page, lang: Lang) -> Element {
    let brand = element("p").class("brand").with("lang", "en").with("translate", "no");
    let app = ["./?lang=", lang.tag()].concat();
    let own = |other: &Page, link: Element| match other.stem == page.stem {
        true => link.with("aria-current", "page"),
        false => link,
    };
    let links = [&rules::PAGE, &how::PAGE, &examples::PAGE].map(|other| {
        let link = said("a", other.title.of(lang)).href(&other.file(lang));
        element("li").child(own(other, link))
    });
    let to_app = element("li").child(said("a", CHECKER.of(lang)).href(&app));
    let list = element("ul").child(to_app).children(links);
    let pages = element("nav").class("pages").with("aria-label", PAGES.of(lang)).child(list);
    element("header")
        .class("page-head")
        .child(brand.text("undenied"))
        .child(pages)
        .child(languages(page, lang))
}

fn languages(page: &Page, lang: Lang) -> Element {
    let links = LANGUAGES.map(|other| {
        let name = match other {
            Lang::En => "English",
            Lang::Ja => "日本語",
        };
        let link = in_language(said("a", name), other).href(&page.file(other));
        let link = if other == lang { link.with("aria-current", "true") } else { link };
        element("li").child(link)
    });
    element("nav")
        .class("pages")
        .with("aria-label", LANGUAGE.of(lang))
        .child(element("ul").children(links))
}

/// A link to something in another language, which names itself in that language.
pub(super) fn in_language(link: Element, lang: Lang) -> Element {
    link.with("lang", lang.tag()).with("hreflang", lang.tag())
}
