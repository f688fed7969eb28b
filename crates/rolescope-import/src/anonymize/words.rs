//! Words of names, and their replacements.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Letters of replacements, in the order in which they are taken: rare ones first, so that replacements look like no word.
const LETTERS: &str = "qzxjkvwbpygfmcuhrdlnisaote";
const DIGITS: &str = "1234567890";

/// Beginnings of unique ids of IAM, which say what an id is of.
const ID_PREFIXES: [&str; 7] = ["AROA", "AIDA", "ASIA", "AKIA", "AGPA", "ANPA", "AIPA"];

/// The shortest unique id.
const SHORTEST_ID: usize = 10;

/// Words that are replaced, in lower case.
#[derive(Debug, Default)]
pub(super) struct Words(BTreeSet<String>);

impl Words {
    /// Adds a word, unless AWS or the importer gives it meaning.
    pub(super) fn add(&mut self, word: &str) {
        if !matches!(word, "aws" | "amazonaws" | "UNRESOLVED" | "REMOVED" | "root") {
            self.0.insert(word.to_ascii_lowercase());
        }
    }

    /// Each word with its replacement.
    pub(super) fn replacements(&self) -> HashMap<String, String> {
        let mut tree = Tree(vec![Node::default()]);
        self.0.iter().map(|word| (word.clone(), tree.replacement(word))).collect()
    }
}

/// Beginnings of words: those of two words are replaced alike as far as the two are alike.
struct Tree(Vec<Node>);

/// Characters that follow a beginning, each with its replacement and the place of the longer beginning.
type Node = HashMap<char, (char, usize)>;

impl Tree {
    fn replacement(&mut self, word: &str) -> String {
        let mut at = 0;
        word.chars()
            .map(|it| {
                let new = self.0.len();
                let Some(node) = self.0.get_mut(at) else { return it };
                let alphabet = if it.is_ascii_digit() { DIGITS } else { LETTERS };
                let taken = node.keys().filter(|known| known.is_ascii_digit() == it.is_ascii_digit()).count();
                let free = alphabet.chars().nth(taken).unwrap_or(it);
                let (replacement, next) = *node.entry(it).or_insert((free, new));
                if next == new {
                    self.0.push(Node::default());
                }
                at = next;
                replacement
            })
            .collect()
    }
}

/// Places of the words of a text: runs of letters and digits, without names of variables (`${…}`) and without the beginnings of unique ids.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let word = rest.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if word > 0 {
            let is_id = word >= SHORTEST_ID && ID_PREFIXES.iter().any(|prefix| rest.starts_with(prefix));
            found.push(at + if is_id { 4 } else { 0 }..at + word);
            at += word;
        } else if rest.starts_with("${") {
            let end = rest.find('}').unwrap_or(rest.len() - 1);
            // The default value of a variable is in quotes: `${aws:PrincipalTag/team, 'all'}`.
            let default = rest.find('\'').filter(|at| *at < end);
            at += default.unwrap_or(end) + 1;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// A word's replacement with the capitals of the word, if it has one.
pub(super) fn replaced(word: &str, words: &HashMap<String, String>) -> Option<String> {
    let replacement = words.get(&word.to_ascii_lowercase())?;
    let cased = |(new, old): (char, char)| if old.is_ascii_uppercase() { new.to_ascii_uppercase() } else { new };
    Some(replacement.chars().zip(word.chars()).map(cased).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replacements(names: &[&str]) -> HashMap<String, String> {
        let mut words = Words::default();
        names.iter().for_each(|name| words.add(name));
        words.replacements()
    }

    #[test]
    fn words_that_begin_alike_are_replaced_by_words_that_begin_alike() {
        let all = replacements(&["pro", "prod", "production", "payroll", "444455556666", "444455557777"]);
        let of = |word: &str| all[word].as_str();
        assert!(of("prod").starts_with(of("pro")) && of("production").starts_with(of("prod")));
        assert!(!of("payroll").starts_with(of("pro")));
        assert_eq!(of("444455556666").get(..8), of("444455557777").get(..8));
        let different: BTreeSet<&String> = all.values().collect();
        assert_eq!(different.len(), all.len());
        for (word, replacement) in &all {
            assert_eq!(word.len(), replacement.len());
        }
    }

    #[test]
    fn a_replacement_has_the_capitals_of_its_word() {
        let all = replacements(&["prod"]);
        assert_eq!(replaced("PrOd", &all).unwrap().to_ascii_lowercase(), all["prod"]);
        assert!(
            replaced("PrOd", &all).unwrap().chars().map(|it| it.is_ascii_uppercase()).eq([true, false, true, false])
        );
    }

    #[test]
    fn words_of_aws_and_variables_stay() {
        assert_eq!(replacements(&["aws"]).len(), 0);
        let text = "a-${aws:username}/${aws:PrincipalTag/team, 'all'}/AROAEXAMPLEROLEID0001:s1 é";
        let found: Vec<&str> = words(text).into_iter().map(|span| text.get(span).unwrap()).collect();
        assert_eq!(found, ["a", "all", "EXAMPLEROLEID0001", "s1"]);
    }
}
