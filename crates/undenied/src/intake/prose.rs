//! Whose account a bucket is in, as sentences say it, and which service account a pod has, as `kubectl` prints it.
//! Not: who called, and what for.

use undenied_json::Span;

use super::{FoundFact, Intake, facts};
use crate::policy::{Arn, Kind};

/// What a sentence tells, by names of its own until all is known: an account that is spoken of, and that all is in one.
const NAMED: &str = "account.named";
const SAME: &str = "account.same";

const ACCOUNT: [&str; 2] = ["account", "アカウント"];
const BUCKET: [&str; 2] = ["bucket", "バケット"];
const OWNS: [&str; 3] = ["belongs to", "owned by", "所有"];
/// Who else may have an account.
const OTHERS: [&str; 9] =
    ["role", "user", "lambda", "vendor", "ロール", "ユーザー", "ベンダー", "先方", "相手"];
const OURS: [&str; 9] = ["our ", "my ", "us ", "we ", "弊社", "当社", "自社", "自分", "こちら"];
const SAME_ACCOUNT: [&str; 6] = [
    "same account",
    "same aws account",
    "同じアカウント",
    "同じ aws アカウント",
    "同一アカウント",
    "同一の aws アカウント",
];
const NEGATED: [&str; 6] = ["not ", "n't", "different", "ではな", "じゃな", "でない"];

/// Each fact in `text` with where it stands.
pub(super) fn read(text: &str) -> Vec<(&'static str, String, Span)> {
    let mut found = Vec::new();
    // A vendor shows its account beside the external ID.
    let is_of_vendor =
        text.contains("外部 ID") || text.to_ascii_lowercase().contains("external id");
    for clause in clauses(text) {
        let words = clause.of(text).to_ascii_lowercase();
        let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
        if words.ends_with(['?', '？', 'か']) {
            continue;
        }
        if has(&SAME_ACCOUNT) && !has(&NEGATED) {
            found.push((SAME, String::new(), clause));
        }
        let speaks_of_account = ACCOUNT.iter().any(|word| stands_alone(&words, word));
        let is_of_bucket = has(&BUCKET) && !has(&OTHERS);
        if !(speaks_of_account || is_of_bucket && has(&OWNS)) {
            continue;
        }
        for (number, at) in numbers(clause.of(text)) {
            let at = Span::new(clause.start + at.start, clause.start + at.end);
            let rest = words.chars().filter(|char| char.is_alphabetic()).count();
            // Besides `AWS account ID` there is next to nothing in it.
            let is_bare = rest <= 14;
            if is_of_bucket {
                found.push(("bucket.account", number, at));
            } else if has(&OURS) || is_bare && !has(&OTHERS) && !is_of_vendor {
                found.push((NAMED, number, at));
            }
        }
    }
    found.extend(service_account(text));
    found
}

/// Where sentences and their parts stand.
fn clauses(text: &str) -> Vec<Span> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, char) in text.char_indices() {
        let before = text.get(start..at).unwrap_or_default();
        let after = text.get(at + char.len_utf8()..).unwrap_or_default();
        let ends = match char {
            '\n' | '。' | ';' => true,
            '.' | ',' => after.starts_with(char::is_whitespace),
            // A topic goes with what is said of it.
            '、' => !before.ends_with(['は', 'が', 'も']),
            _ => false,
        };
        if ends {
            clauses.push(Span::new(start, at));
            start = at + char.len_utf8();
        }
    }
    clauses.push(Span::new(start, text.len()));
    clauses
}

/// Not as in `aws:SourceAccount` or `AccountId`.
fn stands_alone(words: &str, word: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == ':';
    words.match_indices(word).any(|(at, _)| {
        let before = words.get(..at).and_then(|before| before.chars().next_back());
        let after = words.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(|char| char.is_ascii_alphabetic())
    })
}

/// Account IDs, as `111122223333` or the console's `1111-2222-3333`.
fn numbers(clause: &str) -> Vec<(String, Span)> {
    let is_part = |char: char| char.is_ascii_alphanumeric() || "-_:/.\"'".contains(char);
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(at) = clause.get(start..).and_then(|rest| rest.find(|it: char| is_part(it))) {
        let at = start + at;
        let rest = clause.get(at..).unwrap_or_default();
        let end = at + rest.find(|char| !is_part(char)).unwrap_or(rest.len());
        let token = clause.get(at..end).unwrap_or_default().trim_end_matches(['.', ':']);
        let digits: String = token.chars().filter(char::is_ascii_digit).collect();
        let is_plain = token.len() == 12 || token.len() == 14 && token.matches('-').count() == 2;
        if digits.len() == 12 && is_plain {
            found.push((digits, Span::new(at, at + token.len())));
        }
        start = end;
    }
    found
}

/// `kubectl describe serviceaccount` and `kubectl get serviceaccount -o yaml`. See
/// <https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html>.
pub(super) fn service_account(text: &str) -> Option<(&'static str, String, Span)> {
    let at = text.find("eks.amazonaws.com/role-arn")?;
    let value = |name: &str| {
        let mut lines = text.lines().map(str::trim);
        let value = lines.find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"'))
        });
        value.filter(|value| !value.is_empty() && !value.contains(char::is_whitespace))
    };
    let subject = format!("system:serviceaccount:{}:{}", value("namespace")?, value("name")?);
    Some(("trust.subject", subject, Span::new(at, at + 1)))
}

/// Puts in the place of what sentences say the fact that follows from it.
pub(super) fn settle(intake: &mut Intake) {
    let is_own = |fact: &FoundFact| fact.key == NAMED || fact.key == SAME;
    let (said, known): (Vec<FoundFact>, Vec<FoundFact>) =
        std::mem::take(&mut intake.facts).into_iter().partition(is_own);
    intake.facts = known;
    let caller = intake.refused.as_ref().filter(|call| !call.assumes_role());
    let caller = caller.and_then(|call| call.principal.as_deref()).or(intake.principal.as_deref());
    let Some(caller) = caller.and_then(Arn::parse) else { return };
    if intake.facts.iter().any(|fact| fact.key == "bucket.account") {
        return;
    }
    // Where a role is trusted, the other account may be whoever assumes it.
    let has_trust = intake.documents.iter().any(|found| found.kind == Kind::Trust);
    let mut others = said
        .iter()
        .filter(|fact| fact.key == NAMED && fact.value != caller.account() && !has_trust);
    let other = others.next().filter(|first| others.all(|other| other.value == first.value));
    let same = said.iter().find(|fact| fact.key == SAME);
    let owner = match (same, other) {
        (Some(same), _) => Some((caller.account(), same.span)),
        (None, other) => other.map(|other| (other.value.as_str(), other.span)),
    };
    let fact = owner.map(|(account, span)| facts::told("bucket.account", account, span));
    intake.facts.extend(fact);
}

#[cfg(test)]
mod tests {
    use super::read;

    fn told(text: &str) -> Vec<(&'static str, String)> {
        read(text).into_iter().map(|(key, value, _)| (key, value)).collect()
    }

    #[test]
    fn a_sentence_tells_whose_the_bucket_is() {
        for (text, key) in [
            (
                "The bucket belongs to account 111122223333, our role is elsewhere.",
                "bucket.account",
            ),
            ("バケットはアカウント 111122223333 にあります。", "bucket.account"),
            ("バケットの所有者は、1111-2222-3333 です", "bucket.account"),
            ("our account is 111122223333", "account.named"),
            ("アカウント 111122223333", "account.named"),
            ("AWS account ID: 111122223333", "account.named"),
        ] {
            assert_eq!(told(text), [(key, "111122223333".to_owned())], "{text}");
        }
        let same = |text: &str| told(text).iter().any(|(key, _)| *key == "account.same");
        assert!(same("バケットとロールは同じアカウントです"));
        assert!(same("Both are in the same account."));
        assert!(!same("They are not in the same account."));
        assert!(!same("同じアカウントではないです"));
        assert!(!same("Is it in the same account?"));
    }

    #[test]
    fn other_numbers_and_other_accounts_tell_nothing() {
        for text in [
            "The bucket acme-111122223333 is in our account",
            "arn:aws:iam::111122223333:role/a is in our account",
            "\"aws:SourceAccount\": \"111122223333\"",
            "The vendor's account is 999988887777",
            "アカウント 111122223333 のロールからバケットを読みたい",
            "Order 111122223333 failed",
            "アカウント ID: 999988887777、外部 ID: xyz-123",
            "Is the bucket in account 111122223333?",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn a_service_account_is_a_subject() {
        let expected = [("trust.subject", "system:serviceaccount:etl:loader".to_owned())];
        let arn = "eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/import";
        assert_eq!(
            told(&format!("Name:         loader\nNamespace:    etl\nAnnotations:  {arn}\n")),
            expected
        );
        assert_eq!(
            told(&format!(
                "metadata:\n  annotations:\n    {arn}\n  name: loader\n  namespace: etl\n"
            )),
            expected
        );
        assert_eq!(told(&format!("Annotations: {arn}")), []);
    }
}
