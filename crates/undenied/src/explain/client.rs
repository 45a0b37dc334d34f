//! Which program printed an error, told by its words. Not: what the error says.

use super::page::Page;

/// The program that the text comes from, as closely as its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Client {
    CloudTrail,
    TidbCloud,
    /// Backup & Restore of TiDB.
    TidbBr,
    TidbLightning,
    Snowflake,
    Databricks,
    ClickHouse,
    Athena,
    Redshift,
    Terraform,
    CloudFormation,
    S3cmd,
    Rclone,
    Hadoop,
    Php,
    Ruby,
    DotNet,
    JavaScript,
    Rust,
    Boto3,
    AwsCli,
    GoV2,
    GoV1,
    JavaV2,
    JavaV1,
    /// The response of the REST API.
    Xml,
    Json,
}

impl Client {
    /// Its name in the wire format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CloudTrail => "cloudtrail",
            Self::TidbCloud => "tidb-cloud",
            Self::TidbBr => "tidb-br",
            Self::TidbLightning => "tidb-lightning",
            Self::Snowflake => "snowflake",
            Self::Databricks => "databricks",
            Self::ClickHouse => "clickhouse",
            Self::Athena => "athena",
            Self::Redshift => "redshift",
            Self::Terraform => "terraform",
            Self::CloudFormation => "cloudformation",
            Self::S3cmd => "s3cmd",
            Self::Rclone => "rclone",
            Self::Hadoop => "hadoop-s3a",
            Self::Php => "php-sdk",
            Self::Ruby => "ruby-sdk",
            Self::DotNet => "dotnet-sdk",
            Self::JavaScript => "js-sdk",
            Self::Rust => "rust-sdk",
            Self::Boto3 => "boto3",
            Self::AwsCli => "aws-cli",
            Self::GoV2 => "go-sdk-v2",
            Self::GoV1 => "go-sdk-v1",
            Self::JavaV2 => "java-sdk-v2",
            Self::JavaV1 => "java-sdk-v1",
            Self::Xml => "xml",
            Self::Json => "json",
        }
    }
}

/// Words that only one program prints: those that build on others first.
const WORDS: [(Client, &[&str]); 26] = [
    (Client::TidbBr, &["[br:"]),
    (Client::TidbLightning, &["[lightning:"]),
    (
        Client::TidbCloud,
        &[
            "cannotassumetheprovidedrole",
            "tidbcloudaccountid",
            "tidbcloudアカウントid",
            "usingtheaccesskeyid'",
            "アクセスキーid'",
            "指定されたロール",
            "提供されたロール",
        ],
    ),
    (
        Client::Snowflake,
        &["errorassumingaws_role", "failureusingstagearea", "failedtoaccessremotefile"],
    ),
    (Client::Databricks, &["com.databricks.", "uc_iam_role_", "[unauthorized_access]", "dbfs:/"]),
    (Client::ClickHouse, &["db::exception", "(s3_error)"]),
    (Client::Athena, &["permissiondeniedons3path", "com.amazonaws.services.athena"]),
    (Client::Redshift, &["s3serviceexception:"]),
    (
        Client::Terraform,
        &[".tfline", "withaws_", "withdata.aws_", "withmodule.", "errorputtings3policy"],
    ),
    (
        Client::CloudFormation,
        &["resourcehandlerreturnedmessage", "handlererrorcode:", "create_failed", "update_failed"],
    ),
    (Client::S3cmd, &["error:s3error:"]),
    (Client::Rclone, &["failedtocopy:", "failedtolsd", "errorreadingsourcedirectory"]),
    (Client::Hadoop, &["s3a://", "org.apache.hadoop."]),
    (Client::Php, &["errorexecuting\"", "aws\\s3\\exception"]),
    (Client::Ruby, &["aws::s3::errors", "aws::errors"]),
    (Client::DotNet, &["amazon.s3.amazons3exception", "amazon.runtime."]),
    (
        Client::JavaScript,
        &[
            "$metadata",
            "$fault",
            "@smithy/",
            "@aws-sdk/",
            "node_modules/aws-sdk",
            "extendedrequestid:'",
        ],
    ),
    (Client::Rust, &["errormetadata{", "serviceerror("]),
    (Client::Boto3, &["botocore", "boto3", "clienterror:", "'responsemetadata':"]),
    (
        Client::AwsCli,
        &["anerroroccurred(", "aws:[error]:", "fatalerror:", "unabletolocatecredentials"],
    ),
    (Client::GoV2, &["operationerror", "apierror"]),
    (
        Client::JavaV2,
        &[
            "software.amazon.awssdk.",
            "(service:s3,statuscode:",
            "(service:kms,statuscode:",
            "(service:sts,statuscode:",
        ],
    ),
    (Client::JavaV1, &["com.amazonaws.", ";statuscode:403;errorcode:", ";errorcode:"]),
    (
        Client::GoV1,
        &[
            "statuscode:403,requestid:",
            "statuscode:400,requestid:",
            "statuscode:301,requestid:",
            "statuscode:404,requestid:",
        ],
    ),
    (Client::Xml, &["<code>", "<error>"]),
    (Client::Json, &["\"code\":", "\"__type\":", "\"errorcode\":", "\"message\":"]),
];

/// The program that printed the text.
pub(super) fn detect(page: &Page<'_>) -> Option<Client> {
    let is_there = |words: &[&str]| words.iter().any(|word| page.has(word));
    WORDS.iter().find(|(_, words)| is_there(words)).map(|(client, _)| *client)
}
