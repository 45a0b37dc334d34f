//! `undenied generate`: the policies that a profile needs.

use undenied::{Encryption, generate};

use crate::{arguments::GenerateOptions, check};

/// What to print.
///
/// # Errors
/// A sentence on a profile that there is not.
pub(crate) fn run(options: &GenerateOptions) -> Result<String, String> {
    let mut input = check::told(&options.case)?;
    input.facts.bucket.encryption = options.key.clone().map(|key| Encryption {
        algorithm: "aws:kms".to_owned(),
        key_arn: Some(key),
        bucket_key_enabled: None,
    });
    let Some(profile) = input.profile.clone() else { return Err("give --profile".to_owned()) };
    let lang = options.case.lang.unwrap_or_default();
    let generated = generate::generate(&input, &profile, lang);
    Ok(generate::write(&generated, &input, options.form, lang))
}
