//! The settings of bucket, objects and call as plain form controls; what a paste told shows up in them.
//! Not: what they mean.

use leptos::prelude::*;

use super::{
    facts::named,
    parts::{self, Icon},
};
use crate::{
    dom::{Element, button, effect, element, live, live_text},
    draft::Fact,
    inline::{inline, plain},
    state::{Case, SETTINGS},
    text::{self, Label, answer},
};

/// Values and what they are called; the first of each control tells nothing.
type Choices = &'static [(&'static str, Label)];

const OWNERSHIP: Choices = &[
    ("BucketOwnerEnforced", answer::ENFORCED),
    ("BucketOwnerPreferred", answer::PREFERRED),
    ("ObjectWriter", answer::WRITER),
];
const ALGORITHM: Choices =
    &[("AES256", same("SSE-S3")), ("aws:kms", same("SSE-KMS")), ("aws:kms:dsse", same("DSSE-KMS"))];
const MANAGER: Choices = &[("CUSTOMER", answer::CUSTOMER), ("AWS", answer::AWS)];
const PAYER: Choices = &[("Requester", answer::YES), ("BucketOwner", answer::NO)];
const YES_OR_NO: Choices = &[("true", answer::YES), ("false", answer::NO)];
const ON_OR_OFF: Choices =
    &[("true", answer::BLOCKED), ("false", answer::UNBLOCKED), (IN_PART, answer::IN_PART)];

/// Block Public Access, whose four switches mostly go together.
const PUBLIC_ACCESS: &str = "bucket.publicAccessBlock";
const SWITCHES: [&str; 4] = [
    "bucket.publicAccessBlock.BlockPublicAcls",
    "bucket.publicAccessBlock.IgnorePublicAcls",
    "bucket.publicAccessBlock.BlockPublicPolicy",
    "bucket.publicAccessBlock.RestrictPublicBuckets",
];
const IN_PART: &str = "part";
const KEY: &str = "bucket.encryption.keyArn";
const KEY_MANAGER: &str = "keys.manager";

const fn same(name: &'static str) -> Label {
    Label { en: name, ja: name }
}

pub(super) fn settings(case: Case) -> Element {
    case.can_tell.set(true);
    let by_key = move || case.told_of("bucket.encryption.algorithm").starts_with("aws:kms");
    let is_foreign = move || !case.told_of("object.ownerAccount").is_empty();
    let pays = move || case.told_of("bucket.requestPayer") == "Requester";
    let fields = move || {
        element("div")
            .class("fields")
            .child(shown(written(case, "bucket.account", text::OWNER, "444455556666"), move || {
                !case.asks_owner()
            }))
            .child(written(case, "bucket.region", answer::BUCKET_REGION, "ap-northeast-1"))
            .child(chosen(case, "bucket.encryption.algorithm", answer::ENCRYPTION, ALGORITHM))
            .child(shown(written(case, KEY, answer::KEY, "arn:aws:kms:…:key/…"), by_key))
            .child(shown(chosen(case, KEY_MANAGER, answer::KEY_MANAGER, MANAGER), by_key))
            .child(chosen(case, "bucket.objectOwnership", answer::OWNERSHIP, OWNERSHIP))
            .child(written(case, "object.ownerAccount", answer::OBJECT_OWNER, "444455556666"))
            .child(shown(
                chosen(case, "object.aclGrantsRequester", answer::OBJECT_ACL, YES_OR_NO),
                is_foreign,
            ))
            .child(chosen(case, PUBLIC_ACCESS, answer::PUBLIC_ACCESS, ON_OR_OFF))
            .child(chosen(case, "bucket.requestPayer", answer::PAYER, PAYER))
            .child(shown(chosen(case, "call.requestPayer", answer::PAYS, YES_OR_NO), pays))
            .child(written(case, "call.vpcEndpoint", answer::ENDPOINT, "vpce-0abc1234"))
    };
    effect(move || {
        // What a paste told is to be seen.
        if case.told.with(|told| !told.facts.is_empty()) {
            case.settings.set(true);
        }
    });
    let title = element("summary").child(parts::say(case, answer::SETTINGS));
    parts::disclosure("settings", case.settings)
        .child(title.child(parts::icon(Icon::Down)))
        // Most never open it.
        .child(live(move || case.settings.get().then(fields)))
        .child(live(move || others(case)))
}

/// A control that is there only where it matters.
fn shown(control: Element, is_shown: impl Fn() -> bool + Send + 'static) -> Element {
    control.with_live("hidden", move || (!is_shown()).then_some(""))
}

fn chosen(case: Case, key: &'static str, label: Label, choices: Choices) -> Element {
    let option = |(value, label): &(&'static str, Label)| {
        let label = *label;
        let option = element("option").with("value", value);
        // Nobody chooses it: it is what a paste may have told.
        let option = if *value == IN_PART { option.with("disabled", "") } else { option };
        option.child(live(move || plain(case.say(label))))
    };
    let none = element("option").with("value", "");
    let none = none.child(live_text(move || case.say(answer::NOT_TOLD)));
    let options: Vec<Element> = std::iter::once(none).chain(choices.iter().map(option)).collect();
    let control = element("select")
        .with("data-fact", key)
        .child(options)
        .value(move || value(case, key))
        .on("change", move |event| tell(case, key, &event_target_value(&event)));
    named(case, key, label, control)
}

fn written(case: Case, key: &'static str, label: Label, sample: &str) -> Element {
    let control = element("input")
        .class("code")
        .with("type", "text")
        .with("data-fact", key)
        .with("lang", "en")
        .with("translate", "no")
        .with("autocomplete", "off")
        .with("autocapitalize", "off")
        .with("spellcheck", "false")
        .with("placeholder", sample)
        .value(move || value(case, key))
        .on("change", move |event| tell(case, key, event_target_value(&event).trim()));
    named(case, key, label, control)
}

fn value(case: Case, key: &str) -> String {
    if key != PUBLIC_ACCESS {
        return case.told_of(key);
    }
    let told = SWITCHES.map(|switch| case.told_of(switch));
    let [first, others @ ..] = &told;
    if others.iter().all(|other| other == first) { first.clone() } else { IN_PART.to_owned() }
}

fn tell(case: Case, key: &str, value: &str) {
    let value = case.without_secrets(value.to_owned());
    let fact = |key: &str, subject: Option<String>| Fact {
        key: key.to_owned(),
        value: value.clone(),
        subject,
        words: undenied::Words::default(),
    };
    let facts = match key {
        PUBLIC_ACCESS => SWITCHES.map(|switch| fact(switch, None)).into(),
        KEY_MANAGER => vec![fact(key, Some(case.told_of(KEY)))],
        // What was told of one key is not told of another.
        KEY => vec![fact(key, None), Fact { value: String::new(), ..fact(KEY_MANAGER, None) }],
        _ => vec![fact(key, None)],
    };
    case.tell(facts);
}

/// What pastes told that no control shows, each to be taken back.
fn others(case: Case) -> Option<Vec<Element>> {
    let is_shown =
        |key: &String| SETTINGS.contains(&key.as_str()) || SWITCHES.contains(&key.as_str());
    let facts = case.told.with(|told| told.facts.clone()).into_iter();
    let item = |fact: Fact| {
        let words = inline(&case.words(&fact.words));
        let remove = button("link", move |_| case.forget_fact(&fact))
            .with("data-action", "forget-fact")
            .child(case.say(text::REMOVE));
        element("li").child(words).child(" ").child(remove)
    };
    let items: Vec<Element> = facts.filter(|fact| !is_shown(&fact.key)).map(item).collect();
    (!items.is_empty()).then(|| {
        vec![
            element("p").class("muted").child(case.say(text::TOLD)),
            element("ul").class("told").child(items),
        ]
    })
}
