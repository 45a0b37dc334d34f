//! From a profile's JSON to a [`Profile`]. Reads on past every slip; only a text that needs nothing
//! of S3 is no profile. Not: what the calls look like.

use undenied_json::{Node, Span, parse};

use super::{
    Auth, ExternalIdNeed, ExternalIdUse, Level, Need, NeedOn, PrincipalKind, Profile, Samples,
    SentPrefix, Slip, TrustNeed, Usage,
    field::{Fields, Reader},
};
use crate::{
    catalog::{S3Resource, s3_resource},
    lang::Words,
    report::Severity,
};

pub(super) const FIELDS: &[&str] = &[
    "$schema",
    "id",
    "name",
    "vendor",
    "product",
    "use",
    "auth",
    "caller",
    "bucketActions",
    "objectActions",
    "kms",
    "sendsPrefix",
    "crossAccount",
    "trust",
    "samples",
    "traps",
    "links",
    "errors",
];
const TRUST: &[&str] = &["principal", "selfAssuming", "externalId", "action", "conditionKeys"];
const SAMPLES: &[&str] = &["accounts", "externalIds", "buckets", "keys", "placeholders"];

/// The profile that `text` describes, if it is one, and every slip in it.
#[must_use]
pub fn read(text: &str) -> (Option<Profile>, Vec<Slip>) {
    let parsed = parse(text);
    let mut reader = Reader::default();
    for error in &parsed.errors {
        let words = Words {
            en: "This is not valid JSON here; correct it.".to_owned(),
            ja: "JSON として正しくありません。修正してください。".to_owned(),
        };
        reader.slip(error.span, words);
    }
    let profile = parsed.root.as_ref().and_then(|root| reader.profile(root));
    (profile, reader.slips)
}

impl Reader {
    fn profile(&mut self, root: &Node) -> Option<Profile> {
        let fields = self.fields(root, String::new(), FIELDS)?;
        let id = self.needed(&fields, "id");
        let name = self.words(&fields, "name");
        if name.is_none() && fields.node("name").is_none() {
            self.missing(&fields, "name");
        }
        let unnamed = || Words { en: "the caller".to_owned(), ja: "呼び出し元".to_owned() };
        let caller = self.words(&fields, "caller").unwrap_or_else(unnamed);
        let mut needs = self.needs(&fields, "bucketActions", NeedOn::Bucket);
        needs.extend(self.needs(&fields, "objectActions", NeedOn::Objects));
        if needs.is_empty() {
            self.missing(&fields, "objectActions");
            return None;
        }
        let kms = self.part(&fields, "kms", &["use"]);
        Some(Profile {
            name: name.unwrap_or_else(|| Words { en: id.clone(), ja: id.clone() }),
            id,
            vendor: self.text(&fields, "vendor").unwrap_or_default(),
            product: self.text(&fields, "product").unwrap_or_default(),
            usage: self.usage(&fields),
            auth: self.auth(&fields),
            caller,
            needs,
            kms: kms.map(|kms| self.texts(&kms, "use")).unwrap_or_default(),
            sends_prefix: self.choices(
                &fields,
                "sendsPrefix",
                &[
                    ("folder-with-slash", SentPrefix::FolderWithSlash),
                    ("folder", SentPrefix::Folder),
                    ("none", SentPrefix::Nothing),
                ],
            ),
            cross_account: self.flag(&fields, "crossAccount"),
            trust: self.trust(&fields),
            samples: self.samples(&fields),
            traps: self.traps(&fields),
            links: self.both(&fields, "links"),
            errors: self.texts(&fields, "errors"),
        })
    }

    /// A text that must be there; empty where it is not.
    fn needed(&mut self, fields: &Fields<'_>, name: &str) -> String {
        if fields.node(name).is_none() {
            self.missing(fields, name);
        }
        self.text(fields, name).unwrap_or_default()
    }

    fn usage(&mut self, fields: &Fields<'_>) -> Usage {
        let usages = [
            ("import", Usage::Import),
            ("export", Usage::Export),
            ("logs", Usage::Logs),
            ("both", Usage::Both),
        ];
        self.choice(fields, "use", &usages).unwrap_or(Usage::Import)
    }

    fn auth(&mut self, fields: &Fields<'_>) -> Auth {
        let auths = [
            ("role", Auth::Role),
            ("user", Auth::User),
            ("oidc", Auth::Oidc),
            ("service", Auth::Service),
            ("any", Auth::Any),
        ];
        self.choice(fields, "auth", &auths).unwrap_or(Auth::Any)
    }

    fn needs(&mut self, fields: &Fields<'_>, name: &str, on: NeedOn) -> Vec<Need> {
        let path = fields.path(name);
        let mut needs: Vec<Need> = Vec::new();
        for node in self.elements(fields, name) {
            let Some(need) = self.fields(node, path.clone(), &["action", "level", "why"]) else {
                continue;
            };
            let action = self.needed(&need, "action");
            let span = need.node("action").map_or(node.span, |action| action.span);
            if action.is_empty() || !self.is_fit(&action, on, span) {
                continue;
            }
            let levels = [
                ("required", Level::Required),
                ("recommended", Level::Recommended),
                ("optional", Level::Optional),
            ];
            let level = self.choice(&need, "level", &levels).unwrap_or_default();
            let why = self.words(&need, "why");
            needs.push(Need { action, on, level, why });
        }
        needs
    }

    /// Whether S3 has the action, and on such a resource; a slip where it has not.
    fn is_fit(&mut self, action: &str, on: NeedOn, span: Span) -> bool {
        let wanted = match on {
            NeedOn::Bucket => S3Resource::Bucket,
            NeedOn::Objects => S3Resource::Object,
        };
        let words = match s3_resource(action) {
            Some(found) if found == wanted => return true,
            Some(S3Resource::Object) => Words {
                en: format!("`{action}` acts on objects; list it under `objectActions`."),
                ja: format!(
                    "`{action}` はオブジェクトに対するアクションです。`objectActions` に書いてください。"
                ),
            },
            Some(S3Resource::Bucket) => Words {
                en: format!("`{action}` acts on buckets; list it under `bucketActions`."),
                ja: format!(
                    "`{action}` はバケットに対するアクションです。`bucketActions` に書いてください。"
                ),
            },
            None if !action.contains(':') => Words {
                en: format!("`{action}` lacks its service; write `s3:{action}`."),
                ja: format!(
                    "`{action}` にサービス名がありません。`s3:{action}` と書いてください。"
                ),
            },
            None => Words {
                en: format!("`{action}` is no S3 action on a bucket or object; name it in full."),
                ja: format!(
                    "`{action}` はバケットやオブジェクトに対する S3 のアクションではありません。アクション名を省略せずに書いてください。"
                ),
            },
        };
        self.slip(span, words);
        false
    }

    fn trust(&mut self, fields: &Fields<'_>) -> Option<TrustNeed> {
        let trust = self.part(fields, "trust", TRUST)?;
        let Some(principal) = self.part(&trust, "principal", &["kind", "known", "ask"]) else {
            if trust.node("principal").is_none() {
                self.missing(&trust, "principal");
            }
            return None;
        };
        let kinds = [
            ("account", PrincipalKind::Account),
            ("role", PrincipalKind::Role),
            ("user", PrincipalKind::User),
            ("service", PrincipalKind::Service),
            ("federated", PrincipalKind::Federated),
            ("self", PrincipalKind::Own),
        ];
        let kind = self.choice(&principal, "kind", &kinds).unwrap_or(PrincipalKind::Account);
        let known = self.texts(&principal, "known");
        if known.is_empty() && matches!(kind, PrincipalKind::Service | PrincipalKind::Federated) {
            self.missing(&principal, "known");
        }
        let web = if kind == PrincipalKind::Federated { "WithWebIdentity" } else { "" };
        Some(TrustNeed {
            kind,
            known,
            shown_at: self.words(&principal, "ask").unwrap_or_default(),
            is_self_assuming: self.flag(&trust, "selfAssuming"),
            external_id: self.external_id(&trust),
            action: self.text(&trust, "action").unwrap_or_else(|| format!("sts:AssumeRole{web}")),
            condition_keys: self.texts(&trust, "conditionKeys"),
        })
    }

    fn external_id(&mut self, trust: &Fields<'_>) -> ExternalIdNeed {
        let mut need = ExternalIdNeed {
            usage: ExternalIdUse::Nothing,
            pattern: None,
            shown_at: Words::default(),
            severity: Severity::Warning,
            without: Words::default(),
        };
        let known = ["use", "pattern", "askAt", "missing"];
        let Some(fields) = self.part(trust, "externalId", &known) else { return need };
        let usages = [
            ("required", ExternalIdUse::Required),
            ("recommended", ExternalIdUse::Recommended),
            ("none", ExternalIdUse::Nothing),
        ];
        need.usage = self.choice(&fields, "use", &usages).unwrap_or(ExternalIdUse::Recommended);
        need.pattern = self.text(&fields, "pattern");
        need.shown_at = self.words(&fields, "askAt").unwrap_or_default();
        if let Some(missing) = self.part(&fields, "missing", &["severity", "text"]) {
            let severities = [
                ("error", Severity::Error),
                ("security", Severity::Security),
                ("warning", Severity::Warning),
                ("suggestion", Severity::Suggestion),
            ];
            need.severity = self.choice(&missing, "severity", &severities).unwrap_or(need.severity);
            need.without = self.words(&missing, "text").unwrap_or_default();
        }
        need
    }

    fn samples(&mut self, fields: &Fields<'_>) -> Samples {
        let Some(samples) = self.part(fields, "samples", SAMPLES) else {
            return Samples::default();
        };
        Samples {
            accounts: self.texts(&samples, "accounts"),
            external_ids: self.texts(&samples, "externalIds"),
            buckets: self.texts(&samples, "buckets"),
            keys: self.texts(&samples, "keys"),
            placeholders: self.texts(&samples, "placeholders"),
        }
    }

    fn traps(&mut self, fields: &Fields<'_>) -> Vec<Words> {
        let path = fields.path("traps");
        let mut traps = Vec::new();
        for node in self.elements(fields, "traps") {
            traps.extend(self.words_at(node, path.clone()));
        }
        traps
    }
}
