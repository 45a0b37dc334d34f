//! The views of the page and the widget over the engine's report. Not: how a finding is found.
#![cfg(feature = "views")]

pub mod analysis;
pub mod caret;
pub mod chunk;
mod diff;
mod dom;
pub mod draft;
pub mod editor;
pub mod examples;
pub mod held;
mod inline;
pub mod intake;
mod mixed;
pub mod outline;
pub mod page;
mod pretty;
pub mod question;
mod same;
pub mod share;
pub mod sheet;
pub mod state;
pub mod text;
pub mod views;
