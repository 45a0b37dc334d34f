//! What `terraform plan` and `terraform show` print for people: the blocks as they will be, every
//! other character blanked, so that places stay. Not: reading the blocks.

use super::cut::unmarked;

/// What a plan prints where only the apply will tell.
const UNKNOWN: &str = "(known after apply)";

/// `text` as Terraform code of the same length; `None` where it is no plan.
pub(super) fn after(text: &str) -> Option<String> {
    if !is_plan(text) {
        return None;
    }
    let mut code = String::with_capacity(text.len());
    let mut block: Option<usize> = None;
    let mut removed: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let content = unmarked(line).trim_end();
        let column = line.len() - unmarked(line).len();
        let is_closer = content.starts_with(['}', ']', ')']);
        if block.is_none()
            && ["resource \"", "data \""].iter().any(|start| content.starts_with(start))
        {
            block = Some(column);
        }
        let is_removed = line.trim_start().starts_with("- ");
        if block.is_none() || removed.is_some() || is_removed {
            blank(line, &mut code);
        } else {
            keep(line, column, &mut code);
        }
        // A closing bracket has no mark of its own.
        if removed == Some(column) && is_closer {
            removed = None;
        } else if removed.is_none()
            && is_removed
            && block.is_some()
            && content.ends_with(['{', '[', '('])
        {
            removed = Some(column);
        } else if block == Some(column) && is_closer {
            block = None;
        }
    }
    Some(code)
}

/// Some line has a mark before a block or says what will become of one.
fn is_plan(text: &str) -> bool {
    text.lines().any(|line| {
        let content = line.trim_start();
        let is_marked = content.starts_with(['+', '-', '~', '<']);
        let is_block =
            ["resource \"", "data \""].iter().any(|start| unmarked(line).starts_with(start));
        is_marked && is_block || content.ends_with(UNKNOWN)
    })
}

fn blank(line: &str, code: &mut String) {
    for character in line.chars() {
        let is_break = matches!(character, '\n' | '\r');
        code.extend(core::iter::repeat_n(
            if is_break { character } else { ' ' },
            character.len_utf8(),
        ));
    }
}

/// The line without its mark, without the old value, without what is not code.
fn keep(line: &str, column: usize, code: &mut String) {
    blank(line.get(..column).unwrap_or_default(), code);
    let mut content = line.get(column..).unwrap_or_default();
    if let Some((old, new)) = content.split_once(" -> ") {
        let start = old.find(" = ").map_or(0, |equals| equals + 3);
        // A list element has no name before it; a string that holds an arrow is no change.
        let is_change = old.get(start..).is_some_and(|old| old.matches('"').count() % 2 == 0);
        if is_change {
            code.push_str(old.get(..start).unwrap_or_default());
            blank(old.get(start..).unwrap_or_default(), code);
            code.push_str("    ");
            content = new;
        }
    }
    for (index, part) in content.split(UNKNOWN).enumerate() {
        if index > 0 {
            code.push_str("\"${apply.unknown}\" ");
        }
        code.push_str(&part.replace("(sensitive value)", "\"${sensitive}\"   "));
    }
}
