//! A stretch of a paste that is no JSON: which notation it is in, and what is to be done with it.
//! Not: finding policies in what commands print.

use undenied_json::Node;

use super::{
    Note, Origin, hcl,
    infrastructure::{self, Infrastructure, Notation},
    rewrite, yaml,
};

/// What YAML or Terraform code holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Code {
    /// Of templates.
    pub(super) infrastructure: Vec<Infrastructure>,
    /// What is no template, as JSON: a command's output with `--output yaml`, a policy in YAML.
    pub(super) plain: Vec<(String, Origin)>,
    /// Where it could not be read.
    pub(super) notes: Vec<Note>,
}

/// Reads `text` where it is Terraform code or YAML of ours.
pub(super) fn read(text: &str) -> Option<Code> {
    read_hcl(text).or_else(|| read_yaml(text))
}

fn read_hcl(text: &str) -> Option<Code> {
    let hcl = hcl::read(text)?;
    let infrastructure = infrastructure::read(text, &hcl.root, Notation::Hcl)?;
    let found = &infrastructure;
    if found.documents.is_empty() && found.facts.is_empty() && found.notes.is_empty() {
        return None;
    }
    let notes = hcl.error.map(|error| Note { words: error.words, command: None, span: error.span });
    let (infrastructure, notes) = (vec![infrastructure], notes.into_iter().collect());
    Some(Code { infrastructure, plain: Vec::new(), notes })
}

fn read_yaml(text: &str) -> Option<Code> {
    let yaml = yaml::read(text)?;
    let mut code = Code::default();
    for document in &yaml.documents {
        match infrastructure::read(text, document, Notation::Yaml) {
            Some(infrastructure) => code.infrastructure.push(infrastructure),
            None if holds_anything(document) => {
                code.plain.push(rewrite::json(text, document).finish());
            }
            None => {}
        }
    }
    let error =
        yaml.error.map(|error| Note { words: error.words, command: None, span: error.span });
    code.notes.extend(error);
    Some(code)
}

fn holds_anything(node: &Node) -> bool {
    !node.members().unwrap_or_default().is_empty()
        || !node.elements().unwrap_or_default().is_empty()
}

#[cfg(test)]
mod tests {
    use undenied_json::Span;

    use super::*;

    #[test]
    fn output_in_yaml_is_the_same_as_in_json() {
        let text = "Policy: '{\"Statement\":[]}'\nPolicyName: default\n";
        let code = read(text).unwrap();
        let (json, origin) = &code.plain[0];
        let expected =
            "{\n  \"Policy\": \"{\\\"Statement\\\":[]}\",\n  \"PolicyName\": \"default\"\n}";
        assert_eq!(json, expected);
        let at = json.find("Statement").unwrap();
        assert_eq!(origin.locate(Span::new(at, at + 9)).of(text), "Statement");
    }

    #[test]
    fn a_fix_of_a_value_lands_in_the_yaml() {
        let text = "- Effect: Allow\n  Action: s3:GetObject\n  Resource: arn:aws:s3:::acme/dir\n";
        let (json, origin) = &read(text).unwrap().plain[0];
        let at = json.find("dir\"").unwrap() + 3;
        let edit = origin.edit(&undenied_json::Edit::insert(at, "/*")).unwrap();
        let fixed = undenied_json::apply(text, &[edit]).unwrap();
        assert!(fixed.ends_with("acme/dir/*\n"), "{fixed}");
    }

    #[test]
    fn each_notation_is_told_and_a_slip_is_said() {
        let policy =
            "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Statement = [] })\n}\n";
        assert_eq!(read(policy).unwrap().infrastructure.len(), 1);
        assert_eq!(read("a = 1").as_ref(), None);
        assert_eq!(read(&format!("{policy}x = \n")).unwrap().notes.len(), 1);
        assert_eq!(read("Statement:\n- Effect: Allow\n- Effect: 'x\n").unwrap().notes.len(), 1);
    }
}
