//! Decisions on generated lines of `undenied authorize`: a second evaluator agrees, and laws hold.

mod agreement;
mod generated;
mod laws;
mod naive;
