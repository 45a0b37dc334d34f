//! Where a second policy in YAML begins that no `---` sets apart. Not: reading either.

/// Names that a policy's YAML has once, at the start of a line.
const ONCE: [&str; 4] = ["Version:", "Statement:", "PolicyDocument:", "AssumeRolePolicyDocument:"];

/// The offset of the line with which the second begins: of a comment or heading above it, where it
/// has one.
pub(in crate::intake) fn second(text: &str) -> Option<usize> {
    let mut seen: Vec<&str> = Vec::new();
    let mut begins = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let name = ONCE.into_iter().find(|name| line.starts_with(name));
        if name.is_some_and(|name| seen.contains(&name)) {
            return Some(begins.unwrap_or(at));
        }
        let is_blank = line.trim().is_empty();
        if line.starts_with('#') {
            begins = begins.or(Some(at));
        } else if line.starts_with("---") {
            return None;
        } else if !is_blank && !ONCE.iter().any(|name| line.starts_with(name)) {
            begins = None;
        }
        seen.extend(name);
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_begins_at_its_heading_or_at_its_first_name() {
        let one = "Version: 2012-10-17\nStatement:\n- Effect: Allow\n";
        let headed = format!("# role\n{one}\n# trust\n{one}");
        assert_eq!(second(&headed), headed.find("# trust"));
        assert_eq!(second(&format!("{one}{one}")), Some(one.len()));
        for text in [one.to_owned(), format!("# role\n{one}"), format!("{one}---\n{one}")] {
            assert_eq!(second(&text), None, "{text}");
        }
    }
}
