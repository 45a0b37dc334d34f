//! Telling YAML of ours from prose, and making a pasted piece of it readable.

use undenied_json::Node;

/// Names that AWS's outputs and the templates of its users begin a mapping with. A line that begins
/// with one of them and a colon makes a text worth reading; an error message has none.
const NAMES: &[&str] = &[
    "AWSTemplateFormatVersion",
    "AccessControlPolicy",
    "Account",
    "Arn",
    "AssumeRolePolicyDocument",
    "AttachedPolicies",
    "BucketRegion",
    "Content",
    "Contents",
    "Document",
    "Effect",
    "EvaluationResults",
    "Grants",
    "Group",
    "GroupDetailList",
    "KeyMetadata",
    "KeyPolicy",
    "LocationConstraint",
    "ObjectLockConfiguration",
    "Owner",
    "OwnershipControls",
    "Parameters",
    "Payer",
    "Policies",
    "Policy",
    "PolicyDocument",
    "PolicyName",
    "PolicyNames",
    "PolicyStatus",
    "PolicyVersion",
    "Properties",
    "PublicAccessBlockConfiguration",
    "Resources",
    "Role",
    "RoleDetailList",
    "Roles",
    "ServerSideEncryption",
    "ServerSideEncryptionConfiguration",
    "Statement",
    "Statements",
    "Status",
    "StorageClass",
    "TemplateBody",
    "Transform",
    "Type",
    "User",
    "UserDetailList",
    "UserId",
    "Version",
    "VpcEndpoints",
    "functions",
    "iam",
    "iamRoleStatements",
    "policy",
    "provider",
    "resources",
    "statements",
];

/// The text as the parser takes it: each character of it is one of the paste's, but for some
/// spaces before the first.
pub(super) struct Prepared {
    pub(super) text: String,
    /// How many characters were put before the paste's first.
    pub(super) shift: usize,
}

/// Whether some line begins with a name of ours and a colon.
pub(in crate::intake) fn is_known(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches(|character: char| {
            character.is_whitespace() || matches!(character, '-' | '\u{feff}' | '{' | '?')
        });
        let Some((name, value)) = line.split_once(':') else { return false };
        let name = name.trim_matches(['"', '\'', ' ']);
        let is_mapping = value.is_empty() || value.starts_with([' ', '\t', '\u{a0}']);
        // `User: ARN is not authorized to perform: ACTION` is AWS's sentence.
        let is_quoted = value.trim_start().starts_with(['"', '\'', '{', '[']);
        let is_sentence = !is_quoted && value.contains(": ");
        is_mapping && !is_sentence && NAMES.binary_search(&name).is_ok()
    })
}

/// Whether `node`, or something in it, has a member of such a name.
pub(super) fn names_ours(node: &Node) -> bool {
    let members = node.members().unwrap_or_default().iter();
    let mut elements = node.elements().unwrap_or_default().iter();
    members.clone().any(|member| NAMES.binary_search(&member.name.value.as_str()).is_ok())
        || members.map(|member| &member.value).any(names_ours)
        || elements.any(names_ours)
}

impl Prepared {
    /// Tabs and no-break spaces of the indentation become spaces, and a first line that was copied
    /// without its indentation gets it back.
    pub(super) fn new(paste: &str) -> Self {
        let shift = missing_indentation(paste);
        let mut text = " ".repeat(shift);
        text.reserve(paste.len());
        let mut is_indentation = true;
        for character in paste.chars() {
            let is_blank = matches!(character, '\t' | '\u{a0}' | '\u{3000}' | '\u{feff}' | '\0');
            text.push(if is_blank && is_indentation { ' ' } else { character });
            is_indentation = character == '\n' || is_indentation && character.is_whitespace();
        }
        // A mark of byte order counts as a character, but must not indent the first line alone.
        Self { text: if paste.starts_with('\u{feff}') { unmarked(&text) } else { text }, shift }
    }
}

/// The space that stands for the mark goes to the end of the indentation of every line, by making
/// the mark a line of its own.
fn unmarked(text: &str) -> String {
    let rest = text.get(1..).unwrap_or_default();
    format!("\n{rest}")
}

/// How much less the first line is indented than the lines that belong beside it.
fn missing_indentation(text: &str) -> usize {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.next() else { return 0 };
    let own = indentation(first);
    let content = first.trim();
    let in_item = if content.starts_with("- ") { 2 } else { 0 };
    let is_parent = content.ends_with(':') || content.ends_with(['|', '>', '{', '[', '-']);
    let is_mapping = content.contains(": ") && !content.starts_with(['{', '[', '"', '#', '%']);
    if is_parent || !is_mapping || content.starts_with("---") {
        return 0;
    }
    let level = |line: &str| {
        let is_item = line.trim_start().starts_with('-');
        indentation(line).saturating_sub(if is_item { 0 } else { in_item })
    };
    let rest = lines.take_while(|line| !line.starts_with("---")).map(level).min();
    rest.map_or(0, |least| least.saturating_sub(own))
}

fn indentation(line: &str) -> usize {
    line.chars().take_while(|character| character.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_for_the_search() {
        assert!(NAMES.is_sorted());
    }

    #[test]
    fn prose_with_colons_is_none_of_ours() {
        for (text, expected) in [
            ("An error occurred (AccessDenied) when calling GetObject: Access Denied", false),
            ("error: AccessDenied\nhint: ask your administrator", false),
            ("http://acme.example", false),
            ("Statement:\n- Effect: Allow", true),
            ("      - Effect: Allow", true),
            ("\"Version\": '2012-10-17'", true),
        ] {
            assert_eq!(is_known(text), expected, "{text}");
        }
    }

    #[test]
    fn a_first_line_without_its_indentation_gets_it_back() {
        for (text, expected) in [
            ("Effect: Allow\n    Action: a", 4),
            ("- Effect: Allow\n      Action: a", 4),
            ("Statement:\n    - a", 0),
            ("  Effect: Allow\n  Action: a", 0),
        ] {
            assert_eq!(missing_indentation(text), expected, "{text}");
        }
    }
}
