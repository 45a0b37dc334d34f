//! The pages beside the app, for reading: every rule, how it decides, all examples. In each language a file of its own,
//! without a script. Everything they say of rules and cases is what the engine says.

mod example;
mod examples;
mod finding;
mod how;
mod html;
mod lines;
mod rules;
mod shell;
mod words;

// The page shows the same lines; both hosts build on the engine, and neither on the other.
#[path = "../web/src/diff.rs"]
mod diff;

use undenied::Lang;

pub use example::{Answered, Example, of_every_rule};
pub use examples::{id, is_opened, japanese_title};

use crate::{Case, read_all};

const LANGUAGES: [Lang; 2] = [Lang::En, Lang::Ja];

/// What the pages are made of.
#[derive(Debug)]
pub struct Site {
    /// `tests/suite`.
    pub cases: Vec<Case>,
    /// For rules that fire in none of them.
    pub more: Vec<Case>,
    /// Addresses of the style sheets.
    pub styles: Vec<String>,
}

impl Site {
    /// With the cases as they stand in the repository.
    ///
    /// # Errors
    /// A sentence on the file that is no case.
    pub fn read() -> Result<Self, String> {
        let (cases, more) = (read_all("suite")?, read_all("site/more")?);
        Ok(Self { cases, more, styles: Vec::new() })
    }

    /// The pages with their file names.
    #[must_use]
    pub fn pages(&self) -> Vec<(String, String)> {
        let (cases, more) = (Answered::all(&self.cases), Answered::all(&self.more));
        let rules = of_every_rule(&cases, &more);
        let mut pages = Vec::new();
        for lang in LANGUAGES {
            for (page, content) in [
                (&rules::PAGE, rules::content(&rules, lang)),
                (&how::PAGE, how::content(lang)),
                (&examples::PAGE, examples::content(&cases, lang)),
            ] {
                pages.push((page.file(lang), shell::page(self, page, lang, content)));
            }
        }
        pages
    }
}
