// The editor, loaded with the first sign of a visitor. Until then, and where this never arrives, there is the page's text area.
import { PolicyEditor } from './element.js';

customElements.define('policy-editor', PolicyEditor);
document.dispatchEvent(new Event('editorready'));
