import { readFile } from 'node:fs/promises';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { reopen, test } from './shared-page.ts';
import { expectPicturesHit, trainSteps } from './support.ts';

/** What a press of a button downloads: the file's name and bytes. */
async function downloaded(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Width, height and pixels per metre of a PNG whose chunk pHYs stands behind its header. */
const sizeOf = (png: Buffer) => ({
  width: png.readUInt32BE(16),
  height: png.readUInt32BE(20),
  perMetre: png.subarray(37, 41).toString('latin1') === 'pHYs' ? png.readUInt32BE(41) : 0,
});

test('network, curves and whatever chart stands on the page leave as SVG and PNG, titled, in either theme, with their font inside, under the page’s policy', async ({
  shared: page,
}) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await reopen(page, 'mmoe');
  await trainSteps(page, 120);
  const opener = page.getByRole('button', { name: 'Export', exact: true });
  const tooltip = page.getByRole('tooltip', { name: 'Take the model' });
  await opener.hover();
  await expect(tooltip).toBeVisible();
  await opener.click();
  await expect(page.getByRole('menu', { name: 'Export' })).toBeVisible();
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(tooltip).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Pictures for a paper…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pictures to take along' });
  const preview = dialog.getByAltText(/Preview/);
  await expect(preview).toHaveAttribute('src', /font-face/);
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Two gates & four experts');

  const network = await downloaded(page, 'SVG, vectors');
  expect(network.name).toMatch(/^mmoe.*network.*\.svg$/);
  const svg = network.bytes.toString();
  expect(svg).toContain('>Two gates &amp; four experts<');
  expect(svg).toContain('width="7.99cm"');
  expect(svg).toContain("@font-face{font-family:'Inter Variable'");
  expect(svg).not.toContain('nonce');
  const asPng = await downloaded(page, 'PNG');
  expect(sizeOf(asPng.bytes)).toMatchObject({ width: 944, perMetre: 11_811 });

  await dialog.getByLabel('What is drawn').selectOption('Curves');
  await dialog.getByText('16 cm', { exact: true }).click();
  await dialog.getByText('Dark', { exact: true }).click();
  const curves = await downloaded(page, 'SVG, vectors');
  expect(curves.name).toMatch(/curves.*step-120\.svg$/);
  expect(curves.bytes.toString()).toMatch(/width="16\.01cm"[\s\S]*fill="#1f2226"[\s\S]*>training<[\s\S]*>Loss</);
  expect(sizeOf((await downloaded(page, 'PNG')).bytes)).toMatchObject({ width: 1891, perMetre: 11_811 });

  // What was saved is a picture by itself, in another page too.
  const other = await page.context().newPage();
  for (const { bytes } of [network, curves]) {
    const drawn = await other.evaluate(
      async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        return image.naturalWidth;
      },
      `data:image/svg+xml;base64,${bytes.toString('base64')}`,
    );
    expect(drawn).toBeGreaterThan(290);
  }
  await other.close();

  await expectAccessible(page, '[role="dialog"]');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();

  // A chart is taken where it stands, with its own title, and is listed as long as it stands there.
  await page.getByRole('tab', { name: 'Conflict' }).click();
  const cosine = 'Direction (cosine) · All shared layers';
  await expectPicturesHit(page);
  const taken = page.getByRole('button', { name: `As a picture: ${cosine}` });
  await taken.click();
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue(cosine);
  await expect(dialog.getByLabel('What is drawn').locator('option')).toHaveText([
    'Network',
    'Curves',
    cosine,
    'Length (similarity) · All shared layers',
  ]);
  const matrix = await downloaded(page, 'SVG, vectors');
  expect(matrix.name).toMatch(/direction-cosine.*\.svg$/);
  expect(matrix.bytes.toString()).toMatch(/>Direction \(cosine\)[\s\S]*>First<[\s\S]*>−?\+?0\.\d\d</);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(taken).toBeFocused();
  await page.getByRole('tab', { name: 'Predictions' }).click();
  expect(violations).toEqual([]);
});
