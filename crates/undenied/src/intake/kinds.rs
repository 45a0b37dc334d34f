//! Which kind of policy a found document is, and what tells it. Not: what the kinds mean.

use undenied_json::Node;

use super::segments::{Command, Heading};
use crate::{
    lang::{Localized, Words},
    policy::{self, Kind, Policy, Sign},
    words::kind_name,
};

/// A kind, what tells it in half a sentence, and what it could be as well.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) kind: Kind,
    pub(super) why: Words,
    pub(super) others: Vec<Kind>,
}

/// What stands around a document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context<'a> {
    /// What printed it.
    pub(super) command: Option<&'a Command>,
    /// The option of the command that it is the value of.
    pub(super) argument: Option<&'a str>,
    /// The line above it.
    pub(super) heading: Option<Heading>,
}

impl Context<'_> {
    /// Whether it is what a command printed that only reads.
    pub(super) fn is_output(&self) -> bool {
        self.argument.is_none() && self.command.is_some_and(Command::reads)
    }
}

/// The members whose value is always one kind of policy, in lower case.
const MEMBERS: [(&str, Kind); 10] = [
    ("assumerolepolicydocument", Kind::Trust),
    ("assumerolepolicy", Kind::Trust),
    ("keypolicy", Kind::Key),
    ("bucketpolicy", Kind::Bucket),
    ("rolepolicylist", Kind::Identity),
    ("userpolicylist", Kind::Identity),
    ("grouppolicylist", Kind::Identity),
    ("policyversion", Kind::Identity),
    ("policyversionlist", Kind::Identity),
    ("vpcendpoint", Kind::VpcEndpoint),
];

/// By the members that the document stands in, from the inner to the outer ones.
pub(super) fn from_members<'a>(names: impl Iterator<Item = &'a str>) -> Option<Known> {
    for name in names {
        let lower = name.to_ascii_lowercase();
        let lower = lower
            .strip_suffix("endpoints")
            .map_or(lower.clone(), |start| format!("{start}endpoint"));
        if let Some((_, kind)) = MEMBERS.iter().find(|(known, _)| *known == lower) {
            return Some(member(*kind, name));
        }
    }
    None
}

/// Because it stands in the member `name`.
pub(super) fn member(kind: Kind, name: &str) -> Known {
    let why = Words {
        en: format!("it stands in `{name}`"),
        ja: format!("`{name}` の値であるため"),
    };
    Known { kind, why, others: Vec::new() }
}

/// Because the output says so in the member `name` beside it.
pub(super) fn beside(kind: Kind, name: &str) -> Known {
    let why = Words {
        en: format!("`{name}` beside it says so"),
        ja: format!("隣の `{name}` からわかるため"),
    };
    Known { kind, why, others: Vec::new() }
}

/// By what is around the document, and by the policy itself.
pub(super) fn known(root: &Node, context: Context<'_>) -> Known {
    let policy = policy::read(root, Kind::Identity).0;
    let sign = policy::recognize(&policy);
    let printed = context.command.and_then(|command| printed(command, context.argument));
    // AWS keeps no policy that cannot be one, so something else printed it.
    let is_other =
        |kind: Kind| sign.is_some_and(|sign| policy::contradicts(&policy, kind, sign.kind()));
    let printed = printed.filter(|known| context.argument.is_some() || !is_other(known.kind));
    printed
        .or_else(|| context.heading.and_then(|heading| headed(&policy, heading, sign)))
        .unwrap_or_else(|| by_itself(sign))
}

fn printed(command: &Command, argument: Option<&str>) -> Option<Known> {
    let kind = command.kind()?;
    let name = command.name();
    let why = match argument {
        Some(option) => Words {
            en: format!("given to `{name}` as `{option}`"),
            ja: format!("`{name}` の `{option}` に指定されているため"),
        },
        None => Words {
            en: format!("printed by `{name}`"),
            ja: format!("`{name}` の出力であるため"),
        },
    };
    Some(Known { kind, why, others: Vec::new() })
}

/// A heading decides where the policy leaves it open.
fn headed(policy: &Policy, heading: Heading, sign: Option<Sign>) -> Option<Known> {
    let kind = heading.kind;
    let is_other = sign.is_some_and(|sign| policy::contradicts(policy, kind, sign.kind()));
    let why = Words {
        en: "the heading above it says so".to_owned(),
        ja: "直前の見出しに書かれているため".to_owned(),
    };
    (!is_other).then_some(Known { kind, why, others: Vec::new() })
}

/// By nothing but the policy.
pub(super) fn by_itself(sign: Option<Sign>) -> Known {
    let Some(sign) = sign else {
        let why = Localized {
            en: "nothing in it tells another kind",
            ja: "ほかの種類とわかる記述がないため",
        };
        return Known { kind: Kind::Identity, why: why.words(), others: Vec::new() };
    };
    let others = sign.others().to_vec();
    let mut why = reason(sign).words();
    if !others.is_empty() {
        let names = |names: Vec<&str>, joint: &str| names.join(joint);
        let en = others.iter().map(|kind| kind_name(*kind).en).collect();
        let ja = others.iter().map(|kind| kind_name(*kind).ja).collect();
        why.en.push_str(&format!("; it could also be a {}", names(en, " or a ")));
        why.ja.push_str(&format!("（{}の可能性もあります）", names(ja, "、")));
    }
    Known { kind: sign.kind(), why, others }
}

const fn reason(sign: Sign) -> Localized<&'static str> {
    match sign {
        Sign::AssumesRole => Localized {
            en: "its actions assume a role, and it names a principal",
            ja: "アクションがロールの引き受けで、プリンシパルを指定しているため",
        },
        Sign::KeyActions => Localized {
            en: "its actions are `kms:` ones, and it names a principal",
            ja: "`kms:` のアクションで、プリンシパルを指定しているため",
        },
        Sign::S3 => Localized {
            en: "it is about S3 and names a principal",
            ja: "S3 についてのもので、プリンシパルを指定しているため",
        },
        Sign::AccessPoints => Localized {
            en: "its resources are access points, and it names a principal",
            ja: "リソースがアクセスポイントで、プリンシパルを指定しているため",
        },
        Sign::SeveralBuckets => Localized {
            en: "it allows everybody more than one bucket",
            ja: "複数のバケットをすべてのプリンシパルに許可しているため",
        },
        Sign::DeniesEverybody => Localized {
            en: "it only denies, for everybody and every resource",
            ja: "すべてのプリンシパルとリソースに対する拒否だけであるため",
        },
        Sign::Principal => Localized {
            en: "it names a principal",
            ja: "プリンシパルを指定しているため",
        },
        Sign::NoPrincipal => Localized {
            en: "nothing in it names a principal",
            ja: "プリンシパルを指定していないため",
        },
        Sign::OnlyDenies => Localized {
            en: "nothing in it names a principal, and it only denies",
            ja: "プリンシパルを指定しておらず、拒否だけであるため",
        },
    }
}
