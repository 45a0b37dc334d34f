//! Every way to fill some keys in, and what the engine says of each. A decision turns on nothing but which conditions
//! hold: it is asked for once for each set of them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{ask, families::Key, names};

/// A condition for all that the keys may hold which it is about.
struct Table {
    /// By their places.
    keys: Vec<usize>,
    holds: Vec<bool>,
}

/// Whether it is allowed, for every filling: the last key turns fastest, and is absent first.
pub(super) fn allows(keys: &[&Key], policies: &[Value]) -> Vec<bool> {
    let values: Vec<Vec<Value>> = keys.iter().map(|key| key.values()).collect();
    let tables = tables(keys, &values, policies);
    let count = values.iter().map(|values| values.len() + 1).product();
    let mut known: BTreeMap<u128, bool> = BTreeMap::new();
    let of = |world: usize| -> bool {
        let mut rest = world;
        let mut chosen = vec![0; keys.len()];
        for (chosen, values) in chosen.iter_mut().zip(&values).rev() {
            *chosen = rest % (values.len() + 1);
            rest /= values.len() + 1;
        }
        let holds = tables.iter().fold(0, |all, table| {
            let place = |place, key: &usize| place * (values[*key].len() + 1) + chosen[*key];
            all << 1 | u128::from(table.holds[table.keys.iter().fold(0, place)])
        });
        let all: Vec<usize> = (0..keys.len()).collect();
        let context = || context(keys, &values, &all, &chosen);
        *known
            .entry(holds)
            .or_insert_with(|| ask(policies, &context(), true)["decision"] == "allowed")
    };
    (0..count).map(of).collect()
}

fn tables(keys: &[&Key], values: &[Vec<Value>], policies: &[Value]) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut known: Vec<String> = Vec::new();
    let statements = policies.iter().filter_map(|it| it["document"]["Statement"].as_array());
    let conditions = statements.flatten().filter_map(|it| it["Condition"].as_object());
    for (operator, block) in conditions.flatten() {
        for (key, value) in block.as_object().into_iter().flatten() {
            let condition = json!({ operator: { key: value } });
            let text = condition.to_string();
            if known.contains(&text) {
                continue;
            }
            let own: Vec<usize> = (0..keys.len()).filter(|at| names(&text, keys[*at])).collect();
            tables.push(table(keys, values, &condition, own));
            known.push(text);
        }
    }
    assert!(tables.len() < 128, "too many conditions");
    tables
}

fn table(keys: &[&Key], values: &[Vec<Value>], condition: &Value, own: Vec<usize>) -> Table {
    let statement =
        json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition });
    let document = json!({ "Version": "2012-10-17", "Statement": [statement] });
    let policies = [json!({ "kind": "identity", "document": document })];
    let count: usize = own.iter().map(|key| values[*key].len() + 1).product();
    let holds = |world: usize| {
        let mut rest = world;
        let mut chosen = vec![0; own.len()];
        for (chosen, key) in chosen.iter_mut().zip(&own).rev() {
            *chosen = rest % (values[*key].len() + 1);
            rest /= values[*key].len() + 1;
        }
        ask(&policies, &context(keys, values, &own, &chosen), true)["decision"] == "allowed"
    };
    Table { holds: (0..count).map(holds).collect(), keys: own }
}

/// The keys at `places` with their `chosen` values; 0 is none.
fn context(
    keys: &[&Key],
    values: &[Vec<Value>],
    places: &[usize],
    chosen: &[usize],
) -> Map<String, Value> {
    let mut context = Map::new();
    for (place, chosen) in places.iter().zip(chosen) {
        if let Some(value) = chosen.checked_sub(1).and_then(|at| values[*place].get(at)) {
            context.insert(keys[*place].name.to_owned(), value.clone());
        }
    }
    context
}
