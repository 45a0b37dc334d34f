//! What a vendor prints of how it assumes the role: `DESC INTEGRATION` of Snowflake. Not: AWS's own outputs.

/// The names that the vendor's output has, and what they are here.
/// <https://docs.snowflake.com/en/user-guide/data-load-s3-config-storage-integration>
const NAMES: [(&str, &str); 2] = [
    ("STORAGE_AWS_EXTERNAL_ID", "trust.externalId"),
    ("STORAGE_AWS_IAM_USER_ARN", "trust.principal"),
];

/// Each fact in `text` with where its value stands.
pub(super) fn read(text: &str) -> Vec<(&'static str, &str, usize)> {
    NAMES
        .iter()
        .filter_map(|(name, key)| value(text, name).map(|(at, it)| (*key, it, at)))
        .collect()
}

/// What stands behind `name` and the signs of a table, where it is a value.
fn value<'t>(text: &'t str, name: &str) -> Option<(usize, &'t str)> {
    text.match_indices(name).find_map(|(at, _)| {
        let line = text.get(at + name.len()..)?.lines().next()?;
        // A table has the type of the value before it.
        let cells = line.split(|char: char| char.is_whitespace() || "|,;\"'`".contains(char));
        let mut cells =
            cells.filter(|cell| !cell.is_empty() && !matches!(*cell, "String" | "=" | ":" | "=>"));
        let cell = cells.next()?.trim_start_matches(['=', ':']);
        let start = text.len() - text.get(at..)?.len() + name.len() + line.find(cell)?;
        let is_value = cell.contains('=') || cell.starts_with("arn:");
        is_value.then_some((start, cell))
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_description_tells_who_and_with_what() {
        for line in [
            "STORAGE_AWS_EXTERNAL_ID | String | ACME_SFCRole=2_a1b2= | |",
            "STORAGE_AWS_EXTERNAL_ID = 'ACME_SFCRole=2_a1b2='",
            "| STORAGE_AWS_EXTERNAL_ID   | String  | ACME_SFCRole=2_a1b2=  |",
            "STORAGE_AWS_EXTERNAL_ID: ACME_SFCRole=2_a1b2=",
        ] {
            let found = read(line);
            assert_eq!(found.len(), 1, "{line}");
            assert_eq!((found[0].0, found[0].1), ("trust.externalId", "ACME_SFCRole=2_a1b2="));
            assert_eq!(line.find("ACME_"), Some(found[0].2), "{line}");
        }
        assert_eq!(read("Put STORAGE_AWS_EXTERNAL_ID into the trust policy"), []);
        assert_eq!(read("STORAGE_AWS_EXTERNAL_ID | String | |"), []);
    }
}
