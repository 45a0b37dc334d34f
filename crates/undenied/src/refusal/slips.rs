//! Slips against JSON and the grammar, which findings of their own describe: AWS's words for each.

use super::{Found, Stage};
use crate::{
    lang::Words,
    policy::{Element, Kind, Problem, ProblemKind},
};

const SYNTAX: &str = "Syntax errors in policy.";
const LEGACY: &str = "The policy failed legacy parsing";
/// Of AWS Organizations, for whatever a policy of the type cannot have.
pub(super) const OF_TYPE: &str =
    "The provided policy document does not meet the requirements of the specified policy type.";
const FIRST_BYTE: &str = "Policies must be valid JSON and the first byte must be '{'";

pub(super) fn look(found: &mut Found<'_>) {
    let read = found.read;
    let text = match read.kind {
        Kind::Identity | Kind::PermissionsBoundary => SYNTAX,
        Kind::Trust => "This policy contains invalid Json",
        Kind::Bucket => FIRST_BYTE,
        _ => "",
    };
    for error in &read.parse.errors {
        found.add(Stage::Text, None, error.span, text, Words::default());
    }
    for problem in read.problems.iter().filter(|problem| problem.kind.is_refused()) {
        let (stage, text) = match read.kind {
            Kind::Identity | Kind::PermissionsBoundary => of_iam(problem),
            Kind::Trust => of_trust(problem),
            Kind::Bucket | Kind::AccessPoint => of_s3(problem, read.text),
            Kind::ServiceControl | Kind::ResourceControl => {
                (Stage::Statement(0), OF_TYPE.to_owned())
            }
            _ => (Stage::Statement(0), String::new()),
        };
        found.add(stage, problem.statement, problem.span, &text, Words::default());
    }
}

fn of_iam(problem: &Problem) -> (Stage, String) {
    let (stage, text) = match &problem.kind {
        ProblemKind::Missing { element: Element::Action } => {
            (Stage::Statement(2), "Policy statement must contain actions.")
        }
        ProblemKind::Missing { element: Element::Resource } => {
            (Stage::Statement(3), "Policy statement must contain resources.")
        }
        ProblemKind::NotInKind { element: Element::Principal | Element::NotPrincipal, .. } => {
            (Stage::Statement(4), "Policy document should not specify a principal.")
        }
        _ => return grammar(problem),
    };
    (stage, text.to_owned())
}

/// What is read before any statement is looked into.
fn grammar(problem: &Problem) -> (Stage, String) {
    let is_case = |found: &str| ["Allow", "Deny"].iter().any(|it| it.eq_ignore_ascii_case(found));
    let (stage, text) = match &problem.kind {
        ProblemKind::Effect { found } if is_case(found) => (Stage::Legacy, LEGACY),
        ProblemKind::WrongType {
            element:
                Element::Effect
                | Element::Action
                | Element::NotAction
                | Element::Resource
                | Element::NotResource,
            ..
        } => (Stage::Legacy, LEGACY),
        // AWS's words for these are not known.
        ProblemKind::Duplicate { .. } => (Stage::Syntax, ""),
        ProblemKind::Missing { element: Element::Statement } if problem.span.len() > 1 => {
            (Stage::Syntax, "")
        }
        _ => (Stage::Syntax, SYNTAX),
    };
    (stage, text.to_owned())
}

fn of_trust(problem: &Problem) -> (Stage, String) {
    match &problem.kind {
        ProblemKind::NotInKind { element, .. } => {
            (Stage::Statement(1), format!("Has prohibited field {}.", element.name()))
        }
        ProblemKind::Missing { element: Element::Action | Element::Principal } => {
            (Stage::Statement(2), String::new())
        }
        _ => grammar(problem),
    }
}

fn of_s3(problem: &Problem, text: &str) -> (Stage, String) {
    let is_list = text.trim_start().starts_with('[');
    let (rank, words) = match &problem.kind {
        ProblemKind::NotAnObject { .. } => return (Stage::Text, FIRST_BYTE.to_owned()),
        ProblemKind::Missing { element: Element::Statement } if is_list => {
            return (Stage::Text, FIRST_BYTE.to_owned());
        }
        ProblemKind::Missing { element: Element::Statement } if problem.span.len() > 1 => {
            (1, "Could not parse the policy: Statement is empty!".to_owned())
        }
        ProblemKind::Missing { element } => {
            (1, format!("Missing required field {}", element.name()))
        }
        ProblemKind::Version { .. } => {
            (2, "The policy must contain a valid version string".to_owned())
        }
        ProblemKind::UnknownElement { name, .. } => (3, format!("Unknown field {name}")),
        ProblemKind::Effect { found } => (4, format!("Invalid effect: {found}")),
        ProblemKind::Duplicate { name, .. } => {
            let owner = if problem.statement.is_some() { "Statement" } else { "Policy" };
            (5, format!("{owner} already has instance of {name}"))
        }
        ProblemKind::PrincipalType { .. } => (6, "Invalid principal in policy".to_owned()),
        ProblemKind::Operator { found } => (9, format!("Invalid Condition type : {found}")),
        _ => (2, String::new()),
    };
    (Stage::Statement(rank), words)
}
