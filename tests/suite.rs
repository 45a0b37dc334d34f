//! Every case in `suite/*.md` says what it says it does. `UPDATE_EXPECT=1` rewrites them.

use std::fs;

use undenied::Lang;
use undenied_tests::{Case, guide, summary};

#[test]
fn every_case_is_answered_as_it_says() {
    let mut wrong = Vec::new();
    let all = undenied_tests::all().unwrap();
    assert!(all.len() >= 12, "only {} cases were found", all.len());
    for case in all {
        let blocks = blocks(&case);
        if blocks.iter().all(|block| block.expected == block.found) {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&case.path, updated(&case, &blocks)).expect("a writable case");
            continue;
        }
        for Block { info, expected, found } in blocks {
            if expected != found {
                let path = case.path.display();
                wrong.push(format!("{path}: {info}\nexpected\n{expected}found\n{found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What stands in a case's fenced block, and what should.
struct Block {
    info: &'static str,
    expected: String,
    found: String,
}

fn blocks(case: &Case) -> [Block; 3] {
    let report = undenied::analyze(&case.input);
    let block = |info, expected: &String, found| Block { info, expected: expected.clone(), found };
    [
        block("text expected", &case.expected, summary(case, &report)),
        block("text guide en", &case.guide.en, guide(&report, Lang::En)),
        block("text guide ja", &case.guide.ja, guide(&report, Lang::Ja)),
    ]
}

/// The case as it should be: blocks that it lacks stand at its end.
fn updated(case: &Case, blocks: &[Block]) -> String {
    let mut markdown = case.markdown.clone();
    for Block { info, expected, found } in blocks {
        let old = format!("```{info}\n{expected}```");
        let new = format!("```{info}\n{found}```");
        if markdown.contains(&old) {
            markdown = markdown.replace(&old, &new);
        } else {
            markdown = format!("{}\n\n{new}\n", markdown.trim_end());
        }
    }
    markdown
}
