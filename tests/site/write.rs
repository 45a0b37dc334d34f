//! Writes the pages beside the app: `site FOLDER STYLES...`, addresses as seen from FOLDER.

use std::{env, fs, path::Path, process::ExitCode};

use undenied_tests::site::Site;

fn main() -> ExitCode {
    match write(env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            #[expect(clippy::print_stderr, reason = "a program says why it failed")]
            {
                eprintln!("{reason}");
            }
            ExitCode::FAILURE
        }
    }
}

fn write(mut arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let folder = arguments.next().ok_or("usage: site FOLDER STYLES...")?;
    let site = Site { styles: arguments.collect(), ..Site::read()? };
    for (name, text) in site.pages() {
        let path = Path::new(&folder).join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
