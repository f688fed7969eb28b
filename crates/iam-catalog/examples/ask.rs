//! Asks the catalog what one asks it most: an action, its resources and keys, completions, the actions of a pattern.

use iam_catalog::{ActionCheck, KeyFit, ResourceFit, by_level, embedded};

fn main() {
    let index = embedded::index();

    // Does the action exist, and which one was meant?
    if let ActionCheck::UnknownAction { meant } = index.check("s3:GetObjet") {
        println!(
            "s3:GetObjet does not exist; did you mean {}?",
            meant.first().map_or(String::new(), ToString::to_string)
        );
    }

    // Does the resource fit the action, and can a request of it have the key?
    let Some(s3) = embedded::service("s3") else { return };
    if let Some(ResourceFit::DoesNotFit { takes, .. }) = s3.resource_fit("ListBucket", "arn:aws:s3:::notes/today.txt") {
        let formats: Vec<&str> = takes.iter().map(|resource| resource.arn).collect();
        println!("s3:ListBucket acts on {}", formats.join(" or "));
    }
    if let Some(action) = s3.action("GetObject") {
        let never = s3.key_fit(action, "s3:prefix", embedded::global_keys(), index) == KeyFit::Never;
        println!("a request of s3:GetObject {} have s3:prefix", if never { "can never" } else { "can" });
    }

    // What can be meant by `gob` after `s3:`?
    let texts: Vec<String> = index.complete("s3:gob", 3).iter().map(|completion| completion.text()).collect();
    println!("s3:gob: {}", texts.join(", "));

    // Which actions does `s3:Get*` mean?
    if let Ok(expansion) = index.expand("s3:Get*") {
        for (level, actions) in by_level(&expansion.actions) {
            println!("s3:Get*: {} of level {}", actions.len(), level.name());
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_example_runs() {
        super::main();
    }
}
