//! Errors in Japanese: AWS's messages as machines translate them, and TiDB Cloud's own, with the
//! English originals of the latter. Not: what they mean.

use std::ops::Range;

use super::{
    message::{Message, Reason, resource_based},
    page::Page,
};
use crate::policy::Kind;

/// A client's frame around a message.
#[derive(Debug)]
pub(super) struct ClientError {
    pub(super) range: Range<usize>,
    pub(super) code: String,
    pub(super) operation: Option<String>,
}

/// Every `OP オペレーションを…エラーが発生… (CODE) …`.
pub(super) fn client_errors(page: &Page<'_>) -> Vec<ClientError> {
    let mut found = Vec::new();
    for at in page.all("オペレーション").chain(page.all("操作")) {
        let near = at.end..page.len().min(at.end + 200);
        let Some(error) = page.find("エラーが発生", near.clone()) else { continue };
        // The code stands behind the words, or before the operation as in the original.
        let behind = page.find("(", error.end..near.end.min(error.end + 40));
        let before = page.find_last("(", at.start.saturating_sub(120)..at.start);
        let Some(open) = behind.or(before) else { continue };
        let Some(close) = page.find(")", open.end..page.len().min(open.end + 60)) else { continue };
        let start = (0..at.start)
            .rev()
            .take(60)
            .take_while(|at| page.byte(*at).is_ascii_alphanumeric())
            .last();
        let operation = start.map(|start| page.sentence(start..at.start));
        let operation = operation.and_then(|words| words.split(' ').next_back().map(str::to_owned));
        let start = start.unwrap_or(at.start).min(open.start);
        let code = page.value(open.end..close.start);
        if code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.') {
            found.push(ClientError { range: start..close.end.max(error.end), code, operation });
        }
    }
    found
}

/// Phrases for `is not authorized to perform`.
const REFUSALS: [&str; 6] = [
    "権限がありません",
    "権限がない",
    "許可されていません",
    "承認されていません",
    "認可されていません",
    "権限が付与されていません",
];

/// What TiDB Cloud says where it cannot assume the role.
const ASSUME: [&str; 3] =
    ["ロールを仮定できません", "引き受けることができません", "cannotassumetheprovidedrole"];

/// What it says where the access key does not open the bucket.
const DENIED: [&str; 3] = [
    "に対するアクセスが拒否されました",
    "へのアクセスが拒否されました",
    "accessdeniedtothesource'",
];

/// The words that such sentences are found by.
pub(super) fn phrases() -> impl Iterator<Item = &'static str> {
    let all = REFUSALS.iter().chain(&ASSUME).chain(&DENIED);
    all.copied().chain(["アクセスが拒否されました", "エラーが発生"])
}

/// Where such sentences stand.
pub(super) fn sentences(page: &Page<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for phrase in REFUSALS.iter().chain(&ASSUME).chain(&DENIED).chain(&["アクセスが拒否されました"])
    {
        for at in page.all(phrase) {
            let is_aws = REFUSALS.contains(phrase);
            let has_arn =
                page.find("arn:", at.start.saturating_sub(400)..page.len().min(at.end + 400));
            if is_aws && has_arn.is_none() {
                continue;
            }
            found.push(sentence_around(page, &at));
        }
    }
    found
}

/// The whole sentence: from the principal or the line before it to its end.
fn sentence_around(page: &Page<'_>, at: &Range<usize>) -> Range<usize> {
    let from = at.start.saturating_sub(2_400);
    let openers = [
        "ユーザー:",
        "ユーザ:",
        "提供された",
        "指定された",
        "アクセスキーid",
        "accessdeniedtothe",
        "cannotassume",
    ];
    let opener =
        openers.iter().filter_map(|opener| page.find_last(opener, from..at.end)).map(|o| o.start);
    let start = opener.max().unwrap_or_else(|| page.line_start(at.start, from));
    let decision =
        page.find_any(&["拒否)", "拒否が", "ありません)"], &(at.end..page.len().min(at.end + 600)));
    start.min(at.start)..decision.map_or(at.end, |found| found.end)
}

/// The machine-translated sentence in `range`.
pub(super) fn read(page: &Page<'_>, range: &Range<usize>) -> Option<Message> {
    let near = range.start..range.end.min(range.start + 5_000);
    let refusal = page.find_any(&REFUSALS, &near)?;
    let opener = page.find_any(&["ユーザー:", "ユーザ:"], &(near.start..refusal.start));
    let start = opener.map_or(near.start, |opener| opener.start);
    let mut message = Message { range: start..refusal.end, ..Message::default() };
    let mut at = near.start;
    while let Some(arn) = page.find("arn:", at..near.end) {
        let end = arn_end(page, arn.start..near.end);
        let value = page.value(arn.start..end);
        at = end.max(arn.end);
        message.range.end = message.range.end.max(end);
        let is_caller = value.contains(":iam:") || value.contains(":sts:");
        if message.principal.is_none() && is_caller {
            message.principal = Some(value);
        } else if message.resource.is_none() {
            message.resource = Some(value);
        }
    }
    message.action = action(page, near.clone());
    let explicit = page.find_any(&["明示的な拒否", "明示的に拒否", "明示的拒否"], &near);
    let implicit = page.find_any(
        &[
            "暗黙的な拒否",
            "暗黙的に拒否",
            "許可するポリシーがない",
            "ポリシーで許可されていない",
            "許可していない",
            "ポリシーがないため",
        ],
        &near,
    );
    let kind = policy(page, near.clone(), &message);
    message.reason = match (explicit, implicit, kind) {
        (Some(_), _, kind) => Reason::ExplicitDeny(kind),
        (None, Some(_), Some(kind)) => Reason::NoAllow(kind),
        (None, Some(_), None) => Reason::NoAllowAtAll,
        (None, None, _) => Reason::NotSaid,
    };
    let last = explicit_end(page, near);
    message.range.end = message.range.end.max(last);
    Some(message)
}

fn explicit_end(page: &Page<'_>, near: Range<usize>) -> usize {
    page.find_any(&["拒否)", "的な拒否"], &near).map_or(near.start, |found| found.end)
}

fn arn_end(page: &Page<'_>, range: Range<usize>) -> usize {
    use super::page::Gap;
    let is_part = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b':' | b'/' | b'-' | b'_' | b'.' | b'*' | b'+' | b'=' | b'@')
    };
    page.run(range, is_part, &[Gap::Space])
}

/// The first `service:Name` outside an ARN.
fn action(page: &Page<'_>, range: Range<usize>) -> Option<String> {
    let sentence = page.sentence(range);
    let is_part =
        |character: char| character.is_ascii_alphanumeric() || ":-/._*+=@".contains(character);
    let words = sentence.split(|character: char| !is_part(character));
    let mut actions = words.filter(|word| {
        let Some((service, name)) = word.split_once(':') else { return false };
        let is_service = !service.is_empty()
            && service.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_service && is_name
    });
    actions.next().map(str::to_owned)
}

/// The kind of policy, by any of the names it is given in Japanese.
fn policy(page: &Page<'_>, range: Range<usize>, message: &Message) -> Option<Kind> {
    const NAMES: [(&str, Option<Kind>); 14] = [
        ("アイデンティティベース", Some(Kind::Identity)),
        ("idベース", Some(Kind::Identity)),
        ("identityベース", Some(Kind::Identity)),
        ("リソースベース", None),
        ("サービスコントロールポリシー", Some(Kind::ServiceControl)),
        ("サービス制御ポリシー", Some(Kind::ServiceControl)),
        ("リソースコントロールポリシー", Some(Kind::ResourceControl)),
        ("リソース制御ポリシー", Some(Kind::ResourceControl)),
        ("vpcエンドポイントポリシー", Some(Kind::VpcEndpoint)),
        ("アクセス許可の境界", Some(Kind::PermissionsBoundary)),
        ("アクセス許可境界", Some(Kind::PermissionsBoundary)),
        ("権限の境界", Some(Kind::PermissionsBoundary)),
        ("セッションポリシー", Some(Kind::Session)),
        ("信頼ポリシー", Some(Kind::Trust)),
    ];
    let found = NAMES.iter().find(|(name, _)| page.find(name, range.clone()).is_some())?;
    let own = resource_based(message.action.as_deref(), message.resource.as_deref());
    Some(found.1.unwrap_or(own))
}

/// TiDB Cloud's two errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TidbCloud {
    CannotAssume { role: Option<String> },
    Denied { source: Option<String> },
}

/// The one in `range`, if any, and its sentence.
pub(super) fn tidb_cloud(
    page: &Page<'_>,
    range: &Range<usize>,
) -> Option<(TidbCloud, Range<usize>)> {
    if let Some(found) = page.find_any(&ASSUME, range) {
        let role = page
            .find("arn:", range.clone())
            .map(|arn| page.value(arn.start..arn_end(page, arn.start..range.end)));
        let role = role.map(|role| role.trim_end_matches(['.', ':']).to_owned());
        let end = page.find_any(&["。", "`."], &(found.end..range.end));
        let end = end.map_or(found.end, |end| end.end);
        return Some((TidbCloud::CannotAssume { role }, range.start..end));
    }
    let found = page.find_any(&DENIED, range)?;
    let key = page.find_any(&["アクセスキーid", "accesskeyid"], range)?;
    // In English the keys stand behind the refusal.
    let secret = page.find("secretaccesskey'", key.end..range.end);
    let close = secret.and_then(|secret| page.find("'", secret.end..range.end));
    let sentence = range.start..close.map_or(found.end, |close| close.end).max(found.end);
    let uri = page.find("s3://", range.clone());
    let source = uri.map(|uri| {
        let end = page.find_any(&["'", "\"", "`", "に", "へ"], &(uri.end..range.end));
        page.value(uri.start..end.map_or(range.end, |end| end.start))
    });
    Some((TidbCloud::Denied { source }, sentence))
}
