//! Characters in messages: never invisible, never mistaken for another.

/// Characters that look like Latin ones, each with the Latin one behind it.
const LOOK_ALIKES: &str = "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXаaеeоoрpсcуyхx\
    ѕsіiјjԁdһhΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXνvοoıi\
    ſs‐-‑-‒-–-—-−-∗*∶:⁄/∕/‘'’'“\"”\"";

/// Names of characters that cannot be seen or are easily taken for others.
const NAMES: &[(char, &str)] = &[
    ('\0', "null"),
    ('\t', "tab"),
    ('\n', "line feed"),
    ('\r', "carriage return"),
    ('\u{a0}', "no-break space"),
    ('\u{200b}', "zero width space"),
    ('\u{2018}', "left single quotation mark"),
    ('\u{2019}', "right single quotation mark"),
    ('\u{201c}', "left double quotation mark"),
    ('\u{201d}', "right double quotation mark"),
    ('\u{feff}', "byte order mark"),
];

/// The user's words in backticks.
pub(super) fn quoted(text: &str) -> String {
    if text.is_empty() { "the empty text".into() } else { format!("`{}`", shown(text)) }
}

/// The user's words with an escape for each character that cannot be seen.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) {
            shown.push_str(&character.escape_unicode().to_string());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A character by what can be said about it: script, itself, code point, name.
pub(super) fn described(character: char) -> String {
    let code = format!("U+{:04X}", u32::from(character));
    let name = NAMES.iter().find(|(it, _)| *it == character).map(|(_, name)| *name);
    match (is_invisible(character), name) {
        (true, Some(name)) => format!("{code} ({name})"),
        (true, None) => format!("the invisible character {code}"),
        (false, Some(name)) => format!("`{character}` {code} ({name})"),
        (false, None) if character.is_ascii() => format!("`{character}`"),
        (false, None) => format!("{}`{character}` {code}", script(character)),
    }
}

/// The Latin character that looks the same.
pub(super) fn look_alike(character: char) -> Option<char> {
    let code = u32::from(character);
    // The full-width forms are ASCII, moved.
    if (0xff01..=0xff5e).contains(&code) {
        return char::from_u32(code - 0xfee0);
    }
    let mut letters = LOOK_ALIKES.chars();
    while let (Some(other), Some(latin)) = (letters.next(), letters.next()) {
        if other == character {
            return Some(latin);
        }
    }
    None
}

fn script(character: char) -> &'static str {
    match character {
        '\u{370}'..='\u{3ff}' => "Greek ",
        '\u{400}'..='\u{52f}' => "Cyrillic ",
        '\u{ff01}'..='\u{ff5e}' => "full-width ",
        _ => "",
    }
}

/// Controls, blanks other than the space, marks of direction and whatever else leaves no ink.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && character != ' ')
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
