//! Names and ARNs of resources, by their types.

/// Property that holds a resource's name.
pub(super) fn property(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "AWS::IAM::Role" => "RoleName",
        "AWS::IAM::User" => "UserName",
        "AWS::IAM::Group" => "GroupName",
        "AWS::IAM::Policy" | "AWS::IAM::RolePolicy" | "AWS::IAM::UserPolicy" => "PolicyName",
        "AWS::IAM::ManagedPolicy" => "ManagedPolicyName",
        "AWS::S3::Bucket" => "BucketName",
        "AWS::SQS::Queue" => "QueueName",
        "AWS::SNS::Topic" => "TopicName",
        "AWS::DynamoDB::Table" | "AWS::Serverless::SimpleTable" => "TableName",
        "AWS::Lambda::Function" | "AWS::Serverless::Function" => "FunctionName",
        "AWS::ECR::Repository" => "RepositoryName",
        "AWS::SecretsManager::Secret" | "AWS::SSM::Parameter" | "AWS::ECS::Cluster" => "Name",
        "AWS::Logs::LogGroup" => "LogGroupName",
        "AWS::StepFunctions::StateMachine" => "StateMachineName",
        _ => return None,
    })
}

/// Word for the resource.
pub(super) fn word(kind: &str) -> &'static str {
    match kind {
        "AWS::IAM::Role" => "role",
        "AWS::IAM::User" => "user",
        "AWS::S3::Bucket" => "bucket",
        "AWS::SQS::Queue" => "queue",
        "AWS::SNS::Topic" => "topic",
        "AWS::DynamoDB::Table" | "AWS::Serverless::SimpleTable" => "table",
        "AWS::KMS::Key" => "key",
        "AWS::SecretsManager::Secret" => "secret",
        "AWS::Lambda::Function" | "AWS::Serverless::Function" => "function",
        _ => "",
    }
}

/// ARN of a resource; `None` if the form is not known here.
pub(super) fn arn<'r>(
    kind: &str,
    path: &str,
    name: &str,
    account: &str,
    region: impl Fn() -> &'r str,
) -> Option<String> {
    let of_iam = |sort: &str| Some(format!("arn:aws:iam::{account}:{sort}{path}{name}"));
    let regional =
        |service: &str, resource: &str| Some(format!("arn:aws:{service}:{}:{account}:{resource}{name}", region()));
    match kind {
        "AWS::IAM::Role" => of_iam("role"),
        "AWS::IAM::User" => of_iam("user"),
        "AWS::IAM::Group" => of_iam("group"),
        "AWS::IAM::ManagedPolicy" => of_iam("policy"),
        "AWS::S3::Bucket" => Some(format!("arn:aws:s3:::{name}")),
        "AWS::SQS::Queue" => regional("sqs", ""),
        "AWS::SNS::Topic" => regional("sns", ""),
        "AWS::KMS::Key" => regional("kms", "key/"),
        "AWS::DynamoDB::Table" | "AWS::Serverless::SimpleTable" => regional("dynamodb", "table/"),
        "AWS::Lambda::Function" | "AWS::Serverless::Function" => regional("lambda", "function:"),
        "AWS::ECR::Repository" => regional("ecr", "repository/"),
        "AWS::SecretsManager::Secret" => regional("secretsmanager", "secret:"),
        "AWS::SSM::Parameter" => regional("ssm", "parameter/"),
        "AWS::Logs::LogGroup" => regional("logs", "log-group:"),
        "AWS::ECS::Cluster" => regional("ecs", "cluster/"),
        "AWS::StepFunctions::StateMachine" => regional("states", "stateMachine:"),
        _ => None,
    }
}

/// True if `Ref` of the type gives its ARN and not its name.
pub(super) fn is_referred_to_by_arn(kind: &str) -> bool {
    matches!(
        kind,
        "AWS::IAM::ManagedPolicy"
            | "AWS::SNS::Topic"
            | "AWS::SecretsManager::Secret"
            | "AWS::StepFunctions::StateMachine"
    )
}
