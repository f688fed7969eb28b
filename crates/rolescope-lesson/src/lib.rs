//! Lessons about AWS roles: a story, a question, a policy to fix and one to get around, graded by the engine.
//!
//! A [`Lesson`] is read from the files of its folder ([`Files`]): `lesson.md` has the settings and the text, `scenario.json` the tiny AWS
//! that it plays in, `accepted/` solutions and `rejected/` near misses. A solution is graded by what its policies do ([`Lesson::grade_fix`]): every
//! request of the lesson, the hidden ones too, must be decided as the lesson says. No text is compared.
//!
//! # Example: a solution is graded
//!
//! ```
//! use rolescope_lesson::{Files, FixGrade, Lesson, Policies};
//! # let files = Files::from([
//! #     ("lesson.md", include_str!("../tests/data/small/lesson.md")),
//! #     ("scenario.json", include_str!("../tests/data/small/scenario.json")),
//! # ]);
//!
//! let lesson = Lesson::read(&files)?;
//! let answer = r#"{ "Version": "2012-10-17", "Statement": {
//!   "Effect": "Allow", "Action": "s3:*", "Resource": "*"
//! } }"#;
//! let FixGrade::Wrong(wrong) = lesson.grade_fix(&Policies::from([("permissions", answer)])) else { panic!() };
//! assert_eq!(wrong.request, "ana deletes the report");
//! # Ok::<(), rolescope_lesson::Mistake>(())
//! ```
//!
//! # Example: a folder is checked
//!
//! ```
//! use rolescope_lesson::{Files, check};
//!
//! let mistakes = check(&Files::from([("scenario.json", "{}")]));
//! assert_eq!(mistakes[0].to_string(), "lesson.md:1: there is no such file");
//! ```
//!
//! # Example: a packed lesson is opened
//!
//! [`Pack`] is a lesson as one JSON file. Lessons of others are safe to open: raw HTML, pictures and links that are not `https` are mistakes,
//! and the text is a tree of [`Block`]s, not HTML.
//!
//! ```
//! use rolescope_lesson::{Files, Pack};
//! # let files = Files::from([
//! #     ("lesson.md", include_str!("../tests/data/small/lesson.md")),
//! #     ("scenario.json", include_str!("../tests/data/small/scenario.json")),
//! # ]);
//!
//! let packed = Pack::of("small", files).to_json()?;
//! let lesson = Pack::from_json(&packed)?.lesson()?;
//! assert_eq!(lesson.settings.title, "Read, not delete");
//! # Ok::<(), rolescope_lesson::Mistake>(())
//! ```
//!
//! # Limits
//!
//! - A packed lesson has at most [`MAX_PACK`] bytes.
//! - A lesson has at most [`MAX_WORDS`] words and asks for at most [`MAX_ACTIONS`] actions.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod check;
mod files;
mod grade;
mod lesson;
mod markdown;
mod mistake;
mod pack;
mod settings;
mod solution;
mod text;

pub use check::{MAX_ACTIONS, MAX_WORDS, check};
pub use files::Files;
pub use grade::{BreakGrade, FixGrade, WrongFix};
pub use lesson::Lesson;
pub use markdown::{Block, Inline};
pub use mistake::Mistake;
pub use pack::{MAX_PACK, Pack};
pub use settings::{Answers, Belief, Break, Fix, HiddenRequest, Question, Settings};
pub use solution::{Policies, Solution};
pub use text::{Section, Text};

/// JSON Schema of a packed lesson.
#[cfg(feature = "schema")]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Pack)
}
