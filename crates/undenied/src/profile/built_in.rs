//! The list of profiles that are compiled in, in the order of a picker: TiDB Cloud, then vendors from
//! A to Z, then anybody's. Not: what is in them.

/// Id and text of every built-in profile.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.into_iter()
}

const BUILT_IN: [(&str, &str); 35] = [
    (
        "tidb-cloud-dedicated-import",
        include_str!("../../profiles/tidb-cloud-dedicated-import.json"),
    ),
    (
        "tidb-cloud-dedicated-import-access-key",
        include_str!("../../profiles/tidb-cloud-dedicated-import-access-key.json"),
    ),
    ("tidb-cloud-starter-import", include_str!("../../profiles/tidb-cloud-starter-import.json")),
    (
        "tidb-cloud-starter-import-access-key",
        include_str!("../../profiles/tidb-cloud-starter-import-access-key.json"),
    ),
    ("tidb-cloud-starter-export", include_str!("../../profiles/tidb-cloud-starter-export.json")),
    (
        "tidb-cloud-starter-export-access-key",
        include_str!("../../profiles/tidb-cloud-starter-export-access-key.json"),
    ),
    ("tidb-cloud-premium-import", include_str!("../../profiles/tidb-cloud-premium-import.json")),
    ("tidb-cloud-premium-export", include_str!("../../profiles/tidb-cloud-premium-export.json")),
    (
        "tidb-cloud-dedicated-audit-logs",
        include_str!("../../profiles/tidb-cloud-dedicated-audit-logs.json"),
    ),
    (
        "tidb-cloud-essential-audit-logs",
        include_str!("../../profiles/tidb-cloud-essential-audit-logs.json"),
    ),
    ("tidb-cloud-migration", include_str!("../../profiles/tidb-cloud-migration.json")),
    ("airbyte-cloud", include_str!("../../profiles/airbyte-cloud.json")),
    ("aiven-s3-sink", include_str!("../../profiles/aiven-s3-sink.json")),
    ("aurora-mysql-load", include_str!("../../profiles/aurora-mysql-load.json")),
    ("aurora-mysql-outfile", include_str!("../../profiles/aurora-mysql-outfile.json")),
    ("redshift-copy", include_str!("../../profiles/redshift-copy.json")),
    ("bitmovin-input", include_str!("../../profiles/bitmovin-input.json")),
    ("bitmovin-output", include_str!("../../profiles/bitmovin-output.json")),
    ("clickhouse-cloud", include_str!("../../profiles/clickhouse-cloud.json")),
    ("databricks-unity-catalog", include_str!("../../profiles/databricks-unity-catalog.json")),
    ("datadog-log-archive", include_str!("../../profiles/datadog-log-archive.json")),
    ("fivetran-s3", include_str!("../../profiles/fivetran-s3.json")),
    ("github-actions", include_str!("../../profiles/github-actions.json")),
    ("bigquery-omni", include_str!("../../profiles/bigquery-omni.json")),
    ("gcp-storage-transfer", include_str!("../../profiles/gcp-storage-transfer.json")),
    ("redpanda-s3-sink", include_str!("../../profiles/redpanda-s3-sink.json")),
    ("roboflow", include_str!("../../profiles/roboflow.json")),
    (
        "snowflake-storage-integration",
        include_str!("../../profiles/snowflake-storage-integration.json"),
    ),
    ("starburst-galaxy", include_str!("../../profiles/starburst-galaxy.json")),
    ("br-backup", include_str!("../../profiles/br-backup.json")),
    ("br-restore", include_str!("../../profiles/br-restore.json")),
    ("tinybird", include_str!("../../profiles/tinybird.json")),
    ("generic-s3-read", include_str!("../../profiles/generic-s3-read.json")),
    ("generic-s3-write", include_str!("../../profiles/generic-s3-write.json")),
    ("generic-cross-account", include_str!("../../profiles/generic-cross-account.json")),
];
