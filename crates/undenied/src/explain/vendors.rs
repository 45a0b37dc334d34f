//! What the words of vendors and of single services say of the call. Not: AWS's own sentence.

use std::ops::Range;

use super::{Explanation, message::Reason, page::Page};
use crate::policy::Kind;

/// Takes over what the words in `range` say.
pub(super) fn take(explanation: &mut Explanation, page: &Page<'_>, range: &Range<usize>) {
    let says = |words: &str| page.find(words, range.clone()).is_some();
    // Databricks: the role may not assume itself.
    if says("uc_iam_role_non_self_assuming") {
        wants_role(explanation, "sts:AssumeRole");
        explanation.policy_type = Some(Kind::Trust);
    }
    if says("eksdoesnothavepermissionstoassumetheassociatedrole") {
        // What the program wanted is not what was refused.
        (explanation.action, explanation.operation) = (None, None);
        wants_role(explanation, "sts:AssumeRole");
        explanation.principal = Some("pods.eks.amazonaws.com".to_owned());
        explanation.policy_type = Some(Kind::Trust);
    }
    if says("notauthorizedtoperformsts:assumerolewithwebidentity") {
        wants_role(explanation, "sts:AssumeRoleWithWebIdentity");
    }
    // Snowflake.
    if says("errorassumingaws_role.pleaseverify") {
        wants_role(explanation, "sts:AssumeRole");
    }
    if says("objectprotectedbyobjectlock") {
        explanation.reason = Reason::ObjectLock;
        explanation.not_a_policy_problem = true;
    }
    // Apache Arrow: `AWS Error ACCESS_DENIED during HeadObject operation`.
    if let Some(error) = page.find("awserroraccess_deniedduring", range.clone())
        && let Some(end) = page.find("operation", error.end..range.end.min(error.end + 60))
        && explanation.operation.is_none()
    {
        explanation.operation = Some(page.value(error.end..end.start));
    }
}

fn wants_role(explanation: &mut Explanation, action: &str) {
    explanation.action = explanation.action.take().or_else(|| Some(action.to_owned()));
}
