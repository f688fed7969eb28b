//! Functions of SAM: their role is not in the template, and their policies may be templates of SAM's own.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html>

use super::template::Template;
use crate::Import;
use crate::ask::Ask;
use crate::document::named;
use crate::tree::{Node, Value};

const TRUST: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#;

/// A policy template: its name, its parameter, its actions and its resources, where `{}` is the parameter's value and `@` the beginning
/// `arn:aws:SERVICE:REGION:ACCOUNT:`.
struct PolicyTemplate {
    name: &'static str,
    parameter: &'static str,
    service: &'static str,
    actions: &'static [&'static str],
    resources: &'static [&'static str],
}

macro_rules! templates {
    ($($name:literal ($parameter:literal, $service:literal): $($action:literal)* on $($resource:literal)*;)*) => {
        /// The templates, a row each.
        const TEMPLATES: &[PolicyTemplate] = &[$(PolicyTemplate {
            name: $name,
            parameter: $parameter,
            service: $service,
            actions: &[$($action),*],
            resources: &[$($resource),*],
        }),*];
    };
}

templates! {
    "DynamoDBReadPolicy" ("TableName", "dynamodb"):
        "GetItem" "Scan" "Query" "BatchGetItem" "DescribeTable"
        on "@table/{}" "@table/{}/index/*";
    "DynamoDBWritePolicy" ("TableName", "dynamodb"):
        "PutItem" "UpdateItem" "BatchWriteItem"
        on "@table/{}" "@table/{}/index/*";
    "DynamoDBCrudPolicy" ("TableName", "dynamodb"):
        "GetItem" "DeleteItem" "PutItem" "Scan" "Query" "UpdateItem" "BatchWriteItem" "BatchGetItem" "DescribeTable" "ConditionCheckItem"
        on "@table/{}" "@table/{}/index/*";
    "S3ReadPolicy" ("BucketName", "s3"):
        "GetObject" "ListBucket" "GetBucketLocation" "GetObjectVersion" "GetLifecycleConfiguration"
        on "arn:aws:s3:::{}" "arn:aws:s3:::{}/*";
    "S3WritePolicy" ("BucketName", "s3"):
        "PutObject" "PutObjectAcl" "PutLifecycleConfiguration"
        on "arn:aws:s3:::{}" "arn:aws:s3:::{}/*";
    "S3CrudPolicy" ("BucketName", "s3"):
        "GetObject" "ListBucket" "GetBucketLocation" "GetObjectVersion" "PutObject" "PutObjectAcl" "GetLifecycleConfiguration" "PutLifecycleConfiguration" "DeleteObject"
        on "arn:aws:s3:::{}" "arn:aws:s3:::{}/*";
    "SQSSendMessagePolicy" ("QueueName", "sqs"):
        "SendMessage*"
        on "@{}";
    "SQSPollerPolicy" ("QueueName", "sqs"):
        "ChangeMessageVisibility" "ChangeMessageVisibilityBatch" "DeleteMessage" "DeleteMessageBatch" "GetQueueAttributes" "ReceiveMessage"
        on "@{}";
    "SNSPublishMessagePolicy" ("TopicName", "sns"):
        "Publish"
        on "@{}";
    "LambdaInvokePolicy" ("FunctionName", "lambda"):
        "InvokeFunction"
        on "@function:{}*";
    "AWSSecretsManagerGetSecretValuePolicy" ("SecretArn", "secretsmanager"):
        "GetSecretValue"
        on "{}";
    "KMSDecryptPolicy" ("KeyId", "kms"):
        "Decrypt"
        on "@key/{}";
    "StepFunctionsExecutionPolicy" ("StateMachineName", "states"):
        "StartExecution"
        on "@stateMachine:{}";
}

/// The role that SAM writes for a function without one.
pub(super) fn function(import: &mut Import, template: &Template<'_>, id: &str, properties: &Node) {
    if properties.has("Role") {
        return;
    }
    let arn = template.role_of_function(id);
    if let Ok(trust) = crate::tree::json(TRUST) {
        import.trust_policy(&arn, named("trust", &trust), properties.line);
    }
    let mut count = 0;
    for policy in properties.get("Policies").map(Node::one_or_many).unwrap_or_default() {
        if let Some(document) = document(import, template, policy) {
            import.identity_policy(&arn, named(format!("{id}RolePolicy{count}"), &document), policy.line);
            count += 1;
        }
    }
    import.note("SAM writes the role: it is not in the template");
}

/// The document of an entry of `Policies`: written out, or made from a template. Names of managed policies have none here.
fn document(import: &mut Import, template: &Template<'_>, policy: &Node) -> Option<Node> {
    if policy.has("Statement") {
        return Some(template.resolve(policy));
    }
    if let [(name, parameters)] = policy.members() {
        if let Some(known) = TEMPLATES.iter().find(|known| known.name == name) {
            return Some(of_template(template, known, parameters));
        }
        if !name.starts_with("Fn::") && name != "Ref" {
            import.unresolved(name, "a policy template of SAM that is not known here", Some(policy.line));
            return None;
        }
    }
    if let Some((_, document)) = template.managed_document(policy) {
        return Some(document);
    }
    let name = template.resolve(policy).scalar()?;
    import.unresolved(&name, "AWS managed policy, attached by SAM", Some(policy.line));
    let arn = if name.starts_with("arn:") { name } else { format!("arn:aws:iam::aws:policy/{name}") };
    import.ask(Ask::policy_document(&arn, None, &format!("document of {arn}")));
    None
}

fn of_template(template: &Template<'_>, known: &PolicyTemplate, parameters: &Node) -> Node {
    let line = parameters.line;
    let value = parameters.get(known.parameter).and_then(|value| template.resolve(value).scalar());
    let value = value.unwrap_or_else(|| template.parameter(known.parameter, line));
    let text = |text: String| Node::of_text(text, line);
    let resource = |form: &&str| {
        let place = if form.starts_with('@') {
            format!("arn:aws:{}:{}:{}:", known.service, template.region(), template.account())
        } else {
            String::new()
        };
        text(form.replace('@', &place).replace("{}", &value))
    };
    let map = |members: Vec<(&str, Node)>| {
        Node::new(Value::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()), line)
    };
    let list = |items: Vec<Node>| Node::new(Value::List(items), line);
    let actions: Vec<Node> = known.actions.iter().map(|action| text(format!("{}:{action}", known.service))).collect();
    let statement = map(vec![
        ("Effect", text("Allow".to_owned())),
        ("Action", list(actions)),
        ("Resource", list(known.resources.iter().map(resource).collect())),
    ]);
    map(vec![("Version", text("2012-10-17".to_owned())), ("Statement", list(vec![statement]))])
}
