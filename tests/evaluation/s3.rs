//! What S3 itself asks for:
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html>.

use super::*;

fn foreign() -> Scene {
    reading(FOREIGN_ROLE)
        .with("identity", allow("*", "*"))
        .with("bucket", lets(json!({"AWS": FOREIGN_ROLE})))
}

fn bucket(name: &str, value: Value) -> Value {
    let mut facts = json!({"bucket": {"account": ACCOUNT}});
    facts["bucket"][name] = value;
    facts
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html>
#[test]
fn other_accounts_have_to_say_that_they_pay() {
    let payer = |pays: Option<bool>| {
        let mut facts = bucket("requestPayer", json!("Requester"));
        facts["call"] = json!({"requestPayer": pays});
        facts
    };
    foreign().facts(payer(Some(true))).is("allowed");
    foreign().facts(payer(Some(false))).is("implicitDeny").blocked_by(&["requestPayer"]);
    foreign().facts(payer(None)).is("undetermined").missing(&["call.requestPayer"]);
    foreign().facts(bucket("requestPayer", json!("BucketOwner"))).is("allowed");
    reading(ROLE).with("identity", allow("*", "*")).facts(payer(Some(false))).is("allowed");
    reading("anonymous")
        .with("bucket", lets(json!("*")))
        .facts(payer(Some(true)))
        .is("implicitDeny");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
#[test]
fn a_public_statement_shuts_out_a_valid_cross_account_one() {
    let restricted = || bucket("publicAccessBlock", json!({"RestrictPublicBuckets": true}));
    foreign().facts(restricted()).is("allowed");
    let public = || foreign().with("bucket", lets(json!("*"))).facts(restricted());
    public().is("explicitDeny").blocked_by(&["publicAccessBlock"]);
    reading(ROLE).with("bucket", lets(json!("*"))).facts(restricted()).is("allowed");
    let service = "logging.s3.amazonaws.com";
    reading(service).with("bucket", lets(json!("*"))).facts(restricted()).is("allowed");
    let by_organization =
        when(lets(json!("*")), json!({"StringEquals": {"aws:PrincipalOrgID": "o-acme"}}));
    foreign().with("bucket", by_organization).facts(restricted()).is("allowed");
}

#[test]
fn a_public_acl_is_refused_where_such_acls_are_blocked() {
    let put = |acl: &str| {
        reading(ROLE)
            .action("s3:PutObject", OBJECT)
            .context("s3:x-amz-acl", acl)
            .with("identity", allow("*", "*"))
            .facts(bucket("publicAccessBlock", json!({"BlockPublicAcls": true})))
    };
    put("public-read").is("explicitDeny").blocked_by(&["publicAccessBlock"]);
    put("bucket-owner-full-control").is("allowed");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>
#[test]
fn an_allow_of_the_bucket_does_not_reach_another_owner_s_object() {
    let owned = |ownership: &str, grants: Option<bool>| {
        let mut facts = bucket("objectOwnership", json!(ownership));
        facts["object"] = json!({"ownerAccount": "999988887777", "aclGrantsRequester": grants});
        reading(ROLE).with("identity", allow("*", "*")).facts(facts)
    };
    owned("ObjectWriter", Some(false)).is("implicitDeny").blocked_by(&["objectOwnership"]);
    owned("ObjectWriter", Some(true)).is("allowed");
    owned("ObjectWriter", None).is("undetermined").missing(&["object.aclGrantsRequester"]);
    owned("BucketOwnerEnforced", Some(false)).is("allowed");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html>
#[test]
fn an_object_s_owner_may_read_it_in_another_account_s_bucket() {
    let mut facts = bucket("objectOwnership", json!("ObjectWriter"));
    facts["object"] = json!({"ownerAccount": "999988887777"});
    let owner = || reading(FOREIGN_ROLE).facts(facts.clone());
    owner().with("identity", allow("s3:GetObject", "*")).is("allowed");
    owner().is("implicitDeny").blocked_by(&["identity"]);
    owner().with("identity", allow("*", "*")).with("bucket", stops(json!("*"))).is("explicitDeny");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html>
#[test]
fn a_missing_object_looks_forbidden_to_those_who_may_not_list() {
    let missing = |statement: Value| {
        reading(ROLE).with("identity", statement).facts(json!({"object": {"exists": false}}))
    };
    missing(allow("s3:GetObject", "*")).is("implicitDeny").blocked_by(&["objectMissing"]);
    missing(
        json!({"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*"}),
    )
    .is("allowed");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>
#[test]
fn a_locked_version_cannot_be_deleted() {
    let deleting = |lock: Value, statement: Value, bypass: bool| {
        reading(ROLE).action("s3:DeleteObjectVersion", OBJECT).with("identity", statement).facts(
            json!({
                "object": {"lock": lock}, "call": {"bypassGovernanceRetention": bypass},
                "now": "2026-11-22T00:00:00Z",
            }),
        )
    };
    let until = |mode: &str, year: &str| json!({"mode": mode, "retainUntil": format!("{year}-01-01T00:00:00Z")});
    let all = || allow("*", "*");
    deleting(until("COMPLIANCE", "2031"), all(), true)
        .is("implicitDeny")
        .blocked_by(&["objectLock"]);
    deleting(until("COMPLIANCE", "2021"), all(), false).is("allowed");
    deleting(until("GOVERNANCE", "2031"), all(), false).is("implicitDeny");
    deleting(until("GOVERNANCE", "2031"), all(), true).is("allowed");
    deleting(until("GOVERNANCE", "2031"), allow("s3:DeleteObjectVersion", "*"), true)
        .is("implicitDeny");
    deleting(json!({"legalHold": true}), all(), true).is("implicitDeny");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMFADelete.html>
#[test]
fn with_mfa_delete_only_the_owners_root_user_gets_by_with_mfa() {
    let root = "arn:aws:iam::111122223333:root";
    let asking = |principal: &str, action: &str, resource: &str| {
        reading(principal)
            .action(action, resource)
            .with("identity", allow("*", "*"))
            .with("bucket", lets(json!({"AWS": "arn:aws:iam::999988887777:root"})))
            .facts(bucket("mfaDelete", json!("Enabled")))
    };
    for (action, resource) in
        [("s3:DeleteObjectVersion", OBJECT), ("s3:PutBucketVersioning", BUCKET)]
    {
        let with_mfa = |principal: &str| {
            asking(principal, action, resource).context("aws:MultiFactorAuthPresent", "true")
        };
        for principal in [ROLE, USER, "arn:aws:iam::999988887777:root"] {
            with_mfa(principal).is("implicitDeny").blocked_by(&["mfaDelete"]);
        }
        asking(root, action, resource).is("implicitDeny").blocked_by(&["mfaDelete"]);
        with_mfa(root).is("allowed");
        asking(root, action, resource)
            .request("contextComplete", false)
            .is("undetermined")
            .missing(&["aws:MultiFactorAuthPresent"]);
    }
    // Without a version it only adds a delete marker.
    asking(ROLE, "s3:DeleteObject", OBJECT).is("allowed");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html>
#[test]
fn the_bucket_is_its_expected_owners() {
    let expecting = |owner: &str| {
        let mut facts = bucket("account", json!(ACCOUNT));
        facts["call"] = json!({"expectedBucketOwner": owner});
        reading(ROLE).with("identity", allow("s3:*", "*")).facts(facts)
    };
    expecting(ACCOUNT).is("allowed");
    expecting("444455556666").is("implicitDeny").blocked_by(&["expectedBucketOwner"]);
}

const ACCESS_POINT: &str = "arn:aws:s3:us-east-1:111122223333:accesspoint/in";

fn through_access_point(principal: &str) -> Scene {
    reading(principal)
        .action("s3:GetObject", "arn:aws:s3:us-east-1:111122223333:accesspoint/in/object/mydata/x.csv")
        .facts(json!({"bucket": {"name": "acme", "account": ACCOUNT}, "accessPoint": {"bucket": "acme"}}))
        .with("identity", allow("s3:*", "*"))
}

fn point_lets(principal: Value) -> Value {
    json!({"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": format!("{ACCESS_POINT}/object/*")})
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html>
#[test]
fn access_point_and_bucket_must_both_allow_another_account() {
    let point = || {
        through_access_point(FOREIGN_ROLE)
            .with("accessPoint", point_lets(json!({"AWS": FOREIGN_ROLE})))
    };
    point().is("implicitDeny").blocked_by(&["bucket"]);
    point().with("bucket", lets(json!({"AWS": FOREIGN_ROLE}))).is("allowed");
    through_access_point(FOREIGN_ROLE)
        .with("bucket", lets(json!({"AWS": FOREIGN_ROLE})))
        .is("implicitDeny")
        .blocked_by(&["accessPoint"]);
}

#[test]
fn a_bucket_may_leave_the_decision_to_an_account_s_access_points() {
    let delegated = |account: &str| {
        let condition = json!({"StringEquals": {"s3:DataAccessPointAccount": account}});
        through_access_point(FOREIGN_ROLE)
            .with("accessPoint", point_lets(json!({"AWS": FOREIGN_ROLE})))
            .with("bucket", when(lets(json!("*")), condition))
    };
    delegated(ACCOUNT).is("allowed");
    delegated("999988887777").is("implicitDeny");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html>
#[test]
fn an_access_point_of_a_vpc_takes_no_calls_from_elsewhere() {
    let point = || {
        through_access_point(ROLE).facts(json!({
            "bucket": {"name": "acme", "account": ACCOUNT},
            "accessPoint": {"bucket": "acme", "networkOrigin": "VPC", "vpcId": "vpc-1"},
        }))
    };
    point().is("implicitDeny").blocked_by(&["accessPointNetwork"]);
    point().context("aws:SourceVpc", "vpc-1").is("allowed");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html>
#[test]
fn a_deny_for_all_but_one_endpoint_denies_whoever_comes_otherwise() {
    let statement =
        when(stops(json!("*")), json!({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}));
    let scene =
        || reading(ROLE).with("identity", allow("*", "*")).with("bucket", statement.clone());
    scene().is("explicitDeny");
    scene().context("aws:SourceVpce", "vpce-1").is("allowed");
    let addresses =
        when(stops(json!("*")), json!({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}));
    let by_address =
        || reading(ROLE).with("identity", allow("*", "*")).with("bucket", addresses.clone());
    by_address().context("aws:SourceIp", "203.0.113.9").is("allowed");
    by_address().is("explicitDeny");
}

#[test]
fn a_prefix_condition_matches_what_the_client_sends() {
    let listing = |prefix: Option<&str>| {
        let statement =
            when(allow("s3:ListBucket", BUCKET), json!({"StringLike": {"s3:prefix": "mydata/*"}}));
        let scene = reading(ROLE).action("s3:ListBucket", BUCKET).with("identity", statement);
        match prefix {
            Some(prefix) => scene.context("s3:prefix", prefix),
            None => scene,
        }
    };
    listing(Some("mydata/")).is("allowed");
    listing(Some("mydata")).is("implicitDeny");
    listing(None).is("implicitDeny");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html>
#[test]
fn an_access_point_alone_opens_no_bucket_even_in_its_own_account() {
    let path = format!("{ACCESS_POINT}/object/mydata/x.csv");
    let point = || {
        reading(USER)
            .action("s3:GetObject", &path)
            .facts(json!({"bucket": {"name": "acme", "account": ACCOUNT}}))
            .with("accessPoint", point_lets(json!({"AWS": USER})))
    };
    point().is("implicitDeny").blocked_by(&["identity"]);
    point().with("bucket", lets(json!({"AWS": USER}))).is("allowed");
    point().with("identity", allow("s3:GetObject", "arn:aws:s3:::acme/*")).is("allowed");
    reading(USER)
        .action("s3:GetObject", &path)
        .with("identity", allow("s3:GetObject", &format!("{ACCESS_POINT}/object/*")))
        .is("allowed");
}

#[test]
fn an_access_point_s_policy_has_no_say_in_calls_to_the_bucket() {
    let everything = |effect: &str| json!({"Effect": effect, "Principal": "*", "Action": "s3:*", "Resource": "*"});
    reading(ROLE).with("accessPoint", everything("Allow")).is("implicitDeny");
    reading(ROLE)
        .with("identity", allow("*", "*"))
        .with("accessPoint", everything("Deny"))
        .is("allowed");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status>
#[test]
fn whoever_has_an_identity_provider_s_token_makes_a_policy_public() {
    let facts = bucket("publicAccessBlock", json!({"RestrictPublicBuckets": true}));
    let with = |principal: Value| foreign().with("bucket", lets(principal)).facts(facts.clone());
    with(json!({"Federated": "graph.facebook.com"})).is("explicitDeny");
    with(json!({"AWS": "444455556666"})).is("allowed");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status-access-points>
#[test]
fn an_access_point_that_only_a_vpc_reaches_is_never_public() {
    let point = |origin: &str| {
        through_access_point(FOREIGN_ROLE)
            .facts(json!({
                "bucket": {"name": "acme", "account": ACCOUNT, "publicAccessBlock": {"RestrictPublicBuckets": true}},
                "accessPoint": {"bucket": "acme", "networkOrigin": origin, "vpcId": "vpc-1"},
            }))
            .context("aws:SourceVpc", "vpc-1")
            .with("accessPoint", point_lets(json!("*")))
            .with("bucket", lets(json!({"AWS": FOREIGN_ROLE})))
    };
    point("VPC").is("allowed");
    point("Internet").is("explicitDeny").blocked_by(&["publicAccessBlock"]);
}

/// `RestrictPublicBuckets` in
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-options>
#[test]
fn the_access_point_s_account_is_not_shut_out_of_a_public_bucket() {
    let theirs = "arn:aws:s3:us-east-1:999988887777:accesspoint/in/object/mydata/x.csv";
    reading(FOREIGN_ROLE)
        .action("s3:GetObject", theirs)
        .facts(json!({"bucket": {"name": "acme", "account": ACCOUNT,
                                 "publicAccessBlock": {"RestrictPublicBuckets": true}}}))
        .with("identity", allow("*", "*"))
        .with("accessPoint", json!({"Effect": "Allow", "Principal": {"AWS": FOREIGN_ROLE}, "Action": "s3:*", "Resource": "*"}))
        .with("bucket", lets(json!("*")))
        .is("allowed");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html>
#[test]
fn an_access_point_of_another_account_is_that_account_s() {
    let theirs = "arn:aws:s3:us-east-1:999988887777:accesspoint/in/object/mydata/x.csv";
    let through = || {
        reading(FOREIGN_ROLE)
            .action("s3:GetObject", theirs)
            .facts(json!({"bucket": {"name": "acme", "account": ACCOUNT}}))
            .with("identity", allow("*", "*"))
    };
    let to = |account: &str| {
        when(lets(json!("*")), json!({"StringEquals": {"s3:DataAccessPointAccount": account}}))
    };
    through().with("bucket", to("999988887777")).is("allowed");
    through().with("bucket", to(ACCOUNT)).is("implicitDeny").blocked_by(&["bucket"]);
    through().is("implicitDeny").blocked_by(&["bucket"]);
}

#[test]
fn an_acl_that_nobody_told_may_be_a_public_one() {
    let put = || {
        reading(ROLE)
            .action("s3:PutObject", OBJECT)
            .request("contextComplete", false)
            .with("identity", allow("*", "*"))
            .facts(bucket("publicAccessBlock", json!({"BlockPublicAcls": true})))
    };
    put().is("undetermined").missing(&["s3:x-amz-acl"]);
    put().context("s3:x-amz-acl", "private").is("allowed");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html>
#[test]
fn an_endpoint_must_allow_the_access_point_and_the_bucket_behind_it() {
    let via = |resources: Value| {
        through_access_point(ROLE).with(
            "vpcEndpoint",
            json!({"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": resources}),
        )
    };
    let (point, objects) = (format!("{ACCESS_POINT}/object/*"), "arn:aws:s3:::acme/*");
    via(json!([point, objects])).is("allowed");
    via(json!(point)).is("implicitDeny").blocked_by(&["vpcEndpoint"]);
    via(json!(objects)).is("implicitDeny").blocked_by(&["vpcEndpoint"]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html>
#[test]
fn the_owners_root_user_gets_at_the_bucket_policy_whatever_it_says() {
    let shut = || stops(json!("*"));
    let root = "arn:aws:iam::111122223333:root";
    for action in ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"] {
        reading(root).action(action, BUCKET).with("bucket", shut()).is("allowed");
    }
    reading(root).action("s3:ListBucket", BUCKET).with("bucket", shut()).is("explicitDeny");
    reading(ROLE)
        .action("s3:DeleteBucketPolicy", BUCKET)
        .with("identity", allow("*", "*"))
        .with("bucket", shut())
        .is("explicitDeny");
    // Organizations and VPC endpoints still limit it.
    reading(root)
        .action("s3:DeleteBucketPolicy", BUCKET)
        .with("serviceControl", deny("s3:*", "*"))
        .is("explicitDeny");
}
