//! Policies that take no characters beyond U+00FF, and how a name with other letters is written in these. The
//! characters that IAM, AWS STS and AWS KMS take are tab, line feed, carriage return and U+0020 to U+00FF, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html> and
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>.

use undenied_json::{Edit, Span, cut, replaced};

use crate::{
    case::Case,
    fix::{change_operator, fix, quoted},
    lang::{Localized, Words},
    policy::{Comparison, Condition, Kind, Spanned, Statement},
    report::{Finding, Fix, Impact},
    rules::REFUSED,
    words::use_instead,
};

/// Whether a policy of this kind is saved by IAM, AWS STS or AWS KMS.
pub(crate) const fn takes_only_latin(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Identity | Kind::PermissionsBoundary | Kind::Trust | Kind::Session | Kind::Key
    )
}

pub(crate) fn is_latin(text: &str) -> bool {
    text.chars().all(|it| it <= '\u{ff}')
}

/// A pattern that policies of `kind` take and that covers `text`, which none of them may hold as it is: `?` for each
/// UTF-16 code unit of the letters that they do not take. Placeholders stay.
pub(crate) fn spelt(kind: Kind, text: &str) -> Option<String> {
    if !takes_only_latin(kind) || is_latin(text) {
        return None;
    }
    let mut spelt = String::with_capacity(text.len());
    let mut is_placeholder = false;
    for character in text.chars() {
        match character {
            '<' => is_placeholder = true,
            '>' => is_placeholder = false,
            _ => {}
        }
        if is_placeholder || character <= '\u{ff}' {
            spelt.push(character);
        } else {
            spelt.extend(core::iter::repeat_n('?', character.len_utf16()));
        }
    }
    (spelt != text).then_some(spelt)
}

/// What to say beside such a pattern.
const NOTE: Localized<&str> = Localized {
    en: "Policies of this kind take Latin letters only, so `?` stands for each other letter of the name.",
    ja: "この種類のポリシーには日本語などの文字を保存できないため、名前のその文字をそれぞれ `?` で表します。",
};

pub(crate) fn note() -> Words {
    NOTE.words()
}

/// The same as a further sentence, where a fix of `finding` writes such a pattern.
pub(crate) fn note_of(finding: &Finding) -> Words {
    if !finding.why.en.ends_with(NOTE.en) {
        return Words::default();
    }
    Words { en: format!(" {}", NOTE.en), ja: NOTE.ja.to_owned() }
}

/// Writes what fixes add to such policies so that AWS takes it, and offers the same for what stands in them.
pub(crate) fn settle(case: &Case<'_>, findings: &mut [Finding]) {
    for finding in findings {
        let mut is_spelt = false;
        for fix in &mut finding.fixes {
            is_spelt |= spell(case, fix);
        }
        let is_refused = finding.rule.id == REFUSED.id;
        if let Some(fix) = is_refused.then(|| instead(case, finding)).flatten() {
            finding.fixes.push(fix);
            is_spelt = true;
        }
        if is_spelt {
            finding.why.en.push(' ');
            finding.why.en.push_str(NOTE.en);
            finding.why.ja.push_str(NOTE.ja);
        }
    }
}

/// The names of resources that `fix` writes; whether there were any to change.
fn spell(case: &Case<'_>, fix: &mut Fix) -> bool {
    let mut is_spelt = false;
    for edit in &mut fix.edits {
        if let Some(text) = arns_spelt(case.kind(edit.document), &edit.edit.text) {
            edit.edit.text = text;
            is_spelt = true;
        }
    }
    if is_spelt {
        for title in [&mut fix.title.en, &mut fix.title.ja] {
            if let Some(text) = arns_spelt(Kind::Identity, title) {
                *title = text;
            }
        }
    }
    is_spelt
}

/// `text` with every ARN in it spelt.
fn arns_spelt(kind: Kind, text: &str) -> Option<String> {
    if !takes_only_latin(kind) || is_latin(text) {
        return None;
    }
    let mut spelt_text = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = cut(rest, "arn:") {
        let end = after.find(['"', '`']).unwrap_or(after.len());
        let arn = after.get(..end).unwrap_or_default();
        spelt_text.push_str(before);
        spelt_text.push_str("arn:");
        spelt_text.push_str(spelt(kind, arn).as_deref().unwrap_or(arn));
        rest = after.get(end..).unwrap_or_default();
    }
    spelt_text.push_str(rest);
    (spelt_text != text).then_some(spelt_text)
}

/// Where the place of `finding` is a resource or a value with letters that its policy does not take.
fn instead(case: &Case<'_>, finding: &Finding) -> Option<Fix> {
    let (document, span) = (finding.place.document, finding.place.span);
    let policy = case.readings.get(document)?.policy.as_ref()?;
    let mut places = policy.statements.iter().filter_map(|statement| {
        if let Some(value) = at(span, statement.resource.iter().flat_map(|list| &list.values)) {
            return Some((value, Vec::new()));
        }
        statement.conditions.iter().find_map(|condition| {
            let value = at(span, condition.values.iter())?;
            Some((value, with_wildcards(case.text(document), statement, condition)?))
        })
    });
    let (value, mut edits) = places.next()?;
    let spelt = spelt(case.kind(document), value)?;
    edits.push(Edit::replace(span, quoted(&spelt)));
    Some(fix(use_instead(&spelt), Impact::Widens, document, edits))
}

fn at<'a>(span: Span, mut values: impl Iterator<Item = &'a Spanned<String>>) -> Option<&'a str> {
    values.find(|it| it.span == span).map(|it| it.value.as_str())
}

/// What to change so that `?` in the values of `condition` is a wildcard, which those that stand there already must not
/// become.
pub(crate) fn with_wildcards(
    text: &str,
    statement: &Statement,
    condition: &Condition,
) -> Option<Vec<Edit>> {
    let operator = condition.operator?;
    if operator.has_wildcards() {
        return Some(Vec::new());
    }
    let is_plain = |value: &Spanned<String>| !value.value.contains(['*', '?']);
    let is_equal = operator.comparison == Comparison::StringEquals && !operator.negated;
    if !is_equal || !condition.values.iter().all(is_plain) {
        return None;
    }
    let like = |name: &str| Some(replaced(name, "StringEquals", "StringLike"));
    change_operator(text, statement, condition, like).map(|(_, edit)| vec![edit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_beyond_latin_is_a_wildcard_for_one_code_unit() {
        let spelt = |text| spelt(Kind::Identity, text);
        assert_eq!(spelt("arn:aws:s3:::a/資料/*").as_deref(), Some("arn:aws:s3:::a/??/*"));
        assert_eq!(spelt("arn:aws:s3:::a/📄é").as_deref(), Some("arn:aws:s3:::a/??é"));
        assert_eq!(spelt("arn:aws:s3:::<バケット名>/*"), None);
        assert_eq!(spelt("<バケット名>/資").as_deref(), Some("<バケット名>/?"));
        assert_eq!(spelt("arn:aws:s3:::a/été"), None);
        assert_eq!(super::spelt(Kind::Bucket, "arn:aws:s3:::a/資料/*"), None);
    }

    #[test]
    fn only_names_of_resources_are_spelt() {
        let title = "`arn:aws:s3:::a/資料/*` に対する `s3:GetObject` を許可";
        let spelt = arns_spelt(Kind::Identity, title);
        assert_eq!(spelt.as_deref(), Some("`arn:aws:s3:::a/??/*` に対する `s3:GetObject` を許可"));
        assert_eq!(arns_spelt(Kind::Identity, "\"資料\""), None);
    }
}
