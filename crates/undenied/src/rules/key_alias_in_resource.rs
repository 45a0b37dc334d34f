//! A KMS alias as the resource of an action on the key behind it.

use super::{Rule, pages};
use crate::{
    Encryption, Facts,
    case::{Case, Miss, is_key_alias, nears},
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::{Arn, Effect, Kind, Polarity, Spanned, Statement},
    report::{Finding, Fix, Impact, Severity},
};
use undenied_json::{Edit, has};

pub(super) static RULE: Rule = Rule {
    id: "key-alias-in-resource",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "Alias instead of the key", ja: "キーの代わりにエイリアスを指定"
    },
    links: pages::KEY_ALIAS,
    check,
};

/// Actions that S3 makes of a key; all of them are authorized on the key, none on its alias.
const OF_KEYS: [&str; 5] =
    ["kms:decrypt", "kms:generatedatakey", "kms:encrypt", "kms:reencrypt", "kms:describekey"];

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (document, _, policy) in case.of_kind(Kind::Identity) {
        for statement in policy.statements.iter().filter(|statement| uses_keys(statement)) {
            let listed =
                statement.resource.as_ref().filter(|list| list.polarity == Polarity::Listed);
            let values = listed.into_iter().flat_map(|list| &list.values);
            for value in values.filter(|value| is_key_alias(&value.value)) {
                findings.push(finding(case, document, statement, value));
            }
        }
    }
}

/// `kms:CreateAlias` and the like are for aliases.
fn uses_keys(statement: &Statement) -> bool {
    let actions = statement.action.as_ref().filter(|list| list.polarity == Polarity::Listed);
    let mut values = actions.into_iter().flat_map(|list| &list.values);
    statement.is(Effect::Allow)
        && values.any(|value| {
            let action = value.value.to_ascii_lowercase();
            OF_KEYS.iter().any(|name| action.starts_with(name))
        })
}

fn finding(
    case: &Case<'_>,
    document: usize,
    statement: &Statement,
    value: &Spanned<String>,
) -> Finding {
    let alias = &value.value;
    let message = Words {
        en: format!(
            "`{alias}` is an alias, and permission to use a key is asked on the key's own ARN."
        ),
        ja: format!(
            "`{alias}` はエイリアスです。キーを使うアクセス許可は、キー自体の ARN に対して判定されます。"
        ),
    };
    let why = Words {
        en: "So the statement allows nothing. Name the key: `aws kms describe-key --key-id ALIAS` prints its ARN.".to_owned(),
        ja: "このステートメントでは何も許可されません。キーを指定してください。ARN は `aws kms describe-key --key-id ALIAS` で表示されます。".to_owned(),
    };
    let place = case.place(document, value.span, Some(statement.index));
    let mut finding = RULE.finding(place, message, why);
    finding.causes_denial = nears(case, |miss| miss == Miss::KeyAlias)
        .iter()
        .any(|near| near.document == document && near.value.span == value.span);
    finding.fixes.extend(name_key(case, document, value));
    finding
}

/// Only where one key is told, or the call is for one: an alias does not say which it stands for.
fn name_key(case: &Case<'_>, document: usize, value: &Spanned<String>) -> Option<Fix> {
    let asked = case.input.request.resource.as_deref().filter(|arn| has(arn, ":key/"));
    let key = only_key(&case.input.facts, asked, &value.value)?;
    let title =
        Words { en: format!("Name the key `{key}`"), ja: format!("キー `{key}` を指定") };
    let edit = Edit::replace(value.span, quoted(key));
    Some(fix(title, Impact::Widens, document, vec![edit]))
}

fn only_key<'a>(facts: &'a Facts, asked: Option<&'a str>, alias: &str) -> Option<&'a str> {
    let arn_of = |encryption: &'a Option<Encryption>| encryption.as_ref()?.key_arn.as_deref();
    let told = [arn_of(&facts.bucket.encryption), arn_of(&facts.object.encryption)];
    let told = told
        .into_iter()
        .flatten()
        .chain(asked)
        .chain(facts.keys.iter().map(|key| key.arn.as_str()));
    let wanted = Arn::parse(alias);
    let fits = |key: &&str| {
        let Some(key) = Arn::parse(key).filter(|arn| arn.resource().starts_with("key/")) else {
            return false;
        };
        wanted
            .as_ref()
            .is_none_or(|alias| alias.account() == key.account() && alias.region() == key.region())
    };
    let mut keys = told.filter(fits);
    let first = keys.next()?;
    keys.all(|key| key == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::{
        Input,
        policy::Kind,
        rules::testing::{check, check_told, encrypted},
    };

    #[test]
    fn an_alias_is_not_its_key() {
        check_told(
            "key-alias-in-resource",
            encrypted("111122223333"),
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:ap-northeast-1:111122223333:alias/data"}]}
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ is an alias
"#,
            )],
        );
    }

    #[test]
    fn a_bare_alias_is_none_either() {
        check_told(
            "key-alias-in-resource",
            Input::default(),
            &[(
                Kind::Identity,
                r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:GenerateDataKey*", "Resource": ["alias/data"]}]}
                                                                                                           ^^^^^^^^^^^^ is an alias
"#,
            )],
        );
    }

    #[test]
    fn aliases_where_they_belong_are_silent() {
        for statement in [
            r#"{"Effect": "Allow", "Action": ["kms:CreateAlias", "kms:DeleteAlias"], "Resource": "arn:aws:kms:*:111122223333:alias/*"}"#,
            r#"{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {"kms:RequestAlias": "alias/data"}}}"#,
            r#"{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}"#,
            r#"{"Effect": "Deny", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:*:*:alias/data"}"#,
        ] {
            check(
                "key-alias-in-resource",
                Kind::Identity,
                &format!("\n{{\"Version\": \"2012-10-17\", \"Statement\": [{statement}]}}\n"),
            );
        }
    }
}
