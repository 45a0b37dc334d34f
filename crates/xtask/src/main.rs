//! `cargo xtask COMMAND`: the only build logic of the project. This file names the commands; each module does one.

mod browser;
mod bundle;
mod catalog;
mod chromium;
mod console;
mod corpus;
mod engine;
mod firefox;
mod fuzz;
mod headers;
mod hosts;
mod icons;
mod lighthouse;
mod lint;
mod npm;
mod offline;
mod package;
mod page;
mod pages;
mod project;
mod run;
mod serve;
mod setup;
mod single;
mod size;
mod speed;
mod test;
mod tools;
mod unit;
mod wasm;
mod widget;

use std::process::ExitCode;

use console::say;
use project::Project;
use run::{Failure, Outcome};

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--port N]   set up what is missing, build, and serve the page on http://127.0.0.1:8080
  test               set up what is missing, then every check and test below, in this order

  setup              install the pinned tools and the browsers for the tests
  fmt [--fix]        formatting of Rust, TypeScript, CSS and JSON (--fix rewrites)
  lint               clippy (native and wasm), type check and lint of the TypeScript
  unit               unit tests and doc tests
  wasm               check and build everything that runs in a browser
  size               what is shipped, weighed against the budget (after `build`)
  browser            the tests in real browsers (after `build`)
  fuzz [SECONDS]     anything as a paste, for a minute or as long as told (needs a C++ compiler)
  corpus             AWS's managed policies through the checks: no error without a reason (needs npm)
  lighthouse         what Lighthouse says of the built page: four numbers, 100 each (after `build`)
  bench-page         from a keystroke to the annotations, timed in Chromium (after `build`)
  speed              the engine in wasm beside the engine as a program, timed
  hosts [NAME]       the widget in Docusaurus, VitePress, MkDocs, Starlight: built, opened, photographed (after `build`)
  bundlers           the npm package in Vite, webpack and esbuild as they come: bundled and run (after `build`)
  headers            the recipes for hosts in web/headers/, from the table in Trunk.toml
  catalog [--check]  the facts on all AWS services in crates/undenied/data/ (--check says whether they are still the package's)
  build              the page and the widget into dist/, the npm package into target/npm/
  widget             the widget alone, into dist/widget/
  package            the npm package alone

Trunk itself calls `assets` and `finish` while it builds the page; `offline` is the last part of `finish`.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Outcome {
    let project = Project::find()?;
    match arguments {
        ["serve", options @ ..] => serve::serve(&project, options),
        ["test"] => test::everything(&project),
        ["setup"] => setup::for_tests(&project),
        ["fmt"] => {
            setup::for_scripts(&project).and_then(|()| lint::format(&project, lint::Mode::Check))
        }
        ["fmt", "--fix"] => {
            setup::for_scripts(&project).and_then(|()| lint::format(&project, lint::Mode::Fix))
        }
        ["lint"] => setup::for_scripts(&project).and_then(|()| lint::lint(&project)),
        ["unit"] => unit::unit(&project),
        ["wasm"] => setup::for_build(&project).and_then(|()| wasm::check_and_build(&project)),
        ["build"] => setup::for_build(&project).and_then(|()| wasm::build(&project)),
        ["widget"] => setup::for_build(&project).and_then(|()| widget::widget(&project)),
        ["package"] => setup::for_build(&project).and_then(|()| package::build(&project)),
        ["size"] => size::size(&project),
        ["browser"] => setup::for_tests(&project).and_then(|()| browser::browser(&project)),
        ["fuzz", options @ ..] => fuzz::fuzz(&project, options),
        ["corpus"] => corpus::corpus(&project),
        ["lighthouse"] => lighthouse::lighthouse(&project),
        ["bench-page"] => setup::for_tests(&project).and_then(|()| browser::bench(&project)),
        ["speed"] => setup::for_build(&project).and_then(|()| speed::speed(&project)),
        ["hosts"] => setup::for_tests(&project).and_then(|()| hosts::hosts(&project, None)),
        ["hosts", name] => {
            setup::for_tests(&project).and_then(|()| hosts::hosts(&project, Some(name)))
        }
        ["bundlers"] => setup::for_tests(&project).and_then(|()| hosts::bundlers(&project)),
        ["catalog"] => catalog::write(&project),
        ["catalog", "--check"] => catalog::check(&project),
        ["headers"] => headers::write(&project),
        ["assets"] => page::assets(&project),
        ["finish"] => page::finish(&project),
        ["offline"] => page::offline(&project),
        [] | ["help" | "--help" | "-h"] => {
            say(USAGE);
            Ok(())
        }
        unknown => Err(Failure::new(
            format!("There is no command `{}`.", unknown.join(" ")),
            "`cargo xtask help` lists the commands.",
        )),
    }
}
