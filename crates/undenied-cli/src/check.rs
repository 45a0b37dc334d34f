//! `undenied check`: reads the files, asks the engine, writes the answer.

use std::{
    fs,
    io::{Read as _, stdin},
    path::Path,
};

use undenied::{
    BucketFacts, Document, Facts, Input, Lang, Outcome, Report, Request, Severity, TrustFacts,
    analyze, policy, wire,
};

use crate::{
    arguments::{Format, Options},
    text,
};

/// What to print, and whether anything denies.
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) is_denied: bool,
}

/// # Errors
/// A sentence on the file or case that cannot be read.
pub(crate) fn run(options: &Options) -> Result<Answer, String> {
    let (input, told) = match &options.case {
        Some(path) => case(path)?,
        None => (from_files(options)?, None),
    };
    let lang = options.lang.or(told).unwrap_or_default();
    let report = analyze(&input);
    let text = match options.format {
        Format::Text => text::write(&input, &report, lang),
        Format::Json => {
            let answer = wire::answer(&input, &report, lang);
            let json = serde_json::to_string_pretty(&answer);
            json.map_err(|error| error.to_string())? + "\n"
        }
    };
    Ok(Answer { text, is_denied: is_denied(&report) })
}

fn is_denied(report: &Report) -> bool {
    let denied = matches!(report.verdict.outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny);
    denied || report.findings.iter().any(|finding| finding.severity == Severity::Error)
}

fn case(path: &Path) -> Result<(Input, Option<Lang>), String> {
    let text = read(path)?;
    let describe = |problem: &str| format!("{}: {problem}", path.display());
    let case: wire::Case =
        serde_json::from_str(&text).map_err(|error| describe(&error.to_string()))?;
    let lang = case.language();
    let input = case.into_input().map_err(|error| describe(&error))?;
    Ok((input, Some(lang)))
}

fn from_files(options: &Options) -> Result<Input, String> {
    let mut documents = Vec::with_capacity(options.files.len());
    for (path, kind) in &options.files {
        let text = read(path)?;
        let kind = kind.unwrap_or_else(|| policy::guess_from_text(&text));
        documents.push(Document { id: path.display().to_string(), kind, text, target: None });
    }
    let (name, prefix) = options.bucket.clone().unzip();
    let mut input = Input {
        documents,
        profile: options.profile,
        request: Request { principal: options.role_arn.clone(), ..Request::default() },
        facts: Facts {
            trust: TrustFacts {
                account_id: options.account_id.clone(),
                external_id: options.external_id.clone(),
            },
            bucket: BucketFacts {
                name,
                prefix,
                account: options.bucket_account.clone(),
                ..BucketFacts::default()
            },
            ..Facts::default()
        },
        ..Input::default()
    };
    input.mask_secrets();
    Ok(input)
}

/// The file's text; bytes that are no UTF-8 become U+FFFD, which the engine points at.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let result = if path.as_os_str() == "-" {
        stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    result.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
