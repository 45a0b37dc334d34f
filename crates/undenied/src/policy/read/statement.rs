//! Reading one statement: effect, principals, actions, resources, conditions.

use undenied_json::{Member, Node, Span, Value};

use super::{Known, Reader, opening};
use crate::{
    policy::{
        Arn, Condition, Effect, Kind, ListElement, Operator, Polarity, Principal, PrincipalElement,
        Spanned, Statement,
        arn::is_account_id,
        problem::{Element, Inside, ProblemKind},
    },
    template,
};

impl Reader {
    pub(super) fn statement(&mut self, node: &Node, index: usize) -> Statement {
        self.statement = Some(index);
        let mut statement = Statement {
            index,
            span: node.span,
            sid: None,
            effect: None,
            principal: None,
            action: None,
            resource: None,
            conditions: Vec::new(),
            has_gap: false,
        };
        let before = self.problems.len();
        if let Some(members) = node.members() {
            let known = self.known(members, Element::OF_STATEMENT, Inside::Statement);
            self.conflicts(&known);
            for element in &known {
                self.element(element, &mut statement);
            }
            self.absent(node.span, &known);
        } else {
            self.wrong_type(Element::Statement, node);
            statement.has_gap = true;
        }
        let unread = self.problems.get(before..).unwrap_or_default().iter();
        statement.has_gap |=
            statement.effect.is_none() || unread.map(|problem| &problem.kind).any(leaves_a_gap);
        self.statement = None;
        statement
    }

    fn element(&mut self, known: &Known<'_>, statement: &mut Statement) {
        let value = &known.member.value;
        match known.element {
            Element::Sid => match value.text() {
                Some(text) => {
                    statement.sid = Some(Spanned { value: text.value.clone(), span: text.span });
                }
                None => self.wrong_type(Element::Sid, value),
            },
            Element::Effect => statement.effect = self.effect(value),
            Element::Principal => {
                statement.principal = Some(self.principals(known, Polarity::Listed));
            }
            Element::NotPrincipal => {
                statement.principal = Some(self.principals(known, Polarity::AllBut));
            }
            Element::Action => statement.action = Some(self.list(known, Polarity::Listed)),
            Element::NotAction => statement.action = Some(self.list(known, Polarity::AllBut)),
            Element::Resource => statement.resource = Some(self.list(known, Polarity::Listed)),
            Element::NotResource => statement.resource = Some(self.list(known, Polarity::AllBut)),
            Element::Condition => statement.conditions = self.conditions(value),
            Element::Version | Element::Id | Element::Statement => {}
        }
    }

    fn conflicts(&mut self, known: &[Known<'_>]) {
        let pairs = [
            (Element::Principal, Element::NotPrincipal),
            (Element::Action, Element::NotAction),
            (Element::Resource, Element::NotResource),
        ];
        for (one, other) in pairs {
            let has = |element| known.iter().find(|known| known.element == element);
            if let (Some(_), Some(second)) = (has(one), has(other)) {
                self.report(second.member.name.span, ProblemKind::Conflict { one, other });
            }
        }
    }

    /// What must be there and is not, and what must not be there and is.
    fn absent(&mut self, span: Span, known: &[Known<'_>]) {
        let find =
            |one, other| known.iter().find(|known| known.element == one || known.element == other);
        let needs_resource = self.kind.names_resources() && self.kind != Kind::Resource;
        let required = [
            (Element::Effect, Element::Effect, true),
            (Element::Principal, Element::NotPrincipal, self.kind.names_principals()),
            (Element::Action, Element::NotAction, true),
            (Element::Resource, Element::NotResource, needs_resource),
        ];
        for (element, other, is_required) in required {
            if is_required && find(element, other).is_none() {
                self.report(opening(span), ProblemKind::Missing { element });
            }
        }
        let prohibited = [
            (Element::Principal, Element::NotPrincipal, !self.kind.names_principals()),
            (Element::Resource, Element::NotResource, !self.kind.names_resources()),
        ];
        for (element, other, is_prohibited) in prohibited {
            let Some(found) = find(element, other).filter(|_| is_prohibited) else {
                continue;
            };
            let member = found.member.name.span.to(found.member.value.span);
            let kind = ProblemKind::NotInKind { element: found.element, member };
            self.report(found.member.name.span, kind);
        }
    }

    fn effect(&mut self, value: &Node) -> Option<Spanned<Effect>> {
        let Some(text) = value.text() else {
            self.wrong_type(Element::Effect, value);
            return None;
        };
        let effect = match text.value.trim().to_ascii_lowercase().as_str() {
            "allow" => Some(Effect::Allow),
            "deny" => Some(Effect::Deny),
            _ => None,
        };
        if !matches!(text.value.as_str(), "Allow" | "Deny") {
            self.report(text.span, ProblemKind::Effect { found: text.value.clone() });
        }
        effect.map(|value| Spanned { value, span: text.span })
    }

    fn list(&mut self, known: &Known<'_>, polarity: Polarity) -> ListElement {
        let member = known.member;
        ListElement {
            polarity,
            name_span: member.name.span,
            value_span: member.value.span,
            values: self.texts(known.element, &member.value),
        }
    }

    /// A string or a list of strings.
    fn texts(&mut self, element: Element, value: &Node) -> Vec<Spanned<String>> {
        let mut texts = Vec::new();
        for node in value.elements().unwrap_or(std::slice::from_ref(value)) {
            match node.text() {
                Some(text) => texts.push(Spanned { value: text.value.clone(), span: text.span }),
                None => self.wrong_type(element, node),
            }
        }
        texts
    }

    fn principals(&mut self, known: &Known<'_>, polarity: Polarity) -> PrincipalElement {
        let value = &known.member.value;
        let mut entries = Vec::new();
        match &value.value {
            Value::String(text) => {
                let principal = aws_principal(&text.value);
                if principal != Principal::Everyone && template::reference(&text.value).is_none() {
                    self.wrong_type(known.element, value);
                }
                entries.push(Spanned { value: principal, span: text.span });
            }
            Value::Object(members) => {
                for member in members {
                    self.principal_type(known.element, member, &mut entries);
                }
            }
            _ => self.wrong_type(known.element, value),
        }
        PrincipalElement {
            polarity,
            name_span: known.member.name.span,
            value_span: value.span,
            entries,
        }
    }

    fn principal_type(
        &mut self,
        element: Element,
        member: &Member,
        entries: &mut Vec<Spanned<Principal>>,
    ) {
        let read: fn(&str) -> Principal = match member.name.value.as_str() {
            "AWS" => aws_principal,
            "Service" => |text| Principal::Service(text.to_owned()),
            "Federated" => |text| Principal::Federated(text.to_owned()),
            "CanonicalUser" => |text| Principal::CanonicalUser(text.to_owned()),
            found => {
                let kind = ProblemKind::PrincipalType { found: found.to_owned() };
                self.report(member.name.span, kind);
                return;
            }
        };
        for text in self.texts(element, &member.value) {
            entries.push(Spanned { value: read(&text.value), span: text.span });
        }
    }

    fn conditions(&mut self, value: &Node) -> Vec<Condition> {
        let mut conditions = Vec::new();
        let Some(operators) = value.members() else {
            self.wrong_type(Element::Condition, value);
            return conditions;
        };
        for member in operators {
            let operator = Operator::parse(&member.name.value);
            if operator.is_none() {
                let kind = ProblemKind::Operator { found: member.name.value.clone() };
                self.report(member.name.span, kind);
            }
            let Some(keys) = member.value.members() else {
                // Of a key in an operator's place all is said.
                if operator.is_some() {
                    self.wrong_type(Element::Condition, &member.value);
                }
                continue;
            };
            for key in keys {
                conditions.push(Condition {
                    span: key.name.span.to(key.value.span),
                    operator_span: member.name.span,
                    operator,
                    key: Spanned { value: key.name.value.clone(), span: key.name.span },
                    value_span: key.value.span,
                    values: self.scalars(&key.value),
                });
            }
        }
        conditions
    }

    /// Condition values: strings, numbers and booleans alike, as text.
    fn scalars(&mut self, value: &Node) -> Vec<Spanned<String>> {
        let mut scalars = Vec::new();
        for node in value.elements().unwrap_or(std::slice::from_ref(value)) {
            let text = match &node.value {
                Value::String(text) => text.value.clone(),
                Value::Number(number) => number.clone(),
                Value::Bool(value) => value.to_string(),
                _ => {
                    self.wrong_type(Element::Condition, node);
                    continue;
                }
            };
            scalars.push(Spanned { value: text, span: node.span });
        }
        scalars
    }
}

/// Whether a part that decides stays unread; slips whose meaning is plain leave none.
fn leaves_a_gap(problem: &ProblemKind) -> bool {
    match problem {
        ProblemKind::WrongType { element, .. } => *element != Element::Sid,
        ProblemKind::Missing { .. }
        | ProblemKind::Conflict { .. }
        | ProblemKind::Operator { .. }
        | ProblemKind::PrincipalType { .. } => true,
        _ => false,
    }
}

/// A value under `"AWS"`.
fn aws_principal(text: &str) -> Principal {
    if text == "*" {
        return Principal::Everyone;
    }
    if is_account_id(text) {
        return Principal::Account(text.to_owned());
    }
    if let Some(arn) = Arn::parse(text) {
        return if arn.is_root() && is_account_id(arn.account()) {
            Principal::Account(arn.account().to_owned())
        } else {
            Principal::Arn(arn)
        };
    }
    let is_unique_id = text.len() > 15
        && ["AROA", "AIDA", "AGPA"].iter().any(|prefix| text.starts_with(prefix))
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_unique_id {
        Principal::UniqueId(text.to_owned())
    } else {
        Principal::Other(text.to_owned())
    }
}
