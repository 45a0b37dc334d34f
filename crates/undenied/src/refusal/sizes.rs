//! How long a policy may be, counted as the service counts that keeps it.

use undenied_json::Span;

use super::{Read, Refusal, RefusalError, Wrong, both, filled};
use crate::{policy::Kind, report::Place};

/// IAM's code for what is too long.
pub(super) const OF_IAM: &str = "LimitExceeded";

/// What counts towards a limit.
#[derive(Clone, Copy)]
enum Counting {
    Characters,
    /// IAM leaves white space out.
    WithoutSpace,
    Bytes,
}

const LONG: Wrong = both(
    "The policy is longer than one of this kind may be: `{}`.",
    "この種類のポリシーの上限を超えています: `{}`。",
);

/// By <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>,
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>,
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html> and the pages of the other services. An
/// IAM policy that is too long for a managed one may stand inline in a role.
const fn limit(kind: Kind) -> Option<(usize, Counting, &'static str, &'static str)> {
    use Counting::{Bytes, Characters, WithoutSpace};
    Some(match kind {
        Kind::Identity => {
            (10_240, WithoutSpace, OF_IAM, "Maximum policy size of 10240 bytes exceeded")
        }
        Kind::PermissionsBoundary => {
            (6_144, WithoutSpace, OF_IAM, "Cannot exceed quota for PolicySize: 6144")
        }
        Kind::Trust => {
            (2_048, WithoutSpace, OF_IAM, "Cannot exceed quota for ACLSizePerRole: 2048")
        }
        Kind::Session => (2_048, Characters, "ValidationError", ""),
        Kind::ServiceControl => (10_240, Characters, "ConstraintViolationException", ""),
        Kind::ResourceControl => (5_120, Characters, "ConstraintViolationException", ""),
        Kind::Bucket => {
            (20_480, Bytes, "MalformedPolicy", "Policy exceeds the maximum allowed document size.")
        }
        Kind::AccessPoint => (20_480, Bytes, "MalformedPolicy", ""),
        Kind::VpcEndpoint => (20_480, Characters, "InvalidPolicyDocument", ""),
        Kind::Key => (32_768, Bytes, "LimitExceededException", ""),
        Kind::Resource => return None,
    })
}

pub(super) fn refusal(read: &Read<'_>, operation: &'static str) -> Option<Refusal> {
    let (most, counting, code, text) = limit(read.kind)?;
    read.policy?;
    let whole = read.parse.root.as_ref()?.span;
    let policy = whole.of(read.text);
    let size = match counting {
        Counting::Characters => policy.chars().count(),
        Counting::WithoutSpace => policy.chars().filter(|it| !it.is_ascii_whitespace()).count(),
        Counting::Bytes => policy.len(),
    };
    let span = Span::new(whole.start, whole.start + 1);
    let place = Place { document: read.document, span, statement: None };
    let words = filled(LONG, &format!("{size} / {most}"));
    let error = RefusalError { text: text.to_owned(), place, words };
    (size > most).then(|| Refusal { document: read.document, operation, code, errors: vec![error] })
}
