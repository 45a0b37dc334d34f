//! What the settings of bucket and object say to a call to S3. Not: policies, keys.

use undenied_json::has;

use super::{
    access_point,
    barrier::{Barrier, Passage},
    public::is_public,
};
use crate::{
    ContextValue, Facts, ObjectOwnership, RequestPayer, Setting,
    eval::{Call, CallerKind, Grant, Lookup, Match, Naming, Relation, any, moment},
    policy::Kind,
};

/// Canned ACLs that let in more than accounts that are named.
const PUBLIC_ACLS: [&str; 3] = ["public-read", "public-read-write", "authenticated-read"];

/// Actions that set an ACL.
const SETS_ACL: [&str; 4] =
    ["s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:PutBucketAcl"];

/// Actions that read an object, or its ACL, as the object's owner allows.
const OF_OBJECT_OWNER: [&str; 9] = [
    "s3:GetObject",
    "s3:GetObjectAcl",
    "s3:GetObjectAttributes",
    "s3:GetObjectTorrent",
    "s3:GetObjectVersion",
    "s3:GetObjectVersionAcl",
    "s3:GetObjectVersionAttributes",
    "s3:PutObjectAcl",
    "s3:PutObjectVersionAcl",
];

/// What each setting that is told says. `decides` answers for other calls of the same caller.
pub(super) fn passages(
    call: &Call,
    facts: &Facts,
    policies: &[Relation<'_>],
    decides: &dyn Fn(&str, &str) -> Match,
) -> Vec<Passage> {
    let found = [
        public_policy(call, facts, policies),
        public_acl(call, facts),
        ownership(call, facts),
        payer(call, facts),
        expected_owner(facts),
        lock(call, facts, decides),
        mfa_delete(call, facts),
        missing_object(call, facts, decides),
    ];
    found.into_iter().flatten().collect()
}

fn is(call: &Call, actions: &[&str]) -> bool {
    actions.iter().any(|action| call.action.eq_ignore_ascii_case(action))
}

/// `RestrictPublicBuckets` leaves a bucket with a public policy to its own account, that of the access
/// point and AWS's services, whatever its other statements say. What only a VPC reaches is not public.
fn public_policy(call: &Call, facts: &Facts, policies: &[Relation<'_>]) -> Option<Passage> {
    let barrier = Barrier::PublicAccessBlock;
    let setting = facts.bucket.public_access_block.restrict_public_buckets;
    if matches!(setting, Setting::Unsaid | Setting::Told(false))
        || matches!(call.caller.kind, CallerKind::Service(_))
    {
        return None;
    }
    let point = access_point::of(call);
    let told = facts.access_point.as_ref();
    let is_of_vpc = told.is_some_and(|it| it.network_origin.as_deref() == Some("VPC"));
    let counts = |kind: Kind| match kind {
        Kind::AccessPoint => point.is_some() && !is_of_vpc,
        kind => kind == Kind::Bucket,
    };
    let policies = policies.iter().filter(|relation| counts(relation.kind));
    let is_public = any(policies.map(|relation| is_public(relation.policy, relation.kind)));
    let is_own = |owner: &str| call.caller.owns(Some(owner));
    let of_point = point.as_ref().map_or(Match::No, |arn| is_own(arn.account()));
    let passes = is_public.negate().or(owns_bucket(call, facts)).or(of_point);
    let missing = "bucket.publicAccessBlock.RestrictPublicBuckets";
    Some(match (setting, passes) {
        (_, Match::Yes) => Passage::open(barrier),
        (Setting::Told(_), Match::No) => Passage::shut(barrier),
        (Setting::Told(_), Match::Unknown) => Passage::unknown(barrier, "aws:ResourceAccount"),
        _ => Passage::unknown(barrier, missing),
    })
}

/// `BlockPublicAcls` refuses calls that would set a public ACL.
fn public_acl(call: &Call, facts: &Facts) -> Option<Passage> {
    let barrier = Barrier::PublicAccessBlock;
    if !is(call, &SETS_ACL) || !asks_for_public_acl(call) {
        return None;
    }
    match facts.bucket.public_access_block.block_public_acls {
        Setting::Unsaid => None,
        Setting::Unknown => {
            Some(Passage::unknown(barrier, "bucket.publicAccessBlock.BlockPublicAcls"))
        }
        Setting::Told(true) => Some(Passage::shut(barrier)),
        Setting::Told(false) => Some(Passage::open(barrier)),
    }
}

/// The same where nobody told which ACL the call asks for.
pub(super) fn unknown_acl(call: &Call, facts: &Facts) -> Option<Passage> {
    const ACL: &str = "s3:x-amz-acl";
    let is_blocked = facts.bucket.public_access_block.block_public_acls == Setting::Told(true);
    let is_unknown = is_blocked
        && is(call, &SETS_ACL)
        && call.context.lookup(ACL) == Lookup::Unknown
        && !asks_for_public_acl(call);
    is_unknown.then_some(Passage::unknown(Barrier::PublicAccessBlock, ACL))
}

fn asks_for_public_acl(call: &Call) -> bool {
    let values = |key: &str| match call.context.lookup(key) {
        Lookup::Present(value) => value.texts().to_vec(),
        Lookup::Absent | Lookup::Unknown => Vec::new(),
    };
    let grants = ["read", "write", "read-acp", "write-acp", "full-control"]
        .map(|it| format!("s3:x-amz-grant-{it}"));
    let is_group = |value: &String| has(value, "/groups/global/");
    values("s3:x-amz-acl").iter().any(|acl| PUBLIC_ACLS.contains(&acl.as_str()))
        || grants.iter().any(|key| values(key).iter().any(is_group))
}

/// An Allow of the bucket's owner does not reach an object that somebody else owns. See
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html>.
fn ownership(call: &Call, facts: &Facts) -> Option<Passage> {
    let barrier = Barrier::ObjectOwnership;
    let is_enforced =
        facts.bucket.object_ownership == Setting::Told(ObjectOwnership::BucketOwnerEnforced);
    if is_enforced || !is(call, &OF_OBJECT_OWNER) {
        return None;
    }
    if facts.object.is_unknown {
        return Some(Passage::unknown(barrier, "object"));
    }
    let owner = facts.object.owner_account.as_deref()?;
    let told = match call.context.lookup("s3:ResourceAccount") {
        Lookup::Present(ContextValue::Single(account)) => Some(account.as_str()),
        _ => None,
    };
    let bucket_owner = facts.bucket.account.as_deref().or(told);
    if bucket_owner == Some(owner) || call.caller.account.as_deref() == Some(owner) {
        return Some(Passage::open(barrier));
    }
    Some(match (bucket_owner, facts.object.acl_grants_requester) {
        (_, Some(true)) => Passage::open(barrier),
        (None, _) => Passage::unknown(barrier, "bucket.account"),
        (_, Some(false)) => Passage::shut(barrier),
        (_, None) => Passage::unknown(barrier, "object.aclGrantsRequester"),
    })
}

/// What ACLs and ownership of the object grant beside the bucket's policy.
pub(crate) fn grants(call: &Call, facts: &Facts) -> Vec<Grant> {
    let is_enforced =
        facts.bucket.object_ownership == Setting::Told(ObjectOwnership::BucketOwnerEnforced);
    if is_enforced || !is(call, &OF_OBJECT_OWNER) {
        return Vec::new();
    }
    let owner = facts.object.owner_account.as_deref();
    let is_owner = owner.is_some() && owner == call.caller.account.as_deref();
    let ignores = facts.bucket.public_access_block.ignore_public_acls == Setting::Told(true);
    // Whom an ACL lets in without an account is everyone.
    let is_ignored = ignores && !call.caller.is_identity();
    let by_acl = facts.object.acl_grants_requester == Some(true) && !is_ignored;
    let matched = (is_owner || by_acl).into();
    vec![Grant { kind: Kind::Bucket, naming: Naming::Account, matched, missing: None }]
}

/// Whether the caller's account owns the bucket, which may not be the access point's.
fn owns_bucket(call: &Call, facts: &Facts) -> Match {
    let of_bucket = access_point::behind(call, facts);
    of_bucket.map_or(call.same_account, |behind| behind.same_account)
}

/// Whoever does not own the bucket has to say that they pay.
fn payer(call: &Call, facts: &Facts) -> Option<Passage> {
    let barrier = Barrier::RequestPayer;
    let says = match call.caller.kind {
        CallerKind::Service(_) => return None,
        CallerKind::Anonymous => Some(false),
        _ => facts.call.request_payer,
    };
    let is_owner = owns_bucket(call, facts);
    match facts.bucket.request_payer {
        Setting::Unsaid => None,
        _ if is_owner == Match::Yes || says == Some(true) => Some(Passage::open(barrier)),
        Setting::Told(RequestPayer::BucketOwner) => Some(Passage::open(barrier)),
        Setting::Unknown => Some(Passage::unknown(barrier, "bucket.requestPayer")),
        Setting::Told(RequestPayer::Requester) => Some(match (is_owner, says) {
            (Match::No, Some(false)) => Passage::shut(barrier),
            (Match::No, _) => Passage::unknown(barrier, "call.requestPayer"),
            _ => Passage::unknown(barrier, "aws:ResourceAccount"),
        }),
    }
}

/// S3 refuses a call that names another account as the bucket's owner, whoever makes it. See
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html>.
fn expected_owner(facts: &Facts) -> Option<Passage> {
    let barrier = Barrier::ExpectedBucketOwner;
    let expected = facts.call.expected_bucket_owner.as_deref()?;
    Some(match facts.bucket.account.as_deref() {
        None => Passage::unknown(barrier, "bucket.account"),
        Some(owner) if owner == expected => Passage::open(barrier),
        Some(_) => Passage::shut(barrier),
    })
}

/// A version under retention or legal hold cannot be deleted. See
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>.
fn lock(call: &Call, facts: &Facts, decides: &dyn Fn(&str, &str) -> Match) -> Option<Passage> {
    let barrier = Barrier::ObjectLock;
    let lock = facts.object.lock.as_ref()?;
    if !is(call, &["s3:DeleteObjectVersion"]) {
        return None;
    }
    if lock.legal_hold {
        return Some(Passage::shut(barrier));
    }
    let mode = lock.mode.as_deref()?;
    let until = lock.retain_until.as_deref().and_then(moment);
    let now = facts.now.as_deref().and_then(moment);
    let is_retained = match (until, now) {
        (None, _) => Match::Yes,
        (Some(until), Some(now)) => (now < until).into(),
        (Some(_), None) => Match::Unknown,
    };
    let may_bypass = match facts.call.bypass_governance_retention {
        _ if mode.eq_ignore_ascii_case("COMPLIANCE") => Match::No,
        Some(true) => decides("s3:BypassGovernanceRetention", &call.resource),
        Some(false) => Match::No,
        None => Match::Unknown,
    };
    let passes = is_retained.negate().or(may_bypass);
    Some(match (passes, is_retained) {
        (Match::Yes, _) => Passage::open(barrier),
        (Match::No, _) => Passage::shut(barrier),
        (Match::Unknown, Match::Unknown) => Passage::unknown(barrier, "now"),
        (Match::Unknown, _) => Passage::unknown(barrier, "call.bypassGovernanceRetention"),
    })
}

/// Only the root user of the bucket's account gets by, with an MFA code in the request. See
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMFADelete.html>.
fn mfa_delete(call: &Call, facts: &Facts) -> Option<Passage> {
    let barrier = Barrier::MfaDelete;
    if !is(call, &["s3:DeleteObjectVersion", "s3:PutBucketVersioning"]) {
        return None;
    }
    let with_mfa = match call.context.lookup("aws:MultiFactorAuthPresent") {
        Lookup::Present(value) => value.texts().iter().any(|value| value == "true").into(),
        Lookup::Absent => Match::No,
        Lookup::Unknown => Match::Unknown,
    };
    let is_root = match call.caller.kind {
        CallerKind::Root => owns_bucket(call, facts),
        CallerKind::Unknown => Match::Unknown,
        _ => Match::No,
    };
    match (facts.bucket.mfa_delete, is_root.and(with_mfa)) {
        (Setting::Unsaid, _) => None,
        (Setting::Told(false), _) | (_, Match::Yes) => Some(Passage::open(barrier)),
        (Setting::Unknown, _) => Some(Passage::unknown(barrier, "bucket.mfaDelete")),
        (_, Match::No) => Some(Passage::shut(barrier)),
        (_, Match::Unknown) if with_mfa == Match::Unknown => {
            Some(Passage::unknown(barrier, "aws:MultiFactorAuthPresent"))
        }
        _ if call.caller.kind == CallerKind::Root => {
            Some(Passage::unknown(barrier, "aws:ResourceAccount"))
        }
        _ => Some(Passage::unknown(barrier, "aws:PrincipalArn")),
    }
}

/// S3 answers 404 for a missing object only to those who may list the bucket.
fn missing_object(
    call: &Call,
    facts: &Facts,
    decides: &dyn Fn(&str, &str) -> Match,
) -> Option<Passage> {
    let barrier = Barrier::ObjectMissing;
    let reads = ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectAttributes"];
    if facts.object.exists != Some(false) || !is(call, &reads) {
        return None;
    }
    let behind_slashes = if access_point::of(call).is_some() { 2 } else { 1 };
    let bucket: Vec<&str> = call.resource.split('/').take(behind_slashes).collect();
    Some(match decides("s3:ListBucket", &bucket.join("/")) {
        Match::Yes => Passage::open(barrier),
        Match::No => Passage::shut(barrier),
        Match::Unknown => Passage::unknown(barrier, "s3:ListBucket"),
    })
}
