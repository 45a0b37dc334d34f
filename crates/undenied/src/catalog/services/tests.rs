//! The file is as it has to be for the search, and says what AWS's pages say.

use std::cmp::Ordering;

use super::*;
use crate::catalog::{actions, keys};

/// One beside the other, each smaller than the next.
fn is_sorted<'a>(entries: impl Iterator<Item = &'a str>) -> bool {
    let entries: Vec<&str> = entries.collect();
    entries.windows(2).all(|pair| order(pair[0], pair[1]) == Ordering::Less)
}

fn all(catalog: Catalog) -> impl Iterator<Item = Service> {
    catalog.prefixes().filter_map(move |prefix| catalog.service(prefix))
}

/// Every service is in the index, where it stands, and so is whoever has ARNs in another's name.
#[test]
fn the_index_leads_everywhere() {
    let catalog = Catalog::aws().unwrap();
    assert_eq!(all(catalog).count(), catalog.services.split(SERVICE).count());
    for (service, block) in all(catalog).zip(catalog.services.split(SERVICE)) {
        assert_eq!(Some(service.prefix), block.split('\n').next());
        for template in service.types().flat_map(ResourceType::templates) {
            let mut named = catalog.services_of_arns(template.service);
            let is_found = named.any(|known| known.prefix == service.prefix);
            assert!(is_found || template.service == "*", "{}", service.prefix);
        }
    }
    assert_eq!(catalog.services_of_arns("no-such-service").count(), 0);
}

#[test]
fn every_part_is_in_order() {
    let catalog = Catalog::aws().unwrap();
    assert!(catalog.verbs.starts_with('\n'));
    assert!(is_sorted(catalog.verbs.split('\n')));
    assert!(is_sorted(lines(catalog.index).map(|line| field(line, 0))));
    for service in all(catalog) {
        let names = |text: &'static str| lines(text).map(|line| field(line, 0));
        for part in [service.types, service.keys, service.actions] {
            assert!(is_sorted(names(part)), "{}", service.prefix);
        }
    }
}

#[test]
fn every_line_is_whole() {
    let catalog = Catalog::aws().unwrap();
    let verbs = catalog.verbs.split('\n').count();
    for service in all(catalog) {
        let (types, keys, classes) = (
            lines(service.types).count(),
            lines(service.keys).count(),
            lines(service.classes).count(),
        );
        let prefix = service.prefix;
        assert!(
            prefix
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        );
        for line in lines(service.types) {
            assert_eq!(line.split('\t').count(), 3, "{prefix}: {line}");
            assert!(numbers(field(line, 2)).all(|number| number < keys), "{prefix}: {line}");
        }
        for line in lines(service.keys) {
            assert!(
                "sSaAbBndi".contains(field(line, 1)) && field(line, 1).len() == 1,
                "{prefix}: {line}"
            );
        }
        for line in lines(service.classes) {
            let (of, rest) = line.split_once('\t').unwrap();
            let level = rest.chars().next_back().unwrap();
            assert!("LRWTP".contains(level), "{prefix}: {line}");
            assert!(numbers(of).all(|number| number < types), "{prefix}: {line}");
            assert!(
                numbers(rest.strip_suffix(level).unwrap()).all(|number| number < keys),
                "{prefix}: {line}"
            );
        }
        for line in lines(service.actions) {
            let uses = field(line, 1);
            assert!(!uses.is_empty() && uses.chars().count().is_multiple_of(2), "{prefix}: {line}");
            assert!(
                pairs(uses).all(|(verb, class)| verb < verbs && class < classes),
                "{prefix}: {line}"
            );
        }
    }
}

#[test]
fn whatever_is_in_it_is_found() {
    let catalog = Catalog::aws().unwrap();
    let (mut services, mut all_actions, mut types, mut all_keys) = (0, 0, 0, 0);
    for service in all(catalog) {
        services += 1;
        assert_eq!(
            catalog.service(&service.prefix.to_ascii_uppercase()).unwrap().prefix,
            service.prefix
        );
        for action in service.actions() {
            all_actions += 1;
            let name = action.name();
            let found = service.action(&name.to_ascii_lowercase()).unwrap();
            assert_eq!(found.name(), name, "{}", service.prefix);
        }
        for key in service.keys() {
            all_keys += 1;
            let found = service.key(&key.name().to_ascii_uppercase());
            assert_eq!(found.map(|found| found.number), Some(key.number), "{}", key.name());
        }
        types += service.types().count();
    }
    // A change of the file shows here; `cargo xtask catalog --check` says whether it is the package's.
    assert_eq!((services, all_actions, types, all_keys), (456, 22_091, 2334, 2578));
}

#[test]
fn nothing_else_is_found() {
    let catalog = Catalog::aws().unwrap();
    for prefix in ["", "aaa", "s", "s33", "zzz", "s3:", "aws"] {
        assert!(catalog.service(prefix).is_none(), "{prefix}");
    }
    for action in
        ["s3:", "s3:Get", "s3:GetObjects", "s3:Object", "ec2:AAA", "ec2:zzz", "s3", ":GetObject"]
    {
        assert!(catalog.action(action).is_none(), "{action}");
    }
    let s3 = catalog.service("s3").unwrap();
    for key in
        ["s3:", "s3:pref", "s3:ExistingObjectTag/", "s3:ExistingObjectTags/a", "kms:ViaService", ""]
    {
        assert!(s3.key(key).is_none(), "{key}");
    }
}

/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>
#[test]
fn it_says_what_aws_says_of_s3() {
    let catalog = Catalog::aws().unwrap();
    let s3 = catalog.service("s3").unwrap();
    let list = s3.action("listbucket").unwrap();
    assert_eq!(list.name(), "ListBucket");
    assert!(
        list.types().any(|of| of.name == "bucket") && !list.types().any(|of| of.name == "object")
    );
    let (prefix, tag) =
        (s3.key("S3:Prefix").unwrap(), s3.key("s3:ExistingObjectTag/team").unwrap());
    assert_eq!(
        (prefix.name(), prefix.of, prefix.is_multivalued),
        ("s3:prefix".into(), KeyType::Text, false)
    );
    assert!(list.has(prefix) && !list.has(tag) && tag.is_open());
    assert_eq!(s3.key("s3:max-keys").unwrap().of, KeyType::Number);
    let read = catalog.action("s3:GetObject").unwrap();
    assert!(read.has(tag) && !read.has(prefix));
    assert!(read.has(s3.key("s3:DataAccessPointArn").unwrap()), "a key of a resource type");
    let forms = |name: &str| -> Vec<(&str, &str, &str, String)> {
        let of = s3.types().find(|of| of.name == name).unwrap();
        of.templates().map(|it| (it.service, it.region, it.account, it.resource())).collect()
    };
    assert_eq!(forms("bucket"), [("s3", "", "", "*".to_owned())]);
    assert_eq!(forms("object"), [("s3", "", "", "*/*".to_owned())]);
    assert_eq!(forms("job"), [("s3", "*", "*", "job/*".to_owned())]);
    let lambda = forms("objectlambdaaccesspoint");
    assert_eq!(lambda, [("s3-object-lambda", "*", "*", "accesspoint/*".to_owned())]);
    assert_eq!(forms("multiregionaccesspointrequestarn")[0].1, "us-west-2");
}

/// The tables that everything carries, and the catalogue, which is not everywhere.
#[test]
fn the_small_tables_agree_with_it() {
    let catalog = Catalog::aws().unwrap();
    let mut differences = Vec::new();
    for prefix in ["s3", "kms", "sts"] {
        let service = catalog.service(prefix).unwrap();
        for name in actions(prefix).unwrap() {
            if service.action(name).is_none_or(|action| action.name() != name) {
                differences.push(format!("{prefix}:{name} is not in the catalogue"));
            }
        }
        for action in service.actions() {
            if !actions(prefix).unwrap().any(|name| name == action.name()) {
                differences.push(format!("{prefix}:{} is not in the table", action.name()));
            }
        }
        for name in keys::names(prefix).unwrap() {
            if service.key(&format!("{prefix}:{name}")).is_none() {
                differences.push(format!("{prefix}:{name} is no key in the catalogue"));
            }
        }
        for key in service.keys() {
            let Some(own) = key.name.strip_prefix(':').filter(|own| !own.contains(['*', ':']))
            else {
                continue;
            };
            if !keys::names(prefix).unwrap().any(|name| name.eq_ignore_ascii_case(own)) {
                differences.push(format!("{} is no key in the table", key.name()));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
