//! The headers of the page for hosts that are not Trunk, into web/headers/: all written from the one table in Trunk.toml.

use std::fs;

use crate::project::Project;
use crate::run::{Failure, Outcome};

/// The policy is for what runs: the pages and the service worker. Not for the copy in one file, which has a stricter
/// one inside, and not for the widget, which runs under the policy of its host.
const RUNS: [&str; 5] = ["", "index.html", "how.html", "rules.html", "sw.js"];
/// Only these can be told what they may ask, open or be framed by.
const FOR_PAGES: [&str; 2] = ["Content-Security-Policy", "Cross-Origin-Opener-Policy"];
/// Names with a hash inside are never reused.
const HASHED: &str = "-[0-9A-Za-z]{8,}(_bg)?\\.(js|css|wasm|svg|txt)$";
const HASHED_STARTS: [&str; 7] = ["app", "aside", "boot", "catalog", "editor", "engine", "page"];
const FOR_EVER: &str = "public, max-age=31536000, immutable";

type Header = (String, String);

/// Writes every recipe anew.
pub(crate) fn write(project: &Project) -> Outcome {
    let folder = project.web().join("headers");
    let trunk = project.root.join("Trunk.toml");
    let text = fs::read_to_string(&trunk).map_err(|error| Failure::of_path(&trunk, &error))?;
    for (name, recipe) in recipes(&text) {
        let path = folder.join(name);
        fs::write(&path, recipe).map_err(|error| Failure::of_path(&path, &error))?;
    }
    Ok(())
}

/// `_headers`, which Netlify and Cloudflare Pages read from the folder itself.
pub(crate) fn of_folder(trunk: &str) -> String {
    let (pages, all) = split(trunk);
    let mut text = format!("# {WRITTEN}\n/*\n{}", lines(&all, "  ", ": ", ""));
    for path in RUNS {
        text += &format!("/{path}\n{}", lines(&pages, "  ", ": ", ""));
    }
    for name in HASHED_STARTS {
        text += &format!("/{name}-*\n  Cache-Control: {FOR_EVER}\n");
    }
    text += &format!("/engine_bg-*\n  Cache-Control: {FOR_EVER}\n");
    text + "/widget/*\n  Access-Control-Allow-Origin: *\n"
}

const WRITTEN: &str = "Written by `cargo xtask headers` from Trunk.toml; change it there.";

fn recipes(trunk: &str) -> [(&'static str, String); 4] {
    [
        ("nginx.conf", nginx(trunk)),
        ("Caddyfile", caddy(trunk)),
        ("_headers", of_folder(trunk)),
        ("cloudfront.json", cloudfront(trunk)),
    ]
}

/// The headers of pages, and those of everything.
fn split(trunk: &str) -> (Vec<Header>, Vec<Header>) {
    let table = trunk.split("[serve.headers]\n").nth(1).unwrap_or_default();
    let header = |line: &str| {
        let (name, value) = line.split_once(" = ")?;
        Some((name.to_owned(), value.trim_matches('"').to_owned()))
    };
    let headers = table.lines().take_while(|line| !line.starts_with('[')).filter_map(header);
    headers.partition(|(name, _)| FOR_PAGES.contains(&name.as_str()))
}

fn lines(headers: &[Header], before: &str, between: &str, after: &str) -> String {
    headers.iter().map(|(name, value)| format!("{before}{name}{between}{value}{after}\n")).collect()
}

/// An empty value is a header that nginx leaves out.
fn nginx(trunk: &str) -> String {
    let (pages, all) = split(trunk);
    let runs = format!("^/({})$", pattern());
    let mut text = format!(
        "# {WRITTEN}\n# In `http {{ }}`. The `map`s decide by path, because `add_header` in a `location` would undo those outside.\n"
    );
    let variable = |name: &str| format!("undenied_{}", name.to_lowercase().replace('-', "_"));
    for (name, value) in &pages {
        text += &format!("map $uri ${} {{\n  \"~{runs}\" \"{value}\";\n}}\n", variable(name));
    }
    text += &format!(
        "map $uri $undenied_cache {{\n  default \"no-cache\";\n  \"~{HASHED}\" \"{FOR_EVER}\";\n}}\n"
    );
    text += "map $uri $undenied_cors {\n  \"~^/widget/\" \"*\";\n}\n";
    text += "server {\n  # And TLS as usual.\n  listen 80;\n  server_name undenied.example.com;\n  root /srv/undenied/dist;\n";
    for (name, _) in &pages {
        text += &format!("  add_header {name} ${} always;\n", variable(name));
    }
    text += &lines(&all, "  add_header ", " \"", "\" always;");
    text += "  add_header Cache-Control $undenied_cache always;\n  add_header Access-Control-Allow-Origin $undenied_cors always;\n";
    text + "  types {\n    application/wasm wasm;\n    application/manifest+json webmanifest;\n  }\n  include mime.types;\n}\n"
}

fn caddy(trunk: &str) -> String {
    let (pages, all) = split(trunk);
    let mut text = format!(
        "# {WRITTEN}\nundenied.example.com {{\n\troot * /srv/undenied/dist\n\tfile_server {{\n\t\tprecompressed br gzip\n\t}}\n\tencode gzip\n\theader {{\n"
    );
    text += &lines(&all, "\t\t", " \"", "\"");
    // Only where nothing else says it: Caddy orders these by itself.
    text += "\t\t?Cache-Control \"no-cache\"\n\t}\n";
    text += &format!("\t@pages path_regexp ^/({})$\n\theader @pages {{\n", pattern());
    text += &lines(&pages, "\t\t", " \"", "\"");
    text += &format!(
        "\t}}\n\t@hashed path_regexp {HASHED}\n\theader @hashed Cache-Control \"{FOR_EVER}\"\n"
    );
    text + "\theader /widget/* Access-Control-Allow-Origin \"*\"\n}\n"
}

/// `(index\.html|...)?`
fn pattern() -> String {
    let names: Vec<String> =
        RUNS.iter().filter(|name| !name.is_empty()).map(|name| name.replace('.', "\\.")).collect();
    format!("{}|", names.join("|"))
}

/// What `aws cloudfront create-response-headers-policy` takes.
fn cloudfront(trunk: &str) -> String {
    let (pages, all) = split(trunk);
    let value = |wanted: &str| {
        let mut headers = pages.iter().chain(&all);
        headers.find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
    };
    let known = ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"];
    let custom: Vec<String> = pages
        .iter()
        .chain(&all)
        .filter(|(name, _)| !known.contains(&name.as_str()))
        .map(|(name, value)| {
            format!(
                "      {{ \"Header\": \"{name}\", \"Value\": \"{value}\", \"Override\": true }}"
            )
        })
        .collect();
    format!(
        r#"{{
  "Name": "undenied",
  "Comment": "{WRITTEN}",
  "SecurityHeadersConfig": {{
    "ContentSecurityPolicy": {{
      "Override": true,
      "ContentSecurityPolicy": "{}"
    }},
    "ReferrerPolicy": {{ "Override": true, "ReferrerPolicy": "{}" }},
    "ContentTypeOptions": {{ "Override": true }}
  }},
  "CustomHeadersConfig": {{
    "Quantity": {},
    "Items": [
{}
    ]
  }}
}}
"#,
        value("Content-Security-Policy"),
        value("Referrer-Policy"),
        custom.len(),
        custom.join(",\n"),
    )
}

#[cfg(test)]
mod tests {
    use super::{RUNS, recipes, split};

    const TRUNK: &str = include_str!("../../../Trunk.toml");
    const INDEX: &str = include_str!("../../../index.html");
    const README: &str = include_str!("../../../web/headers/README.md");

    #[test]
    fn every_recipe_says_what_trunk_serves() {
        let there = [
            include_str!("../../../web/headers/nginx.conf"),
            include_str!("../../../web/headers/Caddyfile"),
            include_str!("../../../web/headers/_headers"),
            include_str!("../../../web/headers/cloudfront.json"),
        ];
        let (pages, all) = split(TRUNK);
        assert!(pages.len() == 2 && all.len() >= 4);
        for ((name, recipe), there) in recipes(TRUNK).iter().zip(there) {
            assert_eq!(recipe, there, "web/headers/{name} is old: run `cargo xtask headers`");
            for (header, value) in pages.iter().chain(&all) {
                let is_said_otherwise =
                    *name == "cloudfront.json" && header == "X-Content-Type-Options";
                assert!(is_said_otherwise || recipe.contains(value.as_str()), "{header} in {name}");
            }
        }
        for (header, _) in pages.iter().chain(&all) {
            assert!(README.contains(header.as_str()), "{header} in the README");
        }
    }

    #[test]
    fn the_page_itself_says_what_a_meta_element_can() {
        let (pages, _) = split(TRUNK);
        let (_, policy) = pages.iter().find(|(name, _)| name == "Content-Security-Policy").unwrap();
        let meta = policy.strip_suffix("; frame-ancestors 'none'").unwrap();
        assert!(INDEX.contains(&format!("content=\"{meta}\"")));
    }

    #[test]
    fn what_runs_is_told_the_policy() {
        for name in RUNS {
            assert!(
                recipes(TRUNK)[2].1.contains(&format!("\n/{name}\n  Content-Security-Policy: "))
            );
        }
    }
}
