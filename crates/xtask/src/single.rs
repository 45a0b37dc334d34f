//! The offline copy: the whole page in one HTML file that runs from `file://`, and the source it was built from.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bundle::{bundle, option};
use crate::offline::integrity;
use crate::page::{hashed_name, staging};
use crate::project::Project;
use crate::run::{Failure, Outcome};

const NAME: &str = "undenied.html";
const SOURCE: &str = "undenied-source.tar.gz";

/// Into the folder that is about to become dist/.
pub(crate) fn single(project: &Project) -> Outcome {
    let page = staging(project);
    let script = script(project, &page)?;
    let styles = read(&project.generated().join("page.css"))?;
    let index = read(&project.root.join("index.html"))?;
    write(&page.join(NAME), &assemble(&index, &styles, &script)?)?;
    source(project, &page)
}

/// Every script of the page in one, with both programs inside.
fn script(project: &Project, page: &Path) -> Outcome<String> {
    let folder = project.generated().join("single");
    fs::create_dir_all(&folder).map_err(|error| Failure::of_path(&folder, &error))?;
    let glue = page.join(hashed_name(page, "app")?);
    let program = glue.with_file_name(hashed_name(page, "app")?.replace(".js", "_bg.wasm"));
    let engine = project.generated().join("engine");
    compress(&program, &folder.join("app.gz"))?;
    compress(&engine.join("engine_bg.wasm"), &folder.join("engine.gz"))?;
    compress(&project.catalog_file(), &folder.join("catalog.gz"))?;
    // Only their names are asked for, by which nothing is looked up here.
    let name = folder.join("name.code");
    write(&name, "engine")?;
    let out = folder.join("single.js");
    bundle(project, &["web/single.ts"])?
        .arg("--loader:.gz=base64")
        .arg("--loader:.code=text")
        .arg(option("alias:undenied-app-glue", &glue))
        .arg(option("alias:undenied-app-wasm", &folder.join("app.gz")))
        .arg(option("alias:undenied-engine-glue", &engine.join("engine.js")))
        .arg(option("alias:undenied-engine-packed", &folder.join("engine.gz")))
        .arg(option("alias:undenied-engine-worker", &engine.join("worker.code")))
        .arg(option("alias:undenied-engine-wasm", &name))
        .arg(option("alias:undenied-catalog", &name))
        .arg(option("alias:undenied-catalog-packed", &folder.join("catalog.gz")))
        .arg(option("outfile", &out))
        .run()?;
    read(&out)
}

/// index.html with everything inside. Its policy names styles and script by their hashes and allows no request at all.
fn assemble(index: &str, styles: &str, script: &str) -> Outcome<String> {
    // Inside an element the newline before the end tag would be part of what is hashed.
    let (styles, script) = (styles.trim_end(), script.trim_end());
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data:; worker-src blob:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        integrity(script.as_bytes()),
        integrity(styles.as_bytes()),
    );
    let mut page = String::with_capacity(index.len() + styles.len() + script.len() + 1024);
    for line in index.lines() {
        let code = line.trim_start();
        if code.starts_with("<meta http-equiv=\"Content-Security-Policy\"") {
            page.push_str(&format!(
                "    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"
            ));
        } else if code == "</head>" {
            page.push_str(&format!("    <style>{styles}</style>\n  </head>\n"));
        } else if code == "</body>" {
            page.push_str("    <script type=\"module\">");
            page.push_str(script);
            page.push_str("</script>\n  </body>\n");
        } else if !belongs_to_server(code) {
            page.push_str(line);
            page.push('\n');
        }
    }
    if page.contains("</script></script>")
        || script.contains("</script")
        || styles.contains("</style")
    {
        let help = "Write the tag's name in two parts in the source that esbuild bundles.";
        return Err(Failure::new(
            "The offline copy would end in the middle of its own script.",
            help,
        ));
    }
    Ok(page)
}

/// What index.html asks of a server, each on a line of its own.
fn belongs_to_server(line: &str) -> bool {
    ["<link data-trunk", "<link rel=\"manifest\"", "<li data-served", "<!-- These are not"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// What git has of the sources, with what is changed and not yet committed; without git, the folder.
fn source(project: &Project, page: &Path) -> Outcome {
    let archive = page.join(SOURCE);
    let git = |line: &str| -> Outcome<_> { Ok(project.program("git")?.args(line)) };
    let changed = git("stash create")?.ask().filter(|id| !id.is_empty());
    let made = git("archive --format=tar.gz --prefix=undenied/ --output")?
        .arg(&archive)
        .arg(changed.as_deref().unwrap_or("HEAD"))
        .ask();
    if made.is_some() {
        return Ok(());
    }
    let mut tar = project.program("tar")?.arg("-czf").arg(&archive);
    for folder in ["node_modules", "./target", "./dist", "./.tools", "./web/gen"] {
        tar = tar.arg(format!("--exclude={folder}"));
    }
    tar.arg(".").remedy("Build in a checkout of git, or install tar.").run()
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| Failure::of_path(path, &error))
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|error| Failure::of_path(path, &error))
}

/// gzip, because browsers unpack it themselves; in base64 it is still smaller than the plain wasm.
fn compress(from: &Path, to: &Path) -> Outcome {
    let bytes = fs::read(from).map_err(|error| Failure::of_path(from, &error))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(&bytes)
        .and_then(|()| encoder.finish())
        .and_then(|packed| fs::write(to, packed))
        .map_err(|error| Failure::of_path(to, &error))
}

#[cfg(test)]
mod tests {
    use super::assemble;

    const INDEX: &str = include_str!("../../../index.html");

    #[test]
    fn the_copy_asks_nobody_for_anything() {
        let page = assemble(INDEX, "body{}\n", "begin()\n").unwrap();
        for outside in
            ["data-trunk", "src=\"", "data-served", "undenied.html", "rel=\"manifest\"", "'self'"]
        {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("<style>body{}</style>"));
        assert!(page.contains("<script type=\"module\">begin()</script>"));
        assert!(page.contains("data-leak-result"));
    }

    #[test]
    fn the_icon_of_the_page_is_the_icon() {
        let icon = include_str!("../../../web/icon.svg").trim();
        let address = icon.replace('#', "%23").replace('"', "'");
        assert!(INDEX.contains(&format!("href=\"data:image/svg+xml,{address}\"")));
    }

    #[test]
    fn a_script_that_would_end_itself_is_refused() {
        assert!(assemble(INDEX, "", "'</script>'").is_err());
    }
}
