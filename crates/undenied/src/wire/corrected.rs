//! Which corrected document a host wants, and as what. Not: what is corrected.

use serde::Deserialize;

use crate::{
    Input, Lang,
    generate::{Form, write_corrected},
    remedy,
};

/// What the page adds to a case: a document, with its fixes, as code.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Corrected {
    /// Id of the document.
    document: String,
    /// `json`, `cli`, `cloudformation` or `terraform`; empty where all documents are wanted as they are.
    form: String,
}

impl Corrected {
    /// Whether one is wanted.
    #[must_use]
    pub const fn is_wanted(&self) -> bool {
        !self.form.is_empty()
    }

    /// The document of `input` with every fix of what denies, in `lang`; `None` where there is none of that id.
    #[must_use]
    pub fn write(&self, input: &Input, lang: Lang) -> Option<String> {
        let remedy = remedy(input);
        let document = remedy.documents.into_iter().find(|it| it.id == self.document)?;
        let form = match self.form.as_str() {
            "cli" => Form::Commands,
            "cloudformation" => Form::CloudFormation,
            "terraform" => Form::Terraform,
            _ => return Some(document.text),
        };
        Some(write_corrected(&[document], input, form, lang))
    }
}
