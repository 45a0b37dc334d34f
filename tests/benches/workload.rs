//! The texts that are timed, and what is done with them: parsing, reading, deciding one request.

use std::fmt::Write as _;

use undenied::{
    Facts, Request,
    authorize::authorize,
    eval::Relation,
    policy::{self, Kind, Policy},
};

/// Characters that AWS allows for each kind of policy.
const LIMITS: [(Kind, usize); 5] = [
    (Kind::Identity, 6_144),
    (Kind::Trust, 2_048),
    (Kind::Bucket, 20_480),
    (Kind::Key, 32_768),
    (Kind::ServiceControl, 10_240),
];

pub(crate) fn policy(kind: Kind, size: usize) -> String {
    let mut text = String::from(r#"{"Version":"2012-10-17","Statement":["#);
    let principal = if kind.names_principals() {
        r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/import"},"#
    } else {
        ""
    };
    let mut index = 0;
    while text.len() < size.saturating_sub(300) {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(
            text,
            r#"{comma}{{"Sid":"S{index}","Effect":"Allow",{principal}"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::acme-{index}","arn:aws:s3:::acme-{index}/*"],"Condition":{{"StringLike":{{"aws:UserAgent":["a*b*c{index}","x?z"]}}}}}}"#
        );
        index += 1;
    }
    text.push_str("]}");
    text
}

fn request() -> Request {
    Request {
        principal: Some("arn:aws:iam::111122223333:role/import".to_owned()),
        action: Some("s3:GetObject".to_owned()),
        resource: Some("arn:aws:s3:::acme-7/mydata/x.csv".to_owned()),
        resource_account: Some("111122223333".to_owned()),
        ..Request::default()
    }
}

/// One text of each kind, as long as AWS allows.
pub(crate) fn at_limits() -> Vec<(Kind, String)> {
    LIMITS.iter().map(|(kind, size)| (*kind, policy(*kind, *size))).collect()
}

pub(crate) fn decide(texts: &[(Kind, String)]) -> usize {
    let read = |(kind, text): &(Kind, String)| {
        let root = undenied_json::parse(text).root?;
        Some((policy::read(&root, *kind).0, *kind))
    };
    let policies: Vec<(Policy, Kind)> = texts.iter().filter_map(read).collect();
    let relations: Vec<Relation<'_>> = policies
        .iter()
        .map(|(policy, kind)| Relation { policy, kind: *kind, target: None })
        .collect();
    authorize(&request(), &Facts::default(), &relations, &[]).parts.len()
}
