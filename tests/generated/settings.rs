//! What is set beside the policies of a call: payer, public access, owner, lock, access point, key.

use serde_json::{Value, json};

use super::{OTHER, OWN, Plan, Random, callers, statements};

pub(super) const KEY: &str = "0aa0aa00-1bb1-2cc2-3dd3-444444444444";

pub(super) struct Settings {
    pub(super) value: Value,
    /// ARN of the key behind the call, where policies decide on it.
    pub(super) key: Option<String>,
}

pub(super) fn facts(random: &mut Random, plan: &Plan) -> Settings {
    let mut settings = Settings { value: json!({}), key: None };
    let value = &mut settings.value;
    if random.chance(4) {
        value["organization"] = json!({ "managementAccountId": random.pick(&[OWN, OTHER]) });
    }
    if plan.action.starts_with("kms:") && random.chance(50) {
        value["keys"] = json!([one_key(random, plan, &plan.resource, false)]);
    }
    if !plan.action.starts_with("s3:") {
        return settings;
    }
    if random.chance(8) {
        value["call"] = json!({ "vpcEndpoint": null });
    }
    if random.chance(12) {
        value["bucket"]["publicAccessBlock"]["RestrictPublicBuckets"] = json!(true);
    }
    if plan.caller.kind != "service" && random.chance(8) {
        value["bucket"]["requestPayer"] = json!(random.pick(&["Requester", "BucketOwner"]));
        value["call"]["requestPayer"] = json!(random.chance(50));
    }
    let is_through_point = plan.resource != plan.in_bucket;
    if is_through_point {
        point(random, plan, value);
    }
    match plan.action {
        "s3:GetObject" | "s3:GetObjectVersion" | "s3:GetObjectAcl"
            if !is_through_point && random.chance(12) =>
        {
            owner(random, plan, value);
        }
        "s3:DeleteObjectVersion" if random.chance(70) => lock(random, value),
        "s3:PutBucketVersioning" => {
            value["bucket"]["mfaDelete"] = json!(random.pick(&["Enabled", "Disabled"]));
        }
        "s3:PutObject" if random.chance(40) => {
            value["bucket"]["publicAccessBlock"]["BlockPublicAcls"] = json!(random.chance(60));
        }
        _ => {}
    }
    if ["s3:GetObject", "s3:GetObjectVersion"].contains(&plan.action) && random.chance(8) {
        value["object"]["exists"] = json!(false);
    }
    if ["s3:GetObject", "s3:PutObject", "s3:GetObjectVersion"].contains(&plan.action)
        && random.chance(25)
    {
        settings.key = key(random, plan, value);
    }
    settings
}

fn point(random: &mut Random, plan: &Plan, value: &mut Value) {
    let bucket = plan.in_bucket.split([':', '/']).nth(5).unwrap_or_default();
    value["bucket"]["name"] = json!(bucket);
    value["accessPoint"] = json!({ "name": "in", "bucket": bucket, "account": plan.account });
    if random.chance(60) {
        let origin = random.pick(&["Internet", "VPC"]);
        value["accessPoint"]["networkOrigin"] = json!(origin);
        if origin == "VPC" {
            value["accessPoint"]["vpcId"] = json!("vpc-1");
        }
    }
}

fn owner(random: &mut Random, plan: &Plan, value: &mut Value) {
    let ownership = random.pick(&["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]);
    value["bucket"]["objectOwnership"] = json!(ownership);
    if random.chance(20) {
        value["bucket"]["publicAccessBlock"]["IgnorePublicAcls"] = json!(random.chance(60));
    }
    let owner = random.pick(&[plan.account, plan.caller.account, "444455556666"]);
    let owner = if owner.is_empty() { plan.account } else { owner };
    value["object"] = json!({ "ownerAccount": owner, "aclGrantsRequester": random.chance(40) });
}

fn lock(random: &mut Random, value: &mut Value) {
    if random.chance(30) {
        value["bucket"]["mfaDelete"] = json!(random.pick(&["Enabled", "Disabled"]));
        return;
    }
    let until = ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "2026-06-01T09:00:00+09:00"];
    let mode = random.pick(&["GOVERNANCE", "GOVERNANCE", "COMPLIANCE"]);
    let mut lock = json!({ "mode": mode, "retainUntil": random.pick(&until) });
    if random.chance(20) {
        lock["legalHold"] = json!(random.chance(50));
    }
    value["object"]["lock"] = lock;
    value["now"] = json!("2026-06-01T00:00:00Z");
    value["call"]["bypassGovernanceRetention"] = json!(random.chance(60));
}

/// The key's ARN, unless it is AWS's own.
fn key(random: &mut Random, plan: &Plan, value: &mut Value) -> Option<String> {
    let account = random.pick(&[plan.account, plan.account, plan.account, OWN, OTHER]);
    let arn = format!("arn:aws:kms:eu-west-1:{account}:key/{KEY}");
    let is_managed = random.chance(15);
    value["keys"] = json!([one_key(random, plan, &arn, is_managed)]);
    let of = if plan.action == "s3:PutObject" { "bucket" } else { "object" };
    value[of]["encryption"] =
        json!({ "algorithm": "aws:kms", "keyArn": arn, "bucketKeyEnabled": random.chance(30) });
    (!is_managed).then_some(arn)
}

fn one_key(random: &mut Random, plan: &Plan, arn: &str, is_managed: bool) -> Value {
    let usable = ["Enabled", "Enabled", "Enabled", "Updating"];
    let unusable =
        ["Disabled", "PendingDeletion", "PendingImport", "Unavailable", "PendingReplicaDeletion"];
    let state = if random.chance(85) { random.pick(&usable) } else { random.pick(&unusable) };
    let mut key = json!({
        "arn": arn,
        "account": arn.split(':').nth(4),
        "manager": if is_managed { "AWS" } else { "CUSTOMER" },
        "state": state,
    });
    if !is_managed && random.chance(30) {
        key["grants"] = json!([grant(random, plan)]);
    }
    key
}

fn grant(random: &mut Random, plan: &Plan) -> Value {
    // Without the account: whether its own policies have to allow as well is not documented.
    let ways: Vec<String> = callers::ways_to_name(plan).into_iter().skip(2).collect();
    let own: Vec<&str> = ways.iter().map(String::as_str).filter(|way| way.contains('/')).collect();
    let grantee = if own.is_empty() || random.chance(25) {
        "arn:aws:iam::444455556666:role/other"
    } else {
        random.pick(&own)
    };
    let mut grant = json!({
        "granteePrincipal": grantee,
        "operations": random.pick(&[&["Decrypt"][..], &["Decrypt", "GenerateDataKey"], &["Encrypt"]]),
    });
    if random.chance(35) {
        let bucket = plan.in_bucket.split('/').next().unwrap_or_default();
        let constraint = random.pick(&["encryptionContextSubset", "encryptionContextEquals"]);
        let encrypted = random.pick(&[bucket, plan.in_bucket.as_str(), plan.in_bucket.as_str()]);
        grant["constraints"] = json!({ constraint: { "aws:s3:arn": encrypted } });
    }
    grant
}

/// The key's policy, and what lets the caller use it.
pub(super) fn key_policies(random: &mut Random, plan: &Plan, key: &str) -> Vec<Value> {
    let is_written = plan.action == "s3:PutObject";
    let action = if is_written { "kms:GenerateDataKey" } else { "kms:Decrypt" };
    let mut kinds = vec!["key"];
    if ["user", "role", "federated-user"].contains(&plan.caller.kind) && random.chance(70) {
        kinds.push("identity");
    }
    let mut policies = Vec::new();
    for kind in kinds {
        let count = 1 + random.below(2);
        let mut statements = Vec::new();
        for _ in 0..count {
            let mut statement = statements::statement(random, plan, kind, action, key);
            if random.chance(35) {
                statement["Condition"] = of_key(random, plan);
            }
            statements.push(statement);
        }
        let document = json!({ "Version": "2012-10-17", "Statement": statements });
        policies.push(json!({ "kind": kind, "document": document }));
    }
    policies
}

fn of_key(random: &mut Random, plan: &Plan) -> Value {
    let bucket = plan.in_bucket.split('/').next().unwrap_or_default();
    match random.below(4) {
        0 => {
            json!({ "StringEquals": { "kms:ViaService": random.pick(&["s3.eu-west-1.amazonaws.com", "s3.us-east-1.amazonaws.com"]) } })
        }
        1 => json!({ "StringLike": { "kms:EncryptionContext:aws:s3:arn": format!("{bucket}/*") } }),
        2 => {
            json!({ "StringEquals": { "kms:EncryptionContext:aws:s3:arn": random.pick(&[bucket, plan.in_bucket.as_str()]) } })
        }
        _ => json!({ "StringEquals": { "kms:CallerAccount": random.pick(&[OWN, OTHER]) } }),
    }
}
