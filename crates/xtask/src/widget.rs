//! The widget: one file with the wasm inside, the same in parts behind a small loader, the same as a page for an
//! iframe; all once more with all checks; beside them the lazy editor, the types and the hashes.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha384};

use crate::bundle::{bundle, option};
use crate::console::say;
use crate::offline::{base64, integrity};
use crate::page::{staging, without_streams};
use crate::project::{Project, WASM_PROFILE};
use crate::run::{Failure, Outcome, Program};
use crate::wasm::{Artifact, compile};

/// What may stand in a host's script tag or import map.
const HASHED: [&str; 6] = [
    "undenied-checker.js",
    "undenied-checker-full.js",
    "loader.js",
    "core.js",
    "core-full.js",
    "editor.js",
];

/// A program, and the scripts that hold it.
struct Edition {
    /// What is asked of Cargo beyond the views.
    features: &'static str,
    /// Of web/gen/.
    folder: &'static str,
    /// Sources of web/widget/, and what becomes of them.
    scripts: &'static [(&'static str, &'static str)],
    /// The page for an iframe.
    frame: &'static str,
}

const PLAIN: Edition = Edition {
    features: "views",
    folder: "widget",
    scripts: &[("widget", "undenied-checker"), ("core", "core"), ("loader", "loader")],
    frame: "frame.html",
};
/// With the checks of one policy by itself, and all AWS services, for whoever asks for them.
const FULL: Edition = Edition {
    features: "views,full",
    folder: "widget-full",
    scripts: &[("widget", "undenied-checker-full"), ("core", "core-full")],
    frame: "frame-full.html",
};

/// Into the folder that is about to become dist/.
pub(crate) fn widget(project: &Project) -> Outcome {
    let dist = staging(project).join("widget");
    bundle(project, &["web/styles/widget.css"])?
        .arg("--loader:.css=css")
        .arg(option("outfile", &styles(project)))
        .run()?;
    for edition in [&PLAIN, &FULL] {
        program(project, edition)?;
        for (source, name) in edition.scripts {
            let out = dist.join(format!("{name}.js"));
            script(project, edition, source)?.arg(option("outfile", &out)).run()?;
        }
        frame(project, edition, &dist)?;
    }
    bundle(project, &["web/editor/editor.ts"])?
        .arg(option("outfile", &dist.join("editor.js")))
        .run()?;
    // No Markdown: what is copied into a manual must not become one of its pages.
    for (from, to) in
        [("types.ts", "undenied-checker.d.ts"), ("custom-elements.json", "custom-elements.json")]
    {
        let from = project.web().join("widget").join(from);
        fs::copy(&from, dist.join(to)).map_err(|error| Failure::of_path(&from, &error))?;
    }
    hashes(&dist)
}

/// The edition's wasm as text, and its glue.
fn program(project: &Project, edition: &Edition) -> Outcome {
    let folder = project.generated().join(edition.folder);
    let artifact = Artifact {
        selection: &format!(
            "-p web --bin widget --no-default-features --features {}",
            edition.features
        ),
        profile: WASM_PROFILE,
        file: "widget.wasm",
        name: "glue",
    };
    let wasm = compile(project, &artifact, &folder)?;
    write_as_text(&wasm, &folder.join("wasm.text"))?;
    let glue = folder.join("glue.js");
    write(&glue, without_streams(&read(&glue)?))
}

fn styles(project: &Project) -> PathBuf {
    project.generated().join("widget.css")
}

/// A script of web/widget with the edition's program inside, where it asks for it.
fn script(project: &Project, edition: &Edition, source: &str) -> Outcome<Program> {
    let folder = project.generated().join(edition.folder);
    Ok(bundle(project, &[&format!("web/widget/{source}.ts")])?
        .arg("--loader:.text=text")
        .arg(option("alias:undenied-widget-wasm", &folder.join("wasm.text")))
        .arg(option("alias:undenied-widget-glue", &folder.join("glue.js")))
        .arg(option("alias:undenied-widget-styles", &styles(project))))
}

/// The page for an iframe. Its script is inside: a frame that is sandboxed may load none from its own server.
fn frame(project: &Project, edition: &Edition, dist: &Path) -> Outcome {
    let bundled = project.generated().join(edition.folder).join("frame.js");
    script(project, edition, "frame")?.arg(option("outfile", &bundled)).run()?;
    let template = read(&project.web().join("widget/frame.html"))?;
    write(&dist.join(edition.frame), assemble(&template, read(&bundled)?.trim_end())?)
}

fn assemble(template: &str, script: &str) -> Outcome<String> {
    if script.contains("</script") || (script.contains("<!--") && script.contains("<script")) {
        let help = "Write the tag's name in two parts in the source that esbuild bundles.";
        return Err(Failure::new("The frame would end in the middle of its own script.", help));
    }
    let styles = "body{margin:0}";
    let policy = format!(
        "default-src 'none'; script-src '{}' 'self' 'wasm-unsafe-eval'; style-src '{}'; img-src data:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        integrity(script.as_bytes()),
        integrity(styles.as_bytes()),
    );
    // The script last: what it holds may look like the other places.
    Ok(template
        .replace("content=\"\"", &format!("content=\"{policy}\""))
        .replace("<style></style>", &format!("<style>{styles}</style>"))
        .replace("module\"></script>", &format!("module\">{script}</script>")))
}

/// `integrity.txt`: the lines for a page that names the files by their hashes. The one of the single file is printed.
fn hashes(dist: &Path) -> Outcome {
    let mut text = String::from(
        "In `integrity` of a script tag, or of an import map for what a script imports.\n\n",
    );
    for name in HASHED {
        let path = dist.join(name);
        let bytes = fs::read(&path).map_err(|error| Failure::of_path(&path, &error))?;
        let hash = base64(&Sha384::digest(&bytes));
        text += &format!("{name} sha384-{hash}\n");
        if name == HASHED[0] {
            let tag = tag(name, &hash);
            say(&format!("  {tag}"));
            text = format!("{tag}\n\n{text}");
        }
    }
    write(&dist.join("integrity.txt"), text)
}

fn tag(name: &str, hash: &str) -> String {
    format!(
        "<script type=\"module\" src=\"{name}\" integrity=\"sha384-{hash}\" crossorigin></script>"
    )
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| Failure::of_path(path, &error))
}

fn write(path: &Path, text: String) -> Outcome {
    fs::write(path, text).map_err(|error| Failure::of_path(path, &error))
}

/// Bytes that a string literal has to escape, which are frequent in wasm, and rare ones that change places with them.
/// web/widget/bytes.ts holds the same pairs.
const SWAPPED: [(u8, u8); 9] = [
    (0x00, b'Z'),
    (0x07, b'^'),
    (0x08, b'Q'),
    (0x0a, b'['),
    (0x0b, b'='),
    (0x0c, b'Y'),
    (0x0d, b'+'),
    (0x1b, b'J'),
    (0x22, b'~'),
];

/// A character a byte, so that what compresses the file on its way sees the wasm itself: in brotli a fifth less than
/// gzip in base64. A module is UTF-8 by definition, whatever the host's page is in.
fn write_as_text(from: &Path, to: &Path) -> Outcome {
    let bytes = fs::read(from).map_err(|error| Failure::of_path(from, &error))?;
    let text: String = bytes.iter().map(|byte| char::from(swapped(*byte))).collect();
    write(to, text)
}

fn swapped(byte: u8) -> u8 {
    let pair = SWAPPED.iter().find(|(one, two)| *one == byte || *two == byte);
    pair.map_or(byte, |(one, two)| if *one == byte { *two } else { *one })
}

#[cfg(test)]
mod tests {
    use super::{SWAPPED, assemble, swapped};

    const READER: &str = include_str!("../../../web/widget/bytes.ts");
    const FRAME: &str = include_str!("../../../web/widget/frame.html");

    #[test]
    fn no_two_bytes_become_one() {
        for byte in 0..=u8::MAX {
            assert_eq!(swapped(swapped(byte)), byte);
        }
    }

    #[test]
    fn the_widget_reads_what_is_written() {
        let (escaped, rare): (Vec<u8>, Vec<u8>) = SWAPPED.into_iter().unzip();
        let escaped: String = escaped.iter().map(|byte| format!("\\x{byte:02x}")).collect();
        let rare = String::from_utf8_lossy(&rare);
        assert!(READER.contains(&format!("\"{escaped}\"")), "{escaped}");
        assert!(READER.contains(&format!("\"{rare}\"")), "{rare}");
    }

    #[test]
    fn the_frame_names_what_is_inside_by_its_hash() {
        let page = assemble(FRAME, "begin()").unwrap();
        assert!(page.contains("<script type=\"module\">begin()</script>"));
        assert_eq!(page.matches("'sha256-").count(), 2);
        assert!(assemble(FRAME, "'</script>'").is_err());
    }
}
