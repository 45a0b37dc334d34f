//! The npm package of the engine, into target/npm/.

use std::fs;

use crate::project::{NPM_PROFILE, Project};
use crate::run::{Failure, Outcome};
use crate::wasm::{Artifact, compile};

/// Copied as they are from crates/undenied-wasm/.
const FILES: [&str; 2] = ["package.json", "index.d.ts"];

pub(crate) fn build(project: &Project) -> Outcome {
    let folder = project.npm_package();
    let artifact = Artifact {
        selection: "-p undenied-wasm",
        profile: NPM_PROFILE,
        file: "undenied_wasm.wasm",
        name: "undenied",
    };
    compile(project, &artifact, &folder)?;
    let source = project.root.join("crates/undenied-wasm");
    for file in FILES {
        let from = source.join(file);
        fs::copy(&from, folder.join(file)).map_err(|error| Failure::of_path(&from, &error))?;
    }
    let licence = project.root.join("LICENSE");
    fs::copy(&licence, folder.join("LICENSE"))
        .map_err(|error| Failure::of_path(&licence, &error))?;
    Ok(())
}
