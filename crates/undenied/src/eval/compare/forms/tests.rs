//! What a form says of a text, and what the comparisons say of it.

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::{super::points, *};

/// For texts like `patterns`: one that is read exactly stands as all others that are read there, one that is not as
/// one of those that are claimed, and one that no form reads is nothing.
fn check(constants: &[(Scale, &str)], patterns: &[&str]) {
    let owned: Vec<(Scale, String)> =
        constants.iter().map(|(scale, text)| (*scale, (*text).to_owned())).collect();
    let cell = |text: &str| -> Vec<u64> {
        owned.iter().map(|(scale, constant)| standing(*scale, text, constant)).collect()
    };
    let Forms { all, further } = forms(&owned, &[]).unwrap();
    let nothing = cell(NOTHING);
    let mut exact: Vec<((usize, usize), Vec<u64>, String)> = Vec::new();
    for text in texts(&owned, patterns) {
        let own = cell(&text);
        let mut is_sure = own == nothing;
        let further = further.iter().flat_map(|(_, forms)| forms).map(core::slice::from_ref);
        for (number, group) in all.iter().map(Vec::as_slice).chain(further).enumerate() {
            let claims = |form: &Form, text: &str| -> bool {
                let claims = form.claims.as_ref().unwrap();
                let mut claims = form.intervals(text).into_iter().flat_map(|it| &claims[it]);
                claims.any(|claim| cell(claim) == own)
            };
            let [form] = group else {
                is_sure |= group.iter().all(|form| claims(form, &text));
                continue;
            };
            if form.claims.is_some() {
                is_sure |= claims(form, &text);
                continue;
            }
            for interval in form.intervals(&text) {
                let place = (number, interval);
                is_sure |= number < all.len();
                match exact.iter().find(|known| known.0 == place) {
                    Some((_, known, other)) => {
                        assert_eq!(*known, own, "{text}, {other}: {place:?}");
                    }
                    None => exact.push((place, own.clone(), text.clone())),
                }
            }
        }
        assert!(is_sure, "{text} is not read");
    }
}

fn texts(constants: &[(Scale, String)], patterns: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut runner = TestRunner::deterministic();
    for pattern in patterns {
        let strategy = proptest::string::string_regex(pattern).unwrap();
        texts.extend((0..800).map(|_| strategy.new_tree(&mut runner).unwrap().current()));
    }
    for scale in [Scale::Addresses, Scale::Numbers, Scale::Moments] {
        let own = constants.iter().filter(|it| it.0 == scale).map(|it| it.1.clone());
        let own: Vec<String> = own.collect();
        let points = points(scale, &own).unwrap();
        texts.extend(points.iter().flat_map(|point| point.texts(3, &|_| false)));
    }
    texts
}

const NUMBERS: [&str; 4] = [
    "[+-]?0{0,3}[0-9]{0,5}",
    "[+-]?0{0,2}[1259]{0,3}0{0,2}[.][0-9]{0,4}",
    "[+-]?0{0,2}[015]{0,3}0{0,8}([.]0{0,4}[125]{0,3})?[eE][+-]?0{0,2}[0-9]{0,2}",
    "[+-]?[0-9]{1,2}([.][0-9]{1,2})?[eE][+-]?[0-9]{1,2}",
];

#[test]
fn numbers_are_read_in_every_writing() {
    let of = |constants: &[&'static str]| {
        let constants: Vec<_> = constants.iter().map(|it| (Scale::Numbers, *it)).collect();
        check(&constants, &NUMBERS);
    };
    of(&["100"]);
    of(&["1", "5", "-0.5", "1.25", "1e1", "-3", "0"]);
    of(&["1.2"]);
    of(&["0.001", "1e12"]);
}

const MOMENTS: [&str; 5] = [
    "20(2[5-7]|00)-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?",
    "(2026-0[56]|2024-02|2025-12|2026-01)-(0[1-9]|2[0-9]|3[01])T(0[0-9]|1[0-9]|2[0-3]):(00|59|[0-5][0-9])(:(00|60|59|[0-5][0-9])([.](5|50|0{1,9}|9{1,10}))?)?(Z|[-+Z][0-9]{2}:(00|[0-9]{2}))?",
    "20[0-9]{2}-02-29",
    "[+-]?0{0,2}(17[678][0-9]{8}|[0-9]{0,20})",
    "2026-0(5-31|6-01)T(23|00):(00|59):(00|59)([.]0{0,9}[05])?([-+]01:00|Z)?",
];

#[test]
fn moments_are_read_in_every_writing() {
    let of = |constants: &[&'static str]| {
        let constants: Vec<_> = constants.iter().map(|it| (Scale::Moments, *it)).collect();
        check(&constants, &MOMENTS);
    };
    of(&["2026-06-01T00:00:00Z"]);
    of(&["2026-01-02", "2026-01-02T00:00:00.5Z", "2024-02-29"]);
    of(&["1780272000"]);
}

#[test]
fn numbers_that_are_moments_are_read_as_both() {
    let constants = [
        (Scale::Moments, "2026-06-01T00:00:00Z"),
        (Scale::Numbers, "100"),
        (Scale::Moments, "-2.5"),
    ];
    let patterns: Vec<&str> = NUMBERS.into_iter().chain(MOMENTS).collect();
    check(&constants, &patterns);
}

#[test]
fn what_was_read_exactly_is_not_read_roughly_again() {
    let constants =
        [(Scale::Moments, "2026-06-01T00:00:00Z".to_owned()), (Scale::Numbers, "100".to_owned())];
    let is_read =
        |forms: &[&Form], text: &str| forms.iter().any(|form| !form.intervals(text).is_empty());
    for (text, others) in [
        ("1e10", ["1e11", "-1e10", "1e-10", "1e100", "1e20"]),
        ("-2.5E-012", ["2.5E-12", "-2.5E-13", "-2.5E12", "-2.5E-120", "-2.5E-22"]),
        (
            "2026-06-01T00:00+07:35",
            [
                "2026-06-01T00:00-07:35",
                "2026-06-01T00:00+07:36",
                "2026-06-01T00:00+08:35",
                "2026-06-01T00:00+17:35",
                "2026-06-01T00:00+00:35",
            ],
        ),
    ] {
        let (rare, exact) = like(&constants, text).unwrap();
        let Forms { all, .. } = forms(&constants, &[rare]).unwrap();
        // The first reads any text.
        let rough = all.iter().skip(1).flatten().filter(|form| form.claims.is_some());
        let rough: Vec<&Form> = rough.collect();
        assert!(exact.iter().any(|form| !form.intervals(text).is_empty()), "{text}");
        assert!(!is_read(&rough, text), "{text}");
        for other in others {
            assert!(is_read(&rough, other), "{other}");
            assert!(exact.iter().all(|form| form.intervals(other).is_empty()), "{other}");
        }
    }
}

#[test]
fn addresses_are_read_in_every_writing() {
    let patterns = [
        "(10|11|9|192)[.](0|1|16|255|[0-9]{1,3})[.](0|1|255|[0-9]{1,3})[.](0|1|255|[0-9]{1,3})",
        "(2001|2002):(db8|0DB8|db7|dB9)(:[0-9a-f]{1,4}){6}",
        "(2001|2002):(db8|0db8|db7|db9)(:(0|1)){0,3}::((0|1|ffff):){0,3}(0|1|ffff)?",
        "(0{0,4}:){0,6}:(0{1,4}:){0,3}(ffff|FFFF|fffe|1):(10|11)[.][01][.][01][.][01]",
        "(0{1,4}:){5}(ffff|FFFF|fffe|1):(10|11)[.][01][.][01][.][01]",
        "::(ffff:|ffff:0:|)0?(a00|aff|b00|[0-9a-f]{1,4}):[0-9a-f]{1,4}",
        "2001:db8:(:|(0:){1,4})(10|1|255)[.][01][.][01][.](255|0)",
        "[0-9a-f:]{0,12}",
    ];
    let of = |constants: &[&'static str]| {
        let constants: Vec<_> = constants.iter().map(|it| (Scale::Addresses, *it)).collect();
        check(&constants, &patterns);
    };
    of(&["10.0.0.0/8"]);
    of(&["10.16.0.0/12", "10.0.0.1", "2001:db8::/32", "2001:db8::1", "::/0"]);
    of(&["0.0.0.0/0", "2001:db8::a00:0/104"]);
}
