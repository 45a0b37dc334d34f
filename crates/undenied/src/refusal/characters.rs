//! The characters that policies of IAM, AWS STS and AWS KMS take.

use undenied_json::Node;

use super::{Found, Stage, Wrong, both, filled, is_open, strings};
use crate::latin::{is_latin, takes_only_latin};

const OTHER: Wrong = both(
    "`{}` holds characters that policies of this kind do not take; Japanese is among these.",
    "`{}` に、この種類のポリシーでは使えない文字が含まれています。日本語は使えません。",
);

pub(super) fn look(found: &mut Found<'_>, root: &Node) {
    if !takes_only_latin(found.read.kind) {
        return;
    }
    let text = found.read.text;
    strings(root, &mut |span| {
        let shown = span.of(text);
        // A character written as `\u3042` is Latin as far as AWS sees.
        if is_latin(shown) || is_open(shown) {
            return;
        }
        found.add(Stage::Text, None, span, "", filled(OTHER, shown.trim_matches('"')));
    });
}
