//! The npm package of the engine, into target/npm/: its wasm, that of the full engine and that of `explain`, one entry of both
//! engines for each kind of host, types, README.

use std::fs;
use std::path::Path;

use crate::bundle::{bundle, option};
use crate::project::{NPM_PROFILE, Project, WASM_PROFILE};
use crate::run::{Failure, Outcome, Program};
use crate::wasm::{Artifact, compile};

/// The engine, and what its entries are called: the name of the host, or that behind `full.`.
const EDITIONS: [(Artifact<'_>, &str); 2] = [
    (
        Artifact {
            selection: "-p undenied-wasm",
            profile: NPM_PROFILE,
            file: "undenied_wasm.wasm",
            name: "undenied",
        },
        "",
    ),
    (
        Artifact {
            selection: "-p undenied-wasm --features full",
            profile: NPM_PROFILE,
            file: "undenied_wasm.wasm",
            name: "undenied_full",
        },
        "full.",
    ),
];
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
    let explain = compile(project, &EXPLAIN, &folder)?;
    copy(&explain, &package.join("undenied_explain_bg.wasm"))?;
    for (engine, start) in &EDITIONS {
        let wasm = compile(project, engine, &folder)?;
        copy(&wasm, &package.join(format!("{}_bg.wasm", engine.name)))?;
        let glue = folder.join(format!("{}.js", engine.name));
        let entry = |source: &str, file: &str| -> Outcome<Program> {
            let source = format!("crates/undenied-wasm/js/{source}.ts");
            Ok(bundle(project, &[&source])?
                .arg(option("alias:undenied-glue", &glue))
                .arg(option("alias:undenied-explain-glue", &folder.join("undenied_explain.js")))
                .arg(option("outfile", &package.join(format!("{start}{file}")))))
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
        for file in ["browser.js", "node.js", "node.cjs"] {
            name_wasm(&package.join(format!("{start}{file}")), engine.name)?;
        }
    }
    let source = project.root.join("crates/undenied-wasm");
    for file in FILES {
        copy(&source.join(file), &package.join(file))?;
    }
    for name in TYPES {
        types(&source.join(format!("{name}.d.ts")), &package, name)?;
    }
    copy(&project.root.join("LICENSE"), &package.join("LICENSE"))
}

/// Bundlers look for a file's name as it stands in the code, so each engine's is written into its own entries.
fn name_wasm(entry: &Path, name: &str) -> Outcome {
    let failed = |error: std::io::Error| Failure::of_path(entry, &error);
    let text = fs::read_to_string(entry).map_err(failed)?;
    fs::write(entry, text.replace("/undenied_bg.wasm", &format!("/{name}_bg.wasm"))).map_err(failed)
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
