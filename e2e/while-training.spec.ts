import { expect, type Page } from 'playwright/test';
import { countRenders } from './commits.ts';
import { loadChanged, test } from './shared-page.ts';
import { expectIdle, openPage } from './support.ts';

/** A third task on many points of the plane, on the same answer as the other two, and a run that goes on for hours. */
const withThirdTask = (page: Page): Promise<void> =>
  loadChanged(page, (project) => {
    const [, second] = project.tasks;
    const { nodes, edges } = project.graph;
    const head = nodes.find(({ id }) => id === 'planeB-head');
    const edge = edges.find(({ target }) => target === 'planeB-head');
    return {
      ...project,
      data: { ...project.data, options: { samples: 20_000 } },
      tasks: [...project.tasks, { ...second, id: 'circle', name: 'Circle', target: 'circle' }],
      graph: {
        nodes: [...nodes, { ...head, id: 'circle-head', params: { task: 'circle' }, position: { x: 800, y: 208 } }],
        edges: [...edges, { ...edge, id: 'answer--circle-head', target: 'circle-head' }],
      },
      training: { ...project.training, epochs: 100_000 },
    };
  });

/** Component renders by region and reports of the run, from now until so many more reports have come. */
const duringReports = (page: Page, reports: number) =>
  page.evaluate(async (wanted) => {
    const { playground } = window;
    const count = () => ({ ...window.renders });
    // What the start of the run changes (buttons, the pulse) is drawn with its first report.
    let before = count();
    let heard = -1;
    let animated: string[] = [];
    await new Promise<void>((resolve) => {
      const stop = playground?.on('metrics', () => {
        heard++;
        if (heard === 0) requestAnimationFrame(() => requestAnimationFrame(() => (before = count())));
        if (heard < wanted) return;
        stop?.();
        animated = document
          .getAnimations()
          .flatMap(({ effect }) => (effect instanceof KeyframeEffect ? effect.getKeyframes() : []))
          .flatMap((frame) => Object.keys(frame))
          .filter((name) => !['offset', 'computedOffset', 'easing', 'composite'].includes(name));
        resolve();
      });
      void playground?.train({ steps: 1_000_000_000 });
    });
    const after = count();
    const renders = Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]));
    await playground?.pause();
    return { heard, renders, animated };
  }, reports);

test('with 10⁵ steps of three tasks behind it, a run at full speed draws figures and curves, and nothing else of the page', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await countRenders(page);
  await openPage(page, '#preset=toy-related&executor=wasm');
  await withThirdTask(page);
  await expectIdle(page);
  const status = await page.evaluate(() => window.playground?.train({ steps: 100_000 }));
  expect(status?.step).toBe(100_000);
  await page.getByRole('tab', { name: 'Metrics' }).click();
  const { heard, renders, animated } = await duringReports(page, 25);

  for (const region of ['page', 'canvas', 'dataColumn']) expect(renders[region], region).toBe(0);
  for (const region of ['curves', 'figures', 'liveLoss']) {
    expect(renders[region], region).toBeGreaterThan(0);
    expect(renders[region], region).toBeLessThanOrEqual(heard);
  }
  // The chart with its axes and grid waits until the curve leaves them, an eighth of the run or so later; the layers do not wait.
  expect(renders.chart).toBeLessThanOrEqual(heard / 2);
  expect(renders.layers).toBeGreaterThan(0);
  // What moves by itself moves on the compositor.
  expect(new Set(animated)).toEqual(new Set(['opacity']));
});
