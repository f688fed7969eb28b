//! The text of a lesson: its sections.

use serde::Serialize;

use crate::markdown::{self, Block};
use crate::mistake::{Mistake, line_at};

/// Section of a lesson, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Section {
    /// Events, and the people in them.
    Story,
    /// The question to answer before the decision is shown.
    Question,
    /// Things to look at, one after the other.
    Walk,
    /// The task to make the policies right.
    Fix,
    /// The task to get around policies that look right.
    Break,
    /// Sentences to remember.
    Takeaways,
    /// AWS's pages.
    Further,
    /// Notes for who teaches with it; learners do not see them.
    Teacher,
}

impl Section {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Story,
        Self::Question,
        Self::Walk,
        Self::Fix,
        Self::Break,
        Self::Takeaways,
        Self::Further,
        Self::Teacher,
    ];

    /// Heading in `lesson.md`.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Story => "Story",
            Self::Question => "Question",
            Self::Walk => "Walk",
            Self::Fix => "Fix",
            Self::Break => "Break",
            Self::Takeaways => "Takeaways",
            Self::Further => "Further reading",
            Self::Teacher => "For teachers",
        }
    }

    /// True if learners read it.
    pub const fn is_for_learners(self) -> bool {
        !matches!(self, Self::Teacher)
    }
}

/// The text of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Text {
    sections: Vec<(Section, Vec<Block>)>,
}

impl Text {
    /// Blocks of a section.
    pub fn section(&self, section: Section) -> &[Block] {
        self.sections.iter().find(|(it, _)| *it == section).map_or(&[], |(_, blocks)| blocks)
    }

    /// Number of words that a learner reads.
    pub fn words(&self) -> usize {
        let read = self.sections.iter().filter(|(section, _)| section.is_for_learners());
        read.map(|(_, blocks)| markdown::count_words(blocks)).sum()
    }

    /// Number of actions that the lesson asks for: those of the walk, the question and the two tasks.
    pub fn actions(&self) -> usize {
        let steps = self.section(Section::Walk).iter().map(|block| match block {
            Block::Numbers(items) => items.len(),
            Block::Paragraph(_) | Block::Bullets(_) | Block::Code(_) | Block::Quote(_) => 0,
        });
        steps.sum::<usize>() + 3
    }
}

/// Reads the text of `lesson.md`, which begins at a byte offset of the file.
pub(crate) fn read(file: &str, whole: &str, begin: usize) -> Result<Text, Mistake> {
    let mut text = Text::default();
    let mut wanted = Section::ALL.iter();
    let parts = split(whole, begin);
    if let Some((first, _)) = parts.first() {
        let before = whole.get(begin..*first).unwrap_or_default();
        if !before.trim().is_empty() {
            return Err(Mistake::new(file, line_at(whole, begin) + 1, "text stands before the heading `## Story`"));
        }
    }
    let ends = parts.iter().skip(1).map(|(at, _)| *at).chain([whole.len()]);
    for ((at, heading), end) in parts.iter().zip(ends) {
        let Some(section) = wanted.next() else {
            return Err(Mistake::new(file, line_at(whole, *at), format!("the section `{heading}` is one too many")));
        };
        if section.heading() != *heading {
            let message = format!("the heading `## {heading}` stands where `## {}` must be", section.heading());
            return Err(Mistake::new(file, line_at(whole, *at), message));
        }
        let from = whole.get(*at..end).and_then(|part| part.find('\n')).map_or(end, |line| at + line);
        let markdown = whole.get(from..end).unwrap_or_default();
        text.sections.push((*section, markdown::read(file, whole, from, markdown)?));
    }
    match wanted.next() {
        None => Ok(text),
        Some(missing) => {
            let line = whole.lines().count();
            Err(Mistake::new(file, line, format!("the section `## {}` is missing at the end", missing.heading())))
        }
    }
}

/// Headings of the second level and their places. Lines inside of fenced code are none.
fn split(whole: &str, begin: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut at, mut in_code) = (begin, false);
    for line in whole.get(begin..).unwrap_or_default().split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if let Some(heading) = line.strip_prefix("## ").filter(|_| !in_code) {
            found.push((at, heading.trim()));
        }
        at += line.len();
    }
    found
}
