//! Policy variables `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>; and
//! references that a template fills in, whose values nobody knows here.

use super::context::{Context, Lookup};
use crate::{ContextValue, glob::Glob, policy::Version, template};

/// A value of a policy with its variables replaced.
pub(super) enum Expanded {
    Text(Vec<Piece>),
    /// A variable has no value and no default: nothing is equal to it, or like it.
    Unresolved,
}

/// A run of characters.
pub(super) struct Piece {
    text: String,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// `*` and `?` are wildcards.
    Pattern,
    /// Came from a variable or an escape: `*` and `?` are themselves.
    Literal,
    /// A template's reference, or a condition key whose value nobody knows: any text.
    Reference,
}

/// Replaces the variables of `value`; without 2012's version they are plain text.
pub(super) fn expand(value: &str, version: Version, context: &Context) -> Expanded {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(range) = template::inserted(value, at) {
        at = range.end;
        let name = value.get(range.start + 2..range.end - 1).unwrap_or_default();
        let is_variable = template::is_variable(name);
        if is_variable && version == Version::V2008 {
            continue;
        }
        let (text, role) = if is_variable {
            match replacement(name, context) {
                Some(replaced) => replaced,
                None => return Expanded::Unresolved,
            }
        } else {
            (value.get(range.clone()).unwrap_or_default().to_owned(), Role::Reference)
        };
        let before = value.get(done..range.start).unwrap_or_default().to_owned();
        pieces.push(Piece { text: before, role: Role::Pattern });
        pieces.push(Piece { text, role });
        done = range.end;
    }
    let rest = value.get(done..).unwrap_or_default().to_owned();
    pieces.push(Piece { text: rest, role: Role::Pattern });
    Expanded::Text(pieces)
}

/// What stands in for `${inside}`; `None` where it has no value.
fn replacement(inside: &str, context: &Context) -> Option<(String, Role)> {
    if matches!(inside, "*" | "?" | "$") {
        return Some((inside.to_owned(), Role::Literal));
    }
    let (key, default) = match inside.split_once(',') {
        Some((key, default)) => (key.trim(), Some(default.trim().trim_matches('\''))),
        None => (inside.trim(), None),
    };
    match context.lookup(key) {
        Lookup::Present(ContextValue::Single(text)) => Some((text.clone(), Role::Literal)),
        // A key with several values never stands for one of them.
        Lookup::Present(ContextValue::List(_)) => None,
        Lookup::Absent => Some((default?.to_owned(), Role::Literal)),
        Lookup::Unknown => Some((key.to_owned(), Role::Reference)),
    }
}

/// The pieces as one text.
pub(super) fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// The references and unknown keys among the pieces.
pub(super) fn references(pieces: &[Piece]) -> Vec<String> {
    let references = pieces.iter().filter(|piece| piece.role == Role::Reference);
    references.map(|piece| piece.text.clone()).collect()
}

/// The pieces as a pattern, which may match more than they do where a reference is among them.
pub(super) fn glob(pieces: &[Piece]) -> Glob {
    let mut glob = Glob::literal("");
    for piece in pieces {
        match piece.role {
            Role::Pattern => glob.push_pattern(&piece.text),
            Role::Literal => glob.push_literal(&piece.text),
            Role::Reference => glob.push_pattern("*"),
        }
    }
    glob
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(value: &str, version: Version) -> Option<String> {
        let mut context = Context::new(true);
        context.supply_text("aws:username", "ann*");
        context.supply("aws:TagKeys", ContextValue::List(vec!["a".into()]));
        match expand(value, version, &context) {
            Expanded::Text(pieces) => Some(text(&pieces)),
            _ => None,
        }
    }

    #[test]
    fn a_variable_is_replaced_only_with_the_version_of_2012() {
        let value = "home/${aws:UserName}/*";
        assert_eq!(expanded(value, Version::V2012).as_deref(), Some("home/ann*/*"));
        assert_eq!(expanded(value, Version::V2008).as_deref(), Some(value));
    }

    #[test]
    fn an_absent_key_takes_its_default_or_stops_the_statement() {
        let value = "${aws:PrincipalTag/team, 'none'}";
        assert_eq!(expanded(value, Version::V2012).as_deref(), Some("none"));
        assert_eq!(expanded("${aws:PrincipalTag/team}", Version::V2012), None);
        assert_eq!(expanded("${aws:TagKeys}", Version::V2012), None);
    }

    #[test]
    fn a_reference_stands_for_any_text_in_every_version() {
        for version in [Version::V2008, Version::V2012] {
            let context = Context::new(true);
            let Expanded::Text(pieces) = expand("a/${Bucket}/*", version, &context) else {
                panic!("a reference is no key");
            };
            assert_eq!(references(&pieces), ["${Bucket}"]);
            assert!(glob(&pieces).matches("a/b/c") && !glob(&pieces).matches("b/b/c"));
        }
    }

    #[test]
    fn a_wildcard_out_of_a_variable_or_an_escape_is_a_character() {
        let mut context = Context::new(true);
        context.supply_text("aws:username", "ann*");
        let Expanded::Text(pieces) = expand("${aws:username}/${*}/*", Version::V2012, &context)
        else {
            panic!("the key has a value");
        };
        assert!(glob(&pieces).matches("ann*/*/x"));
        assert!(!glob(&pieces).matches("anna/*/x"));
        assert!(!glob(&pieces).matches("ann*/b/x"));
    }
}
