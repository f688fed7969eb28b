use base64ct::{Base64UrlUnpadded, Encoding};

fn fragment(scenario: &str) -> String {
    let packed = miniz_oxide::deflate::compress_to_vec(scenario.as_bytes(), 9);
    format!("#s=1.{}", Base64UrlUnpadded::encode_string(&packed))
}
