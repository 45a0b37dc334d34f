//! What commands tell about objects.

use undenied_json::{Node, Span};

use super::{
    Reader,
    tree::{list, member, scalar, text},
};

/// Whether it is what `head-object` or `get-object` prints.
pub(super) fn is_head(node: &Node) -> bool {
    let has = |name: &str| member(node, name).is_some();
    has("ETag") && has("ContentLength") || has("AcceptRanges")
}

/// `head-object`: an absent storage class is `STANDARD`.
pub(super) fn head(reader: &mut Reader<'_>, node: &Node) {
    reader.fact("object.exists", "true", None, Span::new(node.span.start, node.span.end));
    for (name, key) in [
        ("ServerSideEncryption", "object.encryption.algorithm"),
        ("SSEKMSKeyId", "object.encryption.keyArn"),
        ("BucketKeyEnabled", "object.encryption.bucketKeyEnabled"),
        ("SSECustomerAlgorithm", "object.encryption.customerAlgorithm"),
        ("VersionId", "object.versionId"),
        ("ObjectLockMode", "object.lock.mode"),
        ("ObjectLockRetainUntilDate", "object.lock.retainUntil"),
        ("ObjectLockLegalHoldStatus", "object.lock.legalHold"),
        ("Restore", "object.restore"),
    ] {
        reader.tell(node, name, key, None);
    }
    storage_class(reader, node);
}

fn storage_class(reader: &mut Reader<'_>, node: &Node) {
    if !reader.tell(node, "StorageClass", "object.storageClass", None) {
        reader.fact("object.storageClass", "STANDARD", None, node.span);
    }
}

/// Whether it is what `get-object-attributes` prints.
pub(super) fn is_attributes(node: &Node) -> bool {
    let has = |name: &str| member(node, name).is_some();
    has("ObjectSize") || has("ObjectParts")
}

/// `get-object-attributes`
pub(super) fn attributes(reader: &mut Reader<'_>, node: &Node) {
    let is_deleted = member(node, "DeleteMarker").and_then(scalar).is_some_and(|it| it == "true");
    let exists = if is_deleted { "false" } else { "true" };
    reader.fact("object.exists", exists, None, node.span);
    reader.tell(node, "VersionId", "object.versionId", None);
    reader.tell(node, "StorageClass", "object.storageClass", None);
}

/// `get-object-retention`
pub(super) fn retention(reader: &mut Reader<'_>, node: &Node) {
    reader.tell(node, "Mode", "object.lock.mode", None);
    reader.tell(node, "RetainUntilDate", "object.lock.retainUntil", None);
}

/// `list-object-versions`: whether the latest version is an object or a delete marker.
pub(super) fn versions(reader: &mut Reader<'_>, node: &Node, exists: &str) {
    for version in list(node) {
        let is_latest = member(version, "IsLatest").and_then(scalar).is_some_and(|it| it == "true");
        if let (true, Some(key)) = (is_latest, text(version, "Key")) {
            reader.fact("object.exists", exists, Some(key), version.span);
        }
    }
}
