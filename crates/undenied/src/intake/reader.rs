//! Puts an [`Intake`] together: part by part of the paste, each read as what it is. Not: how any
//! of them is read.

use undenied_json::{Span, parse};

use super::{
    FoundError, Intake, Note, Origin, Transcript, facts, kinds,
    kinds::Context,
    mentions, none, prose, remarks,
    remarks::Remark,
    rest::{refused, unknown},
    segments::{
        Argument, Command, Heading, Part, Segment, chunks, complete, complete_unsigned, heading,
        parts, second, stretches,
    },
    told,
    tree::{self, document},
    walk::{Holdings, MAX_NOTES},
};
use crate::{
    explain::{Explanations, explain_all},
    policy,
};

/// More than anybody pastes; what follows them is not taken apart.
const MAX_PARTS: usize = 5_000;

/// Everything in `paste`.
pub(super) fn read(paste: &str) -> Intake {
    let mut reader = Reader {
        paste,
        holdings: Holdings::default(),
        intake: Intake::default(),
        command: None,
        heading: None,
        documents: 0,
        mentioned: Vec::new(),
        printed: Vec::new(),
    };
    if !reader.is_one_json() {
        for part in parts(paste) {
            match part {
                Part::Command(command) => reader.begin(command),
                Part::Text(segment) => reader.segment(&segment),
            }
        }
    }
    reader.finish()
}

struct Reader<'a> {
    paste: &'a str,
    holdings: Holdings,
    intake: Intake,
    command: Option<Ran>,
    /// The last line that tells a kind, as long as no document follows.
    heading: Option<Heading>,
    /// How many were looked at.
    documents: usize,
    /// The users and roles that sentences name.
    mentioned: Vec<String>,
    /// The managed policies whose content a command printed, and which document each is.
    printed: Vec<(String, usize)>,
}

/// The last command.
struct Ran {
    command: Command,
    /// Whether anything follows it.
    has_output: bool,
    /// Whether the document that it printed has been read.
    is_done: bool,
}

impl Reader<'_> {
    /// Whether the paste is JSON from end to end; it is read then, for there is nothing to cut.
    fn is_one_json(&mut self) -> bool {
        let text = self.paste.trim();
        if !text.starts_with(['{', '[']) || !text.ends_with(['}', ']']) {
            return false;
        }
        let parse = parse(self.paste);
        let Some(root) = parse.root.filter(|_| parse.errors.is_empty()) else { return false };
        let segment = Segment { text: self.paste.to_owned(), origin: Origin::whole(self.paste) };
        let span = Span::new(0, self.paste.len());
        tree::json(&segment.text, &segment.origin, &root, Context::default(), &mut self.holdings);
        if std::mem::take(&mut self.holdings.tells_error) {
            self.error(&segment, span);
        }
        if size(&self.holdings) == 0 && !self.holdings.is_full && self.intake.errors.is_empty() {
            self.left(&segment, span);
        }
        true
    }

    fn begin(&mut self, command: Command) {
        self.end_command();
        self.heading = None;
        let has_arguments = !command.arguments.is_empty();
        for Argument { name, segment } in &command.arguments {
            let context = Context { command: Some(&command), argument: Some(name), heading: None };
            let text = segment.text.as_str();
            document(text, &segment.origin, context, &mut self.holdings);
        }
        self.command = Some(Ran { command, has_output: has_arguments, is_done: has_arguments });
    }

    fn end_command(&mut self) {
        let silent = self.command.take().filter(|ran| !ran.has_output);
        if let Some(Ran { command, .. }) = silent {
            self.remark(remarks::command_alone(&command.name()), command.span);
        }
    }

    fn segment(&mut self, segment: &Segment) {
        match stretches(&segment.text).as_slice() {
            [] | [_] => self.stretch(segment),
            several => {
                for span in several {
                    let (text, origin) = part(segment, *span);
                    self.stretch(&Segment { text, origin });
                }
            }
        }
    }

    fn stretch(&mut self, segment: &Segment) {
        let text = segment.text.as_str();
        if !begins_as_json(text) && self.code(segment) {
            let told = prose::service_account(text).into_iter();
            let told =
                told.map(|(key, value, at)| facts::told(key, &value, segment.origin.locate(at)));
            return self.holdings.facts.extend(told);
        }
        let limit = MAX_PARTS.saturating_sub(self.documents);
        let chunks = chunks(text, limit);
        let mut left: Option<Span> = None;
        for chunk in &chunks {
            if chunk.is_document {
                self.documents += 1;
                // A text that is nothing else keeps the space around it.
                let is_alone = chunks.len() == 1;
                let span = if is_alone { Span::new(0, text.len()) } else { chunk.span };
                if self.document(segment, span) {
                    left.take().into_iter().for_each(|left| self.left(segment, left));
                    continue;
                }
            } else {
                self.heading = last_heading(chunk.span.of(text)).or(self.heading);
                mentions::collect(chunk.span.of(text), &mut self.mentioned);
                self.told(segment, chunk.span);
            }
            left = Some(left.map_or(chunk.span, |left| left.to(chunk.span)));
        }
        left.into_iter().for_each(|left| self.left(segment, left));
        if let Some(ran) = &mut self.command {
            ran.has_output = true;
        }
    }

    /// Whether it is code, read then. Policies in YAML may follow each other.
    fn code(&mut self, segment: &Segment) -> bool {
        let end = segment.text.len();
        let mut start = 0;
        let mut any = false;
        while start < end {
            let rest = segment.text.get(start..).unwrap_or_default();
            let next = second(rest).map_or(end, |length| start + length);
            let (text, origin) = part(segment, Span::new(start, next));
            self.heading = first_heading(&text).or(self.heading);
            let before = (size(&self.holdings), self.holdings.notes.len());
            let has_json =
                text.contains("{\"") || text.lines().any(|line| line.trim_start().starts_with('{'));
            let is_code = self.is_code(&Segment { text, origin });
            let (_, notes) = before;
            let found = size(&self.holdings) - self.holdings.notes.len();
            if is_code && has_json && found == before.0 - notes {
                // A sentence with a colon before the document is no YAML.
                self.holdings.notes.truncate(notes);
            } else {
                any |= is_code;
            }
            start = next;
        }
        any
    }

    fn is_code(&mut self, segment: &Segment) -> bool {
        let command = self.command.as_ref().filter(|ran| !ran.is_done).map(|ran| &ran.command);
        let context = Context { command, argument: None, heading: self.heading };
        let is_code = tree::is_code(&segment.text, &segment.origin, context, &mut self.holdings);
        if is_code {
            self.heading = None;
        }
        if let Some(ran) = self.command.as_mut().filter(|_| is_code) {
            (ran.has_output, ran.is_done) = (true, true);
        }
        is_code
    }

    /// Whether anything in the document at `span` is known.
    fn document(&mut self, segment: &Segment, span: Span) -> bool {
        let (text, origin) = part(segment, span);
        let (before, first) = (size(&self.holdings), self.holdings.documents.len());
        let was_full = std::mem::take(&mut self.holdings.is_full);
        let ran = self.command.as_ref().filter(|ran| !ran.is_done);
        let command = ran.map(|ran| &ran.command);
        let context = Context { command, argument: None, heading: self.heading };
        document(&text, &origin, context, &mut self.holdings);
        if std::mem::take(&mut self.holdings.tells_error) {
            self.error(segment, span);
        }
        // What there is too much of is known as well.
        let is_known = size(&self.holdings) != before || self.holdings.is_full;
        self.holdings.is_full |= was_full;
        self.heading = self.heading.filter(|_| !is_known);
        if let Some(ran) = &mut self.command {
            ran.is_done |= is_known;
            let names = ["policy-arn", "policy-name"].into_iter();
            let names = names.filter_map(|name| ran.command.option(name));
            self.printed.extend(names.map(|name| (name.to_owned(), first)));
            if let Some(arn) = ran.command.option("policy-arn") {
                let printed = self.holdings.documents.get_mut(first..).unwrap_or_default();
                let identities = printed.iter_mut().filter(|it| it.kind == policy::Kind::Identity);
                identities.for_each(|found| found.target = Some(arn.to_owned()));
            }
        }
        is_known
    }

    /// What no document was found in: error messages, or words around the documents.
    fn left(&mut self, segment: &Segment, span: Span) {
        if self.error(segment, span) {
            return;
        }
        let text = span.of(&segment.text);
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        if lines.all(|line| line.starts_with('#') || heading(line).is_some()) {
            return;
        }
        let place = segment.origin.locate(span);
        let is_told = |at: Span| place.start <= at.start && at.end <= place.end;
        if self.holdings.facts.iter().any(|fact| is_told(fact.span)) {
            return;
        }
        let command = self.command.as_ref().map(|ran| ran.command.name());
        let remark = match remarks::unreadable(text) {
            Some(form) => remarks::unreadable_output(form, command),
            None => remarks::unused(),
        };
        self.remark(remark, place);
    }

    /// What the sentences at `span` tell of accounts and of whoever assumes the role.
    fn told(&mut self, segment: &Segment, span: Span) {
        let text = span.of(&segment.text);
        let place =
            |at: Span| segment.origin.locate(Span::new(span.start + at.start, span.start + at.end));
        let of_vendor = told::read(text).into_iter().map(|(key, value, at)| {
            facts::told(key, value, place(Span::new(at, at + value.len())))
        });
        let of_prose = prose::read(text).into_iter();
        let of_prose = of_prose.map(|(key, value, at)| facts::told(key, &value, place(at)));
        self.holdings.facts.extend(of_vendor.chain(of_prose));
    }

    /// Whether the text at `span` holds error messages.
    fn error(&mut self, segment: &Segment, span: Span) -> bool {
        let Explanations { errors, left_out } = explain_all(span.of(&segment.text));
        let place = |own: Span| {
            segment.origin.locate(Span::new(span.start + own.start, span.start + own.end))
        };
        let is_error = !errors.is_empty();
        for mut explanation in errors {
            if let Some(ran) = &self.command {
                complete(&mut explanation, &ran.command);
            }
            complete_unsigned(&mut explanation, span.of(&segment.text));
            explanation.places = explanation.places.moved(place);
            let span = explanation.places.whole.unwrap_or_else(|| segment.origin.locate(span));
            self.holdings.facts.extend(facts::from_error(&explanation, span));
            self.intake.errors.push(FoundError { explanation, span });
        }
        if left_out > 0 {
            self.remark(remarks::more_errors(left_out), segment.origin.locate(span));
        }
        is_error
    }

    fn remark(&mut self, (words, command): Remark, span: Span) {
        self.holdings.notes.push(Note { words, command, span });
    }

    fn finish(mut self) -> Intake {
        self.end_command();
        self.attached();
        let principals = mentions::callers(&self.holdings.principals);
        if principals.len() > 1 {
            self.remark(remarks::several(&principals), Span::new(0, self.paste.len()));
        }
        let is_full = self.holdings.is_full || self.holdings.notes.len() > MAX_NOTES;
        self.holdings.notes.truncate(MAX_NOTES);
        if is_full {
            self.remark(remarks::too_many(), Span::new(0, self.paste.len()));
        }
        let Holdings { documents, facts, notes, .. } = self.holdings;
        let mut intake = Intake { documents, facts, notes, ..self.intake };
        if let Some((error, call)) =
            intake.errors.iter().find_map(|error| refused(error).map(|call| (error, call)))
        {
            let mut texts = intake.documents.iter().map(|found| &found.text);
            let asks_for_acl = texts.any(|text| text.contains("s3:x-amz-acl"));
            let told = facts::of_call(&error.explanation, error.span, &intake.facts, asks_for_acl);
            intake.facts.extend(told);
            intake.refused = Some(call);
        }
        if let [principal] = principals.as_slice() {
            intake.principal = Some(principal.clone());
        } else if let ([], [only]) = (principals.as_slice(), self.mentioned.as_slice()) {
            intake.refused = intake.refused.map(|call| call.about(only));
        }
        prose::settle(&mut intake);
        none::add(&mut intake);
        let is_known = !intake.documents.is_empty()
            || !intake.errors.is_empty()
            || !intake.facts.is_empty()
            || intake.principal.is_some()
            || intake.notes.iter().any(|note| note.words != remarks::unused().0);
        if is_known { intake } else { unknown(self.paste, intake.notes) }
    }

    /// The policies that are named, and whose content is nowhere in the paste.
    fn attached(&mut self) {
        let mut told: Vec<String> = Vec::new();
        for attached in std::mem::take(&mut self.holdings.attached) {
            let arn = attached.arn;
            let is_boundary = attached.kind == policy::Kind::PermissionsBoundary;
            if let Some((_, document)) = self.printed.iter().find(|(known, _)| *known == arn)
                && let Some(found) = self.holdings.documents.get_mut(*document)
            {
                if is_boundary {
                    let kinds::Known { kind, why, .. } =
                        kinds::member(attached.kind, "PermissionsBoundaryArn");
                    (found.kind, found.why) = (kind, why);
                }
                continue;
            }
            let mut named = self.holdings.documents.iter().filter_map(|it| it.name.as_ref());
            let is_here = self.holdings.known.contains(&arn) || named.any(|name| *name == arn);
            if is_here || told.contains(&arn) || told.len() > MAX_NOTES {
                continue;
            }
            if let Some((key, subject)) = attached.fact {
                let fact = facts::unseen(&key, &arn, subject.as_deref(), attached.span);
                self.holdings.facts.push(fact);
            }
            self.remark(attached.remark, attached.span);
            told.push(arn);
        }
    }
}

/// Whether the first thing in `text`, headings aside, is JSON.
pub(super) fn begins_as_json(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_rule = |line: &str| line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*'));
    let is_remark = |line: &str| line.starts_with('#') || heading(line).is_some();
    let first = lines.find(|line| !is_remark(line) && !is_rule(line));
    first.is_none_or(|line| line.starts_with(['{', '[', '"', '%', '(']))
}

/// A part of `segment` with its place in the paste.
fn part(segment: &Segment, span: Span) -> (String, Origin) {
    let mut transcript = Transcript::default();
    transcript.keep(&segment.text, span);
    transcript.through(&segment.origin).finish()
}

/// How much was found so far.
fn size(holdings: &Holdings) -> usize {
    let Holdings { documents, facts, notes, principals, attached, .. } = holdings;
    documents.len() + facts.len() + notes.len() + principals.len() + attached.len()
}

/// The one in the comments that `text` begins with.
fn first_heading(text: &str) -> Option<Heading> {
    text.lines().take_while(|line| line.starts_with('#')).find_map(heading)
}

/// The heading that stands nearest above what follows `text`.
fn last_heading(text: &str) -> Option<Heading> {
    const NEAR: usize = 3;
    let lines = text.lines().rev().filter(|line| !line.trim().is_empty());
    lines.take(NEAR).find_map(heading)
}
