//! The page on this machine, rebuilt when a source changes.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::console::{in_words, say};
use crate::project::Project;
use crate::run::{Failure, Outcome};
use crate::{page, setup};

const DEFAULT_PORT: u16 = 8080;

pub(crate) fn serve(project: &Project, options: &[&str]) -> Outcome {
    let start = Instant::now();
    let port = port(options)?;
    refuse_taken(port)?;
    setup::for_build(project)?;
    say("building the page (2 to 4 minutes the first time, then seconds)");
    let mut server =
        page::trunk(project)?.arg("serve").arg("--port").arg(port.to_string()).start()?;

    // Trunk listens only once the first build is there.
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Ok(Some(status)) = server.try_wait() {
            return Err(stopped(status));
        }
        thread::sleep(Duration::from_millis(100));
    }
    say(&format!(
        "\nundenied is at http://127.0.0.1:{port} (ready in {})",
        in_words(start.elapsed())
    ));
    say(
        "A saved source is built again; reload the page then, and take the new version that it offers. Ctrl-C stops.",
    );
    match server.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(stopped(status)),
        Err(error) => {
            Err(Failure::new(format!("The server was lost: {error}."), "Start it again."))
        }
    }
}

fn port(options: &[&str]) -> Outcome<u16> {
    match options {
        [] => Ok(DEFAULT_PORT),
        ["--port", number] => number.parse().map_err(|_| {
            Failure::new(
                format!("`{number}` is not a port."),
                "Give a number from 1 to 65535 after --port.",
            )
        }),
        _ => Err(Failure::new(
            format!("`serve` does not know `{}`.", options.join(" ")),
            "Use `cargo xtask serve` or `cargo xtask serve --port 8081`.",
        )),
    }
}

/// Said before minutes of building, not after.
fn refuse_taken(port: u16) -> Outcome {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop).map_err(|error| {
        Failure::new(
            format!("Port {port} cannot be used: {error}."),
            "Stop the other server, or choose another port with `cargo xtask serve --port 8081`.",
        )
    })
}

fn stopped(status: std::process::ExitStatus) -> Failure {
    Failure::new(
        format!("`trunk serve` ended with {status}."),
        "The message above names the file to repair; then run `cargo xtask serve` again.",
    )
}
