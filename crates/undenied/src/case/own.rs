//! The user's own request, with what the documents tell of a call that an error leaves vague. Not: a
//! profile's calls.

use super::{Case, calls::Planned};
use crate::{
    ContextValue, Input, Request, authorize,
    catalog::{S3Resource, s3_resource},
    eval::{Call, CallerKind, CallerPolicies, Match},
    explain::Decision,
    policy::{Arn, Kind, Principal},
    profile::Level,
};

/// The service that assumes roles for pods.
pub(crate) const POD_IDENTITY: &str = "pods.eks.amazonaws.com";

/// Calls by somebody whom an identity provider vouches for.
pub(super) const BY_PROVIDER: [&str; 2] =
    ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"];

/// The request, and what goes with it.
pub(super) fn requests(case: &Case<'_>) -> Vec<Planned<'static>> {
    let action = case.input.request.action.as_deref();
    let Some(own) = action.map(|action| request(case, action)) else { return Vec::new() };
    let tags = tags_of_pods(case, &own);
    [Some(own), tags].into_iter().flatten().collect()
}

/// EKS Pod Identity always tags its sessions:
/// <https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html>.
fn tags_of_pods(case: &Case<'_>, own: &Planned<'_>) -> Option<Planned<'static>> {
    let is_pod = matches!(&own.call.caller.kind, CallerKind::Service(name) if name == POD_IDENTITY);
    (is_pod && own.call.action == "sts:AssumeRole").then(|| request(case, "sts:TagSession"))
}

fn request(case: &Case<'_>, action: &str) -> Planned<'static> {
    let input = case.input;
    let told = input.refused.map(|_| completed(case, action));
    let request = told.as_ref().unwrap_or(&input.request);
    of_request(case, &Request { action: Some(action.to_owned()), ..request.clone() })
}

/// The call that `request` is.
pub(super) fn of_request(case: &Case<'_>, request: &Request) -> Planned<'static> {
    let input = case.input;
    let mut call = authorize::call(request, &input.facts);
    let action = call.action.clone();
    if action == "sts:AssumeRole" && is_the_vendor(case, &call) {
        call.caller_policies = CallerPolicies::Told { allow: Match::Yes, is_bounded: false };
    }
    if call.same_account == Match::Unknown && lacks_iam_alone(input) {
        call.same_account = Match::Yes;
    }
    let kinds = if authorize::behind_access_point(&call, &input.facts).is_some() {
        authorize::FOR_ACCESS_POINT
    } else {
        authorize::kinds(&action)
    };
    Planned {
        call,
        need: None,
        level: Level::Required,
        kinds,
        passages: Vec::new(),
        is_own: true,
        is_for_profile: false,
        through: None,
        is_supposed: false,
    }
}

/// Whether the caller is who the vendor's console shows: its own policies are the vendor's to see to.
fn is_the_vendor(case: &Case<'_>, call: &Call) -> bool {
    let told = case.input.facts.trust.principal.as_deref();
    told.is_some() && told == call.caller.arn.as_ref().map(Arn::as_str)
}

/// Whether AWS says that it is the caller's IAM policies that do not allow the call. Between accounts it names the resource's policy
/// unless that allows the call, so whoever owns the bucket, nothing else is wanting.
fn lacks_iam_alone(input: &Input) -> bool {
    input.refused == Some(Decision::ImplicitDeny) && input.refused_by == Some(Kind::Identity)
}

/// The call of an error, which may name neither object nor caller.
fn completed(case: &Case<'_>, action: &str) -> Request {
    let mut request = case.input.request.clone();
    if request.resource.is_none() {
        request.resource = resource(case, action);
    }
    // A Deny of plain HTTP would have been named: a Deny that applies is what AWS names first.
    if case.input.refused == Some(Decision::ImplicitDeny) {
        let secure = ContextValue::Single("true".to_owned());
        request.context.push(("aws:SecureTransport".to_owned(), secure));
    }
    let external_id = &case.input.facts.trust.external_id;
    if let Some(external_id) = external_id.clone().filter(|_| action == "sts:AssumeRole") {
        request.context.push(("sts:ExternalId".to_owned(), ContextValue::Single(external_id)));
    }
    if request.principal.is_none() && BY_PROVIDER.contains(&action) {
        request.principal = only(&providers(case));
    }
    let pod = case.input.facts.trust.subject.as_deref();
    if let Some(subject) = pod.filter(|_| action == BY_PROVIDER[0]) {
        of_pod(&mut request, subject);
    }
    request
}

/// What the token of a pod holds, whose service account was told. See
/// <https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html>.
fn of_pod(request: &mut Request, subject: &str) {
    let arn = request.principal.as_deref().and_then(Arn::parse);
    let host = arn.as_ref().and_then(|arn| arn.resource().strip_prefix("oidc-provider/"));
    let Some(host) = host.map(str::to_owned) else { return };
    for (claim, value) in [(":sub", subject), (":aud", "sts.amazonaws.com")] {
        let value = ContextValue::Single(value.to_owned());
        request.context.push(([host.as_str(), claim].concat(), value));
    }
}

/// The bucket, or everything in it, where only one is spoken of.
fn resource(case: &Case<'_>, action: &str) -> Option<String> {
    let of = s3_resource(action)?;
    let told = case.input.facts.bucket.name.clone();
    let bucket = told.or_else(|| only(&buckets(case)))?;
    let partition = case.target.as_ref().map_or("aws", |target| target.partition.as_str());
    let inside = if of == S3Resource::Object { "/*" } else { "" };
    Some(["arn:", partition, ":s3:::", &bucket, inside].concat())
}

fn buckets(case: &Case<'_>) -> Vec<String> {
    let statements = case.policies().flat_map(|(_, _, policy)| &policy.statements);
    let values = statements.filter_map(|it| it.resource.as_ref()).flat_map(|it| &it.values);
    let arns = values.filter_map(|value| Arn::parse(&value.value));
    let named = arns.filter_map(|arn| arn.bucket().map(str::to_owned));
    named.filter(|name| !name.is_empty() && !name.contains(['*', '?', '<', '$', '{'])).collect()
}

/// Whom the trust policy lets vouch for somebody.
fn providers(case: &Case<'_>) -> Vec<String> {
    let statements = case.of_kind(Kind::Trust).flat_map(|(_, _, policy)| &policy.statements);
    let entries = statements.filter_map(|it| it.principal.as_ref()).flat_map(|it| &it.entries);
    let named = entries.filter_map(|entry| match &entry.value {
        Principal::Federated(name) => Some(name.clone()),
        _ => None,
    });
    named.collect()
}

/// The one of which all are copies.
pub(super) fn only(names: &[String]) -> Option<String> {
    let first = names.first()?.clone();
    names.iter().all(|name| *name == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::{Document, Input, Outcome, analyze, intake, policy::Kind, remedy};

    /// The verdict on what somebody pastes: the outcome, what is asked for, and what blocks.
    fn judge(paste: &str) -> (Outcome, Vec<String>, String) {
        let found = intake::read(paste);
        let mut input = Input::default();
        for (index, it) in found.documents.into_iter().enumerate() {
            let id = format!("{index}");
            let (kind, text) = (it.kind, it.text);
            input.documents.push(Document { id, kind, text, target: None });
        }
        input.request.principal = found.principal;
        input.take_refused(found.refused.unwrap());
        let report = analyze(&input);
        let missing = report.verdict.missing.into_iter().map(|missing| missing.key);
        (report.verdict.outcome, missing.collect(), report.verdict.headline.en)
    }

    const REFUSED: &str = "User: arn:aws:sts::111122223333:assumed-role/import/job is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/a.csv\"";
    const ENDPOINT: &str = r#"VPC endpoint policy
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::logs/*"}]}"#;
    const DENY: &str = r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*", "Condition": {"StringNotEquals": {"aws:PrincipalTag/team": "data"}}}]}"#;

    #[test]
    fn of_a_refused_call_an_absent_policy_is_unknown() {
        let (outcome, missing, _) = judge(&format!("{REFUSED}\n{DENY}"));
        assert_eq!(outcome, Outcome::Undetermined);
        assert!(missing.contains(&"identity".to_owned()), "{missing:?}");
    }

    #[test]
    fn a_policy_that_limits_blocks_whatever_others_allow() {
        let (outcome, _, headline) = judge(&format!("{REFUSED}\n\n{ENDPOINT}"));
        assert_eq!(outcome, Outcome::ImplicitDeny);
        assert!(headline.contains("VPC endpoint policy"), "{headline}");
    }

    #[test]
    fn aws_s_word_settles_what_is_open() {
        let said = format!("{REFUSED} with an explicit deny in a resource-based policy\n{DENY}");
        let (outcome, _, headline) = judge(&said);
        assert_eq!(outcome, Outcome::ExplicitDeny);
        assert!(headline.contains("bucket policy explicitly denies"), "{headline}");
        let none = format!("{REFUSED} because no identity-based policy allows the action");
        let (outcome, _, headline) = judge(&format!("{none}\n{DENY}"));
        assert_eq!(outcome, Outcome::ImplicitDeny);
        assert!(headline.contains("IAM policy does not allow"), "{headline}");
    }

    const PROVIDER: &str = "oidc.eks.eu-west-1.amazonaws.com/id/AB12";

    fn role() -> String {
        format!(
            r#"{{"Role": {{"RoleName": "import", "Arn": "arn:aws:iam::111122223333:role/import", "AssumeRolePolicyDocument": {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/{PROVIDER}"}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {{"StringEquals": {{"{PROVIDER}:sub": "system:serviceaccount:etl:loader"}}}}}}]}}}}}}"#
        )
    }

    #[test]
    fn a_role_that_is_wanted_is_not_the_one_that_wants_it() {
        let error = "An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity";
        let (outcome, missing, _) = judge(&format!("{error}\n\n{}", role()));
        assert_eq!((outcome, missing), (Outcome::Undetermined, vec![format!("{PROVIDER}:sub")]));
        let wanted = "arn:aws:iam::111122223333:role/import";
        let error = format!(
            "User: arn:aws:iam::999988887777:user/vendor is not authorized to perform: sts:AssumeRole on resource: {wanted}"
        );
        let mut input = Input::default();
        input.request.principal = Some(wanted.to_owned());
        input.take_refused(intake::read(&error).refused.unwrap());
        let request = input.request;
        assert_eq!(request.principal.unwrap(), "arn:aws:iam::999988887777:user/vendor");
        assert_eq!(request.resource.unwrap(), wanted);
    }

    #[test]
    fn the_one_bucket_of_the_documents_is_meant() {
        let error = "An error occurred (403) when calling the HeadObject operation: Forbidden";
        let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::acme"}]}"#;
        let (outcome, ..) = judge(&format!("{error}\n\n{policy}"));
        assert_eq!(outcome, Outcome::ImplicitDeny);
    }

    #[test]
    fn of_several_buckets_none_is_meant() {
        let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme/*", "arn:aws:s3:::logs/*"]}]}"#;
        let error = "An error occurred (403) when calling the HeadObject operation: Forbidden";
        let (outcome, missing, _) = judge(&format!("{error}\n\n{policy}"));
        assert_eq!(outcome, Outcome::Undetermined);
        assert!(missing.contains(&"resource".to_owned()), "{missing:?}");
    }

    #[test]
    fn a_pod_s_role_takes_tags() {
        let error = "AccessDeniedException: Unauthorized Exception! EKS does not have permissions to assume the associated role.";
        for (action, expected) in [
            (r#""sts:AssumeRole""#, Outcome::ImplicitDeny),
            (r#"["sts:AssumeRole", "sts:TagSession"]"#, Outcome::Allowed),
        ] {
            let trust = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"Service": "pods.eks.amazonaws.com"}}, "Action": {action}}}]}}"#
            );
            assert_eq!(judge(&format!("{error}\n\n{trust}")).0, expected, "{action}");
        }
    }

    #[test]
    fn aws_s_word_says_that_a_condition_was_not_met() {
        let refused = REFUSED.replace("s3:GetObject", "s3:ListBucket").replace("/a.csv", "");
        let error = format!("{refused} because no identity-based policy allows the action");
        let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme", "Condition": {"StringLike": {"s3:prefix": "in/*"}}}]}"#;
        let (outcome, _, headline) = judge(&format!("{error}\n\n{policy}"));
        assert_eq!(outcome, Outcome::ImplicitDeny);
        assert!(headline.contains("IAM policy does not allow"), "{headline}");
    }

    #[test]
    fn what_iam_alone_lacks_is_mended_in_iam_alone() {
        let error = format!("{REFUSED} because no identity-based policy allows the action");
        let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme"}]}"#;
        let (id, kind, text) = ("role".to_owned(), Kind::Identity, text.to_owned());
        let mut input = Input {
            documents: vec![Document { id, kind, text, target: None }],
            ..Input::default()
        };
        input.take_refused(intake::read(&error).refused.unwrap());
        assert_eq!(remedy(&input).report.verdict.outcome, Outcome::Allowed);
    }

    #[test]
    fn a_pod_s_service_account_is_compared() {
        let error = "An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity";
        for (namespace, expected) in [("etl", Outcome::Allowed), ("default", Outcome::ImplicitDeny)]
        {
            let found = intake::read(&format!(
                "{error}\n\nName: loader\nNamespace: {namespace}\nAnnotations: eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/import\n\n{}",
                role()
            ));
            let told = crate::wire::facts_told(&found.facts, crate::wire::Asked::default());
            let document = found.documents.into_iter().next().unwrap();
            let (id, kind, text) = ("trust".to_owned(), document.kind, document.text);
            let mut input = Input { facts: told, ..Input::default() };
            input.documents.push(Document { id, kind, text, target: None });
            input.request.principal = found.principal;
            input.take_refused(found.refused.unwrap());
            assert_eq!(analyze(&input).verdict.outcome, expected, "{namespace}");
        }
    }

    #[test]
    fn a_pod_s_error_alone_asks_for_the_trust_policy() {
        let error = "An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity";
        let role = "eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/import";
        assert_eq!(judge(&format!("{role}\n\n{error}")).1, ["trust"]);
    }

    #[test]
    fn a_deny_of_plain_http_would_have_been_named() {
        let error = format!("{REFUSED} because no identity-based policy allows the action");
        let document = |id: &str, kind, statement: &str| Document {
            id: id.to_owned(),
            kind,
            text: format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#),
            target: None,
        };
        let allow =
            r#"{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::acme"}"#;
        let deny = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#;
        let documents =
            vec![document("role", Kind::Identity, allow), document("bucket", Kind::Bucket, deny)];
        let mut input = Input { documents, ..Input::default() };
        input.take_refused(intake::read(&error).refused.unwrap());
        assert_eq!(remedy(&input).report.verdict.outcome, Outcome::Allowed);
    }

    #[test]
    fn a_vendor_s_own_policies_are_not_asked_for() {
        let vendor = "arn:aws:iam::999988887777:user/sf";
        let error = format!(
            "User: {vendor} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/sf"
        );
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "{vendor}"}}, "Action": "sts:AssumeRole", "Condition": {{"StringEquals": {{"sts:ExternalId": "a=1"}}}}}}]}}"#
        );
        for (sent, expected) in [("a=1", Outcome::Allowed), ("b=2", Outcome::ImplicitDeny)] {
            let (id, kind, text) = ("trust".to_owned(), Kind::Trust, text.clone());
            let mut input = Input {
                documents: vec![Document { id, kind, text, target: None }],
                ..Input::default()
            };
            input.facts.trust.principal = Some(vendor.to_owned());
            input.facts.trust.external_id = Some(sent.to_owned());
            input.take_refused(intake::read(&error).refused.unwrap());
            assert_eq!(analyze(&input).verdict.outcome, expected, "{sent}");
        }
    }
}
