//! Which calls resource control policies bind, as
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html> has it.
//! Not: whose resources.

/// Prefixes of the services that support them, by `#rcp-supported-services` of that page.
const SERVICES: &str = "\
    aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory \
    cloudfront cloudsearch cloudtrail-data codeartifact codebuild codecommit \
    codepipeline cognito-identity cognito-idp comprehend comprehendmedical \
    compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events \
    firehose fis fms gamelift health inspector-scan kendra kinesisvideo kms logs \
    memorydb networkmonitor notifications opensearch pca-connector-ad personalize polly \
    pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs \
    sts support swf textract timestream-influxdb transcribe transfer translate wafv2 \
    workspaces xray";

/// Actions of such services that they do not bind: `kms:RetireGrant` by
/// `#actions-not-restricted-by-rcps` of that page; the others are nobody's to control, by
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html> and
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html>.
/// For an action without a resource it is the policies of the caller's account that count.
const UNBOUND: &str = "kms:RetireGrant sts:GetCallerIdentity sts:GetSessionToken";

/// Whether resource control policies have a say in `action`.
pub(crate) fn is_resource_controlled(action: &str) -> bool {
    is_of_supported_service(action) && !listed(UNBOUND, action)
}

/// Whether they may list `action`, by the prefix of its service.
pub(crate) fn is_of_supported_service(action: &str) -> bool {
    listed(SERVICES, action.split(':').next().unwrap_or_default())
}

fn listed(names: &str, own: &str) -> bool {
    names.split(' ').any(|it| it.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_off_the_list_is_not_bound() {
        for action in [
            "s3:GetObject",
            "S3:getobject",
            "kms:Decrypt",
            "sts:AssumeRole",
            "ecr:Get",
            "s3:ListAllMyBuckets",
        ] {
            assert!(is_resource_controlled(action), "{action}");
        }
        for action in [
            "sns:Publish",
            "s3express:CreateSession",
            "kms:retiregrant",
            "sts:GetCallerIdentity",
            "",
        ] {
            assert!(!is_resource_controlled(action), "{action}");
        }
    }

    #[test]
    fn the_services_stand_in_order_and_once() {
        let names: Vec<&str> = SERVICES.split(' ').collect();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
