//! From a JSON tree to a typed policy. Reads on past every slip, as the author meant it where
//! that is plain; the slip itself becomes a problem.

mod statement;

use undenied_json::{Member, Node, Span, Value, order, sorted};

use super::{
    Kind, Policy, Spanned, Version,
    problem::{Element, Inside, JsonType, Problem, ProblemKind},
    shape,
};

/// The policy in `root` and what AWS would not accept of it. A policy without any readable part
/// has no statements.
#[must_use]
pub fn read(root: &Node, kind: Kind) -> (Policy, Vec<Problem>) {
    let mut reader = Reader { kind, statement: None, problems: Vec::new() };
    let policy = reader.policy(root);
    let problems = sorted(reader.problems, &|one, two| one.span.cmp(&two.span));
    (policy, problems)
}

/// More slips than anybody reads; the policy is refused by the first.
const MAX_PROBLEMS: usize = 500;

struct Reader {
    kind: Kind,
    /// The statement that is being read.
    statement: Option<usize>,
    problems: Vec<Problem>,
}

/// A member of a policy or statement whose element is known.
struct Known<'a> {
    element: Element,
    member: &'a Member,
}

impl Reader {
    fn report(&mut self, span: Span, kind: ProblemKind) {
        if self.problems.len() == MAX_PROBLEMS {
            return;
        }
        self.problems.push(Problem { kind, span, statement: self.statement });
    }

    fn policy(&mut self, root: &Node) -> Policy {
        let mut policy = Policy {
            span: root.span,
            version: None,
            statements_span: None,
            statements: Vec::new(),
        };
        if shape::is_list(root) {
            self.report(opening(root.span), ProblemKind::Missing { element: Element::Statement });
            policy.statements = self.statements(root);
            return policy;
        }
        let Some(members) = root.members() else {
            if root.value != Value::Missing {
                self.report(root.span, ProblemKind::NotAnObject { found: json_type(root) });
            }
            return policy;
        };
        if !has_statement(members) && shape::is_statement(root) {
            self.report(opening(root.span), ProblemKind::Missing { element: Element::Statement });
            policy.statements.push(self.statement(root, 0));
            return policy;
        }
        for known in self.known(members, Element::OF_POLICY, Inside::Policy) {
            match known.element {
                Element::Version => policy.version = self.version(&known.member.value),
                Element::Statement => {
                    policy.statements_span = Some(known.member.value.span);
                    policy.statements = self.statements(&known.member.value);
                    if known.member.value.elements().is_some_and(<[_]>::is_empty) {
                        let kind = ProblemKind::Missing { element: Element::Statement };
                        self.report(known.member.value.span, kind);
                    }
                }
                _ => {}
            }
        }
        if policy.statements_span.is_none() {
            self.report(opening(root.span), ProblemKind::Missing { element: Element::Statement });
        }
        if !members.iter().any(|member| member.name.value.eq_ignore_ascii_case("Version")) {
            self.report(opening(root.span), ProblemKind::NoVersion);
        }
        policy
    }

    fn version(&mut self, value: &Node) -> Option<Spanned<Version>> {
        let Some(text) = value.text() else {
            self.wrong_type(Element::Version, value);
            return None;
        };
        let version = match text.value.as_str() {
            "2012-10-17" => Version::V2012,
            "2008-10-17" => Version::V2008,
            found => {
                self.report(text.span, ProblemKind::Version { found: found.to_owned() });
                // Nearly always a wrong date for today's language, not a wish for the old one.
                Version::V2012
            }
        };
        Some(Spanned { value: version, span: text.span })
    }

    fn statements(&mut self, value: &Node) -> Vec<super::Statement> {
        let nodes = match &value.value {
            Value::Array(nodes) => nodes.as_slice(),
            Value::Object(_) => std::slice::from_ref(value),
            _ => {
                self.wrong_type(Element::Statement, value);
                &[]
            }
        };
        nodes.iter().enumerate().map(|(index, node)| self.statement(node, index)).collect()
    }

    /// The members that are elements, each once; duplicates and strangers are reported.
    fn known<'a>(
        &mut self,
        members: &'a [Member],
        elements: &[Element],
        inside: Inside,
    ) -> Vec<Known<'a>> {
        let mut known: Vec<Known<'a>> = Vec::new();
        let earlier = earlier(members);
        for (index, member) in members.iter().enumerate() {
            let name = &member.name.value;
            let span = member.name.span.to(member.value.span);
            let first = earlier.get(index).copied().flatten().and_then(|first| members.get(first));
            if let Some(first) = first {
                let (name, first) = (name.clone(), first.name.span);
                let kind = ProblemKind::Duplicate { name, first, member: span };
                self.report(member.name.span, kind);
            }
            let exact = elements.iter().copied().find(|element| element.name() == name);
            let element = exact.or_else(|| {
                if self.problems.len() == MAX_PROBLEMS {
                    return None;
                }
                let meant = resembling(name, elements);
                let kind =
                    ProblemKind::UnknownElement { name: name.clone(), meant, inside, member: span };
                self.report(member.name.span, kind);
                meant
            });
            let Some(element) = element else { continue };
            // AWS's own parsers that accept a doubled name keep the last one.
            known.retain(|other| other.element != element);
            known.push(Known { element, member });
        }
        known
    }

    fn wrong_type(&mut self, element: Element, value: &Node) {
        if value.value != Value::Missing {
            let found = json_type(value);
            self.report(value.span, ProblemKind::WrongType { element, found });
        }
    }
}

/// For each member the first one of the same name, where that is another one.
fn earlier(members: &[Member]) -> Vec<Option<usize>> {
    let name = |index: usize| members.get(index).map(|member| member.name.value.as_str());
    let mut earlier = vec![None; members.len()];
    let mut first = None;
    for index in order(members.len(), &|one, two| name(one).cmp(&name(two))) {
        if first.and_then(name) == name(index) {
            earlier.get_mut(index).into_iter().for_each(|slot| *slot = first);
        } else {
            first = Some(index);
        }
    }
    earlier
}

fn has_statement(members: &[Member]) -> bool {
    members.iter().any(|member| {
        resembling(&member.name.value, Element::OF_POLICY) == Some(Element::Statement)
    })
}

/// Where to point when something inside an object is absent: at its opening brace.
fn opening(span: Span) -> Span {
    Span::new(span.start, span.start.saturating_add(1).min(span.end))
}

/// The element that `name` was meant to be: other letter case, a plural, or one slip of the hand.
fn resembling(name: &str, elements: &[Element]) -> Option<Element> {
    let lower = name.trim().to_ascii_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    let mut known = elements.iter().copied();
    let alike = |element: Element| {
        let target = element.name().to_ascii_lowercase();
        target == lower || target == singular || (target.len() > 3 && one_slip(&lower, &target))
    };
    known.find(|element| alike(*element))
}

/// Whether `text` is `target` but for letter case or one slip of the hand.
pub(crate) fn resembles(text: &str, target: &str) -> bool {
    let (text, target) = (text.to_ascii_lowercase(), target.to_ascii_lowercase());
    text == target || (target.len() > 3 && one_slip(&text, &target))
}

/// Whether `text` becomes `target` by inserting, dropping, changing or swapping one letter.
fn one_slip(text: &str, target: &str) -> bool {
    let (text, target): (Vec<char>, Vec<char>) = (text.chars().collect(), target.chars().collect());
    if text.len().abs_diff(target.len()) > 1 {
        return false;
    }
    let same = text.iter().zip(&target).take_while(|(one, two)| one == two).count();
    let rest = |chars: &[char], skip: usize| chars.get(same + skip..).map(<[char]>::to_vec);
    let swapped = text.get(same) == target.get(same + 1)
        && text.get(same + 1) == target.get(same)
        && rest(&text, 2) == rest(&target, 2);
    swapped
        || rest(&text, 1).is_some_and(|after| Some(after) == rest(&target, 1))
        || rest(&text, 1).is_some_and(|after| Some(after) == rest(&target, 0))
        || rest(&text, 0).is_some_and(|after| Some(after) == rest(&target, 1))
}

pub(crate) fn json_type(node: &Node) -> JsonType {
    match node.value {
        Value::Null => JsonType::Null,
        Value::Bool(_) => JsonType::Bool,
        Value::Number(_) => JsonType::Number,
        Value::String(_) => JsonType::String,
        Value::Array(_) => JsonType::Array,
        Value::Object(_) => JsonType::Object,
        Value::Missing => JsonType::Nothing,
    }
}
