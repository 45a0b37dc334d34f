//! A call decided again with one policy changed. Not: which change.

use super::{Case, Checked, organization};
use crate::{
    eval::{Decision, Relation, decide},
    policy::{Kind, Policy},
};

impl Case<'_> {
    /// What would be decided of the call, were `policy` in the place of the one in `document`.
    pub(crate) fn decided_with(
        &self,
        checked: &Checked<'_>,
        document: usize,
        policy: &Policy,
    ) -> Decision {
        let mut relations = Vec::new();
        for index in &checked.documents {
            let Some(reading) = self.readings.get(*index) else { continue };
            let own = if *index == document { Some(policy) } else { reading.usable() };
            let (kind, target) = (reading.document.kind, reading.document.target.as_deref());
            relations.extend(own.map(|policy| Relation { policy, kind, target }));
        }
        organization::attach(self.full_access.as_ref(), &[Kind::ServiceControl], &mut relations);
        decide(&checked.call, &relations, &[])
    }
}
