//! What the rules are, as JSON in one language. Not: what they find.

use undenied_json::Writer;

use super::{
    output::{maybe, texts},
    severity_name,
};
use crate::{
    Lang,
    rules::{RULES, Rule},
};

/// What the npm package's `rules` gives: every rule in `lang`.
#[must_use]
pub fn rules(lang: Lang) -> String {
    let mut out = Writer::default();
    out.open('[');
    for rule in RULES {
        write(rule, lang, &mut out);
    }
    out.close(']');
    out.finish()
}

fn write(rule: &Rule, lang: Lang, out: &mut Writer) {
    out.open('{').name("id").text(rule.id);
    maybe(out, "code", rule.code);
    out.name("severity").text(severity_name(rule.severity));
    out.name("title").text(rule.title.of(lang));
    texts(out, "links", &mut rule.links.of(lang).iter().copied());
    out.close('}');
}
