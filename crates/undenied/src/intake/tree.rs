//! One document or stretch of code in a paste: which notation it is in, and everything it holds.
//! Not: cutting the paste.

use undenied_json::{MAX_BYTES, Node, Span, parse};

use super::{
    FoundFact, Note, Origin, code, encoded, facts,
    infrastructure::{self, Infrastructure},
    kinds::Context,
    python, remarks,
    walk::{Holdings, Notation, Tree, walk},
};
use crate::policy;

/// Reads one document, whatever it is encoded as.
pub(super) fn document(text: &str, origin: &Origin, context: Context<'_>, holdings: &mut Holdings) {
    let mut decoded = encoded::decoded(text).map(|(text, own)| (text, own.through(origin)));
    for _ in 1..encoded::MAX_LEVELS {
        let Some((text, outer)) = &decoded else { break };
        let Some((text, own)) = encoded::decoded(text) else { break };
        decoded = Some((text, own.through(outer)));
    }
    let (text, origin) =
        decoded.as_ref().map_or((text, origin), |(text, origin)| (text.as_str(), origin));
    if text.len() > MAX_BYTES {
        let (words, command) = remarks::too_large();
        return holdings.notes.push(Note { words, command, span: origin.span() });
    }
    let Some(root) = parse(text).root else { return };
    let is_policy = policy::shape(&root).is_some();
    // Single quotes are a slip in a policy, and how Python prints the answer that holds one.
    if let Some((plain, own)) = python::plain(text).filter(|_| !is_policy)
        && let Some(root) = parse(&plain).root
    {
        let (origin, notation) = (&own.through(origin), Notation::Other);
        return tree(Tree { text: &plain, origin, root: &root, notation }, context, holdings);
    }
    json(text, origin, &root, context, holdings);
}

/// Reads `root`, which `text` is the JSON of.
pub(super) fn json(
    text: &str,
    origin: &Origin,
    root: &Node,
    context: Context<'_>,
    holdings: &mut Holdings,
) {
    tree(Tree { text, origin, root, notation: Notation::Json }, context, holdings);
}

fn tree(tree: Tree<'_>, context: Context<'_>, holdings: &mut Holdings) {
    let Tree { text, origin, root, .. } = tree;
    if let Some(found) = infrastructure::read(text, root, infrastructure::Notation::Json) {
        return infrastructure(found, origin, holdings);
    }
    walk(tree, context, holdings);
    if policy::shape(root).is_none() {
        settings(root, origin, context, holdings);
    }
}

/// Of the bucket that the command asks for.
fn settings(root: &Node, origin: &Origin, context: Context<'_>, holdings: &mut Holdings) {
    let (mut facts, notes) = facts::read(root);
    let bucket = context.command.and_then(|command| command.option("bucket"));
    if let Some(bucket) = bucket.filter(|name| !name.contains(['$', '<', '{'])) {
        for fact in facts.iter_mut().filter(|fact| fact.key.starts_with("bucket.")) {
            fact.subject.get_or_insert_with(|| bucket.to_owned());
        }
    }
    take(facts, notes, origin, holdings);
}

/// Whether `text` is YAML or Terraform code; then everything in it.
pub(super) fn is_code(
    text: &str,
    origin: &Origin,
    context: Context<'_>,
    holdings: &mut Holdings,
) -> bool {
    let Some(code) = code::read(text) else { return false };
    for found in code.infrastructure {
        infrastructure(found, origin, holdings);
    }
    for (json, own) in code.plain {
        document(&json, &own.through(origin), context, holdings);
    }
    take(Vec::new(), code.notes, origin, holdings);
    true
}

fn infrastructure(found: Infrastructure, origin: &Origin, holdings: &mut Holdings) {
    for mut document in found.documents {
        document.origin = document.origin.through(origin);
        holdings.documents.push(document);
    }
    take(found.facts, found.notes, origin, holdings);
}

fn take(facts: Vec<FoundFact>, notes: Vec<Note>, origin: &Origin, holdings: &mut Holdings) {
    let place = |span: Span| origin.locate(span);
    let facts = facts.into_iter().map(|fact| FoundFact { span: place(fact.span), ..fact });
    holdings.facts.extend(facts);
    let notes = notes.into_iter().map(|note| Note { span: place(note.span), ..note });
    holdings.notes.extend(notes);
}
