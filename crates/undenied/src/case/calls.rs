//! Which calls the case is about, what is known of each, and what is still needed to decide it.

use super::{Case, assume, own, purpose, supposed};
use crate::{
    Facts, Input,
    authorize::{self, FOR_S3, KeyUse, Passage},
    eval::{Call, Caller, CallerKind, CallerPolicies, Context, Match},
    policy::Kind,
    profile::{Auth, Level, Need, Profile, SentPrefix},
    target::Target,
};

/// A call to decide.
#[derive(Debug)]
pub(crate) struct Planned<'a> {
    pub(super) call: Call,
    pub(super) need: Option<&'a Need>,
    pub(super) level: Level,
    /// The kinds of policies that have a say in it.
    pub(super) kinds: &'static [Kind],
    /// What the key itself says to a call to AWS KMS.
    pub(super) passages: Vec<Passage>,
    /// The user's own request, or made for it.
    pub(super) is_own: bool,
    /// Made for a profile: an absent document is unknown, not absent in AWS.
    pub(super) is_for_profile: bool,
    /// The call through an access point that this one stands behind.
    pub(super) through: Option<Call>,
    /// Made only if the data is encrypted with a key that nobody said it is.
    pub(super) is_supposed: bool,
}

/// Parts of an upload; AWS KMS has to decrypt to put them together:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions>.
const OF_PARTS: [&str; 2] = ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

/// The user's own request first, then the profile's calls.
pub(super) fn plan<'a>(case: &Case<'a>) -> Vec<Planned<'a>> {
    let mut planned = Vec::new();
    planned.extend(own::requests(case));
    let of_own = planned.first().map(|own| further_calls(case.input, own, false));
    planned.extend(of_own.into_iter().flatten());
    planned.extend(purpose::requests(case));
    of_profile(case, &mut planned);
    planned.extend(supposed::plan(case, &planned));
    planned
}

fn of_profile<'a>(case: &Case<'a>, planned: &mut Vec<Planned<'a>>) {
    let Some(profile) = case.profile else { return };
    if let Some(trust) = &profile.trust {
        planned.extend(assume::plan(case, trust));
    }
    let Some(target) = &case.target else { return };
    let in_parts = uploads_in_parts(profile);
    for need in &profile.needs {
        for form in forms(profile, need, target) {
            let needed = needed(case.input, profile, target, need, form);
            let of_need = further_calls(case.input, &needed, in_parts);
            planned.push(needed);
            for call in of_need {
                if !planned_already(planned, &call) {
                    planned.push(call);
                }
            }
        }
    }
}

fn uploads_in_parts(profile: &Profile) -> bool {
    profile.kms.iter().any(|operation| operation == "Decrypt")
        || profile
            .needs
            .iter()
            .any(|need| need.level == Level::Required && OF_PARTS.contains(&need.action.as_str()))
}

/// What a listing sends as `s3:prefix`, each form once; one call without a word on it for the rest.
fn forms(profile: &Profile, need: &Need, target: &Target) -> Vec<Option<SentPrefix>> {
    let mut forms = Vec::new();
    if need.action == "s3:ListBucket" {
        for form in profile.sends_prefix.iter().copied() {
            // Of the whole bucket, a folder has no slash to leave out.
            let is_same = form == SentPrefix::Folder && !target.prefix.ends_with('/');
            let form = if is_same { SentPrefix::FolderWithSlash } else { form };
            if !forms.contains(&Some(form)) {
                forms.push(Some(form));
            }
        }
    }
    if forms.is_empty() {
        forms.push(None);
    }
    forms
}

/// What it takes beside to serve `served`.
fn further_calls(input: &Input, served: &Planned<'_>, in_parts: bool) -> Vec<Planned<'static>> {
    let Some(settings) = input.settings else { return Vec::new() };
    (settings.further_calls)(input, served, in_parts)
}

/// The bucket's view of a call through an access point, then what S3 asks of AWS KMS.
pub(crate) fn calls_beside(
    input: &Input,
    served: &Planned<'_>,
    in_parts: bool,
) -> Vec<Planned<'static>> {
    let behind = authorize::behind_access_point(&served.call, &input.facts);
    let Planned { is_own, is_for_profile, level, .. } = *served;
    let behind = behind.map(|call| Planned {
        call,
        need: None,
        level,
        kinds: authorize::FOR_BUCKET,
        passages: Vec::new(),
        is_own,
        is_for_profile,
        through: Some(served.call.clone()),
        is_supposed: false,
    });
    let mut calls: Vec<Planned<'static>> = behind.into_iter().collect();
    let of_key = calls_of_key(input, served);
    let is_upload = of_key.iter().any(|own| own.call.action == "kms:GenerateDataKey");
    calls.extend(of_key);
    if in_parts && is_upload {
        let of_parts = authorize::key_use_of_parts(&served.call, &input.facts);
        calls.extend(of_parts.map(|key_use| of_key_use(served, key_use)));
    }
    calls
}

/// Reading an object and reading its versions ask the same of the key.
fn planned_already(planned: &[Planned<'_>], key_call: &Planned<'_>) -> bool {
    let mut others = planned.iter().filter(|other| other.is_own == key_call.is_own);
    others.any(|other| {
        let (other, own) = (&other.call, &key_call.call);
        other.action == own.action && other.resource == own.resource
    })
}

/// What S3 asks of AWS KMS to serve `served`. A folder may hold objects under a key of their own,
/// as copied ones do, beside objects under the bucket's default key.
fn calls_of_key(input: &Input, served: &Planned<'_>) -> Vec<Planned<'static>> {
    let mut planned: Vec<Planned<'static>> =
        call_of_key(&input.facts, served).into_iter().collect();
    let has_own_key = input.facts.object.encryption.is_some();
    if has_own_key && served.is_for_profile && served.call.resource.ends_with('*') {
        let mut facts = input.facts.clone();
        facts.object.encryption = None;
        let default = call_of_key(&facts, served);
        planned.extend(
            default
                .filter(|call| planned.iter().all(|own| own.call.resource != call.call.resource)),
        );
    }
    planned
}

fn call_of_key(facts: &Facts, served: &Planned<'_>) -> Option<Planned<'static>> {
    Some(of_key_use(served, authorize::key_use(&served.call, facts)?))
}

fn of_key_use(served: &Planned<'_>, key_use: KeyUse) -> Planned<'static> {
    let KeyUse { passages, call, is_aws_managed } = key_use;
    let kinds = if is_aws_managed { authorize::FOR_AWS_KEY } else { authorize::FOR_KEY };
    let Planned { is_own, is_for_profile, level, .. } = *served;
    // Nobody unknown gets as far as the key; the call stands for the refusal.
    let call =
        call.unwrap_or_else(|| Call { action: "kms:Decrypt".to_owned(), ..served.call.clone() });
    Planned {
        call,
        need: None,
        level,
        kinds,
        passages,
        is_own,
        is_for_profile,
        through: None,
        is_supposed: false,
    }
}

/// A call to S3 that the profile needs, made as the role or user.
fn needed<'a>(
    input: &Input,
    profile: &Profile,
    target: &Target,
    need: &'a Need,
    form: Option<SentPrefix>,
) -> Planned<'a> {
    let mut caller =
        Caller::parse(input.request.principal.as_deref(), input.request.session.as_deref());
    if caller.kind == CallerKind::Unknown {
        caller.kind = match profile.auth {
            Auth::Any => CallerKind::Unknown,
            Auth::User => CallerKind::User,
            Auth::Role | Auth::Oidc | Auth::Service => CallerKind::Role,
        };
    }
    let account = input.facts.bucket.account.as_deref();
    // Without a word on the bucket's owner it is taken to be the caller's account.
    let own = caller.account.as_deref().filter(|_| !profile.cross_account);
    let owner = account.or(own);
    let mut context = Context::new(false);
    for (key, value) in &input.request.context {
        context.supply(key, value.clone());
    }
    ordinary_call(&mut context, input, profile);
    if let Some(region) = &input.facts.bucket.region
        && need.action != "s3:GetBucketLocation"
    {
        // S3 serves a bucket in its own region, which is asked for at the endpoint of any:
        // <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html>.
        context.supply_text("aws:RequestedRegion", region);
    }
    if need.action == "s3:ListBucket" {
        list(&mut context, target, form);
    } else if !need.action.starts_with("s3:ListBucket") {
        // Only listings have it:
        // <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>.
        context.supply_absent("s3:prefix");
    }
    context.derive(&caller, owner);
    let same_account = match caller.owns(account) {
        Match::Unknown => (!profile.cross_account).into(),
        told => told,
    };
    let call = Call {
        caller,
        action: need.action.to_owned(),
        resource: target.arn(need.on),
        context,
        same_account,
        caller_policies: CallerPolicies::Given,
        grants: Vec::new(),
        from_management_account: false,
        to_management_account: false,
    };
    Planned { need: Some(need), level: need.level, ..Planned::for_profile(call, FOR_S3) }
}

fn list(context: &mut Context, target: &Target, form: Option<SentPrefix>) {
    let prefix = target.prefix.as_str();
    match form {
        Some(SentPrefix::Nothing) => context.supply_absent("s3:prefix"),
        Some(SentPrefix::Folder) => {
            context.supply_text("s3:prefix", prefix.strip_suffix('/').unwrap_or(prefix));
        }
        Some(SentPrefix::FolderWithSlash) => context.supply_text("s3:prefix", prefix),
        None if target.prefix_is_told || !prefix.is_empty() => {
            context.supply_text("s3:prefix", prefix);
        }
        None => {}
    }
}

impl<'a> Planned<'a> {
    /// A call that the profile makes, whatever it needs it for.
    pub(super) const fn for_profile(call: Call, kinds: &'static [Kind]) -> Self {
        Self {
            call,
            need: None,
            level: Level::Required,
            kinds,
            passages: Vec::new(),
            is_own: false,
            is_for_profile: true,
            through: None,
            is_supposed: false,
        }
    }

    pub(super) fn is_required(&self) -> bool {
        self.level == Level::Required
    }
}

/// What every SDK does: HTTPS, a signature in the header, no access point, no browser session.
fn ordinary_call(context: &mut Context, input: &Input, profile: &Profile) {
    context.supply_text("aws:SecureTransport", "true");
    // AWS accepts nothing older since 2024.
    context.supply_text("s3:TlsVersion", "1.2");
    context.supply_text("s3:authType", "REST-HEADER");
    context.supply_text("s3:signatureversion", "AWS4-HMAC-SHA256");
    context.supply_text("aws:ViaAWSService", "false");
    for key in
        ["s3:signatureAge", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "aws:CalledVia"]
    {
        context.supply_absent(key);
    }
    authorize::encrypting(context, &input.facts);
    let is_vendor = profile.calls_from_outside();
    if is_vendor || profile.trust.is_some() {
        context.supply_text("aws:MultiFactorAuthPresent", "false");
        // A new session: `AWSRevokeOlderSessions` denies those that began before it was attached.
        let now = input.facts.now.as_deref().unwrap_or("9999-12-31T23:59:59Z");
        context.supply_text("aws:TokenIssueTime", now);
    }
    match &input.facts.call.vpc_endpoint {
        Some(Some(endpoint)) => context.supply_text("aws:SourceVpce", endpoint),
        Some(None) => context.outside_endpoints(),
        // A vendor's network is behind none of the customer's endpoints.
        None if is_vendor => context.outside_endpoints(),
        None => {}
    }
}
