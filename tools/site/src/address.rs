//! The address where the site will be.

use std::str::FromStr;

use anyhow::{Error, Result, bail};

/// The address of the site's folder, with a `/` at its end.
#[derive(Debug, PartialEq)]
pub struct Address(String);

impl Address {
    /// The address in the variable `ROLESCOPE_SITE`, if it is set.
    pub(crate) fn from_environment() -> Result<Option<Self>> {
        match std::env::var("ROLESCOPE_SITE") {
            Ok(text) if !text.is_empty() => text.parse().map(Some),
            _ => Ok(None),
        }
    }

    /// The address of a file.
    pub(crate) fn of_file(&self, name: &str) -> String {
        format!("{}{name}", self.0)
    }

    /// The folder without its host.
    pub(crate) fn path(&self) -> &str {
        self.0.splitn(4, '/').nth(3).map_or("/", |rest| {
            let start = self.0.len() - rest.len() - 1;
            self.0.get(start..).unwrap_or("/")
        })
    }
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let plain = |it: char| it.is_ascii_alphanumeric() || "-._~:/%[]".contains(it);
        if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) || !text.chars().all(plain) {
            bail!("`{text}` is not the address of a site: give one like https://example.com/folder/");
        }
        Ok(Self(format!("{}/", text.trim_end_matches('/'))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_that_of_a_folder() {
        for text in ["https://example.com/a/b", "https://example.com/a/b/"] {
            let address: Address = text.parse().unwrap();
            assert_eq!((address.path(), address.of_file("x.png")), ("/a/b/", "https://example.com/a/b/x.png".into()));
        }
        assert_eq!("http://localhost:8080".parse::<Address>().unwrap().path(), "/");
    }

    #[test]
    fn text_that_could_end_an_attribute_or_is_not_an_address_is_refused() {
        for text in
            ["", "example.com", "https://", "https:///a", "ftp://a", "https://a/\"><b", "https://a/?b", "https://a/#b"]
        {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }
}
