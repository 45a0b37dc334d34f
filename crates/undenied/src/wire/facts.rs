//! The `facts` of a case: names and values as AWS's API has them. Not: what they mean.

use serde_json::{Map, Value};

use crate::{
    AccessPointFacts, BucketFacts, CallFacts, Encryption, Facts, KeyFacts, KeyGrant, KeyManager,
    ObjectFacts, ObjectLock, ObjectOwnership, OrganizationFacts, PublicAccessBlock, RequestPayer,
    Setting, TrustFacts,
};

/// What nobody knows.
const UNKNOWN: &str = "unknown";

/// What is considered; every other fact is named as not considered.
const CONSIDERED: [&str; 8] =
    ["trust", "bucket", "object", "keys", "accessPoint", "call", "organization", "now"];

/// What is considered of the parts that hold more.
const CONSIDERED_OF: [(&str, &[&str]); 4] = [
    ("trust", &["accountId", "externalId", "principal", "subject"]),
    (
        "bucket",
        &[
            "name",
            "account",
            "region",
            "prefix",
            "objectOwnership",
            "requestPayer",
            "publicAccessBlock",
            "encryption",
            "mfaDelete",
        ],
    ),
    ("object", &["exists", "ownerAccount", "aclGrantsRequester", "encryption", "lock"]),
    (
        "call",
        &[
            "vpcEndpoint",
            "requestPayer",
            "expectedBucketOwner",
            "serverSideEncryptionHeader",
            "bypassGovernanceRetention",
        ],
    ),
];

/// The facts.
///
/// # Errors
/// A sentence on a value of another type, or one that AWS does not have.
pub(super) fn read(facts: &Map<String, Value>) -> Result<Facts, String> {
    let root = Part { path: String::new(), members: Some(facts) };
    let (bucket, call) = (root.part("bucket")?, root.part("call")?);
    Ok(Facts {
        trust: trust(&root.part("trust")?)?,
        bucket: self::bucket(&bucket)?,
        object: ObjectFacts {
            is_unknown: root.is_unknown("object"),
            ..object(&root.part("object")?)?
        },
        keys: root.list("keys", key)?,
        are_keys_unknown: root.is_unknown("keys"),
        access_point: access_point(&root.part("accessPoint")?)?,
        call: self::call(&call)?,
        organization: OrganizationFacts {
            management_account: root.part("organization")?.text("managementAccountId")?,
        },
        now: root.text("now")?,
    })
}

/// The names of the facts that are not considered.
pub(super) fn unused(facts: &Map<String, Value>) -> Vec<String> {
    let mut unused = Vec::new();
    for (name, value) in facts {
        if !CONSIDERED.contains(&name.as_str()) {
            unused.push(name.clone());
            continue;
        }
        let known = CONSIDERED_OF.iter().find(|(part, _)| part == name);
        if let (Some((_, known)), Some(members)) = (known, value.as_object()) {
            let strangers = members.keys().filter(|key| !known.contains(&key.as_str()));
            unused.extend(strangers.map(|key| format!("{name}.{key}")));
        }
    }
    unused
}

/// Whether the fact called `key` is considered.
pub(super) fn is_considered(key: &str) -> bool {
    let (part, name) = key.split_once('.').unwrap_or((key, ""));
    let name = name.split('.').next().unwrap_or_default();
    let known = CONSIDERED_OF.iter().find(|(known, _)| *known == part);
    CONSIDERED.contains(&part) && known.is_none_or(|(_, names)| names.contains(&name))
}

/// An object of the facts; absent ones hold nothing.
struct Part<'a> {
    path: String,
    members: Option<&'a Map<String, Value>>,
}

impl<'a> Part<'a> {
    fn value(&self, name: &str) -> Option<&'a Value> {
        self.members?.get(name).filter(|value| !value.is_null())
    }

    /// As good as absent where it is `unknown`.
    fn told(&self, name: &str) -> Option<&'a Value> {
        self.value(name).filter(|_| !self.is_unknown(name))
    }

    fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn wrong(&self, name: &str, wanted: &str) -> String {
        format!("`facts.{}` is not {wanted}", self.path(name))
    }

    fn part(&self, name: &str) -> Result<Self, String> {
        let members = match self.told(name) {
            None => None,
            Some(value) => Some(value.as_object().ok_or_else(|| self.wrong(name, "an object"))?),
        };
        Ok(Part { path: self.path(name), members })
    }

    fn text(&self, name: &str) -> Result<Option<String>, String> {
        let Some(value) = self.told(name) else { return Ok(None) };
        let text = value.as_str().ok_or_else(|| self.wrong(name, "a string"))?;
        Ok(Some(text.to_owned()))
    }

    fn flag(&self, name: &str) -> Result<Option<bool>, String> {
        let Some(value) = self.told(name) else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| self.wrong(name, "true or false"))
    }

    fn is_unknown(&self, name: &str) -> bool {
        self.value(name).and_then(Value::as_str) == Some(UNKNOWN)
    }

    /// One of `choices`, or `unknown`.
    fn setting<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Result<Setting<T>, String> {
        let Some(value) = self.value(name) else { return Ok(Setting::Unsaid) };
        if self.is_unknown(name) {
            return Ok(Setting::Unknown);
        }
        let chosen = choices.iter().find(|(choice, _)| match value {
            Value::String(text) => text == choice,
            Value::Bool(true) => *choice == "true",
            Value::Bool(false) => *choice == "false",
            _ => false,
        });
        chosen.map(|(_, value)| Setting::Told(*value)).ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(|(choice, _)| *choice).collect();
            self.wrong(name, &format!("one of {}", names.join(", ")))
        })
    }

    fn list<T>(
        &self,
        name: &str,
        read: fn(&Part<'_>) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        let Some(value) = self.told(name) else { return Ok(Vec::new()) };
        let values = value.as_array().ok_or_else(|| self.wrong(name, "a list"))?;
        let parts = values.iter().enumerate().map(|(index, value)| {
            let path = format!("{}[{index}]", self.path(name));
            read(&Part { path, members: value.as_object() })
        });
        parts.collect()
    }

    /// The members as pairs of texts.
    fn pairs(&self) -> Vec<(String, String)> {
        let members = self.members.into_iter().flatten();
        members
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
            .collect()
    }
}

const YES_OR_NO: [(&str, bool); 2] = [("true", true), ("false", false)];

fn trust(trust: &Part<'_>) -> Result<TrustFacts, String> {
    Ok(TrustFacts {
        account_id: trust.text("accountId")?,
        external_id: trust.text("externalId")?,
        principal: trust.text("principal")?,
        subject: trust.text("subject")?,
    })
}

fn bucket(bucket: &Part<'_>) -> Result<BucketFacts, String> {
    let block = bucket.part("publicAccessBlock")?;
    Ok(BucketFacts {
        name: bucket.text("name")?,
        account: bucket.text("account")?,
        region: bucket.text("region")?,
        prefix: bucket.text("prefix")?,
        object_ownership: bucket.setting(
            "objectOwnership",
            &[
                ("BucketOwnerEnforced", ObjectOwnership::BucketOwnerEnforced),
                ("BucketOwnerPreferred", ObjectOwnership::BucketOwnerPreferred),
                ("ObjectWriter", ObjectOwnership::ObjectWriter),
            ],
        )?,
        request_payer: bucket.setting(
            "requestPayer",
            &[("BucketOwner", RequestPayer::BucketOwner), ("Requester", RequestPayer::Requester)],
        )?,
        public_access_block: PublicAccessBlock {
            block_public_acls: block.setting("BlockPublicAcls", &YES_OR_NO)?,
            ignore_public_acls: block.setting("IgnorePublicAcls", &YES_OR_NO)?,
            block_public_policy: block.setting("BlockPublicPolicy", &YES_OR_NO)?,
            restrict_public_buckets: block.setting("RestrictPublicBuckets", &YES_OR_NO)?,
        },
        encryption: encryption(&bucket.part("encryption")?)?,
        mfa_delete: bucket.setting(
            "mfaDelete",
            &[("Enabled", true), ("Disabled", false), ("true", true), ("false", false)],
        )?,
    })
}

fn encryption(encryption: &Part<'_>) -> Result<Option<Encryption>, String> {
    let Some(algorithm) = encryption.text("algorithm")? else { return Ok(None) };
    Ok(Some(Encryption {
        algorithm,
        key_arn: encryption.text("keyArn")?,
        bucket_key_enabled: encryption.flag("bucketKeyEnabled")?,
    }))
}

fn object(object: &Part<'_>) -> Result<ObjectFacts, String> {
    let lock = object.part("lock")?;
    let lock = match lock.members {
        None => None,
        Some(_) => Some(ObjectLock {
            mode: lock.text("mode")?,
            retain_until: lock.text("retainUntil")?,
            legal_hold: lock.flag("legalHold")?.unwrap_or_default(),
        }),
    };
    Ok(ObjectFacts {
        exists: object.flag("exists")?,
        owner_account: object.text("ownerAccount")?,
        acl_grants_requester: object.flag("aclGrantsRequester")?,
        encryption: encryption(&object.part("encryption")?)?,
        lock,
        is_unknown: false,
    })
}

fn key(key: &Part<'_>) -> Result<KeyFacts, String> {
    let managers = [("AWS", KeyManager::Aws), ("CUSTOMER", KeyManager::Customer)];
    Ok(KeyFacts {
        arn: key.text("arn")?.unwrap_or_default(),
        account: key.text("account")?,
        manager: key.setting("manager", &managers)?.told(),
        state: if key.is_unknown("state") { Some(UNKNOWN.to_owned()) } else { key.text("state")? },
        grants: key.list("grants", grant)?,
    })
}

fn grant(grant: &Part<'_>) -> Result<KeyGrant, String> {
    let constraints = grant.part("constraints")?;
    let operations = grant.value("operations").and_then(Value::as_array).into_iter().flatten();
    let operations = operations.filter_map(|operation| Some(operation.as_str()?.to_owned()));
    let service = grant.text("granteeServicePrincipal")?;
    Ok(KeyGrant {
        grantee: grant.text("granteePrincipal")?.or(service).unwrap_or_default(),
        operations: operations.collect(),
        context_subset: constraints.part("encryptionContextSubset")?.pairs(),
        context_equals: constraints.part("encryptionContextEquals")?.pairs(),
        source_arn: constraints.text("sourceArn")?,
    })
}

fn access_point(point: &Part<'_>) -> Result<Option<AccessPointFacts>, String> {
    if point.members.is_none() {
        return Ok(None);
    }
    Ok(Some(AccessPointFacts {
        name: point.text("name")?,
        bucket: point.text("bucket")?,
        network_origin: point.text("networkOrigin")?,
        vpc: point.text("vpcId")?,
        account: point.text("account")?,
    }))
}

fn call(call: &Part<'_>) -> Result<CallFacts, String> {
    // `null` is a value of its own: the call has none.
    let or_none = |name: &str| match call.members.and_then(|members| members.get(name)) {
        None => Ok(None),
        Some(_) => call.text(name).map(Some),
    };
    Ok(CallFacts {
        vpc_endpoint: or_none("vpcEndpoint")?,
        server_side_encryption_header: or_none("serverSideEncryptionHeader")?,
        request_payer: call.flag("requestPayer")?,
        expected_bucket_owner: call.text("expectedBucketOwner")?,
        bypass_governance_retention: call.flag("bypassGovernanceRetention")?,
    })
}
