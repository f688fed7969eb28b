//! Makes a built page obey its own content security policy, and says it to the web server too.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Failure, Outcome, program, root, run};
use crate::site::told_by_trunk;

mod document;
mod embed;
mod later;
mod offline;
mod scripts;
mod shrink;

/// How the names of esbuild's bundles begin.
const BUNDLES: [&str; 5] = ["editor-", "share-", "drafts-", "frame-", "look-"];

/// Headers that a page cannot carry itself. The scripts, `embed.js` above all, are for other origins, too.
const OTHER_HEADERS: [&str; 5] = [
    "Access-Control-Allow-Origin: *",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "Permissions-Policy: camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy: same-origin",
];

/// Moves the page's inline scripts into files and writes `_headers`. Trunk calls it after each build.
pub(crate) fn seal_site() -> Outcome {
    let site = PathBuf::from(told_by_trunk("TRUNK_STAGING_DIR")?);
    let page = fs::read_to_string(site.join("index.html")).map_err(|error| unusable("index.html", &error))?;
    let release = told_by_trunk("TRUNK_PROFILE")? == "release";
    document::add_documents(&site)?;
    let page = later::split_style(&page, &site)?;
    let page = offline::add_offline(&scripts::add_scripts(&page, &site)?, &site, release)?;
    let sealed = seal_page(&page)?;
    for script in &sealed.scripts {
        write(&site, &script.name, &script.text)?;
    }
    write(&site, "index.html", &sealed.html)?;
    write(&site, "_headers", &headers(&sealed.policy))?;
    embed::add_embed(&sealed.policy, &site)?;
    if release { shrink::shrink_module(&site).and_then(|()| minify(&site)) } else { Ok(()) }
}

/// Trunk's own minifier cannot read the glue of today's wasm-bindgen.
fn minify(site: &Path) -> Outcome {
    run(esbuild(site).arg("--allow-overwrite").args(files_to_minify(site)?))
}

/// esbuild, told to write small files into the site.
fn esbuild(site: &Path) -> Command {
    let program_file = root().join("node_modules").join("esbuild").join("bin").join("esbuild");
    let mut esbuild = program("node");
    esbuild.arg(program_file).args(["--minify", "--log-level=warning", "--target=es2022"]);
    esbuild.arg(format!("--outdir={}", site.display()));
    esbuild
}

/// Scripts and styles but those of esbuild, which are small already.
fn files_to_minify(site: &Path) -> Outcome<Vec<PathBuf>> {
    files(site, |name| {
        (name.ends_with(".js") || name.ends_with(".css")) && !BUNDLES.iter().any(|start| name.starts_with(start))
    })
}

fn files(site: &Path, wanted: impl Fn(&str) -> bool) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(site).map_err(|error| unusable("folder", &error))?;
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    Ok(files.filter(|file| name_of(file).is_some_and(&wanted)).collect())
}

fn name_of(file: &Path) -> Option<&str> {
    file.file_name().and_then(|name| name.to_str())
}

#[derive(Debug, PartialEq)]
struct Sealed {
    html: String,
    scripts: Vec<Script>,
    policy: String,
}

#[derive(Debug, PartialEq)]
struct Script {
    name: String,
    text: String,
}

fn seal_page(page: &str) -> Outcome<Sealed> {
    let policy = content_security_policy(page)?;
    let mut html = String::with_capacity(page.len());
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some((before, from_tag)) = rest.split_once("<script") {
        let (attributes, after_tag) = from_tag.split_once('>').ok_or_else(|| broken("a script tag that never ends"))?;
        let (text, after) = after_tag.split_once("</script>").ok_or_else(|| broken("a script that never ends"))?;
        html.push_str(before);
        html.push_str("<script");
        html.push_str(attributes);
        if !text.trim().is_empty() {
            let script = script_file("boot", text);
            html.push_str(&format!(" src=\"./{}\"", script.name));
            scripts.push(script);
        }
        html.push_str("></script>");
        rest = after;
    }
    html.push_str(rest);
    refuse_inline_styles(&html)?;
    Ok(Sealed { html, scripts, policy })
}

/// A script as a file. Trunk's live reload asks the server to fill in its own address; in a file nobody would.
fn script_file(name: &str, text: &str) -> Script {
    let text = text.replace("'{{__TRUNK_ADDRESS__}}'", "location.host").replace("{{__TRUNK_WS_BASE__}}", "/");
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Script { name: format!("{name}-{:016x}.js", hasher.finish()), text: format!("{}\n", text.trim()) }
}

/// The policy of the page's meta element.
fn content_security_policy(page: &str) -> Outcome<String> {
    page.split('<')
        .filter(|tag| tag.starts_with("meta"))
        .filter(|tag| tag.to_ascii_lowercase().contains("content-security-policy"))
        .find_map(|tag| tag.split_once("content=\"").and_then(|(_, rest)| rest.split_once('"')))
        .map(|(policy, _)| policy.to_owned())
        .ok_or_else(|| broken("no content security policy"))
}

fn refuse_inline_styles(html: &str) -> Outcome {
    if html.contains("<style") || html.contains(" style=") {
        return Err(broken("an inline style, which its content security policy refuses"));
    }
    Ok(())
}

/// The `_headers` file that several static hosts read. Who may have a page in a frame is a second policy: hosts join the
/// headers of all rules that a path meets, and of two policies both hold.
fn headers(policy: &str) -> String {
    let mut text = format!("/*\n  Content-Security-Policy: {policy}\n");
    for header in OTHER_HEADERS {
        text.push_str(&format!("  {header}\n"));
    }
    for (path, ancestors) in [("/", "'none'"), ("/index.html", "'none'"), ("/embed/*", "*")] {
        text.push_str(&format!("{path}\n  Content-Security-Policy: frame-ancestors {ancestors}\n"));
    }
    text
}

fn write(site: &Path, name: &str, text: &str) -> Outcome {
    fs::write(site.join(name), text).map_err(|error| unusable(name, &error))
}

fn unusable(name: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("the built site's {name} cannot be used: {error}"))
}

fn broken(what: &str) -> Failure {
    Failure::new(format!("the built page has {what}: look at index.html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const META: &str = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"#;

    #[test]
    fn an_inline_script_moves_into_a_file_and_keeps_its_attributes() {
        let page = format!("{META}<script type=\"module\" nonce>\nrun();\n</script><p>after");
        let sealed = seal_page(&page).unwrap();
        let script = &sealed.scripts[0];
        assert_eq!(script.text, "run();\n");
        assert_eq!(
            sealed.html,
            format!("{META}<script type=\"module\" nonce src=\"./{}\"></script><p>after", script.name)
        );
    }

    #[test]
    fn a_script_file_stays_as_it_is() {
        let page = format!("{META}<script src=\"a.js\"></script>");
        let sealed = seal_page(&page).unwrap();
        assert_eq!((sealed.html, sealed.scripts), (page, vec![]));
    }

    #[test]
    fn the_headers_repeat_the_pages_policy() {
        let sealed = seal_page(META).unwrap();
        assert!(headers(&sealed.policy).starts_with("/*\n  Content-Security-Policy: default-src 'none'\n"));
    }

    #[test]
    fn only_the_embed_may_stand_in_a_frame() {
        let headers = headers("");
        assert!(headers.contains("\n/\n  Content-Security-Policy: frame-ancestors 'none'\n"));
        assert!(headers.ends_with("/embed/*\n  Content-Security-Policy: frame-ancestors *\n"));
    }

    #[test]
    fn a_page_without_policy_or_with_an_inline_style_is_refused() {
        assert!(seal_page("<p>").is_err());
        assert!(seal_page(&format!("{META}<p style=\"color: red\">")).is_err());
        assert!(seal_page(&format!("{META}<style>p {{}}</style>")).is_err());
    }

    #[test]
    fn live_reload_finds_its_server_without_the_servers_help() {
        let page = format!("{META}<script>open('{{{{__TRUNK_ADDRESS__}}}}' + '{{{{__TRUNK_WS_BASE__}}}}x')</script>");
        assert_eq!(seal_page(&page).unwrap().scripts[0].text, "open(location.host + '/x')\n");
    }
}
