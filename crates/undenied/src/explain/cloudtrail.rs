//! CloudTrail events, the fullest account of a refusal, by
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html>.

use undenied_json::{Node, Span, Value, parse};

use super::{
    Category, Client, Explanation, codes, japanese, message,
    normalize::normalize,
    page::Page,
    places,
    read::{classify, complete, take_message},
};
use crate::{policy::is_account_id, secrets};

/// How deep events are looked for in wrappers and in strings that hold JSON.
const DEEPEST: usize = 8;

/// As many events of one text are read in full.
const MOST: usize = 300;

/// An event, and where in the text it stands.
type Event = (Node, Span);

/// The first `most` events in `text`, refused ones first, and how many there are beyond; `None`
/// where there is no event with an error.
pub(super) fn read(text: &str, most: usize) -> Option<(Vec<Explanation>, usize)> {
    if !(text.contains("eventName") && text.contains("errorCode")) {
        return None;
    }
    let events = events(text);
    let read: Vec<Explanation> =
        events.iter().take(MOST).map(|event| explain(text, event)).collect();
    let denied = read.iter().filter(|one| one.category == Category::Denied);
    let others = read.iter().filter(|one| one.category != Category::Denied);
    let chosen: Vec<Explanation> = denied.chain(others).take(most).cloned().collect();
    let left_out = events.len() - chosen.len();
    (!chosen.is_empty()).then_some((chosen, left_out))
}

fn events(text: &str) -> Vec<Event> {
    let mut events = Vec::new();
    collect_from_text(text, 0, None, &mut events);
    if !events.is_empty() || !text.trim_end().contains('\n') {
        return events;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('{') {
            let first = events.len();
            collect_from_text(line, 0, None, &mut events);
            for (_, span) in events.iter_mut().skip(first) {
                *span = Span::new(start + span.start, start + span.end);
            }
        }
        start += line.len();
    }
    events
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

/// `outer` is the string in the text that `json` was decoded from, if any.
fn collect_from_text(json: &str, depth: usize, outer: Option<Span>, events: &mut Vec<Event>) {
    let holds = json.contains("eventName") && json.contains("errorCode");
    if let Some(root) = holds.then(|| parse(json).root).flatten() {
        collect(&root, depth, outer, events);
    }
}

fn collect(node: &Node, depth: usize, outer: Option<Span>, events: &mut Vec<Event>) {
    if depth > DEEPEST {
        return;
    }
    match &node.value {
        Value::Array(elements) => {
            elements.iter().for_each(|element| collect(element, depth + 1, outer, events));
        }
        Value::Object(members) => {
            let has = |name: &str| members.iter().any(|member| member.name.value == name);
            if has("eventName") && has("errorCode") {
                events.push((node.clone(), outer.unwrap_or(node.span)));
                return;
            }
            members.iter().for_each(|member| collect(&member.value, depth + 1, outer, events));
        }
        Value::String(text) if text.value.trim_start().starts_with(['{', '[']) => {
            collect_from_text(&text.value, depth + 1, outer.or(Some(text.span)), events);
        }
        _ => {}
    }
}

fn explain(source: &str, (event, span): &Event) -> Explanation {
    let get = |path: &[&str]| text(event, path);
    let sentence = get(&["errorMessage"]).unwrap_or_default();
    let (plain, _) = normalize(&sentence);
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
    explanation.places = places::in_event(span.of(source), *span, &explanation);
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
