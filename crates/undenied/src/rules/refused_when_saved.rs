//! What AWS refuses to save, where no other rule says it. Found by `refusal`, once all rules have spoken.

use super::{Rule, pages};
use crate::{lang::Localized, report::Severity};

pub(crate) static RULE: Rule = Rule {
    id: "refused-when-saved",
    code: None,
    severity: Severity::Error,
    title: Localized { en: "AWS refuses to save this", ja: "保存できないポリシー" },
    links: pages::GRAMMAR,
    check: |_, _| {},
};
