//! Says which secrets were masked, and what to do about them.

use undenied::secrets::SecretKind;

use super::parts::{self, Icon};
use crate::{
    dom::{Child as _, Element, element, live},
    state::Case,
    text::{self, Label},
};

/// Nothing until a secret has been pasted; stays until everything is cleared.
pub(super) fn masked(case: Case) -> Element {
    let notice = live(move || {
        let kinds = case.masked.get();
        (!kinds.is_empty()).then(|| notice(case, &kinds))
    });
    element("div").with("role", "status").child(notice)
}

fn notice(case: Case, kinds: &[SecretKind]) -> Element {
    let names: Vec<&str> = kinds.iter().map(|kind| case.say(name(*kind))).collect();
    let names = names.join(case.say(text::LIST_SEPARATOR));
    let headline = [case.say(text::MASKED), &names].concat();
    let words = element("div")
        .child(element("p").class("notice-headline").child(headline))
        .child(element("p").child(case.say(text::ROTATE)).view());
    element("div").class("notice").child(parts::icon(Icon::Warning)).child(words)
}

const fn name(kind: SecretKind) -> Label {
    match kind {
        SecretKind::AccessKeyId => text::ACCESS_KEY_ID,
        SecretKind::SecretAccessKey => text::SECRET_ACCESS_KEY,
        SecretKind::SessionToken => text::SESSION_TOKEN,
        SecretKind::Signature => text::SIGNATURE,
        SecretKind::PrivateKey => text::PRIVATE_KEY,
        SecretKind::Token => text::TOKEN,
    }
}
