//! IAM Access Analyzer's codes for what one rule here says of several slips. See
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>.

use crate::policy::{Element, JsonType, Kind, ProblemKind};

/// The code for `problem` in a policy of `kind`; `None` where AWS has no check of that.
pub(super) fn of_problem(problem: &ProblemKind, kind: Kind) -> Option<&'static str> {
    Some(match problem {
        ProblemKind::Missing { element } => match element {
            Element::Action => "MISSING_ACTION",
            Element::Effect => "MISSING_EFFECT",
            Element::Principal => "MISSING_PRINCIPAL",
            Element::Resource => "MISSING_RESOURCE",
            Element::Statement => "MISSING_STATEMENT",
            _ => return None,
        },
        ProblemKind::Conflict { .. } => "UNSUPPORTED_ELEMENT_COMBINATION",
        ProblemKind::PrincipalType { .. } => "INVALID_PRINCIPAL_KEY",
        ProblemKind::WrongType {
            element: Element::Principal | Element::NotPrincipal,
            found: JsonType::String | JsonType::Array,
        } => "INVALID_PRINCIPAL_FORMAT",
        ProblemKind::WrongType { .. } | ProblemKind::NotAnObject { .. } => "DATA_TYPE_MISMATCH",
        ProblemKind::Operator { found } if found.eq_ignore_ascii_case("NullIfExists") => {
            "NULL_WITH_IF_EXISTS"
        }
        ProblemKind::NotInKind { element, .. } => match (element, kind) {
            (Element::NotPrincipal, Kind::Trust) => "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
            (Element::Resource | Element::NotResource, Kind::Trust) => {
                "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"
            }
            (Element::Principal | Element::NotPrincipal, Kind::ServiceControl) => {
                "SCP_SYNTAX_ERROR_PRINCIPAL"
            }
            (Element::NotPrincipal, Kind::ResourceControl) => "RCP_SYNTAX_ERROR_PRINCIPAL",
            (Element::NotAction, Kind::ResourceControl) => "RCP_SYNTAX_ERROR_NOTACTION",
            (Element::Principal | Element::NotPrincipal, _) => "UNSUPPORTED_PRINCIPAL",
            _ => return None,
        },
        _ => return None,
    })
}
