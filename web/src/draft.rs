//! What the user gave, as plain values, and the names of the boxes it stands in.

use undenied::policy::Kind;

/// A box for one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Identity,
    Trust,
    Bucket,
}

impl Slot {
    pub const ALL: [Self; 3] = [Self::Identity, Self::Trust, Self::Bucket];

    /// As `data-document` says it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Trust => "trust",
            Self::Bucket => "bucket",
        }
    }

    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Identity => Kind::Identity,
            Self::Trust => Kind::Trust,
            Self::Bucket => Kind::Bucket,
        }
    }
}

/// An input beside the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Bucket,
    Role,
    Account,
    ExternalId,
    /// The account that owns the bucket.
    Owner,
}

impl Field {
    pub const ALL: [Self; 5] =
        [Self::Bucket, Self::Role, Self::Account, Self::ExternalId, Self::Owner];

    /// As `data-field` says it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Role => "role-arn",
            Self::Account => "account-id",
            Self::ExternalId => "external-id",
            Self::Owner => "bucket-account",
        }
    }

    /// As the widget's options say it; `bucket` is the bucket's policy there.
    #[must_use]
    pub const fn option(self) -> &'static str {
        match self {
            Self::Bucket => "bucketUri",
            Self::Role => "roleArn",
            Self::Account => "accountId",
            Self::ExternalId => "externalId",
            Self::Owner => "bucketAccount",
        }
    }
}

/// All that the user typed or chose, as plain values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub texts: [String; 3],
    pub fields: [String; 5],
    /// Index into [`PROFILES`].
    pub profile: usize,
}

/// How a text came to be; what is typed must not move under the hands that type it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Typed,
    Pasted,
}

/// Whether documents can be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Edit,
    ReadOnly,
}
