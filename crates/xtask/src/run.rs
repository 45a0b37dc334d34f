//! Running other programs, and what to say when one fails: what, why, what to do.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::console::say;

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a command of ours stopped.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    remedy: String,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }

    /// A file or folder that could not be read or written.
    pub(crate) fn of_path(path: &Path, error: &std::io::Error) -> Self {
        Self::new(
            format!("`{}`: {error}.", path.display()),
            "Check that the folder exists, is yours and has space left, then run the same command again.",
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\nfailed: {}\nwhat to do: {}", self.what, self.remedy)
    }
}

/// A program with its arguments, and the remedy if it fails.
#[derive(Debug)]
pub(crate) struct Program {
    command: Command,
    remedy: String,
}

impl Program {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let remedy = "Read the output above; run the command by hand to try again.".to_owned();
        Self { command: Command::new(program), remedy }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// The words of `line`, split at spaces.
    pub(crate) fn args(mut self, line: &str) -> Self {
        self.command.args(line.split_whitespace());
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn remedy(mut self, remedy: &str) -> Self {
        remedy.clone_into(&mut self.remedy);
        self
    }

    /// Shows the command line, runs it with its output on the terminal, and waits.
    pub(crate) fn run(mut self) -> Outcome {
        let line = self.line();
        say(&format!("  $ {line}"));
        match self.command.stdin(Stdio::null()).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::new(format!("`{line}` ended with {status}."), self.remedy)),
            Err(error) => Err(not_started(&line, &error, &self.remedy)),
        }
    }

    /// Shows the command line and starts it without waiting.
    pub(crate) fn start(mut self) -> Outcome<Child> {
        let line = self.line();
        say(&format!("  $ {line}"));
        self.command.spawn().map_err(|error| not_started(&line, &error, &self.remedy))
    }

    /// What the program prints, or nothing if it is missing or fails. Silent: it only asks.
    pub(crate) fn ask(mut self) -> Option<String> {
        let output = self.command.stdin(Stdio::null()).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        output.status.success().then_some(text)
    }

    fn line(&self) -> String {
        let program = Path::new(self.command.get_program());
        let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
        let arguments = self.command.get_args().map(OsStr::to_string_lossy);
        std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
    }
}

fn not_started(line: &str, error: &std::io::Error, remedy: &str) -> Failure {
    Failure::new(format!("`{line}` could not be started: {error}."), remedy)
}
