//! The widget in other people's documentation, each of tests/browser/hosts/ built by its own tool, opened in Chromium and
//! photographed; and the npm package in bundlers. Not part of `test`: each brings hundreds of packages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::browser;
use crate::console::say;
use crate::npm;
use crate::project::Project;
use crate::run::{Failure, Outcome, Program};

struct Host {
    name: &'static str,
    tool: Tool,
    /// Where it takes files from that it hands on as they are.
    files: &'static str,
    /// Where it puts what it has built.
    site: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum Tool {
    Npm,
    Python,
    /// A page is a page.
    None,
}

const HOSTS: [Host; 5] = [
    Host { name: "html", tool: Tool::None, files: "", site: "" },
    Host { name: "docusaurus", tool: Tool::Npm, files: "static", site: "build" },
    Host { name: "vitepress", tool: Tool::Npm, files: "public", site: ".vitepress/dist" },
    Host { name: "mkdocs", tool: Tool::Python, files: "docs", site: "site" },
    Host { name: "starlight", tool: Tool::Npm, files: "public", site: "dist" },
];

/// As web/widget/recipes.md has it.
const WIDGET: &str = "undenied";

/// All of them, or the one that is named.
pub(crate) fn hosts(project: &Project, wanted: Option<&str>) -> Outcome {
    let chosen: Vec<&Host> =
        HOSTS.iter().filter(|host| wanted.is_none_or(|name| host.name == name)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = HOSTS.iter().map(|host| host.name).collect();
        return Err(Failure::new(
            format!("There is no host `{}`.", wanted.unwrap_or_default()),
            format!("They are: {}.", names.join(", ")),
        ));
    }
    for host in chosen {
        say(&format!("\n== {}", host.name));
        look(project, host)?;
    }
    Ok(())
}

fn look(project: &Project, host: &Host) -> Outcome {
    let folder = project.target.join("hosts").join(host.name);
    copy(&project.browser_tests().join("hosts").join(host.name), &folder)?;
    copy(&project.dist().join("widget"), &folder.join(host.files).join(WIDGET))?;
    match host.tool {
        Tool::Npm => {
            npm::pinned(project, &folder, host.name)?;
            built(project.program("npm")?.args("run build"), &folder)?;
        }
        Tool::Python => {
            let python = python(project, &folder)?;
            built(Program::new(python).args("-m mkdocs build --quiet"), &folder)?;
        }
        Tool::None => {}
    }
    browser::node(project)?
        .arg("tests/browser/hosts/look.mjs")
        .arg(host.name)
        .arg(folder.join(host.site))
        .arg(folder.with_extension("png"))
        .remedy("The message above says what the widget did not show, or what the page refused.")
        .run()
}

fn built(tool: Program, folder: &Path) -> Outcome {
    tool.folder(folder)
        .env("ASTRO_TELEMETRY_DISABLED", "1")
        .env("NO_MKDOCS_2_WARNING", "1")
        .env("CI", "1")
        .remedy("The tool's own message above says what it does not like.")
        .run()
}

/// The npm package in an app that each bundler bundles as it comes, without a word of settings.
pub(crate) fn bundlers(project: &Project) -> Outcome {
    let folder = project.target.join("bundlers");
    copy(&project.browser_tests().join("bundlers"), &folder)?;
    npm::pinned(project, &folder, "Vite, webpack and esbuild")?;
    copy(&project.npm_package(), &folder.join("node_modules/undenied"))?;
    // Vite keeps what it has made of a package of the same version.
    let kept = folder.join("node_modules/.vite");
    if kept.exists() {
        fs::remove_dir_all(&kept).map_err(|error| Failure::of_path(&kept, &error))?;
    }
    built(project.program("npm")?.args("run build"), &folder)?;
    browser::node(project)?
        .arg("tests/browser/bundlers/look.mjs")
        .arg(&folder)
        .remedy("The message above says which bundle does not run, and why.")
        .run()
}

/// Python with what requirements.txt lists, in a folder of its own among the tools.
fn python(project: &Project, folder: &Path) -> Outcome<PathBuf> {
    let packages = project.tools.join("mkdocs");
    let python = packages.join("bin/python");
    if !python.is_file() {
        let remedy = "Install Python 3 with its module venv, then run the same command again.";
        project.program("python3")?.args("-m venv").arg(&packages).remedy(remedy).run()?;
    }
    Program::new(&python)
        .args("-m pip install --quiet --disable-pip-version-check --requirement requirements.txt")
        .folder(folder)
        .remedy("pip could not install what requirements.txt lists. Check the network, then run the same command again.")
        .run()?;
    Ok(python)
}

/// Over what is there: packages stay from one time to the next.
fn copy(from: &Path, to: &Path) -> Outcome {
    let failed = |error: std::io::Error| Failure::of_path(from, &error);
    fs::create_dir_all(to).map_err(|error| Failure::of_path(to, &error))?;
    for entry in fs::read_dir(from).map_err(failed)?.flatten() {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(failed)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{HOSTS, Tool, WIDGET};

    const RECIPES: &str = include_str!("../../../web/widget/recipes.md");
    const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");

    #[test]
    fn each_host_has_its_folder_and_its_recipe() {
        for host in &HOSTS {
            let folder = format!("{ROOT}tests/browser/hosts/{}", host.name);
            assert!(std::path::Path::new(&folder).is_dir(), "{folder}");
            assert!(RECIPES.contains(&format!("hosts/{}", host.name)), "{}", host.name);
            let files = format!("{}/{WIDGET}/", host.files);
            assert!(host.tool == Tool::None || RECIPES.contains(&files), "{files}");
        }
    }

    /// A line that is a file's name stands before a block of code that is in that file.
    #[test]
    fn recipes_are_told_from_the_files_that_are_built() {
        let (mut told, mut lines) = (0, RECIPES.lines());
        while let Some(line) = lines.next() {
            let name = line.strip_prefix('`').and_then(|line| line.strip_suffix("`:"));
            let Some(file) = name else { continue };
            let fence = lines.by_ref().find(|line| !line.is_empty()).unwrap_or_default();
            let end = fence.trim_end_matches(|it| it != '`');
            let code: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
            let text = std::fs::read_to_string(format!("{ROOT}tests/browser/hosts/{file}"));
            let code = code.join("\n");
            assert!(text.unwrap_or_default().contains(&code), "{file} does not hold:\n{code}");
            told += 1;
        }
        assert!(told >= HOSTS.len(), "found only {told} files in the recipes");
    }
}
