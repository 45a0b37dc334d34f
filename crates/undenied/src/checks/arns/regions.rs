//! AWS Regions and partitions by their codes.

use crate::alike;

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>, with those of the isolated Regions and of
/// the European Sovereign Cloud.
const PARTITIONS: &str = "aws aws-cn aws-eusc aws-iso aws-iso-b aws-iso-e aws-iso-f aws-us-gov";

const DIRECTIONS: &str = "central east north northeast northwest south southeast southwest west";

/// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>; only to tell which was meant.
const REGIONS: &str = "\
    af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 \
    ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 \
    cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 \
    il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 \
    us-west-1 us-west-2";

/// How the codes of a partition's Regions begin; all others are in `aws`.
const OF_PARTITIONS: [(&str, &str); 7] = [
    ("cn-", "aws-cn"),
    ("eu-isoe-", "aws-iso-e"),
    ("eusc-", "aws-eusc"),
    ("us-gov-", "aws-us-gov"),
    ("us-iso-", "aws-iso"),
    ("us-isob-", "aws-iso-b"),
    ("us-isof-", "aws-iso-f"),
];

/// The partition that `region` is in.
pub(crate) fn partition_of(region: &str) -> &'static str {
    let mut known = OF_PARTITIONS.iter();
    known.find(|(start, _)| region.starts_with(start)).map_or("aws", |(_, partition)| partition)
}

pub(crate) fn is_partition(text: &str) -> bool {
    PARTITIONS.split(' ').any(|known| known == text)
}

/// Whether `text` may be a Region's code: `us-east-1`, `us-gov-west-1`, and those that are yet to come. Not a list,
/// which would call a new Region wrong.
pub(crate) fn is_region(text: &str) -> bool {
    let mut parts = text.rsplit('-');
    let (number, direction) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_number = matches!(number.as_bytes(), [b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9']);
    let is_direction = DIRECTIONS.split(' ').any(|known| known == direction);
    let places: Vec<&str> = parts.collect();
    let is_place = |place: &&str| {
        matches!(place.len(), 2..=4) && place.bytes().all(|it| it.is_ascii_lowercase())
    };
    is_number && is_direction && matches!(places.len(), 1 | 2) && places.iter().all(is_place)
}

/// The Region that was meant.
pub(crate) fn meant(text: &str) -> Option<&'static str> {
    let squeezed = |text: &str| text.replace(['-', '_', ' '], "").to_ascii_lowercase();
    // `us-east-1a` is an Availability Zone, `useast1` lacks its dashes.
    let zone = text.strip_suffix(|last: char| last.is_ascii_lowercase()).unwrap_or(text);
    let mut known = REGIONS.split(' ');
    let same = known.find(|region| squeezed(region) == squeezed(text) || *region == zone);
    same.or_else(|| alike::nearest(text, REGIONS.split(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_that_are_yet_to_come_are_regions() {
        assert!(REGIONS.split(' ').all(is_region));
        for region in
            ["us-isob-east-1", "eusc-de-east-1", "eu-isoe-west-1", "sa-west-1", "ap-southeast-9"]
        {
            assert!(is_region(region), "{region}");
        }
        for (text, right) in [
            ("us-esat-1", Some("us-east-1")),
            ("us-east-1a", Some("us-east-1")),
            ("useast1", Some("us-east-1")),
            ("US-EAST-1", Some("us-east-1")),
            ("ap-northeast", Some("ap-northeast-1")),
            ("tokyo", None),
            ("global", None),
            ("", None),
        ] {
            assert!(!is_region(text), "{text}");
            assert_eq!(meant(text), right, "{text}");
        }
    }

    #[test]
    fn a_region_is_in_one_partition() {
        for (region, partition) in [
            ("us-east-1", "aws"),
            ("ap-southeast-9", "aws"),
            ("cn-northwest-1", "aws-cn"),
            ("us-gov-east-1", "aws-us-gov"),
            ("us-isob-east-1", "aws-iso-b"),
            ("eusc-de-east-1", "aws-eusc"),
        ] {
            assert_eq!(partition_of(region), partition, "{region}");
        }
        assert!(OF_PARTITIONS.iter().all(|(_, partition)| is_partition(partition)));
    }

    #[test]
    fn partitions_are_in_order() {
        assert!(PARTITIONS.split(' ').collect::<Vec<_>>().windows(2).all(|pair| pair[0] < pair[1]));
        assert!(is_partition("aws-cn") && !is_partition("amazon") && !is_partition(""));
    }
}
