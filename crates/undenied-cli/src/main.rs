//! `undenied check`, `authorize`, `explain`, `profiles` and `generate`: arguments and files in, text
//! or JSON out. Not: policies.

mod arguments;
mod authorize;
mod check;
mod explain;
mod generate;
mod ignored;
mod machine;
mod profiles;
mod text;

use std::{
    io::{Write as _, stderr, stdout},
    process::ExitCode,
};

use arguments::Command;

/// Nothing denies, or an error was recognised.
const OK: u8 = 0;
/// Something denies, or a finding is as severe as `--fail-on` says; or there is no error to explain.
const DENIED: u8 = 1;
/// The call itself was wrong.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let (output, status) = match arguments::read(std::env::args_os().skip(1)) {
        Ok(Command::Help) => (arguments::HELP.to_owned(), OK),
        Ok(Command::Version) => (format!("undenied {}\n", env!("CARGO_PKG_VERSION")), OK),
        Ok(Command::Check(options)) => match check::run(&options) {
            Ok(answer) => {
                for note in &answer.notes {
                    // Nothing is left to do where even standard error is closed.
                    let _ = writeln!(stderr(), "undenied: {note}");
                }
                (answer.text, if answer.fails { DENIED } else { OK })
            }
            Err(message) => return fail(&message),
        },
        Ok(Command::Explain(options)) => match explain::run(&options) {
            Ok(answer) => (answer.text, if answer.is_error { OK } else { DENIED }),
            Err(message) => return fail(&message),
        },
        Ok(Command::Profiles(options)) => match profiles::list(&options) {
            Ok(text) => (text, OK),
            Err(message) => return fail(&message),
        },
        Ok(Command::Generate(options)) => match generate::run(&options) {
            Ok(text) => (text, OK),
            Err(message) => return fail(&message),
        },
        // It writes as it goes.
        Ok(Command::Authorize(file)) => match authorize::run(&file) {
            Ok(()) => (String::new(), OK),
            Err(message) => return fail(&message),
        },
        Err(message) => return fail(&message),
    };
    match stdout().write_all(output.as_bytes()) {
        Ok(()) => ExitCode::from(status),
        // The reader went away, as `head` does.
        Err(_) => ExitCode::from(USAGE),
    }
}

fn fail(message: &str) -> ExitCode {
    // Nothing is left to do where even standard error is closed.
    let _ = writeln!(stderr(), "undenied: {message}\nTry `undenied --help`.");
    ExitCode::from(USAGE)
}
