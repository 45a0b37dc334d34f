//! What AWS answers when a document is saved: whether it refuses it, in its own words where these are known, all
//! places at once. Not: what follows for a call, and the findings that say the same of a place.

mod bucket;
mod characters;
mod control;
mod endpoint;
mod fit;
mod identity;
mod principals;
mod sizes;
mod slips;
mod told;
mod trust;
mod vendors;

use undenied_json::{Node, Parse, Span, cut, sorted};

use crate::{
    case::Reading,
    lang::{Localized, Words},
    policy::{Kind, Policy, Problem, Statement},
    report::{Place, StatementRef},
    template,
};

pub(crate) use told::tell;

/// That AWS would not save a document, and all that it would object to. AWS itself names only what comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Index into [`crate::Input::documents`].
    pub document: usize,
    /// The API operation that saves such a policy; empty where the service is not known.
    pub operation: &'static str,
    /// The error's code; empty where it is not known.
    pub code: &'static str,
    /// At least one, in the order in which AWS comes upon them.
    pub errors: Vec<RefusalError>,
}

/// One thing that AWS objects to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalError {
    /// AWS's own message, in English; empty where it is not known.
    pub text: String,
    pub place: Place,
    /// What is wrong there; empty where a finding at the place says it.
    pub words: Words,
}

impl Refusal {
    /// Whether the text cannot be what AWS has. Of IAM's lengths that is not certain: AWS's own managed policies are
    /// longer, and the quota of trust policies can be raised.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.code != sizes::OF_IAM
    }

    /// The errors whose words are AWS's, each of these once.
    pub fn texts(&self) -> impl Iterator<Item = &RefusalError> {
        self.errors.iter().enumerate().filter_map(|(index, error)| {
            let before = self.errors.get(..index).unwrap_or_default();
            let is_new = before.iter().all(|other| other.text != error.text);
            (!error.text.is_empty() && is_new).then_some(error)
        })
    }
}

/// More than anybody reads.
const MOST: usize = 100;

/// How AWS refuses policies of a kind: by which operation and code.
const fn answer(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Identity => ("PutRolePolicy", "MalformedPolicyDocument"),
        Kind::PermissionsBoundary => ("CreatePolicy", "MalformedPolicyDocument"),
        Kind::Trust => ("UpdateAssumeRolePolicy", "MalformedPolicyDocument"),
        Kind::Session => ("AssumeRole", "MalformedPolicyDocument"),
        Kind::ServiceControl | Kind::ResourceControl => {
            ("CreatePolicy (Organizations)", "MalformedPolicyDocumentException")
        }
        Kind::Bucket => ("PutBucketPolicy", "MalformedPolicy"),
        Kind::AccessPoint => ("PutAccessPointPolicy", "MalformedPolicy"),
        Kind::Key => ("PutKeyPolicy", "MalformedPolicyDocumentException"),
        Kind::VpcEndpoint => ("ModifyVpcEndpoint", "InvalidPolicyDocument"),
        Kind::Resource => ("", ""),
    }
}

/// A document as it was read.
struct Read<'a> {
    document: usize,
    kind: Kind,
    text: &'a str,
    parse: &'a Parse,
    problems: &'a [Problem],
    /// Unless nothing of it could be read.
    policy: Option<&'a Policy>,
    /// The bucket that the user says it belongs to.
    bucket: Option<&'a str>,
}

/// Says of each document what AWS would answer; `bucket` is the user's.
pub(crate) fn look(readings: &mut [Reading<'_>], bucket: Option<&str>) {
    let of_buckets = readings.iter().filter(|it| it.document.kind == Kind::Bucket).count();
    let kept = readings.iter_mut().enumerate().filter(|(_, reading)| !reading.is_of_none());
    for (document, reading) in kept {
        let policy = reading.policy.as_ref().filter(|policy| !policy.statements.is_empty());
        reading.refusals = refusals(&Read {
            document,
            kind: reading.document.kind,
            text: reading.text(),
            parse: &reading.parse,
            problems: &reading.problems,
            policy,
            // Of several, one at most is that bucket's.
            bucket: bucket.filter(|_| of_buckets == 1),
        });
    }
}

/// What AWS would answer; nothing where it would save the document.
fn refusals(read: &Read<'_>) -> Vec<Refusal> {
    let mut found = Found { read, slips: Vec::new() };
    slips::look(&mut found);
    if let (Some(policy), Some(root)) = (read.policy, &read.parse.root) {
        characters::look(&mut found, root);
        match read.kind {
            Kind::Identity | Kind::PermissionsBoundary | Kind::Session => {
                identity::look(&mut found, policy);
            }
            Kind::Trust => trust::look(&mut found, policy),
            Kind::ServiceControl | Kind::ResourceControl => control::look(&mut found, policy),
            Kind::Bucket | Kind::AccessPoint => bucket::look(&mut found, policy),
            Kind::Key => principals::look(&mut found, policy),
            Kind::VpcEndpoint => endpoint::look(&mut found, policy),
            Kind::Resource => {}
        }
    }
    let (operation, code) = answer(read.kind);
    let mut all = Vec::new();
    let slips = sorted(found.slips, &|one, two| one.order().cmp(&two.order()));
    if !slips.is_empty() {
        let errors = slips.into_iter().take(MOST).map(|slip| slip.error(read)).collect();
        all.push(Refusal { document: read.document, operation, code, errors });
    }
    all.extend(sizes::refusal(read, operation));
    all
}

/// What AWS comes upon at one time: IAM reads the whole document more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// The document as text.
    Text,
    /// Its elements.
    Syntax,
    /// Their values, as the older parser takes them.
    Legacy,
    /// Each statement, and in it one element after the other.
    Statement(u8),
}

struct Slip {
    stage: Stage,
    statement: Option<usize>,
    span: Span,
    text: String,
    words: Words,
}

impl Slip {
    /// Statement by statement, once the whole is read.
    fn order(&self) -> (Stage, usize, Stage, Span) {
        let statement = self.statement.map_or(0, |index| index + 1);
        match self.stage {
            Stage::Statement(_) => (Stage::Statement(0), statement, self.stage, self.span),
            whole => (whole, statement, whole, self.span),
        }
    }

    fn error(self, read: &Read<'_>) -> RefusalError {
        let found = self.statement.and_then(|index| {
            let policy = read.policy?;
            policy.statements.iter().find(|statement| statement.index == index)
        });
        let statement = self.statement.map(|index| StatementRef {
            index,
            sid: found.and_then(|it| it.sid.as_ref()).map(|sid| sid.value.clone()),
        });
        let place = Place { document: read.document, span: self.span, statement };
        RefusalError { text: self.text, place, words: self.words }
    }
}

/// What was found in one document so far.
struct Found<'a> {
    read: &'a Read<'a>,
    slips: Vec<Slip>,
}

/// What is wrong, with `{}` for what was found.
type Wrong = Localized<&'static str>;

/// A text in English and in Japanese.
const fn both(en: &'static str, ja: &'static str) -> Wrong {
    Localized { en, ja }
}

impl Found<'_> {
    /// AWS objects to `span` with `text`.
    fn add(
        &mut self,
        stage: Stage,
        statement: Option<usize>,
        span: Span,
        text: &str,
        words: Words,
    ) {
        if self.slips.len() < MOST * 4 {
            self.slips.push(Slip { stage, statement, span, text: text.to_owned(), words });
        }
    }

    /// The same of a value in `statement`, by the rank of its check there.
    fn say(
        &mut self,
        rank: u8,
        statement: &Statement,
        span: Span,
        text: &str,
        (wrong, found): (Wrong, &str),
    ) {
        let words = filled(wrong, found);
        self.add(Stage::Statement(rank), Some(statement.index), span, text, words);
    }
}

fn filled(wrong: Wrong, found: &str) -> Words {
    let found = found.replace('`', "'");
    let fill = |text: &str| match cut(text, "{}") {
        Some((before, after)) => format!("{before}{found}{after}"),
        None => text.to_owned(),
    };
    Words { en: fill(wrong.en), ja: fill(wrong.ja) }
}

/// Whether a template or a person has still to fill something in; then nothing is said of its form.
fn is_open(value: &str) -> bool {
    template::reference(value).is_some() || template::placeholder(value).is_some()
}

/// Every string in `node`, names of members included.
fn strings(node: &Node, look: &mut dyn FnMut(Span)) {
    for member in node.members().unwrap_or_default() {
        look(member.name.span);
        strings(&member.value, look);
    }
    for element in node.elements().unwrap_or_default() {
        strings(element, look);
    }
    if node.text().is_some() {
        look(node.span);
    }
}

/// AWS's partitions, by <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>.
fn is_partition(name: &str) -> bool {
    let known = ["aws", "aws-cn", "aws-us-gov", "aws-eusc"];
    name.contains(['*', '?', '$']) || known.contains(&name) || name.starts_with("aws-iso")
}
