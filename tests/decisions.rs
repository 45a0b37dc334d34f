//! Decisions on generated lines of `undenied authorize`: a second evaluator agrees, and laws hold.

#![allow(clippy::indexing_slicing, reason = "`[]` on JSON gives null where there is nothing")]

mod agreement;
mod generated;
mod interplay;
mod laws;
mod naive;
