//! Edits that keep a document's layout: add to a list, add a statement or member, delete a member.
//! Not: why.

use undenied_json::{Edit, Span};

pub(crate) use undenied_json::quoted;

use crate::{
    lang::Words,
    policy::{Condition, Policy, Spanned, Statement},
    report::{DocumentEdit, Fix, Impact},
};

/// A fix of one document.
pub(crate) fn fix(title: Words, impact: Impact, document: usize, edits: Vec<Edit>) -> Fix {
    let edits = edits.into_iter().map(|edit| DocumentEdit { document, edit }).collect();
    Fix { title, impact, edits }
}

/// [`add_values`] for one value.
pub(crate) fn add_value(
    text: &str,
    list: Span,
    values: &[Spanned<String>],
    value: &str,
) -> Vec<Edit> {
    add_values(text, list, values, &[value])
}

/// Adds `new` to the string or list of strings at `list`, whose values are `values`.
pub(crate) fn add_values(
    text: &str,
    list: Span,
    values: &[Spanned<String>],
    new: &[&str],
) -> Vec<Edit> {
    let new: Vec<String> = new.iter().map(|value| quoted(value)).collect();
    let is_list = list.of(text).starts_with('[');
    match (is_list, values.last()) {
        (false, _) => {
            let end = format!(", {}]", new.join(", "));
            vec![Edit::insert(list.start, "["), Edit::insert(list.end, end)]
        }
        (true, None) => vec![Edit::insert(list.start + 1, new.join(", "))],
        (true, Some(last)) => {
            let between = separator(text, list.start + 1, last.span.start);
            let added: Vec<String> = new.iter().map(|value| format!(",{between}{value}")).collect();
            vec![Edit::insert(last.span.end, added.concat())]
        }
    }
}

/// Adds `new` behind the string at `value`, which stands alone or in a list.
pub(crate) fn add_beside(text: &str, value: Span, new: &str) -> Vec<Edit> {
    let before = text.get(..value.start).unwrap_or_default().trim_end();
    let new = quoted(new);
    if before.ends_with(['[', ',']) {
        return vec![Edit::insert(value.end, format!(", {new}"))];
    }
    vec![Edit::insert(value.start, "["), Edit::insert(value.end, format!(", {new}]"))]
}

/// The white space that stands before an element; a space where it stands right after a comma.
fn separator(text: &str, from: usize, element: usize) -> &str {
    let before = text.get(from..element).unwrap_or_default();
    let kept = before.trim_end().len();
    let space = before.get(kept..).unwrap_or_default();
    if space.is_empty() { " " } else { space }
}

/// Adds statements at the end of `policy`.
pub(crate) fn add_statements(
    text: &str,
    policy: &Policy,
    statements: &[NewStatement<'_>],
) -> Option<Vec<Edit>> {
    let list = policy.statements_span?;
    let Some(last) = policy.statements.last() else {
        let indent = indentation(text, list.start);
        let added: Vec<String> = statements.iter().map(|new| new.render(indent)).collect();
        let is_list = list.of(text).starts_with('[');
        return is_list.then(|| vec![Edit::insert(list.start + 1, added.join(", "))]);
    };
    let indent = indentation(text, last.span.start);
    let is_list = list.of(text).starts_with('[');
    let between = if is_list { separator(text, list.start + 1, last.span.start) } else { " " };
    let between = if between.contains('\n') { format!("\n{indent}") } else { between.to_owned() };
    let mut added = String::new();
    for statement in statements {
        added.push_str(&format!(",{between}{}", statement.render(indent)));
    }
    if is_list {
        return Some(vec![Edit::insert(last.span.end, added)]);
    }
    Some(vec![Edit::insert(list.start, "["), Edit::insert(list.end, added + "]")])
}

/// A statement to write.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NewStatement<'a> {
    pub(crate) sid: &'a str,
    pub(crate) principal: Option<&'a str>,
    pub(crate) actions: &'a [&'a str],
    pub(crate) resource: &'a str,
    /// A key and the value that it must equal.
    pub(crate) condition: Option<(&'a str, &'a str)>,
}

impl NewStatement<'_> {
    fn render(&self, indent: &str) -> String {
        let inner = format!("\n{indent}    ");
        let actions: Vec<String> = self.actions.iter().map(|action| quoted(action)).collect();
        let mut members =
            vec![format!("\"Sid\": {}", quoted(self.sid)), "\"Effect\": \"Allow\"".to_owned()];
        if let Some(principal) = self.principal {
            members.push(format!("\"Principal\": {{ \"AWS\": {} }}", quoted(principal)));
        }
        members.push(match actions.as_slice() {
            [action] => format!("\"Action\": {action}"),
            actions => format!("\"Action\": [{}]", actions.join(", ")),
        });
        members.push(format!("\"Resource\": {}", quoted(self.resource)));
        if let Some((key, value)) = self.condition {
            let (key, value) = (quoted(key), quoted(value));
            members.push(format!("\"Condition\": {{ \"StringEquals\": {{ {key}: {value} }} }}"));
        }
        format!("{{{inner}{}\n{indent}}}", members.join(&format!(",{inner}")))
    }
}

/// Adds `name: value` as the last member of a statement.
pub(crate) fn add_member(text: &str, object: Span, member: &str) -> Vec<Edit> {
    let inside = text.get(object.start + 1..object.end.saturating_sub(1)).unwrap_or_default();
    let end = object.start + 1 + inside.trim_end().len();
    if inside.trim().is_empty() {
        return vec![Edit::insert(object.start + 1, format!(" {member} "))];
    }
    let first = object.start + 1 + (inside.len() - inside.trim_start().len());
    let space = text.get(object.start + 1..first).unwrap_or_default();
    let space = if space.is_empty() { " " } else { space };
    let comma = if inside.trim_end().ends_with(',') { "" } else { "," };
    vec![Edit::insert(end, format!("{comma}{space}{member}"))]
}

/// Adds `operator` of `key` with `value` to the conditions of the statement `node`.
#[cfg(feature = "checks")]
pub(crate) fn add_condition(
    text: &str,
    node: &undenied_json::Node,
    [operator, key, value]: [&str; 3],
) -> Option<Vec<Edit>> {
    let member = |node: &undenied_json::Node, name: &str| {
        let members = node.members()?.iter();
        members.rev().find(|member| member.name.value == name).map(|member| member.value.clone())
    };
    // Of what breaks off behind a name there is nothing to add to.
    let is_written = |node: &undenied_json::Node| node.span.of(text).starts_with('{');
    let block = member(node, "Condition").filter(is_written)?;
    let own = format!("\"{key}\": \"{value}\"");
    let keys = member(&block, operator);
    if keys.as_ref().is_some_and(|keys| !is_written(keys)) {
        return None;
    }
    Some(match keys {
        Some(keys) => add_member(text, keys.span, &own),
        None => add_member(text, block.span, &format!("\"{operator}\": {{ {own} }}")),
    })
}

/// Another operator for `condition`, by its name today. `None` where the statement has that one
/// already: a second one would be a duplicate.
pub(crate) fn change_operator(
    text: &str,
    statement: &Statement,
    condition: &Condition,
    rename: fn(&str) -> Option<String>,
) -> Option<(String, Edit)> {
    let name = |condition: &Condition| condition.operator_span.of(text).trim_matches('"');
    let new = rename(name(condition))?;
    let is_taken = statement.conditions.iter().any(|other| name(other) == new);
    let edit = Edit::replace(condition.operator_span, quoted(&new));
    (!is_taken).then_some((new, edit))
}

/// Deletes a member with the comma that belongs to it.
pub(crate) fn delete_member(text: &str, member: Span) -> Edit {
    let after = text.get(member.end..).unwrap_or_default();
    if let Some(rest) = after.trim_start().strip_prefix(',') {
        let end = text.len() - rest.trim_start().len();
        return Edit::delete(Span::new(member.start, end));
    }
    let before = text.get(..member.start).unwrap_or_default().trim_end();
    let start = before.strip_suffix(',').map_or(member.start, |kept| kept.trim_end().len());
    Edit::delete(Span::new(start, member.end))
}

/// The white space at the start of the line that `offset` is on.
pub(crate) fn indentation(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(line..).unwrap_or_default();
    let length = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..length).unwrap_or_default()
}

/// A Sid that no statement of `policy` has.
pub(crate) fn free_sid(policy: &Policy, wanted: &str) -> String {
    let is_taken = |sid: &str| {
        let has =
            |statement: &Statement| statement.sid.as_ref().is_some_and(|own| own.value == sid);
        policy.statements.iter().any(has)
    };
    let mut sid = wanted.to_owned();
    let mut number = 2;
    while is_taken(&sid) {
        sid = format!("{wanted}{number}");
        number += 1;
    }
    sid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Kind, read};

    fn policy(text: &str) -> Policy {
        read(&undenied_json::parse(text).root.unwrap(), Kind::Identity).0
    }

    fn with_action(text: &str) -> String {
        let policy = policy(text);
        let action = policy.statements[0].action.as_ref().unwrap();
        let edits = add_value(text, action.value_span, &action.values, "s3:B");
        undenied_json::apply(text, &edits).unwrap()
    }

    #[test]
    fn a_value_joins_its_list_in_the_list_s_own_layout() {
        assert_eq!(
            with_action(r#"{"Statement":[{"Action":"s3:A"}]}"#),
            r#"{"Statement":[{"Action":["s3:A", "s3:B"]}]}"#
        );
        assert_eq!(
            with_action("{\"Statement\":[{\"Action\":[\n  \"s3:A\"\n]}]}"),
            "{\"Statement\":[{\"Action\":[\n  \"s3:A\",\n  \"s3:B\"\n]}]}"
        );
        assert_eq!(
            with_action(r#"{"Statement":[{"Action":[]}]}"#),
            r#"{"Statement":[{"Action":["s3:B"]}]}"#
        );
    }

    #[cfg(feature = "checks")]
    #[test]
    fn a_condition_is_added_where_there_is_a_block_to_add_to() {
        let added = |text: &str| {
            let node = undenied_json::parse(text).root.unwrap();
            let edits = add_condition(text, &node, ["Null", "aws:TagKeys", "false"])?;
            Some(undenied_json::apply(text, &edits).unwrap())
        };
        let whole = added(r#"{"Condition": {"Null": {"aws:userid": "true"}}}"#).unwrap();
        assert!(whole.contains(r#""aws:userid": "true", "aws:TagKeys": "false""#), "{whole}");
        for broken in [r#"{"Condition": {"Null""#, r#"{"Condition": {"Null":"#, r#"{"Condition""#] {
            assert_eq!(added(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_statement_is_added_to_a_list_or_makes_one() {
        let new =
            NewStatement { sid: "New", actions: &["s3:A"], resource: "*", ..Default::default() };
        for text in [
            "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\"\n    }\n  ]\n}",
            r#"{"Statement":{"Effect":"Allow"}}"#,
        ] {
            let edits = add_statements(text, &policy(text), &[new, new]).unwrap();
            let changed = undenied_json::apply(text, &edits).unwrap();
            assert_eq!(policy(&changed).statements.len(), 3, "{changed}");
        }
        let text = r#"{"Statement": []}"#;
        let edits = add_statements(text, &policy(text), &[new, new]).unwrap();
        let changed = undenied_json::apply(text, &edits).unwrap();
        assert_eq!(policy(&changed).statements.len(), 2, "{changed}");
    }

    #[test]
    fn a_deleted_member_takes_its_comma_along() {
        for (text, expected) in [
            (r#"{"X": 1, "B": 2}"#, r#"{"B": 2}"#),
            (r#"{"B": 2, "X": 1}"#, r#"{"B": 2}"#),
            (r#"{"X": 1}"#, "{}"),
        ] {
            let start = text.find("\"X\"").unwrap();
            let edit = delete_member(text, Span::new(start, start + 6));
            assert_eq!(undenied_json::apply(text, &[edit]).unwrap(), expected);
        }
    }
}
