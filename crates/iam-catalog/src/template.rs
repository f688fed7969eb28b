//! Names with variables, such as `arn:${Partition}:s3:::${BucketName}` and `aws:ResourceTag/${TagKey}`.

/// True if `text` fits `pattern`, where `*` is any text and `?` one byte. ASCII letters compare without case.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut place) = (0, 0);
    // The last star, and the place in the text up to which it reaches.
    let mut star: Option<(usize, usize)> = None;
    while let Some(&byte) = text.get(place) {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(&wanted) if wanted == b'?' || wanted.eq_ignore_ascii_case(&byte) => {
                at += 1;
                place += 1;
            }
            Some(_) | None => {
                let Some((star_at, reached)) = star else { return false };
                star = Some((star_at, reached + 1));
                at = star_at + 1;
                place = reached + 1;
            }
        }
    }
    pattern.get(at..).is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

/// True if `text` is the template with some text, at least one byte, for each variable.
pub(crate) fn fits(template: &str, text: &str) -> bool {
    matches(&as_pattern(template), text)
}

/// True if `arn` fits the format of an ARN. A variable stays inside its field. Where the resource begins with a variable, as a bucket's name,
/// that one has no slash: `arn:aws:s3:::box/key` is an object, not a bucket.
pub(crate) fn arn_fits(format: &str, arn: &str) -> bool {
    let mut wanted = format.splitn(6, ':');
    let mut given = arn.splitn(6, ':');
    for _ in 0..5 {
        let (Some(wanted), Some(given)) = (wanted.next(), given.next()) else { return false };
        if !fits(wanted, given) {
            return false;
        }
    }
    let (Some(wanted), Some(given)) = (wanted.next(), given.next()) else { return false };
    if !fits(wanted, given) {
        return false;
    }
    let begins_with_variable = wanted.starts_with("${");
    !begins_with_variable || wanted.contains('/') || !given.contains('/')
}

fn as_pattern(template: &str) -> String {
    let mut pattern = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, from)) = rest.split_once("${") {
        pattern.push_str(before);
        pattern.push_str("?*");
        rest = from.split_once('}').map_or("", |(_, after)| after);
    }
    pattern.push_str(rest);
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks_match_as_in_policies() {
        for (pattern, text) in
            [("s3:Get*", "s3:GetObject"), ("S3:get?bject", "s3:GetObject"), ("*", ""), ("a*b*c", "aXbYbZc")]
        {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("s3:Get", "s3:GetObject"), ("s3:*X", "s3:GetObject"), ("?", ""), ("a*b*c", "acb")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn variables_stand_for_at_least_one_character() {
        assert!(fits("aws:ResourceTag/${TagKey}", "aws:resourcetag/Team"));
        assert!(!fits("aws:ResourceTag/${TagKey}", "aws:ResourceTag/"));
        assert!(!fits("aws:TagKeys", "aws:TagKeys/x"));
    }

    #[test]
    fn arns_fit_field_by_field() {
        let bucket = "arn:${Partition}:s3:::${BucketName}";
        let object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
        assert!(arn_fits(bucket, "arn:aws:s3:::box") && !arn_fits(bucket, "arn:aws:s3:::box/key"));
        assert!(arn_fits(object, "arn:aws:s3:::box/a/b") && !arn_fits(object, "arn:aws:s3:::box"));
        let role = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}";
        assert!(arn_fits(role, "arn:aws:iam::111122223333:role/team/Deploy"));
        assert!(!arn_fits(role, "arn:aws:iam::111122223333:user/Ana") && !arn_fits(role, "*"));
        let queue = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}";
        assert!(arn_fits(queue, "arn:aws:sqs:eu-west-1:111122223333:jobs") && !arn_fits(queue, "arn:aws:sqs:::jobs"));
    }
}
