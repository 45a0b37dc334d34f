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

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_rule_is_told() {
        let json = rules(crate::Lang::Ja);
        let all: Vec<Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(all.len(), crate::rules::RULES.len());
        let rule = all.iter().find(|rule| rule["id"] == "open-trust").unwrap();
        expect![[r#"{"code":null,"id":"open-trust","links":["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html"],"severity":"security","title":"誰でも引き受けられるロール"}"#]].assert_eq(&rule.to_string());
    }
}
