//! The domains that service principals end in.

/// By <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>, with those of the other
/// partitions.
const DOMAINS: [&str; 7] = [
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".amazonaws.eu",
    ".amazon.com",
    ".aws.internal",
    ".c2s.ic.gov",
    ".sc2s.sgov.gov",
];

/// What stands before the domain of a service principal; `None` where that is no domain of AWS's.
pub(crate) fn service_of(principal: &str) -> Option<&str> {
    let before = DOMAINS.iter().find_map(|domain| principal.strip_suffix(domain))?;
    (!before.is_empty()).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::service_of;

    #[test]
    fn a_service_stands_before_a_domain_of_aws() {
        for (principal, service) in [
            ("ec2.amazonaws.com", Some("ec2")),
            ("states.cn-north-1.amazonaws.com.cn", Some("states.cn-north-1")),
            ("apigateway.amazon.com", Some("apigateway")),
            ("ec2.amazonaws.con", None),
            ("ec2.amazonaws.com ", None),
            ("amazonaws.com", None),
            ("ec2", None),
        ] {
            assert_eq!(service_of(principal), service, "{principal}");
        }
    }
}
