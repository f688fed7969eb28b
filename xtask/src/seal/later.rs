//! The style sheet in two: what is seen first, and what comes when the page stands.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use super::{files, name_of, unusable, write};
use crate::process::{Failure, Outcome};

/// The comment in `web/style.css` that the second half begins with.
const MARK: &str = "/* Later:";
/// What `index.html` calls the second half.
const CALLED: &str = "./later.css";

/// Splits the site's style sheet; returns the page with the second half's name, which changes with what is in it.
pub(super) fn split_style(page: &str, site: &Path) -> Outcome<String> {
    let sheets = files(site, |name| name.starts_with("style-") && name.ends_with(".css"))?;
    let [sheet] = sheets.as_slice() else {
        return Err(Failure::new("the built site must have one style sheet"));
    };
    let text = fs::read_to_string(sheet).map_err(|error| unusable("style sheet", &error))?;
    let (first, later) = halves(&text)?;
    let mut hasher = DefaultHasher::new();
    later.hash(&mut hasher);
    let name = format!("later-{:016x}.css", hasher.finish());
    write(site, name_of(sheet).unwrap_or_default(), first)?;
    write(site, &name, later)?;
    named(page, &name)
}

fn halves(text: &str) -> Outcome<(&str, &str)> {
    let at = text.find(MARK).filter(|at| text.rfind(MARK) == Some(*at));
    at.and_then(|at| text.split_at_checked(at))
        .ok_or_else(|| Failure::new(format!("web/style.css must have one comment that begins with `{MARK}`")))
}

fn named(page: &str, name: &str) -> Outcome<String> {
    if page.matches(CALLED).count() != 1 {
        return Err(Failure::new(format!("index.html must load `{CALLED}` at one place")));
    }
    Ok(page.replace(CALLED, &format!("./{name}")))
}

#[cfg(test)]
mod tests {
    use super::{halves, named};

    #[test]
    fn the_sheet_has_two_halves() {
        assert_eq!(halves("a {}\n/* Later: x */\nb {}").unwrap(), ("a {}\n", "/* Later: x */\nb {}"));
        assert!(halves("a {}").is_err());
        assert!(halves("/* Later: x *//* Later: y */").is_err());
    }

    #[test]
    fn the_page_loads_the_second_half_by_its_real_name() {
        assert_eq!(named("'./later.css'", "later-1.css").unwrap(), "'./later-1.css'");
        assert!(named("", "later-1.css").is_err());
    }
}
