//! From a text without secrets to what it says: finds the errors, chooses one, gathers what is
//! known of it. Not: what it means.

use std::ops::Range;

use super::{
    Category, Explanation, client, cloudtrail, codes, details, japanese,
    japanese::TidbCloud,
    message::{self, Message, Reason},
    normalize::normalize,
    operation,
    page::Page,
    saving, sites,
    sites::Site,
};
use crate::{
    catalog,
    policy::{Arn, Kind, is_account_id},
    secrets,
};

/// Reads `text`, in which secrets are masked.
pub(super) fn read(text: &str) -> Explanation {
    if let Some(explanation) = cloudtrail::read(text) {
        return explanation;
    }
    // Undoing an encoding may bring to light what was hidden in it.
    let plain = secrets::mask(&normalize(text)).text;
    let page = Page::new(&plain);
    let sites = sites::find(&page);
    let read: Vec<Explanation> = sites.iter().map(|site| of_site(&page, site)).collect();
    let rank = |explanation: &Explanation| match explanation.category {
        Category::Denied => 0,
        Category::PolicySave | Category::NotAPolicy | Category::NotSet => 1,
        Category::Other | Category::NoError => 2,
    };
    let best = read.iter().map(rank).min();
    let Some((site, chosen)) = sites.iter().zip(&read).find(|(_, one)| Some(rank(one)) == best)
    else {
        return Explanation::default();
    };
    let mut explanation = chosen.clone();
    explanation.others = others(&read, chosen);
    if explanation.code.is_none() && explanation.category == Category::Denied {
        // The code may stand behind the sentence, as in `{"message": …, "code": …}`.
        let bare =
            read.iter().filter(|one| one.category == Category::Denied && one.action.is_none());
        explanation.code =
            bare.filter(|one| one.operation.is_none()).find_map(|one| one.code.clone());
    }
    explanation.client = client::detect(&page);
    details::fill(&page, &site.range, &mut explanation);
    complete(&mut explanation);
    explanation
}

/// How many errors differ from `chosen` and from each other. A code or `Access Denied` by itself
/// only repeats what was told more fully.
fn others(all: &[Explanation], chosen: &Explanation) -> usize {
    let key = |one: &Explanation| {
        (one.code.clone(), one.operation.clone(), one.action.clone(), one.resource.clone())
    };
    let repeats = |one: &Explanation| {
        let is_bare = one.operation.is_none() && one.action.is_none();
        one.category == chosen.category
            && (is_bare && one.tells == chosen.tells || key(one) == key(chosen))
            || is_bare && one.category == Category::Denied && chosen.category == Category::Denied
    };
    let mut keys: Vec<_> = all.iter().filter(|one| !repeats(one)).map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len()
}

/// What stands at one place, without what the whole text tells.
fn of_site(page: &Page<'_>, site: &Site) -> Explanation {
    let mut explanation = Explanation {
        code: site.code.clone().map(|code| short_code(&code)),
        http_status: site.status,
        operation: site.operation.clone(),
        ..Explanation::default()
    };
    explanation.details.service.clone_from(&site.service);
    if let Some(message) =
        message::read(page, &site.range).or_else(|| japanese::read(page, &site.range))
    {
        take_message(&mut explanation, page, message);
    } else if let Some(range) = site.message.clone().or_else(|| details::message(page, &site.range))
    {
        explanation.details.message = Some(page.sentence(range));
    }
    if let Some((error, range)) = japanese::tidb_cloud(page, &site.range) {
        explanation.details.message = Some(page.sentence(range));
        take_tidb_cloud(&mut explanation, error);
    }
    if page.find("uc_iam_role_non_self_assuming", site.range.clone()).is_some() {
        explanation.action = Some("sts:AssumeRole".to_owned());
        explanation.policy_type = Some(Kind::Trust);
    }
    let words = "theciphertextreferstoacustomermasterkey";
    if page.find(words, site.range.clone()).is_some() {
        (explanation.policy_type, explanation.category) = (Some(Kind::Key), Category::Denied);
    }
    classify(&mut explanation, page, &site.range);
    explanation
}

/// `403 Forbidden` and `403` are one.
fn short_code(code: &str) -> String {
    match code.split_once(' ') {
        Some((number, _)) if number.bytes().all(|byte| byte.is_ascii_digit()) => number.to_owned(),
        _ => code.to_owned(),
    }
}

/// Takes over what AWS's sentence says.
pub(super) fn take_message(explanation: &mut Explanation, page: &Page<'_>, message: Message) {
    let range = message.range.clone();
    explanation.category = Category::Denied;
    explanation.decision = message.reason.decision();
    explanation.policy_type = match message.reason.policy() {
        // AWS names the type; which of them it is shows in the resource.
        Some(Kind::Bucket) => {
            Some(message::resource_based(message.action.as_deref(), message.resource.as_deref()))
        }
        other => other,
    };
    explanation.not_a_policy_problem = matches!(
        message.reason,
        Reason::PublicAcls | Reason::PublicPolicy | Reason::CustomerProvidedKey
    );
    explanation.reason = message.reason;
    explanation.principal = message.principal;
    explanation.action = message.action;
    explanation.resource = message.resource;
    explanation.policy_arn = message.policy_arn;
    explanation.details.message = Some(page.sentence(range));
}

fn take_tidb_cloud(explanation: &mut Explanation, error: TidbCloud) {
    explanation.category = Category::Denied;
    match error {
        TidbCloud::CannotAssume { role } => {
            explanation.action = Some("sts:AssumeRole".to_owned());
            explanation.operation = Some("AssumeRole".to_owned());
            explanation.resource = role.filter(|role| Arn::parse(role).is_some());
        }
        TidbCloud::Denied { source } => {
            let found = source.as_deref().and_then(crate::bucket_and_prefix);
            if let Some((bucket, key)) = found {
                explanation.details.bucket = Some(bucket);
                explanation.details.key = Some(key).filter(|key| !key.is_empty());
            }
            explanation.details.service = Some("s3".to_owned());
            // By <https://docs.pingcap.com/tidbcloud/troubleshoot-import-access-denied-error/>.
            let needs = ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"];
            explanation.needs = needs.map(str::to_owned).to_vec();
        }
    }
}

/// Sets the category and what follows from the code.
pub(super) fn classify(explanation: &mut Explanation, page: &Page<'_>, range: &Range<usize>) {
    let words = || {
        // Access Denied is said beside what tells more.
        let (plain, telling): (Vec<_>, Vec<_>) =
            codes::CODES.iter().partition(|code| code.category == Category::Denied);
        let is_said = |words: &&str| page.find(words, range.clone()).is_some();
        telling.into_iter().chain(plain).find(|code| code.words.iter().any(is_said))
    };
    if explanation.code.is_none() && explanation.category == Category::NoError {
        explanation.code = match (words(), explanation.http_status) {
            (Some(code), _) => Some(short_code(code.name)),
            (None, Some(403)) => Some("403".to_owned()),
            (None, _) => None,
        };
    }
    let save = saving::find(page, range);
    let known = explanation.code.as_deref().and_then(codes::by_name);
    // Old messages of KMS and plain codes name what the words tell more closely.
    let closer = words().filter(|code| {
        known.is_none_or(|known| known.category == Category::Denied)
            && code.category != Category::Denied
    });
    if explanation.category != Category::Denied {
        explanation.category = match (known, closer, save) {
            (_, _, Some(_)) => Category::PolicySave,
            (_, Some(code), None) | (Some(code), None, None) => code.category,
            (None, None, None) => Category::Other,
        };
    }
    explanation.save_error = save.filter(|_| explanation.category == Category::PolicySave);
    let telling = closer.or(known).filter(|code| code.category == explanation.category);
    explanation.tells = telling.map(|code| code.name);
    explanation.facts.extend(telling.and_then(|code| code.fact));
    let status = known.or(telling).map(|code| code.status).filter(|status| *status > 0);
    explanation.http_status = explanation.http_status.or(status);
    if matches!(explanation.category, Category::NotAPolicy | Category::NotSet) {
        explanation.not_a_policy_problem = true;
    }
}

/// Adds what follows from the rest: needed actions, ARNs, accounts.
pub(super) fn complete(explanation: &mut Explanation) {
    let service = explanation.details.service.clone();
    if let Some(operation) = &explanation.operation {
        explanation.needs = operation::needs(service.as_deref(), operation);
    }
    if let (None, [only]) = (&explanation.action, explanation.needs.as_slice()) {
        explanation.action = Some(only.clone());
    }
    if let Some(action) = &explanation.action {
        let service = action.split(':').next().map(str::to_owned);
        explanation.details.service = service;
    }
    let Explanation { details, resource, action, .. } = explanation;
    if let Some(arn) = resource.as_deref().and_then(Arn::parse) {
        if let Some(bucket) = arn.bucket() {
            details.bucket = Some(bucket.to_owned());
            details.key = arn.object_key().map(str::to_owned).or(details.key.take());
        }
        details.resource_account = account(&arn).or(details.resource_account.take());
    } else if resource.is_none() {
        *resource =
            details::resource_arn(details, action.as_deref().and_then(catalog::s3_resource));
    }
    let principal = explanation.principal.as_deref().and_then(Arn::parse);
    if details.principal_account.is_none() {
        details.principal_account = principal.as_ref().and_then(account);
    }
    let is_denied = explanation.category == Category::Denied;
    if is_denied && explanation.code.is_none() && explanation.http_status == Some(403) {
        // Version 2 of the SDK for Java leaves the code out.
        explanation.code = Some("AccessDenied".to_owned());
    }
}

fn account(arn: &Arn) -> Option<String> {
    Some(arn.account()).filter(|account| is_account_id(account)).map(str::to_owned)
}
