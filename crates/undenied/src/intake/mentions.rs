//! The users, roles and sessions that a paste names by their ARNs. Not: what is said of them.

use crate::policy::Arn;

/// More than that, and nobody is meant in particular.
const MOST: usize = 8;

/// Adds those in `text` to `found`, each once.
pub(super) fn collect(text: &str, found: &mut Vec<String>) {
    for (at, _) in text.match_indices("arn:aws") {
        let rest = text.get(at..).unwrap_or_default();
        let is_part = |char: char| char.is_ascii_alphanumeric() || "_+=,.@-/:".contains(char);
        let end = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ':']);
        let is_somebody = Arn::parse(name)
            .is_some_and(|arn| arn.is_user() || arn.is_role() || arn.session_role().is_some());
        if is_somebody && found.len() < MOST && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
}

/// A session stands for its role where that is known too.
pub(super) fn callers(principals: &[String]) -> Vec<String> {
    let parsed: Vec<Option<Arn>> = principals.iter().map(|arn| Arn::parse(arn)).collect();
    let has_role = |session: &Arn| {
        let role = session.session_role();
        let mut known = parsed.iter().flatten().filter(|arn| arn.is_role());
        role.is_some()
            && known.any(|arn| Some(arn.name()) == role && arn.account() == session.account())
    };
    let is_needless = |arn: &String| Arn::parse(arn).is_some_and(|arn| has_role(&arn));
    principals.iter().filter(|arn| !is_needless(arn)).cloned().collect()
}
