//! Everything that must hold before a commit: each step with its time, stopping at the first failure.

use std::time::Instant;

use crate::console::{in_words, say};
use crate::project::Project;
use crate::run::Outcome;
use crate::{browser, catalog, lint, setup, size, unit, wasm};

type Step = (&'static str, fn(&Project) -> Outcome);

/// Cheap steps first; the tests of the built page last.
const STEPS: [Step; 8] = [
    ("setup", setup::for_tests),
    ("fmt", |project| lint::format(project, lint::Mode::Check)),
    ("lint", lint::lint),
    ("catalog", catalog::check),
    ("unit", unit::unit),
    ("wasm", wasm::check_and_build),
    ("size", size::size),
    ("browser", browser::browser),
];

pub(crate) fn everything(project: &Project) -> Outcome {
    let start = Instant::now();
    let mut times = Vec::new();
    for (number, (name, step)) in STEPS.iter().enumerate() {
        let step_start = Instant::now();
        say(&format!("\n== {}/{} {name}", number + 1, STEPS.len()));
        step(project).inspect_err(|_| {
            say(&format!("\nstopped in step `{name}`; `cargo xtask {name}` runs it alone."));
        })?;
        times.push(format!("{name} {}", in_words(step_start.elapsed())));
    }
    say(&format!(
        "\nall {} steps are good after {}: {}",
        STEPS.len(),
        in_words(start.elapsed()),
        times.join(", ")
    ));
    Ok(())
}
