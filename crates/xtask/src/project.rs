//! Where things are: the repository, its tools folder, and a command with both on PATH.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::run::{Failure, Outcome, Program};

/// Cargo's profile for the page's views and the widget; the root Cargo.toml says what it is.
pub(crate) const WASM_PROFILE: &str = "release-wasm";
/// The same for the engine of the npm package.
pub(crate) const NPM_PROFILE: &str = "release-npm";
/// The same for the engine of the page, which has to be quick as well.
pub(crate) const ENGINE_PROFILE: &str = "release-engine";
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) root: PathBuf,
    /// Pinned tools: `UNDENIED_TOOLS`, else `.tools/` in the repository.
    pub(crate) tools: PathBuf,
    /// Cargo's output: `CARGO_TARGET_DIR`, else `target/`.
    pub(crate) target: PathBuf,
}

impl Project {
    pub(crate) fn find() -> Outcome<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let Some(root) = manifest.ancestors().nth(2).map(Path::to_path_buf) else {
            return Err(Failure::new(
                format!("`{}` is not in a checkout.", manifest.display()),
                "Run `cargo xtask` from inside the repository.",
            ));
        };
        let folder = |name: &str, default: &str| match env::var_os(name) {
            Some(path) => root.join(path),
            None => root.join(default),
        };
        let tools = folder("UNDENIED_TOOLS", ".tools");
        let target = folder("CARGO_TARGET_DIR", "target");
        Ok(Self { root, tools, target })
    }

    pub(crate) fn web(&self) -> PathBuf {
        self.root.join("web")
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Bundles and names that are made anew at each build; git ignores them.
    pub(crate) fn generated(&self) -> PathBuf {
        self.root.join("web/gen")
    }

    pub(crate) fn npm_package(&self) -> PathBuf {
        self.target.join("npm")
    }

    pub(crate) fn browser_tests(&self) -> PathBuf {
        self.root.join("tests/browser")
    }

    /// The folder of the catalogue, and of the package that it is written from.
    pub(crate) fn catalog(&self) -> PathBuf {
        self.root.join("crates/undenied/data")
    }

    pub(crate) fn catalog_file(&self) -> PathBuf {
        self.catalog().join("catalog.txt")
    }

    pub(crate) fn lighthouse(&self) -> PathBuf {
        self.root.join("tests/lighthouse")
    }

    /// A program in the repository's folder that finds the pinned tools first.
    pub(crate) fn program(&self, name: &str) -> Outcome<Program> {
        Ok(Program::new(name).folder(&self.root).env("PATH", self.path()?))
    }

    /// The Cargo that runs us.
    pub(crate) fn cargo(&self) -> Outcome<Program> {
        self.program("cargo")
    }

    fn path(&self) -> Outcome<OsString> {
        let ours = [self.tools.join("bin"), self.web().join("node_modules/.bin")];
        let theirs = env::var_os("PATH").unwrap_or_default();
        let all = ours.into_iter().chain(env::split_paths(&theirs));
        env::join_paths(all).map_err(|error| {
            Failure::new(
                format!("PATH cannot name the tools folder: {error}."),
                "Move the checkout, or set UNDENIED_TOOLS, to a folder without `:` in its name.",
            )
        })
    }
}
