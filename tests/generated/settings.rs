//! What is set beside the policies of an S3 call: payer, public access, owner, key.

use serde_json::{Value, json};

use super::{OTHER, Plan, Random, statements};

pub(super) const KEY: &str = "0aa0aa00-1bb1-2cc2-3dd3-444444444444";

/// The engine does not take the resource's account for the bucket's yet.
const OWNERSHIP_TAKES_BUCKET_ACCOUNT: bool = false;

/// The engine asks the policy of an endpoint even where the facts say that there is none.
const ENDPOINT_CAN_BE_TOLD_AWAY: bool = true;

pub(super) struct Settings {
    pub(super) value: Value,
    /// ARN of the key behind the call, where policies decide on it.
    pub(super) key: Option<String>,
}

pub(super) fn facts(random: &mut Random, plan: &Plan) -> Settings {
    let mut settings = Settings { value: json!({}), key: None };
    let value = &mut settings.value;
    if random.chance(4) {
        value["organization"] = json!({ "managementAccountId": random.pick(&[super::OWN, OTHER]) });
    }
    if !plan.action.starts_with("s3:") {
        return settings;
    }
    if ENDPOINT_CAN_BE_TOLD_AWAY && random.chance(8) {
        value["call"] = json!({ "vpcEndpoint": null });
    }
    if random.chance(12) {
        value["bucket"] = json!({ "publicAccessBlock": { "RestrictPublicBuckets": true } });
    }
    if plan.caller.kind != "service" && random.chance(8) {
        value["bucket"]["requestPayer"] = json!(random.pick(&["Requester", "BucketOwner"]));
        value["call"]["requestPayer"] = json!(random.chance(50));
    }
    if plan.action == "s3:GetObject" && random.chance(10) {
        owner(random, plan, value);
    }
    if ["s3:GetObject", "s3:PutObject"].contains(&plan.action) && random.chance(25) {
        settings.key = key(random, plan, value);
    }
    settings
}

fn owner(random: &mut Random, plan: &Plan, value: &mut Value) {
    let ownership = random.pick(&["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]);
    value["bucket"]["objectOwnership"] = json!(ownership);
    if OWNERSHIP_TAKES_BUCKET_ACCOUNT {
        value["bucket"]["account"] = json!(plan.account);
    }
    // Its own owner, or one who neither calls nor owns the bucket.
    let owner = random.pick(&[plan.account, "444455556666"]);
    value["object"] = json!({ "ownerAccount": owner, "aclGrantsRequester": false });
}

/// The key's ARN, unless it is AWS's own.
fn key(random: &mut Random, plan: &Plan, value: &mut Value) -> Option<String> {
    let arn = format!("arn:aws:kms:eu-west-1:{}:key/{KEY}", plan.account);
    let is_managed = random.chance(15);
    let state =
        random.pick(&["Enabled", "Enabled", "Enabled", "Enabled", "Disabled", "PendingDeletion"]);
    value["keys"] = json!([{
        "arn": arn,
        "account": plan.account,
        "manager": if is_managed { "AWS" } else { "CUSTOMER" },
        "state": state,
    }]);
    let of = if plan.action == "s3:GetObject" { "object" } else { "bucket" };
    value[of]["encryption"] =
        json!({ "algorithm": "aws:kms", "keyArn": arn, "bucketKeyEnabled": random.chance(30) });
    (!is_managed).then_some(arn)
}

/// The key's policy, and what lets the caller use it.
pub(super) fn key_policies(random: &mut Random, plan: &Plan, key: &str) -> Vec<Value> {
    let action = if plan.action == "s3:GetObject" { "kms:Decrypt" } else { "kms:GenerateDataKey" };
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
    let bucket = plan.resource.split('/').next().unwrap_or_default();
    match random.below(4) {
        0 => {
            json!({ "StringEquals": { "kms:ViaService": random.pick(&["s3.eu-west-1.amazonaws.com", "s3.us-east-1.amazonaws.com"]) } })
        }
        1 => json!({ "StringLike": { "kms:EncryptionContext:aws:s3:arn": format!("{bucket}/*") } }),
        2 => {
            json!({ "StringEquals": { "kms:EncryptionContext:aws:s3:arn": random.pick(&[bucket, plan.resource.as_str()]) } })
        }
        _ => json!({ "StringEquals": { "kms:CallerAccount": random.pick(&[super::OWN, OTHER]) } }),
    }
}
