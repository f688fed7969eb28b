//! Prints what is wrong with the policy on standard input: `findings [KIND]`, `KIND` as in [`iam_syntax::PolicyKind`].

use std::io::Read as _;

use iam_syntax::{LineIndex, PolicyKind, parse};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let kind = match std::env::args().nth(1).as_deref() {
        Some("Trust") => PolicyKind::Trust,
        Some("Resource") => PolicyKind::Resource,
        Some("ServiceControl") => PolicyKind::ServiceControl,
        Some("ResourceControl") => PolicyKind::ResourceControl,
        Some(_) | None => PolicyKind::Identity,
    };
    let parsed = parse(&text, kind);
    let lines = LineIndex::new(&text);
    for found in &parsed.diagnostics {
        let place = lines.line_column(&text, found.span.start);
        println!("{}:{} {} {:?} `{}`", place.line, place.column, found.kind.code(), found.kind, found.span.text(&text));
    }
    println!("{:#?}", parsed.tree);
    Ok(())
}
