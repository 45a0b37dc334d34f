//! The views of the page and the widget over the engine's report. Not: how a finding is found.

pub mod analysis;
pub mod caret;
pub mod chunk;
mod diff;
mod dom;
pub mod draft;
pub mod editor;
pub mod examples;
mod inline;
pub mod page;
pub mod state;
pub mod text;
pub mod views;
