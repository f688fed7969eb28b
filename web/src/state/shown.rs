//! Part of a long list that is drawn.

use rolescope::report::{Answer, PolicyType};

use super::Control;
use crate::focus::TracePath;

/// Items of a long list that are drawn at first, around the one that is looked at.
const FEW: usize = 50;

/// A list with so many items is still drawn whole.
const WHOLE: usize = 60;

/// Items that each press adds.
const MORE: usize = 200;

/// A list that can be long.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum List {
    /// Paragraphs of the scenario's description.
    Paragraphs,
    Stations,
    Policies,
    Problems,
    /// Below a trust policy: what sort of role it makes.
    Sorts,
    Steps,
    /// Resources of the selected step.
    Touched,
    /// Condition keys that the step gives or a policy asks for.
    Keys,
    /// The other condition keys.
    OtherKeys,
    /// The entries of the trace below a path.
    Trace(TracePath),
    /// The diagram in words.
    Words,
    Forms,
    Groups,
    Levels(Control),
    /// Carriers that can take one more policy of a type.
    Carriers(PolicyType),
    /// Callers with this answer to the question of who can assume a role.
    Who(Answer),
}

/// Numbers of further items that were asked for, before and behind those that are drawn at first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shown(Vec<(List, usize, usize)>);

/// The items of a list that are drawn: from `start` to before `end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Few {
    pub(crate) start: usize,
    pub(crate) end: usize,
    total: usize,
    earlier: usize,
    later: usize,
}

/// Items that are not drawn on one side of those.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) before: bool,
    /// Number of items; 0 when all are drawn because somebody asked for them.
    pub(crate) hidden: usize,
}

impl Shown {
    /// Which of `total` items to draw, `at` among them.
    pub(crate) fn few(&self, list: &List, total: usize, at: Option<usize>) -> Few {
        let asked = self.0.iter().find(|(known, ..)| known == list);
        let (earlier, later) = asked.map_or((0, 0), |(_, earlier, later)| (*earlier, *later));
        if total <= WHOLE {
            return Few { start: 0, end: total, total, earlier: 0, later: 0 };
        }
        let first = (at.unwrap_or(0) / FEW * FEW).min(total - FEW);
        let (start, end) = (first.saturating_sub(earlier), (first + FEW).saturating_add(later).min(total));
        Few { start, end, total, earlier, later }
    }

    /// Asks for more on one side; where there are no more, for as few as at first.
    pub(super) fn more(&mut self, list: &List, part: Part) {
        let known = self.0.iter().position(|(known, ..)| known == list);
        let (_, mut earlier, mut later) = known.map_or((list.clone(), 0, 0), |at| self.0.remove(at));
        let asked = if part.before { &mut earlier } else { &mut later };
        *asked = if part.hidden == 0 { 0 } else { *asked + part.next() };
        self.0.push((list.clone(), earlier, later));
    }

    /// Entries of a trace move when the scenario changes.
    pub(super) fn forget_trace(&mut self) {
        self.0.retain(|(list, ..)| !matches!(list, List::Trace(_)));
    }
}

impl Few {
    pub(crate) fn before(&self) -> Option<Part> {
        (self.start > 0 || self.earlier > 0).then_some(Part { before: true, hidden: self.start })
    }

    pub(crate) fn after(&self) -> Option<Part> {
        let hidden = self.total - self.end;
        (hidden > 0 || self.later > 0).then_some(Part { before: false, hidden })
    }

    /// The items that are drawn.
    pub(crate) const fn range(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

impl Part {
    /// Number of items that come with the next press.
    const fn next(self) -> usize {
        if self.hidden > MORE + FEW { MORE } else { self.hidden }
    }

    /// `Show 200 more of 21,749 resources`
    pub(crate) fn words(self, items: &str) -> String {
        let (hidden, next) = (spelled(self.hidden), self.next());
        match (self.hidden, self.before) {
            (0, _) => format!("Show fewer {items}"),
            (all, true) if all == next => format!("Show the {hidden} {items} before"),
            (all, false) if all == next => format!("Show the other {hidden} {items}"),
            (_, true) => format!("Show {next} more of {hidden} {items} before"),
            (_, false) => format!("Show {next} more of {hidden} {items}"),
        }
    }
}

/// `21,749`
pub(crate) fn spelled(number: usize) -> String {
    let digits = number.to_string();
    let mut spelled = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spelled.push(',');
        }
        spelled.push(digit);
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(shown: &Shown, total: usize, at: Option<usize>) -> (usize, usize) {
        let few = shown.few(&List::Touched, total, at);
        (few.start, few.end)
    }

    #[test]
    fn a_short_list_is_whole_and_of_a_long_one_what_is_looked_at_is_there() {
        let shown = Shown::default();
        assert_eq!((range(&shown, 0, None), range(&shown, 60, Some(59))), ((0, 0), (0, 60)));
        assert_eq!((range(&shown, 61, None), range(&shown, 61, Some(60))), ((0, 50), (11, 61)));
        for at in [0, 49, 50, 99, 100, 21_798] {
            let few = shown.few(&List::Touched, 21_799, Some(at));
            assert!(few.range().contains(&at) && few.range().len() == 50, "{at}: {few:?}");
        }
        assert_eq!(range(&shown, 100, Some(1_000)), (50, 100), "what is looked at is gone");
    }

    #[test]
    fn each_press_brings_more_until_all_are_there_and_then_fewer() {
        let mut shown = Shown::default();
        let mut said = Vec::new();
        for _ in 0..3 {
            let part = shown.few(&List::Touched, 400, Some(3)).after().unwrap();
            said.push(part.words("resources"));
            shown.more(&List::Touched, part);
        }
        assert_eq!(said, ["Show 200 more of 350 resources", "Show the other 150 resources", "Show fewer resources"]);
        assert_eq!(range(&shown, 400, Some(3)), (0, 50));
        assert_eq!(shown.few(&List::Keys, 400, None).range(), 0..50, "each list is asked for by itself");
    }

    #[test]
    fn what_stands_before_comes_in_the_same_way() {
        let mut shown = Shown::default();
        let part = shown.few(&List::Steps, 1_000, Some(999)).before().unwrap();
        assert_eq!(part.words("steps"), "Show 200 more of 950 steps before");
        shown.more(&List::Steps, part);
        assert_eq!(shown.few(&List::Steps, 1_000, Some(999)).range(), 750..1_000);
        let few = shown.few(&List::Steps, 1_000, Some(60));
        assert_eq!((few.start, few.before().unwrap().words("steps").as_str()), (0, "Show fewer steps"));
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!([0, 999, 1_000, 21_749, 1_000_000].map(spelled), ["0", "999", "1,000", "21,749", "1,000,000"]);
    }
}
