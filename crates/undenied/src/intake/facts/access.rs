//! What commands tell about callers, and access control lists. Not: policies.

use undenied_json::Node;

use super::{
    Reader, hints, key,
    tree::{list, member, text},
};

/// `get-role` and each of `list-roles`. Policies stand beside it, not here.
pub(super) fn role(reader: &mut Reader<'_>, node: &Node) {
    let subject = text(node, "Arn").or_else(|| text(node, "RoleName"));
    for (name, key) in [
        ("Arn", "role.arn"),
        ("RoleId", "role.id"),
        ("MaxSessionDuration", "role.maxSessionDuration"),
    ] {
        reader.tell(node, name, key, subject);
    }
    let is_whole = member(reader.root, "Role").is_some() && member(node, "RoleLastUsed").is_some();
    boundary(reader, node, "role.permissionsBoundary", subject, is_whole);
    if let Some(used) = member(node, "RoleLastUsed") {
        reader.tell(used, "LastUsedDate", "role.lastUsed", subject);
    }
}

/// `get-user` and each of `list-users`
pub(super) fn user(reader: &mut Reader<'_>, node: &Node) {
    let subject = text(node, "Arn").or_else(|| text(node, "UserName"));
    reader.tell(node, "Arn", "user.arn", subject);
    reader.tell(node, "UserId", "user.id", subject);
    let is_whole = member(reader.root, "User").is_some();
    boundary(reader, node, "user.permissionsBoundary", subject, is_whole);
}

/// Lists leave it out, so that there only where it `is_whole` there is none:
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>.
fn boundary(
    reader: &mut Reader<'_>,
    node: &Node,
    key: &str,
    subject: Option<&str>,
    is_whole: bool,
) {
    if let Some(boundary) = member(node, "PermissionsBoundary") {
        reader.tell(boundary, "PermissionsBoundaryArn", key, subject);
    } else if is_whole {
        reader.fact(key, "null", subject, node.span);
    }
}

/// `get-caller-identity`
pub(super) fn caller(reader: &mut Reader<'_>, node: &Node) {
    let subject = text(node, "Arn");
    reader.tell(node, "Arn", "caller.arn", subject);
    reader.tell(node, "Account", "caller.account", subject);
}

/// `Grants`: of a key, or an access control list.
pub(super) fn grants(reader: &mut Reader<'_>, holder: &Node, grants: &Node) {
    let is_key = list(grants).iter().any(|grant| member(grant, "GrantId").is_some());
    if is_key {
        key::grants(reader, list(grants));
        return;
    }
    let Some(owner) = member(holder, "Owner") else { return };
    // Only a bucket's list has `WRITE`, so nothing else tells which of the two it is.
    let is_bucket = list(grants).iter().any(|grant| text(grant, "Permission") == Some("WRITE"));
    let (owner_key, grants_key) =
        if is_bucket { ("bucket.owner", "bucket.acl") } else { ("acl.owner", "acl.grants") };
    reader.tell(owner, "ID", owner_key, None);
    for grant in list(grants) {
        let grantee = member(grant, "Grantee").map(grantee).unwrap_or_default();
        let permission = text(grant, "Permission").unwrap_or_default();
        reader.fact(grants_key, &format!("{permission}: {grantee}"), None, grant.span);
    }
    if !is_bucket {
        hints::whose_list(reader, holder.span);
    }
}

/// A canonical ID, or the name of a group that everybody belongs to.
fn grantee(node: &Node) -> String {
    let id = text(node, "ID").or_else(|| text(node, "EmailAddress"));
    let group = || text(node, "URI").and_then(|uri| uri.rsplit('/').next());
    id.or_else(group).unwrap_or_default().to_owned()
}
