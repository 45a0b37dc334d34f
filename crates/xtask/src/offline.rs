//! What keeps the page for when there is no network: the service worker with the list of its files, and the icons of
//! the installed page.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::bundle::{bundle, option};
use crate::page::staging;
use crate::project::Project;
use crate::run::{Failure, Outcome};
use crate::{headers, icons};

const TRUNK: &str = include_str!("../../../Trunk.toml");

/// Not kept: too large for what they are, for hosts alone, or the worker itself.
const LEFT_OUT: [&str; 5] =
    ["undenied.html", "undenied-source.tar.gz", "sw.js", "_headers", "index.html"];

/// Into the folder that is about to become dist/, once everything else is there.
pub(crate) fn offline(project: &Project) -> Outcome {
    let page = staging(project);
    // Inside the manifest: a browser that looks at them when the page is sealed would be refused.
    let manifest = page.join("manifest.webmanifest");
    let failed = |error: std::io::Error| Failure::of_path(&manifest, &error);
    let mut text = fs::read_to_string(&manifest).map_err(failed)?;
    for size in [192, 512] {
        let address = format!("\"data:image/png;base64,{}\"", base64(&icons::png(size)));
        text = text.replace(&format!("\"icon-{size}\""), &address);
    }
    fs::write(&manifest, text).map_err(failed)?;
    let headers = page.join("_headers");
    fs::write(&headers, headers::of_folder(TRUNK))
        .map_err(|error| Failure::of_path(&headers, &error))?;
    let files = list(&page)?;
    let version = base16(&Sha256::digest(files.as_bytes()));
    let worker = page.join("sw.js");
    bundle(project, &["web/sw.ts"])?.arg(option("outfile", &worker)).run()?;
    let failed = |error: std::io::Error| Failure::of_path(&worker, &error);
    let code = fs::read_to_string(&worker).map_err(failed)?;
    let version = version.get(..16).unwrap_or_default();
    fs::write(&worker, format!("const FILES={files},VERSION={version:?};{code}")).map_err(failed)
}

/// `[["./","sha256-..."],...]`: the files of the page itself, not of the widget, in order of name.
fn list(page: &Path) -> Outcome<String> {
    let entries = fs::read_dir(page).map_err(|error| Failure::of_path(page, &error))?;
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.sort();
    let mut items = vec![item("./", &page.join("index.html"))?];
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !LEFT_OUT.contains(&name.as_str()) {
            items.push(item(&name, &path)?);
        }
    }
    Ok(format!("[{}]", items.join(",")))
}

fn item(name: &str, path: &Path) -> Outcome<String> {
    let bytes = fs::read(path).map_err(|error| Failure::of_path(path, &error))?;
    Ok(format!("[{name:?},{:?}]", integrity(&bytes)))
}

/// `sha256-BASE64`, as browsers take it in policies and integrity attributes.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", base64(&Sha256::digest(bytes)))
}

/// As browsers take it.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| chunk.get(index).copied().map_or(0, u32::from);
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4 {
            let letter = LETTERS.get(((bits >> (18 - 6 * place)) & 63) as usize).copied();
            text.push(if place > chunk.len() { '=' } else { char::from(letter.unwrap_or(b'=')) });
        }
    }
    text
}

fn base16(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::integrity;

    #[test]
    fn hashes_are_as_browsers_write_them() {
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(integrity(b"hello"), "sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
    }
}
