//! The engine in wasm beside the engine as a program: the same work, timed from outside. Not part of `test`.

use std::time::{Duration, Instant};

use crate::console::say;
use crate::project::{ENGINE_PROFILE, NPM_PROFILE, Project, WASM_TARGET};
use crate::run::{Failure, Outcome, Program};
use crate::wasm;

/// Runs a program for wasm that asks nothing of its host.
const NODE: &str = "const{readFileSync:r}=require('fs');\
    WebAssembly.instantiate(r(process.argv[1])).then(({instance:i})=>i.exports.main(0,0))";

pub(crate) fn speed(project: &Project) -> Outcome {
    project.cargo()?.args("build --quiet --release -p undenied-tests --bin limits").run()?;
    let native = project.target.join("release/limits");
    let native = time(|| project.program(&native.to_string_lossy()))?;
    say(&format!("native                     {native:>8.2?}"));
    for profile in [NPM_PROFILE, ENGINE_PROFILE] {
        let folder = project.target.join(WASM_TARGET).join(profile);
        project
            .cargo()?
            .args("build --quiet -p undenied-tests --bin limits --target")
            .arg(WASM_TARGET)
            .args("--profile")
            .arg(profile)
            .run()?;
        let optimized = folder.join("limits-optimized.wasm");
        wasm::optimize(project, profile, &folder.join("limits.wasm"), &optimized)?;
        let took = time(|| Ok(project.program("node")?.arg("--eval").arg(NODE).arg(&optimized)))?;
        let times = took.as_secs_f64() / native.as_secs_f64();
        say(&format!("wasm, {profile:<20} {took:>8.2?}   {times:.1} times"));
    }
    Ok(())
}

/// The best of three.
fn time(program: impl Fn() -> Outcome<Program>) -> Outcome<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let program = program()?;
        let start = Instant::now();
        if program.ask().is_none() {
            let help = "Run `cargo run --release -p undenied-tests --bin limits` to see why.";
            return Err(Failure::new("What is timed has failed.", help));
        }
        best = best.min(start.elapsed());
    }
    Ok(best)
}
