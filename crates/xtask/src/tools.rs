//! The pinned Rust tools: the wasm target, Trunk and wasm-bindgen, installed into the tools folder.

use std::fs;

use crate::console::say;
use crate::project::{Project, WASM_TARGET};
use crate::run::Outcome;

struct Tool {
    package: &'static str,
    program: &'static str,
    /// The `wasm-bindgen` crate in Cargo.toml must have exactly the version of its tool.
    version: &'static str,
    features: &'static str,
    minutes: &'static str,
}

const TOOLS: [Tool; 2] = [
    Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: "0.2.129",
        features: "",
        minutes: "2 to 4 minutes",
    },
    Tool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14",
        // Trunk would only download tools with its TLS; ours are all here.
        features: "--no-default-features",
        minutes: "4 to 7 minutes",
    },
];

/// The components and the target that rust-toolchain.toml lists, where rustup did not add them by itself.
pub(crate) fn rust_parts(project: &Project) -> Outcome {
    let has = |subcommand: &str| -> Outcome<bool> {
        Ok(project.cargo()?.arg(subcommand).arg("--version").ask().is_some())
    };
    let help = "Install Rust with rustup (https://rustup.rs), or add this part with your own package manager.";
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !has(subcommand)? {
            say(&format!("installing {component} with rustup (seconds)"));
            project.program("rustup")?.args("component add").arg(component).remedy(help).run()?;
        }
    }
    if !has_wasm_target(project)? {
        say(&format!("installing the Rust target {WASM_TARGET} with rustup (seconds)"));
        project.program("rustup")?.args("target add").arg(WASM_TARGET).remedy(help).run()?;
    }
    Ok(())
}

fn has_wasm_target(project: &Project) -> Outcome<bool> {
    let answer =
        project.program("rustc")?.args("--print target-libdir --target").arg(WASM_TARGET).ask();
    Ok(answer
        .is_some_and(|folder| fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some())))
}

/// Trunk and wasm-bindgen in their pinned versions, from the tools folder or already on PATH.
pub(crate) fn wasm_tools(project: &Project) -> Outcome {
    for tool in &TOOLS {
        let answer = project.program(tool.program)?.arg("--version").ask().unwrap_or_default();
        if answer.split_whitespace().nth(1) != Some(tool.version) {
            install(project, tool)?;
        }
    }
    let scratch = scratch(project);
    if scratch.exists() {
        // Only a help for the next install; a leftover costs disk, nothing else.
        let _ = fs::remove_dir_all(scratch);
    }
    Ok(())
}

#[cfg(test)]
pub(crate) fn version(program: &str) -> &'static str {
    TOOLS.iter().find(|tool| tool.program == program).map_or("", |tool| tool.version)
}

/// Compiled for a quick install, not for a quick tool: the default profile takes three times as long.
fn install(project: &Project, tool: &Tool) -> Outcome {
    let Tool { package, version, features, minutes, .. } = tool;
    say(&format!(
        "installing {package} {version} into {} ({minutes}, once)",
        project.tools.display()
    ));
    project
        .cargo()?
        .args("install --locked --force --quiet")
        .arg(package)
        .arg("--version")
        .arg(version)
        .args(features)
        .arg("--root")
        .arg(&project.tools)
        .env("CARGO_TARGET_DIR", scratch(project))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .remedy(&format!(
            "{package} {version} is needed to build the page. Check the network (crates.io) and the C compiler, \
             then run `cargo xtask setup` again."
        ))
        .run()
}

fn scratch(project: &Project) -> std::path::PathBuf {
    project.tools.join("build")
}
