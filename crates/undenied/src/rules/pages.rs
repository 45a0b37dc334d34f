//! AWS's pages that rules link to, in both languages.

use crate::lang::Localized;

/// One page in each language.
pub(crate) type Page = Localized<&'static [&'static str]>;

pub(crate) const GRAMMAR: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_grammar.html"],
};

pub(crate) const EFFECT: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_effect.html",
    ],
};

pub(crate) const VERSION: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_version.html",
    ],
};

pub(crate) const RESOURCE: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    ],
};

pub(crate) const VARIABLES: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_variables.html",
    ],
};

pub(crate) const PRINCIPAL: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    ],
};

pub(crate) const CONDITION_KEYS: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    ],
};

pub(crate) const CONDITION: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    ],
};

pub(crate) const EVALUATION: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    ],
};

pub(crate) const EXTERNAL_ID: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
    ],
};

pub(crate) const POD_IDENTITY: Page = Localized {
    en: &["https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/eks/latest/userguide/pod-id-role.html"],
};

pub(crate) const TRUST: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
    ],
};

pub(crate) const S3_ACTIONS: Page = Localized {
    en: &["https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/service-authorization/latest/reference/list_amazons3.html",
    ],
};

pub(crate) const S3_KEYS: Page = Localized {
    en: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/amazon-s3-policy-keys.html"],
};

pub(crate) const S3_403: Page = Localized {
    en: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    ],
};

pub(crate) const CROSS_ACCOUNT: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html",
    ],
};

pub(crate) const POLICY_TYPES: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/access_policies.html"],
};

pub(crate) const KEY_POLICY: Page = Localized {
    en: &["https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/kms/latest/developerguide/key-policies.html"],
};

#[cfg(feature = "checks")]
pub(crate) const KMS_KEYS: Page = Localized {
    en: &["https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/kms/latest/developerguide/conditions-kms.html"],
};

#[cfg(feature = "checks")]
pub(crate) const SESSION_TAGS: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/id_session-tags.html"],
};

pub(crate) const KEY_ALIAS: Page = Localized {
    en: &["https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/kms/latest/developerguide/cmks-in-iam-policies.html"],
};

pub(crate) const SSE_KMS: Page = Localized {
    en: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/UsingKMSEncryption.html"],
};

pub(crate) const BLOCK_PUBLIC_ACCESS: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ],
};

pub(crate) const PUT_BUCKET_POLICY: Page = Localized {
    en: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/add-bucket-policy.html"],
};

pub(crate) const ACCESS_POINTS: Page = Localized {
    en: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/access-points-policies.html",
    ],
};

pub(crate) const CLOUDFRONT: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    ],
};

pub(crate) const MULTIPART: Page = Localized {
    en: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/mpuoverview.html"],
};

#[cfg(feature = "catalog")]
pub(crate) const ACTION: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_action.html",
    ],
};

#[cfg(feature = "catalog")]
pub(crate) const SERVICES: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    ],
};

#[cfg(feature = "catalog")]
pub(crate) const ARNS: Page = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference-arns.html"],
};

#[cfg(feature = "catalog")]
pub(crate) const REGIONS: Page = Localized {
    en: &["https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/global-infrastructure/latest/regions/aws-regions.html",
    ],
};

#[cfg(feature = "checks")]
pub(crate) const SEVERAL_VALUES: Page = Localized {
    en: &[
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
    ],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
    ],
};
