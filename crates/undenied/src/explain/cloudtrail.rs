//! CloudTrail events, the fullest account of a refusal, by
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>.

use undenied_json::{Node, Value, parse};

use super::{
    Category, Client, Explanation, codes, japanese, message,
    normalize::normalize,
    page::Page,
    read::{classify, complete, take_message},
};
use crate::{policy::is_account_id, secrets};

/// How deep events are looked for in wrappers and in strings that hold JSON.
const DEEPEST: usize = 8;

/// The first refused event in `text`; `None` where there is no event with an error.
pub(super) fn read(text: &str) -> Option<Explanation> {
    if !(text.contains("eventName") && text.contains("errorCode")) {
        return None;
    }
    let mut events = Vec::new();
    collect_from_text(text, 0, &mut events);
    if events.is_empty() {
        let lines = text.lines().filter(|line| line.trim_start().starts_with('{'));
        lines.for_each(|line| collect_from_text(line, 0, &mut events));
    }
    let read: Vec<Explanation> = events.iter().map(explain).collect();
    let is_denied = |one: &&Explanation| one.category == Category::Denied;
    let mut chosen = read.iter().find(is_denied).or_else(|| read.first())?.clone();
    chosen.others = read.len() - 1;
    Some(chosen)
}

/// A string of an event, by its path; secrets in it are masked once more, now without escapes.
fn text(node: &Node, path: &[&str]) -> Option<String> {
    let found = path.iter().try_fold(node, |node, name| {
        node.members()?.iter().find(|member| member.name.value == *name).map(|member| &member.value)
    })?;
    let text = match &found.value {
        Value::String(text) => &text.value,
        Value::Number(number) => number,
        _ => return None,
    };
    Some(secrets::mask(text).text).filter(|text| !text.is_empty())
}

fn collect_from_text(json: &str, depth: usize, events: &mut Vec<Node>) {
    let holds = json.contains("eventName") && json.contains("errorCode");
    if let Some(root) = holds.then(|| parse(json).root).flatten() {
        collect(&root, depth, events);
    }
}

fn collect(node: &Node, depth: usize, events: &mut Vec<Node>) {
    if depth > DEEPEST {
        return;
    }
    match &node.value {
        Value::Array(elements) => {
            elements.iter().for_each(|element| collect(element, depth + 1, events));
        }
        Value::Object(members) => {
            let has = |name: &str| members.iter().any(|member| member.name.value == name);
            if has("eventName") && has("errorCode") {
                events.push(node.clone());
                return;
            }
            members.iter().for_each(|member| collect(&member.value, depth + 1, events));
        }
        Value::String(text) if text.value.trim_start().starts_with(['{', '[']) => {
            collect_from_text(&text.value, depth + 1, events);
        }
        _ => {}
    }
}

fn explain(event: &Node) -> Explanation {
    let get = |path: &[&str]| text(event, path);
    let sentence = get(&["errorMessage"]).unwrap_or_default();
    let plain = normalize(&sentence);
    let page = Page::new(&plain);
    let whole = 0..page.len();
    let mut explanation = Explanation {
        code: get(&["errorCode"]),
        operation: get(&["eventName"]),
        ..Explanation::default()
    };
    if let Some(message) = message::read(&page, &whole).or_else(|| japanese::read(&page, &whole)) {
        take_message(&mut explanation, &page, message);
    }
    let prefix = explanation.code.as_deref().and_then(|code| code.strip_prefix("Client."));
    explanation.code = prefix.map(str::to_owned).or(explanation.code);
    if explanation
        .code
        .as_deref()
        .and_then(codes::by_name)
        .is_some_and(|c| c.category == Category::Denied)
    {
        explanation.category = Category::Denied;
    }
    classify(&mut explanation, &page, &whole);
    explanation.client = Some(Client::CloudTrail);
    explanation.principal = explanation.principal.or_else(|| principal(event));
    explanation.resource = explanation.resource.or_else(|| resource(event));
    let details = &mut explanation.details;
    details.message = Some(plain).filter(|plain| !plain.is_empty());
    details.service =
        get(&["eventSource"]).and_then(|source| source.split('.').next().map(str::to_owned));
    details.principal_account = get(&["userIdentity", "accountId"]).filter(|id| is_account_id(id));
    details.resource_account = account_of_resource(event).or_else(|| get(&["recipientAccountId"]));
    details.role = get(&["userIdentity", "sessionContext", "sessionIssuer", "arn"]);
    details.bucket = get(&["requestParameters", "bucketName"]);
    details.key =
        get(&["requestParameters", "key"]).or_else(|| get(&["requestParameters", "prefix"]));
    details.region = get(&["awsRegion"]);
    details.request_id = get(&["requestID"]);
    details.host_id = get(&["additionalEventData", "x-amz-id-2"]);
    details.vpc_endpoint_id = get(&["vpcEndpointId"]);
    details.source_ip = get(&["sourceIPAddress"]);
    details.user_agent = get(&["userAgent"]);
    details.time = get(&["eventTime"]);
    complete(&mut explanation);
    explanation
}

/// Who called: an ARN, a service, or nobody in particular.
fn principal(event: &Node) -> Option<String> {
    let get = |name: &str| text(event, &["userIdentity", name]);
    let is_anonymous = get("accountId")
        .is_some_and(|id| id == "anonymous" || id == "ANONYMOUS_PRINCIPAL")
        || get("principalId").is_some_and(|id| id == "Anonymous");
    if is_anonymous {
        return Some("anonymous".to_owned());
    }
    get("arn").or_else(|| get("invokedBy"))
}

fn resources(event: &Node) -> &[Node] {
    let members = event.members().unwrap_or_default();
    let list = members.iter().find(|member| member.name.value == "resources");
    list.and_then(|member| member.value.elements()).unwrap_or_default()
}

/// The ARN of the object, else of the bucket, else what the parameters name.
fn resource(event: &Node) -> Option<String> {
    let arns: Vec<String> = resources(event)
        .iter()
        .filter_map(|one| text(one, &["ARN"]).or_else(|| text(one, &["arn"])))
        .collect();
    let wanted = text(event, &["requestParameters", "key"]);
    let object =
        arns.iter().find(|arn| wanted.as_ref().is_some_and(|key| arn.ends_with(key.as_str())));
    let only = match arns.as_slice() {
        [only] if wanted.is_none() => Some(only),
        _ => None,
    };
    let named = ["roleArn", "keyId", "resourceArn"];
    let named = || named.iter().find_map(|name| text(event, &["requestParameters", name]));
    object.or(only).cloned().or_else(|| named().filter(|arn| arn.starts_with("arn:")))
}

fn account_of_resource(event: &Node) -> Option<String> {
    let mut accounts = resources(event).iter().rev().filter_map(|one| text(one, &["accountId"]));
    accounts.find(|id| is_account_id(id))
}
