//! The statements of the policies, from the profile's needs.

use undenied_json::has;

use super::Generated;
use crate::{
    Input, Lang, Localized, Words,
    case::provider_arn,
    fix::quoted,
    latin::{note, spelt},
    policy::{Arn, Kind},
    profile::{ExternalIdUse, Level, Need, NeedOn, PrincipalKind, Profile, TrustNeed},
    target::Target,
};

/// Names and needs of the case.
pub(super) struct Site<'a> {
    input: &'a Input,
    profile: &'a Profile,
    lang: Lang,
    target: Target,
    caller: String,
}

/// A statement of one policy.
struct Statement<'a> {
    sid: &'a str,
    /// `AWS`, `Service` or `Federated`, and who.
    principal: Option<(&'a str, String)>,
    actions: Vec<&'a str>,
    resources: Vec<String>,
    /// Operator, key and value.
    conditions: Vec<(&'a str, &'a str, String)>,
}

impl<'a> Site<'a> {
    pub(super) fn of(input: &'a Input, profile: &'a Profile, lang: Lang) -> Self {
        let told = input.request.principal.clone();
        let unnamed = Localized {
            en: "arn:aws:iam::<AWS account ID>:role/<role name>",
            ja: "arn:aws:iam::<AWS アカウント ID>:role/<ロール名>",
        };
        let caller = told.unwrap_or_else(|| (*unnamed.of(lang)).to_owned());
        let named = Target::find(input, &[]);
        let partition =
            Arn::parse(&caller).map_or_else(|| "aws".to_owned(), |arn| arn.partition().to_owned());
        let bucket = Localized { en: "<bucket name>", ja: "<バケット名>" };
        let target = match named {
            Some(target) => Target { partition, ..target },
            None => Target {
                partition,
                bucket: (*bucket.of(lang)).to_owned(),
                prefix: String::new(),
                bucket_is_told: false,
                prefix_is_told: false,
            },
        };
        Self { input, profile, lang, target, caller }
    }

    /// The caller's own policy.
    pub(super) fn identity(&self) -> Generated {
        let mut statements = self.of_needs(None);
        let keys = self.key_arns();
        if !keys.is_empty() {
            statements.push(Statement {
                sid: "Key",
                principal: None,
                actions: self.key_actions(),
                resources: keys,
                conditions: Vec::new(),
            });
        }
        if self.profile.trust.as_ref().is_some_and(|trust| trust.is_self_assuming) {
            statements.push(Statement {
                sid: "AssumeItself",
                principal: None,
                actions: vec!["sts:AssumeRole"],
                resources: vec![self.caller.clone()],
                conditions: Vec::new(),
            });
        }
        let title = Words {
            en: format!("Policy of `{}`", self.caller),
            ja: format!("`{}` のポリシー", self.caller),
        };
        generated(Kind::Identity, title, &statements, false)
    }

    /// Who may assume the role.
    pub(super) fn trust(&self) -> Option<Generated> {
        let need = self.profile.trust.as_ref()?;
        let told = &self.input.facts.trust;
        let mut conditions = Vec::new();
        if need.external_id.usage != ExternalIdUse::Nothing {
            let external_id = self.told_or(&told.external_id, "external ID", "外部 ID");
            conditions.push(("StringEquals", "sts:ExternalId", external_id));
        }
        for key in &need.condition_keys {
            let subject = self.told_or(&told.subject, "identity ID", "ID");
            conditions.push(("StringEquals", key, subject));
        }
        let mut statements = vec![Statement {
            sid: "Assume",
            principal: Some(self.trusted(need)),
            actions: vec![&need.action],
            resources: Vec::new(),
            conditions,
        }];
        if need.is_self_assuming {
            // A role that does not exist yet cannot be named as a principal, but in a condition.
            statements.push(Statement {
                sid: "AssumeItself",
                principal: Some(("AWS", self.own_account())),
                actions: vec!["sts:AssumeRole"],
                resources: Vec::new(),
                conditions: vec![("ArnLike", "aws:PrincipalArn", self.caller.clone())],
            });
        }
        let title = Words {
            en: format!("Trust policy of `{}`", self.caller),
            ja: format!("`{}` の信頼ポリシー", self.caller),
        };
        Some(generated(Kind::Trust, title, &statements, false))
    }

    /// Type and value of the principal that the trust policy names.
    fn trusted(&self, need: &TrustNeed) -> (&'static str, String) {
        let told = &self.input.facts.trust;
        let known = told.principal.clone().or_else(|| need.known.first().cloned());
        let role_or_user =
            || self.told_or(&known, "role or user ARN", "ロールまたはユーザーの ARN");
        match need.kind {
            PrincipalKind::Service => ("Service", known.unwrap_or_default()),
            PrincipalKind::Federated => {
                let provider = known.unwrap_or_default();
                let account = self.caller.split(':').nth(4).unwrap_or_default();
                let partition = &self.target.partition;
                ("Federated", provider_arn(&provider, partition, account).unwrap_or(provider))
            }
            PrincipalKind::Own => ("AWS", self.own_account()),
            PrincipalKind::Role | PrincipalKind::User => ("AWS", role_or_user()),
            PrincipalKind::Account => match (&told.account_id, known) {
                (None, Some(known)) => ("AWS", known),
                (account, _) => {
                    let account = self.told_or(account, "AWS account ID", " AWS アカウント ID");
                    ("AWS", format!("arn:{}:iam::{account}:root", self.target.partition))
                }
            },
        }
    }

    /// The account of the caller, as a principal.
    fn own_account(&self) -> String {
        let account = self.caller.split(':').nth(4).unwrap_or_default();
        format!("arn:{}:iam::{account}:root", self.target.partition)
    }

    /// What was told, or what of the vendor's to fill in.
    fn told_or(&self, told: &Option<String>, en: &str, ja: &str) -> String {
        let name = &self.profile.caller;
        let placeholder = match self.lang {
            Lang::En => format!("<{} {en}>", name.en),
            Lang::Ja => format!("<{} の{ja}>", name.ja),
        };
        told.clone().unwrap_or(placeholder)
    }

    /// Needed only where the bucket is another account's.
    pub(super) fn bucket(&self) -> Option<Generated> {
        let owner = self.input.facts.bucket.account.as_deref()?;
        if Arn::parse(&self.caller).is_some_and(|arn| arn.account() == owner) {
            return None;
        }
        let bucket = &self.target.bucket;
        let title = Words {
            en: format!("Bucket policy of `{bucket}`"),
            ja: format!("`{bucket}` のバケットポリシー"),
        };
        let statements = self.of_needs(Some(&self.caller));
        Some(generated(Kind::Bucket, title, &statements, true))
    }

    /// In a key policy `*` is the key itself.
    pub(super) fn keys(&self) -> Vec<Generated> {
        let keys = self.key_arns().into_iter().map(|key| {
            let statement = Statement {
                sid: "UseOfKey",
                principal: Some(("AWS", self.caller.clone())),
                actions: self.key_actions(),
                resources: vec!["*".to_owned()],
                conditions: Vec::new(),
            };
            let title = Words {
                en: format!("Key policy of `{key}`"),
                ja: format!("`{key}` のキーポリシー"),
            };
            generated(Kind::Key, title, &[statement], true)
        });
        keys.collect()
    }

    /// Needed only where the calls come through an endpoint of the user's own.
    pub(super) fn endpoint(&self) -> Option<Generated> {
        let endpoint = self.input.facts.call.vpc_endpoint.as_ref()?.as_ref()?;
        let title = Words {
            en: format!("VPC endpoint policy of `{endpoint}`"),
            ja: format!("`{endpoint}` の VPC エンドポイントポリシー"),
        };
        let mut statements = self.of_needs(Some("*"));
        for statement in &mut statements {
            statement.conditions = vec![("StringEquals", "aws:PrincipalArn", self.caller.clone())];
        }
        Some(generated(Kind::VpcEndpoint, title, &statements, true))
    }

    /// One statement for the objects and one for the bucket, as far as each is needed.
    fn of_needs(&self, principal: Option<&str>) -> Vec<Statement<'a>> {
        let mut statements = Vec::new();
        for (on, sid) in [(NeedOn::Objects, "Objects"), (NeedOn::Bucket, "Bucket")] {
            let own = self.needs().filter(|need| need.on == on);
            let actions: Vec<&str> = own.map(|need| need.action.as_str()).collect();
            if !actions.is_empty() {
                statements.push(Statement {
                    sid,
                    principal: principal.map(|who| ("AWS", who.to_owned())),
                    actions,
                    resources: vec![self.target.arn(on)],
                    conditions: Vec::new(),
                });
            }
        }
        statements
    }

    fn needs(&self) -> impl Iterator<Item = &'a Need> + use<'a> {
        self.profile.needs.iter().filter(|need| need.level != Level::Optional)
    }

    /// Reading takes the key to decrypt, writing to make data keys, in parts to decrypt as well. See
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>.
    fn key_actions(&self) -> Vec<&'static str> {
        if self.needs().any(|need| need.action == "s3:PutObject") {
            vec!["kms:GenerateDataKey", "kms:Decrypt"]
        } else {
            vec!["kms:Decrypt"]
        }
    }

    /// The keys of bucket and object, as far as they have policies that can be changed.
    fn key_arns(&self) -> Vec<String> {
        let facts = &self.input.facts;
        let told = facts.bucket.encryption.iter().chain(&facts.object.encryption);
        let mut keys: Vec<String> = Vec::new();
        for key in told.filter(|it| it.takes_key()).filter_map(|it| it.key_arn.as_ref()) {
            if has(key, ":key/") && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        keys
    }
}

fn generated(
    kind: Kind,
    title: Words,
    statements: &[Statement<'_>],
    is_addition: bool,
) -> Generated {
    let mut is_spelt = false;
    let statements = statements.iter().map(|statement| {
        let resources = statement.resources.iter().map(|resource| {
            let spelt = spelt(kind, resource);
            is_spelt |= spelt.is_some();
            spelt.unwrap_or_else(|| resource.clone())
        });
        render(statement, &resources.collect::<Vec<_>>())
    });
    let statements: Vec<String> = statements.collect();
    let policy = format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {}\n  ]\n}}",
        statements.join(",\n    ")
    );
    Generated { kind, title, note: is_spelt.then(note), policy, is_addition }
}

fn render(statement: &Statement<'_>, resources: &[String]) -> String {
    let mut members =
        vec![format!("\"Sid\": {}", quoted(statement.sid)), "\"Effect\": \"Allow\"".to_owned()];
    match &statement.principal {
        None => {}
        Some((_, who)) if who == "*" => members.push("\"Principal\": \"*\"".to_owned()),
        Some((of, who)) => members.push(format!("\"Principal\": {{ \"{of}\": {} }}", quoted(who))),
    }
    members.push(format!("\"Action\": {}", list(statement.actions.iter().copied())));
    if !resources.is_empty() {
        let resources = resources.iter().map(String::as_str);
        members.push(format!("\"Resource\": {}", list(resources)));
    }
    if !statement.conditions.is_empty() {
        members.push(format!("\"Condition\": {{ {} }}", conditions(statement).join(", ")));
    }
    format!("{{\n      {}\n    }}", members.join(",\n      "))
}

/// One member for each operator.
fn conditions(statement: &Statement<'_>) -> Vec<String> {
    let mut operators: Vec<(&str, Vec<String>)> = Vec::new();
    for (operator, key, value) in &statement.conditions {
        let pair = format!("{}: {}", quoted(key), quoted(value));
        match operators.iter_mut().find(|(known, _)| known == operator) {
            Some((_, pairs)) => pairs.push(pair),
            None => operators.push((operator, vec![pair])),
        }
    }
    let member = |(operator, pairs): &(&str, Vec<String>)| {
        format!("\"{operator}\": {{ {} }}", pairs.join(", "))
    };
    operators.iter().map(member).collect()
}

fn list<'t>(values: impl Iterator<Item = &'t str>) -> String {
    let values: Vec<String> = values.map(quoted).collect();
    match values.as_slice() {
        [value] => value.clone(),
        values => format!("[{}]", values.join(", ")),
    }
}
