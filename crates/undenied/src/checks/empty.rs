//! Lists and objects with nothing in them.

use undenied_json::{Member, Span, Value};

use super::{Check, Subject, both};
use crate::{
    fix::delete_member,
    lang::Words,
    policy::{Comparison, Condition, ListElement, Polarity, Qualifier, Statement},
    report::Severity,
    rules::pages,
};

pub(super) const CHECKS: &[&Check] = &[
    &ACTION,
    &RESOURCE,
    &PRINCIPAL,
    &NO_PRINCIPAL,
    &NO_CONDITION,
    &CONDITION,
    &FOR_ALL,
    &FOR_ANY,
    &IF_EXISTS,
];

static ACTION: Check = Check::new(
    "empty-action",
    "EMPTY_ARRAY_ACTION",
    Severity::Suggestion,
    pages::GRAMMAR,
    [
        both("The list of actions is empty", "空のアクションリスト"),
        both("`{}` lists no action.", "`{}` にアクションがありません。"),
        both(
            "With an empty `Action` the statement does nothing, with an empty `NotAction` it is about every action. List the actions that are meant, or remove the statement.",
            "`Action` が空のステートメントは何もせず、`NotAction` が空のステートメントはすべてのアクションに適用されます。対象のアクションを記述するか、ステートメントを削除してください。",
        ),
    ],
).voiding();

static RESOURCE: Check = Check::new(
    "empty-resource",
    "EMPTY_ARRAY_RESOURCE",
    Severity::Suggestion,
    pages::RESOURCE,
    [
        both("The list of resources is empty", "空のリソースリスト"),
        both("`{}` lists no resource.", "`{}` にリソースがありません。"),
        both(
            "With an empty `Resource` the statement does nothing, with an empty `NotResource` it is about every resource. List the resources that are meant, or remove the statement.",
            "`Resource` が空のステートメントは何もせず、`NotResource` が空のステートメントはすべてのリソースに適用されます。対象のリソースを記述するか、ステートメントを削除してください。",
        ),
    ],
).voiding();

static PRINCIPAL: Check = Check::new(
    "empty-principal-list",
    "EMPTY_ARRAY_PRINCIPAL",
    Severity::Suggestion,
    pages::PRINCIPAL,
    [
        both("The list of principals is empty", "空のプリンシパルリスト"),
        both("`{}` lists no principal.", "`{}` にプリンシパルがありません。"),
        both(
            "A list without entries names nobody. Write whom it is for, or remove it.",
            "エントリのないリストは誰も指しません。対象を記述するか、リストを削除してください。",
        ),
    ],
)
.voiding();

static NO_PRINCIPAL: Check = Check::new(
    "empty-principal",
    "EMPTY_OBJECT_PRINCIPAL",
    Severity::Suggestion,
    pages::PRINCIPAL,
    [
        both("The principal is empty", "空の Principal"),
        both("`{}` names nobody.", "`{}` に誰も指定されていません。"),
        both(
            "Such a statement applies to no caller. Write whom it is for, or remove the statement.",
            "このステートメントはどの呼び出し元にも適用されません。対象を記述するか、ステートメントを削除してください。",
        ),
    ],
).voiding();

static NO_CONDITION: Check = Check::new(
    "empty-condition",
    "EMPTY_OBJECT_CONDITION",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("The condition is empty", "空の Condition"),
        both("`{}` holds nothing.", "`{}` の中身がありません。"),
        both(
            "Nothing is asked of a call by it. Remove it, or write the condition that is missing.",
            "このままでは何も制限されません。削除するか、必要な条件を記述してください。",
        ),
    ],
);

static CONDITION: Check = Check::new(
    "empty-condition-values",
    "EMPTY_ARRAY_CONDITION",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("The condition lists no value", "値のない条件"),
        both("`{}` is compared with no value.", "`{}` と比較する値がありません。"),
        both(
            "A positive operator never matches an empty list, a negated one always does. Write the values.",
            "空のリストに対し、肯定の演算子は決して一致せず、否定の演算子は常に一致します。値を記述してください。",
        ),
    ],
).voiding();

static FOR_ALL: Check = Check::new(
    "empty-condition-values-for-all",
    "EMPTY_ARRAY_CONDITION_FORALLVALUES",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("ForAllValues with no value", "値のない ForAllValues"),
        both("`{}` is compared with no value.", "`{}` と比較する値がありません。"),
        both(
            "With an empty list it holds only for calls without the key. To ask for that, write `Null` with `true`.",
            "空のリストでは、このキーのない呼び出しだけが条件を満たします。それが目的なら `Null` に `true` を指定してください。",
        ),
    ],
).voiding();

static FOR_ANY: Check = Check::new(
    "empty-condition-values-for-any",
    "EMPTY_ARRAY_CONDITION_FORANYVALUE",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("ForAnyValue with no value", "値のない ForAnyValue"),
        both("`{}` is compared with no value.", "`{}` と比較する値がありません。"),
        both(
            "With an empty list it never holds, so the statement never applies. Write the values.",
            "空のリストでは条件が成立せず、ステートメントは適用されません。値を記述してください。",
        ),
    ],
)
.voiding();

static IF_EXISTS: Check = Check::new(
    "empty-condition-values-if-exists",
    "EMPTY_ARRAY_CONDITION_IFEXISTS",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("IfExists with no value", "値のない IfExists"),
        both("`{}` is compared with no value.", "`{}` と比較する値がありません。"),
        both(
            "With an empty list it holds only for calls without the key. To ask for that, write `Null` with `true`.",
            "空のリストでは、このキーのない呼び出しだけが条件を満たします。それが目的なら `Null` に `true` を指定してください。",
        ),
    ],
).voiding();

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        lists(subject, statement);
        for condition in statement.conditions.iter().filter(|it| it.values.is_empty()) {
            let check = of_condition(condition);
            let is_empty = is_empty_list(subject, condition.value_span);
            if let Some(check) = check.filter(|_| is_empty) {
                subject.say(check, condition.value_span, statement, &condition.key.value);
            }
        }
        objects(subject, statement);
    }
}

/// Not one whose entries could not be read.
fn is_empty_list(subject: &Subject<'_>, span: Span) -> bool {
    let inside = span.of(subject.text()).strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    inside.is_some_and(|inside| inside.trim().is_empty())
}

fn lists(subject: &mut Subject<'_>, statement: &Statement) {
    let empty = |element: &Option<ListElement>| {
        element.as_ref().filter(|it| it.values.is_empty()).map(|it| (it.value_span, it.polarity))
    };
    for (element, check, names) in [
        (&statement.action, &ACTION, ["Action", "NotAction"]),
        (&statement.resource, &RESOURCE, ["Resource", "NotResource"]),
    ] {
        let Some((span, polarity)) = empty(element) else { continue };
        let [listed, all_but] = names;
        let name = if polarity == Polarity::Listed { listed } else { all_but };
        if is_empty_list(subject, span) {
            subject.say(check, span, statement, name);
        }
    }
}

fn of_condition(condition: &Condition) -> Option<&'static Check> {
    let operator = condition.operator?;
    Some(match operator.qualifier {
        _ if operator.comparison == Comparison::Null => &CONDITION,
        Some(Qualifier::ForAllValues) => &FOR_ALL,
        Some(Qualifier::ForAnyValue) => &FOR_ANY,
        None if operator.if_exists => &IF_EXISTS,
        None => &CONDITION,
    })
}

fn objects(subject: &mut Subject<'_>, statement: &Statement) {
    let members = subject.node(statement).and_then(undenied_json::Node::members);
    for member in members.unwrap_or_default() {
        let name = member.name.value.as_str();
        match (name, &member.value.value) {
            ("Condition", Value::Object(inside)) if inside.is_empty() => {
                let edits = vec![delete_member(subject.text(), member.span())];
                let title = Words {
                    en: "Remove `Condition`".to_owned(),
                    ja: "`Condition` を削除".to_owned(),
                };
                let fix = subject.tidy(title, edits);
                let name = "Condition";
                subject.say_with(&NO_CONDITION, member.value.span, statement, name, Some(fix));
            }
            ("Condition", Value::Object(inside)) => operators(subject, statement, member, inside),
            ("Principal" | "NotPrincipal", Value::Object(inside)) if inside.is_empty() => {
                subject.say(&NO_PRINCIPAL, member.value.span, statement, name);
            }
            ("Principal" | "NotPrincipal", Value::Object(inside)) => {
                for kind in inside {
                    if kind.value.elements().is_some_and(<[_]>::is_empty) {
                        subject.say(&PRINCIPAL, kind.value.span, statement, &kind.name.value);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Operators without a key; the last one goes with the element.
fn operators(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Member,
    inside: &[Member],
) {
    for operator in inside.iter().filter(|it| it.value.members().is_some_and(<[_]>::is_empty)) {
        let whole = if inside.len() > 1 { operator } else { condition };
        let name = whole.name.value.as_str();
        let title = Words { en: format!("Remove `{name}`"), ja: format!("`{name}` を削除") };
        let fix = subject.tidy(title, vec![delete_member(subject.text(), whole.span())]);
        let name = operator.name.value.as_str();
        subject.say_with(&NO_CONDITION, operator.value.span, statement, name, Some(fix));
    }
}

#[cfg(test)]
mod tests {
    use crate::{policy::Kind, rules::testing::check};

    fn condition(rule: &str, operator: &str, carets: &str) {
        let line = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {{"{operator}": {{"aws:TagKeys": []}}}}}}]}}"#
        );
        let at = line.find("[]").unwrap();
        let carets = if carets.is_empty() {
            String::new()
        } else {
            format!("{}^^ {carets}\n", " ".repeat(at))
        };
        check(rule, Kind::Identity, &format!("\n{line}\n{carets}"));
    }

    #[test]
    fn each_operator_with_an_empty_list_has_its_own_advice() {
        for (operator, rule) in [
            ("StringEquals", "empty-condition-values"),
            ("StringEqualsIfExists", "empty-condition-values-if-exists"),
            ("ForAllValues:StringLike", "empty-condition-values-for-all"),
            ("ForAnyValue:StringLike", "empty-condition-values-for-any"),
        ] {
            condition(rule, operator, "compared with no value");
        }
        condition("empty-condition-values", "ForAnyValue:StringLike", "");
        check(
            "empty-condition-values",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringLike": {"aws:username": [null]}}}]}
"#,
        );
    }

    #[test]
    fn empty_lists_and_objects_are_pointed_at_and_full_ones_are_not() {
        check(
            "empty-action",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [], "Resource": "*"}, {"Effect": "Allow", "Action": ["s3:*"], "Resource": "*"}]}
                                                                      ^^ lists no action
"#,
        );
        check(
            "empty-resource",
            Kind::Bucket,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "NotResource": []}]}
                                                                                                              ^^ `NotResource` lists
"#,
        );
        check(
            "empty-principal-list",
            Kind::Trust,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": [], "Service": ["ec2.amazonaws.com"]}, "Action": "sts:AssumeRole"}]}
                                                                                 ^^ `AWS` lists
"#,
        );
        check(
            "empty-principal",
            Kind::Trust,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {}, "Action": "sts:AssumeRole"}]}
                                                                         ^^ names nobody
"#,
        );
        check(
            "empty-condition",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {}}]}
                                                                                                            ^^ holds nothing
"#,
        );
        check(
            "empty-condition",
            Kind::Identity,
            r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringLike": {}, "Bool": {"aws:SecureTransport": "true"}}}]}
                                                                                                                           ^^ `StringLike` holds nothing
"#,
        );
    }
}
