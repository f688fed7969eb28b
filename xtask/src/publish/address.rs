//! Where the site will be.

use std::env;

use crate::process::{Failure, Outcome};

/// The address of the site's folder, with a `/` at its end.
#[derive(Debug, PartialEq)]
pub(crate) struct Address(String);

impl Address {
    /// `--site-url URL`, else the variable `ROLESCOPE_SITE`, else none. Nothing else may be among the arguments.
    pub(crate) fn of(arguments: &[String]) -> Outcome<Option<Self>> {
        let given = match arguments {
            [] => env::var("ROLESCOPE_SITE").ok().filter(|text| !text.is_empty()),
            [option, text] if option == "--site-url" => Some(text.clone()),
            [argument] => argument.strip_prefix("--site-url=").map(str::to_owned),
            _ => None,
        };
        match given {
            Some(text) => Self::read(&text).map(Some),
            None if arguments.is_empty() => Ok(None),
            None => Err(Failure::new("`dist` takes no arguments but `--site-url URL`")),
        }
    }

    fn read(text: &str) -> Outcome<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let plain = |it: char| it.is_ascii_alphanumeric() || "-._~:/%[]".contains(it);
        if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) || !text.chars().all(plain) {
            return Err(Failure::new(format!(
                "`{text}` is not the address of a site: give one like https://example.com/folder/"
            )));
        }
        Ok(Self(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The address of a file.
    pub(super) fn of_file(&self, name: &str) -> String {
        format!("{}{name}", self.0)
    }

    /// The folder without its host.
    pub(super) fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        self.0
            .get(host..)
            .and_then(|rest| Some((rest.find('/')?, rest)))
            .and_then(|(at, rest)| rest.get(at..))
            .unwrap_or("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_that_of_a_folder() {
        for text in ["https://example.com/a/b", "https://example.com/a/b/"] {
            let address = Address::read(text).unwrap();
            assert_eq!((address.path(), address.of_file("x.png")), ("/a/b/", "https://example.com/a/b/x.png".into()));
        }
        assert_eq!(Address::read("http://localhost:8080").unwrap().path(), "/");
    }

    #[test]
    fn what_could_end_an_attribute_or_is_no_address_is_refused() {
        for text in
            ["", "example.com", "https://", "https:///a", "ftp://a", "https://a/\"><b", "https://a/?b", "https://a/#b"]
        {
            assert!(Address::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_arguments_are_refused() {
        let said = |arguments: &[&str]| Address::of(&arguments.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        assert_eq!(said(&["--site-url", "https://a"]).unwrap(), said(&["--site-url=https://a/"]).unwrap());
        assert!(said(&["--site-url"]).is_err());
        assert!(said(&["--release"]).is_err());
    }
}
