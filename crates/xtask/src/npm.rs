//! Node and the npm packages of the lock files.

use std::fs;
use std::path::Path;

use crate::console::say;
use crate::project::Project;
use crate::run::{Failure, Outcome};

const OLDEST_NODE: u32 = 20;
/// A copy of the lock file that `node_modules` was installed from.
const STAMP: &str = "node_modules/.installed-lock.json";

/// Node is there and new enough.
pub(crate) fn node(project: &Project) -> Outcome {
    let answer = project.program("node")?.arg("--version").ask().unwrap_or_default();
    let major =
        answer.trim_start_matches('v').split('.').next().and_then(|part| part.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        Some(_) => Err(Failure::new(
            format!(
                "Node.js {answer} is too old: the bundler and the browser tests need {OLDEST_NODE} or newer."
            ),
            "Update Node.js (https://nodejs.org), then run the same command again.",
        )),
        None => Err(Failure::new(
            "Node.js was not found: `node --version` gave no answer.",
            format!(
                "Install Node.js {OLDEST_NODE} or newer (https://nodejs.org), then run the same command again."
            ),
        )),
    }
}

/// `npm ci` in `folder`, unless its lock file is the one that is installed.
pub(crate) fn packages(project: &Project, folder: &Path, what: &str) -> Outcome {
    let lock_path = folder.join("package-lock.json");
    let lock = fs::read(&lock_path).map_err(|error| Failure::of_path(&lock_path, &error))?;
    let stamp = folder.join(STAMP);
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say(&format!("installing {what} with npm (seconds)"));
    project
        .program("npm")?
        .args("ci --ignore-scripts --no-audit --no-fund --loglevel=error")
        .folder(folder)
        .remedy("npm could not install the packages of package-lock.json. Check the network (the npm registry), then run `cargo xtask setup` again.")
        .run()?;
    fs::write(&stamp, lock).map_err(|error| Failure::of_path(&stamp, &error))
}

/// `npm install` of the versions that `folder`'s package.json pins, unless they are installed; for what has no lock file.
pub(crate) fn pinned(project: &Project, folder: &Path, what: &str) -> Outcome {
    let manifest_path = folder.join("package.json");
    let manifest =
        fs::read(&manifest_path).map_err(|error| Failure::of_path(&manifest_path, &error))?;
    let stamp = folder.join("node_modules/.installed.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == manifest) {
        return Ok(());
    }
    say(&format!("installing {what} with npm (a minute or two)"));
    project
        .program("npm")?
        .args("install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error")
        .folder(folder)
        .remedy("npm could not install what package.json lists. Check the network (the npm registry), then run the same command again.")
        .run()?;
    fs::write(&stamp, manifest).map_err(|error| Failure::of_path(&stamp, &error))
}
