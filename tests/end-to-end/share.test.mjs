// The share dialog: link, file, Markdown, drawings, and what to paste to embed the scenario.
import assert from 'node:assert/strict';
import { decode } from '../../web/links.js';
import { assertAccessible, downloadedText, test } from './fixture.mjs';

const dialog = (page) => page.getByRole('dialog', { name: 'Share this scenario' });
const press = (page, name) => dialog(page).getByRole('button', { name, exact: true }).click();
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const snippet = (page) => dialog(page).getByRole('textbox', { name: 'To paste' }).inputValue();

async function open(page) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog(page).waitFor();
}

const downloaded = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, name)]);
  return [download.suggestedFilename(), await downloadedText(download)];
};

test('the link that is copied opens what is seen', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Scenario title' }).fill('mine');
  await page.getByRole('tab', { name: /^1 / }).click();
  await open(page);
  await press(page, 'Copy link');
  await dialog(page).getByText('Copied.').waitFor();
  const link = await clipboard(page);
  const { text } = await decode(new URL(link).hash);
  assert.equal(JSON.parse(text).title, 'mine');
  assert.match(link, /&step=1/);
  await dialog(page).getByText(new RegExp(`^${link.length.toLocaleString('en')} characters\\.`)).waitFor();
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByText('Opened from a link').waitFor();
  assert.equal(await page.getByRole('tab', { name: /^1 / }).getAttribute('aria-selected'), 'true');
});

test('the keyboard reaches all of it, and the focus comes back', async ({ page }) => {
  const button = page.getByRole('button', { name: 'Share', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  assert.equal(await focused(), 'Copy link');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await focused(), 'Link and files');
  for (const [key, words] of [['End', 'Embed'], ['Home', 'Link and files'], ['ArrowLeft', 'Embed'], ['ArrowRight', 'Link and files'], ['ArrowRight', 'Embed']]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), words, key);
  }
  await dialog(page).getByRole('textbox', { name: 'To paste' }).waitFor();
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.id), 'share');
});

test('a real key is warned of, and the documentation’s is not', async ({ page }) => {
  const title = page.getByRole('textbox', { name: 'Scenario title' });
  await title.fill('AKIAIOSFODNN7EXAMPLE');
  await open(page);
  assert.equal(await dialog(page).getByRole('alert').count(), 0);
  await page.keyboard.press('Escape');
  await title.fill('AKIAQWERTYUIOPASDFGH');
  await open(page);
  const alert = await dialog(page).getByRole('alert').innerText();
  assert.match(alert, /^This looks like a real access key: AKIA…DFGH\./);
  await assertAccessible(page);
});

test('a long link is warned of, and what no link may hold has none', async ({ page }) => {
  const title = page.getByRole('textbox', { name: 'Scenario title' });
  await title.fill(Array.from({ length: 1500 }, (_, at) => ((at * 2654435761) >>> 0).toString(36)).join(''));
  await open(page);
  await dialog(page).getByText('programs cut links off after 2,000').waitFor();
  await page.keyboard.press('Escape');
  await title.fill('x'.repeat(65536));
  await open(page);
  await dialog(page).getByText('There is no link: the scenario is longer than the 64 KiB').waitFor();
  assert.equal(await dialog(page).getByRole('button', { name: 'Copy link' }).count(), 0);
  const [, text] = await downloaded(page, 'Save scenario.json');
  assert.ok(JSON.parse(text).title.length === 65536);
});

test('file, Markdown and drawings', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Scenario title' }).fill('a `b` [c](javascript:alert(1)) <d>');
  await open(page);
  const [name, text] = await downloaded(page, 'Save scenario.json');
  assert.equal(name, 'scenario.json');
  assert.equal(JSON.parse(text).steps.length, 2);
  await press(page, 'Copy Markdown');
  await dialog(page).getByText('Copied.').waitFor();
  const markdown = await clipboard(page);
  assert.match(markdown, /^\[a \\`b\\` \\\[c\\\]\\\(javascript:alert\\\(1\\\)\\\) \\<d\\>\]\(http:\S+#s=1\.[\w-]+\)\n\n> Allowed: /);
  assert.match(markdown, /\n``rolescope |\n```rolescope step=2 title="a b \[c\]/);
  assert.match(markdown, /expect=allowed\n\{\n/);
  assert.ok(text.includes('\n          "document": {\n            "Version"'), 'policies are laid out like the file around them');
  assert.ok(markdown.includes(text.trim()), 'and so they are in Markdown');
  for (const [press_, file] of [['Role assumption', 'role-assumption.svg'], ['Nested ceilings', 'nested-ceilings.svg']]) {
    const [drawing, svg] = await downloaded(page, press_);
    assert.equal(drawing, file);
    assert.ok(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"') && svg.includes('<style>') && svg.endsWith('</svg>\n'));
  }
});

test('the snippet is written for each place, with the options that were chosen', async ({ page, site }) => {
  await page.getByRole('textbox', { name: 'Scenario title' }).fill('</script><script>"alert(1)"');
  await open(page);
  await dialog(page).getByRole('tab', { name: 'Embed' }).click();
  assert.match(await snippet(page), /^<iframe src="\S+embed\/\?view=walk#s=1\.[\w-]+" title="&#60;\/script&#62;/);
  const choose = (name, value) => dialog(page).getByRole('combobox', { name }).selectOption(value);
  await choose('Shows', 'flow');
  await choose('Stands at', '1');
  await choose('Colors', 'dark');
  await choose('Loads', 'click');
  await dialog(page).getByRole('checkbox', { name: 'Read-only' }).check();
  await dialog(page).getByRole('checkbox', { name: 'Compact' }).check();
  for (const [place, pattern] of [
    ['iframe', /\?view=flow&#38;step=1&#38;theme=dark&#38;load=click&#38;density=compact&#38;readonly=1#s=1\./],
    ['HTML', /<rolescope-playground view="flow" step="1" theme="dark" load="click" density="compact" readonly="1" title="&#60;\/script/],
    ['mdBook', /command = "rolescope mdbook"\nsite = ".*"\n\n```rolescope view=flow step=1 .* readonly title="<\/script><script> alert\(1\)" expect=allowed\n/],
    ['Docusaurus', /embed\.js', type: 'module' }\],\n\n<rolescope-playground [^\n]*>\n\n```json\n[^]*\n```\n\n<\/rolescope-playground>/],
    ['MkDocs', /extra_javascript:\n {2}- path: \S+embed\.js\n {4}type: module\n\n<div>\n<rolescope/],
    ['Sphinx', /html_js_files = \[[^\n]+\]\n\n\.\. raw:: html\n\n {3}<rolescope/],
    ['Hugo', /\{\{ \.Inner \}\}[^]*```rolescope \{view="flow"/],
  ]) {
    await choose('For', place);
    const written = await snippet(page);
    assert.match(written, pattern, place);
    assert.ok(written.includes(`${site.url}embed`) || place === 'mdBook' || place === 'Hugo', place);
    if (place !== 'mdBook' && place !== 'Hugo' && place !== 'Docusaurus') assert.ok(!written.includes('</script><script>"'), place);
  }
  await press(page, 'Copy');
  await dialog(page).getByText('Copied.').waitFor();
  assert.equal(await clipboard(page), await snippet(page));
});

test('a clipboard that refuses leaves the link selected', async ({ page }) => {
  await page.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('refused')) });
  });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await press(page, 'Copy link');
  await dialog(page).getByText('the text is selected').waitFor();
  const selected = await page.evaluate(() => document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd));
  assert.match(selected, /#s=1\./);
});

for (const options of [{ viewport: { width: 360, height: 740 } }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
  test(`the dialog is accessible and in the window with ${JSON.stringify(options)}`, options, async ({ page }) => {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await dialog(page).waitFor();
    await assertAccessible(page);
    await dialog(page).getByRole('tab', { name: 'Embed' }).click();
    await assertAccessible(page);
    const overflow = await dialog(page).evaluate((it) => it.scrollWidth - it.clientWidth);
    assert.equal(overflow, 0);
  });
}
