//! How long reading and deciding take, beside what `serde_json` takes for the same texts.
//! `cargo bench -p undenied-tests`; nothing here fails on a slow machine.

mod workload;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use undenied::{glob::Glob, policy::Kind};

use workload::{at_limits, decide, policy};

fn reading_and_deciding(criterion: &mut Criterion) {
    let small = vec![(Kind::Identity, policy(Kind::Identity, 600))];
    let huge = vec![(Kind::Bucket, policy(Kind::Bucket, 10 * 1024 * 1024))];
    let mut group = criterion.benchmark_group("read and decide");
    for (name, texts) in [("small", small), ("at AWS's limits", at_limits()), ("10 MB", huge)] {
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
