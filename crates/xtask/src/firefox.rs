//! A second browser for the tests: `$FIREFOX`, one on PATH, or Debian's package. Without it they run in Chromium alone.

use std::env;
use std::path::PathBuf;

use crate::chromium::{install, on_path, root_on_debian};
use crate::project::Project;
use crate::run::{Failure, Outcome};

const NAMES: [&str; 2] = ["firefox-esr", "firefox"];
const REMEDY: &str =
    "Install Firefox, or set FIREFOX to its program, then run `cargo xtask setup` again.";

/// The browser's program, installed first if none is there and Debian has it.
pub(crate) fn ready(project: &Project) -> Outcome<Option<PathBuf>> {
    if let Some(chosen) = env::var_os("FIREFOX").map(PathBuf::from) {
        if chosen.is_file() {
            return Ok(Some(chosen));
        }
        return Err(Failure::new(
            format!("FIREFOX is `{}`, which is not a file.", chosen.display()),
            "Set FIREFOX to the browser's program, or unset it.",
        ));
    }
    if on_path(&NAMES).is_none() && root_on_debian(project)? {
        install(project, "firefox-esr", REMEDY)?;
    }
    Ok(on_path(&NAMES))
}
