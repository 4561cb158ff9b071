import { describe, expect, it } from 'vitest';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { derive } from '../../store/derived.ts';
import { searchOn } from '../../store/experiments/experiment-of.ts';
import { at, invariant } from '../util/assert-never.ts';
import { type Experiment, parseExperiment } from './experiment.ts';
import { rungsOf, searchedOf } from './halving.ts';
import type { RunOutcome } from './outcome.ts';
import { countRuns, openRuns } from './plan.ts';
import { drawn, type SearchSpace } from './search-space.ts';

const space: SearchSpace = { rate: true, weights: true, depth: true, width: true, dropout: true, methods: ['equal', 'pcgrad'] };
const document = toyProject();

function search(count: number, epochs: number, by = 'mean'): Experiment {
  const made = searchOn(document, { space, count, epochs, by });
  invariant(made, 'the toy can be searched');
  return made;
}

/** Trains nothing: a configuration is as good as its number says. */
function outcome(run: string, a: number, b: number): RunOutcome {
  const figures = { planeA: { accuracy: a }, planeB: { accuracy: b } };
  return { run, figures: { validation: figures, test: figures }, failure: null, steps: 1, seconds: 1 };
}

function played(experiment: Experiment, quality: (contender: string) => readonly [number, number] | null) {
  const outcomes = new Map<string, RunOutcome>();
  const rounds: string[][] = [];
  for (;;) {
    const open = openRuns(experiment, outcomes);
    if (open.length === 0) return { outcomes, rounds };
    rounds.push(open.map(({ contender, project }) => `${contender} ${project.training.epochs}`));
    for (const { id, contender } of open) {
      const value = quality(contender);
      outcomes.set(id, value ? outcome(id, ...value) : { run: id, figures: null, failure: 'NaN', steps: 0, seconds: 0 });
    }
  }
}

describe('successive halving', () => {
  it('gives the best third three times the epochs, until one is left', () => {
    expect(rungsOf(search(9, 27))).toEqual([
      { count: 9, epochs: 3 },
      { count: 3, epochs: 9 },
      { count: 1, epochs: 27 },
    ]);
    expect(rungsOf(search(2, 5))).toEqual([{ count: 2, epochs: 5 }]);
    expect(countRuns(search(9, 27))).toBe(13);
    const numberOf = (contender: string): number => Number(contender.split(':')[1]);
    const { rounds, outcomes } = played(search(9, 27), (contender) => [numberOf(contender) / 10, 0.5]);
    expect(rounds.map((runs) => runs.length)).toEqual([9, 3, 1]);
    expect(rounds[1]).toEqual(['searched:8 9', 'searched:7 9', 'searched:6 9']);
    expect(rounds[2]).toEqual(['searched:8 27']);
    const found = searchedOf(search(9, 27), outcomes);
    expect(found.map(({ id, rounds: reached }) => [numberOf(id), reached])).toEqual([
      [8, 3],
      [7, 2],
      [6, 2],
      [5, 1],
      [4, 1],
      [3, 1],
      [2, 1],
      [1, 1],
      [0, 1],
    ]);
  });

  it('is decided by the mean over tasks, or by one of them; what failed never goes on', () => {
    const quality = (contender: string): readonly [number, number] | null =>
      ({ 'searched:0': [0.9, 0.1] as const, 'searched:1': [0.6, 0.9] as const, 'searched:2': [0.8, 0.8] as const })[contender] ??
      null;
    const best = (by: string): string => {
      const experiment = search(4, 3, by);
      return at(searchedOf(experiment, played(experiment, quality).outcomes), 0).id;
    };
    expect(best('planeA')).toBe('searched:0');
    expect(best('planeB')).toBe('searched:1');
    // Ranks 1 and 3, 3 and 1, 2 and 2: the first of equal ones.
    expect(best('mean')).toBe('searched:0');
  });

  it('comes back from a file as it was, drawn values too', () => {
    const experiment = search(3, 3);
    const read = parseExperiment(JSON.parse(JSON.stringify(experiment)));
    expect(read).toEqual(experiment);
  });
});

describe('what a search draws', () => {
  const { signature } = derive(document);
  invariant(signature, 'the toy has data');

  it('is the same from the same seed, begins with the document itself, and differs from number to number', () => {
    const draw = (number: number, seed = 5) => drawn(document, signature, space, seed, number);
    expect(draw(0).project).toBe(document);
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3).values).not.toEqual(draw(4).values);
    expect(draw(3).values).not.toEqual(draw(3, 6).values);
  });

  it('lies in its ranges, and is in the document', () => {
    const rates: number[] = [];
    for (let number = 1; number <= 40; number++) {
      const { project, values } = drawn(document, signature, space, 1, number);
      const { training, tasks, graph } = project;
      rates.push(Number(values.rate) / document.training.learningRate);
      expect(training.learningRate).toBe(values.rate);
      expect(training.balancing.method).toBe(values.method);
      expect(tasks.map(({ id }) => values[`weight ${id}`])).toEqual(tasks.map(({ weight }) => weight));
      expect(Number(values.depth)).toBeLessThanOrEqual(3);
      expect(graph.nodes.some(({ kind, params }) => kind === 'dropout' && params.rate === values.dropout)).toBe(
        values.depth !== 0,
      );
      expect(Number(values.width)).toBeGreaterThanOrEqual(0.5);
      expect(Number(values.width)).toBeLessThanOrEqual(2);
    }
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.1);
    expect(Math.max(...rates)).toBeLessThanOrEqual(10);
    // On a log scale as many lie below as above.
    expect(rates.filter((rate) => rate < 1).length).toBeGreaterThan(10);
    expect(rates.filter((rate) => rate > 1).length).toBeGreaterThan(10);
  });

  it('leaves alone what is not asked for', () => {
    const nothing: SearchSpace = { rate: false, weights: false, depth: false, width: false, dropout: false, methods: [] };
    expect(drawn(document, signature, nothing, 1, 7)).toEqual({ project: document, values: {} });
  });
});
