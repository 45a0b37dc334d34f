//! One service: from the package's JSON to the lines of the catalogue.

use std::collections::BTreeMap;

use undenied_json::Node;

use super::names::Verbs;
use super::{by_name, digit, member, text_of, texts_of};

#[derive(Debug)]
pub(super) struct Service {
    pub(super) prefix: String,
    pub(super) actions: Vec<Action>,
    types: Vec<ResourceType>,
    keys: Vec<Key>,
}

#[derive(Debug)]
pub(super) struct Action {
    pub(super) name: String,
    level: char,
    types: Vec<String>,
    keys: Vec<String>,
}

#[derive(Debug)]
struct ResourceType {
    name: String,
    /// Variables are `*`.
    arns: Vec<String>,
    keys: Vec<String>,
}

#[derive(Clone, Debug)]
struct Key {
    /// Variables are `*`.
    name: String,
    kind: char,
}

impl Service {
    pub(super) fn read(prefix: &str, actions: &Node, types: &Node, keys: &Node) -> Self {
        let mut service = Self {
            prefix: prefix.to_owned(),
            actions: values(actions).map(action).collect(),
            types: values(types).map(resource_type).collect(),
            keys: values(keys).map(key).collect(),
        };
        service.actions.sort_by(|one, other| by_name(&one.name, &other.name));
        service.types.sort_by(|one, other| by_name(&one.name, &other.name));
        service.sort_keys();
        service
    }

    /// The services that ARNs of its types name, other than itself.
    pub(super) fn foreign(&self) -> impl Iterator<Item = &str> {
        let arns = self.types.iter().flat_map(|it| &it.arns);
        let named = arns.filter_map(|arn| arn.split(':').nth(2));
        named.filter(|named| *named != self.prefix && *named != "*")
    }

    fn sort_keys(&mut self) {
        let prefix = self.prefix.clone();
        self.keys.sort_by(|one, other| by_name(&short(&prefix, one), &short(&prefix, other)));
        self.keys.dedup_by(|one, other| one.name.eq_ignore_ascii_case(&other.name));
    }

    /// Its resource types, condition keys, classes of actions and actions.
    pub(super) fn lines(&self, verbs: &Verbs) -> [Vec<String>; 4] {
        let types = self.types.iter().map(|it| self.type_line(it)).collect();
        let keys = self.keys.iter();
        let keys = keys.map(|key| format!("{}\t{}", short(&self.prefix, key), key.kind)).collect();
        let mut classes: Vec<String> =
            self.actions.iter().map(|action| self.class(action)).collect();
        classes.sort();
        classes.dedup();
        let actions = self.action_lines(verbs, &classes);
        [types, keys, classes, actions]
    }

    fn type_line(&self, it: &ResourceType) -> String {
        let arns: Vec<String> =
            it.arns.iter().map(|arn| arn_line(&self.prefix, &it.name, arn)).collect();
        format!("{}\t{}\t{}", it.name, arns.join(" "), self.key_digits(&it.keys))
    }

    fn key_digits(&self, names: &[String]) -> String {
        let number = |name: &String| {
            self.keys.iter().position(|key| key.name.eq_ignore_ascii_case(&key_name(name)))
        };
        let mut numbers: Vec<usize> = names.iter().filter_map(number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(digit).collect()
    }

    /// What actions have in common: resource types, keys beside those of the types, access level.
    fn class(&self, action: &Action) -> String {
        let number = |name: &String| {
            self.types.iter().position(|known| known.name.eq_ignore_ascii_case(name))
        };
        let mut numbers: Vec<usize> = action.types.iter().filter_map(number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let of_types: Vec<&String> = numbers
            .iter()
            .filter_map(|number| self.types.get(*number))
            .flat_map(|known| &known.keys)
            .collect();
        let is_own = |key: &&String| !of_types.iter().any(|known| known.eq_ignore_ascii_case(key));
        let own: Vec<String> = action.keys.iter().filter(is_own).cloned().collect();
        let types: String = numbers.into_iter().map(digit).collect();
        format!("{types}\t{}{}", self.key_digits(&own), action.level)
    }

    fn action_lines(&self, verbs: &Verbs, classes: &[String]) -> Vec<String> {
        let mut lines: BTreeMap<(String, &str), Vec<(usize, usize)>> = BTreeMap::new();
        for action in &self.actions {
            let class = self.class(action);
            let number = classes.iter().position(|known| *known == class).unwrap_or_default();
            let (mut verb, mut rest) = verbs.split(&action.name);
            let lower = rest.to_ascii_lowercase();
            // One line for each name in any letter case, so that a search cannot miss.
            if lines.keys().any(|(known, spelt)| *known == lower && *spelt != rest) {
                (verb, rest) = (0, &action.name);
            }
            lines.entry((rest.to_ascii_lowercase(), rest)).or_default().push((verb, number));
        }
        let line = |((_, rest), mut uses): ((String, &str), Vec<(usize, usize)>)| {
            uses.sort_unstable();
            let uses = uses.into_iter().flat_map(|(verb, class)| [digit(verb), digit(class)]);
            format!("{rest}\t{}", uses.collect::<String>())
        };
        lines.into_iter().map(line).collect()
    }
}

/// Keys that are listed by other services than the one that they are named after stand there, too.
pub(super) fn bring_keys_home(services: &mut [Service]) {
    let mut lost: Vec<(String, Key)> = Vec::new();
    for service in services.iter() {
        for key in &service.keys {
            let home = key.name.split(':').next().unwrap_or_default();
            if home != service.prefix && home != "aws" {
                lost.push((home.to_ascii_lowercase(), key.clone()));
            }
        }
    }
    for service in services {
        let own = lost.iter().filter(|(home, _)| *home == service.prefix);
        service.keys.extend(own.map(|(_, key)| key.clone()));
        service.sort_keys();
    }
}

fn values(node: &Node) -> impl Iterator<Item = &Node> {
    node.members().unwrap_or_default().iter().map(|member| &member.value)
}

fn action(node: &Node) -> Action {
    let mut types = Vec::new();
    let mut keys = texts_of(node, "conditionKeys");
    let uses = member(node, "resourceTypes").and_then(Node::elements).unwrap_or_default();
    for used in uses {
        types.push(text_of(used, "name"));
        keys.extend(texts_of(used, "conditionKeys"));
    }
    let level = match text_of(node, "accessLevel").as_str() {
        "Read" => 'R',
        "List" => 'L',
        "Tagging, Write" | "Tagging" => 'T',
        "Permissions management, Write" | "Permissions management" => 'P',
        _ => 'W',
    };
    Action { name: text_of(node, "name"), level, types, keys }
}

fn resource_type(node: &Node) -> ResourceType {
    let arns = text_of(node, "arn").split(", ").map(general).collect();
    ResourceType { name: text_of(node, "key"), arns, keys: texts_of(node, "conditionKeys") }
}

fn key(node: &Node) -> Key {
    let kind = match text_of(node, "type").as_str() {
        "ArrayOfString" => 'S',
        "ARN" => 'a',
        "ArrayOfARN" => 'A',
        "Bool" => 'b',
        "ArrayOfBool" => 'B',
        "Numeric" => 'n',
        "Date" => 'd',
        "IPAddress" => 'i',
        _ => 's',
    };
    Key { name: key_name(&text_of(node, "key")), kind }
}

/// AWS's pages write a few variables plainly.
fn key_name(text: &str) -> String {
    let name = general(text);
    match name.strip_suffix("/tag-key").or_else(|| name.strip_suffix('/')) {
        Some(start) => format!("{start}/*"),
        None => name,
    }
}

/// With `*` for each `${Variable}` and `<variable>`.
fn general(text: &str) -> String {
    let mut out = String::new();
    let mut closing = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (closing, character) {
            (Some(end), _) if end == character => closing = None,
            (Some(_), _) => {}
            (None, '$') if characters.peek() == Some(&'{') => {
                closing = Some('}');
                out.push('*');
            }
            (None, '<') => {
                closing = Some('>');
                out.push('*');
            }
            (None, _) => out.push(character),
        }
    }
    out
}

/// A key of the service itself without the service's name.
fn short(prefix: &str, key: &Key) -> String {
    match key.name.split_once(':') {
        Some((own, rest)) if own.eq_ignore_ascii_case(prefix) => format!(":{rest}"),
        _ => key.name.clone(),
    }
}

/// Another service's name, a letter for Region and account, and the rest with `=` for the type's own name in front;
/// nothing for the most usual form.
fn arn_line(prefix: &str, name: &str, arn: &str) -> String {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let [_, _, service, region, account, resource] = parts.as_slice() else {
        return arn.to_owned();
    };
    let form = match (*region, *account) {
        ("*", "*") => "A".to_owned(),
        ("", "*") => "B".to_owned(),
        ("*", "") => "C".to_owned(),
        ("", "") => "D".to_owned(),
        _ => format!("E{region}:{account}:"),
    };
    let resource = resource
        .strip_prefix(name)
        .map_or_else(|| (*resource).to_owned(), |rest| format!("={rest}"));
    let line = format!("{form}{resource}");
    match *service {
        own if own == prefix && line == "A=/*" => String::new(),
        own if own == prefix => line,
        other => format!("S{other}:{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{arn_line, general, key_name};

    #[test]
    fn variables_are_stars() {
        assert_eq!(key_name("s3:ExistingObjectTag/<key>"), "s3:ExistingObjectTag/*");
        assert_eq!(key_name("ssm:resourceTag/tag-key"), "ssm:resourceTag/*");
        assert_eq!(general("arn:${Partition}:s3:::${BucketName}"), "arn:*:s3:::*");
    }

    #[test]
    fn an_arn_is_short_where_it_says_the_usual() {
        for (arn, expected) in [
            ("arn:*:s3:*:*:job/*", ""),
            ("arn:*:s3:::*/*", "D*/*"),
            ("arn:*:s3::*:accesspoint/*", "Baccesspoint/*"),
            ("arn:*:s3:us-west-2:*:job", "Eus-west-2:*:="),
            ("arn:*:ec2:*:*:job/*", "Sec2:A=/*"),
        ] {
            assert_eq!(arn_line("s3", "job", arn), expected, "{arn}");
        }
    }
}
