//! What the screen has to know of each built-in profile: its names, and what its vendor shows. The engine has the rest;
//! with it, and what reads it, the page's first load would weigh 10 KiB (brotli) more.

use std::sync::OnceLock;

use undenied::{
    Words,
    profile::{ExternalIdUse, PrincipalKind, Profile},
};

/// A profile a line, its cells between tabs; the test below writes it.
const TABLE: &str = include_str!("outlines.txt");

/// In the order of the letters that stand for them.
const KINDS: [(&str, PrincipalKind); 6] = [
    ("account", PrincipalKind::Account),
    ("role", PrincipalKind::Role),
    ("user", PrincipalKind::User),
    ("service", PrincipalKind::Service),
    ("federated", PrincipalKind::Federated),
    ("self", PrincipalKind::Own),
];

/// A profile as the screen knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub id: String,
    pub name: Words,
    pub vendor: String,
    pub product: String,
    pub trust: Option<Trust>,
}

/// How the vendor assumes the role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    pub kind: PrincipalKind,
    /// Whether the vendor sends an external ID.
    pub has_external_id: bool,
    /// Where the vendor shows its principal, and its external ID.
    pub shown_at: Words,
    pub id_shown_at: Words,
}

/// Every built-in profile, in the order of the picker.
pub fn all() -> &'static [Outline] {
    static ALL: OnceLock<Vec<Outline>> = OnceLock::new();
    ALL.get_or_init(|| TABLE.lines().filter_map(read).collect())
}

fn read(line: &str) -> Option<Outline> {
    let mut cells = line.split('\t');
    let mut next = || cells.next().map(str::to_owned);
    let (id, name) = (next()?, Words { en: next()?, ja: next()? });
    let (vendor, product, kind) = (next()?, next()?, next());
    let kind = kind.and_then(|kind| KINDS.iter().find(|(known, _)| *known == kind));
    let trust = match kind {
        None => None,
        Some((_, kind)) => Some(Trust {
            kind: *kind,
            has_external_id: next()? == "id",
            shown_at: Words { en: next()?, ja: next()? },
            id_shown_at: Words { en: next()?, ja: next()? },
        }),
    };
    Some(Outline { id, name, vendor, product, trust })
}

impl From<&Profile> for Outline {
    fn from(profile: &Profile) -> Self {
        let trust = profile.trust.as_ref().map(|trust| Trust {
            kind: trust.kind,
            has_external_id: trust.external_id.usage != ExternalIdUse::Nothing,
            shown_at: trust.shown_at.clone(),
            id_shown_at: trust.external_id.shown_at.clone(),
        });
        let Profile { id, name, vendor, product, .. } = profile;
        let (id, name) = (id.clone(), name.clone());
        Self { id, name, vendor: vendor.clone(), product: product.clone(), trust }
    }
}

#[cfg(test)]
mod tests {
    use undenied::profile;

    use super::*;

    fn line(outline: &Outline) -> String {
        let Outline { id, name, vendor, product, trust } = outline;
        let mut cells = vec![id, &name.en, &name.ja, vendor, product];
        let kind = trust
            .as_ref()
            .map(|it| KINDS.iter().find(|(_, kind)| *kind == it.kind).unwrap().0.to_owned());
        let usage = trust.as_ref().map(|it| if it.has_external_id { "id" } else { "" }.to_owned());
        cells.extend(&kind);
        cells.extend(&usage);
        if let Some(trust) = trust {
            cells.extend([&trust.shown_at.en, &trust.shown_at.ja]);
            cells.extend([&trust.id_shown_at.en, &trust.id_shown_at.ja]);
        }
        cells.iter().map(|cell| cell.as_str()).collect::<Vec<&str>>().join("\t") + "\n"
    }

    /// `UPDATE_EXPECT=1` writes the table.
    #[test]
    fn the_table_says_what_the_profiles_say() {
        let outlines: Vec<Outline> = profile::all().iter().map(Outline::from).collect();
        let table: String = outlines.iter().map(line).collect();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/outlines.txt");
            std::fs::write(file, &table).unwrap();
            return;
        }
        assert_eq!(TABLE, table);
        assert_eq!(all(), outlines);
    }
}
