//! The engine, lazy: its wasm, the facts on all AWS services, the worker that runs it, and the script of the box that takes
//! anything.

use std::path::Path;

use crate::bundle::{bundle, option};
use crate::project::{ENGINE_PROFILE, Project};
use crate::run::Outcome;
use crate::wasm::{Artifact, compile};

/// Into `page`: `engine-HASH.js`, with the worker's code inside as text, `engine_bg-HASH.wasm` and `catalog-HASH.txt`: all
/// services in one file, for a file each would tell the host which ones somebody uses.
pub(crate) fn bundles(project: &Project, page: &Path) -> Outcome {
    let folder = project.generated().join("engine");
    let artifact = Artifact {
        selection: "-p web --bin engine --no-default-features --features engine",
        profile: ENGINE_PROFILE,
        file: "engine.wasm",
        name: "engine",
    };
    let wasm = compile(project, &artifact, &folder)?;
    let glue = option("alias:undenied-engine-glue", &folder.join("engine.js"));
    // A text to the other bundle: workers are made from a blob, which needs no request and shares our policy.
    let worker = folder.join("worker.code");
    bundle(project, &["web/reader/worker.ts"])?.arg(&glue).arg(option("outfile", &worker)).run()?;
    bundle(project, &["web/reader/reader.ts"])?
        .arg(&glue)
        .arg(option("alias:undenied-engine-worker", &worker))
        .arg(option("alias:undenied-engine-wasm", &wasm))
        .arg(option("alias:undenied-catalog", &project.catalog_file()))
        .arg("--loader:.code=text")
        .arg("--loader:.txt=file")
        .arg("--loader:.wasm=file")
        .arg("--entry-names=engine-[hash]")
        .arg("--asset-names=[name]-[hash]")
        .arg(option("outdir", page))
        .run()
}
