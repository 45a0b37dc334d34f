//! What templates and documentation leave for the reader to replace.

use core::ops::Range;

/// Bucket names of AWS's own documentation.
pub(crate) const AWS_SAMPLE_BUCKETS: &[&str] = &["DOC-EXAMPLE-BUCKET", "amzn-s3-demo-bucket"];

/// Where in `text` a placeholder stands: `<...>`, `{{...}}`, `YOUR-BUCKET` and the like.
/// `${...}` is a policy variable and none.
pub(crate) fn placeholder(text: &str) -> Option<Range<usize>> {
    bracketed(text, "<", ">").or_else(|| bracketed(text, "{{", "}}")).or_else(|| yours(text))
}

fn bracketed(text: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let start = text.find(open)?;
    let inside = text.get(start + open.len()..)?;
    let length = inside.find(close)?;
    let word = inside.get(..length)?;
    let end = start + open.len() + length + close.len();
    word.chars()
        .any(|letter| letter.is_ascii_alphabetic() || !letter.is_ascii())
        .then_some(start..end)
}

/// `YOUR_BUCKET_NAME`, `your-bucket`: a word that starts with "your" and a dash or underscore.
fn yours(text: &str) -> Option<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let is_word =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    for (start, _) in lower.match_indices("your") {
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
    }
}
