//! The page in dist/: what Trunk does, and the bundles it asks for.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::{bundle, option};
use crate::project::Project;
use crate::run::{Failure, Outcome, Program};
use crate::{engine, offline, pages, single, widget};

/// Builds the page, and with it the widget, into dist/.
pub(crate) fn build(project: &Project) -> Outcome {
    trunk(project)?.arg("build").run()
}

/// Trunk in release mode. It knows only its own colour switch, and refuses `NO_COLOR=1`.
pub(crate) fn trunk(project: &Project) -> Outcome<Program> {
    let remedy = "If a tool is missing, run `cargo xtask setup`; else the message above names the file to repair.";
    let trunk = project
        .program("trunk")?
        .without_env("NO_COLOR")
        .without_env("RUST_BACKTRACE")
        .remedy(remedy);
    // `info` repeats every step of every file. Its JavaScript minifier cannot read the glue; ours can.
    Ok(trunk
        .args("--log warn,trunk::processing::minify=error")
        .args(if env::var_os("NO_COLOR").is_some() { "--color never" } else { "" }))
}

/// Trunk's hook before the build: boot, editor, engine and aside into web/gen/page under names with their hash, and
/// beside that folder each name in a file of its own, from which Trunk.toml fills the script tag.
pub(crate) fn assets(project: &Project) -> Outcome {
    let generated = project.generated();
    let folder = generated.join("page");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::of_path(&folder, &error))?;
    }
    bundle(project, &["web/boot.ts", "web/editor/editor.ts", "web/aside/aside.ts"])?
        .arg("--entry-names=[name]-[hash]")
        .arg(option("outdir", &folder))
        .run()?;
    bundle(project, &["web/styles/page.css"])?
        .arg("--loader:.css=css")
        .arg(option("outfile", &generated.join("page.css")))
        .run()?;
    engine::bundles(project, &folder)?;
    pages::styles(project, &folder)?;
    for name in ["boot", "editor", "engine", "aside"] {
        let path = generated.join(format!("{name}.name"));
        fs::write(&path, hashed_name(&folder, name)?)
            .map_err(|error| Failure::of_path(&path, &error))?;
    }
    Ok(())
}

/// Trunk's hook after the build: what is made of the page and stands beside it, in this order.
pub(crate) fn finish(project: &Project) -> Outcome {
    minify(project)?;
    widget::widget(project)?;
    pages::pages(project)?;
    offline(project)
}

/// The last part of it: the page as one file, and the list of its files. Also for a page in dist/ that was changed by hand.
pub(crate) fn offline(project: &Project) -> Outcome {
    single::single(project)?;
    offline::offline(project)
}

/// The glue, smaller. Hence no integrity attribute, which Trunk wrote before.
fn minify(project: &Project) -> Outcome {
    let page = staging(project);
    let glue = page.join(hashed_name(&page, "app")?);
    let text = fs::read_to_string(&glue).map_err(|error| Failure::of_path(&glue, &error))?;
    fs::write(&glue, without_streams(&text)).map_err(|error| Failure::of_path(&glue, &error))?;
    project
        .program("esbuild")?
        .args("--minify --format=esm --target=es2022 --allow-overwrite --log-level=warning")
        .arg(&glue)
        .arg(option("outfile", &glue))
        .run()
}

/// The glue without the classes that Leptos brings for talking to a server, which the page never does, and with a short
/// way to say what a value is, which only a panic asks for.
pub(crate) fn without_streams(glue: &str) -> String {
    let mut kept = String::with_capacity(glue.len());
    // What begins in the first column goes on until a line that ends it there.
    let mut end: Option<&str> = None;
    for line in glue.split_inclusive('\n') {
        let is_class = line.starts_with("export class IntoUnderlying");
        let is_registry = line.starts_with("const IntoUnderlying");
        if is_class {
            end = Some("}");
        } else if is_registry {
            end = Some("    : ");
        } else if line.starts_with("function debugString(") {
            kept.push_str("const debugString = String;\n");
            end = Some("}");
        }
        let is_left_out = end.is_some() || line.starts_with("if (Symbol.dispose) IntoUnderlying");
        if !is_left_out {
            kept.push_str(line);
        }
        if end.is_some_and(|end| line.starts_with(end)) {
            end = None;
        }
    }
    kept
}

/// Where Trunk assembles the page before it becomes dist/.
pub(crate) fn staging(project: &Project) -> PathBuf {
    env::var_os("TRUNK_STAGING_DIR").map_or_else(|| project.dist(), PathBuf::from)
}

/// `NAME-HASH.js` in `folder`.
pub(crate) fn hashed_name(folder: &Path, name: &str) -> Outcome<String> {
    let files = fs::read_dir(folder).map_err(|error| Failure::of_path(folder, &error))?;
    files
        .flatten()
        .filter_map(|file| file.file_name().into_string().ok())
        .find(|file| file.starts_with(&format!("{name}-")) && file.ends_with(".js"))
        .ok_or_else(|| {
            Failure::new(
                format!("There is no `{name}-*.js` in `{}`.", folder.display()),
                "Check the entry points in crates/xtask/src/page.rs and the binary in index.html.",
            )
        })
}
