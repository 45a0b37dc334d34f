//! ARNs that are none, and resources and statements that say what others say already.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Subject, both, is_open};
use crate::{
    fix::fix,
    glob::Glob,
    policy::{Arn, Condition, Effect, Kind, ListElement, Polarity, Spanned, Statement},
    report::{Impact, Severity},
    rules::pages,
    words::use_instead,
};
use undenied_json::{Edit, quoted};

pub(super) const CHECKS: &[&Check] = &[&PREFIX, &FIELDS, &ACCOUNT, &SERVICE_CASE, &COVERED, &AGAIN];

/// How a policy of Amazon API Gateway names what is in its own API, by
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html>.
const OWN_API: &str = "execute-api:/";

/// More comparisons than the largest policy of AWS takes.
const MAX_PAIRS: usize = 100_000;

static PREFIX: Check = Check::new(
    "resource-without-arn-prefix",
    "INVALID_ARN_PREFIX",
    Severity::Error,
    pages::RESOURCE,
    [
        both("A resource that is no ARN", "ARN ではないリソース"),
        both("`{}` is no ARN.", "`{}` は ARN ではありません。"),
        both(
            "`Resource` takes ARNs, which begin with `arn:`, or `*`; AWS refuses anything else.",
            "`Resource` には `arn:` で始まる ARN か `*` を指定します。それ以外は AWS に拒否されます。",
        ),
    ],
);

static FIELDS: Check = Check::new(
    "arn-with-missing-fields",
    "MISSING_ARN_FIELD",
    Severity::Error,
    pages::RESOURCE,
    [
        both("An ARN with too few parts", "項目の足りない ARN"),
        both("`{}` has fewer than six parts.", "`{}` は 6 つの項目に分かれていません。"),
        both(
            "An ARN is `arn:partition:service:region:account:resource`; parts may be empty, their colons may not be left out.",
            "ARN は `arn:パーティション:サービス:リージョン:アカウント:リソース` の形式です。項目は空でもかまいませんが、コロンは省略できません。",
        ),
    ],
).voiding();

static ACCOUNT: Check = Check::new(
    "arn-account-format",
    "INVALID_ARN_ACCOUNT",
    Severity::Error,
    pages::RESOURCE,
    [
        both("Not an account ID in an ARN", "ARN の不正なアカウント ID"),
        both(
            "The account of `{}` is not 12 digits.",
            "`{}` のアカウント ID が 12 桁の数字ではありません。",
        ),
        both(
            "Write the 12 digits of the account that owns the resource, or `*`.",
            "リソースを所有するアカウントの 12 桁の ID か `*` を書いてください。",
        ),
    ],
)
.voiding();

static SERVICE_CASE: Check = Check::new(
    "arn-service-in-capitals",
    "INVALID_ARN_SERVICE_CASE",
    Severity::Error,
    pages::RESOURCE,
    [
        both("Capitals in an ARN's service", "サービス名に大文字を含む ARN"),
        both("The service of `{}` has capitals.", "`{}` のサービス名に大文字が含まれています。"),
        both(
            "ARNs are compared letter by letter, and services are in small letters: it matches no resource.",
            "ARN は大文字と小文字も含めて比較され、サービス名は小文字です。このままではどのリソースにも一致しません。",
        ),
    ],
).voiding();

static COVERED: Check = Check::new(
    "redundant-resource",
    "REDUNDANT_RESOURCE",
    Severity::Suggestion,
    pages::RESOURCE,
    [
        both("A resource that another covers", "冗長なリソース"),
        both(
            "`{}` is covered by another resource of the list.",
            "`{}` は、リスト内の別のリソースに含まれています。",
        ),
        both(
            "The statement says the same without it.",
            "なくてもステートメントの意味は変わりません。",
        ),
    ],
);

static AGAIN: Check = Check::new(
    "redundant-statement",
    "REDUNDANT_STATEMENT",
    Severity::Suggestion,
    pages::GRAMMAR,
    [
        both("The same statement again", "重複したステートメント"),
        both("This says the same as {}.", "{} と同じ内容です。"),
        both(
            "The policy says the same without it, and is shorter.",
            "削除してもポリシーの意味は変わらず、短くなります。",
        ),
    ],
);

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        let Some(element) = &statement.resource else { continue };
        for value in &element.values {
            form(subject, statement, value);
        }
        covered(subject, statement, element);
    }
    again(subject);
}

fn form(subject: &mut Subject<'_>, statement: &Statement, value: &Spanned<String>) {
    let text = value.value.as_str();
    let is_api = subject.kind == Kind::Resource && text.starts_with(OWN_API);
    if is_open(text) || text.starts_with("${") || text == "*" || is_api {
        return;
    }
    let Some(arn) = Arn::parse(text) else {
        // A star may stand for what an ARN begins with, and for all of its parts from where it begins one.
        let start = text.split(['*', '?']).next().unwrap_or_default();
        let (check, is_open) = if text.starts_with("arn:") {
            (&FIELDS, text.rsplit(':').next().is_some_and(|last| last.starts_with('*')))
        } else {
            (&PREFIX, start != text && "arn:".starts_with(start))
        };
        if !is_open {
            subject.say(check, value.span, statement, text);
        }
        return;
    };
    let account = arn.account();
    let is_told = !account.is_empty() && !account.contains(['*', '?', '$']);
    let is_id = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    if is_told && !is_id && !matches!(account, "aws" | "aws-managed" | "cloudfront" | "third-party")
    {
        subject.say(&ACCOUNT, value.span, statement, text);
    }
    let service = arn.service();
    let small = service.to_ascii_lowercase();
    if small != service && !service.contains('$') {
        let (partition, rest) =
            (arn.partition(), text.get("arn::".len() + arn.partition().len() + service.len()..));
        let right = format!("arn:{partition}:{small}{}", rest.unwrap_or_default());
        let is_listed = statement.resource.as_ref().map(|list| list.polarity == Polarity::Listed);
        // As it stands it covers nothing.
        let widens = is_listed == Some(statement.is(Effect::Allow));
        let impact = if widens { Impact::Widens } else { Impact::Narrows };
        let edits = vec![Edit::replace(value.span, quoted(&right))];
        let fix = fix(use_instead(&right), impact, subject.document, edits);
        subject.say_with(&SERVICE_CASE, value.span, statement, text, Some(fix));
    }
}

fn covered(subject: &mut Subject<'_>, statement: &Statement, element: &ListElement) {
    let values = &element.values;
    let wide: Vec<(usize, Glob)> = values
        .iter()
        .enumerate()
        .filter(|(_, value)| value.value.contains(['*', '?']) && !value.value.contains('$'))
        .map(|(index, value)| (index, Glob::new(&value.value)))
        .collect();
    if wide.len().saturating_mul(values.len()) > MAX_PAIRS {
        return;
    }
    let mut known = BTreeSet::new();
    for (index, value) in values.iter().enumerate() {
        // A text covers itself, whatever a variable in it stands for.
        if !known.insert(value.value.as_str()) && !is_open(&value.value) {
            subject.say(&COVERED, value.span, statement, &value.value);
            continue;
        }
        if value.value.contains('$') {
            continue;
        }
        let own = Glob::new(&value.value);
        let covers = |(other, glob): &(usize, Glob)| {
            let is_same = values.get(*other).is_some_and(|it| it.value == value.value);
            *other != index && !is_same && glob.cover(&own) == crate::glob::Cover::All
        };
        if wide.iter().any(covers) {
            subject.say(&COVERED, value.span, statement, &value.value);
        }
    }
}

fn again(subject: &mut Subject<'_>) {
    let mut known: BTreeMap<String, &Statement> = BTreeMap::new();
    for statement in &subject.policy.statements {
        let Some(meaning) = meaning(statement) else { continue };
        let first = *known.entry(meaning).or_insert(statement);
        if first.index == statement.index {
            continue;
        }
        let name = match &first.sid {
            Some(sid) => format!("`{}`", sid.value),
            None => format!("`Statement[{}]`", first.index),
        };
        subject.say(&AGAIN, statement.span, statement, &name);
    }
}

/// What `statement` says, the same text however its lists are ordered; names aside.
fn meaning(statement: &Statement) -> Option<String> {
    let effect = statement.effect.as_ref()?.value;
    if statement.has_gap {
        return None;
    }
    let mut out = String::from(if effect == Effect::Allow { "A" } else { "D" });
    let lower = |value: &Spanned<String>| value.value.to_ascii_lowercase();
    let plain = |value: &Spanned<String>| value.value.clone();
    if let Some(list) = &statement.action {
        add(&mut out, list.polarity, list.values.iter().map(lower).collect());
    }
    if let Some(list) = &statement.resource {
        add(&mut out, list.polarity, list.values.iter().map(plain).collect());
    }
    if let Some(principal) = &statement.principal {
        let shown = principal.entries.iter().map(|entry| entry.value.shown().to_owned());
        add(&mut out, principal.polarity, shown.collect());
    }
    let condition = |condition: &Condition| {
        let key = condition.key.value.to_ascii_lowercase();
        let mut text = format!("{:?} {}:{key}", condition.operator, key.len());
        add(&mut text, Polarity::Listed, condition.values.iter().map(plain).collect());
        text
    };
    add(&mut out, Polarity::Listed, statement.conditions.iter().map(condition).collect());
    Some(out)
}

/// Adds `texts` in order, each with its length, so that no two lists come to the same.
fn add(out: &mut String, polarity: Polarity, texts: Vec<String>) {
    out.push(if polarity == Polarity::Listed { '+' } else { '-' });
    for text in undenied_json::sorted(texts, &|one, other| one.cmp(other)) {
        out.push_str(&text.len().to_string());
        out.push(':');
        out.push_str(&text);
    }
}

#[cfg(test)]
mod tests {
    use crate::{checks::testing::speaks_of, policy::Kind};

    fn resources(rule: &str, resources: &str, speaks: bool) {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": {resources}}}]}}"#
        );
        speaks_of(rule, Kind::Identity, &text, speaks);
    }

    #[test]
    fn what_is_no_arn_is_pointed_at() {
        for (rule, text) in [
            ("resource-without-arn-prefix", r#""acme/data""#),
            ("resource-without-arn-prefix", r#""s3://acme/data/""#),
            ("arn-with-missing-fields", r#""arn:aws:s3:acme""#),
            ("arn-account-format", r#""arn:aws:sqs:us-east-1:1234:queue""#),
            ("arn-service-in-capitals", r#""arn:aws:S3:::acme/data""#),
            ("redundant-resource", r#"["arn:aws:s3:::acme/*", "arn:aws:s3:::acme/data/x"]"#),
            ("redundant-resource", r#"["*", "arn:aws:s3:::acme"]"#),
            ("redundant-resource", r#"["arn:aws:s3:::acme", "arn:aws:s3:::acme"]"#),
        ] {
            resources(rule, text, true);
        }
    }

    #[test]
    fn arns_and_what_is_open_are_silent() {
        for (rule, text) in [
            ("resource-without-arn-prefix", r#""*""#),
            ("resource-without-arn-prefix", r#""${Bucket.Arn}/*""#),
            ("resource-without-arn-prefix", r#""<bucket ARN>""#),
            ("arn-with-missing-fields", r#""arn:aws:s3:::acme""#),
            ("arn-with-missing-fields", r#""arn:aws:*""#),
            (
                "arn-account-format",
                r#"["arn:aws:sqs:us-east-1:111122223333:q", "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:sqs:*:*:q"]"#,
            ),
            ("arn-service-in-capitals", r#""arn:aws:s3:::ACME""#),
            ("redundant-resource", r#"["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]"#),
        ] {
            resources(rule, text, false);
        }
    }

    #[test]
    fn an_api_names_its_own_methods_without_an_arn() {
        let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/prod/GET/*"}]}"#;
        speaks_of("resource-without-arn-prefix", Kind::Resource, text, false);
        speaks_of("resource-without-arn-prefix", Kind::Bucket, text, true);
    }

    #[test]
    fn a_statement_said_twice_is_pointed_at_whatever_the_order() {
        let both = |second: &str| {
            format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Sid": "One", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}}, {second}]}}"#
            )
        };
        let again =
            r#"{"Effect": "Allow", "Action": ["s3:PutObject", "S3:GetObject"], "Resource": ["*"]}"#;
        speaks_of("redundant-statement", Kind::Identity, &both(again), true);
        let another = r#"{"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": ["*"]}"#;
        speaks_of("redundant-statement", Kind::Identity, &both(another), false);
    }
}
