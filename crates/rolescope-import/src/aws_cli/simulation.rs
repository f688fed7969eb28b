//! Answers of AWS's simulator.

use rolescope::report::PolicyType;
use rolescope::scenario::{Expectation, Step, StepResource};

use crate::ask::Ask;
use crate::facts::{Answer, Effect};
use crate::input::placeholder_arn;
use crate::tree::Node;
use crate::{Import, Kind};

pub(super) fn import(node: &Node) -> Option<Import> {
    node.get("EvaluationResults").map(simulated)
}

/// `simulate-principal-policy` and `simulate-custom-policy`.
fn simulated(results: &Node) -> Import {
    let mut import =
        Import::new(Kind::SimulatePrincipalPolicy, format!("{} answers of AWS's simulator", results.items().len()));
    let caller = placeholder_arn("user/UNRESOLVED-caller");
    for result in results.items() {
        let Some(action) = result.text_of("EvalActionName") else { continue };
        let resource = result.text_of("EvalResourceName").filter(|resource| *resource != "*");
        let (expect, effect) = match result.text_of("EvalDecision") {
            Some("allowed") => (Some(Expectation::Allowed), None),
            Some("explicitDeny") => (Some(Expectation::ExplicitDeny), Some(Effect::Explicit)),
            Some("implicitDeny") => (Some(Expectation::ImplicitDeny), Some(Effect::Implicit)),
            _ => (None, None),
        };
        let step = Step {
            caller: caller.clone(),
            action: action.to_owned(),
            resource: resource.map(|arn| StepResource::One(arn.to_owned())),
            expect,
            ..Step::default()
        };
        import.step(step, result.line);
        if import.answer == Answer::default() {
            import.answer = Answer { denied_by: limit(result), effect, ..Answer::default() };
        }
        let missing = result.get("MissingContextValues").map(Node::items).unwrap_or_default();
        for key in missing.iter().filter_map(Node::text).map(str::to_owned) {
            if !import.details.missing_context_keys.contains(&key) {
                import.details.missing_context_keys.push(key);
            }
        }
    }
    import.unresolved(
        "UNRESOLVED-caller",
        "the output does not name the principal (PolicySourceArn)",
        Some(results.line),
    );
    import.ask(Ask::words("caller (PolicySourceArn is not in the output)"));
    import.ask(Ask::words("policies of the caller"));
    import
}

/// The limit that AWS's simulator says the request did not pass.
fn limit(result: &Node) -> Option<PolicyType> {
    let is_no = |path: &[&str]| result.at(path).and_then(Node::boolean) == Some(false);
    if is_no(&["PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary"]) {
        return Some(PolicyType::PermissionsBoundary);
    }
    is_no(&["OrganizationsDecisionDetail", "AllowedByOrganizations"]).then_some(PolicyType::ServiceControl)
}
