//! The widget: one file with the wasm inside, and the same lazy editor beside it.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bundle::{bundle, option};
use crate::page::staging;
use crate::project::{Project, WASM_PROFILE};
use crate::run::{Failure, Outcome};
use crate::wasm::{Artifact, compile};

/// Into the folder that is about to become dist/.
pub(crate) fn widget(project: &Project) -> Outcome {
    let dist = staging(project).join("widget");
    let folder = project.generated().join("widget");
    let artifact = Artifact {
        selection: "-p web --bin widget",
        profile: WASM_PROFILE,
        file: "widget.wasm",
        name: "glue",
    };
    let wasm = compile(project, &artifact, &folder)?;
    let packed = folder.join("wasm.gz");
    compress(&wasm, &packed)?;

    bundle(project, &["web/widget/widget.ts"])?
        .arg("--loader:.gz=base64")
        .arg(option("alias:undenied-widget-wasm", &packed))
        .arg(option("alias:undenied-widget-glue", &folder.join("glue.js")))
        .arg(option("outfile", &dist.join("undenied-checker.js")))
        .run()?;
    bundle(project, &["web/editor/editor.ts"])?
        .arg(option("outfile", &dist.join("editor.js")))
        .run()
}

/// gzip, because browsers unpack it themselves; in base64 it is still smaller than the plain wasm.
pub(crate) fn compress(from: &Path, to: &Path) -> Outcome {
    let bytes = fs::read(from).map_err(|error| Failure::of_path(from, &error))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(&bytes)
        .and_then(|()| encoder.finish())
        .and_then(|packed| fs::write(to, packed))
        .map_err(|error| Failure::of_path(to, &error))
}
