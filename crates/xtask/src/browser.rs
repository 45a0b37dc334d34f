//! The tests in real browsers, against the built page in dist/.

use std::fs;

use crate::console::say;
use crate::project::Project;
use crate::run::{Failure, Outcome};
use crate::{chromium, firefox};

pub(crate) fn browser(project: &Project) -> Outcome {
    if !project.dist().join("index.html").is_file() {
        return Err(Failure::new("dist/ holds no page to test.", "Run `cargo xtask build` first."));
    }
    let browser = chromium::ready(project)?;
    let mut node = project
        .program("node")?
        // A test that hangs is a failure with a name, not a run that never ends.
        .args("--test --test-reporter=spec --test-timeout=300000")
        .env("CHROME", browser)
        .env("UNDENIED_DIST", project.dist())
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
