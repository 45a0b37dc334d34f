//! Lines for `undenied authorize` from a seed, out of small alphabets, so that things match often.
//! What AWS's documentation leaves open is not generated. Not: what they come to.

mod callers;
mod conditions;
mod keys;
mod random;
mod settings;
mod statements;

use serde_json::{Value, json};

use self::{callers::Caller, keys::Key};
pub(crate) use self::{
    keys::{any_context, values_of},
    random::Random,
};

const OWN: &str = "111122223333";
const OTHER: &str = "999988887777";

/// What a line is about.
struct Plan {
    caller: Caller,
    action: &'static str,
    resource: String,
    /// The same without the access point that the call goes through.
    in_bucket: String,
    /// Owner of the resource.
    account: &'static str,
    /// Those that the policies of this line ask for.
    keys: Vec<Key>,
    has_boundary: bool,
}

/// The line of this seed; its context is complete.
pub(crate) fn line(seed: u64) -> Value {
    let mut random = Random::new(seed);
    let plan = plan(&mut random);
    let facts = settings::facts(&mut random, &plan);
    let mut policies = Vec::new();
    for (kind, target) in attached(&mut random, &plan) {
        let document = statements::document(&mut random, &plan, kind);
        let mut policy = json!({ "kind": kind, "document": document });
        if let Some(target) = target {
            policy["target"] = json!(target);
        }
        policies.push(policy);
    }
    if let Some(key) = facts.key {
        policies.extend(settings::key_policies(&mut random, &plan, &key));
    }
    let mut context = keys::context(&mut random, &plan.keys);
    // What else tells of the call does not contradict its context.
    let is_outside = facts.value["call"].get("vpcEndpoint").is_some();
    let has_own_id = ["user", "role"].contains(&plan.caller.kind);
    context.retain(|key, _| {
        let key = key.to_lowercase();
        !(is_outside && key.starts_with("aws:sourcevpc")) && (has_own_id || key != "aws:userid")
    });
    let mut request = json!({
        "principal": plan.caller.arn,
        "action": plan.action,
        "resource": plan.resource,
        "resourceAccount": plan.account,
        "context": context,
        "contextComplete": true,
    });
    if let Some(session) = &plan.caller.session {
        request["session"] = json!(session);
    }
    json!({ "id": seed, "request": request, "policies": policies, "facts": facts.value })
}

fn plan(random: &mut Random) -> Plan {
    let account = random.pick(&[OWN, OTHER]);
    let (service, caller) = loop {
        let service = random.pick(&["s3", "s3", "s3", "s3", "kms", "sts", "sqs", "sns"]);
        let caller = callers::any(random);
        // Nobody calls STS or KMS without signing, and root users do not assume roles.
        let open = (caller.kind == "anonymous" && ["kms", "sts"].contains(&service))
            || (caller.kind == "root" && service == "sts")
            || (caller.kind == "provider" && service != "sts");
        if !open {
            break (service, caller);
        }
    };
    let (mut action, in_bucket) = target(random, service, account);
    if caller.kind == "provider" {
        action = "sts:AssumeRoleWithWebIdentity";
    }
    let is_through_point = service == "s3" && random.chance(14);
    let resource =
        if is_through_point { through_point(&in_bucket, account) } else { in_bucket.clone() };
    let has_boundary = ["user", "role"].contains(&caller.kind) && random.chance(18);
    let mut keys = keys::some_keys(random, &caller);
    if is_through_point {
        keys.extend(keys::OF_POINTS);
    }
    if action == "s3:PutObject" && random.chance(30) {
        keys.push(keys::LIST);
    }
    Plan { caller, action, resource, in_bucket, account, keys, has_boundary }
}

fn through_point(in_bucket: &str, account: &str) -> String {
    let point = format!("arn:aws:s3:eu-west-1:{account}:accesspoint/in");
    match in_bucket.split_once('/') {
        Some((_, name)) => format!("{point}/object/{name}"),
        None => point,
    }
}

fn target(random: &mut Random, service: &str, account: &str) -> (&'static str, String) {
    match service {
        "s3" => {
            let bucket = random.pick(&["acme", "acme", "acme", "acme-logs"]);
            let key = random.pick(&[
                "mydata/x.csv",
                "mydata/a/b:c",
                "MyData/x.csv",
                "ann/x.csv",
                "mydata/é😀",
            ]);
            let of_object = [
                "s3:GetObject",
                "s3:GetObject",
                "s3:GetObject",
                "s3:PutObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:DeleteObjectVersion",
                "s3:GetObjectVersion",
                "s3:GetObjectAcl",
                "s3:GetObjectTagging",
            ];
            if random.chance(25) {
                let action = random.pick(&[
                    "s3:ListBucket",
                    "s3:ListBucket",
                    "s3:GetBucketLocation",
                    "s3:DeleteBucketPolicy",
                    "s3:PutBucketVersioning",
                ]);
                return (action, format!("arn:aws:s3:::{bucket}"));
            }
            (random.pick(&of_object), format!("arn:aws:s3:::{bucket}/{key}"))
        }
        "kms" => {
            let action = random.pick(&["kms:Decrypt", "kms:GenerateDataKey"]);
            (action, format!("arn:aws:kms:eu-west-1:{account}:key/{}", settings::KEY))
        }
        "sts" => ("sts:AssumeRole", format!("arn:aws:iam::{account}:role/target")),
        "sns" => ("sns:Publish", format!("arn:aws:sns:eu-west-1:{account}:news")),
        _ => ("sqs:SendMessage", format!("arn:aws:sqs:eu-west-1:{account}:jobs")),
    }
}

/// The kinds of policies, with the level of control policies.
fn attached(random: &mut Random, plan: &Plan) -> Vec<(&'static str, Option<&'static str>)> {
    let caller = &plan.caller;
    let mut attached = Vec::new();
    let mut add = |random: &mut Random, kind, target, percent| {
        if random.chance(percent) {
            attached.push((kind, target));
        }
    };
    if ["user", "role", "federated-user"].contains(&caller.kind) {
        add(random, "identity", None, 90);
        add(random, "identity", None, 35);
    }
    if plan.has_boundary {
        add(random, "permissionsBoundary", None, 100);
    }
    if caller.kind == "federated-user" {
        add(random, "session", None, 80);
    } else if caller.kind == "role" {
        add(random, "session", None, 18);
    }
    for target in ["r-root", "ou-data", OWN] {
        add(random, "serviceControl", Some(target), 9);
        add(random, "serviceControl", Some(target), 3);
        add(random, "resourceControl", Some(target), 6);
    }
    // How a service reaches an endpoint is not documented.
    if caller.kind != "service" && plan.action.starts_with("s3:") {
        add(random, "vpcEndpoint", None, 12);
    }
    let own = match plan.action.split(':').next() {
        Some("s3") => "bucket",
        Some("kms") => "key",
        Some("sts") => "trust",
        _ => "resource",
    };
    let needed = ["kms", "sts"].iter().any(|service| plan.action.starts_with(service))
        || caller.account != plan.account;
    add(random, own, None, if needed { 93 } else { 55 });
    if plan.resource != plan.in_bucket {
        add(random, "accessPoint", None, if needed { 93 } else { 45 });
    }
    attached
}
