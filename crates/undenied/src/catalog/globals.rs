//! The global condition keys with what they hold, by "Data type" and "Value type" of each key on
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>. Those that the page does
//! not settle are left out: nothing is said of how they are compared.

use super::KeyType;

const TEXTS: &str = "\
    CalledViaFirst CalledViaLast FederatedProvider PrincipalAccount PrincipalOrgID PrincipalServiceName PrincipalType \
    referer RequestedRegion ResourceAccount ResourceOrgID SourceAccount SourceIdentity SourceOrgID SourceVpc SourceVpce \
    UserAgent userid username VpceAccount VpceOrgID";
const LISTS_OF_TEXTS: &str = "\
    CalledVia PrincipalOrgPaths PrincipalServiceNamesList ResourceOrgPaths SourceOrgPaths TagKeys VpceOrgPaths";
const ARNS: &str = "PrincipalArn SourceArn SourceVpcArn";
const BOOLS: &str = "IsMcpServiceAction MultiFactorAuthPresent PrincipalIsAWSService SecureTransport ViaAWSMCPService ViaAWSService";
const DATES: &str = "CurrentTime TokenIssueTime";
const NUMBERS: &str = "MultiFactorAuthAge";
const ADDRESSES: &str = "SourceIp VpcSourceIp";

/// What the key `aws:name` holds, and whether it holds several.
pub(crate) fn global(name: &str) -> Option<(KeyType, bool)> {
    let tables = [
        (TEXTS, KeyType::Text, false),
        (LISTS_OF_TEXTS, KeyType::Text, true),
        (ARNS, KeyType::Arn, false),
        (BOOLS, KeyType::Bool, false),
        (DATES, KeyType::Date, false),
        (NUMBERS, KeyType::Number, false),
        (ADDRESSES, KeyType::Address, false),
    ];
    let of = |names: &str| names.split(' ').any(|known| known.eq_ignore_ascii_case(name));
    tables.into_iter().find(|(names, ..)| of(names)).map(|(_, of, several)| (of, several))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Catalog, keys};

    #[test]
    fn every_one_is_a_global_key() {
        for names in [TEXTS, LISTS_OF_TEXTS, ARNS, BOOLS, DATES, NUMBERS, ADDRESSES] {
            for name in names.split(' ') {
                assert!(keys::names("aws").unwrap().any(|known| known == name), "{name}");
            }
        }
    }

    #[test]
    fn the_catalogue_says_the_same_of_those_that_services_list() {
        let catalog = Catalog::aws().unwrap();
        for service in catalog.prefixes().filter_map(|prefix| catalog.service(prefix)) {
            for key in service.keys() {
                let name = key.name();
                let Some(own) = name.strip_prefix("aws:") else { continue };
                let Some(known) = global(own) else { continue };
                if (key.of, key.is_multivalued) != known {
                    assert_eq!(name, "", "{}", service.prefix);
                }
            }
        }
    }
}
