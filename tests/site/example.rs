//! Cases with what the engine says to them, and for each rule the one that shows it best. Not: how that looks.

use std::cmp::Reverse;

use undenied::{
    Finding, Input, Report, analyze,
    rules::{self, Rule},
};

use crate::Case;

#[derive(Debug)]
pub struct Answered<'a> {
    pub case: &'a Case,
    /// The case's, with what hosts do to it before they show anything.
    pub input: Input,
    pub report: Report,
}

impl<'a> Answered<'a> {
    fn new(case: &'a Case) -> Self {
        let mut input = case.input.clone();
        input.mask_secrets();
        let report = analyze(&input);
        Self { case, input, report }
    }

    #[must_use]
    pub fn all(cases: &'a [Case]) -> Vec<Self> {
        cases.iter().map(Self::new).collect()
    }
}

/// A finding of a rule, and the case that it is in.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    pub answered: &'a Answered<'a>,
    pub finding: &'a Finding,
}

/// Every rule with its example; `more` is asked where a rule fires in none of `cases`.
#[must_use]
pub fn of_every_rule<'a>(
    cases: &'a [Answered<'a>],
    more: &'a [Answered<'a>],
) -> Vec<(&'static Rule, Option<Example<'a>>)> {
    let example = |rule| best(rule, cases).or_else(|| best(rule, more));
    rules::all().map(|rule| (rule, example(rule))).collect()
}

/// Where it matters most, can be mended, and little else is wrong.
fn best<'a>(rule: &'static Rule, cases: &'a [Answered<'a>]) -> Option<Example<'a>> {
    let examples = cases.iter().flat_map(|answered| {
        let own = answered.report.findings.iter().filter(|finding| finding.rule.id == rule.id);
        own.map(move |finding| Example { answered, finding })
    });
    examples.min_by_key(|Example { answered, finding }| {
        let weight = (finding.causes_denial, !finding.fixes.is_empty());
        (Reverse(weight), answered.report.findings.len())
    })
}
