//! What commands tell about KMS keys. Not: key policies.

use undenied_json::Node;

use super::{
    Reader,
    tree::{joined, list, listed, member, scalar, text},
};

/// `describe-key`
pub(super) fn metadata(reader: &mut Reader<'_>, node: &Node) {
    let subject = text(node, "Arn").or_else(|| text(node, "KeyId"));
    for (name, key) in [
        ("Arn", "keys.arn"),
        ("AWSAccountId", "keys.account"),
        ("KeyManager", "keys.manager"),
        ("KeyState", "keys.state"),
        ("Enabled", "keys.enabled"),
        ("KeyUsage", "keys.usage"),
        ("KeySpec", "keys.spec"),
        ("MultiRegion", "keys.multiRegion"),
    ] {
        reader.tell(node, name, key, subject);
    }
}

/// `list-grants`: each is an Allow of its own.
pub(super) fn grants(reader: &mut Reader<'_>, grants: &[Node]) {
    for grant in grants {
        let grantee =
            text(grant, "GranteePrincipal").or_else(|| text(grant, "GranteeServicePrincipal"));
        let Some(grantee) = grantee else { continue };
        let mut value = format!("{grantee}: {}", joined(listed(grant, "Operations")));
        for pair in member(grant, "Constraints").map(constraints).unwrap_or_default() {
            value.push_str(&pair);
        }
        reader.fact("keys.grants", &value, text(grant, "KeyId"), grant.span);
    }
}

/// What the encryption context has to be for a grant to count.
fn constraints(node: &Node) -> Vec<String> {
    let mut pairs = Vec::new();
    for member in node.members().unwrap_or_default() {
        for pair in member.value.members().unwrap_or_default() {
            let value = scalar(&pair.value).unwrap_or_default();
            pairs.push(format!("; {} {}={value}", member.name.value, pair.name.value));
        }
    }
    pairs
}

/// `list-aliases`
pub(super) fn aliases(reader: &mut Reader<'_>, node: &Node) {
    for alias in list(node) {
        if let Some(key) = text(alias, "TargetKeyId") {
            reader.tell(alias, "AliasName", "keys.alias", Some(key));
        }
    }
}
