//! Names in a policy that come near the caller's without being it.

use crate::{
    alike::{self, Difference, difference},
    eval::Caller,
    glob::Glob,
    lang::{Localized, Words},
    policy::Arn,
};

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

/// What is off, as a sentence to put behind another.
pub(crate) fn hint(slip: Slip) -> Words {
    let words = match slip {
        Slip::Text(difference) => return alike::hint_of(Some(difference)),
        Slip::Session => Localized {
            en: " It is a session of the role, not the role.",
            ja: "これはロールではなく、ロールのセッションです。",
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
