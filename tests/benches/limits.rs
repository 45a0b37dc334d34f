//! Reads and decides at AWS's size limits again and again, on any target. `cargo xtask speed` times it from outside.

#[path = "workload.rs"]
mod workload;

/// Long enough that starting up does not show.
const ROUNDS: usize = 1_000;

fn main() {
    let texts = workload::at_limits();
    let decided: usize = (0..ROUNDS).map(|_| workload::decide(&texts)).sum();
    // Keeps the work from being left out.
    assert_eq!(decided, ROUNDS);
}
