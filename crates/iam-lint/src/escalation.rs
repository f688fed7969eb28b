//! Ways from few permissions to many.

use iam_syntax::{Span, Statement};

use crate::subject::{covered, not_resource, open_resource};

/// Actions that run code, or keep it running, with a role that was passed. The catalog has every one of them; that it needs `iam:PassRole` is in AWS's
/// service authorization reference for nine, and not looked up for the others. In lower case.
pub(crate) const RUNS_WITH_ROLE: [&str; 24] = [
    "apprunner:createservice",
    "autoscaling:createlaunchconfiguration",
    "batch:registerjobdefinition",
    "bedrock-agentcore:createcodeinterpreter",
    "cloudformation:createstack",
    "cloudformation:createstackset",
    "cloudformation:updatestack",
    "codebuild:createproject",
    "codebuild:updateproject",
    "codepipeline:createpipeline",
    "datapipeline:putpipelinedefinition",
    "ec2:associateiaminstanceprofile",
    "ec2:runinstances",
    "ecs:registertaskdefinition",
    "ecs:runtask",
    "glue:createdevendpoint",
    "glue:createjob",
    "glue:updatejob",
    "lambda:createfunction",
    "sagemaker:createnotebookinstance",
    "sagemaker:createprocessingjob",
    "sagemaker:createtrainingjob",
    "scheduler:createschedule",
    "states:createstatemachine",
];

/// Actions that give a user, group or role other permissions. In lower case.
pub(crate) const EDITS_PERMISSIONS: [&str; 9] = [
    "iam:addusertogroup",
    "iam:attachgrouppolicy",
    "iam:attachrolepolicy",
    "iam:attachuserpolicy",
    "iam:createpolicyversion",
    "iam:putgrouppolicy",
    "iam:putrolepolicy",
    "iam:putuserpolicy",
    "iam:setdefaultpolicyversion",
];

/// Place of the action where a statement allows one of the actions on resources of IAM that it does not name.
pub(crate) fn unnamed<'a>(statement: &Statement, actions: &[&'a str]) -> Option<(&'a str, Span)> {
    let open = open_resource(statement, "iam").is_some() || not_resource(statement).is_some();
    if !open || !statement.conditions.is_empty() {
        return None;
    }
    actions.iter().find_map(|action| Some((*action, covered(statement, action)?.1)))
}
