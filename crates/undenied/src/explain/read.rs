//! From a text without secrets to what it says: finds the errors, chooses one, gathers what is
//! known of it. Not: what it means.

use std::ops::Range;

use super::{
    Category, Explanation, client, cloudtrail, codes, details,
    excerpt::excerpt,
    japanese,
    japanese::TidbCloud,
    message::{self, Message, Reason},
    normalize::normalize,
    operation,
    page::Page,
    places, saving, sites,
    sites::Site,
    vendors,
};
use crate::{
    catalog,
    intake::Origin,
    policy::{Arn, Kind, is_account_id},
    secrets,
};

/// As many errors of one text are read in full.
const MOST: usize = 300;

/// What `text`, in which secrets are masked, says first of all.
pub(super) fn read(text: &str) -> Explanation {
    match cloudtrail::read(text, 1) {
        Some((mut events, others)) => {
            let event = events.pop().unwrap_or_default();
            Explanation { others, ..event }
        }
        None => Reading::with(text, |reading| {
            let best = reading.best();
            let explanation = best.and_then(|best| reading.finished(best, 0..reading.page.len()));
            explanation.unwrap_or_default()
        }),
    }
}

/// The different errors in `text` in its order, at most `most`, and how many there are beyond.
pub(super) fn read_all(text: &str, most: usize) -> (Vec<Explanation>, usize) {
    if let Some(found) = cloudtrail::read(text, most) {
        return found;
    }
    Reading::with(text, |reading| {
        let Some(best) = reading.best() else { return (Vec::new(), 0) };
        let kept = reading.different(best);
        let is_one = kept.len() == 1;
        let finished = kept.iter().take(most).filter_map(|index| {
            let own = reading.sites.get(*index)?.range.clone();
            reading.finished(*index, if is_one { 0..reading.page.len() } else { own })
        });
        (finished.collect(), kept.len().saturating_sub(most))
    })
}

/// A text being read.
struct Reading<'a> {
    page: &'a Page<'a>,
    origin: Origin,
    sites: Vec<Site>,
    /// What stands at each of the sites; what was said before in the same words is `None`.
    read: Vec<Option<Explanation>>,
}

impl Reading<'_> {
    /// What `finish` makes of `text`, once it is read.
    fn with<T>(text: &str, finish: impl FnOnce(&Reading<'_>) -> T) -> T {
        let excerpt = excerpt(text);
        let (plain, origin) = normalize(&excerpt.text);
        // Undoing an encoding may bring to light what was hidden in it.
        let is_same = plain.len() == excerpt.text.len() && plain == excerpt.text;
        let plain = if is_same { plain } else { secrets::mask(&plain).text };
        let page = Page::new(&plain);
        let sites = sites::find(&page);
        let mut said = Vec::new();
        let read = sites.iter().map(|site| {
            let words = page.written(site.range.clone()).trim();
            let is_new = said.len() < MOST && !said.contains(&words);
            is_new.then(|| {
                said.push(words);
                of_site(&page, site)
            })
        });
        let read = read.collect();
        finish(&Reading { page: &page, origin: origin.through(&excerpt.origin), sites, read })
    }

    /// The error that tells most; of several such the first.
    fn best(&self) -> Option<usize> {
        // A program that gets no role wanted something with it, which its error names first.
        let lacks_role = |explanation: &Explanation| {
            explanation.policy_type == Some(Kind::Trust) && explanation.operation.is_none()
        };
        let rank = |explanation: &Explanation| match explanation.category {
            Category::Denied if lacks_role(explanation) => -1,
            Category::Denied if explanation.action.is_some() || explanation.operation.is_some() => {
                0
            }
            // A code by itself.
            Category::Denied => 1,
            Category::PolicySave | Category::NotAPolicy | Category::NotSet => 2,
            Category::Other | Category::NoError => 3,
        };
        let ranked = self.read.iter().enumerate();
        let ranked = ranked.filter_map(|(index, one)| Some((rank(one.as_ref()?), index)));
        ranked.min().map(|(_, index)| index)
    }

    /// The errors that differ from each other and from the one at `best`, with that one. A code or
    /// `Access Denied` by itself only repeats what was told more fully.
    fn different(&self, best: usize) -> Vec<usize> {
        let Some(chosen) = self.read.get(best).and_then(Option::as_ref) else { return Vec::new() };
        let mut different: Vec<(usize, &Explanation)> = Vec::new();
        for (index, one) in self.read.iter().enumerate() {
            let Some(one) = one else { continue };
            let is_known = || different.iter().any(|(_, known)| is_alike(known, one));
            if index == best || !repeats(one, chosen) && !is_known() {
                different.push((index, one));
            }
        }
        different.into_iter().map(|(index, _)| index).collect()
    }

    /// The error at `index` with what the text around it tells within `scope`.
    fn finished(&self, index: usize, scope: Range<usize>) -> Option<Explanation> {
        let (page, site) = (self.page, self.sites.get(index)?);
        let mut explanation = self.read.get(index)?.clone()?;
        explanation.others = self.different(index).len().saturating_sub(1);
        if explanation.code.is_none() && explanation.category == Category::Denied {
            explanation.code = self.code_behind(index, &scope);
        }
        explanation.client = client::detect(page);
        details::fill(page, &site.range, &scope, &mut explanation);
        complete(&mut explanation);
        let before = index.checked_sub(1).and_then(|before| self.sites.get(before));
        let before = before.map_or(0, |before| before.head);
        explanation.places = places::find(page, &self.origin, site, before, &explanation);
        Some(explanation)
    }

    /// The code may stand behind the sentence, as in `{"message": …, "code": …}`.
    fn code_behind(&self, index: usize, scope: &Range<usize>) -> Option<String> {
        let mut bare =
            self.sites.iter().zip(&self.read).enumerate().filter_map(|(at, (site, one))| {
                let one = one.as_ref()?;
                let is_bare = one.action.is_none() && one.operation.is_none();
                let is_near = scope.contains(&site.range.start) || at == index + 1;
                (is_bare && is_near && one.category == Category::Denied)
                    .then(|| one.code.clone())?
            });
        bare.next()
    }
}

fn is_alike(one: &Explanation, other: &Explanation) -> bool {
    one.code == other.code
        && one.operation == other.operation
        && one.action == other.action
        && one.resource == other.resource
}

fn repeats(one: &Explanation, chosen: &Explanation) -> bool {
    let is_bare = one.operation.is_none() && one.action.is_none();
    one.category == chosen.category
        && (is_bare && one.tells == chosen.tells || is_alike(one, chosen))
        || is_bare && one.category == Category::Denied && chosen.category == Category::Denied
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
    vendors::take(&mut explanation, page, &site.range);
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
