//! TypeScript to minified modules, with esbuild.

use std::path::Path;

use crate::project::Project;
use crate::run::{Outcome, Program};

/// An esbuild call for `entries`; the caller adds where the output goes.
pub(crate) fn bundle(project: &Project, entries: &[&str]) -> Outcome<Program> {
    let remedy = "If esbuild is missing, run `cargo xtask setup`; else its message above names file and line.";
    let mut program = project
        .program("esbuild")?
        .args("--bundle --minify --format=esm --target=es2022 --charset=utf8 --loader:.css=text --log-level=warning")
        .remedy(remedy);
    for entry in entries {
        program = program.arg(entry);
    }
    Ok(program)
}

/// `--outfile=PATH`, and the same for other options that take a path.
pub(crate) fn option(name: &str, path: &Path) -> String {
    format!("--{name}={}", path.display())
}
