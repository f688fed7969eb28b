//! JSON as a tree.

use iam_syntax::LineIndex;
use iam_syntax::json::{self, Problem, ProblemKind, Type};

use super::{Node, Value};
use crate::ImportError;

/// Reads JSON.
///
/// # Errors
///
/// The text is not JSON, or is nested too deeply.
pub(crate) fn json(text: &str) -> Result<Node, ImportError> {
    let document = json::read(text);
    let lines = Lines { text, index: LineIndex::new(text) };
    if let Some(problem) = document.problems.iter().find(|problem| !is_harmless(problem)) {
        let place = lines.index.line_column(text, problem.span.start);
        return Err(ImportError::at(message(&problem.kind), place.line as usize, place.column as usize));
    }
    document.root().map(|root| node(&root, &lines)).ok_or_else(|| ImportError::new("there is no text"))
}

struct Lines<'t> {
    text: &'t str,
    index: LineIndex,
}

fn is_harmless(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::ByteOrderMark)
}

fn message(kind: &ProblemKind) -> String {
    if *kind == ProblemKind::TooDeep {
        return format!("the JSON is nested deeper than {} levels", json::MAX_DEPTH);
    }
    "this is not complete JSON from here on; paste the whole output, from its first `{` to its last `}`".to_owned()
}

/// Brackets are nested no deeper than the reader allows, so this is not called deeper either.
fn node(value: &json::Value<'_>, lines: &Lines<'_>) -> Node {
    let line = lines.index.line_column(lines.text, value.span().start).line as usize;
    let content = || value.content().into_owned();
    let value = match value.json_type() {
        Some(Type::Object) => {
            let member =
                |(name, value): (json::Value<'_>, json::Value<'_>)| (name.content().into_owned(), node(&value, lines));
            Value::Map(value.members().map(member).collect())
        }
        Some(Type::Array) => Value::List(value.items().map(|item| node(&item, lines)).collect()),
        Some(Type::String) => Value::Text(content()),
        Some(Type::Number) => Value::Number(content()),
        Some(Type::Boolean) => Value::Boolean(value.written() == "true"),
        Some(Type::Null) | None => Value::Null,
    };
    Node::new(value, line)
}
