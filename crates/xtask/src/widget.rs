//! The widget: one file with the wasm inside, and the same lazy editor beside it.

use std::fs;
use std::path::Path;

use crate::bundle::{bundle, option};
use crate::page::{staging, without_streams};
use crate::project::{Project, WASM_PROFILE};
use crate::run::{Failure, Outcome};
use crate::wasm::{Artifact, compile};

/// Into the folder that is about to become dist/.
pub(crate) fn widget(project: &Project) -> Outcome {
    let dist = staging(project).join("widget");
    let folder = project.generated().join("widget");
    let artifact = Artifact {
        selection: "-p web --bin widget --no-default-features --features views",
        profile: WASM_PROFILE,
        file: "widget.wasm",
        name: "glue",
    };
    let wasm = compile(project, &artifact, &folder)?;
    let text = folder.join("wasm.text");
    write_as_text(&wasm, &text)?;
    let glue = folder.join("glue.js");
    let written = fs::read_to_string(&glue).map_err(|error| Failure::of_path(&glue, &error))?;
    fs::write(&glue, without_streams(&written)).map_err(|error| Failure::of_path(&glue, &error))?;

    bundle(project, &["web/widget/widget.ts"])?
        .arg("--loader:.text=text")
        .arg(option("alias:undenied-widget-wasm", &text))
        .arg(option("alias:undenied-widget-glue", &glue))
        .arg(option("outfile", &dist.join("undenied-checker.js")))
        .run()?;
    bundle(project, &["web/editor/editor.ts"])?
        .arg(option("outfile", &dist.join("editor.js")))
        .run()
}

/// Bytes that a string literal has to escape, which are frequent in wasm, and rare ones that change places with them.
/// web/widget/bytes.ts holds the same pairs.
const SWAPPED: [(u8, u8); 8] = [
    (0x00, b'Z'),
    (0x07, b'^'),
    (0x08, b'Q'),
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
    fs::write(to, text).map_err(|error| Failure::of_path(to, &error))
}

fn swapped(byte: u8) -> u8 {
    let pair = SWAPPED.iter().find(|(one, two)| *one == byte || *two == byte);
    pair.map_or(byte, |(one, two)| if *one == byte { *two } else { *one })
}

#[cfg(test)]
mod tests {
    use super::{SWAPPED, swapped};

    const READER: &str = include_str!("../../../web/widget/bytes.ts");

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
}
