//! The reader, lazy: its wasm, the worker that runs it, and the script of the box that takes anything.

use std::path::Path;

use crate::bundle::{bundle, option};
use crate::project::{Project, READER_PROFILE};
use crate::run::Outcome;
use crate::wasm::{Artifact, compile};

/// Into `page`: `reader-HASH.js`, with the worker's code inside as text, and `reader-HASH.wasm`.
pub(crate) fn bundles(project: &Project, page: &Path) -> Outcome {
    let folder = project.generated().join("reader");
    let artifact = Artifact {
        selection: "-p web --bin reader --no-default-features --features reader",
        profile: READER_PROFILE,
        file: "reader.wasm",
        name: "reader",
    };
    let wasm = compile(project, &artifact, &folder)?;
    let glue = option("alias:undenied-reader-glue", &folder.join("reader.js"));
    // A text to the other bundle: workers are made from a blob, which needs no request and shares our policy.
    let worker = folder.join("worker.txt");
    bundle(project, &["web/reader/worker.ts"])?.arg(&glue).arg(option("outfile", &worker)).run()?;
    bundle(project, &["web/reader/reader.ts"])?
        .arg(&glue)
        .arg(option("alias:undenied-reader-worker", &worker))
        .arg(option("alias:undenied-reader-wasm", &wasm))
        .arg("--loader:.txt=text")
        .arg("--loader:.wasm=file")
        .arg("--entry-names=[name]-[hash]")
        .arg("--asset-names=[name]-[hash]")
        .arg(option("outdir", page))
        .run()
}
