//! What a decision says, as plain data. Not: how it is reached.

use super::super::statement::Evidence;
use crate::{policy::Kind, report::Outcome};

/// What would happen, and why.
#[derive(Clone, Debug)]
pub struct Decision {
    pub outcome: Outcome,
    /// One for each kind of policy there is, and for each that is needed and absent.
    pub gates: Vec<Gate>,
    /// The kinds that block, most decisive first; empty unless denied.
    pub blocked_by: Vec<Kind>,
    /// For every statement of every policy, in order.
    pub evidence: Vec<Evidence>,
    /// What would settle an undetermined outcome.
    pub open: Open,
}

/// What is unknown and could change the outcome; empty unless it is undetermined.
#[derive(Clone, Debug, Default)]
pub struct Open {
    /// Indices into [`Decision::evidence`].
    pub statements: Vec<usize>,
    /// Condition keys and `resource`, in the order of the statements.
    pub keys: Vec<String>,
    /// Kinds of which policies were not given.
    pub kinds: Vec<Kind>,
}

/// What one kind of policy says to the call.
#[derive(Clone, Debug)]
pub struct Gate {
    pub kind: Kind,
    pub outcome: Outcome,
    /// Index into [`Decision::evidence`] of the statement that decided, where one did.
    pub decisive: Option<usize>,
}
