//! ARNs of resources against the forms that AWS lists: service, partition, Region, account and the resource itself.
//! Not: how an ARN is written.

pub(super) mod regions;
mod texts;

use undenied_json::{Edit, has};

use super::{Check, Subject, actions::ended, and, is_open, is_said, likely, lower, varying};
use crate::{
    alike,
    catalog::{Catalog, ResourceType, Template},
    fix::{fix, quoted},
    glob::{Cover, Glob},
    lang::{Localized, Words},
    policy::{Arn, Effect, Kind, Polarity, Spanned, Statement},
    report::{Impact, Severity},
    words::use_instead,
};
use texts::{
    ACCOUNT_TOO_MUCH, ELSEWHERE, MISPLACED, NO_ACCOUNT, NO_BUCKET, NO_OBJECT, NO_REGION,
    NO_SUCH_RESOURCE, NO_SUFFIX, PARTITION, REGION, REGION_TOO_MUCH, SERVICE, SEVERAL, WILDCARD,
};

pub(super) const CHECKS: &[&Check] = &[
    &SERVICE,
    &PARTITION,
    &REGION,
    &ELSEWHERE,
    &NO_SUCH_RESOURCE,
    &REGION_TOO_MUCH,
    &ACCOUNT_TOO_MUCH,
    &NO_REGION,
    &NO_ACCOUNT,
    &MISPLACED,
    &WILDCARD,
];

/// Resources that the catalogue does not list, by
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html> (transforms),
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingPolicy.html> and
/// <https://docs.aws.amazon.com/waf/latest/APIReference/API_waf_GetChangeToken.html> (as AWS's managed policies name
/// them) and <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html> (sessions).
const UNLISTED: &[(&str, &str)] = &[
    ("autoscaling", "scalingPolicy:"),
    ("cloudformation", "transform/"),
    ("sts", "assumed-role/"),
    ("waf", "changetoken/"),
    ("waf-regional", "changetoken/"),
];

/// Resources that AWS provides itself, under no account: documents and parameters of Systems Manager,
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html>, public types,
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeType.html>, and managed views.
const OWNED_BY_AWS: &[(&str, &str)] = &[
    ("cloudformation", "type/"),
    ("resource-explorer-2", "view/"),
    ("ssm", "automation-definition/"),
    ("ssm", "document/"),
    ("ssm", "parameter/aws/"),
];

/// The forms of all ARNs of one service.
type Forms = Vec<(String, Vec<Template>)>;

pub(super) fn look(subject: &mut Subject<'_>) {
    let mut forms = Forms::new();
    for statement in &subject.policy.statements {
        for value in statement.resource.iter().flat_map(|list| &list.values) {
            // White space makes another bucket of it, which no bucket can be.
            let is_spaced = value.value != value.value.trim();
            let is_told = is_open(&value.value)
                || is_said(subject, "resource-not-an-arn", value.span)
                || is_spaced && is_said(subject, "resource-names-another-bucket", value.span);
            if let Some(arn) = Arn::parse(&value.value).filter(|_| !is_told) {
                one(subject, &mut forms, statement, value, &arn);
            }
        }
    }
}

fn one(
    subject: &mut Subject<'_>,
    forms: &mut Forms,
    statement: &Statement,
    value: &Spanned<String>,
    arn: &Arn,
) {
    let say = |subject: &mut Subject<'_>, check, found: &str| {
        subject.say(check, value.span, statement, found);
    };
    if is_literal(arn.partition()) && !regions::is_partition(arn.partition()) {
        say(subject, &PARTITION, arn.as_str());
    }
    let service = arn.service();
    if !is_literal(service) {
        if is_pattern(service) && service.chars().any(|character| character != '*') {
            say(subject, &WILDCARD, arn.as_str());
        }
        return;
    }
    let lower = service.to_ascii_lowercase();
    if lower != service {
        // How it is written is another check's.
        return;
    }
    let Some(catalog) = Catalog::aws() else { return };
    if forms.iter().all(|(known, _)| known != service) {
        forms.push((lower, forms_of(catalog, service)));
    }
    let known = forms.iter().find(|(known, _)| known == service);
    let known = known.map(|(_, templates)| templates.as_slice()).unwrap_or_default();
    if known.is_empty() {
        if catalog.service(service).is_none() {
            say(subject, &SERVICE, arn.as_str());
            if !ended(subject, service) {
                likely(subject, alike::nearest(service, catalog.prefixes()));
            }
        }
        return;
    }
    if is_misplaced(subject.kind, statement, arn) {
        say(subject, &MISPLACED, arn.as_str());
        return;
    }
    form(subject, statement, value, arn, known);
}

/// What is wrong with Region, account and resource, where the service has such ARNs.
fn form(
    subject: &mut Subject<'_>,
    statement: &Statement,
    value: &Spanned<String>,
    arn: &Arn,
    known: &[Template],
) {
    let open = varying(arn.resource());
    if let Some(hint) = slip_in_resource(arn, &open) {
        subject.say(&NO_SUCH_RESOURCE, value.span, statement, arn.as_str());
        and(subject, &hint.words());
        // The form is that of an ARN that there might be.
        if hint == NO_SUFFIX {
            lower(subject, Severity::Warning);
        }
        return;
    }
    let own = Glob::new(&open);
    let fits = |form: &&Template| Glob::new(&form.resource()).cover(&own) != Cover::None;
    let mut fitting: Vec<&Template> = known.iter().filter(fits).collect();
    // Anything may be a bucket, but with a Region or an account an access point is meant.
    let word = first_word(arn.resource());
    let is_it = |form: &&&Template| is_literal(word) && first_word(&form.resource()) == word;
    if !(arn.region().is_empty() && arn.account().is_empty()) && fitting.iter().any(|it| is_it(&it))
    {
        fitting.retain(|form| is_it(&form));
    }
    // Only those for several Regions have none.
    let is_regional = |(name, _): (&str, _)| is_literal(name) && !name.ends_with(".mrap");
    if access_point(arn).is_some_and(is_regional) {
        fitting.retain(|form| form.region == "*");
    }
    let found = arn.as_str();
    if fitting.is_empty() {
        // A variable may stand for anything, a first colon or slash as well.
        let is_told = !arn.resource().is_empty() && is_literal(first_word(arn.resource()));
        if is_told && !is_among(UNLISTED, arn) {
            subject.say(&NO_SUCH_RESOURCE, value.span, statement, found);
            expected(subject, known);
        }
        return;
    }
    let all = |test: &dyn Fn(&Template) -> bool| fitting.iter().all(|form| test(form));
    let (region, account) = (arn.region(), arn.account());
    if region.is_empty() && all(&|form| form.region == "*") && account != "aws" {
        subject.say(&NO_REGION, value.span, statement, found);
    } else if is_literal(region) && all(&|form| form.region.is_empty()) {
        let fix = without(subject, statement, value, arn, Part::Region);
        subject.say_with(&REGION_TOO_MUCH, value.span, statement, found, Some(fix));
    } else if is_literal(region)
        && !regions::is_region(region)
        && all(&|form| matches!(form.region, "*" | ""))
    {
        subject.say(&REGION, value.span, statement, region);
        likely(subject, regions::meant(region));
    } else if is_literal(region) {
        elsewhere(subject, statement, value, arn);
    }
    if account.is_empty() && all(&|form| form.account == "*") && !is_among(OWNED_BY_AWS, arn) {
        subject.say(&NO_ACCOUNT, value.span, statement, found);
    } else if is_literal(account) && all(&|form| form.account.is_empty()) {
        let fix = without(subject, statement, value, arn, Part::Account);
        subject.say_with(&ACCOUNT_TOO_MUCH, value.span, statement, found, Some(fix));
    }
}

/// What names nothing, though a pattern for all names takes it in; `open` has `*` for each variable.
fn slip_in_resource(arn: &Arn, open: &str) -> Option<Localized<&'static str>> {
    if [",arn:", " arn:"].iter().any(|next| has(open, next)) {
        return Some(SEVERAL);
    }
    if let Some(hint) = slip_by_service(arn) {
        return Some(hint);
    }
    // Names of the first years may have capitals and underscores.
    let is_letter =
        |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '.' | '_' | '*' | '?');
    arn.bucket()?;
    let name = open.split('/').next().unwrap_or_default();
    (name.is_empty() || !name.chars().all(is_letter)).then_some(NO_BUCKET)
}

/// Objects of an access point that are not named as such, and a secret without what AWS puts behind its name:
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html>.
fn slip_by_service(arn: &Arn) -> Option<Localized<&'static str>> {
    let resource = arn.resource();
    if let Some((_, inner)) = access_point(arn) {
        let first = inner.map_or("object", first_word);
        return (!is_pattern(first) && first != "object").then_some(NO_OBJECT);
    }
    let secret = resource.strip_prefix("secret:").filter(|_| arn.service() == "secretsmanager")?;
    let end = secret.rsplit_once('-').map_or("", |(_, end)| end);
    let is_whole = end.len() == 6 && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_literal(secret) && !is_whole).then_some(NO_SUFFIX)
}

/// The name of an access point of S3, and what stands behind it.
fn access_point(arn: &Arn) -> Option<(&str, Option<&str>)> {
    let rest = arn.resource().strip_prefix("accesspoint/").filter(|_| arn.service() == "s3")?;
    Some(rest.split_once('/').map_or((rest, None), |(name, inner)| (name, Some(inner))))
}

/// A Region that the ARN's partition does not have.
fn elsewhere(subject: &mut Subject<'_>, statement: &Statement, value: &Spanned<String>, arn: &Arn) {
    let (partition, right) = (arn.partition(), regions::partition_of(arn.region()));
    if !regions::is_partition(partition) || partition == right {
        return;
    }
    let (service, region) = (arn.service(), arn.region());
    let new = format!("arn:{right}:{service}:{region}:{}:{}", arn.account(), arn.resource());
    let impact = applies_to_more(statement);
    let edits = vec![Edit::replace(value.span, quoted(&new))];
    let fix = fix(use_instead(&new), impact, subject.document, edits);
    subject.say_with(&ELSEWHERE, value.span, statement, arn.region(), Some(fix));
    let words = Words {
        en: format!(" It is in `{right}`."),
        ja: format!("これは `{right}` のリージョンです。"),
    };
    and(subject, &words);
}

/// What it does that a resource of the statement's is one at last.
fn applies_to_more(statement: &Statement) -> Impact {
    let listed = statement.resource.as_ref().is_some_and(|list| list.polarity == Polarity::Listed);
    if statement.is(Effect::Allow) == listed { Impact::Widens } else { Impact::Narrows }
}

#[derive(Clone, Copy)]
enum Part {
    Region,
    Account,
}

/// The ARN without what it should not have. It then names something.
fn without(
    subject: &Subject<'_>,
    statement: &Statement,
    value: &Spanned<String>,
    arn: &Arn,
    part: Part,
) -> crate::report::Fix {
    let (region, account, title) = match part {
        Part::Region => ("", arn.account(), ("Remove the Region", "リージョンを削除")),
        Part::Account => (arn.region(), "", ("Remove the account", "アカウントを削除")),
    };
    let (partition, service, resource) = (arn.partition(), arn.service(), arn.resource());
    let new = format!("arn:{partition}:{service}:{region}:{account}:{resource}");
    let impact = applies_to_more(statement);
    let title = Words { en: title.0.to_owned(), ja: title.1.to_owned() };
    fix(title, impact, subject.document, vec![Edit::replace(value.span, quoted(&new))])
}

/// Names the service's forms, where they are few.
fn expected(subject: &mut Subject<'_>, known: &[Template]) {
    let mut forms: Vec<String> = Vec::new();
    for form in known {
        let resource = form.resource();
        if !forms.contains(&resource) {
            forms.push(resource);
        }
    }
    if forms.len() > 6 {
        return;
    }
    let forms = forms.join("`, `");
    let words = Words {
        en: format!(" What stands behind the last colon is one of `{forms}`."),
        ja: format!("最後のコロンの後は `{forms}` のいずれかです。"),
    };
    and(subject, &words);
}

/// Whether a policy of `kind` is never attached to what `arn` names.
fn is_misplaced(kind: Kind, statement: &Statement, arn: &Arn) -> bool {
    let is_listed = |list: &crate::policy::ListElement| list.polarity == Polarity::Listed;
    if !statement.resource.as_ref().is_some_and(is_listed) {
        return false;
    }
    match kind {
        Kind::Bucket => {
            let is_access_point =
                arn.service() == "s3" && arn.resource().starts_with("accesspoint/");
            !arn.service().starts_with("s3") || is_access_point
        }
        Kind::AccessPoint => !arn.service().starts_with("s3") || arn.bucket().is_some(),
        Kind::Key => arn.service() != "kms" || arn.resource().starts_with("alias/"),
        _ => false,
    }
}

/// The forms of all ARNs with that service, whose types they are apart, and its own that may have any.
fn forms_of(catalog: Catalog, service: &str) -> Vec<Template> {
    let mut forms = Vec::new();
    for known in catalog.services_of_arns(service) {
        let own = known.types().flat_map(ResourceType::templates);
        let is_own = |form: &Template| form.service == "*" && known.prefix == service;
        forms.extend(own.filter(|form| form.service == service || is_own(form)));
    }
    forms
}

/// Whether one of `starts` is the service and the start of the resource.
fn is_among(starts: &[(&str, &str)], arn: &Arn) -> bool {
    let mut starts = starts.iter();
    starts.any(|(service, start)| arn.service() == *service && arn.resource().starts_with(start))
}

/// Neither empty nor open to more than one value.
fn is_literal(text: &str) -> bool {
    !text.is_empty() && !is_pattern(text)
}

fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '$'])
}

fn first_word(resource: &str) -> &str {
    resource.split(['/', ':']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
