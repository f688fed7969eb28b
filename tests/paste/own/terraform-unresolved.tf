module "network" {
  source = "./network"
}

resource "aws_iam_role" "each" {
  for_each           = toset(["a", "b"])
  name               = each.value
  assume_role_policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }]
    }
  EOF
}

data "aws_iam_policy_document" "open" {
  dynamic "statement" {
    for_each = var.statements
    content {
      actions = statement.value
    }
  }
}
