//! Place of the visitor, as the end of the page's address: `#x=ec2-reads-s3&step=2&at=4&depth=gates`.
//!
//! `x` is an example, `step` and `at` count from 1: the step, and the entry of its trace. What is left out is as it
//! would be anyway. `s` is a whole scenario, packed (`web/links.js`); it stays there while it is shown as it came.
//! Unknown parts are passed over.

use crate::state::Depth;

/// A place on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Address {
    /// A scenario, still packed.
    pub(crate) link: Option<String>,
    pub(crate) example: Option<String>,
    /// Counted from 0.
    pub(crate) step: Option<usize>,
    /// Number of a trace entry, counted from 1.
    pub(crate) at: Option<usize>,
    pub(crate) depth: Option<Depth>,
}

impl Address {
    /// Reads what stands behind `#`.
    pub(crate) fn read(fragment: &str) -> Self {
        let mut address = Self::default();
        for part in fragment.trim_start_matches('#').split('&') {
            match part.split_once('=') {
                Some(("s", packed)) => address.link = Some(packed.to_owned()),
                Some(("x", id)) => address.example = Some(id.to_owned()),
                Some(("step", step)) => address.step = step.parse().ok().and_then(|step: usize| step.checked_sub(1)),
                Some(("at", at)) => address.at = at.parse().ok(),
                Some(("depth", word)) => address.depth = Depth::ALL.into_iter().find(|depth| depth.word() == word),
                Some(_) | None => {}
            }
        }
        address
    }

    /// Text behind `#`; empty for a place that needs no words.
    pub(crate) fn write(&self) -> String {
        let step = self.step.map(|step| (step + 1).to_string());
        let at = self.at.map(|at| at.to_string());
        let depth = self.depth.map(|depth| depth.word().to_owned());
        let parts =
            [("s", self.link.clone()), ("x", self.example.clone()), ("step", step), ("at", at), ("depth", depth)];
        let parts = parts.into_iter().filter_map(|(name, value)| value.map(|value| format!("{name}={value}")));
        parts.collect::<Vec<_>>().join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for text in [
            "",
            "x=chain-of-three&step=2&at=17&depth=gates",
            "step=1&at=4",
            "s=1.q1YqySzJSVWyUkpU0lEqLkktKFayiq5WSk7M&step=1",
        ] {
            assert_eq!(Address::read(text).write(), text);
            assert_eq!(Address::read(&format!("#{text}")).write(), text);
        }
    }

    #[test]
    fn what_says_nothing_is_passed_over() {
        for text in ["#step=0&at=x&depth=deep", "#&&=", "#step"] {
            assert_eq!(Address::read(text), Address::default(), "{text}");
        }
    }
}
