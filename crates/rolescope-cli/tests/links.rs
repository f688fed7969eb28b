//! The real binary on links and on documents that embed scenarios.

#![cfg(test)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rolescope::Scenario;
use serde_json::{Value, json};

const ANA: &str = r#"{"steps":[{"caller":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject"}]}"#;

#[test]
fn a_link_opens_as_what_it_was_made_of() {
    for name in ["web-app.json", "cross-account.json", "broken-policy.json"] {
        let path = data().join(name);
        let link = ran(&["link", path.to_str().unwrap()], "");
        assert_eq!((link.status, link.err.as_str()), (0, ""), "{name}");
        assert!(link.out.starts_with("http://localhost:8080/#s=1."), "{}", link.out);
        let text = fs::read_to_string(&path).unwrap();
        for opened in [ran(&["open", link.out.trim()], ""), ran(&["open", "-"], &link.out)] {
            assert_eq!(opened.status, 0, "{}", opened.err);
            assert_eq!(Scenario::from_json(&opened.out).unwrap(), Scenario::from_json(&text).unwrap(), "{name}");
        }
    }
}

#[test]
fn a_link_says_where_to_stand_and_which_page_it_opens() {
    let path = data().join("web-app.json");
    let link = ran(&["link", path.to_str().unwrap(), "--step", "read", "--at", "4", "--depth", "gates"], "").out;
    assert!(link.trim().ends_with("&step=2&at=4&depth=gates"), "{link}");
    for site in ["https://docs.example.com/play/", "https://docs.example.com/play/#x=another"] {
        let link = ran(&["link", "-", "--site", site], ANA).out;
        assert!(link.starts_with("https://docs.example.com/play/#s=1."), "{link}");
    }
    let unknown = ran(&["link", "-", "--step", "3"], ANA);
    assert_eq!((unknown.status, unknown.err.as_str()), (2, "<stdin>: no step `3`: it has 1\n"));
}

#[test]
fn what_speaks_against_sharing_is_said_beside_the_link() {
    let words: String = (0..900).map(|number| format!("word{number} ")).collect();
    let long = format!(r#"{{"description":"{words}"}}"#);
    let warned = ran(&["link", "-"], &long);
    assert_eq!((warned.status, warned.out.lines().count()), (0, 1));
    assert!(warned.err.starts_with("warning: the link has ") && warned.err.contains("2000"), "{}", warned.err);

    let secret = r#"{"description":"AKIAQWERTYUIOPASDFGH and AKIAIOSFODNN7EXAMPLE"}"#;
    let warned = ran(&["link", "-"], secret);
    assert_eq!((warned.status, warned.err.lines().count()), (0, 1), "{}", warned.err);
    assert!(warned.err.starts_with("warning: `AKIAQW…` in <stdin> looks like an access key"), "{}", warned.err);
    assert!(!warned.err.contains("AKIAQWERTYUIOPASDFGH"), "a log must not keep the key");

    let huge = format!(r#"{{"description":"{}"}}"#, "x".repeat(70_000));
    let refused = ran(&["link", "-"], &huge);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("64 KiB"), "{}", refused.err);
}

#[test]
fn a_link_that_cannot_be_opened_is_said_in_one_line() {
    assert_eq!(ran(&["open", "--raw", "#s=0.W10"], "").out, "[]\n");
    for (link, said) in [
        ("https://x.example/", "the link holds no scenario"),
        ("#x=chain\u{202e}-of-three", "the link names the example"),
        ("#s=2.e30", "the link is of version `2`"),
        ("#s=1.e30", "the link is damaged or was cut off"),
        ("#s=0.W10", "<link>:1:1: a list where an object belongs"),
    ] {
        let opened = ran(&["open", link], "");
        assert_eq!((opened.status, opened.out.as_str(), opened.err.lines().count()), (2, "", 1), "{}", opened.err);
        assert!(opened.err.contains(said), "{}", opened.err);
    }
}

#[test]
fn documents_whose_verdicts_hold_pass() {
    let folder = Folder::new("hold");
    let link = ran(&["link", data().join("web-app.json").to_str().unwrap()], "").out;
    folder.file("a.md", &format!("```rolescope expect=denied\n{ANA}\n```\n\n[open]({})\n", link.trim()));
    folder.file("deep/b.markdown", &format!("<rolescope-playground expect=\"implicitDeny\">\n<script type=\"application/json\">\n{ANA}\n</script>\n</rolescope-playground>\n"));
    folder.file("deep/passed-over.txt", "```rolescope\n7\n```\n");
    folder.file("node_modules/passed-over.md", "```rolescope\n7\n```\n");
    let checked = ran(&["docs", "check", &folder.name("")], "");
    assert_eq!((checked.status, checked.err.as_str()), (0, ""));
    assert_eq!(checked.out, "2 files, 3 scenarios; 5 of 5 stated verdicts hold\n");
    folder.file("deep/included.json", ANA);
    let including = folder.file("deep/c.md", "```rolescope step=1 expect=denied\n{{#include included.json}}\n```\n");
    assert_eq!(ran(&["docs", "check", &including], "").out, "1 file, 1 scenario; 1 of 1 stated verdicts hold\n");
}

#[test]
fn a_verdict_that_no_longer_holds_fails_with_file_and_line() {
    let folder = Folder::new("broken");
    let block = folder.file("block.md", &format!("# A\n\n```rolescope expect=allowed\n{ANA}\n```\n"));
    let checked = ran(&["docs", "check", &block], "");
    assert_eq!(checked.status, 1, "{}", checked.err);
    let said = format!("{block}:3: step 1: allowed is stated, but the decision is implicitDeny: The user `");
    assert!(checked.err.starts_with(&said), "{}", checked.err);
    assert_eq!(checked.out, "1 file, 1 scenario; 0 of 1 stated verdicts hold\n");

    let inside = folder.file("inside.md", &fs::read_to_string(data().join("not-as-expected.json")).unwrap());
    let fenced = format!("```rolescope\n{}```\n", fs::read_to_string(&inside).unwrap());
    fs::write(&inside, fenced).unwrap();
    let checked = ran(&["docs", "check", &inside], "");
    assert_eq!(checked.status, 1, "{}", checked.err);
    assert!(checked.err.starts_with(&format!("{inside}:26: step 1: ")), "{}", checked.err);
    let shown = fs::read_to_string(&inside).unwrap().replace("```rolescope", "```rolescope step=1");
    fs::write(&inside, shown).unwrap();
    let again = ran(&["docs", "check", &inside], "");
    assert_eq!(checked.out, "1 file, 1 scenario; 0 of 1 stated verdicts hold\n");
    assert_eq!((again.out, again.err), (checked.out, checked.err));
}

#[test]
fn a_scenario_that_does_not_read_fails_with_its_line_and_the_others_still_run() {
    let folder = Folder::new("unreadable");
    let first = folder.file("a.md", "```rolescope\n{\n  \"stepz\": []\n}\n```\n\n[b](#s=1.AAAA)\n");
    let second = folder.file(
        "b.md",
        &format!("```rolescope view=walk expect=allowed\n{ANA}\n```\n\n```rolescope vew=walk\n{ANA}\n```\n"),
    );
    let third = folder.file("c.md", &format!("```rolescope step=2 expect=allowed\n{ANA}\n```\n"));
    let fourth = folder.file("d.md", &format!("```rolescope step=9\n{ANA}\n```\n"));
    let missing = folder.name("missing.md");
    let checked = ran(&["docs", "check", &folder.name(""), &missing], "");
    assert_eq!(checked.status, 2);
    let lines = [
        format!("{first}:3: unknown field `stepz`, expected one of"),
        format!("{first}:7: the link is damaged or was cut off"),
        format!("{second}:1: step 1: allowed is stated, but the decision is implicitDeny"),
        format!("{second}:5: unknown option `vew`"),
        format!("{third}:1: there is no step 2: the scenario has 1"),
        format!("{fourth}:1: there is no step 9: the scenario has 1"),
        format!("{missing}: no such file"),
    ];
    assert_eq!(checked.err.lines().count(), lines.len(), "{}", checked.err);
    for (said, beginning) in checked.err.lines().zip(lines) {
        assert!(said.starts_with(&beginning), "{said}");
    }
}

#[test]
fn a_page_of_html_is_checked_when_it_is_named() {
    let folder = Folder::new("html");
    let element = format!(
        "<!doctype html>\n<rolescope-playground expect=\"allowed\">\n<pre><code>{ANA}</code></pre>\n</rolescope-playground>\n"
    );
    let page = folder.file("page.html", &element);
    assert_eq!(ran(&["docs", "check", &folder.name("")], "").out, "0 files, and no scenario in them\n");
    let checked = ran(&["docs", "check", &page], "");
    assert!(checked.err.starts_with(&format!("{page}:2: step 1: allowed is stated")), "{}", checked.err);
}

#[test]
fn documents_of_this_project_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let paths = ["README.md", "docs"].map(|name| root.join(name).into_os_string().into_string().unwrap());
    let checked = ran(&["docs", "check", &paths[0], &paths[1]], "");
    assert_eq!((checked.status, checked.err.as_str()), (0, ""));
    assert!(!checked.out.contains("no scenario"), "{}", checked.out);
}

#[test]
fn mdbook_is_answered_in_both_versions_of_its_format() {
    assert_eq!(
        [ran(&["mdbook", "supports", "html"], "").status, ran(&["mdbook", "supports", "epub"], "").status],
        [0, 1]
    );
    for chapters in ["sections", "items"] {
        let chapter = |content: &str, below: Value| json!({ "Chapter": { "name": "A", "content": content, "number": [1], "sub_items": below, "path": "a.md", "parent_names": [] } });
        let block = format!("```rolescope view=walk\n{ANA}\n```\n");
        let book = json!({ chapters: ["Separator", { "PartTitle": "P" }, chapter("# Plain\n", json!([chapter(&block, json!([]))]))] });
        let context = json!({ "root": "/", "renderer": "html", "mdbook_version": "0.5.2",
            "config": { "book": {}, "preprocessor": { "rolescope": { "site": "https://x.example/play/" } } } });
        let answered = ran(&["mdbook"], &json!([context, book]).to_string());
        assert_eq!((answered.status, answered.err.as_str()), (0, ""));
        let mut answer: Value = serde_json::from_str(&answered.out).unwrap();
        let content = answer.pointer_mut(&format!("/{chapters}/2/Chapter/sub_items/0/Chapter/content")).unwrap().take();
        let content = content.as_str().unwrap();
        assert!(content.starts_with("\n<rolescope-playground view=\"walk\">\n\n<pre><code"), "{content}");
        assert!(
            content.ends_with("<script type=\"module\" src=\"https://x.example/play/embed.js\"></script>\n"),
            "{content}"
        );
        // Nothing else is touched.
        let mut expected = book.clone();
        expected.pointer_mut(&format!("/{chapters}/2/Chapter/sub_items/0/Chapter/content")).unwrap().take();
        assert_eq!(answer, expected);
    }
}

#[test]
fn mdbook_is_told_where_a_scenario_does_not_read() {
    let chapter =
        json!({ "Chapter": { "content": "# A\n\n```rolescope\n[]\n```\n", "path": "guide/a.md", "sub_items": [] } });
    let context = json!({ "config": { "preprocessor": { "rolescope": { "site": "x" } } } });
    let answered = ran(&["mdbook"], &json!([context, { "sections": [chapter] }]).to_string());
    assert_eq!((answered.status, answered.out.as_str()), (2, ""));
    assert_eq!(answered.err, "guide/a.md:4: a list where an object belongs\n");
}

/// Result of a run of the command.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn ran(arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolescope"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.env_remove("ROLESCOPE_SITE").spawn().unwrap();
    // A command that needs no input has closed it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("links").join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn name(&self, name: &str) -> String {
        self.0.join(name).into_os_string().into_string().unwrap()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        self.name(name)
    }
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}
