//! What commands tell about VPC endpoints and access points. Not: their policies.

use undenied_json::{Node, Value};

use super::{
    Reader, bucket,
    tree::{list, member, text},
};

/// `describe-vpc-endpoints`: those of S3. Without a policy of its own an endpoint lets all pass.
pub(super) fn endpoints(reader: &mut Reader<'_>, node: &Node) {
    for endpoint in list(node).iter().filter(|endpoint| is_s3(endpoint)) {
        let subject = text(endpoint, "VpcEndpointId");
        for (name, key) in [
            ("VpcEndpointId", "vpcEndpoint.id"),
            ("VpcEndpointType", "vpcEndpoint.type"),
            ("VpcId", "vpcEndpoint.vpcId"),
            ("ServiceName", "vpcEndpoint.serviceName"),
            ("State", "vpcEndpoint.state"),
        ] {
            reader.tell(endpoint, name, key, subject);
        }
        let policy = member(endpoint, "PolicyDocument").map(|policy| &policy.value);
        if policy.is_none_or(|policy| *policy == Value::Null) {
            reader.fact("vpcEndpoint.policy", "null", subject, endpoint.span);
        }
    }
}

fn is_s3(endpoint: &Node) -> bool {
    text(endpoint, "ServiceName").is_some_and(|name| name.ends_with(".s3"))
}

/// `get-access-point`
pub(super) fn access_point(reader: &mut Reader<'_>, node: &Node) {
    let subject = text(node, "Name");
    for (name, key) in [
        ("Name", "accessPoint.name"),
        ("Bucket", "accessPoint.bucket"),
        ("NetworkOrigin", "accessPoint.networkOrigin"),
        ("Alias", "accessPoint.alias"),
        ("AccessPointArn", "accessPoint.arn"),
        ("BucketAccountId", "accessPoint.account"),
    ] {
        reader.tell(node, name, key, subject);
    }
    if let Some(configuration) = member(node, "VpcConfiguration") {
        reader.tell(configuration, "VpcId", "accessPoint.vpcId", subject);
    }
    if let Some(block) = member(node, "PublicAccessBlockConfiguration") {
        bucket::public_access(reader, block, "accessPoint", subject);
    }
}
