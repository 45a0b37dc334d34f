//! Single patterns; `glob/witness.rs` has the machine as a whole.

use super::*;

#[test]
fn a_wildcard_of_an_arn_stops_at_a_colon() {
    let matches = |reading: Reading| {
        let pattern = Pattern::new(Glob::new("a*b"), reading);
        let machine = Machine::of(&[pattern], &[], &|unit| vec![unit]);
        let units: Vec<u16> = "a:b".encode_utf16().collect();
        machine.way(&machine.run(machine.start(), &units)).unwrap().len() - 1
    };
    assert_eq!((matches(Reading::Exact), matches(Reading::Arn)), (1, 0));
}
