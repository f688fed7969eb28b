//! A template: names and ARNs of its resources, and what it does not say.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};

use rolescope::Map;

use super::names;
use crate::ask::Ask;
use crate::input::{MAX_SAID, PLACEHOLDER_ACCOUNT, placeholder_arn};
use crate::tree::{Node, Value};
use crate::{Import, Kind};

/// Longest text that functions make; names of AWS are much shorter.
pub(super) const MAX_TEXT: usize = 16 * 1024;
/// Longest chain of names that are made of names.
const MAX_NAMES: usize = 32;
/// The most values that references bring.
const MAX_BROUGHT: usize = 1_000_000;
/// Region that stands where the template takes the stack's.
pub(super) const PLACEHOLDER_REGION: &str = "eu-west-1";

/// A template, and what was found out about it.
pub(super) struct Template<'n> {
    pub(super) root: &'n Node,
    pub(super) kind: Kind,
    /// Works functions out, with this template.
    resolve: fn(&Self, &Node) -> Node,
    /// Names of resources that were worked out; absent while one is being worked out.
    names: RefCell<BTreeMap<String, Option<String>>>,
    gaps: RefCell<Gaps>,
    /// Names that are being worked out.
    depth: Cell<usize>,
    resources: HashMap<&'n str, &'n Node>,
    parameters: HashMap<&'n str, &'n Node>,
    /// Managed policies of the template that its roles and users have.
    attached: HashSet<&'n str>,
    /// Values that references brought.
    brought: Cell<usize>,
}

/// Gaps of the template, in the order in which they were found.
#[derive(Default)]
struct Gaps {
    unresolved: Vec<(String, String, usize)>,
    parameters: Vec<String>,
    /// Kinds of resources whose names CloudFormation makes up.
    generated: Vec<&'static str>,
    region: bool,
}

impl<'n> Template<'n> {
    pub(super) fn new(root: &'n Node, kind: Kind, resolve: fn(&Self, &Node) -> Node) -> Self {
        let lists = resources(root).iter().filter_map(|(_, it)| it.at(&["Properties", "ManagedPolicyArns"]));
        Self {
            root,
            kind,
            resolve,
            names: RefCell::default(),
            gaps: RefCell::default(),
            depth: Cell::new(0),
            resources: first_of(resources(root)),
            parameters: first_of(root.get("Parameters").map(Node::members).unwrap_or_default()),
            attached: lists.flat_map(Node::items).filter_map(|arn| arn.text_of("Ref")).collect(),
            brought: Cell::new(0),
        }
    }

    /// The account: no template has one.
    pub(super) fn account(&self) -> &'static str {
        PLACEHOLDER_ACCOUNT
    }

    pub(super) fn region(&self) -> &'static str {
        self.gaps.borrow_mut().region = true;
        PLACEHOLDER_REGION
    }

    /// The resource with this logical id.
    pub(super) fn resource(&self, id: &str) -> Option<&'n Node> {
        self.resources.get(id).copied()
    }

    /// The parameter of this name.
    pub(super) fn declared(&self, name: &str) -> Option<&'n Node> {
        self.parameters.get(name).copied()
    }

    /// True if a value may be copied to where it is referred to: copies of long ones would fill the memory.
    pub(super) fn has_room_for(&self, node: &Node) -> bool {
        self.brought.set(self.brought.get().saturating_add(node.size()));
        self.brought.get() <= MAX_BROUGHT
    }

    /// A value, functions worked out.
    pub(super) fn resolve(&self, node: &Node) -> Node {
        (self.resolve)(self, node)
    }

    /// Name of a resource; its logical id stands in for one that CloudFormation makes up.
    pub(super) fn name(&self, id: &str) -> String {
        if let Some(known) = self.names.borrow().get(id) {
            return known.clone().unwrap_or_else(|| self.unresolved(id, "its name refers to itself", 1));
        }
        if self.depth.get() >= MAX_NAMES {
            return id.to_owned();
        }
        self.names.borrow_mut().insert(id.to_owned(), None);
        self.depth.set(self.depth.get() + 1);
        let name = self.worked_out_name(id);
        self.depth.set(self.depth.get() - 1);
        self.names.borrow_mut().insert(id.to_owned(), Some(name.clone()));
        name
    }

    fn worked_out_name(&self, id: &str) -> String {
        let Some(resource) = self.resource(id) else { return id.to_owned() };
        let kind = resource.text_of("Type").unwrap_or_default();
        let written = names::property(kind).and_then(|property| resource.at(&["Properties", property]));
        if let Some(name) = written.and_then(|name| self.resolve(name).scalar()).filter(|name| name.len() <= MAX_TEXT) {
            return name;
        }
        let word = names::word(kind);
        let mut gaps = self.gaps.borrow_mut();
        if !word.is_empty() && !gaps.generated.contains(&word) {
            gaps.generated.push(word);
        }
        if kind == "AWS::S3::Bucket" { id.to_ascii_lowercase() } else { id.to_owned() }
    }

    /// ARN of a resource.
    pub(super) fn arn(&self, id: &str) -> String {
        let resource = self.resource(id);
        let kind = resource.and_then(|resource| resource.text_of("Type")).unwrap_or_default();
        let path = resource
            .and_then(|resource| resource.at(&["Properties", "Path"]))
            .and_then(|path| self.resolve(path).scalar());
        let path = path.unwrap_or_else(|| "/".to_owned());
        let name = self.name(id);
        names::arn(kind, &path, &name, self.account(), || self.region()).unwrap_or_else(|| {
            self.unresolved(id, format!("the ARN of {id}, a {kind}"), resource.map_or(1, |resource| resource.line))
        })
    }

    /// Text that stands for something that the template does not say.
    pub(super) fn unresolved(&self, name: &str, why: impl Into<String>, line: usize) -> String {
        let name: String =
            name.chars().map(|it| if it.is_ascii_alphanumeric() || it == '.' { it } else { '-' }).take(64).collect();
        let text = format!("UNRESOLVED-{name}");
        let why = why.into();
        let mut gaps = self.gaps.borrow_mut();
        let is_known = gaps.unresolved.iter().any(|(known, reason, _)| *known == text && *reason == why);
        if gaps.unresolved.len() < MAX_SAID && !is_known {
            gaps.unresolved.push((text.clone(), why, line));
        }
        text
    }

    /// A parameter without a value.
    pub(super) fn parameter(&self, name: &str, line: usize) -> String {
        let text = self.unresolved(name, format!("${{{name}}}: a parameter without a default"), line);
        let mut gaps = self.gaps.borrow_mut();
        if !gaps.parameters.iter().any(|known| known == name) {
            gaps.parameters.push(name.to_owned());
        }
        text
    }

    /// Name and document of a managed policy of the template.
    pub(super) fn managed_document(&self, arn: &Node) -> Option<(String, Node)> {
        let id = arn.text_of("Ref")?;
        let policy = self.resource(id).filter(|it| it.text_of("Type") == Some("AWS::IAM::ManagedPolicy"))?;
        let document = policy.at(&["Properties", "PolicyDocument"]).filter(|document| self.has_room_for(document))?;
        Some((self.name(id), self.resolve(document)))
    }

    /// True if a role or user of the template has this managed policy.
    pub(super) fn is_attached(&self, id: &str) -> bool {
        self.attached.contains(id)
    }

    pub(super) fn tags(&self, properties: &Node) -> Map<String> {
        let pairs = properties.get("Tags").map(Node::items).unwrap_or_default().iter();
        let text = |pair: &Node, name: &str| self.resolve(pair.get(name)?).scalar();
        pairs.filter_map(|pair| Some((text(pair, "Key")?, text(pair, "Value")?))).collect()
    }

    /// Says what the template does not say.
    pub(super) fn report(&self, import: &mut Import) {
        let gaps = self.gaps.borrow();
        for (text, why, line) in &gaps.unresolved {
            import.unresolved(text, why, Some(*line));
        }
        match gaps.generated.as_slice() {
            [] => {}
            [one] if self.kind == Kind::Sam => {
                import.unresolved(format!("{one} name"), "generated by CloudFormation", None)
            }
            [one] => import.unresolved(
                format!("name of {one}"),
                "generated at deployment; the logical id is used instead",
                None,
            ),
            several => {
                import.unresolved(
                    format!("names of {}", several.join(" and ")),
                    "generated at deployment; the logical ids are used instead",
                    None,
                );
            }
        }
        for parameter in &gaps.parameters {
            import.ask(Ask::words(format!("value of {parameter}")));
        }
        import.without_account("the template names none");
        if gaps.region {
            import.ask(Ask::command(
                format!("Region ({PLACEHOLDER_REGION} is a placeholder)"),
                "aws configure get region",
                crate::ask::Need::Other,
            ));
        }
    }

    /// The role that SAM writes for a function.
    pub(super) fn role_of_function(&self, id: &str) -> String {
        let mut gaps = self.gaps.borrow_mut();
        if !gaps.generated.contains(&"role") {
            gaps.generated.push("role");
        }
        placeholder_arn(&format!("role/stack-{id}Role-EXAMPLE"))
    }

    /// Default of a parameter.
    pub(super) fn default_of(&self, name: &str) -> Option<Node> {
        let parameter = self.declared(name)?;
        let default = parameter.get("Default").filter(|default| self.has_room_for(default))?;
        let kind = parameter.text_of("Type").unwrap_or_default();
        if !kind.starts_with("List<") && kind != "CommaDelimitedList" {
            return default.scalar().map(|text| Node::of_text(text, default.line));
        }
        let items = default.text()?.split(',').map(|item| Node::of_text(item.trim(), default.line)).collect();
        Some(Node::new(Value::List(items), default.line))
    }
}

fn resources(root: &Node) -> &[(String, Node)] {
    root.get("Resources").map(Node::members).unwrap_or_default()
}

/// Members by name; of several with one name the first.
fn first_of(members: &[(String, Node)]) -> HashMap<&str, &Node> {
    let mut first = HashMap::with_capacity(members.len());
    for (name, node) in members {
        first.entry(name.as_str()).or_insert(node);
    }
    first
}
