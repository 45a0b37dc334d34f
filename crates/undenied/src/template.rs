//! What templates and documentation leave for the reader to replace, and what a template fills in
//! when it is deployed.

use undenied_json::{find, has, positions};

use core::ops::Range;

/// Bucket names of AWS's own documentation.
pub(crate) const AWS_SAMPLE_BUCKETS: &[&str] = &["DOC-EXAMPLE-BUCKET", "amzn-s3-demo-bucket"];

/// Where in `text` a placeholder stands: `<...>`, `{{...}}`, `YOUR-BUCKET` and the like.
/// `${...}` is a policy variable or a reference and none, whatever it holds.
pub(crate) fn placeholder(text: &str) -> Option<Range<usize>> {
    // Asked of every value in every policy, of which most have nothing of the kind.
    if !has(text, "${") {
        return unmasked(text);
    }
    let mut masked = String::with_capacity(text.len());
    while let Some(range) = inserted(text, masked.len()) {
        masked.push_str(text.get(masked.len()..range.start).unwrap_or_default());
        masked.extend(core::iter::repeat_n(' ', range.len()));
    }
    masked.push_str(text.get(masked.len()..).unwrap_or_default());
    unmasked(&masked)
}

fn unmasked(text: &str) -> Option<Range<usize>> {
    bracketed(text, "<", ">").or_else(|| bracketed(text, "{{", "}}")).or_else(|| yours(text))
}

/// The first reference in `text` to what the template around it fills in: `${Bucket}`,
/// `${AWS::Region}`, `${var.name}`. Its value is unknown here; AWS would see the value.
pub(crate) fn reference(text: &str) -> Option<&str> {
    next_reference(text, 0).and_then(|range| text.get(range))
}

/// `text` with `*` for each reference in it; `None` where it has none.
pub(crate) fn widened(text: &str) -> Option<String> {
    reference(text)?;
    let mut widened = String::new();
    let mut done = 0;
    while let Some(range) = next_reference(text, done) {
        widened.push_str(text.get(done..range.start).unwrap_or_default());
        widened.push('*');
        done = range.end;
    }
    widened.push_str(text.get(done..).unwrap_or_default());
    Some(widened)
}

/// The first `${...}` of `text` from `from` on. Braces inside it come in pairs.
pub(crate) fn inserted(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + find(text.get(from..)?, "${")?;
    let mut depth = 0_usize;
    for (offset, byte) in text.get(start..)?.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(start..start + offset + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether `inside` of `${...}` is what IAM replaces: a condition key, which has one colon after a
/// service's name, or an escape. `AWS::Region` and Terraform's expressions have none.
pub(crate) fn is_variable(inside: &str) -> bool {
    if matches!(inside, "*" | "?" | "$") {
        return true;
    }
    let Some((service, name)) = inside.trim().split_once(':') else { return false };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    !service.is_empty()
        && service.bytes().all(is_name)
        && !name.is_empty()
        && !name.starts_with(':')
}

fn next_reference(text: &str, from: usize) -> Option<Range<usize>> {
    let mut range = inserted(text, from)?;
    while text.get(range.start + 2..range.end - 1).is_some_and(is_variable) {
        range = inserted(text, range.end)?;
    }
    Some(range)
}

fn bracketed(text: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let start = find(text, open)?;
    let inside = text.get(start + open.len()..)?;
    let length = find(inside, close)?;
    let word = inside.get(..length)?;
    let end = start + open.len() + length + close.len();
    word.chars()
        .any(|letter| letter.is_ascii_alphabetic() || !letter.is_ascii())
        .then_some(start..end)
}

/// `YOUR_BUCKET_NAME`, `your-bucket`: a word that starts with "your" and a dash or underscore.
fn yours(text: &str) -> Option<Range<usize>> {
    if !text.as_bytes().windows(4).any(|word| word.eq_ignore_ascii_case(b"your")) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let is_word =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    for start in positions(&lower, "your") {
        let before = lower.get(..start).and_then(|before| before.chars().next_back());
        let word = lower.get(start..).unwrap_or_default();
        let length = word.find(|character| !is_word(character)).unwrap_or(word.len());
        let is_separate = before.is_none_or(|before| !is_word(before));
        let names_it = ["your-", "your_", "yourbucket"].iter().any(|known| word.starts_with(known));
        if is_separate && names_it {
            return Some(start..start + length);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        placeholder(text).and_then(|range| text.get(range))
    }

    #[test]
    fn placeholders_are_told_from_values_and_variables() {
        assert_eq!(found("<Your S3 bucket ARN>/dir/*"), Some("<Your S3 bucket ARN>"));
        assert_eq!(found("arn:aws:s3:::YOUR_BUCKET/*"), Some("YOUR_BUCKET"));
        assert_eq!(found("arn:aws:s3:::your-bucket-name"), Some("your-bucket-name"));
        assert_eq!(found("arn:aws:s3:::{{bucket}}/*"), Some("{{bucket}}"));
        assert_eq!(found("arn:aws:s3:::acme/${aws:username}/*"), None);
        assert_eq!(found("arn:aws:s3:::at-your-service"), None);
        assert_eq!(found("a<3"), None);
        assert_eq!(found("arn:aws:s3:::${your-bucket}/<x>"), Some("<x>"));
        assert_eq!(found("${var.your_bucket}"), None);
    }

    #[test]
    fn references_are_told_from_policy_variables() {
        for (text, expected) in [
            ("arn:aws:s3:::${Bucket}/*", Some("${Bucket}")),
            ("${AWS::AccountId}", Some("${AWS::AccountId}")),
            ("${aws:username}/${Bucket.Arn}", Some("${Bucket.Arn}")),
            ("${module.a[\"x:y\"].arn}", Some("${module.a[\"x:y\"].arn}")),
            ("${merge({a = 1}, b)}/x", Some("${merge({a = 1}, b)}")),
            ("${a ? b : c}", Some("${a ? b : c}")),
            ("${aws:PrincipalTag/cost center}", None),
            ("${aws:PrincipalTag/team, 'none'}", None),
            ("${saml:sub}${*}${$}${?}", None),
            ("${open", None),
        ] {
            assert_eq!(reference(text), expected, "{text}");
        }
        assert_eq!(widened("a${B}${aws:x}${C}d").as_deref(), Some("a*${aws:x}*d"));
    }
}
