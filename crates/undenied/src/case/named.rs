//! Names in a policy that come near the caller's without being it.

use super::{Case, Checked};
use crate::{
    alike::{self, Difference, difference},
    eval::{Caller, Evidence, Match},
    glob::Glob,
    lang::{Localized, Words},
    policy::{Arn, Effect, Kind, Polarity, Principal, Spanned},
};

/// A principal that a statement allows a denied call to, in the caller's place.
#[derive(Debug)]
pub(crate) struct Addressed<'a> {
    pub(crate) document: usize,
    pub(crate) statement: usize,
    pub(crate) entry: &'a Spanned<Principal>,
    /// `None`: another name in the caller's account, or a deleted one's ID.
    pub(crate) slip: Option<Slip>,
    pub(crate) caller: &'a Arn,
}

/// How a name misses the caller, most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slip {
    /// The session of the caller's role.
    Session,
    /// The same name under another path.
    Path,
    Text(Difference),
    /// The same name in another account.
    Account,
    /// A pattern that would match, were it one here.
    Pattern,
}

/// How `named` misses the caller; `None` where it means somebody else.
pub(crate) fn slip(named: &str, caller: &Caller) -> Option<Slip> {
    let own = caller.arn.as_ref()?;
    if let Some(slip @ (Difference::WhiteSpace | Difference::LetterCase)) =
        difference(named, own.as_str())
    {
        return Some(Slip::Text(slip));
    }
    let named = Arn::parse(named)?;
    if Glob::new(named.as_str()).matches(own.as_str()) && named.as_str() != own.as_str() {
        return Some(Slip::Pattern);
    }
    let same_account = named.account() == own.account();
    if named.service() == "sts" {
        let is_own = same_account && named.session_role() == caller.role_name();
        return is_own.then_some(Slip::Session);
    }
    let kind = |arn: &Arn| (arn.is_role(), arn.is_user());
    if named.is_root() || kind(&named) != kind(own) {
        return None;
    }
    match (same_account, named.name() == own.name()) {
        (true, true) => (named.resource() != own.resource()).then_some(Slip::Path),
        (false, true) => Some(Slip::Account),
        (true, false) => difference(named.name(), own.name()).map(Slip::Text),
        (false, false) => None,
    }
}

/// The principal that comes nearest to the caller, among the Allow statements of `kind` that fit the
/// call in all else; `None` where none can be meant.
pub(crate) fn addressed<'a>(
    case: &'a Case<'_>,
    checked: &'a Checked,
    kind: Kind,
) -> Option<Addressed<'a>> {
    let caller = &checked.call.caller;
    let arn = caller.arn.as_ref().filter(|_| checked.is_blocked_by(kind))?;
    let is_near = |evidence: &&Evidence| {
        evidence.effect == Some(Effect::Allow)
            && evidence.kind == kind
            && evidence.principal == Match::No
            && evidence.action.and(evidence.resource) == Match::Yes
    };
    let mut found: Option<Addressed<'a>> = None;
    for evidence in checked.decision.evidence.iter().filter(is_near) {
        let Some(document) = checked.document_of(evidence.policy) else { continue };
        let statement = case.statement(document, evidence.statement)?;
        let element = statement.principal.as_ref();
        let listed = element.filter(|element| element.polarity == Polarity::Listed);
        for entry in listed.into_iter().flat_map(|element| &element.entries) {
            let slip = entry_slip(&entry.value, caller);
            let is_meant = slip.is_some() || is_of_account(&entry.value, arn);
            let rank = |slip: Option<Slip>| (slip.is_none(), slip);
            let is_nearer = found.as_ref().is_none_or(|known| rank(slip) < rank(known.slip));
            if is_meant && is_nearer {
                let statement = evidence.statement;
                found = Some(Addressed { document, statement, entry, slip, caller: arn });
            }
        }
    }
    found
}

fn entry_slip(principal: &Principal, caller: &Caller) -> Option<Slip> {
    match principal {
        Principal::Arn(arn) => slip(arn.as_str(), caller),
        Principal::Other(text) => slip(text, caller),
        Principal::Account(account) => {
            let own = caller.account.as_deref()?;
            difference(account, own).map(|_| Slip::Account)
        }
        _ => None,
    }
}

/// Another role or user of the caller's account, or what is left of one.
fn is_of_account(principal: &Principal, caller: &Arn) -> bool {
    match principal {
        Principal::Arn(arn) => arn.account() == caller.account(),
        Principal::UniqueId(_) => true,
        _ => false,
    }
}

/// What is off, as a sentence to put behind another.
pub(crate) fn hint(slip: Slip) -> Words {
    let words = match slip {
        Slip::Text(difference) => return alike::hint_of(Some(difference)),
        Slip::Session => Localized {
            en: " A session of the role is named here, not the role.",
            ja: "ここに書かれているのはロールのセッションで、ロールではありません。",
        },
        Slip::Path => Localized { en: " They differ in the path.", ja: "違いはパスです。" },
        Slip::Account => Localized {
            en: " They differ in the account.",
            ja: "違いはアカウントです。",
        },
        Slip::Pattern => Localized {
            en: " `*` is no wildcard here.",
            ja: "ここでは `*` はワイルドカードになりません。",
        },
    };
    words.words()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_told_from_somebody_else_s() {
        let caller = Caller::parse(Some("arn:aws:iam::111122223333:role/team/import"), None);
        for (named, expected) in [
            ("arn:aws:iam::111122223333:role/team/import", None),
            ("arn:aws:iam::111122223333:role/import", Some(Slip::Path)),
            (
                "arn:aws:iam::111122223333:role/team/Import",
                Some(Slip::Text(Difference::LetterCase)),
            ),
            ("arn:aws:iam::111122223333:role/team/imports", Some(Slip::Text(Difference::Spelling))),
            ("arn:aws:iam::111122223334:role/team/import", Some(Slip::Account)),
            ("arn:aws:sts::111122223333:assumed-role/import/s1", Some(Slip::Session)),
            ("arn:aws:sts::111122223333:assumed-role/other/s1", None),
            ("arn:aws:iam::111122223333:role/*", Some(Slip::Pattern)),
            ("arn:aws:iam::111122223333:role/backup", None),
            ("arn:aws:iam::111122223333:user/import", None),
            ("arn:aws:iam::111122223333:root", None),
        ] {
            assert_eq!(slip(named, &caller), expected, "{named}");
        }
    }
}
