//! `undenied profiles`, and the profile that `--profile` means. Not: what a profile needs.

use std::path::Path;

use undenied::{
    Lang, LineIndex, Words,
    profile::{self, Profile},
    secrets,
};

use crate::{
    arguments::{Format, ProfilesOptions},
    check,
};

/// Every built-in profile: id and name a line, or what it says as JSON.
///
/// # Errors
/// None but those of writing JSON.
pub(crate) fn list(options: &ProfilesOptions) -> Result<String, String> {
    match options.format {
        Format::Text => Ok(lines(options.lang)),
        Format::Json => {
            let values: Result<Vec<serde_json::Value>, _> =
                profile::built_in().map(|(_, text)| serde_json::from_str(text)).collect();
            let json = values.and_then(|values| serde_json::to_string_pretty(&values));
            json.map(|json| json + "\n").map_err(|error| error.to_string())
        }
    }
}

fn lines(lang: Lang) -> String {
    let width = profile::names().map(|(id, _)| id.len()).max().unwrap_or_default();
    let line = |(id, name): (&str, &Words)| format!("{id:width$}  {}\n", name.of(lang));
    profile::names().map(line).collect()
}

/// The built-in profile with that id, or the one in that file; each slip in the file with its place.
///
/// # Errors
/// A sentence on an unknown id, or on a file that holds no profile.
pub(crate) fn load(named: &str) -> Result<(Profile, Vec<Words>), String> {
    let path = Path::new(named);
    let is_file = path.extension().is_some_and(|extension| extension == "json") || path.is_file();
    if let Some(known) = profile::by_id(named).filter(|_| !is_file) {
        return Ok((known, Vec::new()));
    }
    if !is_file {
        return Err(profile::unknown(named));
    }
    let text = secrets::mask(&check::read(path)?).text;
    let lines = LineIndex::new(&text);
    let (profile, slips) = profile::read(&text);
    let notes: Vec<Words> = slips
        .into_iter()
        .map(|slip| {
            let place = lines.position(slip.span.start);
            let place = format!("{named}:{}:{}", place.line, place.column);
            Words {
                en: format!("{place}: {}", slip.words.en),
                ja: format!("{place}: {}", slip.words.ja),
            }
        })
        .collect();
    match profile {
        Some(profile) => Ok((profile, notes)),
        None => {
            let all: Vec<&str> = notes.iter().map(|note| note.en.as_str()).collect();
            Err(format!("{named} holds no profile\n{}", all.join("\n")))
        }
    }
}
