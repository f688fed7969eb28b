// The diagrams: drawn, said in words, taken along as SVG and as Mermaid text.
import assert from 'node:assert/strict';
import { assertAccessible, downloadedText, test } from './fixture.mjs';

const section = (page) => page.getByRole('region', { name: 'Diagrams' });
const tab = (page, name) => section(page).getByRole('tab', { name });

test('the sequence and the ceilings are drawn and said', async ({ page }) => {
  await section(page).getByRole('img', { name: /^Role assumption, step by step/ }).waitFor();
  const words = section(page).getByRole('region', { name: 'The same in words' });
  assert.match(await words.innerText(), /ec2\.amazonaws\.com asks AWS STS/);
  const actor = await section(page).locator('svg .actor').first().evaluate((it) => it.namespaceURI);
  assert.equal(actor, 'http://www.w3.org/2000/svg');
  await tab(page, 'Nested ceilings').click();
  await section(page).getByRole('img', { name: /^What limiting policies leave of s3:GetObject/ }).waitFor();
  assert.match(await words.innerText(), /Permissions boundary: does not apply/);
});

test('the drawing follows an edit and the selected step', async ({ page }) => {
  await tab(page, 'Nested ceilings').click();
  const permissions = page.getByRole('textbox', { name: /^Identity-based policy / });
  await permissions.fill((await permissions.inputValue()).replace('"Allow"', '"Deny"'));
  await section(page).locator('svg').getByText('explicitly').waitFor();
  await page.getByRole('tab', { name: /assume/ }).click();
  await section(page).getByRole('img', { name: /leave of sts:AssumeRole/ }).waitFor();
});

test('a download is an SVG file that stands alone', async ({ page }) => {
  for (const [name, file] of [['Role assumption', 'role-assumption.svg'], ['Nested ceilings', 'nested-ceilings.svg']]) {
    await tab(page, name).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download SVG' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), file);
    const text = await downloadedText(download);
    assert.ok(text.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'));
    assert.ok(text.includes('<style>') && text.includes('GetObject') && text.endsWith('</svg>\n'));
    assert.ok(!/<script|javascript:|href|var\(/.test(text));
    await showsAlone(page, text);
  }
});

/** Draws the file as a picture, as a document would: it must have a size. */
async function showsAlone(page, text) {
  const address = `data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`;
  const size = await page.evaluate(async (src) => {
    const picture = new Image();
    picture.src = src;
    await picture.decode();
    return [picture.naturalWidth, picture.naturalHeight];
  }, address);
  assert.ok(size[0] > 300 && size[1] > 150, `${size}`);
}

test('Mermaid text goes to the clipboard', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
  await section(page).getByText('Copied').waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^sequenceDiagram\n {2}box transparent AWS/);
  assert.match(text, /->>a\d: 1\. sts:AssumeRole config-reader\n/);
  await tab(page, 'Nested ceilings').click();
  assert.equal(await section(page).getByText('Copied').count(), 0);
});

test('a clipboard that refuses leaves the text selected, to be copied by hand', async ({ page }) => {
  await page.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('refused')) });
  });
  await tab(page, 'Nested ceilings').click();
  await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
  const area = page.getByRole('textbox', { name: /Copy the Mermaid text from here/ });
  await area.waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'diagram-text');
  const selected = await area.evaluate((it) => it.value.slice(it.selectionStart, it.selectionEnd));
  assert.match(selected, /^flowchart LR\n/);
  await assertAccessible(page);
});

test('tabs and drawing are reached and moved by keyboard', async ({ page }) => {
  await tab(page, 'Role assumption').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await tab(page, 'Nested ceilings').getAttribute('aria-selected'), 'true');
  const reached = [];
  for (let stop = 0; stop < 3; stop += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.textContent));
  }
  assert.deepEqual(reached, ['Download SVG', 'Copy as Mermaid', 'Drawing']);
});

for (const width of [320, 360]) {
  test(`at ${width} pixels the drawing scrolls and the page does not`, { viewport: { width, height: 740 } }, async ({ page }) => {
    for (const name of ['Role assumption', 'Nested ceilings']) {
      await tab(page, name).click();
      const drawing = section(page).getByRole('region', { name: 'Drawing' });
      const scrolls = await drawing.evaluate((it) => it.scrollWidth > it.clientWidth);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.deepEqual([scrolls, overflow], [true, 0], name);
    }
  });
}

for (const options of [{ colorScheme: 'dark' }, { forcedColors: 'active' }]) {
  test(`both diagrams are accessible with ${JSON.stringify(options)}`, options, async ({ page }) => {
    await assertAccessible(page);
    await tab(page, 'Nested ceilings').click();
    await assertAccessible(page);
  });
}
