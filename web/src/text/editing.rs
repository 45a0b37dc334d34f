//! Labels of the documents: tabs, tools, the way back, what is asked. Not: what is wrong in them.

use undenied::Lang;

use super::{Label, label};

pub const UNDO: Label = label("Undo", "元に戻す");
pub const REDO: Label = label("Redo", "やり直す");

// Behind "Undo: ".
pub const EDITED: Label = label("edits", "入力");
pub const FIX_APPLIED: Label = label("fix applied", "修正の適用");
pub const ALL_APPLIED: Label = label("all fixes applied", "すべての修正の適用");
pub const EXAMPLE_LOADED: Label = label("example loaded", "サンプルの読み込み");
pub const ADDED: Label = label("policy added", "ポリシーの追加");
pub const REMOVED: Label = label("policy removed", "ポリシーの削除");
pub const CALL_REMOVED: Label = label("call removed", "リクエストの指定の解除");
pub const FACT_REMOVED: Label = label("setting removed", "設定情報の削除");
pub const SORTED: Label = label("paste sorted in", "貼り付けの振り分け");
pub const MOVED: Label = label("text moved", "テキストの移動");
pub const FORMATTED: Label = label("text formatted", "整形");
pub const LINK_OPENED: Label = label("link opened", "リンクの内容の読み込み");
pub const CHANGE_TAKEN: Label = label("change made in AWS", "AWS での変更の反映");
pub const CLEARED: Label = label("everything cleared", "クリア");

pub const PLAIN: Label = label("Plain editor", "シンプルな入力欄");
pub const FORMAT: Label = label("Format", "整形");
pub const APPLY: Label = label("Apply fix", "修正を適用");
pub const WHY: Label = label("Why?", "理由");
pub const FIX: Label = label("Fix", "修正");
pub const MOVE: Label = label("Move", "移動");
pub const NEXT: Label = label("Next", "次へ");
pub const KEYS: Label =
    label("F8: next problem. Esc: leave the text.", "F8 で次の問題へ、Esc で入力欄から出ます。");
pub const AS_MEANT: Label = label(
    "AWS would not save this text. Until it is mended, it is read as it was probably meant.",
    "AWS ではこのままでは保存できません。直すまでは、意図したと思われる内容として判定しています。",
);
pub const ANALYSE: Label = label("Analyse", "チェックする");

/// A button that takes back or does again `what`.
#[must_use]
pub fn undo(lang: Lang, button: Label, what: Option<Label>) -> String {
    let name = *button.of(lang);
    let colon = if lang == Lang::Ja { "：" } else { ": " };
    what.map_or_else(|| name.to_owned(), |what| [name, colon, what.of(lang)].concat())
}

/// Whether so much text shall be analysed.
#[must_use]
pub fn huge(lang: Lang, size: &str) -> String {
    match lang {
        Lang::En => [size, ": analyse anyway?"].concat(),
        Lang::Ja => [size, " あります。このままチェックしますか？"].concat(),
    }
}

/// That so much text is being analysed.
#[must_use]
pub fn analysing(lang: Lang, size: &str) -> String {
    match lang {
        Lang::En => ["Analysing ", size, " …"].concat(),
        Lang::Ja => [size, " をチェックしています…"].concat(),
    }
}
