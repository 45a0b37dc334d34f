//! The rules: the `Rule` type and the list of all of them. One file per rule.

mod access_point_not_delegated;
mod action_resource_mismatch;
mod allow;
mod aws_s_own;
mod bucket_policy_locks_everyone_out;
mod bucket_policy_names_another_principal;
mod bucket_policy_without_allow;
mod cloudfront_without_source;
mod codes;
mod condition_key_never_sent;
mod condition_not_met;
mod condition_prefix_differs;
mod deny_blocks_access;
mod duplicate_element;
mod external_id_differs;
mod external_id_missing;
mod invalid_condition_operator;
mod invalid_effect;
mod invalid_version;
mod json_syntax;
mod key_alias_in_resource;
mod key_condition_not_met;
mod key_in_another_region;
mod key_policy_without_caller;
mod limit_does_not_allow;
mod missing_element;
mod missing_permission;
mod missing_version;
mod multipart_without_decrypt;
mod object_arn_without_wildcard;
mod open_trust;
pub(crate) mod pages;
mod part_of_the_objects;
mod placeholder_left;
mod pod_identity_without_tags;
mod prefix_differs;
mod public_statement_restricted;
mod refused_when_saved;
mod resource_names_another_bucket;
mod resource_not_an_arn;
mod role_not_self_assuming;
mod sample_value_left;
mod stale_principal_id;
mod trust_principal_differs;
mod trust_without_assume_role;
mod unknown_action;
mod unknown_condition_key;
mod unknown_element;
mod variable_without_value;
mod wildcard_under_exact_operator;
mod wrong_element;
mod wrong_policy_kind;

#[cfg(test)]
pub(crate) mod testing;

pub(crate) use condition_not_met::is_acl;
pub(crate) use deny_blocks_access::{calls_for_mfa, is_of_older_sessions};
pub(crate) use refused_when_saved::RULE as REFUSED;
use undenied_json::sorted;

use crate::{
    case::Case,
    lang::{Localized, Words},
    latin,
    refusal::{self, Refusal},
    report::{Finding, Place, Severity},
};

/// One kind of finding: what it is called, how much it matters, where to read on, how it is found.
#[derive(Debug)]
pub struct Rule {
    /// Named after the problem, kebab-case, stable.
    pub id: &'static str,
    /// IAM Access Analyzer's issue code, where it has the same check.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>
    pub code: Option<&'static str>,
    pub severity: Severity,
    pub title: Localized<&'static str>,
    /// Pages that explain it, AWS's first.
    pub links: Localized<&'static [&'static str]>,
    pub(crate) check: fn(&Case<'_>, &mut Vec<Finding>),
}

/// Two rules are the same to whoever sees the same of them.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        let seen = |rule: &Self| (rule.id, rule.code, rule.severity, rule.title, rule.links);
        seen(self) == seen(other)
    }
}

impl Eq for Rule {}

/// Every rule there is: of calls and of whole cases, then the checks of one policy by itself.
#[cfg(feature = "checks")]
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().chain(crate::checks::rules())
}

/// The rules of calls and of whole cases.
pub static RULES: &[&Rule] = &[
    &json_syntax::RULE,
    &wrong_policy_kind::RULE,
    &unknown_element::RULE,
    &duplicate_element::RULE,
    &missing_element::RULE,
    &wrong_element::RULE,
    &refused_when_saved::RULE,
    &invalid_effect::RULE,
    &invalid_version::RULE,
    &missing_version::RULE,
    &invalid_condition_operator::RULE,
    &placeholder_left::RULE,
    &trust_principal_differs::RULE,
    &external_id_differs::RULE,
    &external_id_missing::RULE,
    &open_trust::RULE,
    &trust_without_assume_role::RULE,
    &pod_identity_without_tags::RULE,
    &role_not_self_assuming::RULE,
    &object_arn_without_wildcard::RULE,
    &unknown_action::RULE,
    &resource_not_an_arn::RULE,
    &resource_names_another_bucket::RULE,
    &prefix_differs::RULE,
    &variable_without_value::RULE,
    &part_of_the_objects::RULE,
    &action_resource_mismatch::RULE,
    &unknown_condition_key::RULE,
    &condition_key_never_sent::RULE,
    &wildcard_under_exact_operator::RULE,
    &condition_prefix_differs::RULE,
    &condition_not_met::RULE,
    &missing_permission::RULE,
    &deny_blocks_access::RULE,
    &bucket_policy_names_another_principal::RULE,
    &stale_principal_id::RULE,
    &bucket_policy_without_allow::RULE,
    &access_point_not_delegated::RULE,
    &bucket_policy_locks_everyone_out::RULE,
    &cloudfront_without_source::RULE,
    &public_statement_restricted::RULE,
    &key_alias_in_resource::RULE,
    &key_policy_without_caller::RULE,
    &key_condition_not_met::RULE,
    &key_in_another_region::RULE,
    &multipart_without_decrypt::RULE,
    &limit_does_not_allow::RULE,
    &sample_value_left::RULE,
];

/// Runs every rule, and says what AWS would answer to whoever saves the documents. Syntax errors come first, since AWS sees nothing of such a text; then what
/// causes the denial, then by severity, then in the order in which a call meets the documents.
pub(crate) fn run(case: &Case<'_>) -> (Vec<Finding>, Vec<Refusal>) {
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.check)(case, &mut findings);
    }
    #[cfg(feature = "checks")]
    {
        let mended = crate::checks::run(case, &mut findings);
        if !mended.is_empty() {
            // What nearly allows the call is put right; nothing is added beside it.
            findings.retain(|finding| finding.rule.id != missing_permission::RULE.id);
            let is_meant = |checked: &crate::case::Checked<'_>| {
                let mut mended = mended.iter().filter_map(|call| case.checked.get(*call));
                mended.any(|it| std::ptr::eq(it, checked))
            };
            missing_permission::check_all_but(case, &mut findings, &is_meant);
        }
    }
    deny_blocks_access::settle(case, &mut findings);
    aws_s_own::settle(case, &mut findings);
    let refusals = refusal::tell(case, &mut findings);
    latin::settle(case, &mut findings);
    let rank = |finding: &Finding| {
        let place = (finding.place.document, finding.place.span);
        let is_readable = finding.rule.id != json_syntax::RULE.id;
        let stage = stage(case, finding.place.document);
        // In one document, what denies whatever else is allowed.
        let is_beaten = finding.rule.id != deny_blocks_access::RULE.id;
        (is_readable, !finding.causes_denial, finding.severity, stage, is_beaten, place)
    };
    (sorted(findings, &|one, two| rank(one).cmp(&rank(two))), refusals)
}

/// Documents in the order in which a call meets them.
fn stage(case: &Case<'_>, document: usize) -> u8 {
    use crate::policy::Kind;
    match case.readings.get(document).map(|reading| reading.document.kind) {
        Some(Kind::Trust) => 0,
        Some(Kind::Identity) => 1,
        _ => 2,
    }
}

impl Rule {
    /// A finding of this rule that does not cause a denial and has no fix.
    pub(crate) fn finding(&'static self, place: Place, message: Words, why: Words) -> Finding {
        Finding {
            rule: self,
            code: self.code,
            severity: self.severity,
            causes_denial: false,
            place,
            message,
            why,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }
}
