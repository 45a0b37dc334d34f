//! The characters that IAM, AWS STS and AWS KMS take: tab, line feed, carriage return and U+0020 to U+00FF, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html> and
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>.

use undenied_json::Node;

use super::{Found, Stage, Wrong, both, filled, is_open, strings};
use crate::policy::Kind;

const OTHER: Wrong = both(
    "`{}` holds characters that policies of this kind do not take; Japanese is among these.",
    "`{}` に、この種類のポリシーでは使えない文字が含まれています。日本語は使えません。",
);

pub(super) fn look(found: &mut Found<'_>, root: &Node) {
    let kind = found.read.kind;
    let is_latin = kind == Kind::Key || super::identity::is_of_iam(kind) || kind == Kind::Session;
    if !is_latin {
        return;
    }
    let text = found.read.text;
    strings(root, &mut |span| {
        let shown = span.of(text);
        // A character written as `\u3042` is Latin as far as AWS sees.
        if shown.chars().all(|it| it <= '\u{ff}') || is_open(shown) {
            return;
        }
        found.add(Stage::Text, None, span, "", filled(OTHER, shown.trim_matches('"')));
    });
}
