//! `undenied check`: reads the files, asks the engine, writes the answer.

use std::{
    fs,
    io::{Read as _, stdin},
    path::Path,
};

use undenied::{
    BucketFacts, Document, Facts, Input, Lang, MaskedSecret, Outcome, Report, Request, Severity,
    TrustFacts, analyze,
    intake::{self, Found},
    secrets, wire,
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
    let refused = case.error().and_then(|error| intake::read(&error).refused);
    let mut input = case.into_input().map_err(|error| describe(&error))?;
    if let Some(refused) = refused {
        input.take_refused(refused);
        input.unused_facts.retain(|fact| fact != "error");
    }
    Ok((input, Some(lang)))
}

fn from_files(options: &Options) -> Result<Input, String> {
    let mut input = told(options);
    for (path, kind) in &options.files {
        let id = path.display().to_string();
        let text = read(path)?;
        match kind {
            Some(kind) => input.documents.push(Document { id, kind: *kind, text, target: None }),
            None => take(&mut input, &id, &text),
        }
    }
    input.mask_secrets();
    Ok(input)
}

/// Takes over what a file holds: policies, a command's output with policies in it, or an error.
fn take(input: &mut Input, id: &str, text: &str) {
    let masked = secrets::mask(text);
    let kinds = masked.kinds().into_iter();
    input.masked.extend(kinds.map(|kind| MaskedSecret { kind, document: id.to_owned() }));
    let intake = intake::read(&masked.text);
    for Found { kind, path, text, origin, target, .. } in intake.documents {
        let id = if path.is_empty() { id.to_owned() } else { format!("{id}#{path}") };
        // Lines and columns are then the file's.
        let text = origin.in_place(&masked.text).unwrap_or(text);
        input.documents.push(Document { id, kind, text, target });
    }
    input.request.principal = input.request.principal.take().or(intake.principal);
    if let Some(refused) = intake.refused {
        input.take_refused(refused);
    }
    input.notes.extend(intake.notes.into_iter().map(|note| note.words));
}

/// What the options say.
fn told(options: &Options) -> Input {
    let (name, prefix) = options.bucket.clone().unzip();
    Input {
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
    }
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
