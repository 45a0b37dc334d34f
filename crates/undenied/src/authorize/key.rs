//! The call to AWS KMS that S3 makes for the caller of an encrypted object, by
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>.

use undenied_json::{cut_last, has};

use super::barrier::{Barrier, Passage};
use crate::{
    ContextValue, Encryption, Facts, KeyFacts, KeyGrant, KeyManager,
    eval::{Call, CallerKind, Context, Grant, Lookup, Match, Naming, all, any},
    glob::Glob,
    policy::{Arn, Kind},
};

const READS: [&str; 2] = ["s3:GetObject", "s3:GetObjectVersion"];
const WRITES: [&str; 1] = ["s3:PutObject"];

/// What the key has to say.
pub(crate) struct KeyUse {
    /// What the key's own state says.
    pub(crate) passages: Vec<Passage>,
    /// The call to decide by the policies.
    pub(crate) call: Option<Call>,
    /// The key's policy is AWS's own.
    pub(crate) is_aws_managed: bool,
}

/// `None` where no KMS key is involved.
pub(crate) fn key_use(call: &Call, facts: &Facts) -> Option<KeyUse> {
    let is = |actions: &[&str]| actions.iter().any(|it| call.action.eq_ignore_ascii_case(it));
    let (encryption, action) = if is(&READS) {
        let own = facts.object.encryption.as_ref();
        (own.or(facts.bucket.encryption.as_ref())?.clone(), "kms:Decrypt")
    } else if is(&WRITES) {
        (of_upload(call, facts)?, "kms:GenerateDataKey")
    } else {
        return None;
    };
    of_key(call, facts, &encryption, action)
}

/// The same for putting the parts of an upload together.
pub(crate) fn key_use_of_parts(call: &Call, facts: &Facts) -> Option<KeyUse> {
    of_key(call, facts, &of_upload(call, facts)?, "kms:Decrypt")
}

fn of_key(call: &Call, facts: &Facts, encryption: &Encryption, action: &str) -> Option<KeyUse> {
    if !encryption.takes_key() {
        return None;
    }
    if call.caller.kind == CallerKind::Anonymous {
        // KMS decrypts for nobody unknown.
        let passages = vec![Passage::shut(Barrier::KmsKey)];
        return Some(KeyUse { passages, call: None, is_aws_managed: false });
    }
    let key = key_facts(encryption, facts);
    let is_aws_managed = key.manager == Some(KeyManager::Aws);
    let mut passages = Vec::new();
    passages.extend(state(&key));
    if facts.are_keys_unknown {
        passages.push(Passage::unknown(Barrier::KmsKey, "keys"));
    }
    let owner = key.account.clone().or_else(|| account_in(&key.arn));
    let owner = owner.or_else(|| facts.bucket.account.clone().filter(|_| is_aws_managed));
    let key_call = key_call(call, action, &key, owner.as_deref(), encryption, facts);
    if is_aws_managed {
        passages.push(match key_call.same_account {
            Match::No => Passage::shut(Barrier::KmsKey),
            Match::Yes => Passage::open(Barrier::KmsKey),
            Match::Unknown => Passage::unknown(Barrier::KmsKey, "keys.account"),
        });
    }
    Some(KeyUse { passages, call: Some(key_call), is_aws_managed })
}

/// The headers of an upload, else the bucket's default.
fn of_upload(call: &Call, facts: &Facts) -> Option<Encryption> {
    let header = |key: &str| match call.context.lookup(key) {
        Lookup::Present(ContextValue::Single(value)) => Some(value.clone()),
        _ => None,
    };
    let Some(algorithm) = header("s3:x-amz-server-side-encryption") else {
        return facts.bucket.encryption.clone();
    };
    let key_arn = header("s3:x-amz-server-side-encryption-aws-kms-key-id");
    Some(Encryption { algorithm, key_arn, bucket_key_enabled: None })
}

fn key_facts(encryption: &Encryption, facts: &Facts) -> KeyFacts {
    let arn = encryption.key_arn.clone().unwrap_or_default();
    let told = facts.keys.iter().find(|key| key.arn == arn && !arn.is_empty());
    let is_default = arn.is_empty() || arn.ends_with("alias/aws/s3");
    let mut key = told.cloned().unwrap_or_else(|| KeyFacts { arn, ..KeyFacts::default() });
    if is_default && key.manager.is_none() {
        key.manager = Some(KeyManager::Aws);
    }
    key
}

/// See <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>.
fn state(key: &KeyFacts) -> Option<Passage> {
    let state = key.state.as_deref()?;
    let barrier = Barrier::KmsKey;
    Some(match state {
        "unknown" => Passage::unknown(barrier, "keys.state"),
        // A key may be used while its details are updated.
        "Enabled" | "Updating" => Passage::open(barrier),
        _ => Passage::shut(barrier),
    })
}

fn account_in(arn: &str) -> Option<String> {
    let arn = Arn::parse(arn)?;
    (!arn.account().is_empty()).then(|| arn.account().to_owned())
}

fn key_call(
    call: &Call,
    action: &str,
    key: &KeyFacts,
    owner: Option<&str>,
    encryption: &Encryption,
    facts: &Facts,
) -> Call {
    let mut context = call.context.clone();
    let bucket_key = encryption.bucket_key_enabled.unwrap_or(false);
    let object = call.resource.as_str();
    let bucket = object.split('/').next().unwrap_or_default();
    let encrypted = if bucket_key { bucket } else { object };
    context.set_text("kms:EncryptionContext:aws:s3:arn", encrypted);
    context.set("kms:EncryptionContextKeys", ContextValue::List(vec!["aws:s3:arn".to_owned()]));
    context.set_text("aws:ViaAWSService", "true");
    if let Some(account) = &call.caller.account {
        context.set_text("kms:CallerAccount", account);
    }
    let of_key = Arn::parse(&key.arn).map(|arn| arn.region().to_owned());
    let region = facts.bucket.region.clone().or(of_key.filter(|region| !region.is_empty()));
    match region {
        Some(region) => context.set_text("kms:ViaService", &via_service(&region)),
        None => context.set_unknown("kms:ViaService"),
    }
    match owner {
        Some(owner) => context.set_text("aws:ResourceAccount", owner),
        None => context.set_unknown("aws:ResourceAccount"),
    }
    let mut grants: Vec<Grant> =
        key.grants.iter().map(|grant| granted(grant, action, call, &context)).collect();
    if key.manager == Some(KeyManager::Aws) {
        let (naming, matched) = (Naming::Direct, Match::Yes);
        grants.push(Grant { kind: Kind::Key, naming, matched, missing: None });
    }
    Call {
        caller: call.caller.clone(),
        action: action.to_owned(),
        resource: resource(&key.arn),
        context,
        same_account: call.caller.owns(owner),
        caller_policies: call.caller_policies,
        grants,
        from_management_account: call.from_management_account,
        to_management_account: call.to_management_account,
    }
}

/// Policies are asked about the key itself: behind an alias it is some key of the account. See
/// <https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html>.
fn resource(arn: &str) -> String {
    match cut_last(arn, ":alias/") {
        Some((account, _)) => format!("{account}:key/*"),
        None if arn.is_empty() => "*".to_owned(),
        None if arn.starts_with("alias/") => "arn:aws:kms:*:*:key/*".to_owned(),
        None if arn.starts_with("arn:") => arn.to_owned(),
        // Told by its id.
        None => format!("arn:aws:kms:*:*:key/{arn}"),
    }
}

fn via_service(region: &str) -> String {
    let suffix = if region.starts_with("cn-") { ".cn" } else { "" };
    format!("s3.{region}.amazonaws.com{suffix}")
}

/// See <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>.
fn granted(grant: &KeyGrant, action: &str, call: &Call, context: &Context) -> Grant {
    let holds = |key: String, wanted: &str| {
        let matched = match context.lookup(&key) {
            Lookup::Present(own) => any(own.texts().iter().map(|own| match own == wanted {
                // A whole folder with it.
                false if own.ends_with("/*") && Glob::new(own).matches(wanted) => Match::Unknown,
                is_it => is_it.into(),
            })),
            Lookup::Absent => Match::No,
            Lookup::Unknown => Match::Unknown,
        };
        (matched, key)
    };
    let operation = action.split(':').nth(1).unwrap_or_default();
    let is_listed = grant.operations.iter().any(|own| own.eq_ignore_ascii_case(operation));
    let named = crate::eval::is_named(&grant.grantee, call);
    let mut asked = vec![(named.and(is_listed.into()), "aws:PrincipalArn".to_owned())];
    let has_context = carries_context(operation);
    let (subset, equal) = (&grant.context_subset, &grant.context_equals);
    for (name, value) in subset.iter().chain(equal).filter(|_| has_context) {
        asked.push(holds(format!("kms:EncryptionContext:{name}"), value));
    }
    if let Some(source) = &grant.source_arn {
        asked.push(holds("aws:SourceArn".to_owned(), source));
    }
    if has_context && !equal.is_empty() {
        // With `EncryptionContextEquals` the call may have no other pair.
        let names = "kms:EncryptionContextKeys";
        let is_exact = match context.lookup(names) {
            Lookup::Present(names) => (names.texts().len() == equal.len()).into(),
            Lookup::Absent => Match::Yes,
            Lookup::Unknown => Match::Unknown,
        };
        asked.push((is_exact, names.to_owned()));
    }
    let matched = all(asked.iter().map(|(matched, _)| *matched));
    let unknown = asked.into_iter().find(|(own, _)| *own == matched && matched == Match::Unknown);
    let missing = unknown.map(|(_, key)| key);
    Grant { kind: Kind::Key, naming: Naming::Direct, matched, missing }
}

/// Whether calls of `operation` have an encryption context: what a grant asks of it does not concern
/// the others, as `DescribeKey`. See
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html>.
fn carries_context(operation: &str) -> bool {
    let operation = operation.to_ascii_lowercase();
    ["decrypt", "encrypt", "generatedatakey", "reencrypt"]
        .iter()
        .any(|known| operation.starts_with(known))
}

/// Whether the caller names a key that AWS manages.
pub(super) fn is_aws_s_own(call: &Call, facts: &Facts) -> bool {
    let is_it = |key: &KeyFacts| key.arn == call.resource && key.manager == Some(KeyManager::Aws);
    has(&call.resource, ":alias/aws/") || facts.keys.iter().any(is_it)
}

/// For a key that the caller names itself: `kms:Decrypt` and the like asked for directly.
pub(super) fn of_direct_call(call: &mut Call, facts: &Facts) -> Vec<Passage> {
    let Some(key) = facts.keys.iter().find(|key| key.arn == call.resource) else {
        return Vec::new();
    };
    let grants = key.grants.iter();
    let grants: Vec<Grant> =
        grants.map(|grant| granted(grant, &call.action, call, &call.context)).collect();
    call.grants.extend(grants);
    // Grants can be created while the key store is disconnected.
    let is_spared = key.state.as_deref() == Some("Unavailable")
        && call.action.eq_ignore_ascii_case("kms:CreateGrant");
    state(key).filter(|_| !is_spared && uses_key_material(&call.action)).into_iter().collect()
}

/// Whether a key that is not enabled refuses it; looking at the key and changing it go on. See
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html#key-state-table>.
fn uses_key_material(action: &str) -> bool {
    const USES: [&str; 9] = [
        "decrypt",
        "derive",
        "encrypt",
        "generate",
        "getpublickey",
        "reencrypt",
        "sign",
        "verify",
        "creategrant",
    ];
    let name = action.split(':').nth(1).unwrap_or_default().to_ascii_lowercase();
    USES.iter().any(|known| name.starts_with(known))
}

impl Context {
    fn set_text(&mut self, key: &str, value: &str) {
        self.set(key, ContextValue::Single(value.to_owned()));
    }
}
