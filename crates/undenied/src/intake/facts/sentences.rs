//! Each fact in a sentence, in both languages. Not: which facts there are in a text.

mod bucket;
mod other;

use crate::lang::{Localized, Words};

/// A key, the value it takes (empty: any), and what it means; `{}` stands for the value.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// The sentence for a fact; of a key that is not listed, key and value.
pub(super) fn sentence(key: &str, value: &str) -> Words {
    let of_key =
        |row: &&Row| row.0 == key || row.0.strip_prefix('*').is_some_and(|end| key.ends_with(end));
    let mut rows = rows().filter(of_key);
    let exact = rows.clone().find(|row| row.1 == value);
    let (en, ja) = match exact.or_else(|| rows.find(|row| row.1.is_empty())) {
        Some((_, _, en, ja)) => (*en, *ja),
        None => return plain(key, value),
    };
    let quoted = format!("`{}`", value.replace('`', "'"));
    Localized { en: en.replace("{}", &quoted), ja: ja.replace("{}", &quoted) }
}

fn plain(key: &str, value: &str) -> Words {
    let words = format!("`{key}`: `{}`", value.replace('`', "'"));
    Words { en: words.clone(), ja: words }
}

/// Every sentence there is.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> + Clone {
    bucket::ROWS.iter().chain(other::ROWS)
}
