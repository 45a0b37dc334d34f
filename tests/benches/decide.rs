//! How long reading and deciding take, beside what `serde_json` takes for the same texts.
//! `cargo bench -p undenied-tests`; nothing here fails on a slow machine.

use std::{fmt::Write as _, hint::black_box};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use undenied::{
    Facts, Request,
    authorize::authorize,
    eval::Relation,
    glob::Glob,
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

fn policy(kind: Kind, size: usize) -> String {
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

fn decide(texts: &[(Kind, String)]) -> usize {
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

fn reading_and_deciding(criterion: &mut Criterion) {
    let small = vec![(Kind::Identity, policy(Kind::Identity, 600))];
    let at_limits: Vec<(Kind, String)> =
        LIMITS.iter().map(|(kind, size)| (*kind, policy(*kind, *size))).collect();
    let huge = vec![(Kind::Bucket, policy(Kind::Bucket, 10 * 1024 * 1024))];
    let mut group = criterion.benchmark_group("read and decide");
    for (name, texts) in [("small", small), ("at AWS's limits", at_limits), ("10 MB", huge)] {
        let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
        group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
        group.bench_with_input(BenchmarkId::new("undenied", name), &texts, |bencher, texts| {
            bencher.iter(|| black_box(decide(texts)));
        });
        group.bench_with_input(BenchmarkId::new("serde_json", name), &texts, |bencher, texts| {
            bencher.iter(|| {
                for (_, text) in texts {
                    let _ = black_box(serde_json::from_str::<serde_json::Value>(text));
                }
            });
        });
    }
    group.finish();
}

/// `*a*a*a...b` against `aaaa...`: the time grows with pattern times text, not with its power.
fn hostile_wildcards(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile wildcards");
    for length in [100_usize, 1_000, 10_000] {
        let pattern = Glob::new(&("*a".repeat(50) + "b"));
        let text = "a".repeat(length);
        group.throughput(Throughput::Elements(length as u64)).sample_size(10);
        group.bench_with_input(BenchmarkId::from_parameter(length), &text, |bencher, text| {
            bencher.iter(|| black_box(pattern.matches(text)));
        });
    }
    group.finish();
}

criterion_group!(benches, reading_and_deciding, hostile_wildcards);
criterion_main!(benches);
