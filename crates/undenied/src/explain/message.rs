//! The sentence in which AWS says who may not do what, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>. Not: the
//! client's words around it.

use std::ops::Range;

use super::{
    Decision,
    page::{Gap, Page},
};
use crate::policy::{Arn, Kind};

/// What one sentence says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    /// Where it stands, from its principal on.
    pub(super) range: Range<usize>,
    pub(super) principal: Option<String>,
    pub(super) action: Option<String>,
    pub(super) resource: Option<String>,
    pub(super) reason: Reason,
    pub(super) policy_arn: Option<String>,
}

/// Why it was refused, as far as AWS says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reason {
    #[default]
    NotSaid,
    NoAllow(Kind),
    /// Nothing allows it; of which kind is not said.
    NoAllowAtAll,
    ExplicitDeny(Option<Kind>),
    /// A VPC endpoint policy that an organization's control policy asks for.
    EndpointThroughControl,
    /// The key is missing, or its policy or another one refuses: AWS does not say which.
    KeyOrMissing,
    PublicAcls,
    PublicPolicy,
    CustomerProvidedKey,
    ObjectLock,
}

impl Reason {
    pub(super) const fn decision(self) -> Decision {
        match self {
            Self::NoAllow(_) | Self::NoAllowAtAll => Decision::ImplicitDeny,
            Self::ExplicitDeny(_) | Self::EndpointThroughControl => Decision::ExplicitDeny,
            _ => Decision::Unknown,
        }
    }

    pub(super) const fn policy(self) -> Option<Kind> {
        match self {
            Self::NoAllow(kind) | Self::ExplicitDeny(Some(kind)) => Some(kind),
            Self::EndpointThroughControl => Some(Kind::VpcEndpoint),
            Self::KeyOrMissing => Some(Kind::Key),
            _ => None,
        }
    }
}

/// The words that every such sentence has.
pub(super) const ANCHOR: &str = "isnotauthorizedtoperform";

/// ARNs are no longer than 2048 characters.
const LONGEST_ARN: usize = 2_100;

/// What may follow an action or an ARN without a sign between them once lines are joined.
const AFTER: [&str; 12] = [
    "onresource:",
    "ontheresource",
    "onthisresource",
    "becauseno",
    "becausethe",
    "becausepublic",
    "becausethis",
    "withanexplicitdeny",
    "encodedauthorization",
    "statuscode:",
    "(service:",
    "goto",
];

/// The first such sentence in `range`.
pub(super) fn read(page: &Page<'_>, range: &Range<usize>) -> Option<Message> {
    let anchor = page.find(ANCHOR, range.clone())?;
    let (start, principal) = principal(page, range.start..anchor.start);
    let mut at = anchor.end + usize::from(page.byte(anchor.end) == b':');
    let mut message = Message { principal, ..Message::default() };
    let is_action = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'*');
    let end = word_end(page, at..range.end.min(at + 200), is_action);
    let action = page.value(at..end);
    message.action = Some(action.trim_end_matches(':').to_owned()).filter(|a| a.contains(':'));
    at = end;
    if page.starts(at, "onresource:") {
        (at, message.resource) = resource(page, at + "onresource:".len()..range.end);
    } else if page.starts(at, "ontheresource") || page.starts(at, "onthisresource") {
        at = page
            .find_any(&["because", "with"], &(at..range.end.min(at + 120)))
            .map_or(at, |f| f.start);
    }
    let (mut end, reason) = context(page, at..range.end, message.action.as_deref());
    message.reason = reason;
    if let Some((behind, arn)) = policy_arn(page, end..range.end) {
        (end, message.policy_arn) = (behind, Some(arn));
    }
    message.range = start..end;
    Some(message)
}

/// The kind that AWS calls resource-based policy, where the service has its own name for it.
pub(super) fn resource_based(action: Option<&str>, resource: Option<&str>) -> Kind {
    let service = action.and_then(|action| action.split(':').next()).unwrap_or_default();
    let arn = resource.and_then(Arn::parse);
    match service {
        "s3" if arn.is_some_and(|arn| arn.resource().starts_with("accesspoint")) => {
            Kind::AccessPoint
        }
        "s3" => Kind::Bucket,
        "kms" => Kind::Key,
        "sts" => Kind::Trust,
        _ => Kind::Resource,
    }
}

/// Who, before the anchor: behind `User:`, or the ARN, or the word there.
fn principal(page: &Page<'_>, range: Range<usize>) -> (usize, Option<String>) {
    let near = range.start.max(range.end.saturating_sub(LONGEST_ARN))..range.end;
    let user = page.find_last("user:", near.clone());
    let arn = page.find_last("arn:", near.clone());
    let found = match (user, arn) {
        (Some(user), _) => Some((user.start, user.end)),
        (None, Some(arn)) => Some((arn.start, arn.start)),
        (None, None) if page.part(near).ends_with("anonymous") => {
            let start = range.end - "anonymous".len();
            Some((start, start))
        }
        (None, None) => None,
    };
    let Some((start, from)) = found else { return (range.end, None) };
    let value = page.value(from..range.end);
    let value = value.trim_matches(['"', '\'', '`', ' ']);
    let is_one = !value.is_empty() && !value.contains(char::is_whitespace);
    (start, is_one.then(|| value.to_owned()))
}

/// End of a word that ends at a space, or where the sentence goes on.
fn word_end(page: &Page<'_>, range: Range<usize>, is_part: impl Fn(u8) -> bool) -> usize {
    let end = page.run(range.clone(), &is_part, &[Gap::Space]);
    let cut = AFTER.iter().filter_map(|next| {
        // The phrase may reach beyond the run's last byte.
        let reach = range.start + 1..(end + next.len()).min(page.len());
        page.find(next, reach).map(|found| found.start).filter(|start| *start <= end)
    });
    if let Some(cut) = cut.min() {
        return cut;
    }
    let broken = page.run(range.clone(), &is_part, &[Gap::Space, Gap::Line]);
    if broken < end && !is_wrapped(page, range.start, broken, end) { broken } else { end }
}

/// Whether the word that a line break cuts at `broken` goes on to `end`.
fn is_wrapped(page: &Page<'_>, start: usize, broken: usize, end: usize) -> bool {
    let head = page.value(start..broken);
    if head.starts_with("arn") && Arn::parse(&head).is_none_or(|arn| arn.resource().is_empty()) {
        return true;
    }
    let width = broken - page.line_start(broken.saturating_sub(1), 0);
    let is_last_word = end >= page.len() || page.gap(end) == Gap::Line;
    head.starts_with("arn") && width >= 60 && is_last_word
}

/// The resource behind `on resource:`, and where it ends.
fn resource(page: &Page<'_>, range: Range<usize>) -> (usize, Option<String>) {
    let quote = page.byte(range.start);
    if matches!(quote, b'"' | b'\'' | b'`') {
        let inside = range.start + 1..range.end;
        let close = (inside.start..range.end.min(inside.start + LONGEST_ARN))
            .find(|at| page.byte(*at) == quote);
        if let Some(close) = close {
            return (close + 1, Some(page.value(inside.start..close)));
        }
    }
    for named in ["role", "user"] {
        if page.starts(range.start, named) {
            let end = range.start + named.len();
            let end = end + 1..range.end;
            let end = word_end(page, end, is_arn_byte);
            return (end, Some(page.sentence(range.start..end)));
        }
    }
    let start = range.start + usize::from(quote == b'"');
    let end = word_end(page, start..range.end.min(start + LONGEST_ARN), is_arn_byte);
    let value = page.value(start..end);
    let value = value.trim_end_matches(['.', ',', ':', ';']);
    let is_resource = value == "*" || value.starts_with("arn:");
    (end, is_resource.then(|| value.to_owned()))
}

const fn is_arn_byte(byte: u8) -> bool {
    byte >= 0x80
        || byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b':' | b'/'
                | b'-'
                | b'_'
                | b'.'
                | b'*'
                | b'+'
                | b'='
                | b'@'
                | b'$'
                | b'!'
                | b'~'
                | b'?'
                | b'%'
        )
}

/// Names of policy types, the longer before those they begin with.
const POLICIES: [(&str, Option<Kind>); 10] = [
    ("identity-basedpolicy", Some(Kind::Identity)),
    ("identity-basedpolicies", Some(Kind::Identity)),
    ("resource-basedpolicy", None),
    ("resource-basedpolicies", None),
    ("servicecontrolpolicy", Some(Kind::ServiceControl)),
    ("resourcecontrolpolicy", Some(Kind::ResourceControl)),
    ("vpcendpointpolicy", Some(Kind::VpcEndpoint)),
    ("permissionsboundary", Some(Kind::PermissionsBoundary)),
    ("roletrustpolicy", Some(Kind::Trust)),
    ("sessionpolicy", Some(Kind::Session)),
];

/// The policy type named at `at`, behind an article or none.
fn policy_at(page: &Page<'_>, at: usize, action: Option<&str>) -> Option<(usize, Kind)> {
    ["", "an", "a", "the"].iter().find_map(|article| {
        let at = at + article.len();
        let named = page.starts(at - article.len(), article);
        // AWS's pages spell it `sessions policy` once.
        let sessions = page.starts(at, "sessionspolicy").then_some((14, Some(Kind::Session)));
        let found = sessions.or_else(|| {
            let found = POLICIES.iter().find(|(name, _)| page.starts(at, name));
            found.map(|(name, kind)| (name.len(), *kind))
        });
        let (length, kind) = found.filter(|_| named)?;
        Some((at + length, kind.unwrap_or_else(|| resource_based(action, None))))
    })
}

/// `because …` or `with an explicit deny …`, and where it ends.
fn context(page: &Page<'_>, range: Range<usize>, action: Option<&str>) -> (usize, Reason) {
    const THROUGH: &str = "transitivelythroughaservicecontrolpolicy";
    let near = range.start..range.end.min(range.start + 60);
    let Some(found) = page.find_any(&["because", "withanexplicitdeny"], &near) else {
        return (range.start, Reason::NotSaid);
    };
    let at = found.end;
    if page.starts(found.start, "with") {
        let named = page.starts(at, "in").then(|| policy_at(page, at + 2, action)).flatten();
        return match named {
            Some((end, _)) if page.starts(end, THROUGH) => {
                (end + THROUGH.len(), Reason::EndpointThroughControl)
            }
            Some((end, kind)) => (end, Reason::ExplicitDeny(Some(kind))),
            None => (at, Reason::ExplicitDeny(None)),
        };
    }
    if let Some((end, kind)) =
        page.starts(at, "no").then(|| policy_at(page, at + 2, action)).flatten()
    {
        let allows = page.find("action", end..range.end.min(end + 200));
        return (allows.map_or(end, |allows| allows.end), Reason::NoAllow(kind));
    }
    let other = [
        ("theresourcedoesnotexistinthisregion", Reason::KeyOrMissing),
        ("publicacls", Reason::PublicAcls),
        ("publicaccesscontrollists", Reason::PublicAcls),
        ("publicpolicies", Reason::PublicPolicy),
        ("thisbuckethasblockeduploadrequests", Reason::CustomerProvidedKey),
    ];
    let known = other.iter().find(|(words, _)| page.starts(at, words));
    known.map_or((at, Reason::NotSaid), |(words, reason)| (at + words.len(), *reason))
}

/// `: ARN` or `, with policy ARN: ARN`.
fn policy_arn(page: &Page<'_>, range: Range<usize>) -> Option<(usize, String)> {
    let named = [":", ",withpolicyarn:", "withpolicyarn:"];
    let start = named
        .iter()
        .find_map(|name| page.starts(range.start, name).then_some(range.start + name.len()))?;
    let start = start + usize::from(matches!(page.byte(start), b'"' | b'\''));
    if !page.starts(start, "arn:") || start >= range.end {
        return None;
    }
    let end = word_end(page, start..range.end.min(start + LONGEST_ARN), is_arn_byte);
    let arn = page.value(start..end).trim_end_matches(['.', ',', ':']).to_owned();
    Some((end, arn))
}
