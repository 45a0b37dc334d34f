//! Rust to small wasm with its JavaScript glue, and the step that builds everything a browser runs.

use std::path::{Path, PathBuf};

use crate::project::{ENGINE_PROFILE, Project, WASM_TARGET};
use crate::run::Outcome;
use crate::{package, page};

/// As in index.html, which tells Trunk the same for the page.
pub(crate) const OPTIMIZATION: &str = "z";
/// What rustc uses.
const FEATURES: &str = "--enable-bulk-memory --enable-bulk-memory-opt --enable-nontrapping-float-to-int \
    --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue";
/// Passes that save 5 KiB (brotli) on the page. What Leptos exports for talking to a server is left out, as in the glue.
/// Functions in the order of their names compress best, so the names stay until then. The first KiB of memory is the
/// far end of the stack.
const PASSES: &str = "--remove-exports=*intounderlying* --traps-never-happen --flatten --rereloop -Oz --flatten \
    --rereloop -Oz -Oz --strip-target-features --reorder-locals --zero-filled-memory --low-memory-unused --reorder-functions-by-name --strip-debug --strip-producers";
/// For the page's engine, which has megabytes to take apart.
const FAST: &str = "-O3 --reorder-functions-by-name --strip-debug --strip-producers";

/// A quick check first, so that a type error does not wait for the optimizer.
pub(crate) fn check_and_build(project: &Project) -> Outcome {
    project
        .cargo()?
        .args("check --quiet -p web -p undenied-wasm -p undenied-wasm-explain --target")
        .arg(WASM_TARGET)
        .run()?;
    build(project)
}

pub(crate) fn build(project: &Project) -> Outcome {
    page::build(project)?;
    package::build(project)
}

/// What Cargo is asked for, and what it and the glue are then called.
#[derive(Debug)]
pub(crate) struct Artifact<'a> {
    pub(crate) selection: &'a str,
    pub(crate) profile: &'a str,
    pub(crate) file: &'a str,
    pub(crate) name: &'a str,
}

/// Builds, binds and optimizes `artifact`; `folder` then holds `NAME.js` and the returned `NAME_bg.wasm`.
pub(crate) fn compile(
    project: &Project,
    artifact: &Artifact<'_>,
    folder: &Path,
) -> Outcome<PathBuf> {
    let Artifact { selection, profile, file, name } = artifact;
    project
        .cargo()?
        .args("build --quiet --target")
        .arg(WASM_TARGET)
        .args("--profile")
        .arg(profile)
        .args(selection)
        .run()?;
    project
        .program("wasm-bindgen")?
        .args("--target web --omit-default-module-path --out-name")
        .arg(name)
        .arg("--out-dir")
        .arg(folder)
        .arg(project.target.join(WASM_TARGET).join(profile).join(file))
        .remedy("If wasm-bindgen is missing or of another version than the crate, run `cargo xtask setup`.")
        .run()?;
    let wasm = folder.join(format!("{name}_bg.wasm"));
    optimize(project, profile, &wasm, &wasm)?;
    Ok(wasm)
}

/// As `profile` asks for.
pub(crate) fn optimize(project: &Project, profile: &str, from: &Path, to: &Path) -> Outcome {
    project
        .program("wasm-opt")?
        .args(&options(profile))
        .arg(from)
        .arg("-o")
        .arg(to)
        .remedy("If wasm-opt is missing, run `cargo xtask setup`; it comes with the npm package binaryen.")
        .run()
}

/// What wasm-opt is told for a Cargo profile.
fn options(profile: &str) -> String {
    if profile == ENGINE_PROFILE {
        format!("{FEATURES} {FAST}")
    } else {
        format!("-O{OPTIMIZATION} {FEATURES} {PASSES}")
    }
}

#[cfg(test)]
mod tests {
    use super::{FEATURES, OPTIMIZATION, PASSES};
    use crate::tools;

    const INDEX: &str = include_str!("../../../index.html");
    const TRUNK: &str = include_str!("../../../Trunk.toml");
    const MANIFEST: &str = include_str!("../../../Cargo.toml");

    #[test]
    fn the_page_is_optimized_like_the_widget() {
        assert!(INDEX.contains(&format!("data-wasm-opt=\"{OPTIMIZATION}\"")));
        assert!(INDEX.contains(&format!("data-wasm-opt-params=\"{FEATURES} {PASSES}\"")));
    }

    #[test]
    fn pinned_versions_agree() {
        let wasm_bindgen = tools::version("wasm-bindgen");
        assert!(MANIFEST.contains(&format!("wasm-bindgen = \"={wasm_bindgen}\"")));
        assert!(TRUNK.contains(&format!("wasm_bindgen = \"{wasm_bindgen}\"")));
        assert!(TRUNK.contains(&format!("trunk-version = \"={}\"", tools::version("trunk"))));
    }
}
