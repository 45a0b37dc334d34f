//! The pages for reading beside the app (rules, how it decides, examples): their styles, and the program that writes them.

use std::fs;
use std::path::Path;

use crate::bundle::{bundle, option};
use crate::page::staging;
use crate::project::Project;
use crate::run::{Failure, Outcome};

/// What their file names begin with.
pub(crate) const STEMS: [&str; 3] = ["rules", "how", "examples"];
/// Their style sheet.
pub(crate) const STYLES: &str = "reading";

/// Before the build, into the folder that is copied to dist/.
pub(crate) fn styles(project: &Project, folder: &Path) -> Outcome {
    bundle(project, &["web/styles/reading.css"])?
        .args("--loader:.css=css --entry-names=[name]-[hash]")
        .arg(option("outdir", folder))
        .run()
}

/// Trunk's hook after the build. The program is built as the tests are, which need it, too.
pub(crate) fn pages(project: &Project) -> Outcome {
    let page = staging(project);
    let mut program = project
        .cargo()?
        .args("run --quiet -p undenied-tests --bin site --")
        .arg(&page)
        .remedy("`cargo test -p undenied-tests --test pages` tells more.");
    for start in ["page", STYLES] {
        program = program.arg(address(&page, start)?);
    }
    program.run()
}

/// `START-HASH.css` in `folder`.
fn address(folder: &Path, start: &str) -> Outcome<String> {
    let files = fs::read_dir(folder).map_err(|error| Failure::of_path(folder, &error))?;
    let start = format!("{start}-");
    let mut names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
    names.find(|name| name.starts_with(&start) && name.ends_with(".css")).ok_or_else(|| {
        Failure::new(
            format!("There is no `{start}*.css` in `{}`.", folder.display()),
            "Check the links in index.html and the styles in crates/xtask/src/pages.rs.",
        )
    })
}
