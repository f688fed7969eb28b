// Made from iam-catalog: UPDATE_GOLDEN=1 cargo test --test project own_tags

/// Service of the action, its key up to the slash (`{}` is the type), and the types that have it: after `!`, all but these.
#[rustfmt::skip]
pub(super) const OWN_TAG_KEYS: [(&str, &str, &str); 19] = [
    ("autoscaling", "autoscaling:ResourceTag/", "autoScalingGroup"),
    ("dms", "dms:{}-tag/", "!"),
    ("ec2", "ec2:ResourceTag/", "!vpn-connection-device-type"),
    ("ecr", "ecr:ResourceTag/", "!"),
    ("ecr-public", "ecr-public:ResourceTag/", "!registry"),
    ("ecs", "ecs:ResourceTag/", "capacity-provider cluster container-instance service task task-definition task-set"),
    ("elasticloadbalancing", "elasticloadbalancing:ResourceTag/", "!"),
    ("elasticmapreduce", "elasticmapreduce:ResourceTag/", "!"),
    ("iotanalytics", "iotanalytics:ResourceTag/", "!"),
    ("license-manager", "license-manager:ResourceTag/", "license-configuration report-generator"),
    ("rds", "rds:{}-tag/", "cluster cluster-pg cluster-snapshot db es og pg ri secgrp snapshot subgrp"),
    ("s3", "s3:AccessPointTag/", "accesspoint"),
    ("s3express", "s3express:AccessPointTag/", "!bucket"),
    ("s3express", "s3express:BucketTag/", "bucket"),
    ("s3tables", "s3tables:TableBucketTag/", "!"),
    ("s3vectors", "s3vectors:VectorBucketTag/", "!"),
    ("sagemaker", "sagemaker:ResourceTag/", "!human-loop mlflow-tracking-server sagemaker-catalog shared-model shared-model-event"),
    ("secretsmanager", "secretsmanager:ResourceTag/", "!"),
    ("ssm", "ssm:resourceTag/", "automation-execution document ec2:instance maintenancewindow managed-instance opsmetadata parameter patchbaseline windowtarget windowtask"),
];

/// Actions of S3 that can ask for tags of an object.
#[rustfmt::skip]
pub(super) const OBJECT_TAG_ACTIONS: &str = "deleteobjectannotation deleteobjecttagging deleteobjectversionannotation deleteobjectversiontagging getobject getobjectacl getobjectannotation getobjectattributes getobjecttagging getobjectversion getobjectversionacl getobjectversionannotation getobjectversionattributes getobjectversiontagging listobjectannotations listobjectversionannotations putobjectacl putobjectannotation putobjecttagging putobjectversionacl putobjectversionannotation putobjectversiontagging updateobjectencryption";
