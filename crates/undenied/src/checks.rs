//! Checks of one policy by itself, those of AWS's own validator and some more: a row of texts for each, and a function
//! for each group that finds where they apply. Not: calls, and what follows for them. See
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>.

mod absent;
#[cfg(feature = "catalog")]
mod actions;
mod addresses;
#[cfg(feature = "catalog")]
mod arns;
mod cause;
mod conditions;
mod control;
mod empty;
#[cfg(feature = "catalog")]
mod forms;
mod keys;
mod limits;
mod lookups;
mod principals;
mod resources;
mod roles;
#[cfg(feature = "catalog")]
mod service_keys;
mod services;
mod sids;
mod sizes;
mod spaces;
#[cfg(feature = "catalog")]
mod tags;
mod trust;
mod values;
mod variables;

#[cfg(test)]
mod testing;

use std::collections::BTreeSet;

#[cfg(feature = "catalog")]
pub(crate) use actions::has_ended;
use cause::KeptOut;
use undenied_json::{Edit, Node, Span, cut, replaced};

use crate::{
    case::Case,
    fix::fix,
    lang::{Localized, Words},
    policy::{Comparison, Condition, Kind, Operator, Policy, Qualifier, Statement},
    report::{Finding, Fix, Impact, Place, Severity},
    rules::Rule,
    template,
};

/// A group of checks: what they are, and what finds them in one policy.
struct Group {
    checks: &'static [&'static Check],
    look: fn(&mut Subject<'_>),
}

const GROUPS: &[Group] = &[
    Group { checks: empty::CHECKS, look: empty::look },
    Group { checks: values::CHECKS, look: values::look },
    Group { checks: addresses::CHECKS, look: addresses::look },
    Group { checks: conditions::CHECKS, look: conditions::look },
    Group { checks: keys::CHECKS, look: keys::look },
    Group { checks: variables::CHECKS, look: variables::look },
    Group { checks: lookups::CHECKS, look: lookups::look },
    Group { checks: limits::CHECKS, look: limits::look },
    Group { checks: resources::CHECKS, look: resources::look },
    Group { checks: sids::CHECKS, look: sids::look },
    Group { checks: principals::CHECKS, look: principals::look },
    Group { checks: trust::CHECKS, look: trust::look },
    Group { checks: roles::CHECKS, look: roles::look },
    Group { checks: services::CHECKS, look: services::look },
    Group { checks: control::CHECKS, look: control::look },
    Group { checks: sizes::CHECKS, look: sizes::look },
    Group { checks: absent::CHECKS, look: absent::look },
    #[cfg(feature = "catalog")]
    Group { checks: actions::CHECKS, look: actions::look },
    #[cfg(feature = "catalog")]
    Group { checks: arns::CHECKS, look: arns::look },
    #[cfg(feature = "catalog")]
    Group { checks: service_keys::CHECKS, look: service_keys::look },
    #[cfg(feature = "catalog")]
    Group { checks: tags::CHECKS, look: tags::look },
    #[cfg(feature = "catalog")]
    Group { checks: forms::CHECKS, look: forms::look },
    // Last: it gives a fix to what the others say.
    Group { checks: spaces::CHECKS, look: spaces::look },
];

/// One check. `{}` in a text stands for what was found.
pub(crate) struct Check {
    pub(crate) rule: Rule,
    message: Localized<&'static str>,
    why: Localized<&'static str>,
    /// Whether what it finds matches nothing, or everything, instead of what it was written for.
    voids: bool,
}

/// A text in English and in Japanese.
const fn both(en: &'static str, ja: &'static str) -> Localized<&'static str> {
    Localized { en, ja }
}

impl Check {
    /// `code` is IAM Access Analyzer's; the texts are the title, what is wrong, and why that matters or what
    /// to do.
    const fn new(
        id: &'static str,
        code: &'static str,
        severity: Severity,
        links: Localized<&'static [&'static str]>,
        [title, message, why]: [Localized<&'static str>; 3],
    ) -> Self {
        let rule = Rule { id, code: Some(code), severity, title, links, check: silent };
        Self { rule, message, why, voids: false }
    }

    /// One that AWS's validator does not have.
    const fn own(
        id: &'static str,
        severity: Severity,
        links: Localized<&'static [&'static str]>,
        texts: [Localized<&'static str>; 3],
    ) -> Self {
        let check = Self::new(id, "", severity, links, texts);
        Self { rule: Rule { code: None, ..check.rule }, ..check }
    }

    /// What it finds matches nothing, or everything, instead of what it was written for.
    const fn voiding(self) -> Self {
        Self { voids: true, ..self }
    }
}

/// The rules of checks are found by their group.
fn silent(_: &Case<'_>, _: &mut Vec<Finding>) {}

/// Every check's rule.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.checks).map(|check| &check.rule)
}

/// Runs every check on every policy of `case`. The calls, by index, that a fix of an IAM policy would let through it.
pub(crate) fn run(case: &Case<'_>, findings: &mut Vec<Finding>) -> Vec<usize> {
    let codes = findings.iter().map(|finding| told(finding.code, &finding.place));
    let rules = findings.iter().map(|finding| told(Some(finding.rule.id), &finding.place));
    let already: BTreeSet<Told> = codes.chain(rules).collect();
    let mut mended = Vec::new();
    for (document, reading, policy) in case.policies() {
        let Some(root) = &reading.parse.root else { continue };
        let kind = case.kind(document);
        let mut subject = Subject {
            case,
            document,
            kind,
            root,
            policy,
            told: &already,
            kept_out: KeptOut::by(case, document),
            #[cfg(feature = "catalog")]
            is_new: false,
            findings,
        };
        for group in GROUPS {
            (group.look)(&mut subject);
        }
        if kind == Kind::Identity {
            mended.append(&mut subject.kept_out.mended);
        }
    }
    mended
}

/// A code or a rule's name, and the document and place that it was said of.
type Told = (Option<&'static str>, usize, usize, usize);

fn told(code: Option<&'static str>, place: &Place) -> Told {
    (code, place.document, place.span.start, place.span.end)
}

/// One policy under the checks.
struct Subject<'a> {
    case: &'a Case<'a>,
    document: usize,
    kind: Kind,
    /// The document as JSON.
    root: &'a Node,
    policy: &'a Policy,
    told: &'a BTreeSet<Told>,
    kept_out: KeptOut<'a>,
    /// Whether what was reported last is among the findings.
    #[cfg(feature = "catalog")]
    is_new: bool,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Subject<'a> {
    /// The document's text.
    fn text(&self) -> &'a str {
        self.case.text(self.document)
    }

    /// The statement's object as JSON.
    fn node(&self, statement: &Statement) -> Option<&'a Node> {
        let members = self.root.members()?.iter();
        let list = &members.rev().find(|member| member.name.value == "Statement")?.value;
        let all = list.elements().unwrap_or(core::slice::from_ref(list));
        all.get(statement.index).filter(|node| node.span == statement.span)
    }

    /// Reports `check` at `span` of `statement`; `found` goes into its texts.
    fn say(&mut self, check: &'static Check, span: Span, statement: &Statement, found: &str) {
        self.say_with(check, span, statement, found, None);
    }

    /// [`Subject::say`] with a fix.
    fn say_with(
        &mut self,
        check: &'static Check,
        span: Span,
        statement: &Statement,
        found: &str,
        fix: Option<Fix>,
    ) {
        let place = self.case.place(self.document, span, Some(statement.index));
        self.report(check, place, found, fix);
    }

    /// Reports `check` of the policy as a whole.
    fn say_of_policy(&mut self, check: &'static Check, span: Span, found: &str) {
        let place = self.case.place(self.document, span, None);
        self.report(check, place, found, None);
    }

    fn report(&mut self, check: &'static Check, place: Place, found: &str, fix: Option<Fix>) {
        // A rule that knows more of the case has said it of the same place.
        if check.rule.code.is_some() && self.told.contains(&told(check.rule.code, &place)) {
            #[cfg(feature = "catalog")]
            {
                self.is_new = false;
            }
            return;
        }
        #[cfg(feature = "catalog")]
        {
            self.is_new = true;
        }
        // Some texts bring code marks of their own.
        let found = if found.starts_with('`') { found.to_owned() } else { found.replace('`', "'") };
        let mut finding =
            check.rule.finding(place, filled(check.message, &found), filled(check.why, &found));
        finding.fixes.extend(fix);
        let index = self.findings.len();
        finding.causes_denial = cause::takes_part(self, &finding, index, check.voids);
        self.findings.push(finding);
    }

    /// A fix that changes nothing that is allowed or denied.
    fn tidy(&self, title: Words, edits: Vec<Edit>) -> Fix {
        fix(title, Impact::Tidies, self.document, edits)
    }
}

fn filled(text: Localized<&str>, found: &str) -> Words {
    let fill = |text: &str| match cut(text, "{}") {
        Some((before, after)) => format!("{before}{found}{after}"),
        None => text.to_owned(),
    };
    Words { en: fill(text.en), ja: fill(text.ja) }
}

/// Whether a template or a person has still to fill something in; then nothing is said of its form.
fn is_open(value: &str) -> bool {
    template::reference(value).is_some() || template::placeholder(value).is_some()
}

/// `value` in small letters, where `operator` takes these and capitals for the same.
fn as_compared(operator: Operator, value: &str) -> String {
    if operator.comparison == Comparison::StringEqualsIgnoreCase {
        value.to_ascii_lowercase()
    } else {
        value.to_owned()
    }
}

/// `text` with `*` for each variable.
fn varying(text: &str) -> String {
    let mut open = text.to_owned();
    while let Some(range) = template::inserted(&open, 0) {
        let variable = open.get(range).unwrap_or_default().to_owned();
        open = replaced(&open, &variable, "*");
    }
    // What is left of one that does not end.
    cut(&open, "${").map_or(open.clone(), |(before, _)| format!("{before}*"))
}

/// Whether a call without the key fails `condition`; `None` where AWS has no such operator.
fn needs_key(condition: &Condition) -> Option<bool> {
    let operator = condition.operator?;
    if operator.comparison == Comparison::Null {
        return Some(condition.values.iter().all(|it| it.value.eq_ignore_ascii_case("false")));
    }
    let is_met_by_none = operator.qualifier == Some(Qualifier::ForAllValues)
        || operator.negated && operator.qualifier.is_none();
    Some(!operator.if_exists && !is_met_by_none)
}

/// Whether the rule of that name has said it there already.
fn is_said(subject: &Subject<'_>, rule: &'static str, span: Span) -> bool {
    subject.told.contains(&(Some(rule), subject.document, span.start, span.end))
}

/// Makes what was said last weigh less.
#[cfg(feature = "catalog")]
fn lower(subject: &mut Subject<'_>, severity: Severity) {
    if let Some(last) = subject.findings.last_mut().filter(|_| subject.is_new) {
        last.severity = severity;
    }
}

/// Adds to what was said last.
#[cfg(feature = "catalog")]
fn and(subject: &mut Subject<'_>, words: &Words) {
    if let Some(last) = subject.findings.last_mut().filter(|_| subject.is_new) {
        last.message.en.push_str(&words.en);
        last.message.ja.push_str(&words.ja);
    }
}

/// The same with what was probably meant.
#[cfg(feature = "catalog")]
fn likely(subject: &mut Subject<'_>, meant: Option<&str>) {
    if let Some(meant) = meant {
        let words = Words {
            en: format!(" You probably mean `{meant}`."),
            ja: format!("`{meant}` の誤りと思われます。"),
        };
        and(subject, &words);
    }
}
