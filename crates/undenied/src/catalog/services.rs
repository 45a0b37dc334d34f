//! All AWS services with their actions, resource types and condition keys: looked up in `data/catalog.txt`, which `cargo xtask
//! catalog` writes, by binary search where it stands. Not: who asks.
//!
//! The file is lines, numbers in it are single characters. After the verbs that names of actions begin with, the empty one
//! first, and an index come the services, `\u{1}` before each, with four parts. `\u{2}` stands between parts; all is in order of
//! name, letter case aside:
//!
//! | part | line, with tabs between |
//! |---|---|
//! | index | name, where it stands behind the index, in bytes, and the services that have ARNs in its name |
//! | resource types | name, forms of its ARN (see [`Template`]), condition keys |
//! | condition keys | name, without the service where it is its own, and a letter for the type |
//! | classes of actions, what several have in common | resource types, keys beside theirs and a letter for the access level (List, Read, Write, Tagging, Permissions management) |
//! | actions | name without its verb, then a verb and a class for each action of that name |

mod lines;

use std::sync::{Mutex, OnceLock};

use lines::{field, find, lines, numbers, order, pairs, parts};

/// Set once, by the program that has the file beside it; what is inside needs nobody.
static AWS: OnceLock<Catalog> = OnceLock::new();
#[cfg(feature = "catalog-inside")]
const FILE: &str = include_str!("../../data/catalog.txt");
const SERVICE: char = '\u{1}';
const PART: char = '\u{2}';
/// The longest verb that is looked for in front of a name.
const LONGEST_VERB: usize = 16;

/// Makes `file`, the text of `data/catalog.txt`, what is known of AWS from now on. For programs that are built without it and
/// fetch it beside them: until it is there, nothing is said that needs it. Once is enough, and nothing changes it.
pub fn provide(file: String) {
    // For as long as the program runs.
    let _ = AWS.set(Catalog::of(file.leak()));
}

/// What is known of AWS.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Catalog {
    verbs: &'static str,
    index: &'static str,
    services: &'static str,
    /// Those that were asked for, by their places: where parts end is looked for once.
    known: &'static Mutex<Vec<(usize, Service)>>,
}

/// One service, by the name that its actions begin with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Service {
    pub(crate) prefix: &'static str,
    verbs: &'static str,
    types: &'static str,
    keys: &'static str,
    classes: &'static str,
    actions: &'static str,
}

/// One action.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Action {
    service: Service,
    verb: &'static str,
    rest: &'static str,
    types: &'static str,
    keys: &'static str,
}

/// A type of resource that a policy may name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResourceType {
    service: &'static str,
    pub(crate) name: &'static str,
    arns: &'static str,
    keys: &'static str,
}

/// The form of an ARN, with `*` for what varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) service: &'static str,
    pub(crate) region: &'static str,
    pub(crate) account: &'static str,
    /// The resource is the two together.
    start: &'static str,
    end: &'static str,
}

/// A condition key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    number: usize,
    service: &'static str,
    /// Without the service where it is its own.
    name: &'static str,
    pub(crate) of: KeyType,
    pub(crate) is_multivalued: bool,
}

/// What a condition key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyType {
    Text,
    Arn,
    Bool,
    Number,
    Date,
    Address,
}

impl Catalog {
    /// The one that is compiled in.
    #[cfg(feature = "catalog-inside")]
    pub(crate) fn aws() -> Option<Self> {
        Some(*AWS.get_or_init(|| Self::of(FILE)))
    }

    /// The one that came, if it has.
    #[cfg(not(feature = "catalog-inside"))]
    pub(crate) fn aws() -> Option<Self> {
        AWS.get().copied()
    }

    fn of(file: &'static str) -> Self {
        let (head, services) = file.split_once(SERVICE).unwrap_or_default();
        let mut parts = parts(head).skip(1);
        let mut part = || parts.next().unwrap_or_default();
        // For as long as the program runs.
        Self { verbs: part(), index: part(), services, known: Box::leak(Box::default()) }
    }

    /// The service of that name, letter case ignored.
    pub(crate) fn service(self, prefix: &str) -> Option<Service> {
        self.at(field(self.entry(prefix)?, 1))
    }

    /// The names that actions begin with.
    pub(crate) fn prefixes(self) -> impl Iterator<Item = &'static str> {
        let known = lines(self.index).filter(|line| !field(line, 1).is_empty());
        known.map(|line| field(line, 0))
    }

    /// The services whose resources have ARNs with that service in them.
    pub(crate) fn services_of_arns(self, service: &str) -> impl Iterator<Item = Service> {
        let others = self.entry(service).map_or("", |line| field(line, 2));
        let others = others.split(' ').filter_map(move |other| self.service(other));
        self.service(service).into_iter().chain(others)
    }

    fn entry(self, name: &str) -> Option<&'static str> {
        find(self.index, '\n', &|line| order(field(line, 0), name)).map(|(line, _)| line)
    }

    /// The service that stands there.
    fn at(self, place: &str) -> Option<Service> {
        let place = place.parse().ok()?;
        let mut known = self.known.lock().ok()?;
        if let Some((_, service)) = known.iter().find(|(at, _)| *at == place) {
            return Some(*service);
        }
        let block = self.services.get(place..)?;
        let service = self.read(block.split_once(SERVICE).map_or(block, |(block, _)| block));
        known.push((place, service));
        Some(service)
    }

    /// The action `service:Name`, letter case ignored.
    pub(crate) fn action(self, action: &str) -> Option<Action> {
        let (service, name) = action.split_once(':')?;
        self.service(service)?.action(name)
    }

    fn read(self, block: &'static str) -> Service {
        let (prefix, rest) = block.split_once('\n').unwrap_or((block, ""));
        let mut parts = parts(rest);
        let mut part = || parts.next().unwrap_or_default();
        let (types, keys, classes, actions) = (part(), part(), part(), part());
        Service { prefix, verbs: self.verbs, types, keys, classes, actions }
    }
}

impl Service {
    /// The action of that name, without the service, letter case ignored.
    pub(crate) fn action(self, name: &str) -> Option<Action> {
        let longest = name.len().min(LONGEST_VERB);
        (0..=longest).find_map(|end| {
            let (verb, rest) = name.split_at_checked(end)?;
            let (verb, at) = find(self.verbs, '\n', &|known| order(known, verb))?;
            let number = self.verbs.get(..at)?.bytes().filter(|byte| *byte == b'\n').count();
            let (line, _) = find(self.actions, '\n', &|line| order(field(line, 0), rest))?;
            let (_, class) = pairs(field(line, 1)).find(|(verb, _)| *verb == number)?;
            Some(self.read(verb, field(line, 0), class))
        })
    }

    pub(crate) fn actions(self) -> impl Iterator<Item = Action> {
        lines(self.actions).flat_map(move |line| {
            pairs(field(line, 1)).map(move |(verb, class)| {
                let verb = self.verbs.split('\n').nth(verb).unwrap_or_default();
                self.read(verb, field(line, 0), class)
            })
        })
    }

    fn read(self, verb: &'static str, rest: &'static str, class: usize) -> Action {
        let class = lines(self.classes).nth(class).unwrap_or_default();
        let rest_of_class = field(class, 1);
        let last = rest_of_class.len().saturating_sub(1);
        let keys = rest_of_class.get(..last).unwrap_or_default();
        Action { service: self, verb, rest, types: field(class, 0), keys }
    }

    pub(crate) fn types(self) -> impl Iterator<Item = ResourceType> {
        lines(self.types).map(move |line| ResourceType {
            service: self.prefix,
            name: field(line, 0),
            arns: field(line, 1),
            keys: field(line, 2),
        })
    }

    pub(crate) fn keys(self) -> impl Iterator<Item = Key> {
        lines(self.keys).enumerate().map(move |(number, line)| self.key_of(line, number))
    }

    /// The key of that name, with its service, letter case ignored; one with a variable part is found by what fills it.
    pub(crate) fn key(self, name: &str) -> Option<Key> {
        let own = self.own(name);
        let exact = find(self.keys, '\n', &|line| order(field(line, 0), own));
        if let Some((line, at)) = exact {
            let above = self.keys.get(..at).unwrap_or_default();
            return Some(self.key_of(line, above.bytes().filter(|byte| *byte == b'\n').count()));
        }
        self.keys().find(|key| {
            key.name.split_once('*').is_some_and(|(start, end)| {
                own.len() > start.len() + end.len()
                    && own.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
                    && own
                        .get(own.len() - end.len()..)
                        .is_some_and(|own| own.eq_ignore_ascii_case(end))
            })
        })
    }

    /// `name` as it stands in the file.
    fn own(self, name: &str) -> &str {
        let rest = name.get(self.prefix.len()..).filter(|rest| rest.starts_with(':'));
        let prefix = name.get(..self.prefix.len());
        let is_own = prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(self.prefix));
        rest.filter(|_| is_own).unwrap_or(name)
    }

    fn key_of(self, line: &'static str, number: usize) -> Key {
        let kind = field(line, 1);
        let of = match kind {
            "a" | "A" => KeyType::Arn,
            "b" | "B" => KeyType::Bool,
            "n" => KeyType::Number,
            "d" => KeyType::Date,
            "i" => KeyType::Address,
            _ => KeyType::Text,
        };
        let is_multivalued = matches!(kind, "S" | "A" | "B");
        Key { number, service: self.prefix, name: field(line, 0), of, is_multivalued }
    }
}

impl Action {
    /// Without the service.
    pub(crate) fn name(self) -> String {
        format!("{}{}", self.verb, self.rest)
    }

    /// What its resource may be; none for those that are for everything.
    pub(crate) fn types(self) -> impl Iterator<Item = ResourceType> {
        numbers(self.types).filter_map(move |number| self.service.types().nth(number))
    }

    /// Whether a call of it may carry `key`, which is one of its service's.
    pub(crate) fn has(self, key: Key) -> bool {
        let mut own = numbers(self.keys);
        own.any(|number| number == key.number) || self.types().any(|of| of.has(key))
    }
}

impl ResourceType {
    /// The forms of its ARN.
    pub(crate) fn templates(self) -> impl Iterator<Item = Template> {
        self.arns.split(' ').map(move |arn| self.template(arn))
    }

    fn template(self, arn: &'static str) -> Template {
        let (service, form) = match arn.strip_prefix('S').and_then(|arn| arn.split_once(':')) {
            Some((other, form)) => (other, form),
            None => (self.service, arn),
        };
        let form = if form.is_empty() { "A=/*" } else { form };
        let rest = form.get(1..).unwrap_or_default();
        let (region, account, resource) = match form.get(..1) {
            Some("A") => ("*", "*", rest),
            Some("B") => ("", "*", rest),
            Some("C") => ("*", "", rest),
            Some("D") => ("", "", rest),
            _ => {
                let mut parts = rest.splitn(3, ':');
                let mut part = || parts.next().unwrap_or_default();
                (part(), part(), part())
            }
        };
        let (start, end) = match resource.strip_prefix('=') {
            Some(end) => (self.name, end),
            None => ("", resource),
        };
        Template { service, region, account, start, end }
    }

    /// Whether a request for such a resource carries `key`, which is one of its service's.
    pub(crate) fn has(self, key: Key) -> bool {
        numbers(self.keys).any(|number| number == key.number)
    }
}

impl Template {
    /// What stands behind the account, with `*` for what varies.
    pub(crate) fn resource(self) -> String {
        format!("{}{}", self.start, self.end)
    }
}

impl Key {
    /// With its service; `*` stands for what varies.
    pub(crate) fn name(self) -> String {
        let own = self.name.starts_with(':');
        format!("{}{}", if own { self.service } else { "" }, self.name)
    }

    /// Whether a part of its name varies.
    pub(crate) fn is_open(self) -> bool {
        self.name.ends_with('*')
    }
}

#[cfg(test)]
mod tests;
