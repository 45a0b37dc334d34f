//! Formatting and lints, of Rust (native and wasm) and of the scripts.

use crate::project::{Project, WASM_TARGET};
use crate::run::{Outcome, Program};

/// What Biome looks after, seen from web/, where its rules are (biome.json).
const SCRIPTS: &str = ". ../crates/undenied-wasm ../tests/browser ../tests/lighthouse";

#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    Check,
    Fix,
}

pub(crate) fn format(project: &Project, mode: Mode) -> Outcome {
    let (rust, scripts) = match mode {
        Mode::Check => ("fmt --all --check", "format"),
        Mode::Fix => ("fmt --all", "format --write"),
    };
    let remedy = "`cargo xtask fmt --fix` formats everything.";
    project.cargo()?.args(rust).remedy(remedy).run()?;
    biome(project)?.args(scripts).args(SCRIPTS).remedy(remedy).run()
}

pub(crate) fn lint(project: &Project) -> Outcome {
    project.cargo()?.args("clippy --quiet --workspace --all-targets -- -D warnings").run()?;
    project
        .cargo()?
        .args("clippy --quiet -p web -p undenied-wasm -p undenied-wasm-explain --target")
        .arg(WASM_TARGET)
        .args("-- -D warnings")
        .run()?;
    for scripts in ["web", "crates/undenied-wasm"] {
        project.program("tsc")?.arg("--project").arg(scripts).run()?;
    }
    biome(project)?.args("lint --error-on-warnings").args(SCRIPTS).run()
}

fn biome(project: &Project) -> Outcome<Program> {
    Ok(project.program("biome")?.folder(&project.web()))
}
