//! Graph of a crate's modules: which one uses which, read off the sources.
//!
//! A module may use what its parents declare: that is how a folder shares things, and no edge. Nor is a name that is only handed on. Every other path to a module
//! of the crate is an edge to the module that declares the thing, past all re-exports.

#![expect(clippy::string_slice, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A path in code: `crate`, `resolve`, `world`, `World`.
type Words = Vec<String>;

/// Modules by their paths; the root's is empty.
pub(crate) struct Modules(BTreeMap<Words, Module>);

#[derive(Default)]
struct Module {
    /// Names that `use` brings in, with their paths.
    imports: BTreeMap<String, Words>,
    /// Those of them that are only handed on to others.
    handed_on: BTreeSet<String>,
    /// All other paths.
    paths: Vec<Words>,
}

/// One module that uses another.
pub(crate) type Edge = (String, String);

impl Modules {
    /// Reads the sources below a folder, without tests.
    pub(crate) fn read(folder: &Path, files: &[impl AsRef<Path>]) -> Self {
        let mut modules = BTreeMap::new();
        for file in files {
            let inside = file.as_ref().strip_prefix(folder).unwrap().with_extension("");
            let mut words: Words = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            if words.iter().any(|word| word == "tests") {
                continue;
            }
            words.retain(|word| !["lib", "main", "mod"].contains(&word.as_str()));
            modules.insert(words, Module::parse(&fs::read_to_string(file).unwrap()));
        }
        Self(modules)
    }

    /// Reads modules from texts.
    pub(crate) fn of(texts: &[(&str, &str)]) -> Self {
        let words = |path: &str| path.split("::").filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self(texts.iter().map(|(path, text)| (words(path), Module::parse(text))).collect())
    }

    /// Each use of one module by another, once.
    pub(crate) fn edges(&self) -> BTreeSet<Edge> {
        let mut edges = BTreeSet::new();
        for (from, module) in &self.0 {
            // A module that is brought in by its name is used by the paths that begin with it.
            let used = module.imports.iter().filter(|(name, _)| !module.handed_on.contains(*name));
            let used = used.map(|(_, path)| path).filter(|path| !self.is_module(from, path));
            for path in used.chain(&module.paths) {
                let to = self.resolve(from, path, 0).filter(|to| !from.starts_with(to));
                edges.extend(to.map(|to| (from.join("::"), to.join("::"))));
            }
        }
        edges
    }

    /// The module that declares what a path leads to; nothing where that is another crate's.
    fn resolve(&self, from: &Words, path: &[String], depth: usize) -> Option<Words> {
        let (first, mut rest) = path.split_first().filter(|_| depth < 16)?;
        let mut at = match first.as_str() {
            "crate" => Vec::new(),
            "self" => from.clone(),
            "super" => from[..from.len().checked_sub(1)?].to_vec(),
            _ => match self.child(from, first) {
                Some(child) => child,
                None => {
                    let imported = self.0[from].imports.get(first).filter(|path| path.first() != Some(first))?;
                    return self.resolve(from, &[imported, rest].concat(), depth + 1);
                }
            },
        };
        while let Some((next, behind)) = rest.split_first() {
            if next == "super" {
                at.pop()?;
            } else if let Some(child) = self.child(&at, next) {
                at = child;
            } else if let Some(imported) = self.0[&at].imports.get(next) {
                let again = self.resolve(&at, &[imported, behind].concat(), depth + 1);
                return again.or(Some(at));
            } else {
                break;
            }
            rest = behind;
        }
        Some(at)
    }

    fn is_module(&self, from: &Words, path: &[String]) -> bool {
        let below = [path, &["?".to_owned()]].concat();
        let (last, to) = (path.last(), self.resolve(from, path, 0));
        to.is_some() && to == self.resolve(from, &below, 0) && to.is_some_and(|to| to.last() == last)
    }

    fn child(&self, of: &[String], name: &str) -> Option<Words> {
        let path = [of, &[name.to_owned()]].concat();
        self.0.contains_key(&path).then_some(path)
    }
}

/// A circle among edges, if there is one.
pub(crate) fn circle(edges: &BTreeSet<Edge>) -> Option<Vec<String>> {
    let mut left = edges.clone();
    loop {
        let sources: BTreeSet<String> = left.iter().map(|(from, _)| from.clone()).collect();
        let before = left.len();
        left.retain(|(_, to)| sources.contains(to));
        if left.len() == before {
            break;
        }
    }
    let mut way = vec![left.first()?.0.clone()];
    loop {
        let (_, next) = left.iter().find(|(from, _)| Some(from) == way.last())?;
        if let Some(start) = way.iter().position(|known| known == next) {
            return Some(way[start..].iter().chain([next]).cloned().collect());
        }
        way.push(next.clone());
    }
}

impl Module {
    fn parse(text: &str) -> Self {
        let tokens = without_tests(&tokens(text));
        let (mut module, mut names, mut at) = (Self::default(), BTreeSet::new(), 0);
        while at < tokens.len() {
            if tokens[at] == "use" {
                let end = (at..tokens.len()).find(|end| tokens[*end] == ";").unwrap_or(tokens.len());
                let mut brought = Self::default();
                brought.import(&tokens[at + 1..end], &[]);
                if at > 0 && ["pub", ")"].contains(&tokens[at - 1].as_str()) {
                    module.handed_on.extend(brought.imports.keys().cloned());
                }
                module.imports.extend(brought.imports);
                module.paths.extend(brought.paths);
                at = end;
            } else if is_name(&tokens[at]) {
                let mut path = vec![tokens[at].clone()];
                while tokens.get(at + 1).is_some_and(|next| next == "::")
                    && tokens.get(at + 2).is_some_and(|it| is_name(it))
                {
                    path.push(tokens[at + 2].clone());
                    at += 2;
                }
                names.insert(path[0].clone());
                if path.len() > 1 {
                    module.paths.push(path);
                }
            }
            at += 1;
        }
        module.handed_on.retain(|name| !names.contains(name));
        module
    }

    /// Takes in a tree of names behind `use`.
    fn import(&mut self, tree: &[String], before: &[String]) {
        let mut path = before.to_vec();
        for (at, token) in tree.iter().enumerate() {
            match token.as_str() {
                "{" => {
                    for branch in branches(&tree[at + 1..tree.len() - 1]) {
                        self.import(&branch, &path);
                    }
                    return;
                }
                "as" => {
                    self.imports.insert(tree[at + 1].clone(), path);
                    return;
                }
                "::" => {}
                // The module itself, or all that it has.
                "self" if !path.is_empty() => {}
                "*" => self.paths.push(path.clone()),
                name => path.push(name.to_owned()),
            }
        }
        if let Some(name) = path.last().cloned() {
            // Of two things of one name the path is kept, too.
            if let Some(other) = self.imports.insert(name, path) {
                self.paths.push(other);
            }
        }
    }
}

/// The parts of a list in braces.
fn branches(tokens: &[String]) -> Vec<Vec<String>> {
    let (mut branches, mut depth) = (vec![Vec::new()], 0);
    for token in tokens {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 0 => {
                branches.push(Vec::new());
                continue;
            }
            _ => {}
        }
        branches.last_mut().unwrap().push(token.clone());
    }
    branches.retain(|branch| !branch.is_empty());
    branches
}

/// The tokens that are compiled outside of tests.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let test = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if !tokens[at..].iter().take(test.len()).eq(test.iter()) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let mut depth = 0;
        while at < tokens.len() {
            match tokens[at].as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 && matches!(tokens[at - 1].as_str(), "}" | ";") {
                break;
            }
        }
    }
    kept
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names and marks, without comments and texts.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let raw = rest.strip_prefix('r').map(|it| it.len() - it.trim_start_matches('#').len());
        let raw = raw.filter(|hashes| rest[1 + hashes..].starts_with('"'));
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(hashes) = raw {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = hashes + 2;
            rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len())
        } else if first == '"' {
            text_length(rest)
        } else if first == '\'' {
            letter_length(rest)
        } else if name > 0 {
            tokens.push(rest[..name].to_owned());
            name
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// Length of a text in quotes.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a letter in quotes; of a lifetime that of its quote.
fn letter_length(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), Some(_)) => letters.find(|(_, letter)| *letter == '\'').map_or(1, |(at, _)| at + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}
