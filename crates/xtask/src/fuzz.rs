//! The fuzz target: built with libFuzzer on the stable toolchain, run for a while. Not part of `test`.

use std::fs;

use crate::console::say;
use crate::project::Project;
use crate::run::{Failure, Outcome};

/// Seconds, unless told.
const SHORT: u32 = 60;

/// What `cargo fuzz` passes on nightly, without the sanitizers, which stable refuses.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
                        -Cllvm-args=-sanitizer-coverage-pc-table \
                        -Cllvm-args=-sanitizer-coverage-trace-compares \
                        -Ccodegen-units=1 --cfg fuzzing";

pub(crate) fn fuzz(project: &Project, options: &[&str]) -> Outcome {
    let seconds = match options {
        [] => SHORT,
        [seconds] => seconds.parse().map_err(|_| {
            Failure::new(
                format!("`{seconds}` is no number of seconds."),
                "Try `cargo xtask fuzz 60`.",
            )
        })?,
        _ => {
            let help = "`cargo xtask fuzz [SECONDS]`";
            return Err(Failure::new("Too many arguments.", help));
        }
    };
    let host = project.program("rustc")?.args("--print host-tuple").ask().unwrap_or_default();
    let target = project.target.join("fuzz");
    // With `--target` build scripts stay without the counters.
    project
        .cargo()?
        .args("build --release --manifest-path tests/fuzz/Cargo.toml --target")
        .arg(&host)
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", COVERAGE)
        .remedy("libFuzzer is built from source: install a C++ compiler (Debian: `g++`), then try again.")
        .run()?;
    let corpus = target.join("corpus");
    let findings = target.join("findings/");
    for folder in [&corpus, &findings] {
        fs::create_dir_all(folder).map_err(|error| Failure::of_path(folder, &error))?;
    }
    say(&format!("what it learns stays in {}", corpus.display()));
    project
        .program(&target.join(host).join("release/intake").to_string_lossy())?
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}", findings.display()))
        .args("-max_len=6000 -timeout=10 -print_final_stats=1 -dict=tests/fuzz/words.dict")
        .arg(&corpus)
        .args("tests/corpora/denied tests/suite tests/fuzz/seeds")
        .remedy("The input is in the file named above: make it a test, then mend what it breaks.")
        .run()
}
