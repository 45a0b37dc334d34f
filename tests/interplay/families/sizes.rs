//! Families of keys that are compared by size.

use super::{AGE, Family, Key, SECURE, TWO};

/// What is compared by size, in every notation; texts among them where that is asked, too.
pub(crate) const MEASURED: Family = Family {
    keys: &[
        Key {
            name: "s3:max-keys",
            values: &[
                "-4", "-3", "-1", "-0.5", "0", "1", "1.1", "1.25", "3", "5", "5.0", "7", "10",
                "11", "x",
            ],
            operators: &[
                "NumericEquals",
                "NumericLessThan",
                "NumericGreaterThan",
                "NumericLessThanEquals",
                "NumericNotEquals",
                "NumericGreaterThanEquals",
                "StringEquals",
            ],
            constants: &["1", "5", "-0.5", "1.25", "1e1", "-3", "0"],
            templates: &[],
            is_several: false,
            spelled: 0,
        },
        Key {
            name: "aws:SourceIp",
            values: &[
                "10.1.0.1",
                "10.2.0.0",
                "11.0.0.0",
                "2001:db8::1",
                "2001:db8::2",
                "2001:db9::",
                "::ffff:10.1.0.1",
                "x",
            ],
            operators: &["IpAddress", "NotIpAddress", "IpAddress", "StringEquals"],
            constants: &[
                "10.0.0.0/8",
                "10.1.0.1",
                "2001:db8::/32",
                "2001:db8::1",
                "::/0",
                "0.0.0.0/0",
            ],
            templates: &[],
            is_several: false,
            spelled: 0,
        },
        Key {
            name: "aws:CurrentTime",
            values: &[
                "2026-01-01T00:00:00Z",
                "2026-01-02T00:00:00Z",
                "2026-01-02T00:00:00.5Z",
                "2026-01-02T00:00:01Z",
                "2026-01-02T00:00:02Z",
                "x",
            ],
            operators: &["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals"],
            constants: &["2026-01-02", "2026-01-02T00:00:01Z"],
            templates: &[],
            is_several: false,
            spelled: 0,
        },
        SECURE,
    ],
    statements: 4,
};

/// Patterns that look into what is compared by size: a value for each way of matching that each size leaves.
pub(crate) const READ: [Family; 4] = [
    Family { keys: &[NUMBER, SECURE, AGE], statements: 4 },
    Family { keys: &[ADDRESS, SECURE, AGE], statements: 4 },
    Family { keys: &[MOMENT, SECURE, AGE], statements: 4 },
    Family { keys: &[NUMBER_OR_MOMENT, SECURE, AGE], statements: 4 },
];

const NUMBERS: &[&str] = &[
    "", "0", "1", "2", ".", "00", "01", "02", "0.", "10", "11", "1.", "1e", "20", "e0", "100",
    "101", "10.", "10e", "110", "111", "1.0", "1e2", "1-0", "200", "201", "0100", "01.0", "01e2",
    "1e-1", "100.0", "1e-10",
];

const NUMBER: Key = Key {
    name: "s3:max-keys",
    values: NUMBERS,
    operators: &[
        "NumericEquals",
        "NumericLessThan",
        "NumericGreaterThanEquals",
        "StringLike",
        "StringNotLike",
        "StringEquals",
    ],
    constants: &["1", "100", "1*", "10?", "?", "*0"],
    templates: &[],
    is_several: false,
    spelled: 0,
};

const ADDRESS: Key = Key {
    name: "aws:SourceIp",
    values: &[
        "10.0.0.1",
        "10.0.0.2",
        "11.0.0.1",
        "11.0.0.2",
        "20.0.0.1",
        "20.0.0.2",
        "::ffff:10.0.0.1",
        "::ffff:a00:1",
        "::0.0.0.1",
        "::1",
        "2001:db8::",
        "2001:0db8::1",
        "2001:db8::1.1.1.1",
        "2001:0db8::1.1.1.1",
        "",
        ".1",
        ":",
        "10.",
        "10.x.1",
        "10.:",
        "10.:.1",
        "?0.",
        "20.x.1",
        "20.:",
        "20.:.1",
        "2001:db8:",
        "2001:db8:x.1",
        ":.1",
    ],
    operators: &["IpAddress", "NotIpAddress", "StringLike", "StringNotLike"],
    constants: &["10.0.0.0/8", "2001:db8::/32", "10.*", "*:*", "?0.*", "*.1", "2001:db8:*"],
    templates: &[],
    is_several: false,
    spelled: 0,
};

const MOMENT: Key = Key {
    name: "aws:CurrentTime",
    values: &[
        "",
        "20",
        "20x",
        "2026-",
        "2026-05-31",
        "2026-05-31x",
        "+09:00",
        "20+09:00",
        "2026-+09:00",
        "2026-05-31+09:00",
        "2026-05",
        "2026-06",
        "2026-06-02",
        "2027-06",
        "2025-06T00:00+00:00",
        "2026-06T00:00+01:00",
        "2026-05-31T00:00+00:00",
        "2026-05-31T00:00-24:00",
        "2026-05-31T00:00-25:00",
        "2026-06T00:00+00:00",
        "2026-06T01:00+00:00",
        "2027-06T00:00+00:00",
        "0",
        "1780272000",
        "1780272001",
    ],
    operators: &[
        "DateEquals",
        "DateLessThan",
        "DateGreaterThanEquals",
        "StringLike",
        "StringNotLike",
    ],
    constants: &["2026-06-01T00:00:00Z", "2026-*", "2026-05-31*", "*+0?:00", "20*"],
    templates: &[],
    is_several: false,
    spelled: 0,
};

const NUMBER_OR_MOMENT: Key = Key {
    name: "aws:PrincipalTag/m",
    values: &[
        "",
        "20",
        "20x",
        "2026-05",
        "+09:00",
        "20+09:00",
        "2026-05-30",
        "2027-06",
        "2026-06",
        "2026-06T00:00",
        "2026-06T01:00",
        "1969-12-30",
        "1970-01-01",
        "1970-01-01T00:01:40",
        "1970-01-01T00:01:40Z",
        "1780271999",
        "1780272000",
        "1780272001",
        "0",
        "1",
        "200",
        "2000000000",
        "1.5",
        "1.0",
        "20.0",
        "100.0",
        "101.0",
        "1e2",
        "1e3",
        "20.5",
        "200.5",
        "2026e0",
        "0100",
    ],
    operators: &[
        "DateEquals",
        "DateLessThan",
        "NumericLessThan",
        "NumericEquals",
        "DateGreaterThanEquals",
        "NumericGreaterThan",
        "StringLike",
    ],
    constants: &["2026-06-01", "100", "20*", "*0"],
    templates: &[],
    is_several: false,
    spelled: 0,
};

/// Numbers into which patterns look, which are compared with other keys.
pub(crate) const READ_COMPARED: [Family; 4] = [
    Family {
        keys: &[
            Key { templates: &["${aws:PrincipalTag/u}"], ..NUMBER },
            Key {
                name: TWO,
                values: NUMBERS,
                operators: OF_LETTERS,
                constants: &["1*", "*0", "100", "1"],
                templates: &["${s3:max-keys}"],
                is_several: false,
                spelled: 0,
            },
            SECURE,
        ],
        statements: 4,
    },
    Family {
        keys: &[
            NUMBER,
            Key {
                name: TWO,
                values: &[
                    "q", "v", "v0", "v1", "v2", "v.", "v00", "v01", "v02", "v0.", "v10", "v11",
                    "v1.", "v1e", "v20", "ve0", "v100", "v101", "v10.", "v10e", "v110", "v111",
                    "v1.0", "v1e2", "v1-0", "v200", "v201", "v0100", "v01.0", "v01e2", "v1e-1",
                    "v100.0", "v1e-10", "vx", "vx0", "v1x", "v1x0", "x0", "v10x",
                ],
                operators: OF_LETTERS,
                constants: &["v1*", "*0", "v100", "v?"],
                templates: &["v${s3:max-keys}"],
                is_several: false,
                spelled: 0,
            },
            SECURE,
        ],
        statements: 4,
    },
    Family {
        keys: &[
            Key { templates: &["1${aws:PrincipalTag/u}"], ..NUMBER },
            Key {
                name: TWO,
                values: &[
                    "", "0", "1", ".", "e", "00", "01", "0.", "0e", "10", "11", ".0", "e2", "-0",
                    "e-1", "00.0", "e-10", "x", "0x", "x0", "0x0",
                ],
                operators: OF_LETTERS,
                constants: &["0*", "*0", "00"],
                templates: &[],
                is_several: false,
                spelled: 0,
            },
            SECURE,
        ],
        statements: 4,
    },
    Family {
        keys: &[
            Key {
                constants: &["3", "5"],
                values: BETWEEN,
                templates: &["${aws:MultiFactorAuthAge}"],
                ..NUMBER
            },
            Key {
                constants: &["3.05", "4"],
                values: BETWEEN,
                templates: &["${s3:max-keys}"],
                name: "aws:MultiFactorAuthAge",
                ..NUMBER
            },
            SECURE,
        ],
        statements: 4,
    },
];

/// Numbers into which patterns look, which are compared with another key in any letter case.
pub(crate) const READ_ANY_CASE: Family = Family {
    keys: &[
        Key {
            values: EXPONENTS,
            operators: &[
                "NumericLessThan",
                "NumericEquals",
                "StringEqualsIgnoreCase",
                "StringLike",
            ],
            constants: &["100", "1*", "*E*", "1e2"],
            templates: &["${aws:PrincipalTag/u}"],
            ..NUMBER
        },
        Key {
            name: TWO,
            values: EXPONENTS,
            operators: &["StringEqualsIgnoreCase", "StringEquals", "StringLike", "StringNotLike"],
            constants: &["1*", "*e*", "1E2"],
            templates: &["${s3:max-keys}"],
            ..NUMBER
        },
        SECURE,
    ],
    statements: 3,
};

/// Three each, and both letter cases.
const EXPONENTS: &[&str] = &[
    "", "x", ".", "0", "2", "00", "0100", "00100", "200", "201", "202", "e", "E", "0e", "0E", "xe",
    "xE", "0e0", "0E0", "0e1", "0E1", "0e2", "0E2", "01e2", "01E2", "0.1e3", "0.1E3", "2e2", "2E2",
    "02e2", "02E2", "20e1", "20E1", "1x", "10x", "11x", "10", "11", "12", "100", "100.", "100.0",
    "101", "102", "110", "1", "1e", "1E", "10e", "10E", "11e", "11E", "1e0", "1E0", "1e1", "1E1",
    "10e0", "10E0", "10e1", "10E1", "1.e2", "1.E2", "1e02", "1E02", "10e2", "10E2", "11e1", "11E1",
    "11e2", "11E2", "1e2", "1E2",
];

const OF_LETTERS: &[&str] = &["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"];

/// Twice each.
const BETWEEN: &[&str] = &[
    "2", "2.0", "3", "3.0", "3.01", "3.010", "3.05", "3.050", "3.1", "3.10", "4", "4.0", "4.5",
    "4.50", "5", "5.0", "6", "6.0", "x", "y",
];
