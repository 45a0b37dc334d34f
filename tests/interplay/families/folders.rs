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
            "a/b/b", "ay",
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
                "xa/z", "xa/b", "xa/z/z", "xa/z/b", "xa/b/z", "xa/b/b", "xay",
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
