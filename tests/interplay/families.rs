//! Condition keys with all values that differ by some condition on them here, and such conditions.

mod folders;
mod sizes;

use serde_json::{Value, json};

use crate::generated::Random;

pub(super) use folders::{ANY_CASE, ARNS, INNER, NESTED_FOLDERS, SHARED};
pub(super) use sizes::{MEASURED, READ, READ_ANY_CASE, READ_COMPARED};

/// Keys that one case draws its conditions from.
pub(super) struct Family {
    pub(super) keys: &'static [Key],
    /// At most so many in a policy.
    pub(super) statements: usize,
}

pub(super) struct Key {
    pub(super) name: &'static str,
    values: &'static [&'static str],
    operators: &'static [&'static str],
    constants: &'static [&'static str],
    /// Values in which other keys stand.
    templates: &'static [&'static str],
    /// Whether values stand in it by the dozen, in brackets of one text.
    is_several: bool,
    /// It may hold all that so many of `values` spell, and fewer; 0 where it holds one of them.
    spelled: u32,
}

const TEXTS: &[&str] = &[
    "", "1", "*", "a", "A", "b", "d", "d1", "d*", "da", "dA", "db", "dd1", "dd*", "dyy", "dzz",
    "yy", "zz", "B", "dB", "D*", "dD*",
];
const OF_TEXTS: &[&str] =
    &["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"];
const OF_NUMBERS: &[&str] = &[
    "NumericEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericNotEquals",
];

const fn text(name: &'static str, templates: &'static [&'static str]) -> Key {
    let constants = &["a", "b", "d*", "A", "*"];
    Key {
        name,
        values: TEXTS,
        operators: OF_TEXTS,
        constants,
        templates,
        is_several: false,
        spelled: 0,
    }
}

const SECURE: Key = Key {
    name: "aws:SecureTransport",
    values: &["true", "false"],
    operators: &["Bool"],
    constants: &["true", "false"],
    templates: &[],
    is_several: false,
    spelled: 0,
};

const AGE: Key = Key {
    name: "aws:MultiFactorAuthAge",
    values: &["0", "1", "3", "5", "9", "x"],
    operators: OF_NUMBERS,
    constants: &["1", "5"],
    templates: &[],
    is_several: false,
    spelled: 0,
};

const ONE: &str = "aws:PrincipalTag/s";
const TWO: &str = "aws:PrincipalTag/u";

pub(super) const PLAIN: Family =
    Family { keys: &[text(ONE, &[]), text(TWO, &[]), SECURE, AGE], statements: 3 };

pub(super) const COMPARED: Family = Family {
    keys: &[
        text(ONE, &["${aws:PrincipalTag/u}", "d${aws:PrincipalTag/u}"]),
        text(TWO, &["${aws:PrincipalTag/s}", "d${aws:PrincipalTag/s}"]),
        SECURE,
        AGE,
    ],
    statements: 3,
};

const fn nested(templates: &'static [&'static str]) -> Key {
    let values = &[
        "q", "a/x", "a/y", "a/z", "a/w", "a/z/b", "a/x/b", "a/a/z", "x/b", "y/b", "z/b", "w/b",
        "x-x", "x-y", "x-z", "x-w", "x-a/z", "y-x", "y-y", "y-z", "y-w", "y-a/z", "z-x", "z-y",
        "z-z", "z-w", "z-a/z", "w-x", "w-y", "w-z", "w-w", "w-a/z", "z/b-x", "z/b-y", "z/b-z",
        "z/b-w", "z/b-a/z", "a/z-x", "a/z-y", "a/z-z", "a/z-w", "a/z-a/z", "q-q-x", "a/q-x", "a/q",
        "-x", "-z", "z-",
    ];
    let operators = &["StringEquals", "StringNotEquals", "StringLike"];
    let constants = &["a/x", "x-x", "a/*", "*-x"];
    Key { name: ONE, values, operators, constants, templates, is_several: false, spelled: 0 }
}

const PART: Key = Key {
    name: TWO,
    values: &["x", "y", "z", "w", "z/b", "a/z", "z-x", "*"],
    operators: &["StringEquals", "StringNotEquals"],
    constants: &["x"],
    templates: &["${aws:PrincipalTag/v}"],
    is_several: false,
    spelled: 0,
};

const OTHER_PART: Key = Key {
    name: "aws:PrincipalTag/v",
    values: &["x", "y", "z", "w", "a/z"],
    operators: &["StringEquals", "StringNotEquals", "StringLike"],
    constants: &["x", "y*"],
    templates: &[],
    is_several: false,
    spelled: 0,
};

/// Several values in which other keys stand inside other text.
pub(super) const NESTED: Family = Family {
    keys: &[
        nested(&["a/${aws:PrincipalTag/u}", "${aws:PrincipalTag/v}/b"]),
        PART,
        OTHER_PART,
        SECURE,
    ],
    statements: 4,
};

/// Several keys in one value.
pub(super) const JOINED: Family = Family {
    keys: &[nested(&["${aws:PrincipalTag/u}-${aws:PrincipalTag/v}"]), PART, OTHER_PART, SECURE],
    statements: 4,
};

/// A key's folder among those that are named.
pub(super) const FOLDERS: Family = Family {
    keys: &[
        Key {
            name: "s3:prefix",
            values: &[
                "",
                "q",
                "home/",
                "home/ann",
                "home/ann/",
                "home/ann/q",
                "home/bob/",
                "home/q/",
                "home/q/q",
                "home/r/",
                "home/ann/q/",
                "home/*/q",
                "home//",
                "shared/",
                "shared/q",
                "home/bob/q",
                "home/annq/",
                "home/annq/q",
            ],
            operators: &["StringLike", "StringNotLike", "StringEquals"],
            constants: &["home/*", "home/ann/*", "shared/*", "home/bob/", "home/ann*"],
            templates: &[
                "home/${aws:PrincipalTag/n}/*",
                "home/${aws:PrincipalTag/n}/",
                "home/${aws:PrincipalTag/n, 'ann'}/*",
            ],
            is_several: false,
            spelled: 0,
        },
        Key {
            name: "aws:PrincipalTag/n",
            values: &["ann", "bob", "q", "r", "annq", "*", ""],
            operators: &["StringEquals", "StringNotEquals", "StringLike"],
            constants: &["ann", "a*", "bob"],
            templates: &[],
            is_several: false,
            spelled: 0,
        },
        SECURE,
    ],
    statements: 4,
};

/// Several values, which more conditions tell apart than there are ways to choose among.
pub(super) const SEVERAL: Family = Family {
    keys: &[
        Key {
            name: "aws:TagKeys",
            values: &["a", "b", "c", "d", "dx", "z"],
            operators: &["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"],
            constants: &["a", "b", "c", "d", "d*"],
            templates: &[],
            is_several: true,
            spelled: 0,
        },
        SECURE,
        AGE,
    ],
    statements: 5,
};

/// A wildcard before a key.
pub(super) const ENDING: Family = Family {
    keys: &[
        Key {
            name: ONE,
            values: &["a", "b", "z"],
            operators: &["StringLike", "StringNotLike", "StringEquals"],
            constants: &["a*", "*b", "b"],
            templates: &[
                "*${aws:PrincipalTag/u}",
                "a*${aws:PrincipalTag/u}",
                "?${aws:PrincipalTag/u}*",
            ],
            is_several: false,
            spelled: 4,
        },
        Key {
            name: TWO,
            values: &["a", "b", "z"],
            operators: &["StringLike", "StringNotLike", "StringEquals"],
            constants: &["a", "*b", "b*"],
            templates: &[],
            is_several: false,
            spelled: 2,
        },
        SECURE,
    ],
    statements: 3,
};

/// Patterns that cross with regard to letter case.
pub(super) const CASES: Family = Family {
    keys: &[
        Key {
            name: ONE,
            values: &["a", "A", "b", "B"],
            operators: &["StringEqualsIgnoreCase", "StringLike", "StringNotLike", "StringEquals"],
            constants: &["a*b", "aB", "*B"],
            templates: &["${aws:PrincipalTag/u}", "a${aws:PrincipalTag/u}"],
            is_several: false,
            spelled: 3,
        },
        Key {
            name: TWO,
            values: &["a", "A", "b", "B"],
            operators: &["StringEqualsIgnoreCase", "StringLike", "StringNotLike"],
            constants: &["A*", "?B", "ab"],
            templates: &[],
            is_several: false,
            spelled: 2,
        },
        SECURE,
    ],
    statements: 3,
};

impl Family {
    /// An operator with a key and its values.
    pub(super) fn condition(
        &self,
        random: &mut Random,
        left_out: usize,
    ) -> (String, &'static str, Value) {
        let index = (left_out + 1 + random.below(self.keys.len() - 1)) % self.keys.len();
        let key = &self.keys[index];
        if random.chance(15) {
            return ("Null".to_owned(), key.name, json!(random.pick(&["true", "false"])));
        }
        let suffix = random.pick(&["", "", "IfExists"]);
        let mut operator = random.pick(key.operators);
        let value = match random.below(7) {
            0 | 1 if !key.templates.is_empty() => json!(random.pick(key.templates)),
            0 | 1 => json!([random.pick(key.constants), random.pick(key.constants)]),
            _ => json!(random.pick(key.constants)),
        };
        // Letter by letter only what is among the values.
        let texts = value.as_array().map_or_else(|| vec![&value], |all| all.iter().collect());
        let is_held = |text: &&Value| text.as_str().is_some_and(|text| key.values.contains(&text));
        let has_star = |text: &&Value| text.to_string().contains(['*', '?']);
        let is_like = |text: &&Value| has_star(text) && !is_held(text);
        if texts.iter().any(is_like)
            && matches!(operator, "StringEquals" | "StringNotEquals" | "StringEqualsIgnoreCase")
        {
            operator = "StringLike";
        }
        let several =
            if key.is_several { random.pick(&["ForAnyValue:", "ForAllValues:"]) } else { "" };
        (format!("{several}{operator}{suffix}"), key.name, value)
    }
}

impl Key {
    /// What it may hold, beside nothing.
    pub(super) fn values(&self) -> Vec<Value> {
        let mut single: Vec<Value> = self.values.iter().map(|value| json!(value)).collect();
        if self.spelled > 0 {
            let mut texts = vec![String::new()];
            for _ in 0..self.spelled {
                let before = core::mem::take(&mut texts);
                for text in &before {
                    texts.extend(self.values.iter().map(|letter| format!("{text}{letter}")));
                }
                texts.extend(before);
            }
            texts.sort();
            texts.dedup();
            single = texts.iter().map(|text| json!(text)).collect();
        }
        let others = self.constants.iter().map(|value| json!(value));
        let others: Vec<Value> = others.filter(|value| !single.contains(value)).collect();
        let single = single.into_iter().chain(others);
        if !self.is_several {
            return single.collect();
        }
        let count = self.values.len();
        let chosen = |selection: usize| -> Vec<&str> {
            let values = self.values.iter().enumerate();
            values.filter(|(bit, _)| selection >> bit & 1 == 1).map(|(_, value)| *value).collect()
        };
        single.chain((1..1 << count).map(|selection| json!(chosen(selection)))).collect()
    }
}
