//! AWS KMS:
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>.

use super::*;

const KEY: &str = "arn:aws:kms:us-east-1:111122223333:key/k1";

fn decrypting(principal: &str) -> Scene {
    reading(principal).action("kms:Decrypt", KEY)
}

fn key_lets(principal: Value) -> Value {
    json!({"Effect": "Allow", "Principal": principal, "Action": "kms:*", "Resource": "*"})
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
#[test]
fn a_key_policy_must_always_allow() {
    decrypting(ROLE).with("identity", allow("kms:*", "*")).is("implicitDeny").blocked_by(&["key"]);
    decrypting("arn:aws:iam::111122223333:root").is("implicitDeny").blocked_by(&["key"]);
    decrypting(ROLE).with("key", key_lets(json!({"AWS": ROLE}))).is("allowed");
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
#[test]
fn calls_to_kms_without_a_key_need_no_key_policy() {
    let asking = |action: &str| reading(ROLE).action(action, "*");
    for action in ["kms:CreateKey", "kms:ListAliases", "kms:ListKeys"] {
        asking(action).with("identity", allow("kms:*", "*")).is("allowed");
        asking(action).is("implicitDeny").blocked_by(&["identity"]);
    }
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account>
#[test]
fn a_call_to_kms_tells_the_caller_s_account() {
    let of = |account: &str| {
        when(key_lets(json!("*")), json!({"StringEquals": {"kms:CallerAccount": account}}))
    };
    decrypting(ROLE).with("key", of(ACCOUNT)).is("allowed");
    decrypting(ROLE).with("key", of("999988887777")).is("implicitDeny");
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>, and for the alias
/// <https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html>
#[test]
fn naming_the_account_in_a_key_policy_lets_iam_policies_decide() {
    let delegated = || decrypting(ROLE).with("key", key_lets(json!({"AWS": ACCOUNT})));
    delegated().is("implicitDeny").blocked_by(&["identity"]);
    delegated().with("identity", allow("kms:Decrypt", KEY)).is("allowed");
    let alias = "arn:aws:kms:us-east-1:111122223333:alias/data";
    delegated().with("identity", allow("kms:Decrypt", alias)).is("implicitDeny");
}

#[test]
fn across_accounts_key_policy_and_identity_policy_must_allow() {
    let named = || decrypting(FOREIGN_ROLE).with("key", key_lets(json!({"AWS": "999988887777"})));
    named().is("implicitDeny").blocked_by(&["identity"]);
    named().with("identity", allow("kms:Decrypt", KEY)).is("allowed");
}

/// Facts of a bucket in us-east-1 whose objects are encrypted with [`KEY`].
fn encrypted() -> Value {
    json!({"bucket": {"region": "us-east-1", "account": ACCOUNT,
                      "encryption": {"algorithm": "aws:kms", "keyArn": KEY}}})
}

fn reading_encrypted(principal: &str) -> Scene {
    reading(principal).with("identity", allow("s3:*", "*")).facts(encrypted())
}

#[test]
fn reading_an_encrypted_object_takes_decrypt() {
    let delegated = || reading_encrypted(ROLE).with("key", key_lets(json!({"AWS": ACCOUNT})));
    delegated().is("implicitDeny").blocked_by(&["identity"]);
    delegated().with("identity", allow("kms:Decrypt", KEY)).is("allowed");
    reading_encrypted(ROLE).with("key", key_lets(json!({"AWS": ROLE}))).is("allowed");
    reading_encrypted(ROLE)
        .with("identity", allow("kms:*", "*"))
        .with("key", key_lets(json!({"AWS": "999988887777"})))
        .is("implicitDeny")
        .blocked_by(&["key"]);
}

#[test]
fn writing_an_encrypted_object_takes_a_data_key() {
    let writing = |action: &str| {
        reading_encrypted(ROLE)
            .action("s3:PutObject", OBJECT)
            .with("key", key_lets(json!({"AWS": ACCOUNT})))
            .with("identity", allow(action, KEY))
    };
    writing("kms:GenerateDataKey").is("allowed");
    writing("kms:Decrypt").is("implicitDeny");
}

#[test]
fn the_key_of_an_upload_s_header_counts_before_the_bucket_s() {
    let other = "arn:aws:kms:us-east-1:111122223333:key/k2";
    reading(ROLE)
        .action("s3:PutObject", OBJECT)
        .with("identity", allow("s3:*", "*"))
        .with("identity", allow("kms:*", other))
        .with("key", key_lets(json!({"AWS": ACCOUNT})))
        .facts(encrypted())
        .is("implicitDeny");
    reading(ROLE)
        .action("s3:PutObject", OBJECT)
        .context("s3:x-amz-server-side-encryption", "AES256")
        .with("identity", allow("s3:*", "*"))
        .facts(encrypted())
        .is("allowed");
}

#[test]
fn s3_calls_kms_for_the_caller_with_its_own_service_and_context() {
    let by_service = |service: &str| {
        let statement = when(
            key_lets(json!({"AWS": ROLE})),
            json!({"StringEquals": {"kms:ViaService": service}}),
        );
        reading_encrypted(ROLE).with("key", statement)
    };
    by_service("s3.us-east-1.amazonaws.com").is("allowed");
    by_service("s3.us-west-2.amazonaws.com").is("implicitDeny");
    let by_context = |resource: &str| {
        let condition = json!({"StringLike": {"kms:EncryptionContext:aws:s3:arn": resource}});
        reading_encrypted(ROLE).with("key", when(key_lets(json!({"AWS": ROLE})), condition))
    };
    by_context("arn:aws:s3:::acme/*").is("allowed");
    by_context("arn:aws:s3:::acme").is("implicitDeny");
}

#[test]
fn with_a_bucket_key_the_context_is_the_bucket() {
    let mut facts = encrypted();
    facts["bucket"]["encryption"]["bucketKeyEnabled"] = json!(true);
    for (resource, expected) in
        [("arn:aws:s3:::acme", "allowed"), ("arn:aws:s3:::acme/*", "implicitDeny")]
    {
        let condition = json!({"StringLike": {"kms:EncryptionContext:aws:s3:arn": resource}});
        reading_encrypted(ROLE)
            .facts(facts.clone())
            .with("key", when(key_lets(json!({"AWS": ROLE})), condition))
            .is(expected);
    }
}

/// Its policy names everyone of `kms:CallerAccount`, as such policies do:
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account>
#[test]
fn the_aws_managed_key_serves_its_own_account_only() {
    let facts = json!({"bucket": {"account": ACCOUNT, "encryption": {"algorithm": "aws:kms"}}});
    reading(ROLE).with("identity", allow("s3:*", "*")).facts(facts.clone()).is("allowed");
    reading(FOREIGN_ROLE)
        .with("identity", allow("*", "*"))
        .with("bucket", lets(json!("*")))
        .facts(facts)
        .is("implicitDeny")
        .blocked_by(&["kmsKey"]);
}

#[test]
fn a_key_that_is_not_enabled_decrypts_nothing() {
    for state in ["Disabled", "PendingDeletion", "PendingImport", "Unavailable"] {
        let mut facts = encrypted();
        facts["keys"] = json!([{"arn": KEY, "state": state}]);
        reading_encrypted(ROLE)
            .facts(facts)
            .with("key", key_lets(json!({"AWS": ROLE})))
            .is("implicitDeny")
            .blocked_by(&["kmsKey"]);
    }
}

#[test]
fn a_grant_is_as_good_as_the_key_policy() {
    let granted = |grantee: &str, operation: &str, context: &str| {
        let mut facts = encrypted();
        facts["keys"] = json!([{"arn": KEY, "grants": [{
            "granteePrincipal": grantee, "operations": [operation],
            "constraints": {"encryptionContextSubset": {"aws:s3:arn": context}},
        }]}]);
        reading_encrypted(ROLE).facts(facts).with("key", key_lets(json!({"AWS": "999988887777"})))
    };
    granted(ROLE, "Decrypt", OBJECT).is("allowed");
    granted(ROLE, "Encrypt", OBJECT).is("implicitDeny");
    granted(USER, "Decrypt", OBJECT).is("implicitDeny");
    granted(ROLE, "Decrypt", "arn:aws:s3:::acme/other").is("implicitDeny");
}

#[test]
fn a_key_policy_that_nobody_gave_leaves_the_outcome_open() {
    reading_encrypted(ROLE).is("undetermined").missing(&["key"]);
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
#[test]
fn a_key_s_state_stops_its_use_and_not_looking_at_it() {
    let asking = |action: &str, state: &str| {
        reading(ROLE)
            .action(action, KEY)
            .with("key", key_lets(json!({"AWS": ROLE})))
            .facts(json!({"keys": [{"arn": KEY, "state": state}]}))
    };
    asking("kms:Decrypt", "Updating").is("allowed");
    for state in ["Disabled", "PendingDeletion", "PendingReplicaDeletion", "Creating"] {
        for action in ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom"] {
            asking(action, state).is("implicitDeny").blocked_by(&["kmsKey"]);
        }
        for action in ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:ListGrants"] {
            asking(action, state).is("allowed");
        }
        asking("kms:CreateGrant", state).is("implicitDeny");
    }
    asking("kms:Decrypt", "Unavailable").is("implicitDeny");
    for state in ["Unavailable", "Updating"] {
        asking("kms:CreateGrant", state).is("allowed");
    }
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html>; that the letter case of names does not count is from
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html>
#[test]
fn a_grant_holds_for_the_encryption_context_it_asks_for() {
    let decrypting = |constraint: &str, pairs: Value, context: &[(&str, &str)]| {
        let mut scene = decrypting(ROLE)
            .with("key", key_lets(json!({"AWS": "999988887777"})))
            .facts(json!({"keys": [{"arn": KEY, "grants": [{
                "granteePrincipal": ROLE, "operations": ["Decrypt"], "constraints": {constraint: pairs},
            }]}]}));
        let names: Vec<&str> = context.iter().map(|(name, _)| *name).collect();
        scene = scene.context("kms:EncryptionContextKeys", json!(names));
        for (name, value) in context {
            scene = scene.context(&format!("kms:EncryptionContext:{name}"), *value);
        }
        scene
    };
    let both = [("Department", "Finance"), ("Purpose", "Test")];
    let finance = || json!({"Department": "Finance"});
    decrypting("encryptionContextSubset", finance(), &both).is("allowed");
    decrypting("encryptionContextSubset", finance(), &both[1..]).is("implicitDeny");
    decrypting("encryptionContextSubset", json!({"Department": "finance"}), &both)
        .is("implicitDeny");
    decrypting("encryptionContextSubset", json!({"department": "Finance"}), &both).is("allowed");
    decrypting("encryptionContextEquals", finance(), &both[..1]).is("allowed");
    decrypting("encryptionContextEquals", finance(), &both).is("implicitDeny");
}

/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html>
#[test]
fn what_a_grant_asks_of_the_context_concerns_calls_that_have_one() {
    let asking = |action: &str| {
        reading(ROLE)
            .action(action, KEY)
            .with("key", key_lets(json!({"AWS": "999988887777"})))
            .facts(json!({"keys": [{"arn": KEY, "grants": [{
                "granteePrincipal": ROLE,
                "operations": ["Decrypt", "DescribeKey", "RetireGrant", "GenerateDataKeyWithoutPlaintext"],
                "constraints": {"encryptionContextEquals": {"Department": "Finance"}},
            }]}]}))
    };
    for action in ["kms:DescribeKey", "kms:RetireGrant"] {
        asking(action).is("allowed");
    }
    for action in ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:ListGrants"] {
        asking(action).is("implicitDeny");
    }
}

/// The page knows no other context than the ARN of object or bucket:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context>
#[test]
fn through_an_access_point_the_context_is_the_object_s_own_arn() {
    let condition = json!({"StringEquals": {"kms:EncryptionContext:aws:s3:arn": OBJECT}});
    let mut facts = encrypted();
    facts["bucket"]["name"] = json!("acme");
    reading_encrypted(ROLE)
        .action(
            "s3:GetObject",
            "arn:aws:s3:us-east-1:111122223333:accesspoint/in/object/mydata/x.csv",
        )
        .facts(facts)
        .with("key", when(key_lets(json!({"AWS": ROLE})), condition))
        .is("allowed");
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html>
#[test]
fn a_grant_needs_no_policy_beside_it_in_any_account() {
    let granted = |principal: &str, grant: Value| {
        decrypting(principal)
            .with("key", key_lets(json!({"AWS": ACCOUNT})))
            .facts(json!({"keys": [{"arn": KEY, "grants": [grant]}]}))
    };
    let to = |grantee: &str| json!({"granteePrincipal": grantee, "operations": ["Decrypt"]});
    for principal in [ROLE, USER, FOREIGN_ROLE] {
        granted(principal, to(principal)).is("allowed");
        granted(principal, to("arn:aws:iam::444455556666:role/other")).is("implicitDeny");
        granted(principal, to(principal)).with("identity", deny("kms:*", "*")).is("explicitDeny");
        granted(principal, to(principal))
            .with("serviceControl", allow("s3:*", "*"))
            .is("implicitDeny")
            .blocked_by(&["serviceControl"]);
    }
    let source = "arn:aws:dynamodb:us-east-1:111122223333:table/t";
    let service = json!({"granteeServicePrincipal": "dynamodb.amazonaws.com", "operations": ["Decrypt"],
                         "constraints": {"sourceArn": source}});
    let asking = || granted("dynamodb.amazonaws.com", service.clone());
    asking().context("aws:SourceArn", source).is("allowed");
    asking().is("implicitDeny");
}

#[test]
fn a_key_for_some_objects_leaves_a_folder_open() {
    let of = |object: &str| {
        let condition = json!({"StringLike": {"kms:EncryptionContext:aws:s3:arn": object}});
        reading_encrypted(ROLE)
            .action("s3:GetObject", "arn:aws:s3:::acme/mydata/*")
            .with("key", when(key_lets(json!({"AWS": ROLE})), condition))
    };
    of("arn:aws:s3:::acme/*").is("allowed");
    of(OBJECT).is("undetermined").missing(&["resource"]);
    of("arn:aws:s3:::acme/other/*").is("implicitDeny");
}
