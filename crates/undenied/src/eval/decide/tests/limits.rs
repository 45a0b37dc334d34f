//! Beyond each limit to what is tried out: a key too many may be named, never one too few.

use std::fmt::Write;

use super::{missing::missing, *};

const TAG: &str = "aws:RequestTag/a";

/// What is beyond a limit. `matters` is what allows in some case; with `never` beside it nothing does, which
/// is what is no longer seen.
fn check(matters: &[(&str, &str)], never: &[(&str, &str)], key: &str) {
    let listed = |statements: &[(&str, &str)]| missing(statements).iter().any(|own| own == key);
    assert!(listed(matters), "a key too few");
    assert!(listed(never), "within the limit");
}

/// A condition that asks for all of `parts`.
fn all(parts: &[&str]) -> String {
    format!("{{{}}}", parts.join(","))
}

fn texts(name: &str, count: usize) -> String {
    let texts: Vec<String> = (0..count).map(|at| format!(r#""{name}{at}""#)).collect();
    texts.join(",")
}

#[test]
fn more_texts_of_one_key() {
    let of = |count: usize| format!(r#"{{"StringEquals":{{"{TAG}":[{}]}}}}"#, texts("t", count));
    let (some, more) = (of(1100), of(1101));
    check(&[("Allow", &some)], &[("Allow", &some), ("Deny", &more)], TAG);
    let (some, more) = (of(1000), of(1001));
    assert!(missing(&[("Allow", &some), ("Deny", &more)]).is_empty());
}

#[test]
fn more_places_in_patterns() {
    let places: Vec<String> = (0..14).map(|at| format!(r#""*{at}?????a""#)).collect();
    let unlike = format!(r#""StringNotLike":{{"{TAG}":[{}]}}"#, places.join(","));
    let same =
        r#""StringEquals":{"aws:RequestTag/a":"b"},"StringNotEquals":{"aws:RequestTag/a":"b"}"#;
    check(&[("Allow", &all(&[&unlike]))], &[("Allow", &all(&[&unlike, same]))], TAG);
}

#[test]
fn more_places_behind_a_wildcard() {
    let own = r#""StringLike":{"aws:RequestTag/a":["*a???????????${aws:RequestTag/b}"]}"#;
    let unlike = r#""StringNotLike":{"aws:RequestTag/a":"*b???????????*"}"#;
    let never = r#""StringNotLikeIfExists":{"aws:RequestTag/a":"*a*"}"#;
    check(&[("Allow", &all(&[own, unlike]))], &[("Allow", &all(&[own, unlike, never]))], TAG);
}

#[test]
fn more_letter_cases() {
    let own = r#""StringEqualsIgnoreCase":{"aws:RequestTag/a":"${aws:RequestTag/b}"}"#;
    let letters = "aBcDeFgHiJkLm".repeat(3);
    let like = format!(r#""StringLike":{{"{TAG}":"*{letters}*"}}"#);
    let unlike = r#""StringNotLike":{"aws:RequestTag/a":["*a*b*C*","*f*E*d*"]}"#;
    let never = r#""StringNotEqualsIgnoreCase":{"aws:RequestTag/a":"${aws:RequestTag/b}"}"#;
    let all = |parts: &[&str]| all(parts);
    check(
        &[("Allow", &all(&[own, &like, unlike]))],
        &[("Allow", &all(&[own, &like, unlike, never]))],
        TAG,
    );
}

#[test]
fn more_ways_to_fill_in_a_value() {
    let filled = format!(
        r#""StringEquals":{{"{TAG}":"${{aws:RequestTag/b}}-${{aws:RequestTag/c}}","aws:RequestTag/b":[{}],"aws:RequestTag/c":[{}]}}"#,
        texts("b", 80),
        texts("c", 80)
    );
    let never = r#""StringNotLike":{"aws:RequestTag/a":"*-*"}"#;
    check(&[("Allow", &all(&[&filled]))], &[("Allow", &all(&[&filled, never]))], TAG);
}

#[test]
fn more_keys_in_one_value() {
    let keys: String = (0..5).map(|at| format!("${{aws:RequestTag/k{at}}}-")).collect();
    let own = format!(r#""StringEquals":{{"{TAG}":"{keys}"}}"#);
    let never = r#""StringNotLike":{"aws:RequestTag/a":"*-"}"#;
    check(&[("Allow", &all(&[&own]))], &[("Allow", &all(&[&own, never]))], TAG);
}

#[test]
fn more_ways_to_read_a_value() {
    let own = r#""StringLike":{"aws:RequestTag/a":"*a*a*a*a*a*a*a${aws:RequestTag/b}"}"#;
    let text = format!(r#""StringEquals":{{"{TAG}":"{}"}}"#, "a".repeat(60));
    let never =
        r#""StringNotLike":{"aws:RequestTag/b":["a*",""]},"Null":{"aws:RequestTag/b":"false"}"#;
    check(&[("Allow", &all(&[own, &text]))], &[("Allow", &all(&[own, &text, never]))], TAG);
}

#[test]
fn more_comparisons() {
    let lists = format!(
        r#""StringEqualsIfExists":{{"{TAG}":[{}],"aws:RequestTag/b":[{}]}}"#,
        texts("s", 200),
        texts("u", 200)
    );
    let own = r#""StringEquals":{"aws:RequestTag/a":"${aws:RequestTag/b}"}"#;
    let other = r#""StringLike":{"aws:RequestTag/b":"${aws:RequestTag/a}"}"#;
    let never = r#""StringNotEquals":{"aws:RequestTag/a":"${aws:RequestTag/b}"}"#;
    let free = &all(&[own, other]);
    let statements = [("Allow", free.as_str()), ("Deny", &all(&[&lists]))];
    let is_never = &all(&[own, other, never]);
    check(&statements, &[("Allow", is_never), ("Deny", &all(&[&lists]))], TAG);
}

#[test]
fn more_ways_to_fill_keys_in() {
    let keys = [TAG, "aws:RequestTag/b", "aws:RequestTag/c"];
    let lists: Vec<String> = keys
        .iter()
        .enumerate()
        .map(|(at, key)| format!(r#""{key}":[{}]"#, texts(&at.to_string(), 40)))
        .collect();
    let lists = all(&[&format!(r#""StringEquals":{{{}}}"#, lists.join(","))]);
    let own = r#""StringEquals":{"aws:RequestTag/a":"${aws:RequestTag/b}","aws:RequestTag/b":"${aws:RequestTag/c}"}"#;
    let never = r#""StringNotEquals":{"aws:RequestTag/a":"${aws:RequestTag/c}"}"#;
    let exists = r#""Null":{"aws:RequestTag/a":"false","aws:RequestTag/c":"false"}"#;
    check(
        &[("Allow", &all(&[own])), ("Deny", &lists)],
        &[("Allow", &all(&[own, never, exists])), ("Deny", &lists)],
        TAG,
    );
}

#[test]
fn more_keys_that_are_compared_with_one() {
    let own = |at: usize| {
        let own = format!(
            r#"{{"StringEquals":{{"aws:RequestTag/k{at}":"${{aws:RequestTag/a}}"}},"StringLike":{{"aws:RequestTag/k{at}":"x*"}}}}"#
        );
        ("Allow".to_owned(), own)
    };
    let free = |count: usize| -> Vec<(String, String)> { (0..count).map(own).collect() };
    let never = |count: usize| {
        let deny = r#"{"StringLike":{"aws:RequestTag/a":"*"}}"#;
        let mut never = free(count);
        never.push(("Deny".to_owned(), deny.to_owned()));
        never
    };
    check(&borrowed(&free(20)), &borrowed(&never(20)), TAG);
    assert!(missing(&borrowed(&never(5))).is_empty());
}

#[test]
fn more_ways_in_which_several_values_meet_conditions() {
    let own = |at: usize, never: &str| {
        format!(
            r#"{{"ForAnyValue:StringLike":{{"aws:TagKeys":"t{at}*"}},"StringEquals":{{"aws:RequestTag/k{at}":"x"}}{never}}}"#
        )
    };
    let never = r#","ForAnyValue:StringEquals":{"aws:TagKeys":"z"},"ForAllValues:StringNotEquals":{"aws:TagKeys":"z"}"#;
    let of = |never: &str| -> Vec<String> { (0..13).map(|at| own(at, never)).collect() };
    let (own, never) = (of(""), of(never));
    let allow = |all: &'_ [String]| -> Vec<(String, String)> {
        all.iter().map(|it| ("Allow".to_owned(), it.clone())).collect()
    };
    let (own, never) = (allow(&own), allow(&never));
    check(&borrowed(&own), &borrowed(&never), "aws:TagKeys");
}

fn borrowed(statements: &[(String, String)]) -> Vec<(&str, &str)> {
    statements.iter().map(|(effect, conditions)| (effect.as_str(), conditions.as_str())).collect()
}

/// Each of some keys with each of others.
fn grid(count: usize, further: &str) -> Vec<(String, String)> {
    let pairs = (0..count).flat_map(|one| (0..count).map(move |two| (one, two)));
    let own = |(one, two): (usize, usize)| {
        let both = format!(
            r#"{{"StringEquals":{{"aws:RequestTag/k{one}":"x","aws:RequestTag/l{two}":"x"{further}}}}}"#
        );
        ("Allow".to_owned(), both)
    };
    pairs.map(own).collect()
}

#[test]
fn more_states() {
    let own = grid(13, "");
    let mut never = own.clone();
    for at in 0..13 {
        let deny = format!(r#"{{"StringEqualsIgnoreCase":{{"aws:RequestTag/k{at}":"x"}}}}"#);
        never.push(("Deny".to_owned(), deny));
    }
    check(&borrowed(&own), &borrowed(&never), "aws:RequestTag/k0");
}

#[test]
fn more_statements() {
    let own = grid(17, "");
    let mut never = own.clone();
    for at in 0..17 {
        let deny = format!(r#"{{"StringEqualsIgnoreCase":{{"aws:RequestTag/k{at}":"x"}}}}"#);
        never.push(("Deny".to_owned(), deny));
    }
    check(&borrowed(&own), &borrowed(&never), "aws:RequestTag/k0");
}

#[test]
fn more_sorts_of_statements() {
    let of = |levels: usize, never: &str| {
        let own = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"StringLike":{{"{TAG}":"b*"}}{never}}}}}}}"#
        );
        let control = read(&undenied_json::parse(&own).root.unwrap(), Kind::ServiceControl).0;
        let identity = read(&undenied_json::parse(ALLOW).root.unwrap(), Kind::Identity).0;
        let names: Vec<String> = (0..levels).map(|level| format!("ou-{level}")).collect();
        let level =
            |name| Relation { policy: &control, kind: Kind::ServiceControl, target: Some(name) };
        let mut relations: Vec<Relation<'_>> =
            names.iter().map(|name| level(name.as_str())).collect();
        relations.push(Relation { policy: &identity, kind: Kind::Identity, target: None });
        decide(&call(Context::new(false), ROLE, true), &relations, &[]).open.keys
    };
    let never = r#","StringNotLike":{"aws:RequestTag/a":"*b*"}"#;
    assert_eq!(of(70, ""), [TAG]);
    assert_eq!(of(70, never), [TAG]);
    assert!(of(60, never).is_empty());
}

#[test]
fn more_steps_while_sizes_are_read() {
    let mut places = String::new();
    for at in 0..9 {
        write!(places, r#"{}"*{at}???{at}*""#, if at == 0 { "" } else { "," }).unwrap();
    }
    let unlike = format!(r#""StringNotLike":{{"s3:max-keys":[{places}]}}"#);
    let number = r#""NumericGreaterThan":{"s3:max-keys":"1000"}"#;
    let never = r#""NumericLessThan":{"s3:max-keys":"1000"}"#;
    check(
        &[("Allow", &all(&[&unlike, number]))],
        &[("Allow", &all(&[&unlike, number, never]))],
        "s3:max-keys",
    );
}

/// Statements each of which needs one value of one of three keys, and has to do with the others, so that none is settled
/// before the last; two more ways for each key to turn out than `count`.
fn cube(count: usize) -> Vec<(String, String)> {
    let keys = [TAG, "aws:RequestTag/b", "aws:RequestTag/c"];
    let own = |(key, at): (usize, usize)| {
        let (own, one, two) = (keys[key], keys[(key + 1) % 3], keys[(key + 2) % 3]);
        let equal = format!(r#""StringEquals":{{"{own}":"x{at}"}}"#);
        let unequal = format!(r#""StringNotEquals":{{"{one}":"y","{two}":"y"}}"#);
        ("Allow".to_owned(), all(&[&equal, &unequal]))
    };
    (0..3).flat_map(|key| (0..count).map(move |at| (key, at))).map(own).collect()
}

#[test]
fn more_steps_from_state_to_state() {
    let never = |count: usize| {
        let mut never = cube(count);
        for key in [TAG, "aws:RequestTag/b", "aws:RequestTag/c"] {
            let texts = texts("x", count);
            let deny = format!(r#"{{"StringEqualsIgnoreCase":{{"{key}":[{texts}]}}}}"#);
            never.push(("Deny".to_owned(), deny));
        }
        never
    };
    // 64 ways each are no more states than the limit, but one step more.
    check(&borrowed(&cube(62)), &borrowed(&never(62)), TAG);
    assert!(missing(&borrowed(&never(61))).is_empty());
}
