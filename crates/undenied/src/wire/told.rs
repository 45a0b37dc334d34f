//! Single facts, as files and pastes tell them, put together to the `facts` of a case. Not: finding them.

use serde::Deserialize;
use undenied_json::{Member, Node, Span, Text, Value};

use super::{
    facts::{is_considered, read},
    part::{self, Part},
};
use crate::{Facts, intake::FoundFact, policy::Arn};

/// What the page adds to a case: settings that pastes told, one by one, and which kind of policy the pasted error
/// blames for its call.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Told {
    pub told: Vec<ToldFact>,
    pub refused_by: Option<String>,
    /// How, by the names of `explain`'s answer: the request is from a pasted error then.
    pub refused: Option<String>,
}

/// A fact with what it is about.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ToldFact {
    /// As in a case's `facts`: `bucket.objectOwnership`, `keys.state`.
    pub key: String,
    /// As AWS's API writes it; `null` where nothing is set.
    pub value: String,
    /// Which bucket, object or key, where that is known.
    pub subject: Option<String>,
}

/// The facts that files told of what is `asked` for. What is told of several buckets or objects is told of none;
/// a value that is not known here is left out.
#[must_use]
pub fn facts_told(found: &[FoundFact], asked: Asked<'_>) -> Facts {
    let told = |fact: &FoundFact| ToldFact {
        key: fact.key.clone(),
        value: fact.value.clone(),
        subject: fact.subject.clone(),
    };
    let told: Vec<ToldFact> = found.iter().map(told).collect();
    read(&together(&told, asked).0).unwrap_or_default()
}

/// `facts` with what is `told` beside them, and the names of what could not be taken over. `facts` go first,
/// and what is told of another bucket than theirs, or than the one `asked` for, is left out.
pub(super) fn with_told(
    facts: &[Member],
    told: &[ToldFact],
    asked: Asked<'_>,
) -> (Vec<Member>, Vec<String>) {
    let bucket = Part::root(facts).value("bucket").and_then(Node::members);
    let bucket = bucket.and_then(|bucket| part::member(bucket, "name")).and_then(part::text);
    let (mut all, left_out) = together(told, Asked { bucket: bucket.or(asked.bucket), ..asked });
    overlay(&mut all, facts);
    (all, left_out)
}

fn overlay(below: &mut Vec<Member>, above: &[Member]) {
    for Member { name, value } in above {
        let at = entry(below, &name.value, Value::Missing);
        match (at, &value.value) {
            (Some(Value::Object(below)), Value::Object(above)) => overlay(below, above),
            (Some(at), value) => *at = value.clone(),
            (None, _) => {}
        }
    }
}

/// A member that stands nowhere.
pub(super) const fn member(name: String, value: Value) -> Member {
    let nowhere = Span::new(0, 0);
    Member { name: Text::written(name, nowhere), value: Node { span: nowhere, value } }
}

/// The value called `name`; `first` where there was none.
fn entry<'m>(members: &'m mut Vec<Member>, name: &str, first: Value) -> Option<&'m mut Value> {
    let index = members.iter().position(|member| member.name.value == name).unwrap_or_else(|| {
        members.push(member(name.to_owned(), first));
        members.len() - 1
    });
    members.get_mut(index).map(|member| &mut member.value.value)
}

/// What holds where nothing is set: key, and the fact with its value. S3 encrypts every new object
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html>), and without Object Ownership ACLs count
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>). A policy that there is not stands among the
/// documents.
const UNSET: [(&str, &str, &str); 6] = [
    ("call.acl", "call.acl", "null"),
    ("bucket.objectOwnership", "bucket.objectOwnership", "ObjectWriter"),
    ("bucket.encryption", "bucket.encryption.algorithm", "AES256"),
    ("bucket.publicAccessBlock", "bucket.publicAccessBlock.RestrictPublicBuckets", "false"),
    ("role.permissionsBoundary", BOUNDARY, "none"),
    ("user.permissionsBoundary", BOUNDARY, "none"),
];

const BOUNDARY: &str = "caller.permissionsBoundary";

/// What the case is about, by which facts on others are left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    pub bucket: Option<&'a str>,
    /// ARN of the role, user or session.
    pub caller: Option<&'a str>,
}

/// What a fact on a role or user is where that is the caller.
fn of_caller(key: &str) -> Option<&'static str> {
    match key.strip_prefix("role.").or_else(|| key.strip_prefix("user."))? {
        "permissionsBoundary" => Some(BOUNDARY),
        "attachedPolicies" | "inlinePolicies" => Some(POLICIES),
        _ => None,
    }
}

const POLICIES: &str = "attachedPolicies";

/// What `told` comes to, and the names of the facts that are not in it.
fn together(told: &[ToldFact], asked: Asked<'_>) -> (Vec<Member>, Vec<String>) {
    let mut root = Vec::new();
    let mut taken = Vec::new();
    for fact in told {
        let (part, name) = parts(fact);
        let of_caller = of_caller(&fact.key);
        if !is_considered(&fact.key) && of_caller.is_none() && fact.value != "null" {
            continue;
        }
        let is_taken = if fact.value == "null" {
            let known = UNSET.iter().filter(|_| is_only_subject(told, asked, fact));
            let known = known.filter(|(key, ..)| *key == fact.key);
            known.for_each(|(_, key, value)| tell(&mut root, key, value));
            true
        } else if part == "keys" {
            key_told(&mut root, name, fact)
        } else if is_only_subject(told, asked, fact) {
            match of_caller {
                Some(POLICIES) => policy_told(&mut root, &fact.value),
                of_caller => tell(&mut root, of_caller.unwrap_or(&fact.key), &fact.value),
            }
            true
        } else {
            false
        };
        if is_taken {
            taken.push(&fact.key);
        }
    }
    root.retain(|member: &Member| {
        let is_read = read(std::slice::from_ref(member)).is_ok();
        taken.retain(|key| is_read || key.split('.').next() != Some(member.name.value.as_str()));
        is_read
    });
    let mut left_out: Vec<String> = Vec::new();
    for ToldFact { key, .. } in told {
        if !taken.contains(&key) && !left_out.contains(key) {
            left_out.push(key.clone());
        }
    }
    (root, left_out)
}

/// `bucket` and `encryption.algorithm` of `bucket.encryption.algorithm`.
fn parts(fact: &ToldFact) -> (&str, &str) {
    fact.key.split_once('.').unwrap_or((fact.key.as_str(), ""))
}

fn is_only_subject(told: &[ToldFact], asked: Asked<'_>, fact: &ToldFact) -> bool {
    let Some(subject) = fact.subject.as_deref() else { return true };
    let (part, _) = parts(fact);
    if let Some(bucket) = asked.bucket.filter(|_| part == "bucket") {
        return bucket == subject;
    }
    let caller = asked.caller.filter(|_| of_caller(&fact.key).is_some()).and_then(Arn::parse);
    if let Some(caller) = caller {
        let name = caller.session_role().unwrap_or(caller.name());
        return subject.rsplit('/').next() == Some(name);
    }
    let same = told.iter().filter(|other| parts(other).0 == part);
    let mut subjects = same.filter_map(|other| other.subject.as_deref());
    // IAM prints ARNs and is asked by names.
    let is_of_caller = of_caller(&fact.key).is_some();
    let is_same = |one: &str, other: &str| one.rsplit('/').next() == other.rsplit('/').next();
    subjects.all(|other| other == subject || is_of_caller && is_same(other, subject))
}

/// Sets `path` below `root`, members between made as needed.
fn tell(root: &mut Vec<Member>, path: &str, value: &str) {
    match path.split_once('.') {
        None => {
            let value = match value {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "null" => Value::Null,
                text => Value::String(Text::written(text.to_owned(), Span::default())),
            };
            entry(root, path, value);
        }
        Some((part, rest)) => {
            if let Some(Value::Object(inner)) = entry(root, part, Value::Object(Vec::new())) {
                tell(inner, rest, value);
            }
        }
    }
}

/// One more policy of the caller whose content is not here.
fn policy_told(root: &mut Vec<Member>, name: &str) {
    let caller = entry(root, "caller", Value::Object(Vec::new()));
    let Some(Value::Object(caller)) = caller else { return };
    if let Some(Value::Array(names)) = entry(caller, POLICIES, Value::Array(Vec::new())) {
        let value = Value::String(Text::written(name.to_owned(), Span::default()));
        names.push(Node { span: Span::default(), value });
    }
}

/// Facts on one key stand together; its ARN is their subject. Whether this one is among them.
fn key_told(root: &mut Vec<Member>, name: &str, fact: &ToldFact) -> bool {
    let keys = entry(root, "keys", Value::Array(Vec::new()));
    let (Some(Value::Array(keys)), Some(subject)) = (keys, fact.subject.as_deref()) else {
        return false;
    };
    let is_same = |key: &Node| {
        let arn = key.members().and_then(|key| part::member(key, "arn"));
        arn.and_then(part::text) == Some(subject)
    };
    let index = keys.iter().position(is_same).unwrap_or_else(|| {
        let arn = Value::String(Text::written(subject.to_owned(), Span::default()));
        let value = Value::Object(vec![member("arn".to_owned(), arn)]);
        keys.push(Node { span: Span::default(), value });
        keys.len() - 1
    });
    let key = keys.get_mut(index).filter(|_| !name.contains('.'));
    let Some(Value::Object(key)) = key.map(|key| &mut key.value) else { return false };
    tell(key, name, &fact.value);
    true
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use undenied_json::{Node, Span, Value as Written, Writer, parse};

    use super::{Asked, ToldFact, part::write, with_told};

    fn check(
        facts: &Value,
        told: &[(&str, &str, Option<&str>)],
        expected: &Value,
        left_out: &[&str],
    ) {
        let told = told.iter().map(|(key, value, subject)| ToldFact {
            key: (*key).to_owned(),
            value: (*value).to_owned(),
            subject: subject.map(str::to_owned),
        });
        let told: Vec<ToldFact> = told.collect();
        let facts = parse(&facts.to_string()).root.unwrap();
        let (all, names) = with_told(facts.members().unwrap(), &told, Asked::default());
        let mut out = Writer::default();
        write(&Node { span: Span::default(), value: Written::Object(all) }, &mut out);
        assert_eq!(out.finish(), expected.to_string());
        assert_eq!(names, left_out);
    }

    #[test]
    fn what_is_told_stands_beside_the_facts_which_go_first() {
        check(
            &json!({"bucket": {"name": "acme", "account": "111122223333"}}),
            &[
                ("bucket.requestPayer", "Requester", None),
                ("bucket.account", "999988887777", None),
                ("bucket.publicAccessBlock.BlockPublicAcls", "true", Some("acme")),
                ("keys.state", "Disabled", Some("arn:aws:kms:us-east-1:111122223333:key/k")),
                ("bucket.encryption", "null", None),
                ("bucket.objectOwnership", "null", Some("logs")),
                ("bucket.policy", "null", None),
            ],
            &json!({
                "bucket": {"name": "acme", "account": "111122223333", "requestPayer": "Requester",
                           "publicAccessBlock": {"BlockPublicAcls": true},
                           "encryption": {"algorithm": "AES256"}},
                "keys": [{"arn": "arn:aws:kms:us-east-1:111122223333:key/k", "state": "Disabled"}],
            }),
            &[],
        );
    }

    #[test]
    fn policies_of_the_caller_that_are_only_named_are_told() {
        check(
            &json!({}),
            &[
                ("role.permissionsBoundary", "null", Some("arn:aws:iam::111122223333:role/etl")),
                ("role.attachedPolicies", "arn:aws:iam::111122223333:policy/x", Some("etl")),
                ("role.inlinePolicies", "read", Some("etl")),
            ],
            &json!({"caller": {"permissionsBoundary": "none",
                    "attachedPolicies": ["arn:aws:iam::111122223333:policy/x", "read"]}}),
            &[],
        );
    }

    #[test]
    fn what_cannot_be_considered_is_named() {
        check(
            &json!({}),
            &[("bucket.versioning", "Enabled", None)],
            &json!({}),
            &["bucket.versioning"],
        );
        check(
            &json!({}),
            &[("bucket.requestPayer", "Somebody", None), ("bucket.region", "eu-west-1", None)],
            &json!({}),
            &["bucket.requestPayer", "bucket.region"],
        );
        check(
            &json!({"bucket": {"name": "acme"}}),
            &[("bucket.requestPayer", "Requester", Some("logs"))],
            &json!({"bucket": {"name": "acme"}}),
            &["bucket.requestPayer"],
        );
        check(
            &json!({}),
            &[
                ("bucket.mfaDelete", "Enabled", Some("a")),
                ("bucket.mfaDelete", "Enabled", Some("b")),
            ],
            &json!({}),
            &["bucket.mfaDelete"],
        );
    }
}
