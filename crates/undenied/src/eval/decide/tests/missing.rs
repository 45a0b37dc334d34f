//! What an open decision turns on, key by key.

use std::fmt::Write;

use super::*;

/// The outcome where a call has `context` and nothing else is known, with statements of an effect and conditions,
/// and the keys on which it turns.
fn turns(context: &[(&str, &str)], statements: &[(&str, &str)]) -> (Outcome, Vec<String>) {
    let mut known = Context::new(false);
    for (key, text) in context {
        known.supply_text(key, text);
    }
    let mut text = String::new();
    for (effect, conditions) in statements {
        let comma = if text.is_empty() { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"Effect":"{effect}","Action":"*","Resource":"*","Condition":{conditions}}}"#
        )
        .unwrap();
    }
    let policy = format!(r#"{{"Version":"2012-10-17","Statement":[{text}]}}"#);
    let decision = decide_in(known, ROLE, true, &[(Kind::Identity, &policy)]);
    (decision.outcome, decision.open.keys)
}

pub(super) fn missing(statements: &[(&str, &str)]) -> Vec<String> {
    let (outcome, keys) = turns(&[], statements);
    assert_eq!(outcome == Outcome::Undetermined, !keys.is_empty(), "{outcome:?} {keys:?}");
    keys
}

const NONE: [&str; 0] = [];
const TAG: &str = "aws:RequestTag/a";

#[test]
fn ranges_of_ipv6_that_fill_each_other_up_leave_nothing_open() {
    let all = r#"{"IpAddress":{"aws:SourceIp":["2001:db8::/33","2001:db8:8000::/33"]}}"#;
    let not = r#"{"NotIpAddress":{"aws:SourceIp":"2001:db8::/32"}}"#;
    let absent = r#"{"Null":{"aws:SourceIp":"true"}}"#;
    assert_eq!(missing(&[("Allow", all), ("Allow", not), ("Allow", absent)]), ["aws:SourceIp"]);
    // Only a text that is no address is left.
    let deny = r#"{"IpAddress":{"aws:SourceIp":["::/0","0.0.0.0/0"]}}"#;
    let allow =
        r#"{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},"StringEquals":{"aws:RequestTag/a":"x"}}"#;
    assert_eq!(missing(&[("Deny", deny), ("Allow", allow)]), NONE);
}

#[test]
fn mapped_addresses_are_in_the_ranges_of_ipv4() {
    let allow = r#"{"IpAddress":{"aws:SourceIp":"::ffff:10.0.0.0/104"}}"#;
    assert_eq!(missing(&[("Allow", allow)]), NONE);
}

#[test]
fn numbers_with_sign_fraction_and_exponent_leave_gaps() {
    let within = |above: &str, below: &str| {
        let both = format!(
            r#"{{"NumericGreaterThan":{{"s3:max-keys":"{above}"}},"NumericLessThan":{{"s3:max-keys":"{below}"}}}}"#
        );
        missing(&[("Allow", &both)])
    };
    for (above, below) in [("-2", "-1"), ("-0.5", "1e-3"), ("0", "0.001"), ("9.9", "1e1")] {
        assert_eq!(within(above, below), ["s3:max-keys"], "{above} {below}");
        assert_eq!(within(below, above), NONE, "{above} {below}");
    }
}

#[test]
fn a_known_key_is_compared_with_an_unknown_one() {
    let own = r#"{"StringEquals":{"aws:userid":"${aws:RequestTag/a}"}}"#;
    assert_eq!(turns(&[("aws:userid", "ann")], &[("Allow", own)]).1, [TAG]);
    let nested = r#"{"StringLike":{"aws:userid":"${aws:RequestTag/a}:*"}}"#;
    assert_eq!(turns(&[("aws:userid", "ann:x")], &[("Allow", nested)]).1, [TAG]);
    assert_eq!(turns(&[("aws:userid", "ann")], &[("Allow", nested)]).0, Outcome::ImplicitDeny);
}

#[test]
fn several_variables_inside_other_text_meet() {
    let both = r#"{"StringEquals":{"aws:RequestTag/a":"a/${aws:RequestTag/b}"},"StringLike":{"aws:RequestTag/a":"${aws:RequestTag/c}/b"}}"#;
    assert_eq!(missing(&[("Allow", both)]), [TAG, "aws:RequestTag/b", "aws:RequestTag/c"]);
    // What begins with an `a` does not begin with a `b`.
    let never = r#"{"StringEquals":{"aws:RequestTag/a":"a/${aws:RequestTag/b}"},"StringLike":{"aws:RequestTag/a":"b/${aws:RequestTag/c}"}}"#;
    assert_eq!(missing(&[("Allow", never)]), NONE);
    let joined = r#"{"StringEquals":{"aws:RequestTag/a":"${aws:RequestTag/b}-${aws:RequestTag/c}"},"StringLike":{"aws:RequestTag/a":"x*"},"StringNotLike":{"aws:RequestTag/b":["x*",""]}}"#;
    assert_eq!(missing(&[("Allow", joined)]), NONE);
}

#[test]
fn a_folder_named_after_an_unknown_key_is_weighed() {
    let own = r#"{"StringLike":{"s3:prefix":"home/${aws:RequestTag/a}/*"}}"#;
    assert_eq!(missing(&[("Allow", own)]), ["s3:prefix", TAG]);
    let shared = r#"{"StringNotLike":{"s3:prefix":"home/*"}}"#;
    assert_eq!(missing(&[("Deny", shared), ("Allow", own)]), ["s3:prefix", TAG]);
    let home = r#"{"StringLike":{"s3:prefix":"home/*"}}"#;
    assert_eq!(missing(&[("Deny", home), ("Allow", own)]), NONE);
}

#[test]
fn several_values_are_told_apart_in_more_than_five_ways() {
    let any =
        |value: &str| format!(r#"{{"ForAnyValue:StringEquals":{{"aws:TagKeys":"{value}"}}}}"#);
    let values: Vec<String> = ["a", "b", "c", "d", "e", "f", "g"].map(any).into();
    let all = r#"{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b","c","d","e","f","g"]},"Null":{"aws:TagKeys":"false"}}"#;
    let mut statements: Vec<(&str, &str)> =
        values.iter().map(|conditions| ("Deny", conditions.as_str())).collect();
    // Whatever is among them alone is denied by one of them.
    statements.push(("Allow", all));
    assert_eq!(missing(&statements), NONE);
    statements.pop();
    statements.push(("Allow", r#"{"Null":{"aws:TagKeys":"false"}}"#));
    assert_eq!(missing(&statements), ["aws:TagKeys"]);
}

#[test]
fn fifty_patterns_on_one_key_are_weighed_together() {
    let own = |at: usize| {
        format!(
            r#"{{"StringLike":{{"s3:prefix":"home/user-{at}/*"}},"StringEquals":{{"aws:RequestTag/a":"{at}"}}}}"#
        )
    };
    let conditions: Vec<String> = (0..50).map(own).collect();
    let mut statements: Vec<(&str, &str)> =
        conditions.iter().map(|conditions| ("Allow", conditions.as_str())).collect();
    assert_eq!(missing(&statements), ["s3:prefix", TAG]);
    statements.push(("Deny", r#"{"StringLike":{"s3:prefix":"home/*"}}"#));
    assert_eq!(missing(&statements), NONE);
}

#[test]
fn statements_any_of_which_is_enough_are_weighed_as_one() {
    let each =
        |condition: &dyn Fn(usize) -> String| -> Vec<String> { (0..30).map(condition).collect() };
    let inside = each(&|at| format!(r#"{{"StringLike":{{"s3:prefix":"*user-{at}*"}}}}"#));
    let tags =
        each(&|at| format!(r#"{{"ForAnyValue:StringEquals":{{"aws:TagKeys":"tag-{at}"}}}}"#));
    let mut statements: Vec<(&str, &str)> = vec![("Allow", "{}")];
    statements.extend(inside.iter().chain(&tags).map(|it| ("Deny", it.as_str())));
    assert_eq!(missing(&statements), ["s3:prefix", "aws:TagKeys"]);
    statements.push(("Deny", r#"{"StringNotLike":{"s3:prefix":["*user-1*","*user-2*"]}}"#));
    // Whatever the prefix is, one of the last two says no.
    statements.push(("Deny", r#"{"StringLike":{"s3:prefix":["*user-1*","*user-2*"]}}"#));
    statements.push(("Deny", r#"{"Null":{"s3:prefix":"true"}}"#));
    assert_eq!(missing(&statements), NONE);
}

#[test]
fn a_pattern_and_what_none_may_match_are_told_apart() {
    let like = r#"{"StringLike":{"aws:RequestTag/a":"b*"}}"#;
    let unlike = r#"{"StringNotLike":{"aws:RequestTag/a":"*b"}}"#;
    // Neither allows what ends with a `b` and begins otherwise.
    assert_eq!(missing(&[("Allow", like), ("Allow", unlike)]), [TAG]);
    assert_eq!(missing(&[("Allow", unlike), ("Allow", like)]), [TAG]);
}

#[test]
fn keys_may_be_alike_but_for_the_letter_case() {
    let alike = r#"{"StringEqualsIgnoreCase":{"aws:RequestTag/a":"${aws:RequestTag/b}"}}"#;
    let same = r#"{"StringEquals":{"aws:RequestTag/a":"${aws:RequestTag/b}"}}"#;
    let both = [TAG, "aws:RequestTag/b"];
    assert_eq!(missing(&[("Allow", alike), ("Deny", same)]), both);
    assert_eq!(missing(&[("Allow", same), ("Deny", alike)]), NONE);
}

#[test]
fn many_unrelated_keys_are_weighed_each_by_itself() {
    let own = |at: usize| format!(r#"{{"StringEquals":{{"aws:RequestTag/k{at}":"x"}}}}"#);
    let conditions: Vec<String> = (0..100).map(own).collect();
    let mut statements: Vec<(&str, &str)> =
        conditions.iter().map(|conditions| ("Allow", conditions.as_str())).collect();
    assert_eq!(missing(&statements).len(), 100);
    statements.push(("Deny", r#"{"StringEquals":{"aws:RequestTag/k0":"x"}}"#));
    assert_eq!(missing(&statements).len(), 100);
    statements.push(("Deny", r#"{"StringNotEquals":{"aws:RequestTag/k0":"x"}}"#));
    assert_eq!(missing(&statements), NONE);
}

#[test]
fn a_pattern_that_looks_into_a_number_is_left_open() {
    let both = r#"{"StringLike":{"s3:max-keys":"1*"},"NumericGreaterThan":{"s3:max-keys":"100"}}"#;
    assert_eq!(missing(&[("Allow", both)]), ["s3:max-keys"]);
}

#[test]
fn an_arn_is_one_whatever_else_is_asked_of_it() {
    let both = r#"{"StringLike":{"aws:RequestTag/a":"*prod*"},"ArnNotLike":{"aws:RequestTag/a":"arn:aws:sns:*:1:t"}}"#;
    assert_eq!(missing(&[("Allow", both)]), [TAG]);
}

#[test]
fn one_folder_may_lie_in_another() {
    let both = |further: &str| {
        let conditions = format!(
            r#"{{"StringLike":{{"s3:prefix":"home/${{aws:RequestTag/a}}/*"}},"StringLikeIfExists":{{"s3:prefix":"home/${{aws:RequestTag/b}}/*"}},{further}}}"#
        );
        missing(&[("Allow", &conditions)])
    };
    let all = ["s3:prefix", TAG, "aws:RequestTag/b"];
    let is_not =
        r#""StringEquals":{"aws:RequestTag/b":"a"},"StringNotEquals":{"aws:RequestTag/a":"a"}"#;
    assert_eq!(both(is_not), all);
}

#[test]
fn two_keys_may_name_one_folder() {
    let own = r#"{"StringNotLike":{"s3:prefix":"${aws:RequestTag/a}/${aws:RequestTag/b}/*"}}"#;
    let logs = r#"{"StringNotLikeIfExists":{"s3:prefix":"logs/2026/*"}}"#;
    assert_eq!(missing(&[("Allow", own)]), ["s3:prefix", TAG, "aws:RequestTag/b"]);
    assert_eq!(missing(&[("Allow", own), ("Allow", logs)]).len(), 3);
    let present = r#"{"Null":{"s3:prefix":"false"}}"#;
    let rest = r#"{"StringLike":{"s3:prefix":"logs/2026/*"}}"#;
    assert_eq!(missing(&[("Allow", own), ("Allow", logs), ("Allow", rest)]), NONE);
    assert_eq!(missing(&[("Allow", own), ("Deny", present)]), ["s3:prefix"]);
}

/// Whatever is asked of it, the key turns the outcome, or may.
#[test]
fn beyond_what_can_be_counted_no_key_is_left_out() {
    let many = |count: usize, one: &dyn Fn(usize) -> String| -> String {
        let all: Vec<String> = (0..count).map(one).collect();
        all.join(",")
    };
    let texts = many(300, &|at| format!(r#""t{at}""#));
    let places = many(12, &|at| format!(r#""*{at}?????a""#));
    let keys = many(5, &|at| format!("${{aws:RequestTag/k{at}}}"));
    let letters = "aBcDeFgHiJkLm".repeat(3);
    for (conditions, key) in [
        // More texts than are gone through, more places in patterns, more keys in one value.
        (format!(r#"{{"StringEquals":{{"{TAG}":[{texts}]}}}}"#), TAG),
        (format!(r#"{{"StringNotLike":{{"{TAG}":[{places}]}}}}"#), TAG),
        (format!(r#"{{"StringEquals":{{"{TAG}":"{keys}"}}}}"#), TAG),
        // Letter cases.
        (
            format!(
                r#"{{"StringEqualsIgnoreCase":{{"{TAG}":"${{aws:userid}}"}},"StringLike":{{"{TAG}":"*{letters}*"}},"StringNotLike":{{"{TAG}":["*a*b*C*","*f*E*d*"]}}}}"#
            ),
            "aws:userid",
        ),
        // Numbers far from each other, exponents and zones that are not read exactly.
        (
            r#"{"StringLike":{"s3:max-keys":"1*"},"NumericLessThan":{"s3:max-keys":"1e-99"}}"#
                .to_owned(),
            "s3:max-keys",
        ),
        (
            r#"{"StringLike":{"s3:max-keys":"1e???"},"NumericEquals":{"s3:max-keys":"1e100"}}"#
                .to_owned(),
            "s3:max-keys",
        ),
        (
            r#"{"StringLike":{"aws:CurrentTime":"2026-05-31T23:3?:00*"},"DateGreaterThan":{"aws:CurrentTime":"2026-06-01"}}"#
                .to_owned(),
            "aws:CurrentTime",
        ),
        (
            r#"{"StringLike":{"aws:CurrentTime":"2026-05-31T23:59:6*Z"},"DateEquals":{"aws:CurrentTime":"2026-06-01"}}"#
                .to_owned(),
            "aws:CurrentTime",
        ),
        (
            r#"{"StringLike":{"aws:SourceIp":"2001:db8:*.0.0.1"},"IpAddress":{"aws:SourceIp":"2001:db8::a00:0/104"}}"#
                .to_owned(),
            "aws:SourceIp",
        ),
    ] {
        let missing = missing(&[("Allow", &conditions)]);
        assert!(missing.iter().any(|own| own == key), "{conditions}: {missing:?}");
    }
}

#[test]
fn what_cannot_be_counted_together_is_counted_by_key() {
    let keys: String = (0..5).map(|at| format!("${{aws:RequestTag/k{at}}}")).collect();
    let compared = format!(r#"{{"StringEquals":{{"{TAG}":"{keys}"}}}}"#);
    let never =
        r#"{"StringLike":{"aws:RequestTag/a":"b*"},"StringNotLike":{"aws:RequestTag/a":"*b*"}}"#;
    assert_eq!(missing(&[("Allow", never), ("Deny", &compared)]), NONE);
    let always = [
        r#"{"StringNotEquals":{"aws:RequestTag/a":"bb"}}"#,
        r#"{"StringLike":{"aws:RequestTag/a":"b*"}}"#,
    ];
    let [one, other] = always.map(|conditions| ("Allow", conditions));
    assert_eq!(missing(&[one, other, ("Deny", &compared)]).len(), 6);
}

#[test]
fn sizes_of_keys_that_may_be_the_same_are_told_apart_together() {
    let both = |less: &str| {
        let conditions = format!(
            r#"{{"StringEquals":{{"s3:max-keys":"${{aws:MultiFactorAuthAge}}"}},"NumericGreaterThan":{{"s3:max-keys":"3"}},"NumericLessThan":{{"aws:MultiFactorAuthAge":"{less}"}}}}"#
        );
        missing(&[("Allow", &conditions)])
    };
    assert_eq!(both("3.05"), ["s3:max-keys", "aws:MultiFactorAuthAge"]);
    assert_eq!(both("3"), NONE);
}

#[test]
fn beyond_what_can_be_counted_no_statement_is_left_out() {
    let own = |at: usize| {
        format!(
            r#"{{"ForAnyValue:StringLike":{{"aws:TagKeys":"{at}*"}},"StringEquals":{{"aws:RequestTag/k{at}":"x"}}}}"#
        )
    };
    for count in [40, 300] {
        let conditions: Vec<String> = (0..count).map(own).collect();
        let statements: Vec<(&str, &str)> =
            conditions.iter().map(|conditions| ("Allow", conditions.as_str())).collect();
        assert_eq!(missing(&statements).len(), count + 1);
    }
}

#[test]
fn what_no_writing_of_a_size_matches_leaves_nothing_open() {
    for conditions in [
        r#"{"StringLike":{"s3:max-keys":"1??"},"NumericLessThan":{"s3:max-keys":"0.01"}}"#,
        r#"{"StringLike":{"s3:max-keys":"20*"},"NumericEquals":{"s3:max-keys":"100"}}"#,
        r#"{"StringLike":{"s3:max-keys":"10?"},"NumericLessThan":{"s3:max-keys":"10"}}"#,
        r#"{"StringLike":{"aws:CurrentTime":"2026-06-02*Z"},"DateLessThan":{"aws:CurrentTime":"2026-06-01"}}"#,
        r#"{"StringLike":{"aws:CurrentTime":"2026-05-31T23:59:59*Z"},"DateGreaterThan":{"aws:CurrentTime":"2026-06-01"}}"#,
        r#"{"StringLike":{"aws:SourceIp":"2001:db8:*.0.1.1"},"IpAddress":{"aws:SourceIp":"2001:db8::a00:0/120"}}"#,
        r#"{"StringLike":{"s3:max-keys":"-*"},"NumericGreaterThan":{"s3:max-keys":"0"}}"#,
        r#"{"StringLike":{"aws:SourceIp":"10.*"},"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#,
        r#"{"StringLike":{"aws:CurrentTime":"2026-06-06*"},"DateLessThan":{"aws:CurrentTime":"2026-06-01"}}"#,
        r#"{"StringLike":{"aws:CurrentTime":"2025-*"},"DateGreaterThan":{"aws:CurrentTime":"2026-06-01"}}"#,
        r#"{"StringLike":{"aws:CurrentTime":"2026-*"},"NumericGreaterThan":{"aws:CurrentTime":"1"}}"#,
        r#"{"NumericGreaterThan":{"aws:CurrentTime":"1800000000"},"DateLessThan":{"aws:CurrentTime":"2026-06-01"}}"#,
        // Exponents of two digits, and zones that there are not.
        r#"{"StringLike":{"s3:max-keys":"0.00000000?e1?"},"NumericLessThan":{"s3:max-keys":"10"},"NumericGreaterThan":{"s3:max-keys":"0"}}"#,
        r#"{"StringLike":{"s3:max-keys":"1*e-12"},"NumericEquals":{"s3:max-keys":"2"}}"#,
        r#"{"StringLike":{"aws:CurrentTime":"2026-05-31T*-07:35"},"DateGreaterThan":{"aws:CurrentTime":"2026-06-01T07:36:00Z"}}"#,
        r#"{"StringLike":{"aws:CurrentTime":"2026-06-01T*+07:35"},"DateLessThan":{"aws:CurrentTime":"2026-05-31T16:00:00Z"}}"#,
    ] {
        assert_eq!(missing(&[("Allow", conditions)]), NONE, "{conditions}");
    }
}
