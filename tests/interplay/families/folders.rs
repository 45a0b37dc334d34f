//! Families of keys that stand before wildcards in one text.

use super::{Family, Key, ONE, SECURE, TWO};

/// Two folders of which one may lie in the other.
pub(crate) const NESTED_FOLDERS: Family =
    Family { keys: &[PREFIX, folder(ONE), folder(TWO), SECURE], statements: 3 };

const fn folder(name: &'static str) -> Key {
    Key {
        name,
        values: &[
            "w", "z", "z/y", "z/b", "z/b/z", "z/b/b", "a", "a/z", "a/b", "a/z/z", "a/z/b", "a/b/z",
            "a/b/b", "ay", "xa",
        ],
        operators: &["StringLike", "StringNotLike"],
        constants: &["a*", "*/b", "a"],
        templates: &[],
        is_several: false,
        spelled: 0,
    }
}

const PREFIX: Key = Key {
    name: "s3:prefix",
    values: &[
        "", "q", "w/", "z/", "z/y/", "z/b/", "z/b/z/", "z/b/b/", "a/", "a/z/", "a/b/", "a/z/z/",
        "a/z/b/", "a/b/z/", "a/b/b/", "ay/",
    ],
    operators: &["StringLike", "StringLike", "StringNotLike"],
    constants: &["a/*"],
    templates: &["${aws:PrincipalTag/s}/*", "${aws:PrincipalTag/u}/*"],
    is_several: false,
    spelled: 0,
};

/// As [`NESTED_FOLDERS`], one of which stands in the text of a third key, too.
pub(crate) const SHARED: Family = Family {
    keys: &[
        PREFIX,
        folder(ONE),
        folder(TWO),
        Key {
            name: "aws:PrincipalTag/t",
            values: &[
                "q", "w", "z", "z/y", "z/b", "z/b/z", "z/b/b", "a", "a/z", "a/b", "a/z/z", "a/z/b",
                "a/b/z", "a/b/b", "ay", "xw", "xz", "xz/y", "xz/b", "xz/b/z", "xz/b/b", "xa",
                "xxa", "xa/z", "xa/b", "xa/z/z", "xa/z/b", "xa/b/z", "xa/b/b", "xay",
            ],
            operators: &["StringEquals", "StringLike", "StringNotLike"],
            constants: &["a*", "xa*", "*y", "a"],
            templates: &[
                "${aws:PrincipalTag/u}",
                "x${aws:PrincipalTag/u}",
                "${aws:PrincipalTag/u}/*",
            ],
            is_several: false,
            spelled: 0,
        },
    ],
    statements: 3,
};

/// A folder, and another one that lies anywhere in the text.
pub(crate) const INNER: Family = Family {
    keys: &[
        Key {
            values: &[
                "",
                "q",
                "a/q/",
                "w/",
                "z/",
                "a/",
                "ay/",
                "a/b/",
                "z/b/",
                "q/a/",
                "q/z/",
                "q/ay/",
                "q/a/b/",
                "q/z/b/",
                "w/w/",
                "w/z/",
                "w/a/",
                "w/ay/",
                "w/a/b/",
                "w/z/b/",
                "z/w/",
                "z/z/",
                "z/a/",
                "z/ay/",
                "z/a/b/",
                "z/z/b/",
                "a/w/",
                "a/z/",
                "a/a/",
                "a/ay/",
                "a/a/b/",
                "a/z/b/",
                "ay/w/",
                "ay/z/",
                "ay/a/",
                "ay/ay/",
                "ay/a/b/",
                "ay/z/b/",
                "a/b/w/",
                "a/b/z/",
                "a/b/a/",
                "a/b/ay/",
                "a/b/a/b/",
                "a/b/z/b/",
                "z/b/w/",
                "z/b/z/",
                "z/b/a/",
                "z/b/ay/",
                "z/b/a/b/",
                "z/b/z/b/",
                "q/a/w/",
                "q/a/z/",
                "q/a/a/",
                "q/a/ay/",
                "q/a/a/b/",
                "q/a/z/b/",
                "q/z/w/",
                "q/z/z/",
                "q/z/a/",
                "q/z/ay/",
                "q/z/a/b/",
                "q/z/z/b/",
                "q/ay/w/",
                "q/ay/z/",
                "q/ay/a/",
                "q/ay/ay/",
                "q/ay/a/b/",
                "q/ay/z/b/",
                "q/a/b/w/",
                "q/a/b/z/",
                "q/a/b/a/",
                "q/a/b/ay/",
                "q/a/b/a/b/",
                "q/a/b/z/b/",
                "q/z/b/w/",
                "q/z/b/z/",
                "q/z/b/a/",
                "q/z/b/ay/",
                "q/z/b/a/b/",
                "q/z/b/z/b/",
                "q/w/",
            ],
            templates: &["${aws:PrincipalTag/s}/*", "*/${aws:PrincipalTag/u}/*"],
            ..PREFIX
        },
        Key {
            values: &["w", "z", "a", "ay", "a/b", "z/b", "q/a", "q/z", "q/ay", "q/a/b", "q/z/b"],
            ..folder(ONE)
        },
        Key { values: &["w", "z", "a", "ay", "a/b", "z/b"], ..folder(TWO) },
        SECURE,
    ],
    statements: 3,
};

/// Folders that are compared in any letter case.
pub(crate) const ANY_CASE: Family = Family {
    keys: &[
        Key {
            values: &[
                "", "q", "w/", "z/", "z/z/", "a/", "A/", "a/z/", "A/z/", "z/a/", "z/A/", "a/a/",
                "a/A/", "A/a/", "A/A/", "z/z/z/", "a/z/z/", "A/z/z/", "z/a/z/", "z/A/z/",
            ],
            operators: &["StringLike", "StringLike", "StringNotLike"],
            constants: &["a/*"],
            ..PREFIX
        },
        any_case(ONE),
        any_case(TWO),
        SECURE,
    ],
    statements: 3,
};

const fn any_case(name: &'static str) -> Key {
    Key {
        values: &[
            "w", "z", "z/z", "a", "A", "a/z", "A/z", "z/a", "z/A", "a/a", "a/A", "A/a", "A/A",
            "z/z/z", "a/z/z", "A/z/z", "z/a/z", "z/A/z", "q",
        ],
        operators: &["StringEqualsIgnoreCase", "StringLike", "StringNotLike"],
        constants: &["a", "a/z", "a*", "*/a"],
        ..folder(name)
    }
}

/// Folders of ARNs.
pub(crate) const ARNS: Family = Family {
    keys: &[
        Key {
            name: "aws:PrincipalTag/p",
            values: &[
                "w",
                "arn:p:s:::t/",
                "arn:p:s:::t/y/",
                "arn:p:s:::t/b/",
                "arn:p:s:::t/y/b/",
                "arn:p:s:::t/y/y/",
                "arn:p:s:::t/b/b/",
                "arn:p:s:::t/b/y/",
                "arn:p:s:::z/",
                "arn:p:s:::z/y/",
                "arn:p:s:::z/b/",
                "arn:p:s:::z/y/b/",
                "arn:p:s:::z/y/y/",
                "arn:p:s:::z/b/y/",
                "arn:p:x:::z/",
                "arn:p:x:::z/y/",
                "arn:p:x:::z/b/",
                "arn:p:x:::z/y/b/",
                "arn:p:x:::z/y/y/",
                "arn:p:x:::z/b/y/",
                "arn:p:s:::",
                "arn:p:x:::",
            ],
            operators: &["ArnLike", "ArnLike", "ArnNotLike"],
            constants: &["arn:p:s:::*"],
            ..PREFIX
        },
        arn(ONE),
        arn(TWO),
        SECURE,
    ],
    statements: 3,
};

const fn arn(name: &'static str) -> Key {
    Key {
        values: &[
            "w",
            "arn:p:s:::t",
            "arn:p:s:::t/y",
            "arn:p:s:::t/b",
            "arn:p:s:::t/y/b",
            "arn:p:s:::t/y/y",
            "arn:p:s:::t/b/b",
            "arn:p:s:::t/b/y",
            "arn:p:s:::z",
            "arn:p:s:::z/y",
            "arn:p:s:::z/b",
            "arn:p:s:::z/y/b",
            "arn:p:s:::z/y/y",
            "arn:p:s:::z/b/y",
            "arn:p:x:::z",
            "arn:p:x:::z/y",
            "arn:p:x:::z/b",
            "arn:p:x:::z/y/b",
            "arn:p:x:::z/y/y",
            "arn:p:x:::z/b/y",
        ],
        operators: &["ArnLike", "ArnNotLike", "StringLike"],
        constants: &["arn:p:s:::t*", "arn:*:*:::*/y"],
        ..folder(name)
    }
}
