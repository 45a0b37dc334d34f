//! The users, roles and sessions that a sentence names by their ARNs. Not: what is said of them.

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
