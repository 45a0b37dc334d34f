//! What an error means and what to do next, in both languages. Not: how it was read.

mod codes;
mod denied;

use super::{Category, Explanation, Meaning, MeaningStep};
use crate::lang::{Localized, Words};

type Links = Localized<&'static [&'static str]>;

/// The meaning of everything that was read.
pub(super) fn write(explanation: &Explanation) -> Meaning {
    let mut meaning = match explanation.category {
        Category::Denied => denied::write(explanation),
        Category::NotAPolicy | Category::NotSet => codes::write(explanation),
        Category::PolicySave => saving(explanation),
        Category::Other => plain(OTHER, OTHER_STEP, S3_ERRORS),
        Category::NoError => plain(NO_ERROR, NO_ERROR_STEP, S3_403),
    };
    if let Some(id) = &explanation.details.authorization_id {
        let id = code(id);
        meaning.steps.push(step(Words {
            en: format!(
                "Within 24 hours, the IAM console shows all that AWS considered under the authorization ID {id}."
            ),
            ja: format!(
                "24 時間以内であれば、承認 ID {id} を使って AWS が評価した内容を IAM コンソールで確認できます。"
            ),
        }));
    }
    if let Some(message) = &explanation.details.encoded_message {
        meaning.steps.insert(0, MeaningStep {
            text: Localized {
                en: "Decode the message: it names the statement that decided.",
                ja: "エンコードされたメッセージを復号すると、判断の元になったステートメントがわかります。",
            }
            .words(),
            command: Some(format!(
                "aws sts decode-authorization-message --query DecodedMessage --output text --encoded-message {message}"
            )),
        });
    }
    if !explanation.masked.found.is_empty() {
        meaning.steps.push(step(ROTATE.words()));
    }
    meaning
}

fn saving(explanation: &Explanation) -> Meaning {
    match explanation.save_error.and_then(super::saving::SaveError::save) {
        Some(save) => plain(save.headline, save.fix, SAVING),
        None => plain(SAVE_UNKNOWN, SAVE_UNKNOWN_STEP, SAVING),
    }
}

fn plain(headline: Localized<&str>, fix: Localized<&str>, links: Links) -> Meaning {
    let words = |text: Localized<&str>| Words { en: text.en.to_owned(), ja: text.ja.to_owned() };
    Meaning { headline: words(headline), steps: vec![step(words(fix))], links }
}

const fn step(text: Words) -> MeaningStep {
    MeaningStep { text, command: None }
}

/// The user's own words, marked as such.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

const ROTATE: Localized<&str> = Localized {
    en: "The text held a secret. It is masked here, but whoever saw the text has it: replace the key and delete the old one.",
    ja: "貼り付けたテキストにシークレットが含まれていました。ここでは伏せていますが、すでに人目に触れた可能性があります。新しいキーに切り替え、古いキーを削除してください。",
};

const NO_ERROR: Localized<&str> = Localized {
    en: "Nothing in the text looks like an error of AWS.",
    ja: "AWS のエラーにあたるものが見つかりませんでした。",
};

const NO_ERROR_STEP: Localized<&str> = Localized {
    en: "Paste the whole message, from the first line that says what failed.",
    ja: "失敗を示す最初の行から、メッセージ全体を貼り付けてください。",
};

const OTHER: Localized<&str> = Localized {
    en: "This is an error, but it does not say that access was denied.",
    ja: "エラーですが、アクセスの拒否を示すものではありません。",
};

const OTHER_STEP: Localized<&str> = Localized {
    en: "Look up the error code, and come back with the message if it says `AccessDenied`.",
    ja: "エラーコードの意味を調べてください。`AccessDenied` というメッセージがあれば、それを貼り付けてください。",
};

const SAVE_UNKNOWN: Localized<&str> = Localized {
    en: "AWS refused to save the policy, so what was in force before is still in force.",
    ja: "ポリシーの保存が拒否されました。以前の内容がそのまま有効です。",
};

const SAVE_UNKNOWN_STEP: Localized<&str> = Localized {
    en: "Paste the policy here: what is wrong with it will be marked.",
    ja: "ポリシーをここに貼り付けると、誤りの位置が表示されます。",
};

const S3_403: Links = Localized {
    en: &["https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html"],
    ja: &[
        "https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    ],
};

const S3_ERRORS: Links = Localized {
    en: &["https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/AmazonS3/latest/API/ErrorResponses.html"],
};

const SAVING: Links = Localized {
    en: &["https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html"],
    ja: &["https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/troubleshoot_policies.html"],
};
