//! What a profile says beside its needs: where the vendor shows what to enter, and what to mind. Not:
//! what is missing.

use undenied_json::replaced;

use crate::{case::Case, lang::Words, report::Step};

/// Where the vendor shows the fact `key`.
pub(super) fn shows(key: &str, case: &Case<'_>) -> Option<Step> {
    let trust = case.profile?.trust.as_ref()?;
    let Words { en, ja } = match key {
        "sts:ExternalId" => &trust.external_id.shown_at,
        "trust.accountId" | "trust.principal" | "trust.subject" => &trust.shown_at,
        _ => return None,
    };
    // Labels are set off where they can be shown so; a sentence of the guide has none.
    let text = Words { en: replaced(en, "**", ""), ja: replaced(ja, "**", "") };
    (!en.is_empty()).then(|| Step { text, ..Step::default() })
}

/// Where the vendor shows what a new trust policy needs and nobody told.
pub(super) fn untold(case: &Case<'_>) -> Option<Step> {
    let told = &case.input.facts.trust;
    if told.principal.is_some() || told.account_id.is_some() {
        return None;
    }
    let Words { en, ja } = shows("trust.accountId", case)?.text;
    let caller = case.caller_name();
    let text = Words {
        en: format!("{} shows what to fill in. {en}", caller.en),
        ja: format!("記入する値は{}で確認できます。{ja}", caller.ja),
    };
    Some(Step { text, ..Step::default() })
}

/// What to mind, and the vendor's page on it.
pub(super) fn advice(case: &Case<'_>) -> Vec<Step> {
    let Some(profile) = case.profile else { return Vec::new() };
    let mut texts = profile.traps.clone();
    let pages = profile.links.en.first().zip(profile.links.ja.first());
    texts.extend(pages.filter(|_| !profile.vendor.is_empty()).map(|(en, ja)| Words {
        en: format!("Compare with the documentation of {}: {en}", profile.caller.en),
        ja: format!("{}のドキュメントと照らし合わせます: {ja}", profile.caller.ja),
    }));
    texts.into_iter().map(|text| Step { text, ..Step::default() }).collect()
}
