//! Definitions of a configuration, and its gaps.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet};

use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};
use iam_syntax::LineIndex;

use crate::input::{MAX_SAID, PLACEHOLDER_ACCOUNT};
use crate::tree::Node;

/// Longest chain of references.
const MAX_REFERENCES: usize = 40;
/// The most values that references bring.
const MAX_VALUES: usize = 20_000;

/// Definitions of the text, by name.
pub(super) struct Known<'b> {
    pub(super) variables: BTreeMap<&'b str, &'b Block>,
    pub(super) locals: BTreeMap<&'b str, &'b Expression>,
    /// Resources and data sources by `type.label` and `data.type.label`.
    pub(super) blocks: BTreeMap<String, &'b Block>,
    worked_out: RefCell<BTreeMap<String, Option<Node>>>,
    pub(super) gaps: RefCell<Vec<(String, String, usize)>>,
    depth: Cell<usize>,
    values: Cell<usize>,
    /// Makes a policy of a data source, with these definitions.
    pub(super) document: fn(&Self, &Block) -> Node,
    text: &'b str,
    lines: LineIndex,
}

impl<'b> Known<'b> {
    pub(super) fn of(body: &'b Body, text: &'b str, document: fn(&Self, &Block) -> Node) -> Self {
        let mut known = Self {
            variables: BTreeMap::new(),
            locals: BTreeMap::new(),
            blocks: BTreeMap::new(),
            worked_out: RefCell::default(),
            gaps: RefCell::default(),
            depth: Cell::new(0),
            values: Cell::new(0),
            document,
            text,
            lines: LineIndex::new(text),
        };
        for block in body.blocks() {
            match (block.ident.value().as_str(), block.labels.as_slice()) {
                ("variable", [name]) => {
                    known.variables.insert(name.as_str(), block);
                }
                ("locals", _) => {
                    known
                        .locals
                        .extend(block.body.attributes().map(|local| (local.key.value().as_str(), &local.value)));
                }
                ("resource", [kind, label]) => {
                    known.blocks.insert(format!("{}.{}", kind.as_str(), label.as_str()), block);
                }
                ("data", [kind, label]) => {
                    known.blocks.insert(format!("data.{}.{}", kind.as_str(), label.as_str()), block);
                }
                ("module", [name]) => {
                    known.unresolved(
                        &format!("module.{}", name.as_str()),
                        "the content of the module is not in this text",
                        known.line(block),
                    );
                }
                _ => {}
            }
        }
        known
    }

    /// The line that something begins in.
    pub(super) fn line(&self, of: &impl Span) -> usize {
        let start = of.span().map_or(0, |span| span.start);
        self.lines.line_column(self.text, u32::try_from(start).unwrap_or(u32::MAX)).line as usize
    }

    /// Text that stands for something that the configuration does not say.
    pub(super) fn unresolved(&self, name: &str, why: &str, line: usize) -> String {
        let clean: String = name
            .chars()
            .map(|it| if it.is_ascii_alphanumeric() || "._".contains(it) { it } else { '-' })
            .take(80)
            .collect();
        let text = format!("UNRESOLVED-{clean}");
        let mut gaps = self.gaps.borrow_mut();
        if gaps.len() < MAX_SAID && !gaps.iter().any(|(known, ..)| *known == text) {
            gaps.push((text.clone(), why.to_owned(), line));
        }
        text
    }

    /// A value that is worked out once; a chain of references that is too long, or leads back, is unresolved.
    pub(super) fn once(&self, name: &str, line: usize, work: impl FnOnce() -> Node) -> Node {
        if let Some(known) = self.worked_out.borrow().get(name) {
            return match known {
                Some(node) if self.has_room_for(node) => node.clone(),
                _ => Node::of_text(self.unresolved(name, "it refers to itself, or to too many others", line), line),
            };
        }
        if self.depth.get() >= MAX_REFERENCES {
            return Node::of_text(self.unresolved(name, "the chain of references is too long", line), line);
        }
        self.worked_out.borrow_mut().insert(name.to_owned(), None);
        self.depth.set(self.depth.get() + 1);
        let node = work();
        self.depth.set(self.depth.get() - 1);
        self.worked_out.borrow_mut().insert(name.to_owned(), Some(node.clone()));
        node
    }

    fn has_room_for(&self, node: &Node) -> bool {
        let values = self.values.get().saturating_add(node.size());
        self.values.set(values);
        values <= MAX_VALUES
    }

    /// Labels of the policy documents that the text refers to.
    pub(super) fn referred_documents(&self) -> HashSet<&'b str> {
        let after = self.text.split("aws_iam_policy_document.").skip(1);
        after.filter_map(|after| after.split_once('.')).map(|(label, _)| label).collect()
    }

    pub(super) fn account(&self) -> &'static str {
        PLACEHOLDER_ACCOUNT
    }
}
