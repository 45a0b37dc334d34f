//! `undenied authorize`: a request a line in, a decision a line out, one at a time.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write, stdin, stdout},
    path::Path,
};

use undenied::wire;

/// Longest line that is read, in bytes: some 100 policies at AWS's limits.
const MAX_LINE: u64 = 16 * 1024 * 1024;

/// Answers every line of `file`; a bad line is answered with its error and the rest go on.
///
/// # Errors
/// A sentence on the file that cannot be read. An output that is closed is none.
pub(crate) fn run(file: &Path) -> Result<(), String> {
    let describe = |error: io::Error| format!("cannot read {}: {error}", file.display());
    if file.as_os_str() == "-" {
        return answer(stdin().lock()).map_err(describe);
    }
    let source = File::open(file).map_err(describe)?;
    answer(BufReader::new(source)).map_err(describe)
}

fn answer(mut source: impl BufRead) -> io::Result<()> {
    let mut output = BufWriter::new(stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        // One more for the end of the line.
        let read = source.by_ref().take(MAX_LINE + 1).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        let is_cut = read as u64 > MAX_LINE && !line.ends_with(b"\n");
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() && !is_cut {
            continue;
        }
        let answer = if is_cut {
            source.skip_until(b'\n')?;
            wire::refused_line("this line is longer than 16 MiB")
        } else {
            wire::authorize_line(&text)
        };
        // The reader went away, as `head` does.
        if writeln!(output, "{answer}").is_err() {
            return Ok(());
        }
    }
    let _ = output.flush();
    Ok(())
}
