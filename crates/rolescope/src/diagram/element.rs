//! Elements of SVG, put together by calls and written as text.

/// A diagram as shapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// What it shows, for those who do not see it.
    pub title: String,
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
    /// What it is made of.
    pub content: Vec<Element>,
}

/// An element of SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name: `path`.
    pub name: &'static str,
    /// Names and values; the class is one of them.
    pub attributes: Vec<(&'static str, String)>,
    /// Its text.
    pub text: String,
    /// Elements inside.
    pub children: Vec<Self>,
}

/// The look of a drawing that stands alone: the page's light colors. Color and current color instead of custom
/// properties, as not every program that shows SVG knows them.
pub const STYLE: &str = "\
svg{background:#f5f6f9;font:12px system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif}\
text{fill:#19212d}\
path{fill:none}\
.mid{text-anchor:middle}.end{text-anchor:end}\
.name{font-size:13px;font-weight:650}\
.code{font-family:ui-monospace,\"SF Mono\",Menlo,Consolas,\"DejaVu Sans Mono\",monospace}\
.note{fill:#545f70}\
.says{font-weight:600;fill:currentColor}\
.big{font-size:15px;font-weight:700;fill:currentColor}\
.halo{paint-order:stroke;stroke:#ffffff;stroke-width:6px;stroke-linejoin:round}.here .halo{stroke:#e9ecfb}\
.lane,.box{fill:#ffffff;stroke:#dbdfe7}\
.band{fill:#e9ecfb}.bar{fill:#3446c4}\
.rule{stroke:#dbdfe7}\
.life{stroke:#8d96a5;stroke-dasharray:2 5}.live{stroke:#3446c4;stroke-width:3}\
.wire{stroke:currentColor;stroke-width:2}.dash{stroke-dasharray:6 4}.stop{stroke:#8d96a5;stroke-width:2;stroke-dasharray:2 5}\
.head{fill:currentColor}\
.mark{stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}\
.dot{fill:#ffffff;stroke:currentColor;stroke-width:2}\
.frame{fill:#ffffff;stroke:currentColor;stroke-width:2}.cuts{stroke-width:3}.t-off>.frame{stroke:#8d96a5;stroke-width:1.5;stroke-dasharray:6 5}\
.t-allow{color:#10693a}.t-deny,.t-error{color:#b0221b}.t-nothing{color:#835000}.t-off{color:#5b6575}.t-info{color:#3446c4}\
.t-allow>.soft{fill:#e4f4ea}.t-deny>.soft,.t-error>.soft{fill:#fbe8e6}.t-nothing>.soft{fill:#fcf0db}.t-off>.soft{fill:#eceff3}";

impl Drawing {
    /// The drawing as a file of its own.
    pub fn svg(&self) -> String {
        let mut text = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
        let (width, height) = (self.width.to_string(), self.height.to_string());
        let view = ["0 0 ", &width, " ", &height].concat();
        for (name, value) in [("width", &width), ("height", &height), ("viewBox", &view)] {
            attribute(&mut text, name, value);
        }
        text.push_str("><title>");
        escape(&mut text, &self.title);
        text.push_str("</title><style>");
        escape(&mut text, STYLE);
        text.push_str("</style>\n");
        for element in &self.content {
            element.write(&mut text);
            text.push('\n');
        }
        text.push_str("</svg>\n");
        text
    }
}

impl Element {
    fn write(&self, text: &mut String) {
        text.push('<');
        text.push_str(self.name);
        for (name, value) in &self.attributes {
            attribute(text, name, value);
        }
        text.push('>');
        escape(text, &self.text);
        for child in &self.children {
            child.write(text);
        }
        text.push_str("</");
        text.push_str(self.name);
        text.push('>');
    }

    /// Sets an attribute.
    pub(super) fn set(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, value.to_owned()));
        self
    }

    pub(super) fn with(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }
}

fn attribute(text: &mut String, name: &str, value: &str) {
    for part in [" ", name, "=\""] {
        text.push_str(part);
    }
    escape(text, value);
    text.push('"');
}

/// Characters that XML cannot hold become one that it can.
fn escape(text: &mut String, raw: &str) {
    for character in raw.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\t' | '\n' => text.push(' '),
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => text.push('\u{fffd}'),
            _ => text.push(character),
        }
    }
}

/// An element of a class.
pub(super) fn element(name: &'static str, class: &str) -> Element {
    Element { name, attributes: vec![("class", class.to_owned())], text: String::new(), children: Vec::new() }
}

/// Place and size of a rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// A rectangle with round corners.
pub(super) fn rect(class: &str, area: Area) -> Element {
    let places = [("x", area.x), ("y", area.y), ("width", area.width), ("height", area.height), ("rx", 8)];
    placed(element("rect", class), &places)
}

/// A circle around a point.
pub(super) fn circle(class: &str, (x, y): (i32, i32), radius: i32) -> Element {
    placed(element("circle", class), &[("cx", x), ("cy", y), ("r", radius)])
}

/// A straight line.
pub(super) fn line(class: &str, from: (i32, i32), to: (i32, i32)) -> Element {
    placed(element("line", class), &[("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)])
}

/// One line of text; `y` is where its letters stand.
pub(super) fn text(class: &str, (x, y): (i32, i32), text: &str) -> Element {
    Element { text: text.to_owned(), ..placed(element("text", class), &[("x", x), ("y", y)]) }
}

/// An outline in a box of 16 by 16 whose center is at a point.
pub(super) fn mark(outline: &str, (x, y): (i32, i32)) -> Element {
    element("path", "mark").set("d", outline).set("transform", &moved(x - 8, y - 8))
}

/// The head of an arrow that points at `x` from the left, or from the right.
pub(super) fn head((x, y): (i32, i32), rightward: bool) -> Element {
    let outline = if rightward { "M0 0-9-5v10z" } else { "M0 0 9-5v10z" };
    element("path", "head").set("d", outline).set("transform", &moved(x, y))
}

fn moved(x: i32, y: i32) -> String {
    ["translate(", &x.to_string(), " ", &y.to_string(), ")"].concat()
}

fn placed(mut element: Element, places: &[(&'static str, i32)]) -> Element {
    for (name, value) in places {
        element.attributes.push((name, value.to_string()));
    }
    element
}

/// Elements that share a class.
pub(super) fn group(class: &str, children: Vec<Element>) -> Element {
    Element { children, ..element("g", class) }
}

/// What is said of an element when the pointer rests on it.
pub(super) fn hint(words: &str) -> Element {
    Element { name: "title", attributes: Vec::new(), text: words.to_owned(), children: Vec::new() }
}
