//! Conditions:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html>.

use super::*;

/// Whether an Allow under `condition` applies where `key` holds `value`.
#[track_caller]
fn check(condition: Value, key: &str, value: Value, expected: bool) {
    let scene = reading(ROLE).with("identity", when(allow("*", "*"), condition));
    let scene = if value.is_null() { scene } else { scene.context(key, value) };
    scene.is(if expected { "allowed" } else { "implicitDeny" });
}

#[track_caller]
fn table(operator: &str, key: &str, wanted: Value, rows: &[(Value, bool)]) {
    for (value, expected) in rows {
        check(json!({operator: {key: wanted}}), key, value.clone(), *expected);
    }
}

#[test]
fn strings() {
    table(
        "StringEquals",
        "aws:UserAgent",
        json!(["a", "b*"]),
        &[
            (json!("a"), true),
            (json!("A"), false),
            (json!("b*"), true),
            (json!("bc"), false),
            (Value::Null, false),
        ],
    );
    table(
        "StringNotEquals",
        "aws:UserAgent",
        json!(["a", "b"]),
        &[(json!("a"), false), (json!("c"), true), (Value::Null, true)],
    );
    table(
        "StringEqualsIgnoreCase",
        "aws:UserAgent",
        json!("Ab"),
        &[(json!("aB"), true), (json!("abc"), false)],
    );
    table(
        "StringLike",
        "aws:UserAgent",
        json!("a?c*"),
        &[(json!("abc"), true), (json!("abcd"), true), (json!("ac"), false), (json!("ABC"), false)],
    );
    table(
        "StringNotLike",
        "aws:UserAgent",
        json!("a*"),
        &[(json!("abc"), false), (json!("b"), true), (Value::Null, true)],
    );
}

#[test]
fn numbers() {
    let key = "s3:max-keys";
    table(
        "NumericEquals",
        key,
        json!(10),
        &[
            (json!("10"), true),
            (json!("010"), true),
            (json!("1e1"), true),
            (json!("10.0"), true),
            (json!("ten"), false),
        ],
    );
    table(
        "NumericNotEquals",
        key,
        json!("10"),
        &[(json!("11"), true), (json!("10"), false), (json!("ten"), true)],
    );
    table(
        "NumericLessThanEquals",
        key,
        json!("10"),
        &[(json!("10"), true), (json!("10.1"), false), (Value::Null, false)],
    );
    table("NumericGreaterThan", key, json!("-1"), &[(json!("0"), true), (json!("-1"), false)]);
}

#[test]
fn dates() {
    let key = "aws:CurrentTime";
    table(
        "DateLessThan",
        key,
        json!("2026-06-01T00:00:00Z"),
        &[
            (json!("2026-05-31T23:59:59Z"), true),
            (json!("2026-06-01T00:00:00Z"), false),
            (json!("1780000000"), true),
            (json!("soon"), false),
        ],
    );
    table(
        "DateNotEquals",
        key,
        json!("2026-06-01"),
        &[(json!("2026-06-01T00:00:00Z"), false), (json!("soon"), true)],
    );
}

#[test]
fn booleans() {
    let key = "aws:SecureTransport";
    table(
        "Bool",
        key,
        json!("true"),
        &[
            (json!("true"), true),
            (json!("TRUE"), true),
            (json!("false"), false),
            (Value::Null, false),
        ],
    );
    table(
        "Bool",
        key,
        json!(false),
        &[(json!("false"), true), (json!("no"), true), (json!(true), false)],
    );
    table("BoolIfExists", key, json!("false"), &[(Value::Null, true), (json!("true"), false)]);
}

#[test]
fn addresses() {
    let key = "aws:SourceIp";
    table(
        "IpAddress",
        key,
        json!("203.0.113.5/24"),
        &[
            (json!("203.0.113.200"), true),
            (json!("203.0.114.1"), false),
            (json!("::ffff:203.0.113.1"), true),
            (json!("x"), false),
        ],
    );
    table(
        "NotIpAddress",
        key,
        json!("203.0.113.0/24"),
        &[
            (json!("203.0.113.200"), false),
            (json!("198.51.100.1"), true),
            (json!("x"), false),
            (Value::Null, true),
        ],
    );
    table(
        "IpAddress",
        key,
        json!("2001:db8::/32"),
        &[(json!("2001:db8::1"), true), (json!("2001:db9::1"), false)],
    );
    table("IpAddress", key, json!("2001:db8::1/32"), &[(json!("2001:db8::1"), false)]);
}

#[test]
fn arns() {
    let key = "aws:SourceArn";
    for operator in ["ArnEquals", "ArnLike"] {
        table(
            operator,
            key,
            json!("arn:aws:s3:::ac*"),
            &[
                (json!("arn:aws:s3:::acme"), true),
                (json!("arn:aws:sns:::acme"), false),
                (json!("acme"), false),
            ],
        );
    }
    table("ArnLike", key, json!("arn:aws:*:acme"), &[(json!("arn:aws:s3:::acme"), false)]);
    table(
        "ArnNotLike",
        key,
        json!("arn:aws:s3:::ac*"),
        &[
            (json!("arn:aws:s3:::acme"), false),
            (json!("arn:aws:s3:::other"), true),
            (json!("acme"), false),
            (Value::Null, true),
        ],
    );
}

/// With a qualifier it always holds or never:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>
#[test]
fn null_with_a_qualifier_asks_nothing() {
    for wanted in ["true", "false"] {
        for value in [Value::Null, json!(["a"])] {
            for (operator, expected) in [("ForAllValues:Null", true), ("ForAnyValue:Null", false)] {
                check(
                    json!({operator: {"aws:TagKeys": wanted}}),
                    "aws:TagKeys",
                    value.clone(),
                    expected,
                );
            }
        }
    }
}

#[test]
fn null_asks_whether_the_key_is_there() {
    table(
        "Null",
        "aws:TokenIssueTime",
        json!("true"),
        &[(Value::Null, true), (json!("2026-01-01"), false), (json!(""), false)],
    );
    table(
        "Null",
        "aws:TokenIssueTime",
        json!("false"),
        &[(Value::Null, false), (json!("2026-01-01"), true)],
    );
}

#[test]
fn binary_values_are_compared_as_they_are() {
    table(
        "BinaryEquals",
        "aws:Blob",
        json!("QmluYXJ5"),
        &[(json!("QmluYXJ5"), true), (json!("qmluYXJ5"), false)],
    );
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
#[test]
fn keys_with_several_values_need_a_qualifier() {
    let key = "aws:TagKeys";
    table(
        "StringEquals",
        key,
        json!(["a", "b"]),
        &[(json!(["a"]), false), (json!(["a", "b"]), false)],
    );
    table("StringNotEquals", key, json!("c"), &[(json!(["a"]), false)]);
    table("StringEqualsIfExists", key, json!("a"), &[(json!(["a"]), false)]);
    table(
        "ForAnyValue:StringEquals",
        key,
        json!(["a", "b"]),
        &[
            (json!(["x", "b"]), true),
            (json!(["x"]), false),
            (Value::Null, false),
            (json!([]), false),
        ],
    );
    table(
        "ForAllValues:StringEquals",
        key,
        json!(["a", "b"]),
        &[
            (json!(["a", "b"]), true),
            (json!(["a", "x"]), false),
            (Value::Null, true),
            (json!([]), true),
        ],
    );
    table(
        "ForAllValues:StringNotEquals",
        key,
        json!("a"),
        &[(json!(["b"]), true), (json!(["a", "b"]), false)],
    );
}

#[test]
fn values_are_alternatives_and_keys_and_operators_all_hold() {
    let both = json!({"StringEquals": {"aws:UserAgent": "a", "aws:Referer": "r"}, "Bool": {"aws:SecureTransport": true}});
    let scene = || reading(ROLE).with("identity", when(allow("*", "*"), both.clone()));
    let all = || scene().context("aws:UserAgent", "a").context("aws:Referer", "r");
    all().context("aws:SecureTransport", "true").is("allowed");
    all().context("aws:SecureTransport", "false").is("implicitDeny");
    scene().context("aws:UserAgent", "a").context("aws:SecureTransport", "true").is("implicitDeny");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>
#[test]
fn variables() {
    let home = |version: &str, resource: &str| {
        let mut scene = reading(USER).action("s3:GetObject", "arn:aws:s3:::acme/home/jane/x");
        let document = json!({"Version": version, "Statement": [allow("s3:GetObject", resource)]});
        scene.0["policies"] = json!([{"kind": "identity", "document": document}]);
        scene
    };
    home("2012-10-17", "arn:aws:s3:::acme/home/${aws:username}/*").is("allowed");
    home("2008-10-17", "arn:aws:s3:::acme/home/${aws:username}/*").is("implicitDeny");
    home("2012-10-17", "arn:aws:s3:::acme/home/${aws:PrincipalTag/team}/*").is("implicitDeny");
    home("2012-10-17", "arn:aws:s3:::acme/home/${aws:PrincipalTag/team, 'jane'}/*").is("allowed");
    let star = |resource: &str| home("2012-10-17", resource);
    star("arn:aws:s3:::acme/home/${*}").is("implicitDeny");
    table(
        "StringLike",
        "aws:UserAgent",
        json!("${*}x${?}"),
        &[(json!("*x?"), true), (json!("axb"), false)],
    );
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-calledviafirst>
#[test]
fn the_first_and_the_last_service_of_a_chain_are_filled_in() {
    let under = |condition: Value| {
        reading(ROLE)
            .context(
                "aws:CalledVia",
                json!(["cloudformation.amazonaws.com", "athena.amazonaws.com"]),
            )
            .with("identity", when(allow("*", "*"), condition))
    };
    let first = "cloudformation.amazonaws.com";
    under(json!({"StringEquals": {"aws:CalledViaFirst": first}})).is("allowed");
    under(json!({"StringEquals": {"aws:CalledViaLast": first}})).is("implicitDeny");
    under(json!({"Bool": {"aws:ViaAWSService": "true"}})).is("allowed");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
#[test]
fn keys_that_follow_from_the_request_are_filled_in() {
    for (key, value) in [
        ("aws:PrincipalArn", ROLE),
        ("aws:PrincipalAccount", ACCOUNT),
        ("aws:PrincipalType", "AssumedRole"),
        ("aws:PrincipalIsAWSService", "false"),
        ("aws:ResourceAccount", ACCOUNT),
        ("s3:ResourceAccount", ACCOUNT),
    ] {
        check(json!({"StringEquals": {key: value}}), key, Value::Null, true);
        check(json!({"StringEquals": {key: "other"}}), key, Value::Null, false);
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value>
#[test]
fn nothing_is_equal_to_a_variable_without_a_value() {
    let key = "s3:ExistingObjectTag/Team";
    let team = "${aws:PrincipalTag/Team}";
    for operator in ["StringEquals", "StringLike", "StringEqualsIfExists"] {
        check(json!({operator: {key: team}}), key, json!("a"), false);
        check(json!({operator: {key: [team, "a"]}}), key, json!("a"), true);
    }
    for operator in ["StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase"] {
        check(json!({operator: {key: team}}), key, json!("a"), true);
        check(json!({operator: {key: [team, "a"]}}), key, json!("a"), false);
        check(json!({operator: {key: team}}), key, Value::Null, true);
    }
    let source = "arn:aws:s3:::acme";
    let unknown = "arn:aws:s3:::${aws:PrincipalTag/Team}";
    check(json!({"ArnLike": {"aws:SourceArn": unknown}}), "aws:SourceArn", json!(source), false);
    check(json!({"ArnNotLike": {"aws:SourceArn": unknown}}), "aws:SourceArn", json!(source), true);
    let several = json!({"StringNotEquals": {key: "${aws:TagKeys}"}});
    reading(ROLE)
        .context(key, "a")
        .context("aws:TagKeys", json!(["a"]))
        .with("identity", when(allow("*", "*"), several))
        .is("allowed");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value>
#[test]
fn a_resource_whose_variable_has_no_value_matches_no_resource() {
    let of_team = "arn:aws:s3:::acme/${aws:PrincipalTag/Team}/*";
    reading(ROLE).with("identity", allow("*", of_team)).is("implicitDeny");
    let either = json!({"Effect": "Allow", "Action": "*", "Resource": [of_team, OBJECT]});
    reading(ROLE).with("identity", either).is("allowed");
    let all_but = json!({"Effect": "Allow", "Action": "*", "NotResource": of_team});
    reading(ROLE).with("identity", all_but).is("allowed");
}
