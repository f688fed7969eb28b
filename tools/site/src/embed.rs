//! `embed/`: the same app for frames in other pages.

use anyhow::Result;

use crate::folder::Folder;
use crate::page;
use crate::scripts::Bundle;

/// The first example, which is part of the app; a frame fetches it as it fetches the others.
const FIRST_EXAMPLE: &str = "ec2-reads-s3.json";

/// Writes the frame's page, with the policy of the main page.
pub(crate) fn add_embed(site: Folder<'_>, root: Folder<'_>, policy: &str, bundle: &Bundle) -> Result<()> {
    let page = page::link(&root.read("web/embed/index.html")?, "../", bundle)?;
    let page = page::with_policy(&page, policy)?;
    page::check(&page, "../", site)?;
    site.write("embed/index.html", page)?;
    site.write(&format!("scenarios/{FIRST_EXAMPLE}"), root.bytes(&format!("web/scenarios/{FIRST_EXAMPLE}"))?)
}
