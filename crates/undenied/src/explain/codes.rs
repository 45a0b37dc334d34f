//! Error codes that are about access, or look as if they were, by
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>. Not: what to say of them.

use super::{Category, UnsetFact};

/// What is known of one code.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) name: &'static str,
    pub(super) status: u16,
    pub(super) category: Category,
    pub(super) fact: Option<UnsetFact>,
    /// Words of AWS's message that tell the code where it is not printed; squeezed.
    pub(super) words: &'static [&'static str],
}

const fn code(name: &'static str, status: u16, words: &'static [&'static str]) -> Code {
    Code { name, status, category: Category::NotAPolicy, fact: None, words }
}

const fn denied(name: &'static str, status: u16, words: &'static [&'static str]) -> Code {
    Code { name, status, category: Category::Denied, fact: None, words }
}

const fn unset(name: &'static str, fact: UnsetFact, words: &'static [&'static str]) -> Code {
    Code { name, status: 404, category: Category::NotSet, fact: Some(fact), words }
}

const fn saving(name: &'static str) -> Code {
    Code { name, status: 400, category: Category::PolicySave, fact: None, words: &[] }
}

/// Every known code; of two that begin alike, the longer first.
pub(super) static CODES: &[Code] = &[
    denied("AccessDeniedException", 400, &[]),
    denied(
        "AccessDenied",
        403,
        &[
            "accessdenied",
            "permissiondeniedons3path",
            "awserroraccess_denied",
            "notauthorizedtoperformsts:assumerolewithwebidentity",
            "eksdoesnothavepermissionstoassumetheassociatedrole",
            "errorassumingaws_role.pleaseverify",
        ],
    ),
    denied("UnauthorizedOperation", 403, &["youarenotauthorizedtoperformthisoperation"]),
    denied("UC_IAM_ROLE_NON_SELF_ASSUMING", 403, &[]),
    denied("UnauthorizedAccess", 403, &[]),
    denied("AuthorizationError", 403, &[]),
    denied("403 Forbidden", 403, &["403forbidden", "forbidden(403)", "error(403)", "(http403)"]),
    denied("Forbidden", 403, &[]),
    denied("403", 403, &[]),
    code("AccountProblem", 403, &[]),
    code("AllAccessDisabled", 403, &["allaccesstothisobjecthasbeendisabled"]),
    code("InvalidAccessKeyId", 403, &["accesskeyidyouprovideddoesnotexistinourrecords"]),
    code("InvalidClientTokenId", 403, &["thesecuritytokenincludedintherequestisinvalid"]),
    code("UnrecognizedClientException", 400, &[]),
    code("InvalidObjectState", 403, &["theoperationisnotvalidfortheobject'sstorageclass"]),
    code(
        "RequestTimeTooSkewed",
        403,
        &["differencebetweentherequesttimeandthecurrenttimeistoolarge"],
    ),
    code("SignatureDoesNotMatch", 403, &["therequestsignaturewecalculateddoesnotmatch"]),
    code("ExpiredTokenException", 400, &["securitytokenincludedintherequestisexpired"]),
    code("ExpiredToken", 400, &["theprovidedtokenhasexpired"]),
    code("RequestExpired", 400, &["requesthasexpired"]),
    code("InvalidToken", 400, &["theprovidedtokenismalformed"]),
    code("AuthorizationHeaderMalformed", 400, &["theauthorizationheaderismalformed"]),
    code("AccessControlListNotSupported", 400, &["thebucketdoesnotallowacls"]),
    code(
        "IllegalLocationConstraintException",
        400,
        &["locationconstraintisincompatiblefortheregionspecificendpoint"],
    ),
    code(
        "PermanentRedirect",
        301,
        &["mustbeaddressedusingthespecifiedendpoint", "s3bucketandregionarenotmatched"],
    ),
    code("301", 301, &["301movedpermanently"]),
    code("BucketRegionError", 301, &["incorrectregion,thebucketisnotin"]),
    code("LakeFormation", 400, &["insufficientlakeformationpermission"]),
    code("SessionDuration", 400, &["therequesteddurationsecondsexceeds"]),
    code("RegionDisabledException", 403, &["stsisnotactivatedinthisregion"]),
    unset("NoSuchBucketPolicy", UnsetFact::BucketPolicy, &["thebucketpolicydoesnotexist"]),
    unset("NoSuchAccessPointPolicy", UnsetFact::AccessPointPolicy, &[]),
    code("NoSuchBucket", 404, &["thespecifiedbucketdoesnotexist"]),
    code("NoSuchKey", 404, &["thespecifiedkeydoesnotexist"]),
    // Somebody looked for a role or policy; what was refused stands elsewhere.
    Code { category: Category::NotSet, ..code("NoSuchEntity", 404, &[]) },
    code("404", 404, &[]),
    code("KMS.DisabledException", 400, &["kms.disabledexception"]),
    code(
        "KMS.KMSInvalidStateException",
        400,
        &["kms.kmsinvalidstateexception", "ispendingdeletion"],
    ),
    code("KMS.NotFoundException", 400, &["kms.notfoundexception"]),
    code("DisabledException", 400, &[]),
    code("KMSInvalidStateException", 400, &[]),
    code("NotFoundException", 400, &[]),
    unset(
        "OwnershipControlsNotFoundError",
        UnsetFact::ObjectOwnership,
        &["thebucketownershipcontrolswerenotfound"],
    ),
    unset(
        "NoSuchPublicAccessBlockConfiguration",
        UnsetFact::PublicAccessBlock,
        &["thepublicaccessblockconfigurationwasnotfound"],
    ),
    unset(
        "ServerSideEncryptionConfigurationNotFoundError",
        UnsetFact::Encryption,
        &["theserversideencryptionconfigurationwasnotfound"],
    ),
    unset(
        "ObjectLockConfigurationNotFoundError",
        UnsetFact::ObjectLock,
        &["objectlockconfigurationdoesnotexistforthisbucket"],
    ),
    saving("MalformedPolicyDocumentException"),
    saving("MalformedPolicyDocument"),
    saving("MalformedPolicy"),
    saving("InvalidPolicyDocument"),
    code(
        "NoCredentials",
        0,
        &[
            "unabletolocatecredentials",
            "nocredentialprovidersinchain",
            "novalidcredentialproviders",
        ],
    ),
];

/// The code with that name.
pub(super) fn by_name(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

/// A name in lower case and without spaces, as text is searched.
pub(super) fn squeezed(name: &str) -> String {
    name.replace(' ', "").to_ascii_lowercase()
}
