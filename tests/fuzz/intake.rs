//! libFuzzer's entry: any bytes as a paste. Not: what must hold; that is `undenied_tests::promises`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| undenied_tests::promises::hold(&String::from_utf8_lossy(bytes)));
