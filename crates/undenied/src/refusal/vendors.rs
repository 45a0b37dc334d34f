//! The services that ARNs name: which ones AWS has had. Nothing is known of them without the catalogue.

#[cfg(feature = "catalog")]
use crate::{catalog::Catalog, checks::has_ended};

/// Services that are not in the catalogue and that AWS's own managed policies name, by
/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>.
#[cfg(feature = "catalog")]
const UNLISTED: [&str; 5] =
    ["builderid", "datazonecontrol", "mobilehub", "sagemaker-groundtruth-synthetic", "zocalo"];

/// Whether there cannot be ARNs of `service`. Names in other letters than small ones are not judged.
#[cfg(feature = "catalog")]
pub(super) fn is_none(service: &str) -> bool {
    let Some(catalog) = Catalog::aws() else { return false };
    let is_literal =
        service.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
    is_literal
        && !service.is_empty()
        && catalog.services_of_arns(service).next().is_none()
        && !UNLISTED.contains(&service)
        && !has_ended(service)
}

#[cfg(not(feature = "catalog"))]
pub(super) const fn is_none(_: &str) -> bool {
    false
}
