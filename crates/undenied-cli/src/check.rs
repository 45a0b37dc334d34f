//! `undenied check`: reads the files, asks the engine, writes the answer.

use std::{
    collections::BTreeSet,
    fs,
    io::{Read as _, stdin},
    path::Path,
    rc::Rc,
};

use undenied::{
    BucketFacts, Document, Facts, Finding, Input, Lang, LineIndex, MaskedSecret, Outcome, Report,
    Request, SETTINGS, Severity, Step, TrustFacts, Words, analyze,
    explain::{Category, Meaning},
    generate::write_corrected,
    intake::{self, FoundError, FoundFact, Note, Provenance},
    policy::{Arn, Kind},
    remedy, secrets,
    wire::{self, Source, SourcedFact, Sources},
};

use crate::{
    arguments::{Format, Options, ReportFormat},
    ignored::Ignored,
    machine, profiles, text,
};

/// What to print, and whether it is to be called a failure.
pub(crate) struct Answer {
    pub(crate) text: String,
    /// For standard error.
    pub(crate) notes: Vec<String>,
    pub(crate) fails: bool,
}

/// # Errors
/// A sentence on the file or case that cannot be read.
pub(crate) fn run(options: &Options) -> Result<Answer, String> {
    let (read, told) = match &options.case {
        Some(path) => case(path)?,
        None => (from_files(options)?, None),
    };
    let Files { input, sources, without, .. } = read;
    let lang = options.lang.or(told).unwrap_or_default();
    let mut report = analyze(&input);
    let mut ignored = Ignored::read(&options.ignore)?;
    let left_out = leave_out(&input, &sources, &mut report, &mut ignored);
    let mut notes: Vec<String> =
        without.iter().map(|file| format!("{file}: there is no policy in it")).collect();
    notes.extend(ignored.unused());
    let fails = fails(&report, options.fail_on.unwrap_or(Severity::Error));
    let remedy = options.fix.then(|| remedy(&input));
    if let Some(form) = options.form {
        let Some(remedy) = remedy else {
            return Err("this format needs --fix: it is for corrected documents".to_owned());
        };
        let text = write_corrected(&remedy.documents, &input, form, lang);
        return Ok(Answer { text, notes, fails });
    }
    let text = match (options.report, options.format) {
        (Some(ReportFormat::Sarif), _) => {
            machine::sarif(&input, &report, &left_out, &sources, lang)
        }
        (Some(ReportFormat::GitHub), _) => machine::github(&input, &report, &sources, lang),
        (None, Format::Text) => {
            let mut text = text::write(&input, &report, &sources, lang);
            if let Some(remedy) = remedy {
                text.push_str(&text::fixed(&input, &remedy, lang));
            }
            text
        }
        (None, Format::Json) => {
            wire::answer_with(&input, &report, &sources, remedy.as_ref(), lang) + "\n"
        }
    };
    Ok(Answer { text, notes, fails })
}

/// Takes the findings out of the report that are to be ignored, each with its reason. What denies is the
/// verdict's to say, and stays.
fn leave_out(
    input: &Input,
    sources: &Sources,
    report: &mut Report,
    ignored: &mut Ignored,
) -> Vec<(Finding, String)> {
    let mut left_out = Vec::new();
    let mut index = 0;
    let mut kept = Vec::with_capacity(report.findings.len());
    for finding in core::mem::take(&mut report.findings) {
        match ignored.reason(input, sources, &finding).filter(|_| !finding.causes_denial) {
            Some(reason) => {
                left_out.push((finding, reason));
                kept.push(None);
            }
            None => {
                report.findings.push(finding);
                kept.push(Some(index));
                index += 1;
            }
        }
    }
    let moved = |old: Option<usize>| old.and_then(|old| kept.get(old).copied().flatten());
    for task in &mut report.guide {
        task.finding = moved(task.finding);
        let is_kept = |step: &Step| step.finding.is_none() || moved(step.finding).is_some();
        task.steps.retain(is_kept);
        for step in &mut task.steps {
            step.finding = moved(step.finding);
        }
    }
    left_out
}

fn fails(report: &Report, from: Severity) -> bool {
    let denied = matches!(report.verdict.outcome, Outcome::ExplicitDeny | Outcome::ImplicitDeny);
    denied || report.findings.iter().any(|finding| finding.severity <= from)
}

/// What was given, and where each document of it was found.
#[derive(Default)]
struct Files {
    input: Input,
    sources: Sources,
    /// Ids of the documents.
    ids: BTreeSet<String>,
    /// Files with neither a policy nor anything else that is known.
    without: Vec<String>,
}

/// Beyond that many bytes, documents are given alone instead of each with its file's lines.
const MOST_IN_PLACE: usize = 64 << 20;

fn case(path: &Path) -> Result<(Files, Option<Lang>), String> {
    let text = read(path)?;
    let describe = |problem: &str| format!("{}: {problem}", path.display());
    let case: wire::Case =
        serde_json::from_str(&text).map_err(|error| describe(&error.to_string()))?;
    let lang = case.language();
    let error = case.error().map(|error| intake::read(&error));
    let mut input = case.into_input().map_err(|error| describe(&error))?;
    let has_documents = !input.documents.is_empty();
    let not_a_policy = error.as_ref().and_then(|error| not_a_policy(&error.errors, has_documents));
    let refused = error.and_then(|error| error.refused);
    if refused.is_some() || not_a_policy.is_some() {
        input.unused_facts.retain(|fact| fact != "error");
    }
    if let Some(refused) = refused {
        input.take_refused(refused);
    }
    input.not_a_policy = not_a_policy;
    Ok((Files { input, ..Files::default() }, Some(lang)))
}

/// What the first of the errors means that no policy can change. That something is not there is a fact, and no answer where there are
/// documents to decide by.
fn not_a_policy(errors: &[FoundError], has_documents: bool) -> Option<Meaning> {
    let told = &intake::leading(errors)?.explanation;
    let is_fact = has_documents && told.category == Category::NotSet || !told.facts.is_empty();
    Some(told.meaning.clone()).filter(|_| told.not_a_policy_problem && !is_fact)
}

fn from_files(options: &Options) -> Result<Files, String> {
    let mut files = Files { input: told(options)?, ..Files::default() };
    for (path, kind) in &options.files {
        files.take(&path.display().to_string(), *kind, &read(path)?);
    }
    let found: Vec<FoundFact> = files.sources.facts.iter().map(|told| told.fact.clone()).collect();
    let (of_call, settings): (Vec<FoundFact>, Vec<FoundFact>) =
        found.into_iter().partition(|fact| wire::new_fact_of(fact).is_of_call());
    let asked = files.input.request.resource.as_deref().and_then(Arn::parse);
    let asked = asked.as_ref().and_then(Arn::bucket);
    let bucket = files.input.facts.bucket.name.as_deref().or(asked);
    let caller = files.input.request.principal.as_deref();
    let told = wire::facts_told(&settings, wire::Asked { bucket, caller });
    files.input.facts = with_told(told, &files.input.facts);
    for fact in &of_call {
        wire::new_fact_of(fact).tell(&mut files.input);
    }
    files.input.mask_secrets();
    Ok(files)
}

/// What the files tell, unless an option tells otherwise.
fn with_told(found: Facts, told: &Facts) -> Facts {
    let bucket = BucketFacts {
        name: told.bucket.name.clone().or(found.bucket.name),
        prefix: told.bucket.prefix.clone().or(found.bucket.prefix),
        account: told.bucket.account.clone().or(found.bucket.account),
        ..found.bucket
    };
    let trust = TrustFacts {
        account_id: told.trust.account_id.clone(),
        external_id: told.trust.external_id.clone().or(found.trust.external_id),
        principal: told.trust.principal.clone().or(found.trust.principal),
        subject: told.trust.subject.clone().or(found.trust.subject),
    };
    Facts { trust, bucket, ..found }
}

impl Files {
    /// Takes over what a file holds: policies, outputs with policies in them, errors.
    fn take(&mut self, file: &str, kind: Option<Kind>, text: &str) {
        let masked = secrets::mask(text);
        let kinds = masked.kinds().into_iter();
        let masked_here = kinds.map(|kind| MaskedSecret { kind, document: file.to_owned() });
        self.input.masked.extend(masked_here);
        let intake = intake::read(&masked.text);
        match (kind, intake.documents.as_slice()) {
            // Several cannot be all of one kind: the file is taken as the one policy it is said to be.
            (Some(kind), documents) if documents.len() != 1 => {
                let (id, text) = (self.unused(file), masked.text);
                return self.input.documents.push(Document { id, kind, text, target: None });
            }
            _ => {}
        }
        let has_text = intake.documents.iter().any(|found| !found.text.trim().is_empty());
        let tells = !intake.errors.is_empty() || !intake.facts.is_empty();
        if !has_text && !tells && intake.principal.is_none() {
            self.without.push(file.to_owned());
        }
        let not_a_policy = not_a_policy(&intake.errors, !intake.documents.is_empty());
        self.input.not_a_policy = self.input.not_a_policy.take().or(not_a_policy);
        let lines = Rc::new(LineIndex::new(&masked.text));
        let count = intake.documents.len();
        let is_only = count == 1;
        let keeps_lines = count * masked.text.len() <= MOST_IN_PLACE;
        for (index, found) in intake.documents.into_iter().enumerate() {
            let id = match (found.path.as_str(), is_only) {
                ("", true) => file.to_owned(),
                ("", false) => format!("{file}#{}", index + 1),
                (path, _) => format!("{file}#{path}"),
            };
            let id = self.unused(&id);
            // Lines and columns of what stands in the file as it is are the file's.
            let in_place = if keeps_lines { found.origin.in_place(&masked.text) } else { None };
            let source = Source {
                file: file.to_owned(),
                lines: Rc::clone(&lines),
                why: kind.is_none().then_some(found.why),
                path: found.path,
                is_decoded: in_place.is_none(),
                origin: found.origin,
            };
            let (text, kind) = (in_place.unwrap_or(found.text), kind.unwrap_or(found.kind));
            self.sources.documents.resize(self.input.documents.len(), None);
            self.sources.documents.push(Some(source));
            if found.provenance == Provenance::Printed {
                self.input.in_force.push(id.clone());
            }
            self.input.documents.push(Document { id, kind, text, target: found.target });
        }
        self.input.request.principal = self.input.request.principal.take().or(intake.principal);
        if let Some(refused) = intake.refused {
            self.input.take_refused(refused);
        }
        let told = intake.facts.into_iter().map(|fact| SourcedFact {
            file: file.to_owned(),
            lines: Rc::clone(&lines),
            fact,
        });
        self.sources.facts.extend(told);
        self.input.notes.extend(intake.notes.iter().map(|note| noted(file, note, &lines)));
    }

    /// `id`, or with a number behind it where another document has it.
    fn unused(&mut self, id: &str) -> String {
        let mut number = 1;
        let mut unused = id.to_owned();
        while !self.ids.insert(unused.clone()) {
            number += 1;
            unused = format!("{id} ({number})");
        }
        unused
    }
}

/// The note with its place and what to run instead.
fn noted(file: &str, note: &Note, lines: &LineIndex) -> Words {
    let line = lines.position(note.span.start).line;
    let mut words = Words {
        en: format!("{file}:{line}: {}", note.words.en),
        ja: format!("{file}:{line}: {}", note.words.ja),
    };
    if let Some(command) = &note.command {
        words.en.push_str(&format!(" Run: {command}"));
        words.ja.push_str(&format!("実行するコマンド: {command}"));
    }
    words
}

/// What the options say.
///
/// # Errors
/// A sentence on a profile that there is not.
pub(crate) fn told(options: &Options) -> Result<Input, String> {
    let (name, prefix) = options.bucket.clone().unzip();
    let (profile, notes) = options.profile.as_deref().map(profiles::load).transpose()?.unzip();
    Ok(Input {
        settings: Some(&SETTINGS),
        profile,
        notes: notes.unwrap_or_default(),
        request: Request { principal: options.role_arn.clone(), ..Request::default() },
        facts: Facts {
            trust: TrustFacts {
                account_id: options.account_id.clone(),
                external_id: options.external_id.clone(),
                principal: options.trust_principal.clone(),
                subject: options.subject.clone(),
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
    })
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
