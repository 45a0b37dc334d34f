//! The forms in which clients print errors, one function for each.

use std::ops::Range;

use super::{Site, code_before, site};
use crate::explain::{
    codes, japanese, message,
    page::{Gap, Page},
    saving,
};

/// `An error occurred (CODE) when calling the OP operation: …`
pub(super) fn command_line(page: &Page<'_>, sites: &mut Vec<Site>) {
    for at in page.all("anerroroccurred(") {
        let near = at.end..page.len().min(at.end + 400);
        let Some(close) = page.find(")", near.clone()) else { continue };
        let mut site = site(at.start, close.end);
        site.code = Some(page.value(at.end..close.start));
        let calling = page.find("whencallingthe", close.end..near.end);
        let operation = calling.and_then(|calling| {
            let end = page.find("operation", calling.end..near.end)?;
            site.head = end.end;
            Some(page.value(calling.end..end.start))
        });
        site.operation = operation;
        site.head = sentence_end(page, site.head);
        sites.push(site);
    }
}

/// `operation error S3: OP, https response error StatusCode: 403, …, api error CODE: …`
pub(super) fn go_v2(page: &Page<'_>, sites: &mut Vec<Site>) {
    for at in page.all("operationerror") {
        let near = at.end..page.len().min(at.end + 1_200);
        let Some(colon) = page.find(":", at.end..near.end.min(at.end + 60)) else { continue };
        let Some(comma) = page.find_any(&[",", ":"], &(colon.end..near.end)) else { continue };
        let mut site = site(at.start, comma.end);
        site.service = Some(page.value(at.end..colon.start).to_ascii_lowercase());
        site.operation = Some(page.value(colon.end..comma.start));
        site.status = number_behind(page, "statuscode:", near.clone());
        if let Some(api) = page.find("apierror", near) {
            let end = page.run(api.end..page.len(), is_code_byte, &[]);
            site.code = Some(page.value(api.end..end));
            site.head = end;
        }
        site.head = sentence_end(page, site.head);
        sites.push(site);
    }
}

/// `MSG (Service: S3; Status Code: 403; Error Code: CODE; Request ID: …)`
pub(super) fn java(page: &Page<'_>, sites: &mut Vec<Site>) {
    let mut before = 0;
    for at in page.all("(service:") {
        let near = at.end..page.len().min(at.end + 600);
        let status = number_behind(page, "statuscode:", near.clone());
        let end = page.find(")", near.clone()).map_or(near.end, |close| close.end);
        let mut site = site(message_start(page, before..at.start, 0), end);
        site.status = status;
        let service = page.find_any(&[";", ","], &near).map(|end| page.value(at.end..end.start));
        site.service = service.map(|service| service_name(&service));
        site.code = page.find("errorcode:", at.end..end).map(|code| {
            let end =
                page.find_any(&[";", ",", ")"], &(code.end..end)).map_or(end, |end| end.start);
            page.sentence(code.end..end)
        });
        if site.code.as_deref() == Some("null") {
            site.code = None;
        }
        before = end;
        sites.push(site);
    }
}

/// `CODE: MSG\n\tstatus code: 403, request id: …`
pub(super) fn go_v1(page: &Page<'_>, sites: &mut Vec<Site>) {
    let mut before = 0;
    for at in page.all("statuscode:") {
        let status = number_at(page, at.end);
        let end = page.run(at.end..page.len(), |byte| byte.is_ascii_digit(), &[]);
        if status.is_none() || !page.starts(end, ",requestid:") {
            continue;
        }
        let start = message_start(page, before..at.start, 1);
        let start = code_before(page, start).map_or(start, |(start, _)| start.max(before));
        let mut site = site(start, end + ",requestid:".len());
        site.status = status;
        site.code = codes::CODES.iter().find_map(|code| {
            let name = codes::squeezed(code.name) + ":";
            page.find(&name, start..at.start).map(|_| code.name.to_owned())
        });
        before = site.head;
        sites.push(site);
    }
}

/// `S3 error: 403 (AccessDenied): …`
pub(super) fn s3cmd(page: &Page<'_>, sites: &mut Vec<Site>) {
    for at in page.all("s3error:") {
        let open = page.run(at.end..page.len(), |byte| byte.is_ascii_digit(), &[]);
        let close = page.find(")", open..page.len().min(open + 80));
        let Some(close) = close.filter(|_| page.byte(open) == b'(') else { continue };
        let mut site = site(at.start, sentence_end(page, close.end));
        site.message = (page.byte(close.end) == b':').then(|| close.end + 1..site.head);
        site.status = number_at(page, at.end);
        site.code = Some(page.value(open + 1..close.start));
        site.service = Some("s3".to_owned());
        sites.push(site);
    }
}

/// `S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid …`
pub(super) fn redshift(page: &Page<'_>, sites: &mut Vec<Site>) {
    for at in page.all("s3serviceexception:") {
        let near = at.end..page.len().min(at.end + 1_000);
        let Some(status) = page.find(",status", near.clone()) else { continue };
        let mut site = site(at.start, status.end);
        site.message = Some(at.end..status.start);
        site.status = number_at(page, status.end);
        if let Some(code) = page.find(",error", status.end..near.end) {
            let end = page.run(code.end..page.len(), is_code_byte, &[]);
            site.code = Some(page.value(code.end..end));
            site.head = end;
        }
        site.service = Some("s3".to_owned());
        sites.push(site);
    }
}

/// `Error executing "OP" on "URL"; AWS HTTP error: … CODE (client): …`
pub(super) fn php(page: &Page<'_>, sites: &mut Vec<Site>) {
    for at in page.all("errorexecuting\"") {
        let near = at.end..page.len().min(at.end + 3_000);
        let Some(close) = page.find("\"", near.clone()) else { continue };
        let mut site = site(at.start, close.end);
        site.operation = Some(page.value(at.end..close.start));
        if let Some(client) = page.find("(client):", near) {
            let start = (at.end..client.start).rev().take_while(|at| is_code_byte(page.byte(*at)));
            let start = start.last().unwrap_or(client.start);
            let code = page.sentence(start..client.start);
            site.code = code.split(' ').next_back().map(str::to_owned);
            site.head = client.end;
        }
        sites.push(site);
    }
}

/// `Access Denied (Aws::S3::Errors::AccessDenied)`
pub(super) fn ruby(page: &Page<'_>, sites: &mut Vec<Site>) {
    for at in page.all("::errors::") {
        let end = page.run(at.end..page.len(), is_code_byte, &[Gap::Space, Gap::Line]);
        let mut site = site(at.start, end);
        site.code = Some(page.value(at.end..end));
        sites.push(site);
    }
}

/// `<Code>CODE</Code>`
pub(super) fn xml(page: &Page<'_>, sites: &mut Vec<Site>) {
    let mut before = 0;
    for at in page.all("<code>") {
        let Some(close) = page.find("</code>", at.end..page.len().min(at.end + 120)) else {
            continue;
        };
        let open = page.find_last("<error>", before.max(at.start.saturating_sub(1_200))..at.start);
        let end = page.find("</error>", close.end..page.len().min(close.end + 9_000));
        let mut site =
            site(open.map_or(at.start, |open| open.start), end.map_or(close.end, |end| end.end));
        site.code = Some(page.value(at.end..close.start));
        before = site.head;
        sites.push(site);
    }
}

/// `"Code": "CODE"`, `"__type": "CODE"` and what JavaScript shows: `Code: 'CODE'`
pub(super) fn json(page: &Page<'_>, sites: &mut Vec<Site>) {
    for name in [
        "\"code\":",
        "\"__type\":",
        "\"errorcode\":",
        "code:'",
        "'code':'",
        "name:'",
        "x-amzn-errortype:",
    ] {
        for at in page.all(name) {
            let start = at.end + usize::from(page.byte(at.end) == b'"');
            let end = page.run(start..page.len(), |byte| is_code_byte(byte) || byte == b'#', &[]);
            let code = page.value(start..end);
            let code = code.rsplit('#').next().unwrap_or_default();
            // `code` is a common name: only what AWS has for it counts.
            if codes::by_name(code).is_none() || code.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let mut site = site(at.start, sentence_end(page, end));
            site.code = Some(code.to_owned());
            sites.push(site);
        }
    }
}

/// `OP オペレーションを呼び出すときにエラーが発生 (CODE) しました: …`
pub(super) fn japanese_client(page: &Page<'_>, sites: &mut Vec<Site>) {
    let sentences = japanese::sentences(page);
    for found in japanese::client_errors(page) {
        let near = found.range.start..found.range.end + 120;
        let sentence = sentences.iter().find(|sentence| near.contains(&sentence.start));
        let head = sentence.map_or(found.range.end, |sentence| sentence.end.max(found.range.end));
        let mut site = site(found.range.start, head);
        site.code = Some(found.code);
        site.operation = found.operation;
        sites.push(site);
    }
}

/// Where the message before an anchor begins: at its principal, or with its line. `lines` are the
/// breaks between the message and the anchor.
fn message_start(page: &Page<'_>, range: Range<usize>, lines: usize) -> usize {
    let near = range.start.max(range.end.saturating_sub(6_000))..range.end;
    if let Some(anchor) = page.find_last(message::ANCHOR, near.clone()) {
        let read = message::read(page, &(near.start..anchor.end.max(range.end)));
        let last = page.find_last("user:", near.start..anchor.start);
        return last
            .map(|user| user.start)
            .or(read.map(|read| read.range.start))
            .unwrap_or(near.start);
    }
    let mut at = near.end;
    for _ in 0..=lines {
        at = page
            .line_start(at.saturating_sub(usize::from(at == near.end && lines == 0)), near.start);
        if at <= near.start {
            return near.start;
        }
        at -= 1;
    }
    at + 1
}

/// The end of an error's own sentence: AWS's message where it follows at once.
fn sentence_end(page: &Page<'_>, head: usize) -> usize {
    let near = head..page.len().min(head + 120);
    let next = page.find_any(&["anerroroccurred(", "operationerror", "s3error:"], &near);
    let near = head..next.map_or(near.end, |next| next.start);
    if let Some(message) = page
        .find_any(&["user:", message::ANCHOR, "arn:"], &near)
        .and_then(|_| message::read(page, &(head..page.len().min(head + 6_000))))
        .filter(|message| message.range.start < near.end)
    {
        return message.range.end;
    }
    let known = codes::CODES.iter().flat_map(|code| code.words.iter());
    let found = known.filter_map(|words| page.find(words, near.clone()));
    let first = found.chain(saving::place_in(page, &near)).min_by_key(|found| found.start);
    first.map_or(head, |found| found.end)
}

const fn is_code_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_')
}

fn number_behind(page: &Page<'_>, words: &str, range: Range<usize>) -> Option<u16> {
    number_at(page, page.find(words, range)?.end)
}

fn number_at(page: &Page<'_>, at: usize) -> Option<u16> {
    page.part(at..(at + 3).min(page.len()))
        .parse()
        .ok()
        .filter(|number| (100..600).contains(number))
}

/// `Amazon S3`, `AWSKMS`, `AWSSecurityTokenService` as in action names.
fn service_name(service: &str) -> String {
    let lower = service.to_ascii_lowercase().replace("amazon", "").replace("aws", "");
    let lower = lower.trim();
    if lower.contains("securitytoken") { "sts".to_owned() } else { lower.to_owned() }
}
