//! Condition keys: what calls carry, and what policies ask for. Not: conditions.

use serde_json::{Map, Value, json};

use super::{Random, callers::Caller};

/// A condition key of which a line may ask.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) has_several: bool,
    /// What a call may carry, hostile values included; none for a key that follows from the call.
    carried: &'static [&'static str],
    /// What policies ask for.
    pub(super) wanted: &'static [&'static str],
}

const fn key(
    name: &'static str,
    kind: &'static str,
    carried: &'static [&'static str],
    wanted: &'static [&'static str],
) -> Key {
    Key { name, kind, has_several: false, carried, wanted }
}

const KEYS: &[Key] = &[
    key(
        "aws:PrincipalTag/team",
        "String",
        &["data", "Data", "ops", "d*", "mydata", ""],
        &[
            "data",
            "DATA",
            "d*",
            "?ata",
            "${aws:username}",
            "${aws:ResourceAccount}",
            "d${*}",
            "",
            "*",
        ],
    ),
    key(
        "aws:userid",
        "String",
        &["AROAEXAMPLEID12345678:s1", "AROAOTHERID1234567890:s1", "AIDAEXAMPLEID12345678"],
        &[
            "AROAEXAMPLEID12345678:*",
            "*:s1",
            "AIDAEXAMPLEID12345678",
            "anonymous",
            "111122223333",
            "111122223333:fay",
        ],
    ),
    key("aws:SourceVpc", "String", &["vpc-1", "vpc-2"], &["vpc-1", "vpc-*"]),
    key(
        "acme:Flag",
        "Bool",
        &["true", "false", "TRUE"],
        &["${aws:SecureTransport}", "${acme:None, 'true'}", "${acme:None}", "true"],
    ),
    key(
        "acme:Owner",
        "String",
        &["111122223333", "ann", "x"],
        &["${aws:PrincipalAccount}", "${aws:username}", "${acme:None}", "${aws:TagKeys}"],
    ),
    key(
        "aws:RequestedRegion",
        "String",
        &["eu-west-1", "us-east-1"],
        &["eu-west-1", "eu-*", "EU-WEST-1"],
    ),
    key(
        "sts:ExternalId",
        "String",
        &["e-1", "E-1", "é😀x"],
        &["e-1", "E-?", "é??x", "É😀X", "é?x"],
    ),
    key("aws:SourceVpce", "String", &["vpce-1", "vpce-2"], &["vpce-1", "vpce-*"]),
    key("aws:PrincipalOrgID", "String", &["o-acme1", "o-other"], &["o-acme1", "o-*"]),
    key(
        "acme:Count",
        "Numeric",
        &["10", "01", "+1", "1.0", "1e1", "-5", "ten", "NaN", ""],
        &["10", "1", "-5", "1000", "0.5", "ten", ""],
    ),
    key(
        "aws:MultiFactorAuthAge",
        "Numeric",
        &["300", "3600", "3e2", "Infinity"],
        &["300", "3600", "1e3"],
    ),
    key(
        "aws:TokenIssueTime",
        "Date",
        &[
            "2026-01-01T00:00:00Z",
            "2026-01-01",
            "1767225600",
            "2026-01-01T00:00:00.500Z",
            "2026-01-01T09:00:00+09:00",
            "2026-13-01",
            "soon",
            "2024-02-29T23:59:59Z",
        ],
        &[
            "2026-01-01T00:00:00Z",
            "2026-01",
            "1767225600",
            "2025-12-31T23:59:59Z",
            "2026-01-01T00:00:01Z",
            "2026-02-30",
            "soon",
        ],
    ),
    key(
        "aws:SecureTransport",
        "Bool",
        &["true", "false", "True", "yes", ""],
        &["true", "false", "FALSE", "maybe"],
    ),
    key("aws:MultiFactorAuthPresent", "Bool", &["true", "false"], &["true", "false"]),
    key("acme:Blob", "Binary", &["QUJD", "QUJE", "qujd"], &["QUJD", "QUJE"]),
    key(
        "aws:SourceIp",
        "Ip",
        &[
            "203.0.113.7",
            "10.1.2.3",
            "::ffff:10.1.2.3",
            "::FFFF:cb00:7107",
            "2001:db8::1",
            "2001:db8:1::1",
            "10.1.2",
            "10.1.2.256",
            "acme",
            "",
        ],
        &[
            "203.0.113.0/24",
            "10.9.9.9/8",
            "10.1.2.3",
            "10.1.2.2/31",
            "0.0.0.0/0",
            "2001:db8::/32",
            "2001:db8::1",
            "2001:db8::1/128",
            "2001:db8::1/32",
            "::ffff:10.0.0.0/104",
            "10.1.2.3/33",
            "10.1.2.3/x",
            "acme",
            "::/0",
        ],
    ),
    key(
        "acme:Origin",
        "Arn",
        &[
            "arn:aws:sns:eu-west-1:111122223333:news",
            "arn:aws:sns:eu-west-1:999988887777:news:a:b",
            "arn:aws:s3:::acme",
            "arn:aws:sns:news",
            "urn:aws:s3:::acme",
            "news",
            "",
        ],
        &[
            "arn:aws:sns:*:111122223333:*",
            "arn:aws:sns:eu-west-1:*:news*",
            "arn:aws:s3:::acme",
            "arn:aws:s3:::a?me",
            "arn:*:*:*:*:*",
            "arn:aws:sns:eu-west-1:${aws:PrincipalAccount}:news",
            "arn:aws:sns:eu-west-1:111122223333:${acme:None}",
            "news",
        ],
    ),
    Key {
        has_several: true,
        ..key(
            "aws:TagKeys",
            "String",
            &["team", "cost", "Team", "a*"],
            &["team", "COST", "t*", "a${*}", "?eam"],
        )
    },
    Key {
        has_several: true,
        ..key("acme:Ports", "Numeric", &["80", "443", "8e1", "x"], &["80", "443", "1024"])
    },
    Key {
        has_several: true,
        ..key("acme:Relays", "Ip", &["10.0.0.1", "192.0.2.1", "x"], &["10.0.0.0/8", "192.0.2.0/24"])
    },
    Key {
        has_several: true,
        ..key(
            "acme:Origins",
            "Arn",
            &["arn:aws:s3:::acme", "arn:aws:sqs:eu-west-1:111122223333:jobs", "x"],
            &["arn:aws:s3:::*", "arn:aws:sqs:*:*:jobs"],
        )
    },
];

/// Asked where a call goes through an access point.
pub(super) const OF_POINTS: [Key; 4] = [
    key("s3:DataAccessPointAccount", "String", &[], &["111122223333", "999988887777"]),
    key(
        "s3:DataAccessPointArn",
        "Arn",
        &[],
        &[
            "arn:aws:s3:eu-west-1:111122223333:accesspoint/*",
            "arn:aws:s3:eu-west-1:999988887777:accesspoint/in",
            "arn:aws:s3:*:*:accesspoint/in",
        ],
    ),
    key("s3:AccessPointNetworkOrigin", "String", &[], &["Internet", "VPC"]),
    key("aws:SourceVpc", "String", &["vpc-1", "vpc-1", "vpc-2"], &["vpc-1", "vpc-*"]),
];

/// Asked where an object is written.
pub(super) const LIST: Key = key(
    "s3:x-amz-acl",
    "String",
    &["public-read", "private", "bucket-owner-full-control"],
    &["bucket-owner-full-control", "public-*"],
);

/// Carried where a service calls.
const SOURCE: Key = key(
    "aws:SourceArn",
    "Arn",
    &["arn:aws:sns:eu-west-1:111122223333:news", "arn:aws:s3:::acme"],
    &["arn:aws:sns:*:111122223333:*", "arn:aws:s3:::acme", "arn:aws:sns:*:*:a?me"],
);

/// Keys that follow from the call.
const DERIVED: &[Key] = &[
    key(
        "aws:PrincipalArn",
        "Arn",
        &[],
        &[
            "arn:aws:iam::111122223333:role/import",
            "arn:aws:iam::*:user/*",
            "arn:aws:iam::111122223333:*",
            "arn:aws:sts::*:assumed-role/*",
            "arn:aws:sts::*:federated-user/fay",
            "arn:aws:iam::*:root",
        ],
    ),
    key(
        "aws:PrincipalArn",
        "String",
        &[],
        &["arn:aws:iam::111122223333:role/import", "arn:aws:iam::*:role/*", "*:user/*"],
    ),
    key("aws:PrincipalAccount", "String", &[], &["111122223333", "999988887777", "1*"]),
    key("aws:ResourceAccount", "String", &[], &["111122223333", "${aws:PrincipalAccount}"]),
    key("aws:username", "String", &[], &["ann", "bob", "?nn"]),
    key("aws:PrincipalType", "String", &[], &["User", "AssumedRole", "FederatedUser", "Anonymous"]),
    key("aws:PrincipalIsAWSService", "Bool", &[], &["true", "false"]),
];

/// Which of them a service's own call carries is not documented.
const OF_SERVICES: &[&str] = &["aws:ResourceAccount", "aws:PrincipalIsAWSService"];

pub(super) fn some_keys(random: &mut Random, caller: &Caller) -> Vec<Key> {
    let mut keys = Vec::new();
    for _ in 0..3 {
        let index = random.below(KEYS.len());
        keys.extend(KEYS.get(index).copied());
    }
    let index = random.below(DERIVED.len());
    let derived = DERIVED.get(index).copied();
    let is_told = |key: &Key| match caller.kind {
        "service" | "provider" => OF_SERVICES.contains(&key.name),
        _ => true,
    };
    keys.extend(derived.filter(is_told));
    if caller.kind == "service" {
        keys.push(SOURCE);
    }
    keys
}

/// Some of all keys, with any of the values that matter.
pub(crate) fn any_context(random: &mut Random) -> Map<String, Value> {
    let mut context = Map::new();
    for key in KEYS.iter().chain([&SOURCE]) {
        let mut values = values_of(key.name);
        if random.chance(75) {
            let value = values.swap_remove(random.below(values.len()));
            context.insert(key.name.to_owned(), value);
        }
    }
    context
}

/// Valid values of each type that lie between and beyond those that policies ask for.
const OTHERS: [&str; 12] = [
    "-6",
    "0",
    "0.7",
    "200",
    "700",
    "2000",
    "2020-01-01",
    "2030-01-01",
    "198.51.100.1",
    "2001:db9::1",
    "arn:aws:sqs:other:other:other",
    "zz",
];

/// What a key may hold: what calls carry, what policies ask for, and something else.
pub(crate) fn values_of(name: &str) -> Vec<Value> {
    let mut known = KEYS.iter().chain([&SOURCE, &LIST]);
    let Some(key) = known.find(|key| key.name.eq_ignore_ascii_case(name)) else {
        // One that follows from most calls, such as the account of a caller.
        return vec![json!(super::OWN), json!(super::OTHER), json!("zz")];
    };
    let mut values: Vec<String> = key.carried.iter().map(|value| (*value).to_owned()).collect();
    for wanted in key.wanted {
        values.push((*wanted).to_owned());
        for (user, account) in [("ann", super::OWN), ("bob", super::OTHER)] {
            let plain = wanted
                .replace("${*}", "\u{1}")
                .replace("${aws:username}", user)
                .replace("${aws:PrincipalAccount}", account)
                .replace("${aws:ResourceAccount}", account);
            values.push(plain.replace('\u{1}', "*"));
            values.push(plain.replace(['*', '?'], "x").replace('\u{1}', "*"));
        }
    }
    values.extend(OTHERS.map(str::to_owned));
    if !key.has_several {
        return values.iter().map(|value| json!(value)).collect();
    }
    let mut lists = Vec::new();
    for one in &values {
        lists.push(json!(one));
        lists.push(json!([one]));
        lists.extend(values.iter().map(|other| json!([one, other])));
    }
    lists
}

/// What the call carries of the keys.
pub(super) fn context(random: &mut Random, keys: &[Key]) -> Map<String, Value> {
    let mut context = Map::new();
    for key in keys {
        let is_there = |name: &String| name.eq_ignore_ascii_case(key.name);
        if key.carried.is_empty() || context.keys().any(is_there) || random.chance(25) {
            continue;
        }
        let value = if key.has_several {
            let count = 1 + random.below(3);
            json!((0..count).map(|_| random.pick(key.carried)).collect::<Vec<_>>())
        } else {
            json!(random.pick(key.carried))
        };
        let name = if random.chance(10) { key.name.to_lowercase() } else { key.name.to_owned() };
        context.insert(name, value);
    }
    context
}
