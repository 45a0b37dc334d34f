//! What the conditions on some keys compare with them: constants by sorts, and templates in which other keys
//! stand. Not: which values follow from it.

use super::{Asked, Domain, Key, Template};
use crate::{
    ContextValue,
    eval::{
        compare::scale,
        condition::{Wanted, wanted},
        context::Context,
    },
    glob::{Glob, Pattern, Reading, blank},
    policy::Comparison,
};

/// More keys than any value names.
const MAX_NAMED: usize = 4;

/// What is asked of each of the keys of `domains`.
pub(super) fn keys(
    asked: &[Asked<'_>],
    bundles: &[usize],
    domains: &[Domain<'_>],
    context: &Context,
) -> Option<(Vec<Key>, Vec<Template>)> {
    let key = |domain: &Domain<'_>| {
        let literals = domain.known.iter().flat_map(|value| value.texts().to_vec()).collect();
        Key { literals, is_known: domain.known.is_some(), ..Key::default() }
    };
    let mut all: Vec<Key> = domains.iter().map(key).collect();
    let mut templates = Vec::new();
    let place = |key: &usize| domains.iter().position(|domain| domain.place == *key);
    for (number, (asked, bundle)) in asked.iter().zip(bundles).enumerate() {
        // What one of several patterns has to match; what none may match is of its own.
        let own = bundles.len() + number;
        let union = if asked.operator.negated { own } else { *bundle };
        let own = place(&asked.key)?;
        let named: Vec<usize> = asked.named.iter().map(place).collect::<Option<_>>()?;
        if named.len() > MAX_NAMED {
            return None;
        }
        // A key that is absent leaves its default, or nothing to be equal to.
        for absent in 0..1_usize << named.len() {
            let mut context = context.clone();
            for (bit, key) in named.iter().enumerate() {
                let text = ContextValue::Single(blank(*key)?);
                let value = if absent >> bit & 1 == 1 { None } else { Some(&text) };
                context.assign(domains.get(*key)?.name, value);
            }
            for wanted in wanted(asked.condition, asked.operator, asked.version, &context) {
                let comparison = asked.operator.comparison;
                match Template::of(own, comparison, &wanted) {
                    Some(template) => add_template(template, &mut all, &mut templates)?,
                    None => add_constant(all.get_mut(own)?, comparison, &wanted, union)?,
                }
            }
        }
    }
    Some((all, templates))
}

fn add_template(template: Template, keys: &mut [Key], templates: &mut Vec<Template>) -> Option<()> {
    for opened in template.opened() {
        if !opened.glob.is_everything() {
            keys.get_mut(template.key)?.add_pattern(opened)?;
        }
    }
    if template.reading == Reading::Arn {
        keys.get_mut(template.key)?.add_pattern(any_arn())?;
    }
    if template.is_truth {
        keys.get_mut(template.key)?.add_pattern(truth())?;
    }
    if !templates.contains(&template) {
        templates.push(template);
    }
    Some(())
}

fn add_constant(
    key: &mut Key,
    comparison: Comparison,
    wanted: &Wanted,
    union: usize,
) -> Option<()> {
    let text = wanted.text.as_str();
    match comparison {
        Comparison::StringEquals | Comparison::BinaryEquals => add_literal(key, text),
        Comparison::StringEqualsIgnoreCase => {
            key.add_pattern(Pattern::one_of(union, Glob::literal(text), Reading::AnyCase))?;
        }
        Comparison::StringLike if wanted.pattern.is_literal() => add_literal(key, text),
        Comparison::StringLike if wanted.pattern.is_everything() => {}
        Comparison::StringLike => {
            key.add_pattern(Pattern::one_of(union, wanted.pattern.clone(), Reading::Exact))?;
        }
        Comparison::Arn => {
            key.add_pattern(any_arn())?;
            if !wanted.pattern.is_everything() {
                key.add_pattern(Pattern::one_of(union, wanted.pattern.clone(), Reading::Arn))?;
            }
        }
        Comparison::Bool => key.add_pattern(truth())?,
        Comparison::Null => {}
        _ => key.measured.push((scale(comparison)?, text.to_owned())),
    }
    Some(())
}

fn add_literal(key: &mut Key, text: &str) {
    if !key.literals.iter().any(|known| known == text) {
        key.literals.push(text.to_owned());
    }
}

/// What counts as an ARN at all.
fn any_arn() -> Pattern {
    Pattern::new(Glob::new("arn:*:*:*:*:*"), Reading::Arn)
}

/// Every other text is false.
fn truth() -> Pattern {
    Pattern::new(Glob::literal("true"), Reading::AnyCase)
}
