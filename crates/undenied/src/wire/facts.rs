//! The `facts` of a case: names and values as AWS's API has them. Not: what they mean.

use undenied_json::{Member, Node, Value};

use super::part::{Part, UNKNOWN, member, sorted, text};
use crate::{
    AccessPointFacts, BucketFacts, CallFacts, CallerFacts, Encryption, Facts, KeyFacts, KeyGrant,
    KeyManager, ObjectFacts, ObjectLock, ObjectOwnership, OrganizationFacts, PublicAccessBlock,
    RequestPayer, Setting, TrustFacts,
};

/// What is considered; every other fact is named as not considered.
const CONSIDERED: [&str; 9] =
    ["trust", "bucket", "object", "keys", "accessPoint", "call", "caller", "organization", "now"];

/// What is considered of the parts that hold more.
const CONSIDERED_OF: [(&str, &[&str]); 5] = [
    ("caller", &["permissionsBoundary", "attachedPolicies"]),
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
            "acl",
            "bypassGovernanceRetention",
        ],
    ),
];

/// The facts.
///
/// # Errors
/// A sentence on a value of another type, or one that AWS does not have.
pub(super) fn read(facts: &[Member]) -> Result<Facts, String> {
    let root = Part { path: "facts".to_owned(), members: Some(facts), may_be_unknown: true };
    let (bucket, call) = (root.part("bucket")?, root.part("call")?);
    Ok(Facts {
        trust: trust(&root.part("trust")?)?,
        bucket: self::bucket(&bucket)?,
        object: ObjectFacts {
            is_unknown: root.is_unknown("object"),
            ..object(&root.part("object")?)?
        },
        keys: root.list("keys")?.iter().map(key).collect::<Result<_, _>>()?,
        are_keys_unknown: root.is_unknown("keys"),
        access_point: access_point(&root.part("accessPoint")?)?,
        call: self::call(&call)?,
        caller: caller(&root.part("caller")?)?,
        organization: OrganizationFacts {
            management_account: root.part("organization")?.text("managementAccountId")?,
        },
        now: root.text("now")?,
    })
}

/// The names of the facts that are not considered.
pub(super) fn unused(facts: &[Member]) -> Vec<String> {
    let mut unused = Vec::new();
    for Member { name, value } in sorted(facts) {
        let name = &name.value;
        if !CONSIDERED.contains(&name.as_str()) {
            unused.push(name.clone());
            continue;
        }
        let known = CONSIDERED_OF.iter().find(|(part, _)| part == name);
        if let (Some((_, known)), Some(members)) = (known, value.members()) {
            for member in sorted(members) {
                if !known.contains(&member.name.value.as_str()) {
                    unused.push(format!("{name}.{}", member.name.value));
                }
            }
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

/// One of `choices`, or `unknown`.
fn setting<T: Copy>(
    part: &Part<'_>,
    name: &str,
    choices: &[(&str, T)],
) -> Result<Setting<T>, String> {
    let Some(node) = part.value(name) else { return Ok(Setting::Unsaid) };
    let value = match &node.value {
        Value::String(text) => text.value.as_str(),
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        _ => "",
    };
    if value == UNKNOWN {
        return Ok(Setting::Unknown);
    }
    let chosen = choices.iter().find(|(choice, _)| *choice == value);
    chosen.map(|(_, value)| Setting::Told(*value)).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(choice, _)| *choice).collect();
        part.wrong(name, &format!("one of {}", names.join(", ")))
    })
}

/// The members as pairs of texts.
fn pairs(part: &Part<'_>) -> Vec<(String, String)> {
    let members = sorted(part.members.unwrap_or_default());
    members
        .into_iter()
        .filter_map(|member| Some((member.name.value.clone(), text(&member.value)?.to_owned())))
        .collect()
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
        object_ownership: setting(
            bucket,
            "objectOwnership",
            &[
                ("BucketOwnerEnforced", ObjectOwnership::BucketOwnerEnforced),
                ("BucketOwnerPreferred", ObjectOwnership::BucketOwnerPreferred),
                ("ObjectWriter", ObjectOwnership::ObjectWriter),
            ],
        )?,
        request_payer: setting(
            bucket,
            "requestPayer",
            &[("BucketOwner", RequestPayer::BucketOwner), ("Requester", RequestPayer::Requester)],
        )?,
        public_access_block: PublicAccessBlock {
            block_public_acls: setting(&block, "BlockPublicAcls", &YES_OR_NO)?,
            ignore_public_acls: setting(&block, "IgnorePublicAcls", &YES_OR_NO)?,
            block_public_policy: setting(&block, "BlockPublicPolicy", &YES_OR_NO)?,
            restrict_public_buckets: setting(&block, "RestrictPublicBuckets", &YES_OR_NO)?,
        },
        encryption: encryption(&bucket.part("encryption")?)?,
        mfa_delete: setting(
            bucket,
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
        manager: setting(key, "manager", &managers)?.told(),
        state: if key.is_unknown("state") { Some(UNKNOWN.to_owned()) } else { key.text("state")? },
        grants: key.list("grants")?.iter().map(grant).collect::<Result<_, _>>()?,
    })
}

fn grant(grant: &Part<'_>) -> Result<KeyGrant, String> {
    let constraints = grant.part("constraints")?;
    let operations = grant.value("operations").and_then(Node::elements).unwrap_or_default();
    let operations = operations.iter().filter_map(|operation| Some(text(operation)?.to_owned()));
    let service = grant.text("granteeServicePrincipal")?;
    Ok(KeyGrant {
        grantee: grant.text("granteePrincipal")?.or(service).unwrap_or_default(),
        operations: operations.collect(),
        context_subset: pairs(&constraints.part("encryptionContextSubset")?),
        context_equals: pairs(&constraints.part("encryptionContextEquals")?),
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

fn caller(caller: &Part<'_>) -> Result<CallerFacts, String> {
    let attached = caller.value("attachedPolicies").and_then(Node::elements).unwrap_or_default();
    Ok(CallerFacts {
        permissions_boundary: caller.text("permissionsBoundary")?,
        attached_policies: attached.iter().filter_map(|it| Some(text(it)?.to_owned())).collect(),
    })
}

fn call(call: &Part<'_>) -> Result<CallFacts, String> {
    // `null` is a value of its own: the call has none.
    let or_none = |name: &str| match call.members.and_then(|members| member(members, name)) {
        None => Ok(None),
        Some(_) => call.text(name).map(Some),
    };
    Ok(CallFacts {
        vpc_endpoint: or_none("vpcEndpoint")?,
        server_side_encryption_header: or_none("serverSideEncryptionHeader")?,
        acl: or_none("acl")?,
        request_payer: call.flag("requestPayer")?,
        expected_bucket_owner: call.text("expectedBucketOwner")?,
        bypass_governance_retention: call.flag("bypassGovernanceRetention")?,
    })
}
