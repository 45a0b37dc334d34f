//! `undenied generate`: the policies that a profile needs.

use undenied::{Encryption, generate};

use crate::{arguments::GenerateOptions, check};

/// What to print.
pub(crate) fn run(options: &GenerateOptions) -> String {
    let mut input = check::told(&options.case);
    input.facts.bucket.encryption = options.key.clone().map(|key| Encryption {
        algorithm: "aws:kms".to_owned(),
        key_arn: Some(key),
        bucket_key_enabled: None,
    });
    let lang = options.case.lang.unwrap_or_default();
    let generated = generate::generate(&input, options.profile, lang);
    generate::write(&generated, &input, options.form, lang)
}
