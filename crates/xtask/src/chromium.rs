//! A browser for the tests: `$CHROME`, one on PATH, Debian's package, or Playwright's download.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::console::say;
use crate::project::Project;
use crate::run::{Failure, Outcome};

const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const REMEDY: &str =
    "Install Chromium or Chrome, or set CHROME to its program, then run `cargo xtask setup` again.";

/// The browser's program, installed first if none is there.
pub(crate) fn ready(project: &Project) -> Outcome<PathBuf> {
    if let Some(browser) = find(project)? {
        return Ok(browser);
    }
    if root_on_debian(project)? {
        install_debian_packages(project)?;
    } else {
        download(project)?;
    }
    find(project)?
        .ok_or_else(|| Failure::new("No browser was found, and none could be installed.", REMEDY))
}

/// The browser's program, if there is one.
pub(crate) fn find(project: &Project) -> Outcome<Option<PathBuf>> {
    if let Some(chosen) = env::var_os("CHROME").map(PathBuf::from) {
        if chosen.is_file() {
            return Ok(Some(chosen));
        }
        return Err(Failure::new(
            format!("CHROME is `{}`, which is not a file.", chosen.display()),
            "Set CHROME to the browser's program, or unset it.",
        ));
    }
    Ok(on_path(&NAMES).or_else(|| downloaded(project)))
}

pub(crate) fn root_on_debian(project: &Project) -> Outcome<bool> {
    let debian = fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"));
    Ok(debian && project.program("id")?.arg("-u").ask().as_deref() == Some("0"))
}

/// The font is for screenshots of the Japanese page.
fn install_debian_packages(project: &Project) -> Outcome {
    install(project, "chromium fonts-noto-cjk", REMEDY)
}

/// Debian's own packages.
pub(crate) fn install(project: &Project, packages: &str, remedy: &str) -> Outcome {
    say(&format!("installing {packages} with apt-get (1 to 2 minutes)"));
    let apt = || -> Outcome<_> {
        Ok(project.program("apt-get")?.env("DEBIAN_FRONTEND", "noninteractive").remedy(remedy))
    };
    apt()?.args("update -qq").run()?;
    apt()?.args("install -qq -y --no-install-recommends").args(packages).run()
}

/// The first of `names` on PATH.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let programs =
        names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    programs.into_iter().find(|program| program.is_file())
}

fn download(project: &Project) -> Outcome {
    say("downloading Chromium with Playwright (about 170 MB, 1 to 3 minutes)");
    project
        .program("node")?
        .args("tests/browser/node_modules/playwright-core/cli.js install chromium-headless-shell")
        .env("PLAYWRIGHT_BROWSERS_PATH", browsers(project))
        .remedy(REMEDY)
        .run()
}

fn browsers(project: &Project) -> PathBuf {
    project.tools.join("browsers")
}

/// Playwright's folders: `browsers/NAME-BUILD/NAME-PLATFORM/PROGRAM`.
fn downloaded(project: &Project) -> Option<PathBuf> {
    let programs = ["chrome-headless-shell", "headless_shell", "chrome-headless-shell.exe"];
    let folders =
        |path: &Path| fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    folders(&browsers(project))
        .flat_map(|build| folders(&build).collect::<Vec<_>>())
        .flat_map(|platform| programs.map(|program| platform.join(program)))
        .find(|program| program.is_file())
}
