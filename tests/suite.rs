//! Every case in `suite/*.md` says what it says it does. `UPDATE_EXPECT=1` rewrites them.

use std::fs;

#[test]
fn every_case_is_answered_as_it_says() {
    let mut wrong = Vec::new();
    let all = undenied_tests::all().unwrap();
    assert!(all.len() >= 12, "only {} cases were found", all.len());
    for case in all {
        let found = undenied_tests::summary(&case.input, &undenied::analyze(&case.input));
        if found == case.expected {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let updated = case.markdown.replace(
                &format!("```text expected\n{}```", case.expected),
                &format!("```text expected\n{found}```"),
            );
            fs::write(&case.path, updated).expect("a writable case");
        } else {
            wrong.push(format!(
                "{}\nexpected\n{}found\n{found}",
                case.path.display(),
                case.expected
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
