import { expect, type Page } from 'playwright/test';
import { cells, figuresOf, metric, openTab, percent, said, trainFor, verdicts } from './displays.ts';
import { loadChanged, reopen, test } from './shared-page.ts';

/** A tagged line as words and marked names; names end in the letters of their type, and in a cross where the other line has it otherwise. */
interface Line {
  readonly words: string;
  readonly names: readonly string[];
  readonly crossed: number;
}

const tagged = (page: Page): Promise<{ right: string | null; lines: Line[] }[]> =>
  verdicts(page, 'entities').evaluateAll((all) =>
    all.map((verdict) => ({
      right: verdict.getAttribute('data-right'),
      lines: [...verdict.querySelectorAll('.tagged-text')].map((line) => {
        const plain = line.cloneNode(true);
        if (plain instanceof Element) for (const sign of plain.querySelectorAll('b, .entity-cross')) sign.remove();
        return {
          words: (plain.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
          names: [...line.querySelectorAll('.entity')].map((name) => (name.textContent ?? '').replaceAll(/\s+/g, ' ').trim()),
          crossed: line.querySelectorAll('.entity[data-differs] .entity-cross').length,
        };
      }),
    })),
  );

test('tagged words: the names with their types, crossed where the truth is otherwise; entity F1 is that of the validation split', async ({
  shared: page,
}) => {
  await reopen(page, 'news-entities');
  await openTab(page, 'Predictions');
  await trainFor(page, 12);
  await expect.poll(async () => (await tagged(page)).length).toBe(8);
  await expect.poll(async () => (await tagged(page)).filter(({ right }) => right === 'false').length).toBeGreaterThan(4);
  const early = await tagged(page);
  for (const { right, lines } of early) {
    const crossed = lines.reduce((sum, line) => sum + line.crossed, 0);
    // A right one is written once, without a cross; a wrong one above the truth, with the same words and a cross at every name that differs.
    expect(lines).toHaveLength(right === 'true' ? 1 : 2);
    if (right === 'true') expect(crossed).toBe(0);
    else expect(crossed).toBeGreaterThan(0);
    expect(new Set(lines.map(({ words }) => words)).size).toBe(1);
    for (const name of lines.flatMap(({ names }) => names)) expect(name).toMatch(/ (PER|ORG|LOC)( ✗)?$/);
  }
  await expect(page.locator('.entity-cross').first()).toHaveAccessibleName(/truth|found/);

  await trainFor(page, 80);
  await expect
    .poll(async () => (await tagged(page)).filter(({ right }) => right === 'true').length)
    .toBeGreaterThan(early.filter(({ right }) => right === 'true').length);
  await openTab(page, 'Metrics');
  const { entities } = await figuresOf(page);
  expect(entities?.entityF1).toBeGreaterThan(0.5);
  await expect(metric(page, 'entities', 'entityF1')).toHaveText(percent(entities?.entityF1));
});

test('headlines: written anew while the network learns, greedily or by beam, with ROUGE-L of each and of 64', async ({
  shared: page,
}) => {
  await reopen(page, 'news-headline');
  // The same network on fewer texts: what takes time here is writing, not learning.
  await loadChanged(page, (project) => ({
    ...project,
    data: { ...project.data, options: { samples: 1000 } },
    training: { ...project.training, batchSize: 32 },
  }));
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle', { timeout: 60_000 });
  await openTab(page, 'Predictions');
  const headlines = () => said(page, 'headline').allTextContents();
  await expect.poll(async () => (await headlines()).length).toBe(8);
  const untrained = await headlines();
  await trainFor(page, 90);
  await expect.poll(headlines).not.toEqual(untrained);
  await expect.poll(async () => (await headlines()).join(' ')).toMatch(/(wins|opens|closes|launches|loses|votes|scores)/);
  const greedy = await headlines();
  // ROUGE-L of a pair, from the words that are written: 2 · longest common subsequence over both lengths.
  for (const text of greedy) {
    const [, written = '', truth = '', share = ''] = /^\s*(.*?) ✗ (.*?)\s+ROUGE-L (\d+)%$/.exec(text) ?? [];
    if (!share) continue;
    const [a, b] = [written.split(' '), truth.split(' ')];
    const longest = (i: number, j: number): number =>
      i === a.length || j === b.length
        ? 0
        : a[i] === b[j]
          ? 1 + longest(i + 1, j + 1)
          : Math.max(longest(i + 1, j), longest(i, j + 1));
    expect(Number(share), text).toBe(Math.round((200 * longest(0, 0)) / (a.length + b.length)));
  }
  expect(greedy.filter((text) => text.includes('ROUGE-L')).length).toBeGreaterThan(0);

  const writing = page.getByRole('radiogroup', { name: 'Writing' });
  await writing.getByText('beam 3').click();
  await expect.poll(headlines).not.toEqual(greedy);

  const tab = await openTab(page, 'Try it');
  const written = tab.getByTestId('said-headline');
  await expect(written).not.toBeEmpty();
  await tab.getByRole('textbox', { name: 'Text' }).fill('');
  await tab.getByRole('textbox', { name: 'Text' }).pressSequentially('yesterday brenemann won the vote in norinville');
  await expect(written).toContainText(/\w+ \w+/);
  await openTab(page, 'Metrics');
  const { headline } = await figuresOf(page);
  await expect(metric(page, 'headline', 'rougeL')).toHaveText(percent(headline?.rougeL));
  await expect(page.locator('table[data-task="headline"]')).toContainText('ROUGE-L on 64 samples');
  expect(await cells(page).count()).toBe(0);
});
