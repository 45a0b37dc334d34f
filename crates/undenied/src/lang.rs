//! The two languages and values that exist in both. Not: where text is shown.

/// A language the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    En,
    Ja,
}

impl Lang {
    /// BCP 47 tag: `en` or `ja`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    /// From a BCP 47 tag such as `ja-JP`; `None` for a language we do not speak.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.get(..2)?.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "ja" => Some(Self::Ja),
            _ => None,
        }
    }
}

/// One thing said in both languages; neither can be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Localized<T> {
    pub en: T,
    pub ja: T,
}

/// Text ready to show. Backticks mark code: AWS identifiers and the user's own words.
pub type Words = Localized<String>;

impl<T> Localized<T> {
    /// The value for `lang`.
    #[must_use]
    pub const fn of(&self, lang: Lang) -> &T {
        match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }
}

impl Localized<&str> {
    /// As owned words.
    #[must_use]
    pub fn words(&self) -> Words {
        Words { en: self.en.to_owned(), ja: self.ja.to_owned() }
    }
}

impl Words {
    /// Borrowed.
    #[must_use]
    pub const fn as_str(&self) -> Localized<&str> {
        Localized { en: self.en.as_str(), ja: self.ja.as_str() }
    }
}
