import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../../core/experiments/agreement.ts';
import type { Contender, Experiment } from '../../../core/experiments/experiment.ts';
import type { RunOutcome } from '../../../core/experiments/outcome.ts';
import { openRuns } from '../../../core/experiments/plan.ts';
import { reportOf } from '../../../core/experiments/report.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { toyProject } from '../../../engine/training/testing/projects.ts';
import { experimentOn, seedsFrom } from '../../../store/experiments/experiment-of.ts';
import { experimentsOf } from '../../../store/experiments/of-playground.ts';
import { directPlayground } from '../../../store/testing/direct-playground.ts';
import '../../../locales/registry.ts';
import { markup, textOf } from '../../testing/markup.ts';
import { CompareReport } from './compare-report.tsx';
import { CompareTab } from './compare-tab.tsx';

const document = toyProject();
const contenders: readonly Contender[] = [
  { kind: 'single', value: '' },
  { kind: 'equal', value: '' },
];
const made = experimentOn(document, { contenders, seeds: seedsFrom(document, 3), epochs: 1, settings: 1 });
invariant(made, 'the toy can be trained');
const experiment: Experiment = made;

/** Of both shared layers the first pulls apart. */
const agreement: Agreement = {
  tasks: ['planeA', 'planeB'],
  looks: 12,
  cosine: [1, -0.4, -0.4, 1],
  affinity: [0.1, -0.1, -0.1, 0.1],
  nodes: [
    { id: 'trunk-1', negative: 11, looks: 12 },
    { id: 'trunk-2', negative: 1, looks: 12 },
  ],
};
const outcomes = new Map<string, RunOutcome>(
  openRuns(experiment, new Map()).map(({ id, contender, seed, tasks }) => {
    const value = 0.7 + (contender === 'equal' ? 0.05 : 0) + (seed % 3) / 100;
    const figures = Object.fromEntries(tasks.map((task) => [task, { accuracy: value }]));
    const outcome = { run: id, figures: { validation: figures, test: figures }, failure: null, steps: 1, seconds: 1 };
    return [id, contender === 'equal' ? { ...outcome, agreement } : outcome];
  }),
);
/** The first shared layers of the document. */
const [first, second] = document.graph.nodes.filter(({ kind }) => kind === 'dense').map(({ id }) => id);

describe('the tab', () => {
  it('begins with both baselines to choose from, of which one always is, and with nothing that only a search makes', () => {
    const html = markup(createElement(CompareTab), directPlayground(document));
    const group = /role="group" aria-label="Each task alone has".*?<\/div><\/div><\/div><\/div><\/div>/s.exec(html)?.[0] ?? '';
    expect(textOf(html)).toContain('Each task alone has the same network its share of the parameters');
    expect(group.match(/type="checkbox"[^>]*/g)?.map((box) => /checked=""/.test(box))).toEqual([true, false]);
    expect(textOf(html)).not.toContain('Configuration');
    // What is compared where nobody says otherwise: two tasks alone, equal and tuned weights and two methods, each from 8 seeds with 2 settings.
    expect(textOf(html)).toContain('Compare (54 runs)');
  });

  it('says while it trains how many runs at a time, why not more, and how long the rest will take', () => {
    const playground = directPlayground(document);
    const experiments = experimentsOf(playground);
    experiments.show({ experiment, outcomes: [] });
    experiments.setState({ state: 'running', secondsLeft: 600, pool: { size: 8, cappedFrom: 64 } });
    const text = textOf(markup(createElement(CompareTab), playground));
    expect(text).toContain('0 of 9 runs · 8 at a time · about 10 min left');
    expect(text).toContain('No more than 8 at a time, although there are 64 processors: each takes memory of its own.');
    experiments.setState({ pool: { size: 2, cappedFrom: null } });
    expect(textOf(markup(createElement(CompareTab), playground))).not.toContain('No more than');
  });
});

describe('the report', () => {
  const nodes = agreement.nodes.map((node, i) => ({ ...node, id: (i === 0 ? first : second) ?? '' }));
  const told = new Map(
    [...outcomes].map(([id, one]) => [id, one.agreement ? { ...one, agreement: { ...agreement, nodes } } : one]),
  );
  const playground = directPlayground(document);
  experimentsOf(playground).show({ experiment, outcomes: [...told.values()] });
  const html = markup(
    createElement(CompareReport, { report: reportOf(experiment, told), experiment, outcomes: told }),
    playground,
  );

  it('draws a dot for every seed, on all tasks together and on each, over what is not ruled out, the t interval and the line of no difference', () => {
    const pictures = [...html.matchAll(/<svg[^>]*class="compare-dots".*?<\/svg>/gs)].map(([picture]) => picture);
    expect(pictures).toHaveLength(3);
    for (const picture of pictures) {
      expect(picture.match(/<circle /g)).toHaveLength(3);
      expect(picture.match(/class="(zero|interval|t-interval)"/g)).toHaveLength(3);
      // Every seed gained: all dots are right of the line.
      for (const [, x] of picture.matchAll(/cx="([\d.]+)"/g)) expect(Number(x)).toBeGreaterThan(100);
    }
    expect(textOf(html.slice(html.indexOf('compare-seeds')))).toMatch(/Δm Together, equal weights ● Together, equal weights ▲/);
  });

  it('offers to split the layer at which tasks pull apart, and no other', () => {
    expect(
      [...html.matchAll(/<li[^>]*data-verdict="(\w+)"[^>]*>(.*?)<\/li>/gs)].map(([, verdict, row = '']) => [
        verdict,
        /Split here/.test(row),
      ]),
    ).toEqual([
      ['apart', true],
      ['together', false],
    ]);
    expect(html.match(/aria-label="Split [^"]* per task"/g)).toHaveLength(1);
  });

  it('says on which split, by which epoch, and how often equal ways would be told apart', () => {
    const text = textOf(html);
    expect(text).toContain(
      'Test split, weights of the best epoch by mean validation loss. Pairs from the same seed; exact sign-flip test',
    );
    expect(text).toContain(
      'Two equal ways are told apart in at most 5 % of reports by any of the tasks, and in about 5 % by Δm.',
    );
    expect(html).toContain('aria-label="Test split, mean ± spread"');
  });
});
