//! What is shipped, weighed: raw, gzip and brotli of every file, and the budget of each group.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::console::say;
use crate::pages;
use crate::project::Project;
use crate::run::{Failure, Outcome};

/// Brotli KiB: what we aim at, and what may not be passed.
struct Budget {
    group: Group,
    name: &'static str,
    target: f64,
    hard: f64,
    /// What is beyond its hard limit already may not grow past this; it is told each time.
    held: Option<f64>,
}

impl Budget {
    const fn of(group: Group, name: &'static str, target: f64, hard: f64) -> Self {
        Self { group, name, target, hard, held: None }
    }

    const fn held(self, at: f64) -> Self {
        Self { held: Some(at), ..self }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Group {
    FirstLoad,
    Editor,
    Engine,
    Catalog,
    Widget,
    WidgetFull,
    WidgetLoader,
    WidgetCore,
    WidgetCoreFull,
    WidgetFrame,
    WidgetFrameFull,
    WidgetEditor,
    NpmWasm,
    NpmFull,
    NpmExplain,
    Aside,
    Offline,
    Single,
    Pages,
}

/// The page's engine is compiled for speed: for size it would be 85 KiB less, and read megabytes at half the pace. It has
/// the checks of one policy and the writings of numbers, dates and addresses, which the plain widget and npm package go without.
/// Widget and npm package hold all rules, profiles and guides in two languages; both are beyond their hard limits since
/// profiles and the rules on keys, names, conditions and limits are in them. They are held where they are: what makes one
/// grow has to say why.
const BUDGETS: [Budget; 19] = [
    Budget::of(Group::FirstLoad, "page, first load", 140.0, 180.0),
    Budget::of(Group::Editor, "editor, lazy", 82.0, 90.0),
    Budget::of(Group::Engine, "engine, lazy", 620.0, 835.0),
    Budget::of(Group::Catalog, "all AWS services, lazy", 120.0, 130.0),
    Budget::of(Group::Aside, "aside, lazy", 9.0, 12.0),
    Budget::of(Group::Offline, "offline and installed", 12.0, 16.0),
    // Base64 of gzip does not compress any further; the facts on all AWS services are in it, too.
    Budget::of(Group::Single, "offline copy, on a click", 1250.0, 1560.0),
    Budget::of(Group::Widget, "widget, wasm inside", 190.0, 240.0).held(338.0),
    Budget::of(Group::WidgetLoader, "widget in parts, first", 2.5, 3.0),
    Budget::of(Group::WidgetCore, "widget in parts, lazy", 190.0, 240.0).held(338.0),
    // For whoever asks for them: 63 more for the checks of one policy, 120 for all AWS services, which are inside, and 16 for the
    // writings of numbers, dates and addresses. The target is that of the widget without all this.
    Budget::of(Group::WidgetFull, "widget, all checks", 365.0, 540.0),
    Budget::of(Group::WidgetCoreFull, "widget in parts, all checks", 365.0, 540.0),
    Budget::of(Group::WidgetFrame, "widget as a frame", 190.0, 240.0).held(338.0),
    Budget::of(Group::WidgetFrameFull, "widget as a frame, all checks", 365.0, 540.0),
    Budget::of(Group::WidgetEditor, "widget's editor, lazy", 82.0, 90.0),
    Budget::of(Group::Pages, "pages to read", 100.0, 150.0),
    // 204 until `authorize` (6), `applyFix` of a whole case (2), keys that are weighed together (32), what AWS answers when a
    // policy is saved (17), what an error of AWS settles (5) and what documents are for, with what there is not (4), were in it.
    // Without the last four it would judge otherwise than page and command line.
    Budget::of(Group::NpmWasm, "npm engine wasm", 100.0, 140.0).held(272.0),
    // For whoever asks for it: with the checks of one policy and all AWS services.
    Budget::of(Group::NpmFull, "npm full engine wasm", 360.0, 472.0),
    // By itself, with the reader of JSON and the masking of secrets that the engine has as well.
    Budget::of(Group::NpmExplain, "npm reader of errors", 80.0, 90.0),
];

struct Shipped {
    group: Group,
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

pub(crate) fn size(project: &Project) -> Outcome {
    let shipped = weigh_all(project)?;
    say(&format!("{:<44} {:>9} {:>9} {:>9}", "KiB", "raw", "gzip", "brotli"));
    let mut over = Vec::new();
    for budget in &BUDGETS {
        let files: Vec<&Shipped> =
            shipped.iter().filter(|file| file.group == budget.group).collect();
        for file in &files {
            say(&row(&format!("  {}", file.name), file.raw, file.gzip, file.brotli));
        }
        let sum = |part: fn(&Shipped) -> usize| files.iter().map(|file| part(file)).sum::<usize>();
        let brotli = sum(|file| file.brotli);
        let line = row(budget.name, sum(|file| file.raw), sum(|file| file.gzip), brotli);
        say(&format!("{line}   {}", verdict(budget, kib(brotli))));
        if files.is_empty() {
            return Err(not_built(budget.name));
        }
        if kib(brotli) > budget.held.unwrap_or(budget.hard) {
            over.push(budget.name);
        }
    }
    if over.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("Over the limit: {}.", over.join("; ")),
        "Find what grew (compare with the last commit) and make it smaller, or load it later.",
    ))
}

fn verdict(budget: &Budget, brotli: f64) -> String {
    let Budget { target, hard, held, .. } = budget;
    if let Some(held) = held.filter(|_| brotli > *hard) {
        format!("OVER the hard limit of {hard}, held at {held}")
    } else if brotli > *hard {
        format!("OVER the hard limit of {hard}")
    } else if brotli > *target {
        format!("over the target of {target}, below the limit of {hard}")
    } else {
        format!("within the target of {target}")
    }
}

fn weigh_all(project: &Project) -> Outcome<Vec<Shipped>> {
    let dist = project.dist();
    let mut shipped = Vec::new();
    for path in files(&dist)? {
        let name = file_name(&path);
        let group = match (name.as_str(), name.split(['-', '_', '.']).next()) {
            (_, Some(stem)) if stem == pages::STYLES || pages::STEMS.contains(&stem) => {
                Group::Pages
            }
            // For hosts, and for those who want to read.
            ("_headers" | "undenied-source.tar.gz", _) => continue,
            ("undenied.html", _) => Group::Single,
            ("sw.js" | "manifest.webmanifest", _) => Group::Offline,
            (_, Some("aside")) => Group::Aside,
            (_, Some("editor")) => Group::Editor,
            (_, Some("engine")) => Group::Engine,
            (_, Some("catalog")) => Group::Catalog,
            _ => Group::FirstLoad,
        };
        shipped.push(weigh(group, &dist, &path)?);
    }
    for path in files(&dist.join("widget"))? {
        let group = match file_name(&path).as_str() {
            "undenied-checker.js" => Group::Widget,
            "undenied-checker-full.js" => Group::WidgetFull,
            "loader.js" => Group::WidgetLoader,
            "core.js" => Group::WidgetCore,
            "core-full.js" => Group::WidgetCoreFull,
            "frame.html" => Group::WidgetFrame,
            "frame-full.html" => Group::WidgetFrameFull,
            "editor.js" => Group::WidgetEditor,
            // For those who write pages and programs.
            _ => continue,
        };
        shipped.push(weigh(group, &dist, &path)?);
    }
    let package = project.npm_package();
    for path in
        files(&package)?.iter().filter(|path| path.extension().is_some_and(|kind| kind == "wasm"))
    {
        let group = match file_name(path).as_str() {
            "undenied_explain_bg.wasm" => Group::NpmExplain,
            "undenied_full_bg.wasm" => Group::NpmFull,
            _ => Group::NpmWasm,
        };
        shipped.push(weigh(group, &package, path)?);
    }
    Ok(shipped)
}

/// The files of `folder` itself, in order of name.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|_| not_built(&folder.display().to_string()))?;
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn weigh(group: Group, base: &Path, path: &Path) -> Outcome<Shipped> {
    let failed = |error: std::io::Error| Failure::of_path(path, &error);
    let bytes = fs::read(path).map_err(failed)?;
    let name = path.strip_prefix(base).unwrap_or(path).display().to_string();
    let gzip = gzip(&bytes).map_err(failed)?;
    let brotli = brotli(&bytes).map_err(failed)?;
    Ok(Shipped { group, name, raw: bytes.len(), gzip, brotli })
}

fn gzip(bytes: &[u8]) -> std::io::Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

pub(crate) fn brotli(mut bytes: &[u8]) -> std::io::Result<usize> {
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut packed, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(packed.len())
}

fn row(name: &str, raw: usize, gzip: usize, brotli: usize) -> String {
    format!("{name:<44} {:>9.1} {:>9.1} {:>9.1}", kib(raw), kib(gzip), kib(brotli))
}

/// Sizes here stay far below 2^32.
fn kib(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1024.0
}

fn not_built(what: &str) -> Failure {
    Failure::new(
        format!("There is nothing to weigh for `{what}`."),
        "Run `cargo xtask build` first.",
    )
}
