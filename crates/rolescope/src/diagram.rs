//! Diagrams of a scenario. Each is a model, with three writers over it: a drawing, Mermaid text, and words.
//!
//! Must not know policies or how they are asked: all that it draws stands in scenario and report.
//!
//! Coordinates are whole pixels and widths are counted in characters: nothing here knows a font or a browser.

mod ceilings;
mod element;
mod gates;
mod measure;
mod mermaid;
mod model;
mod sequence;
mod tone;

pub use element::{Drawing, Element, STYLE};
pub use model::{Actor, Ceilings, Frame, Lane, LaneKind, Message, MessageKind, Sequence, Standing};
pub use tone::Tone;

use crate::report::StepReport;
use crate::scenario::Scenario;

/// The kinds of diagrams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DiagramKind {
    /// Sequence of calls: callers of STS, the credentials they get, and the calls made with them.
    #[default]
    Sequence,
    /// Guardrails around a grant.
    Ceilings,
}

/// A diagram of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Diagram {
    /// See [`DiagramKind::Sequence`].
    Sequence(Sequence),
    /// See [`DiagramKind::Ceilings`].
    Ceilings(Ceilings),
}

impl Diagram {
    /// The diagram of a scenario and the reports of its steps, in which `step` is selected. `None`: no such step.
    ///
    /// ```
    /// use rolescope::diagram::{Diagram, DiagramKind};
    /// use rolescope::{Scenario, analyze};
    ///
    /// let text = r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#;
    /// let scenario = Scenario::from_json(text)?;
    /// let diagram = Diagram::of(DiagramKind::Sequence, &scenario, &analyze(&scenario).steps, 0).unwrap();
    /// assert!(diagram.mermaid().starts_with("sequenceDiagram"));
    /// # Ok::<(), rolescope::scenario::ScenarioError>(())
    /// ```
    pub fn of(kind: DiagramKind, scenario: &Scenario, steps: &[StepReport], step: usize) -> Option<Self> {
        let selected = steps.get(step)?;
        Some(match kind {
            DiagramKind::Sequence => Self::Sequence(Sequence::of(scenario, steps, step)),
            DiagramKind::Ceilings => Self::Ceilings(Ceilings::of(selected)),
        })
    }

    /// Shapes with their places.
    ///
    /// ```
    /// use rolescope::diagram::{Diagram, DiagramKind};
    /// use rolescope::{Scenario, analyze};
    ///
    /// let scenario = Scenario::from_json(r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#)?;
    /// let diagram = Diagram::of(DiagramKind::Sequence, &scenario, &analyze(&scenario).steps, 0).unwrap();
    /// assert!(diagram.drawing().svg().starts_with("<svg"));
    /// # Ok::<(), rolescope::scenario::ScenarioError>(())
    /// ```
    pub fn drawing(&self) -> Drawing {
        match self {
            Self::Sequence(sequence) => sequence::draw(sequence),
            Self::Ceilings(ceilings) => ceilings::draw(ceilings),
        }
    }

    /// The text from which Mermaid draws the same.
    pub fn mermaid(&self) -> String {
        match self {
            Self::Sequence(sequence) => mermaid::sequence(sequence),
            Self::Ceilings(ceilings) => mermaid::ceilings(ceilings),
        }
    }

    /// The same in sentences, in the order of the drawing's numbers; names stand in backticks.
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::Sequence(sequence) => crate::english::diagram::sequence(sequence),
            Self::Ceilings(ceilings) => crate::english::diagram::ceilings(ceilings),
        }
    }
}
