//! Parameters of a call to STS, facts about a written-out session, and rare facts about a step.

use rolescope::scenario::Step;

use crate::components::field::Forms;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag};
use crate::components::wire::click;
use crate::state::{Action, Change, Editable, Entity, Field};

const COMMON: [(&str, Field); 2] = [("session-name", Field::SessionName), ("duration", Field::Duration)];
const SELDOM: [(&str, Field); 5] = [
    ("source-identity", Field::SourceIdentity),
    ("session-tags", Field::SessionTags),
    ("transitive-tag-keys", Field::TransitiveTagKeys),
    ("claims", Field::Claims),
    ("provided-contexts", Field::ProvidedContexts),
];
const CALLER: [(&str, Field); 5] = [
    ("caller-tags", Field::CallerTags),
    ("caller-source-identity", Field::CallerSourceIdentity),
    ("issued-at", Field::IssuedAt),
    ("caller-mfa", Field::CallerMfa),
    ("issuer", Field::Issuer),
];
const FURTHER: [(&str, Field); 3] =
    [("endpoint-id", Field::EndpointId), ("step-time", Field::Time), ("expect", Field::Expect)];

/// Parameters of the call to STS, and facts about the session of its caller, where there is such a thing.
pub(crate) fn session_request(step: &Step, at: usize, forms: &mut Forms<'_>) -> Option<Tag> {
    let entity = Entity::Step(at);
    // Who empties the last field of a group is not done with it.
    let typed = |field| forms.typed(&Editable::Field(entity, field)).is_some();
    let any = |fields: &[(&str, Field)]| fields.iter().any(|(_, field)| typed(*field));
    let asked = any(&COMMON) || any(&SELDOM) || typed(Field::ExternalId);
    let asks = step.session.is_some() || step.calls_sts() || asked;
    let written_out = step.caller_session.is_some() || step.is_called_in_session() || any(&CALLER);
    if !asks && !written_out {
        return None;
    }
    let mut request = None;
    if asks {
        // What a call does not take can be taken out where it was given.
        let shown = |given: bool, field| given || forms.typed(&Editable::Field(entity, field)).is_some();
        let given = step.session.as_ref();
        let external_id = given.is_some_and(|it| it.external_id.is_some()) || step.takes_external_id();
        let external_id = shown(external_id, Field::ExternalId);
        let mfa = shown(given.is_some_and(|it| it.mfa.is_some()) || step.takes_mfa(), Field::Mfa);
        let common = forms
            .fields(tag("div").class("pair"), entity, &COMMON)
            .maybe(external_id.then(|| forms.field("external-id", entity, Field::ExternalId)))
            .maybe(mfa.then(|| forms.field("mfa", entity, Field::Mfa)));
        let seldom = forms.fields(tag("div").class("pair"), entity, &SELDOM);
        let remove = step.session.as_ref().map(|_| {
            button("quiet", click(forms.dispatch, Action::Change(Change::RemoveSession))).word("Remove session request")
        });
        let group = group("Session asked for").with(common).with(more("More of the session", seldom));
        request = Some(group.maybe(remove));
    }
    let caller = written_out.then(|| {
        let fields = forms.fields(tag("div").class("pair"), entity, &CALLER);
        group("Session of the caller").with(fields)
    });
    Some(tag("div").maybe(request).maybe(caller))
}

/// Endpoint, time and expectation.
pub(crate) fn further(at: usize, forms: &mut Forms<'_>) -> Tag {
    let fields = forms.fields(tag("div").class("pair"), Entity::Step(at), &FURTHER);
    more("Endpoint, time, expectation", fields).class("further")
}

fn group(legend: &'static str) -> Tag {
    tag("fieldset").class("group").with(tag("legend").word(legend))
}

fn more(words: &'static str, content: Tag) -> Tag {
    tag("details").class("card rest").with(tag("summary").with(glyph(Icon::Chevron)).word(words)).with(content)
}
