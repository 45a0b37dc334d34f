//! What is changed in AWS or in the call beside the policies, told as facts, so that the evaluator can say
//! what it comes to. Not: what is to be changed, and why.

use crate::{
    ContextValue, Encryption, Input, KeyFacts, ObjectLock, ObjectOwnership, RequestPayer, Setting,
    report::{Change, NewFact},
};

impl Change {
    /// `input` as it is once the change is made; `None` where it was so already.
    #[must_use]
    pub fn carried_out(&self, input: &Input) -> Option<Input> {
        let mut changed = input.clone();
        for fact in &self.facts {
            fact.tell(&mut changed);
        }
        let is_new = changed.facts != input.facts
            || changed.request != input.request
            || changed.not_a_policy.is_some() != input.not_a_policy.is_some();
        is_new.then_some(changed)
    }
}

impl NewFact {
    pub(crate) fn new(key: &str, value: &str) -> Self {
        Self { key: key.to_owned(), value: value.to_owned(), subject: None }
    }

    /// Whether it is of the call itself, for which the `facts` of a case have no such value.
    #[must_use]
    pub fn is_of_call(&self) -> bool {
        matches!(self.key.as_str(), "request.principal" | "call.vpcEndpoint")
            || self.key.contains(':')
    }

    /// Sets the fact; others than those that the guide changes are left alone.
    pub fn tell(&self, input: &mut Input) {
        let (facts, request) = (&mut input.facts, &mut input.request);
        let value = self.value.clone();
        let is_true = value == "true";
        match self.key.as_str() {
            "keys.state" => {
                let subject = self.subject.clone().unwrap_or_default();
                match facts.keys.iter_mut().find(|key| key.arn == subject) {
                    Some(key) => key.state = Some(value),
                    None => facts.keys.push(KeyFacts {
                        arn: subject,
                        state: Some(value),
                        ..KeyFacts::default()
                    }),
                }
            }
            "bucket.encryption.algorithm" => {
                facts.bucket.encryption.get_or_insert_with(Encryption::default).algorithm = value;
            }
            "object.encryption.algorithm" => {
                facts.object.encryption.get_or_insert_with(Encryption::default).algorithm = value;
            }
            "bucket.publicAccessBlock.RestrictPublicBuckets" => {
                facts.bucket.public_access_block.restrict_public_buckets = Setting::Told(is_true);
            }
            "bucket.objectOwnership" if value == "BucketOwnerEnforced" => {
                facts.bucket.object_ownership = Setting::Told(ObjectOwnership::BucketOwnerEnforced);
            }
            "bucket.requestPayer" if value == "BucketOwner" => {
                facts.bucket.request_payer = Setting::Told(RequestPayer::BucketOwner);
            }
            "bucket.mfaDelete" if value == "Disabled" => {
                facts.bucket.mfa_delete = Setting::Told(false);
            }
            "object.exists" => facts.object.exists = Some(is_true),
            "object.ownerAccount" => facts.object.owner_account = Some(value),
            "object.lock.legalHold" => {
                facts.object.lock.get_or_insert_with(ObjectLock::default).legal_hold = is_true;
            }
            "accessPoint.networkOrigin" => {
                facts.access_point.get_or_insert_default().network_origin = Some(value);
            }
            "call.requestPayer" => facts.call.request_payer = Some(is_true),
            "call.bypassGovernanceRetention" => {
                facts.call.bypass_governance_retention = Some(is_true);
            }
            "call.expectedBucketOwner" => facts.call.expected_bucket_owner = Some(value),
            "call.serverSideEncryptionHeader" => {
                facts.call.server_side_encryption_header = Some(Some(value));
            }
            "call.acl" => facts.call.acl = Some(Some(value)),
            "call.vpcEndpoint" => {
                facts.call.vpc_endpoint = (value != "unknown").then_some(Some(value));
            }
            "error" => input.not_a_policy = None,
            "now" => facts.now = Some(value),
            "request.principal" => {
                request.principal = Some(value);
                request.session = None;
            }
            key if key.contains(':') => {
                request.context.retain(|(own, _)| !own.eq_ignore_ascii_case(key));
                if value != "null" {
                    request.context.push((key.to_owned(), ContextValue::Single(value)));
                }
            }
            _ => {}
        }
    }
}
