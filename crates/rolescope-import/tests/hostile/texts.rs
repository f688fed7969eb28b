//! Texts that want to keep the importer busy for ever, for the tests and for the bench.

use std::fmt::Write as _;

/// Makes a text.
type Make = fn() -> String;

/// Texts that look small and mean much.
pub(crate) const SMALL: &[(&str, Make)] = &[
    ("aliases that multiply", laughs),
    ("aliases of one long list", || long_list("- *a\n", 900)),
    ("merges of one long map", || long_map(900)),
    ("an alias of itself", || "Resources: &a\n  A: { Type: AWS::IAM::Role, Properties: *a }\n".to_owned()),
    ("brackets in JSON", || nested("[", "]", "", "")),
    ("brackets in a template", || nested("[", "]", "Resources:\n  A: ", "\n")),
    ("objects in a policy", || nested("{\"a\":", "}", "{\"Statement\": [{\"Effect\": ", "}]}")),
    ("brackets in Terraform", || nested("[", "]", "resource \"aws_iam_role\" \"a\" {\n  name = ", "\n}\n")),
    ("strings in strings of Terraform", || nested("${\"", "\"}", "locals {\n  a = \"", "\"\n}\n")),
    ("blocks of YAML", || {
        (0..500).fold("Resources:\n".to_owned(), |text, depth| text + &" ".repeat(depth + 1) + "a:\n")
    }),
    ("locals that double", || doubling("concat(local.a{}, local.a{})", "[\"x\", \"x\"]")),
    ("texts that double", || doubling("\"${local.a{}}${local.a{}}\"", "\"xx\"")),
    ("names that double in a template", names),
    ("half a template", || "{\"Resources\": {\"A\": {\"Type\": \"AWS::IAM::Role\"".to_owned()),
    ("half a configuration", || "resource \"aws_iam_role\" \"a\" {\n  name = \"".to_owned()),
    ("a web page", || format!("<!DOCTYPE html><html><body>{}</body></html>", "<p>AccessDenied</p>".repeat(10_000))),
    ("a program", || "\u{7f}ELF\u{2}\u{1}\u{1}\u{0}".repeat(10_000)),
    ("names of prototypes", || {
        "{\"__proto__\": {\"constructor\": {\"prototype\": 1}}, \"Role\": {\"__proto__\": 1, \"hasOwnProperty\": 2}}"
            .to_owned()
    }),
    ("text in text in text", || (0..15).fold("{}".to_owned(), |text, _| format!("{text:?}"))),
    ("escapes of escapes", || "%25".repeat(30_000) + "7B"),
];

/// Pieces that fill ten megabytes, in one line where they have no line end.
pub(crate) const PIECES: &[&str] = &[
    "a",
    "{",
    "[",
    "\"",
    "{\"a\":",
    "x = [{ ",
    "x = ",
    "User: ",
    " is not authorized to perform: ",
    "User: a is not authorized to perform: s3:GetObject on resource: b with an explicit deny in ",
    "\"eventSource\": 1, \"eventName\": 1, ",
    "%7B",
    "${",
    "eyJ",
    "eyJhbGciOiJSUzI1NiJ9.",
    "&a ",
    "*a ",
    "password",
    "password: ",
    "AKIA",
    "- ",
    "- a\n",
    "a: b\n",
    "Resources:\n",
    "Resources:\n  A: { Type: AWS::IAM::Role }\n",
    "resource \"aws_iam_role\" \"a\" {\n",
    "locals {\n  a = 1\n}\n",
    "[profile a]\nrole_arn = b\n",
    "kind: ServiceAccount\n---\n",
    "<Result>",
    "https://example.com/#s=",
    "\\\"",
    "\u{1b}[31m",
    "│ ",
    "\u{202e}",
];

fn laughs() -> String {
    let mut text = "Resources:\n  A: { Type: AWS::IAM::Role }\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let _ = writeln!(text, "a{level}: &a{level} [{}]", format!("*a{}, ", level - 1).repeat(10));
    }
    text
}

fn long_list(item: &str, times: usize) -> String {
    format!("Resources:\n  A: {{ Type: AWS::IAM::Role }}\na: &a\n{}b:\n{}", "- x\n".repeat(1_000), item.repeat(times))
}

fn long_map(times: usize) -> String {
    let members: String = (0..1_000).map(|number| format!("  key-number-{number}: x\n")).collect();
    format!("Resources:\n  A: {{ Type: AWS::IAM::Role }}\na: &a\n{members}b:\n{}", "  <<: *a\n".repeat(times))
}

fn nested(open: &str, close: &str, before: &str, after: &str) -> String {
    [before, &open.repeat(100_000), &close.repeat(100_000), after].concat()
}

fn doubling(next: &str, first: &str) -> String {
    let mut text = format!("locals {{\n  a0 = {first}\n");
    for level in 1..300 {
        let next = next.replace("{}", &(level - 1).to_string());
        let _ = writeln!(text, "  a{level} = {next}");
    }
    text + "}\nresource \"aws_iam_role\" \"r\" {\n  name = \"r\"\n  managed_policy_arns = local.a30\n  path = local.a299\n}\n"
}

fn names() -> String {
    let mut text =
        "Resources:\n  R0: { Type: AWS::IAM::Role, Properties: { RoleName: xxxxxxxxxxxxxxxx } }\n".to_owned();
    for level in 1..100 {
        let name = format!("${{R{0}}}${{R{0}}}", level - 1);
        let _ = writeln!(text, "  R{level}: {{ Type: AWS::IAM::Role, Properties: {{ RoleName: !Sub \"{name}\" }} }}");
    }
    text
}

/// Texts of many things that all have names of their own: a piece, in which `#` is its number, what stands before them and after.
pub(crate) const WIDE: &[(&str, &str, &str, &str)] = &[
    ("profiles", "", "[profile p#]\nrole_arn = arn:aws:iam::111122223333:role/r#\n", ""),
    (
        "service accounts",
        "",
        "kind: ServiceAccount\nmetadata: {name: s#, annotations: {eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/r#}}\n---\n",
        "",
    ),
    ("buckets of a configuration", "", "resource \"aws_s3_bucket\" \"b#\" {\n  bucket = \"b#\"\n}\n", ""),
    (
        "policies of a configuration",
        "",
        "resource \"aws_iam_policy\" \"p#\" {\n  policy = \"{}\"\n}\nresource \"aws_iam_role_policy_attachment\" \"a#\" {\n  role = \"r#\"\n  policy_arn = aws_iam_policy.p#.arn\n}\n",
        "",
    ),
    (
        "policy documents",
        "",
        "data \"aws_iam_policy_document\" \"d#\" {\n  statement {\n    sid = \"s#\"\n  }\n}\n",
        "",
    ),
    (
        "locals",
        "locals {\n",
        "  l# = \"${local.l1}#\"\n",
        "}\nresource \"aws_iam_role\" \"r\" {\n  name = local.l9\n}\n",
    ),
    (
        "roles of a template",
        "Resources:\n",
        "  R#: {Type: AWS::IAM::Role, Properties: {RoleName: !Sub \"${R1}#\"}}\n",
        "",
    ),
    (
        "managed policies of a template",
        "Resources:\n",
        "  P#: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: []}}}\n  R#: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: [!Ref P#]}}\n",
        "",
    ),
    (
        "parameters of a template",
        "Resources:\n  R: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref P9}}\nParameters:\n",
        "  P#: {Type: String, Default: x#}\n",
        "",
    ),
    ("members of one map", "Resources:\n  R: {Type: AWS::IAM::Role}\na:\n  <<: {b: c}\n", "  k#: v\n", ""),
    (
        "events",
        "{\"Records\": [",
        "{\"eventSource\": \"s3.amazonaws.com\", \"eventName\": \"GetObject\", \"userIdentity\": {\"type\": \"IAMUser\", \"arn\": \"arn:aws:iam::111122223333:user/u#\"}},\n",
        "{}]}",
    ),
    (
        "roles of an account",
        "{\"RoleDetailList\": [",
        "{\"RoleName\": \"r#\", \"Arn\": \"arn:aws:iam::111122223333:role/r#\", \"AttachedManagedPolicies\": [{\"PolicyArn\": \"arn:aws:iam::aws:policy/P#\"}]},\n",
        "{}]}",
    ),
    (
        "users of a plan",
        "{\"planned_values\": {\"root_module\": {\"resources\": [",
        "{\"type\": \"aws_iam_user\", \"name\": \"u#\", \"values\": {\"name\": \"u#\"}},\n",
        "{}]}}}",
    ),
    (
        "denials",
        "",
        "User: arn:aws:iam::111122223333:user/u# is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::amzn-s3-demo-bucket/# because no identity-based policy allows the s3:GetObject action\n",
        "",
    ),
    (
        "steps",
        "{\"steps\": [",
        "{\"caller\": \"anonymous\", \"action\": \"s3:GetObject\", \"resource\": \"arn:aws:s3:::b#\"},\n",
        "{\"caller\": \"anonymous\", \"action\": \"s3:GetObject\"}]}",
    ),
    (
        "results of a simulation",
        "{\"EvaluationResults\": [",
        "{\"EvalActionName\": \"s3:GetObject\", \"EvalResourceName\": \"arn:aws:s3:::b#\", \"EvalDecision\": \"allowed\"},\n",
        "{}]}",
    ),
    (
        "associations of pods",
        "{\"associations\": [",
        "{\"clusterName\": \"c\", \"namespace\": \"n\", \"serviceAccount\": \"s#\", \"roleArn\": \"arn:aws:iam::111122223333:role/r#\"},\n",
        "{}]}",
    ),
    ("endpoints", "{\"VpcEndpoints\": [", "{\"VpcEndpointId\": \"vpce-#\", \"PolicyDocument\": \"{}\"},\n", "{}]}"),
    ("secrets", "Statement:\n", "password: abcdefgh#\n", ""),
];

/// A wide text of some length: as many pieces as go into it.
pub(crate) fn wide((_, before, piece, after): &(&str, &str, &str, &str), bytes: usize) -> String {
    let mut text = (*before).to_owned();
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        text.push_str(&piece.replace('#', &number.to_string()));
    }
    text + after
}
