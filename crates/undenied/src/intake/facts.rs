//! Settings and states of buckets, objects, keys and callers in what a command printed, and what
//! to run instead of a command that tells nothing. Not: policies and how they are wrapped.
//! Shapes: <https://docs.aws.amazon.com/cli/latest/reference/>.

mod access;
mod bucket;
mod hints;
mod key;
mod network;
mod object;
mod sentences;
mod tree;

#[cfg(test)]
mod tests;

use undenied_json::{Node, Span};

use super::{FoundFact, Note, is_policy};
use crate::{
    explain::{Client, Explanation, UnsetFact},
    secrets,
};
use tree::{list, member, path};

/// Most facts that are taken from one tree; a note stands for the others.
const MOST: usize = 300;

/// Every fact below `root` in the order of the text, and notes on what tells none.
pub(super) fn read(root: &Node) -> (Vec<FoundFact>, Vec<Note>) {
    let mut reader = Reader { root, facts: Vec::new(), notes: Vec::new(), dropped: None };
    hints::empty(&mut reader, root);
    reader.node(root);
    if let Some(span) = reader.dropped {
        hints::too_many(&mut reader, span);
    }
    (reader.facts, reader.notes)
}

/// The settings that an error at `span` says are not set.
pub(super) fn from_error(explanation: &Explanation, span: Span) -> Vec<FoundFact> {
    let subject = explanation.details.bucket.as_deref();
    let facts = explanation.facts.iter().map(|fact| {
        let key = match fact {
            UnsetFact::BucketPolicy => "bucket.policy",
            UnsetFact::AccessPointPolicy => "accessPoint.policy",
            UnsetFact::ObjectOwnership => "bucket.objectOwnership",
            UnsetFact::PublicAccessBlock => "bucket.publicAccessBlock",
            UnsetFact::Encryption => "bucket.encryption",
            UnsetFact::ObjectLock => "bucket.objectLock",
        };
        fact_of(key, "null", subject, span)
    });
    facts.collect()
}

/// What CloudTrail or the command tells of a call beside who called for what.
pub(super) fn of_call(
    explanation: &Explanation,
    span: Span,
    known: &[FoundFact],
    asks_for_acl: bool,
) -> Vec<FoundFact> {
    if explanation.client != Some(Client::CloudTrail) {
        let mut payers = known.iter().filter(|fact| fact.key == "bucket.requestPayer");
        let is_asked = payers.any(|fact| fact.value == "Requester");
        let details = &explanation.details;
        let pays = details.request_payer.filter(|_| is_asked);
        let pays = pays.map(|it| ("call.requestPayer", if it { "true" } else { "false" }));
        let acl = details.acl.as_ref().filter(|_| asks_for_acl);
        let acl = acl.map(|acl| ("call.acl", acl.as_deref().unwrap_or("null")));
        let told = pays.into_iter().chain(acl);
        return told.map(|(key, value)| fact_of(key, value, None, span)).collect();
    }
    let details = &explanation.details;
    let is_s3 = details.service.as_deref() == Some("s3");
    let is_address = |text: &&String| {
        text.contains(['.', ':'])
            && text.bytes().all(|it| it.is_ascii_hexdigit() || b".:".contains(&it))
    };
    // An endpoint shows the network's own address, which `aws:SourceIp` never holds.
    let is_public = details.vpc_endpoint_id.is_none();
    let facts = [
        ("call.vpcEndpoint", details.vpc_endpoint_id.as_ref()),
        ("aws:SourceIp", details.source_ip.as_ref().filter(is_address).filter(|_| is_public)),
        ("aws:RequestedRegion", details.region.as_ref()),
        ("bucket.account", details.resource_account.as_ref().filter(|_| is_s3)),
    ];
    let told = facts.into_iter().filter_map(|(key, value)| value.map(|value| (key, value)));
    told.map(|(key, value)| fact_of(key, value, None, span)).collect()
}

/// That there is none of what `key` names.
pub(super) fn none(key: &str, subject: Option<&str>, span: Span) -> FoundFact {
    fact_of(key, "null", subject, span)
}

/// That the policy called `value` is there, without its content.
pub(super) fn unseen(key: &str, value: &str, subject: Option<&str>, span: Span) -> FoundFact {
    fact_of(key, value, subject, span)
}

/// A fact that a sentence tells at `span`.
pub(super) fn told(key: &str, value: &str, span: Span) -> FoundFact {
    fact_of(key, value, None, span)
}

fn fact_of(key: &str, value: &str, subject: Option<&str>, span: Span) -> FoundFact {
    // An escape in the paste may have hidden a secret from the first look.
    let value = secrets::mask(value).text;
    FoundFact {
        words: sentences::sentence(key, &value),
        key: key.to_owned(),
        subject: subject.map(|subject| secrets::mask(subject).text),
        value,
        path: String::new(),
        span,
    }
}

/// What was found so far.
struct Reader<'a> {
    root: &'a Node,
    facts: Vec<FoundFact>,
    notes: Vec<Note>,
    /// The first fact beyond [`MOST`].
    dropped: Option<Span>,
}

impl Reader<'_> {
    // Nesting is bounded by the parser.
    fn node(&mut self, node: &Node) {
        list(node).iter().for_each(|element| self.node(element));
        let is_event = member(node, "eventName").is_some() && member(node, "eventSource").is_some();
        if is_event || is_policy(node) || self.object(node) {
            return;
        }
        for member in node.members().unwrap_or_default() {
            self.member(node, &member.name.value, &member.value);
            self.node(&member.value);
        }
    }

    /// Whether `node` as a whole is a shape that is known, with nothing left to find in it.
    fn object(&mut self, node: &Node) -> bool {
        let has = |name: &str| member(node, name).is_some();
        if has("NetworkOrigin") && (has("Bucket") || has("Name")) {
            network::access_point(self, node);
        } else if has("RoleName") && has("RoleId") {
            access::role(self, node);
        } else if has("UserName") && has("UserId") {
            access::user(self, node);
        } else if has("UserId") && has("Account") && has("Arn") {
            access::caller(self, node);
        } else if has("BucketRegion") {
            bucket::head(self, node);
        } else if object::is_head(node) {
            object::head(self, node);
        } else if object::is_attributes(node) {
            object::attributes(self, node);
        } else if std::ptr::eq(node, self.root) && bucket::is_versioning(node) {
            bucket::versioning(self, node);
        } else {
            return false;
        }
        true
    }

    fn member(&mut self, holder: &Node, name: &str, value: &Node) {
        match name {
            "ServerSideEncryptionConfiguration" => bucket::encryption(self, value),
            "OwnershipControls" => bucket::ownership(self, value),
            "PublicAccessBlockConfiguration" => bucket::public_access_block(self, value),
            "Payer" => _ = self.tell(holder, name, "bucket.requestPayer", None),
            "LocationConstraint" => bucket::location(self, value),
            "PolicyStatus" => bucket::policy_status(self, value),
            "ObjectLockConfiguration" => bucket::object_lock(self, value),
            "Retention" => object::retention(self, value),
            "LegalHold" => _ = self.tell(value, "Status", "object.lock.legalHold", None),
            "Versions" => object::versions(self, value, "true"),
            "DeleteMarkers" => object::versions(self, value, "false"),
            "Grants" => access::grants(self, holder, value),
            "KeyMetadata" => key::metadata(self, value),
            "Aliases" => key::aliases(self, value),
            "VpcEndpoints" => network::endpoints(self, value),
            "Buckets" => hints::buckets(self, holder, value),
            "EvaluationResults" => hints::simulation(self, value),
            "findings" => hints::findings(self, value),
            "Credentials" | "AccessKey" => hints::credentials(self, value),
            _ => {}
        }
    }

    /// The member of `object` as a fact; whether there is one.
    fn tell(&mut self, object: &Node, name: &str, key: &str, subject: Option<&str>) -> bool {
        let Some(node) = member(object, name) else { return false };
        let Some(value) = tree::scalar(node) else { return false };
        self.fact(key, &value, subject, node.span);
        true
    }

    fn fact(&mut self, key: &str, value: &str, subject: Option<&str>, span: Span) {
        if self.facts.len() >= MOST {
            self.dropped.get_or_insert(span);
            return;
        }
        let mut fact = fact_of(key, value, subject, span);
        let is_known = |known: &FoundFact| {
            known.key == fact.key && known.value == fact.value && known.subject == fact.subject
        };
        if self.facts.iter().any(is_known) {
            return;
        }
        fact.path = path(self.root, span);
        self.facts.push(fact);
    }
}
