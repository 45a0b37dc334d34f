//! Account IDs as other numbers of 12 digits: the same for the same account, so that a reader, and a
//! policy that is pasted again, still tell accounts apart. Not: what an ARN is.

/// How many digits an account ID has.
const LENGTH: usize = 12;

/// `text` with every account ID masked, also as the console writes it: `1234-5678-9012`.
pub(super) fn masked(text: &str) -> String {
    let mut known: Vec<String> = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for character in text.chars() {
        if is_of_word(character) {
            word.push(character);
            continue;
        }
        put(&mut out, &word, &mut known);
        word.clear();
        out.push(character);
    }
    put(&mut out, &word, &mut known);
    out
}

/// Letters make a number part of a name or of a hash.
const fn is_of_word(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

/// The parts of a hyphenated number come one by one, so its first two are taken back from `out`.
fn put(out: &mut String, word: &str, known: &mut Vec<String>) {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && word.len() == LENGTH {
        out.push_str(&mask(word, known));
        return;
    }
    if is_number && word.len() == LENGTH / 3 {
        let head: String = out.chars().rev().take(LENGTH / 3 * 2 + 2).collect();
        let head: String = head.chars().rev().collect();
        let before = out.strip_suffix(&head).unwrap_or_default().chars().next_back();
        let starts = !before.is_some_and(|it| is_of_word(it) || it == '-');
        if starts && is_first_parts(&head) {
            let id = [&head.replace('-', ""), word].concat();
            let mask = mask(&id, known);
            out.truncate(out.len() - head.len());
            let parts = [mask.get(..4), mask.get(4..8), mask.get(8..)];
            out.push_str(&parts.map(Option::unwrap_or_default).join("-"));
            return;
        }
    }
    out.push_str(word);
}

/// `1234-5678-`
fn is_first_parts(text: &str) -> bool {
    let mut at = 0;
    text.len() == 10
        && text.bytes().all(|byte| {
            at += 1;
            if at % 5 == 0 { byte == b'-' } else { byte.is_ascii_digit() }
        })
}

/// 111111111111, 222222222222, and so on; from the tenth on, its number.
fn mask(id: &str, known: &mut Vec<String>) -> String {
    let index = known.iter().position(|it| it == id).unwrap_or_else(|| {
        known.push(id.to_owned());
        known.len() - 1
    });
    let number = index + 1;
    if number < 10 { number.to_string().repeat(LENGTH) } else { format!("{number:012}") }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn the_same_account_is_the_same_number() {
        for (text, expected) in [
            (
                "arn:aws:iam::380838443567:root and 210987654321, 380838443567",
                "arn:aws:iam::111111111111:root and 222222222222, 111111111111",
            ),
            ("logs-380838443567-us-east-1", "logs-111111111111-us-east-1"),
            ("3808-3844-3567 is 380838443567", "1111-1111-1111 is 111111111111"),
            ("アカウント380838443567です", "アカウント111111111111です"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "2012-10-17",
            "1234567890123",
            "12345678901",
            "696e380838443567",
            "line 12",
            "1-2345-6789-0123",
            "12345-6789-0123",
            "",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn more_than_nine_accounts_stay_apart() {
        let ids: Vec<String> =
            (0..12).map(|number| format!("{}", 300_000_000_000_u64 + number)).collect();
        let text = masked(&ids.join(" "));
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(words.get(8..10), Some(["999999999999", "000000000010"].as_slice()));
    }
}
