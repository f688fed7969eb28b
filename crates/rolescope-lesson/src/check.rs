//! Every mistake of a lesson that can be found by reading and playing it.

use std::collections::BTreeMap;

use rolescope::report::{Decision, Severity};
use rolescope::scenario::{Expectation, Step};
use rolescope::{Compiled, analyze};

use crate::files::Files;
use crate::grade::{BreakGrade, FixGrade};
use crate::lesson::{ACCEPTED, LESSON, Lesson, REJECTED, SCENARIO};
use crate::mistake::Mistake;
use crate::pack::Pack;
use crate::solution::{Policies, Solution};
use crate::text::Section;

/// Most words that a learner reads in a lesson.
pub const MAX_WORDS: usize = 600;
/// Most actions that a lesson asks for: those of the walk, the answer to the question, and the two tasks.
pub const MAX_ACTIONS: usize = 8;
const MIN_ACCEPTED: usize = 3;
const MIN_REJECTED: usize = 5;
const MIN_BELIEFS: usize = 3;
const HINTS: usize = 3;

/// Every mistake of a lesson: it is read, all solutions and near misses are graded, and its limits are held.
///
/// Empty if the lesson is complete.
pub fn check(files: &Files) -> Vec<Mistake> {
    let lesson = match Lesson::read(files) {
        Ok(lesson) => lesson,
        Err(mistake) => return vec![mistake],
    };
    let mut check = Check { lesson: &lesson, mistakes: Vec::new() };
    check.files(files);
    check.text();
    check.question();
    check.fix();
    check.accepted();
    check.rejected();
    check.beliefs();
    check.breaking();
    check.mistakes.extend(Pack::of("", files.clone()).to_json().err());
    check.mistakes
}

struct Check<'l> {
    lesson: &'l Lesson,
    mistakes: Vec<Mistake>,
}

impl Check<'_> {
    fn say(&mut self, file: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake::of(file, message));
    }

    fn files(&mut self, files: &Files) {
        let known = |path: &str| {
            let in_folder = |folder: &str| {
                path.strip_prefix(folder).is_some_and(|name| name.starts_with('/') && name.ends_with(".json"))
            };
            path == LESSON || path == SCENARIO || in_folder(ACCEPTED) || in_folder(REJECTED)
        };
        for path in files.paths().filter(|path| !known(path)) {
            self.say(path, "a lesson has no such file: it has `lesson.md`, `scenario.json`, and `.json` files in `accepted` and `rejected`");
        }
    }

    fn text(&mut self) {
        let text = &self.lesson.text;
        let (words, actions) = (text.words(), text.actions());
        if words > MAX_WORDS {
            self.say(LESSON, format!("learners read {words} words, more than {MAX_WORDS}"));
        }
        if actions > MAX_ACTIONS {
            self.say(LESSON, format!("the lesson asks for {actions} actions, more than {MAX_ACTIONS}"));
        }
        for section in Section::ALL.into_iter().filter(|section| text.section(*section).is_empty()) {
            self.say(LESSON, format!("the section `## {}` is empty", section.heading()));
        }
    }

    fn question(&mut self) {
        let question = &self.lesson.settings.question;
        let steps = &self.lesson.scenario.steps;
        let Some(at) = steps.iter().position(|step| step.name.as_ref() == Some(&question.step)) else {
            return self.say(
                LESSON,
                format!("the question is about the step `{}`, which the scenario does not have", question.step),
            );
        };
        if Compiled::new(&self.lesson.scenario).decisions().get(at) == Some(&Decision::Error) {
            self.say(
                LESSON,
                format!("the step `{}` of the question ends in an error: it cannot be answered", question.step),
            );
        }
    }

    fn fix(&mut self) {
        let fix = &self.lesson.settings.fix;
        for problem in analyze(&self.lesson.scenario).problems.iter().filter(|it| it.severity == Severity::Error) {
            self.say(SCENARIO, format!("the policy at {}: {}", problem.pointer, problem.message));
        }
        let mut scenario = self.lesson.scenario.clone();
        for (name, pointer) in &fix.policies {
            if scenario.policy_mut(pointer).is_none() {
                self.say(LESSON, format!("the scenario has no policy at `{pointer}` (fix.policies.{name})"));
            }
        }
        if fix.hints.len() != HINTS {
            self.say(LESSON, format!("there are {} hints, and must be {HINTS} (fix.hints)", fix.hints.len()));
        }
        if matches!(self.lesson.grade_fix(&Policies::default()), FixGrade::Accepted { .. }) {
            self.say(SCENARIO, "nothing is to be fixed: every request is decided as it should be already");
        }
        self.requests();
    }

    /// Names of requests, and what they expect.
    fn requests(&mut self) {
        let hidden: Vec<&Step> = self.lesson.settings.fix.requests.iter().map(|request| &request.step).collect();
        let mut seen = BTreeMap::new();
        for (file, step) in self
            .lesson
            .scenario
            .steps
            .iter()
            .map(|step| (SCENARIO, step))
            .chain(hidden.iter().map(|step| (LESSON, *step)))
        {
            match &step.name {
                None => self.say(file, format!("a request of `{}` has no name", step.action)),
                Some(name) if seen.insert(name.clone(), ()).is_some() => {
                    self.say(file, format!("two requests have the name `{name}`"));
                }
                Some(name) if step.expect.is_none() => {
                    self.say(file, format!("the request `{name}` does not say what it expects"));
                }
                Some(_) => {}
            }
        }
        for allowed in [true, false] {
            let is_so = |step: &&Step| step.expect.is_some_and(|expect| (expect == Expectation::Allowed) == allowed);
            if !hidden.iter().any(is_so) {
                let word = if allowed { "allowed" } else { "denied" };
                self.say(LESSON, format!("no hidden request must be {word} (fix.requests)"));
            }
        }
    }

    fn accepted(&mut self) {
        let accepted = &self.lesson.accepted;
        if accepted.len() < MIN_ACCEPTED {
            self.say(ACCEPTED, format!("there are {} solutions, and must be {MIN_ACCEPTED} or more", accepted.len()));
        }
        if self.lesson.best().is_none() {
            self.say(LESSON, format!("there is no accepted solution `{}` (fix.best)", self.lesson.settings.fix.best));
        }
        let mut forms: BTreeMap<String, &str> = BTreeMap::new();
        for solution in accepted {
            let file = file_of(ACCEPTED, solution);
            self.names(&file, solution);
            if let FixGrade::Wrong(wrong) = self.lesson.grade_fix(&solution.policies) {
                self.say(
                    &file,
                    format!("this solution is graded as wrong by the request `{}`: {}", wrong.request, wrong.reason),
                );
            }
            if let Some(same) = forms.insert(solution.policies.normal_form(), &solution.name) {
                self.say(&file, format!("this solution has the same structure as `{same}`"));
            }
        }
    }

    fn rejected(&mut self) {
        let rejected = &self.lesson.rejected;
        if rejected.len() < MIN_REJECTED {
            self.say(REJECTED, format!("there are {} near misses, and must be {MIN_REJECTED} or more", rejected.len()));
        }
        for solution in rejected {
            let file = file_of(REJECTED, solution);
            self.names(&file, solution);
            match self.lesson.grade_fix(&solution.policies) {
                FixGrade::Accepted { .. } => self.say(&file, "this near miss is graded as a solution"),
                FixGrade::Wrong(wrong) => {
                    if wrong.request != solution.shows {
                        let message =
                            format!("it is the request `{}` that shows why, not `{}`", wrong.request, solution.shows);
                        self.say(&file, message);
                    }
                    if wrong.belief != solution.belief {
                        let named =
                            |belief: &Option<String>| belief.as_ref().map_or("none".to_owned(), |id| format!("`{id}`"));
                        let message = format!(
                            "the belief that it shows is {}, not {}",
                            named(&wrong.belief),
                            named(&solution.belief)
                        );
                        self.say(&file, message);
                    }
                }
            }
        }
    }

    /// Names of the policies of a solution: those that are to be fixed, all of them.
    fn names(&mut self, file: &str, solution: &Solution) {
        let wanted = &self.lesson.settings.fix.policies;
        let has = |name: &str| solution.policies.iter().any(|(it, _)| it == name);
        for name in wanted.keys().filter(|name| !has(name)) {
            self.say(file, format!("the policy `{name}` is missing"));
        }
        for (name, _) in solution.policies.iter().filter(|(name, _)| !wanted.contains_key(*name)) {
            self.say(file, format!("the policy `{name}` is none of those to fix (fix.policies)"));
        }
    }

    fn beliefs(&mut self) {
        let beliefs = &self.lesson.settings.fix.beliefs;
        if beliefs.len() < MIN_BELIEFS {
            self.say(
                LESSON,
                format!("there are {} beliefs, and must be {MIN_BELIEFS} or more (fix.beliefs)", beliefs.len()),
            );
        }
        let settings = &self.lesson.settings.fix;
        let visible = self.lesson.scenario.steps.iter().filter_map(|step| step.name.as_deref());
        let names: Vec<&str> = visible.chain(settings.requests.iter().map(|request| request.name())).collect();
        for belief in beliefs {
            for name in belief.when.keys().filter(|name| !names.contains(&name.as_str())) {
                self.say(
                    LESSON,
                    format!("the belief `{}` is about the request `{name}`, which there is not", belief.id),
                );
            }
            if belief.when.is_empty() {
                self.say(LESSON, format!("the belief `{}` names no request by which it is recognized", belief.id));
            }
            if !self.lesson.rejected.iter().any(|solution| solution.belief.as_ref() == Some(&belief.id)) {
                self.say(LESSON, format!("no near miss shows the belief `{}`", belief.id));
            }
        }
    }

    fn breaking(&mut self) {
        let Some(solution) = self.lesson.to_break() else {
            return self.say(
                LESSON,
                format!("there is no near miss `{}` to get around (break.of)", self.lesson.settings.breaking.of),
            );
        };
        let hidden = self.lesson.settings.fix.requests.iter().map(|request| &request.step);
        let mut requests = self.lesson.scenario.steps.iter().chain(hidden);
        if !requests.any(|step| matches!(self.lesson.grade_break(step), BreakGrade::GetsThrough { .. })) {
            let file = file_of(REJECTED, solution);
            self.say(
                &file,
                "no request of the lesson gets around this near miss: it cannot be broken as far as the lesson knows",
            );
        }
    }
}

fn file_of(folder: &str, solution: &Solution) -> String {
    format!("{folder}/{}.json", solution.name)
}
