//! Calls through an S3 access point: its own policy and the bucket's both have a say, by
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html>.

use undenied_json::cut;

use super::barrier::{Barrier, Passage};
use crate::{
    Facts,
    eval::{Call, Lookup, Match},
    policy::Arn,
};

/// The access point that `call` goes through, where it goes through one.
pub(super) fn of(call: &Call) -> Option<Arn> {
    parse(&call.resource)
}

/// The account of the access point that `resource` names.
pub(super) fn account(resource: &str) -> Option<String> {
    parse(resource).map(|arn| arn.account().to_owned())
}

fn parse(resource: &str) -> Option<Arn> {
    let arn = Arn::parse(resource)?;
    (arn.service() == "s3" && arn.resource().starts_with("accesspoint/")).then_some(arn)
}

/// The keys that every call through an access point has.
pub(super) fn supply(call: &mut Call, facts: &Facts) {
    let Some(arn) = of(call) else {
        return;
    };
    let name = arn.resource().split('/').nth(1).unwrap_or_default();
    let (partition, region, account) = (arn.partition(), arn.region(), arn.account());
    let own = format!("arn:{partition}:s3:{region}:{account}:accesspoint/{name}");
    call.context.supply_text("s3:DataAccessPointArn", &own);
    call.context.supply_text("s3:DataAccessPointAccount", account);
    let origin = facts.access_point.as_ref().and_then(|it| it.network_origin.as_deref());
    if let Some(origin) = origin {
        call.context.supply_text("s3:AccessPointNetworkOrigin", origin);
    }
}

/// The same call as the bucket sees it.
pub(super) fn behind(call: &Call, facts: &Facts) -> Option<Call> {
    let arn = of(call)?;
    let key = cut(arn.resource(), "/object/").map(|(_, key)| key);
    let told = facts.access_point.as_ref().and_then(|it| it.bucket.as_deref());
    let bucket = told.or(facts.bucket.name.as_deref()).unwrap_or("*");
    let partition = arn.partition();
    let resource = match key {
        Some(key) => format!("arn:{partition}:s3:::{bucket}/{key}"),
        None => format!("arn:{partition}:s3:::{bucket}"),
    };
    let told = match call.context.lookup("s3:ResourceAccount") {
        Lookup::Present(account) => account.texts().first().map(String::as_str),
        _ => None,
    };
    let owner = facts.bucket.account.as_deref().or(told).unwrap_or(arn.account());
    Some(Call { resource, same_account: call.caller.owns(Some(owner)), ..call.clone() })
}

/// An access point of a VPC takes no calls from elsewhere.
pub(super) fn network(call: &Call, facts: &Facts) -> Option<Passage> {
    let barrier = Barrier::AccessPointNetwork;
    let access_point = facts.access_point.as_ref().filter(|_| of(call).is_some())?;
    if access_point.network_origin.as_deref() != Some("VPC") {
        return None;
    }
    let wanted = access_point.vpc.as_deref();
    let from = match (call.context.lookup("aws:SourceVpc"), wanted) {
        (Lookup::Absent, _) => Match::No,
        (Lookup::Present(own), Some(vpc)) => own.texts().iter().any(|own| own == vpc).into(),
        _ => Match::Unknown,
    };
    Some(match from {
        Match::Yes => Passage::open(barrier),
        Match::No => Passage::shut(barrier),
        Match::Unknown => Passage::unknown(barrier, "aws:SourceVpc"),
    })
}
