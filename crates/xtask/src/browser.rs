//! The tests in real browsers, against the built page in dist/.

use std::fs;

use crate::console::say;
use crate::project::Project;
use crate::run::{Failure, Outcome, Program};
use crate::{chromium, firefox};

pub(crate) fn browser(project: &Project) -> Outcome {
    let mut node = node(project)?
        // A test that hangs is a failure with a name, not a run that never ends.
        .args("--test --test-reporter=spec --test-timeout=300000")
        .env("UNDENIED_NPM", project.npm_package())
        .remedy("The failed test is named above; `cargo xtask browser` runs them again without building.");
    match firefox::ready(project)? {
        Some(firefox) => node = node.env("FIREFOX", firefox),
        None => say(
            "  Firefox is not here: its tests are left out. Install it, or set FIREFOX to its program.",
        ),
    }
    for file in test_files(project)? {
        node = node.arg(file);
    }
    node.run()
}

/// Times the page. Not part of `test`: a busy machine says nothing of the page.
pub(crate) fn bench(project: &Project) -> Outcome {
    node(project)?.arg("tests/browser/bench.mjs").run()
}

/// Node with what the scripts that open the built page in Chromium ask of their environment.
pub(crate) fn node(project: &Project) -> Outcome<Program> {
    if !project.dist().join("index.html").is_file() {
        return Err(Failure::new("dist/ holds no page to test.", "Run `cargo xtask build` first."));
    }
    let node = project.program("node")?;
    Ok(node.env("CHROME", chromium::ready(project)?).env("UNDENIED_DIST", project.dist()))
}

fn test_files(project: &Project) -> Outcome<Vec<String>> {
    let folder = project.browser_tests();
    let entries = fs::read_dir(&folder).map_err(|error| Failure::of_path(&folder, &error))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .map(|name| format!("tests/browser/{name}"))
        .collect();
    names.sort();
    Ok(names)
}
