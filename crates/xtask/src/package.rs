//! The npm package of the engine, into target/npm/: its wasm and that of `explain`, one entry for each kind of host, types,
//! README.

use std::fs;
use std::path::Path;

use crate::bundle::{bundle, option};
use crate::project::{NPM_PROFILE, Project, WASM_PROFILE};
use crate::run::{Failure, Outcome, Program};
use crate::wasm::{Artifact, compile};

const ENGINE: Artifact<'_> = Artifact {
    selection: "-p undenied-wasm",
    profile: NPM_PROFILE,
    file: "undenied_wasm.wasm",
    name: "undenied",
};
const EXPLAIN: Artifact<'_> = Artifact {
    selection: "-p undenied-wasm-explain",
    profile: WASM_PROFILE,
    file: "undenied_wasm_explain.wasm",
    name: "undenied_explain",
};
/// Copied as they are from crates/undenied-wasm/.
const FILES: [&str; 2] = ["package.json", "README.md"];
/// Likewise, and once more for `require`, whose types have names of their own.
const TYPES: [&str; 5] = ["index", "case", "answer", "authorize", "explanation"];
/// What a CommonJS module has in place of `import.meta.url`.
const OWN_ADDRESS: &str =
    "--banner:js=const undenied_url=require(\"node:url\").pathToFileURL(__filename).href;";

pub(crate) fn build(project: &Project) -> Outcome {
    let package = project.npm_package();
    if package.exists() {
        fs::remove_dir_all(&package).map_err(|error| Failure::of_path(&package, &error))?;
    }
    fs::create_dir_all(&package).map_err(|error| Failure::of_path(&package, &error))?;
    let folder = project.generated().join("npm");
    let wasm = compile(project, &ENGINE, &folder)?;
    copy(&wasm, &package.join("undenied_bg.wasm"))?;
    let explain = compile(project, &EXPLAIN, &folder)?;
    copy(&explain, &package.join("undenied_explain_bg.wasm"))?;
    let entry = |source: &str, file: &str| -> Outcome<Program> {
        let source = format!("crates/undenied-wasm/js/{source}.ts");
        Ok(bundle(project, &[&source])?
            .arg(option("alias:undenied-glue", &folder.join("undenied.js")))
            .arg(option("alias:undenied-explain-glue", &folder.join("undenied_explain.js")))
            .arg(option("outfile", &package.join(file))))
    };
    entry("browser", "browser.js")?.run()?;
    entry("inline", "inline.js")?
        .arg(option("alias:undenied-npm-wasm", &wasm))
        .arg(option("alias:undenied-explain-wasm", &explain))
        .arg("--loader:.wasm=base64")
        .run()?;
    entry("node", "node.js")?.arg("--platform=node").run()?;
    entry("node", "node.cjs")?
        .args("--platform=node --format=cjs --define:import.meta.url=undenied_url")
        .arg(OWN_ADDRESS)
        .run()?;
    let source = project.root.join("crates/undenied-wasm");
    for file in FILES {
        copy(&source.join(file), &package.join(file))?;
    }
    for name in TYPES {
        types(&source.join(format!("{name}.d.ts")), &package, name)?;
    }
    copy(&project.root.join("LICENSE"), &package.join("LICENSE"))
}

fn types(from: &Path, package: &Path, name: &str) -> Outcome {
    let failed = |error: std::io::Error| Failure::of_path(from, &error);
    let text = fs::read_to_string(from).map_err(failed)?;
    let required = text.replace(".js\";", ".cjs\";");
    fs::write(package.join(format!("{name}.d.ts")), text).map_err(failed)?;
    fs::write(package.join(format!("{name}.d.cts")), required).map_err(failed)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).map(|_| ()).map_err(|error| Failure::of_path(from, &error))
}
