//! Elements of SVG, put together by calls and written as text.

/// A diagram as shapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Description, for those who do not see it.
    pub title: String,
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
    /// The shapes it is made of.
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
svg{background:#f5f6f9;font:12px system-ui,sans-serif}\
text{fill:#19212d}\
path{fill:none}\
.mid{text-anchor:middle}.end{text-anchor:end}\
.name{font-size:13px;font-weight:650}\
.code{font-family:ui-monospace,monospace}\
.note{fill:#545f70}\
.says{font-weight:600;fill:currentColor}\
.big{font-size:15px;font-weight:700;fill:currentColor}\
.halo{paint-order:stroke;stroke:#ffffff;stroke-width:8px;stroke-linejoin:round}.here .halo{stroke:#e9ecfb}\
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
        for (name, value) in self.size() {
            attribute(&mut text, name, &value);
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

    /// Attributes of the outermost element that say its size.
    pub fn size(&self) -> [(&'static str, String); 3] {
        let (width, height) = (self.width.to_string(), self.height.to_string());
        [("viewBox", ["0 0 ", &width, " ", &height].concat()), ("width", width), ("height", height)]
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

/// Place and size of a rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// Draws shape upon shape; what comes later lies above.
#[derive(Debug)]
pub(super) struct Pen {
    drawn: Vec<Element>,
    /// Beginnings of the groups that are not closed yet, in shapes.
    open: Vec<usize>,
}

impl Pen {
    pub(super) const fn new() -> Self {
        Self { drawn: Vec::new(), open: Vec::new() }
    }

    /// Everything that was drawn.
    pub(super) fn finish(self) -> Vec<Element> {
        self.drawn
    }

    /// Begins a group of a class.
    pub(super) fn open(&mut self, class: &str) {
        self.put("g", class, &[], &[], "");
        self.open.push(self.drawn.len());
    }

    /// Ends the group that was begun last.
    pub(super) fn close(&mut self) {
        let shapes = self.drawn.split_off(self.open.pop().unwrap_or(0));
        if let Some(group) = self.drawn.last_mut() {
            group.children = shapes;
        }
    }

    /// A rectangle with round corners.
    pub(super) fn rect(&mut self, class: &str, area: Area) {
        let values = [area.x, area.y, area.width, area.height, 8];
        self.put("rect", class, &["x", "y", "width", "height", "rx"], &values, "");
    }

    /// A circle around a point.
    pub(super) fn circle(&mut self, class: &str, x: i32, y: i32, radius: i32) {
        self.put("circle", class, &["cx", "cy", "r"], &[x, y, radius], "");
    }

    /// A straight line.
    pub(super) fn line(&mut self, class: &str, x: i32, y: i32, to_x: i32, to_y: i32) {
        self.put("line", class, &["x1", "y1", "x2", "y2"], &[x, y, to_x, to_y], "");
    }

    /// One line of text; `y` is where its letters stand.
    pub(super) fn text(&mut self, class: &str, x: i32, y: i32, text: &str) {
        self.put("text", class, &["x", "y"], &[x, y], text);
    }

    /// An outline in a box of 16 by 16 whose center is at a point.
    pub(super) fn mark(&mut self, outline: &str, x: i32, y: i32) {
        self.path("mark", outline, x - 8, y - 8);
    }

    /// The head of an arrow that points at `x` from the left, or from the right.
    pub(super) fn head(&mut self, x: i32, y: i32, rightward: bool) {
        self.path("head", if rightward { "M0 0-9-5v10z" } else { "M0 0 9-5v10z" }, x, y);
    }

    /// An outline that begins at a point.
    pub(super) fn path(&mut self, class: &str, outline: &str, x: i32, y: i32) {
        self.put("path", class, &[], &[], "");
        if let Some(path) = self.drawn.last_mut() {
            let place = ["translate(", &x.to_string(), " ", &y.to_string(), ")"].concat();
            path.attributes.extend([("d", outline.to_owned()), ("transform", place)]);
        }
    }

    /// Text that is shown when the pointer rests on the group.
    pub(super) fn hint(&mut self, words: &str) {
        self.put("title", "", &[], &[], words);
    }

    fn put(&mut self, name: &'static str, class: &str, names: &[&'static str], values: &[i32], text: &str) {
        let mut attributes = Vec::new();
        if !class.is_empty() {
            attributes.push(("class", class.to_owned()));
        }
        for (name, value) in names.iter().zip(values) {
            attributes.push((*name, value.to_string()));
        }
        self.drawn.push(Element { name, attributes, text: text.to_owned(), children: Vec::new() });
    }
}
