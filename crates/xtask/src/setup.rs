//! Installs what is missing, into folders that git ignores, and only what a command needs.

use std::time::Instant;

use crate::console::{in_words, say};
use crate::project::Project;
use crate::run::Outcome;
use crate::{chromium, firefox, npm, tools};

/// Formatter and linter: Rust's own parts and the npm packages.
pub(crate) fn for_scripts(project: &Project) -> Outcome {
    npm::node(project)?;
    tools::rust_parts(project)?;
    npm::packages(project, &project.web(), "esbuild, binaryen, TypeScript, Biome and CodeMirror")
}

/// The page and the widget: the above, Trunk and wasm-bindgen.
pub(crate) fn for_build(project: &Project) -> Outcome {
    for_scripts(project)?;
    tools::wasm_tools(project)
}

/// Everything, with a browser.
pub(crate) fn for_tests(project: &Project) -> Outcome {
    let start = Instant::now();
    for_build(project)?;
    npm::packages(project, &project.browser_tests(), "playwright-core, puppeteer-core and axe")?;
    let chromium = chromium::ready(project)?;
    let firefox = firefox::ready(project)?;
    let firefox = firefox.map_or("no Firefox".to_owned(), |path| path.display().to_string());
    let time = in_words(start.elapsed());
    say(&format!("set up in {time}; browsers: {}, {firefox}", chromium.display()));
    Ok(())
}
