//! What each syntax error says, and what its repair is called.

use undenied_json::SyntaxErrorKind;

use crate::lang::Words;

fn words(en: impl Into<String>, ja: impl Into<String>) -> Words {
    Words { en: en.into(), ja: ja.into() }
}

/// At most this many characters of the user's text are repeated in a message.
const QUOTED: usize = 40;

fn short(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(QUOTED).collect();
    let start = start.replace(['`', '\n', '\r'], " ");
    if characters.next().is_some() { format!("{start}…") } else { start }
}

/// What is wrong. `found` is the text at the error.
pub(super) fn message(kind: SyntaxErrorKind, found: &str) -> Words {
    use SyntaxErrorKind as Kind;
    match kind {
        Kind::Empty => words("There is no text.", "テキストがありません。"),
        Kind::NoJson => {
            words("There is no JSON in this text.", "このテキストには JSON が含まれていません。")
        }
        Kind::TooLarge => {
            words("The text is too large to read.", "テキストが大きすぎて読み取れません。")
        }
        Kind::TooDeep => words(
            "The JSON is nested too deeply to read.",
            "JSON の入れ子が深すぎて読み取れません。",
        ),
        Kind::TooManyErrors => words(
            "There are too many syntax errors to list them all.",
            "構文エラーが多すぎるため、すべては表示できません。",
        ),
        Kind::TextBefore => words(
            "There is text before the JSON, and AWS takes only JSON.",
            "JSON の前に余分なテキストがあります。AWS が受け付けるのは JSON だけです。",
        ),
        Kind::TextAfter => words(
            "There is text after the JSON, and AWS takes only JSON.",
            "JSON の後ろに余分なテキストがあります。AWS が受け付けるのは JSON だけです。",
        ),
        Kind::ExtraDocument => words(
            "A second JSON document begins here; a policy is one document.",
            "ここから別の JSON が始まっています。ポリシーは 1 つの JSON でなければなりません。",
        ),
        Kind::ByteOrderMark => words(
            "The text starts with an invisible byte order mark.",
            "先頭に目に見えないバイトオーダーマーク (BOM) があります。",
        ),
        Kind::InvisibleCharacter { found } => words(
            format!("There is an invisible character here (U+{:04X}).", u32::from(found)),
            format!("目に見えない文字 (U+{:04X}) があります。", u32::from(found)),
        ),
        Kind::UnusualSpace { found } => words(
            format!("This space (U+{:04X}) is not one that JSON allows.", u32::from(found)),
            format!("この空白文字 (U+{:04X}) は JSON では使えません。", u32::from(found)),
        ),
        Kind::Comment => words("JSON has no comments.", "JSON にはコメントを書けません。"),
        Kind::WrongPunctuation { found, expected } => words(
            format!("`{found}` is not the ASCII `{expected}` that JSON needs here."),
            format!("`{found}` ではなく、半角の `{expected}` が必要です。"),
        ),
        _ => structure(kind, found),
    }
}

/// Slips in the structure: commas, colons, brackets.
fn structure(kind: SyntaxErrorKind, found: &str) -> Words {
    use SyntaxErrorKind as Kind;
    match kind {
        Kind::TrailingComma => words(
            "There is a comma after the last item.",
            "最後の要素の後ろに余分なカンマがあります。",
        ),
        Kind::ExtraComma => words("There is a comma too many.", "余分なカンマがあります。"),
        Kind::MissingComma => words("A comma is missing here.", "ここにカンマが必要です。"),
        Kind::MissingColon => words(
            "A colon is missing between the name and its value.",
            "名前と値の間にコロンが必要です。",
        ),
        Kind::UnexpectedColon => words("There is a colon too many.", "余分なコロンがあります。"),
        Kind::MissingName => words("This value has no name.", "この値には名前がありません。"),
        Kind::MissingValue => words("A value is missing here.", "ここに値が必要です。"),
        Kind::MissingOpener { expected } => words(
            format!("An opening `{expected}` is missing here."),
            format!("ここに開き括弧 `{expected}` が必要です。"),
        ),
        Kind::MissingCloser { expected, .. } => words(
            format!("A closing `{expected}` is missing here."),
            format!("ここに閉じ括弧 `{expected}` が必要です。"),
        ),
        Kind::WrongOpener { found, expected } | Kind::WrongCloser { found, expected, .. } => words(
            format!("`{expected}` belongs here instead of `{found}`."),
            format!("ここは `{found}` ではなく `{expected}` です。"),
        ),
        Kind::UnmatchedCloser { found } => words(
            format!("This `{found}` closes nothing."),
            format!("この `{found}` に対応する開き括弧がありません。"),
        ),
        _ => value(kind, found),
    }
}

/// Slips in names, strings and other values.
fn value(kind: SyntaxErrorKind, found: &str) -> Words {
    use SyntaxErrorKind as Kind;
    let found = short(found);
    match kind {
        Kind::WrongQuotes { .. } => words(
            "JSON needs straight double quotes (`\"`) here.",
            "半角の二重引用符 (`\"`) で囲む必要があります。",
        ),
        Kind::MissingOpeningQuote => words(
            "The opening `\"` of this string is missing.",
            "文字列の始まりの `\"` がありません。",
        ),
        Kind::MissingClosingQuote => words(
            "The closing `\"` of this string is missing.",
            "文字列の終わりの `\"` がありません。",
        ),
        Kind::UnquotedName | Kind::UnquotedValue => words(
            format!("`{found}` must stand in double quotes."),
            format!("`{found}` を二重引用符で囲む必要があります。"),
        ),
        Kind::WrongLiteral { expected } => words(
            format!("JSON writes `{expected}` instead of `{found}`."),
            format!("JSON では `{found}` ではなく `{expected}` と書きます。"),
        ),
        Kind::WrongNumber => words(
            format!("`{found}` is not a number as JSON writes it."),
            format!("`{found}` は JSON の数値の書き方ではありません。"),
        ),
        Kind::InvalidEscape { .. } => words(
            format!("`{found}` is no escape that JSON knows."),
            format!("`{found}` は JSON のエスケープではありません。"),
        ),
        Kind::LoneSurrogate => words(
            format!("`{found}` is half of a character."),
            format!("`{found}` は文字の半分 (サロゲートの片方) です。"),
        ),
        _ => words(
            "A string may not hold a raw line break, tab or control character.",
            "文字列の中に改行、タブ、制御文字をそのまま書くことはできません。",
        ),
    }
}

/// What repairing it does.
pub(super) fn repair(kind: SyntaxErrorKind) -> Words {
    use SyntaxErrorKind as Kind;
    match kind {
        Kind::TextBefore | Kind::TextAfter | Kind::ExtraDocument => {
            words("Remove this text", "このテキストを削除")
        }
        Kind::Comment => words("Remove the comment", "コメントを削除"),
        Kind::TrailingComma | Kind::ExtraComma => words("Remove the comma", "カンマを削除"),
        Kind::MissingComma => words("Insert a comma", "カンマを挿入"),
        Kind::MissingColon => words("Insert a colon", "コロンを挿入"),
        Kind::MissingCloser { expected, .. } | Kind::MissingOpener { expected } => {
            words(format!("Insert `{expected}`"), format!("`{expected}` を挿入"))
        }
        Kind::WrongPunctuation { expected, .. }
        | Kind::WrongOpener { expected, .. }
        | Kind::WrongCloser { expected, .. } => {
            words(format!("Replace by `{expected}`"), format!("`{expected}` に置き換え"))
        }
        Kind::UnmatchedCloser { found } => {
            words(format!("Remove `{found}`"), format!("`{found}` を削除"))
        }
        Kind::WrongLiteral { expected } => {
            words(format!("Replace by `{expected}`"), format!("`{expected}` に置き換え"))
        }
        Kind::UnquotedName
        | Kind::UnquotedValue
        | Kind::MissingOpeningQuote
        | Kind::MissingClosingQuote => words("Add quotes", "引用符を追加"),
        Kind::WrongQuotes { .. } => words("Use straight quotes", "半角の引用符に置き換え"),
        Kind::InvisibleCharacter { .. } | Kind::ByteOrderMark => {
            words("Remove the invisible character", "目に見えない文字を削除")
        }
        _ => words("Repair this", "修正"),
    }
}
