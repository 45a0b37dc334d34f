//! Lighthouse on the built page. It has a package folder of its own, so that nobody installs it who does not ask for it.

use crate::project::Project;
use crate::run::Outcome;
use crate::{browser, npm};

pub(crate) fn lighthouse(project: &Project) -> Outcome {
    npm::node(project)?;
    npm::packages(project, &project.lighthouse(), "Lighthouse")?;
    browser::node(project)?
        .arg("tests/lighthouse/run.mjs")
        .remedy("What costs points is listed above; a busy machine costs some of `performance` as well.")
        .run()
}
