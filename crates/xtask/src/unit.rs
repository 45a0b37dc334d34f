//! Unit tests, by nextest where it is installed, and doc tests.

use crate::project::Project;
use crate::run::Outcome;

pub(crate) fn unit(project: &Project) -> Outcome {
    let nextest = project.cargo()?.args("nextest --version").ask().is_some();
    let tests = if nextest {
        // Without a terminal its progress bar is one line per test; the failures and the sum are enough.
        "nextest run --workspace --no-fail-fast --status-level fail --cargo-quiet"
    } else {
        "test --quiet --workspace --lib --bins --tests"
    };
    project.cargo()?.args(tests).run()?;
    project.cargo()?.args("test --quiet --workspace --doc").run()
}
