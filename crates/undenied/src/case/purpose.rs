//! The calls that documents are for, where nobody names any: those of AWS's services that a bucket policy lets in, of the role
//! that replicates, and of whoever is told to assume the role. Not: calls that somebody names.

use undenied_json::replaced;

use super::{
    Case,
    calls::Planned,
    own::{self, only},
};
use crate::{
    ContextValue, Request,
    eval::Match,
    glob::Glob,
    policy::{Arn, Effect, Kind, Polarity, Principal, Statement},
};

/// What a service does with the objects of a bucket whose policy lets it in, by
/// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html>,
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html> and
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html>.
const SERVICES: [(&str, &str); 3] = [
    ("cloudfront.amazonaws.com", "s3:GetObject"),
    ("logging.s3.amazonaws.com", "s3:PutObject"),
    (S3, "s3:PutObject"),
];

const S3: &str = "s3.amazonaws.com";

/// The keys by which a policy says on whose behalf the service calls.
const SOURCES: [&str; 3] = ["aws:SourceArn", "aws:SourceAccount", "s3:x-amz-acl"];

pub(super) fn requests(case: &Case<'_>) -> Vec<Planned<'static>> {
    if case.input.request.action.is_some() || case.profile.is_some() {
        return Vec::new();
    }
    let mut requests = of_services(case);
    requests.extend(replication(case));
    requests.extend(assuming(case));
    requests.into_iter().map(|request| plan(case, &request)).collect()
}

fn plan(case: &Case<'_>, request: &Request) -> Planned<'static> {
    let mut planned = own::of_request(case, request);
    planned.is_own = false;
    if planned.call.same_account == Match::Unknown {
        planned.call.same_account = Match::Yes;
    }
    planned
}

fn request(principal: Option<&str>, action: &str, resource: &str) -> Request {
    let secure = ContextValue::Single("true".to_owned());
    Request {
        principal: principal.map(str::to_owned),
        action: Some(action.to_owned()),
        resource: Some(resource.to_owned()),
        context: vec![("aws:SecureTransport".to_owned(), secure)],
        ..Request::default()
    }
}

fn of_services(case: &Case<'_>) -> Vec<Request> {
    let mut requests: Vec<Request> = Vec::new();
    let policies = case.of_kind(Kind::Bucket).flat_map(|(.., policy)| &policy.statements);
    for statement in policies.filter(|statement| statement.is(Effect::Allow)) {
        let serves =
            |(name, action): &&(&str, &str)| lets_in(statement, name) && names(statement, action);
        for (service, action) in SERVICES.iter().filter(serves) {
            let Some(resource) = objects(statement) else { continue };
            let mut new = request(Some(service), action, &resource);
            new.context.extend(sources(statement));
            if !requests.iter().any(|known| known.principal == new.principal) {
                requests.push(new);
            }
        }
    }
    requests
}

fn lets_in(statement: &Statement, service: &str) -> bool {
    let mut entries = statement.principal.iter().flat_map(|element| &element.entries);
    entries.any(|entry| matches!(&entry.value, Principal::Service(name) if name == service))
}

/// The objects that the statement names, or those of the bucket that it names.
fn objects(statement: &Statement) -> Option<String> {
    let values = || statement.resource.iter().flat_map(|list| &list.values).map(|it| &it.value);
    let is_plain = |value: &&String| !value.contains(['$', '<']);
    let is_object =
        |value: &&String| Arn::parse(value).is_some_and(|arn| arn.object_key().is_some());
    let bucket = || {
        let value = values().find(|value| value.starts_with("arn:") && is_plain(value))?;
        Some([value.trim_end_matches('/'), "/*"].concat())
    };
    values().find(|value| is_object(value) && is_plain(value)).cloned().or_else(bucket)
}

/// What the statement says of the source, taken as what calls.
fn sources(statement: &Statement) -> Vec<(String, ContextValue)> {
    let conditions = statement.conditions.iter().filter(|condition| {
        let is_source = SOURCES.iter().any(|key| key.eq_ignore_ascii_case(&condition.key.value));
        is_source && condition.operator.is_some_and(|operator| !operator.negated)
    });
    let told = conditions.filter_map(|condition| {
        let value = condition.values.first().filter(|value| !value.value.contains(['$', '<']))?;
        let value = replaced(&replaced(&value.value, "*", "any"), "?", "x");
        Some((condition.key.value.clone(), ContextValue::Single(value)))
    });
    told.collect()
}

/// What S3 does as the role, by
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html>.
fn replication(case: &Case<'_>) -> Vec<Request> {
    let mut trusting = case.of_kind(Kind::Trust).flat_map(|(.., policy)| &policy.statements);
    if !trusting.any(|statement| lets_in(statement, S3)) {
        return Vec::new();
    }
    let role = case.input.request.principal.as_deref().or(Some("arn:aws:iam::*:role/*"));
    let to = bucket_of(case, "s3:ReplicateObject");
    let from = bucket_of(case, "s3:GetReplicationConfiguration")
        .or_else(|| bucket_of(case, READS[0]))
        .or_else(|| bucket_of(case, READS[1]));
    let Some((from, to)) = from.zip(to).filter(|(from, to)| from != to) else { return Vec::new() };
    // Either will do.
    let names = |action: &&&str| allowing(case, action).next().is_some();
    let read = READS.iter().find(names).copied().unwrap_or(READS[0]);
    let bucket = |name: &str| ["arn:aws:s3:::", name].concat();
    let inside = |name: &str| ["arn:aws:s3:::", name, "/*"].concat();
    vec![
        request(role, "s3:GetReplicationConfiguration", &bucket(&from)),
        request(role, "s3:ListBucket", &bucket(&from)),
        request(role, read, &inside(&from)),
        request(role, "s3:GetObjectVersionAcl", &inside(&from)),
        request(role, "s3:ReplicateObject", &inside(&to)),
    ]
}

const READS: [&str; 2] = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersion"];

/// Statements of the role that allow `action` by name, or by a pattern.
fn allowing<'a>(case: &'a Case<'_>, action: &'a str) -> impl Iterator<Item = &'a Statement> {
    let statements = case.of_kind(Kind::Identity).flat_map(|(.., policy)| &policy.statements);
    statements.filter(move |statement| statement.is(Effect::Allow) && names(statement, action))
}

fn names(statement: &Statement, action: &str) -> bool {
    let listed = statement.action.iter().filter(|list| list.polarity == Polarity::Listed);
    let mut values = listed.flat_map(|list| &list.values);
    let lower = action.to_ascii_lowercase();
    values.any(|value| Glob::ignoring_case(&value.value).matches(&lower))
}

/// The one bucket that the role may do `action` in.
fn bucket_of(case: &Case<'_>, action: &str) -> Option<String> {
    let values = allowing(case, action).filter_map(|it| it.resource.as_ref());
    let arns = values.flat_map(|list| &list.values).filter_map(|value| Arn::parse(&value.value));
    let names = arns.filter_map(|arn| arn.bucket().map(str::to_owned));
    let plain = |name: &String| !name.is_empty() && !name.contains(['*', '?', '<', '$', '{']);
    let names: Vec<String> = names.filter(plain).collect();
    only(&names)
}

/// The vendor's call, where a paste tells who assumes the role and with what.
fn assuming(case: &Case<'_>) -> Option<Request> {
    let trust = &case.input.facts.trust;
    let principal = trust.principal.as_deref()?;
    case.of_kind(Kind::Trust).next()?;
    let role = case.input.request.principal.as_deref().unwrap_or("arn:aws:iam::*:role/*");
    let mut new = request(Some(principal), "sts:AssumeRole", role);
    let external_id = trust.external_id.clone().map(ContextValue::Single);
    new.context.extend(external_id.map(|id| ("sts:ExternalId".to_owned(), id)));
    Some(new)
}

#[cfg(test)]
mod tests {
    use crate::{Document, Input, Outcome, analyze, policy::Kind};

    fn report(documents: &[(Kind, String)]) -> crate::Report {
        let documents = documents.iter().enumerate().map(|(index, (kind, text))| Document {
            id: format!("{index}"),
            kind: *kind,
            text: format!(r#"{{"Version": "2012-10-17", "Statement": [{text}]}}"#),
            target: None,
        });
        analyze(&Input { documents: documents.collect(), ..Input::default() })
    }

    fn check(documents: &[(Kind, String)], outcome: Outcome, calls: &[&str]) {
        let report = report(documents);
        let actions: Vec<&str> = report.checks.iter().map(|check| check.action.as_str()).collect();
        assert_eq!((report.verdict.outcome, actions.as_slice()), (outcome, calls));
    }

    const SERVED: &str = r#"{"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "RESOURCE", "Condition": {"StringEquals": {"AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1"}}}"#;

    #[test]
    fn a_service_that_is_let_in_calls() {
        let objects = SERVED.replace("RESOURCE", "arn:aws:s3:::www/*");
        let get = ["s3:GetObject"];
        check(&[(Kind::Bucket, objects.clone())], Outcome::Allowed, &get);
        let bucket = SERVED.replace("RESOURCE", "arn:aws:s3:::www");
        check(&[(Kind::Bucket, bucket)], Outcome::ImplicitDeny, &get);
        let deny = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::www/*", "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}, "Bool": {"aws:SecureTransport": "false"}}}"#;
        check(&[(Kind::Bucket, format!("{objects}, {deny}"))], Outcome::Allowed, &get);
        let shut = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::www/*"}"#;
        check(&[(Kind::Bucket, format!("{objects}, {shut}"))], Outcome::ExplicitDeny, &get);
    }

    #[test]
    fn a_service_has_no_sessions_to_revoke() {
        let report = report(&[(Kind::Bucket, SERVED.replace("RESOURCE", "arn:aws:s3:::www/*"))]);
        let mut steps = report.guide.iter().flat_map(|task| &task.steps);
        assert!(!steps.any(|step| step.text.en.contains("revoke")), "{:?}", report.guide);
    }

    const TRUST: &str = r#"{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}"#;

    #[test]
    fn a_role_that_replicates_reads_and_writes() {
        let role = |read: &str| {
            let text = format!(
                r#"{{"Effect": "Allow", "Action": ["s3:GetReplicationConfiguration", "s3:ListBucket"], "Resource": "arn:aws:s3:::from"}}, {{"Effect": "Allow", "Action": ["{read}", "s3:GetObjectVersionAcl"], "Resource": "arn:aws:s3:::from/*"}}, {{"Effect": "Allow", "Action": "s3:Replicate*", "Resource": "arn:aws:s3:::to/*"}}"#
            );
            [(Kind::Trust, TRUST.to_owned()), (Kind::Identity, text)]
        };
        for (read, made, expected) in [
            ("s3:GetObjectVersionForReplication", 0, Outcome::Allowed),
            ("s3:GetObjectVersion", 1, Outcome::Allowed),
            ("s3:GetObject", 0, Outcome::ImplicitDeny),
        ] {
            let calls = [
                "s3:GetReplicationConfiguration",
                "s3:ListBucket",
                super::READS[made],
                "s3:GetObjectVersionAcl",
                "s3:ReplicateObject",
            ];
            check(&role(read), expected, &calls);
        }
        check(&role("s3:GetObject")[1..], Outcome::Undetermined, &[]);
    }

    #[test]
    fn other_documents_ask_for_no_call() {
        let everyone = r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::www/*"}"#;
        check(&[(Kind::Bucket, everyone.to_owned())], Outcome::Undetermined, &[]);
        check(&[(Kind::Trust, TRUST.to_owned())], Outcome::Undetermined, &[]);
        let lists = SERVED.replace("s3:GetObject", "s3:ListBucket");
        let lists = lists.replace("RESOURCE", "arn:aws:s3:::www");
        check(&[(Kind::Bucket, lists)], Outcome::Undetermined, &[]);
    }
}
