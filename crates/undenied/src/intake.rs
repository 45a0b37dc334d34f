//! From what a command printed to policy documents, the caller and the call. Not: what to say about
//! the documents. Shapes: <https://docs.aws.amazon.com/cli/latest/reference/>.

mod walk;

use undenied_json::parse;

use crate::{
    explain::{Category, explain},
    lang::Words,
    policy::{self, Kind},
};

/// What one pasted text or file holds.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// In the order of the text.
    pub documents: Vec<Found>,
    /// ARN of the role or user that the text is about, where it is about one.
    pub principal: Option<String>,
    /// The call that an error message in the text is about.
    pub refused: Option<Refused>,
    /// What was left out, and what to run instead.
    pub notes: Vec<Words>,
}

/// A policy document in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: Kind,
    /// Where it stood, for example `Role.AssumeRolePolicyDocument`; empty for the text itself.
    pub path: String,
    /// For a document that stood in the text as JSON: the whole text with all else blanked, so
    /// that every line, column and UTF-16 offset is the pasted text's. For one that stood in a
    /// string: the decoded string.
    pub text: String,
}

/// Who was refused what, as an error message says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    pub principal: Option<String>,
    pub action: Option<String>,
    pub resource: Option<String>,
}

/// Reads `text`, whose secrets are masked already. A text with nothing known in it is one document
/// of the kind it resembles.
///
/// ```
/// use undenied::{intake, policy::Kind};
///
/// let printed = r#"{"Policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::acme/*\"}]}"}"#;
/// let found = &intake::read(printed).documents[0];
/// assert_eq!((found.kind, found.path.as_str()), (Kind::Bucket, "Policy"));
/// ```
#[must_use]
pub fn read(text: &str) -> Intake {
    let parse = parse(text);
    if let Some(root) = parse.root.as_ref().filter(|root| !is_policy(root)) {
        let intake = walk::walk(text, root);
        if !intake.documents.is_empty() || intake.principal.is_some() || !intake.notes.is_empty() {
            return intake;
        }
        if let Some(refused) = refused(text) {
            return Intake { refused: Some(refused), ..Intake::default() };
        }
    } else if parse.root.is_none()
        && let Some(refused) = refused(text)
    {
        return Intake { refused: Some(refused), ..Intake::default() };
    }
    let kind = policy::guess_from_text(text);
    let document = Found { kind, path: String::new(), text: text.to_owned() };
    Intake { documents: vec![document], ..Intake::default() }
}

/// Whether `node` is a policy, or a statement without the policy around it.
fn is_policy(node: &undenied_json::Node) -> bool {
    let has = |name: &str| {
        let mut members = node.members().unwrap_or_default().iter();
        members.any(|member| member.name.value.eq_ignore_ascii_case(name))
    };
    has("Statement") || (has("Effect") && (has("Action") || has("NotAction")))
}

fn refused(text: &str) -> Option<Refused> {
    let explanation = explain(text);
    let is_denied = explanation.category == Category::Denied;
    let tells = explanation.principal.is_some() || explanation.action.is_some();
    (is_denied && tells).then_some(Refused {
        principal: explanation.principal,
        action: explanation.action,
        resource: explanation.resource,
    })
}

#[cfg(test)]
mod tests;
