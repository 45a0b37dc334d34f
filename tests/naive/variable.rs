//! Policy variables, by <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>.
//! Not: where they are allowed.

use super::{
    call::Call,
    value::{Piece, units},
};

/// The pattern that `text` stands for; `None` where a variable has no value.
pub(super) fn expand(
    text: &str,
    call: &Call,
    is_2012: bool,
    has_wildcards: bool,
) -> Option<Vec<Piece>> {
    let mut pattern = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let inside = rest.strip_prefix("${").filter(|_| is_2012);
        if let Some((name, after)) = inside.and_then(|inside| inside.split_once('}')) {
            let value = resolve(name, call)?;
            pattern.extend(units(&value).into_iter().map(Piece::Unit));
            rest = after;
            continue;
        }
        match next {
            '*' if has_wildcards => pattern.push(Piece::Many),
            '?' if has_wildcards => pattern.push(Piece::One),
            other => pattern.extend(units(&other.to_string()).into_iter().map(Piece::Unit)),
        }
        rest = rest.get(next.len_utf8()..).unwrap_or_default();
    }
    Some(pattern)
}

fn resolve(name: &str, call: &Call) -> Option<String> {
    if ["*", "?", "$"].contains(&name) {
        return Some(name.to_owned());
    }
    let (key, default) = match name.split_once(',') {
        Some((key, default)) => (key.trim(), Some(default.trim().trim_matches('\'').to_owned())),
        None => (name, None),
    };
    match call.key(key) {
        Some(value) => value.as_str().map(str::to_owned),
        None => default,
    }
}
