//! A report as text and back, whole and in both languages, for a host whose engine runs elsewhere: the page
//! has it in a worker. Byte spans stay byte spans. Not: what others read, which is `wire`.

mod pack;
mod unpack;

pub use pack::{pack, pack_remedy};
pub use unpack::{Mended, unpack, unpack_remedy};
