//! The invariants of crates/ARCHITECTURE.md that a machine can check: edges, what the engine must not know,
//! where files stand and how they begin.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const ENGINE: [&str; 2] = ["crates/undenied", "crates/undenied-json"];
const HOSTS: [&str; 6] =
    ["undenied-wasm", "undenied-wasm-explain", "undenied-cli", "web", "xtask", "undenied-tests"];
const LONGEST_FILE: usize = 400;

#[test]
fn the_engine_depends_on_what_is_listed() {
    let edges = edges();
    assert_eq!(edges["undenied-json"], [""; 0]);
    assert_eq!(
        edges["undenied"],
        ["hcl-edit", "saphyr-parser", "serde", "serde_json", "undenied-json"]
    );
}

#[test]
fn hosts_use_the_engine_and_not_what_is_below_it() {
    let edges = edges();
    for host in ["undenied-wasm", "undenied-wasm-explain", "undenied-cli", "web"] {
        let below = &edges[host];
        assert!(below.iter().any(|name| name == "undenied"), "{host} does not use the engine");
        assert!(
            !below.iter().any(|name| name == "undenied-json"),
            "{host} reaches below the engine"
        );
    }
}

#[test]
fn nothing_depends_on_a_host() {
    for (package, below) in edges() {
        for host in HOSTS {
            assert!(!below.iter().any(|name| name == host), "{package} depends on {host}");
        }
    }
}

#[test]
fn the_engine_knows_no_machine_and_no_order_by_hash() {
    let forbidden = [
        ("target_arch", "the engine is the same everywhere"),
        ("std::fs", "the engine reads no files"),
        ("std::env", "the engine reads no environment"),
        ("std::net", "the engine has no network"),
        ("std::process", "the engine starts nothing"),
        ("std::thread", "the page has one thread"),
        ("std::time", "the engine has no clock"),
        ("HashMap", "output is deterministic: use BTreeMap or a sorted Vec"),
        ("HashSet", "output is deterministic: use BTreeSet or a sorted Vec"),
    ];
    for file in engine_sources() {
        let text = read(&file);
        for (word, why) in forbidden {
            assert!(!text.contains(word), "{} has `{word}`: {why}", file.display());
        }
    }
}

#[test]
fn what_every_wasm_carries_looks_for_texts_with_our_own_search() {
    let calls = ["contains", "find", "rfind", "split", "split_once", "rsplit_once", "replace"];
    // What commands printed and errors said is read by the command line, the page's engine and wasm of its own.
    let apart = ["/tests", "testing.rs", "src/intake", "src/explain"];
    for file in engine_sources() {
        let path = file.display().to_string();
        if apart.iter().any(|part| path.contains(part)) {
            continue;
        }
        let text = read(&file);
        // Tests of their own file are named above the code.
        let own = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for call in calls {
            let call = format!(".{call}(\"");
            // A method of the same name of our own.
            let own = own.replace(&format!("self{call}"), "");
            assert!(
                !own.contains(&call),
                "{path} has `{call}`: take has, find, cut or replaced of undenied_json"
            );
        }
    }
}

#[test]
fn every_rust_file_says_what_it_owns() {
    let files: Vec<PathBuf> =
        ["crates", "web", "tests"].iter().flat_map(|folder| sources(folder)).collect();
    assert!(files.len() > 10, "found only {} files", files.len());
    for file in files {
        assert!(read(&file).starts_with("//!"), "{} does not open with `//!`", file.display());
    }
}

#[test]
fn engine_files_are_short() {
    for file in engine_sources() {
        let lines = read(&file).lines().count();
        assert!(
            lines <= LONGEST_FILE,
            "{} has {lines} lines, over {LONGEST_FILE}: split it",
            file.display()
        );
    }
}

#[test]
fn the_top_level_holds_only_what_was_agreed() {
    let agreed = [
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "Trunk.toml",
        "clippy.toml",
        "crates",
        "index.html",
        "rust-toolchain.toml",
        "tests",
        "web",
    ];
    let ignored = ["dist", "target"];
    for path in entries(&root()) {
        let name = file_name(&path);
        let known = name.starts_with('.')
            || agreed.contains(&name.as_str())
            || ignored.contains(&name.as_str());
        assert!(known, "`{name}` does not belong on the top level");
    }
}

#[test]
fn the_page_has_no_inline_code() {
    let page = read(&root().join("index.html"));
    assert!(!page.contains("style="), "index.html has a style attribute");
    assert!(!page.contains("<style"), "index.html has a style sheet inside");
    for (_, script) in page.match_indices("<script").map(|(at, _)| page.split_at(at)) {
        let inside = script.split_once('>').and_then(|(_, rest)| rest.split_once("</script>"));
        assert!(
            inside.is_some_and(|(code, _)| code.trim().is_empty()),
            "index.html has an inline script"
        );
    }
    let handler =
        page.split_whitespace().find(|word| word.starts_with("on") && word.contains("=\""));
    assert_eq!(handler, None, "index.html has an inline event handler");
}

/// Each member with its dependencies (those for tests and build scripts aside), sorted.
fn edges() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    let metadata: Value = serde_json::from_slice(&output).unwrap_or_default();
    let packages = list(metadata.get("packages"));
    packages.iter().map(|package| (text(package.get("name")), dependencies(package))).collect()
}

fn dependencies(package: &Value) -> Vec<String> {
    let all = list(package.get("dependencies"));
    let mut names: Vec<String> = all
        .iter()
        .filter(|dependency| dependency.get("kind").is_none_or(Value::is_null))
        .map(|dependency| text(dependency.get("name")))
        .collect();
    names.sort();
    names
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn engine_sources() -> Vec<PathBuf> {
    let files: Vec<PathBuf> =
        ENGINE.iter().flat_map(|folder| sources(&format!("{folder}/src"))).collect();
    assert!(files.len() > 2, "found only {} files", files.len());
    files
}

/// The Rust files below `folder`, without those of packages and builds.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for path in entries(&folder) {
            let skipped = matches!(file_name(&path).as_str(), "node_modules" | "target");
            if path.is_dir() && !skipped {
                open.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                found.push(path);
            }
        }
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}
