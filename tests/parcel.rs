//! A report that went to another thread as text is the report that was sent.

use proptest::prelude::{ProptestConfig, any, prop, proptest};
use undenied::{Input, analyze, parcel};

fn arrives_whole(input: &Input) {
    let report = analyze(input);
    assert_eq!(parcel::unpack(&parcel::pack(&report)), Some(report), "{input:#?}");
}

#[test]
fn the_report_of_every_case_arrives_whole() {
    for case in undenied_tests::all().unwrap() {
        arrives_whole(&case.input);
    }
}

#[test]
fn what_all_fixes_come_to_arrives_whole() {
    for case in undenied_tests::all().unwrap() {
        let remedy = undenied::remedy(&case.answered);
        let packed = parcel::pack_remedy(&remedy);
        let mended = parcel::Mended {
            texts: remedy.documents.into_iter().map(|it| it.text).collect(),
            changes: remedy.changes.into_iter().map(|it| it.title).collect(),
            outcome: remedy.report.verdict.outcome,
            headline: remedy.report.verdict.headline,
        };
        assert_eq!(parcel::unpack_remedy(&packed), Some(mended));
    }
}

#[test]
fn anything_else_is_no_report() {
    let whole = parcel::pack(&analyze(&Input::default()));
    let cut = whole.strip_suffix(']').unwrap_or_default();
    let strange = whole.replace("undetermined", "so-so");
    for text in ["", "[]", "{}", "null", cut, &strange] {
        assert_eq!(parcel::unpack(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// A case with a stretch of one document replaced by anything.
    #[test]
    fn the_report_of_a_damaged_case_arrives_whole(
        which in any::<prop::sample::Index>(),
        document in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        junk in ".{0,9}",
    ) {
        let all = undenied_tests::all().unwrap();
        let mut input = all[which.index(all.len())].input.clone();
        let count = input.documents.len();
        if count > 0 {
            let text = &mut input.documents[document.index(count)].text;
            let characters: Vec<char> = text.chars().collect();
            let (one, two) = (from.index(characters.len() + 1), to.index(characters.len() + 1));
            let (head, tail) = (&characters[..one.min(two)], &characters[one.max(two)..]);
            *text = head.iter().copied().chain(junk.chars()).chain(tail.iter().copied()).collect();
        }
        arrives_whole(&input);
    }
}
