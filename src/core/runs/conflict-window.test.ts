import { describe, expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import type { ConflictReport } from './conflict.ts';
import { nodesIn, pairsIn, similaritiesIn } from './conflict-window.ts';

/** Gradients of equal length at each node, with these cosines. */
const report = (step: number, ...cosines: readonly number[]): ConflictReport => ({
  step,
  tasks: ['a', 'b'],
  nodes: cosines.map((_, i) => `n${i}`),
  losses: Float32Array.of(1, 1),
  gramians: Float32Array.from(cosines.flatMap((cosine) => [1, cosine, cosine, 1])),
});

const looks = (count: number, ...cosines: readonly ((i: number) => number)[]): ConflictReport[] =>
  Array.from({ length: count }, (_, i) => report(i, ...cosines.map((of) => of(i))));

describe('a window of looks', () => {
  it('says how often two tasks pull apart, and what it cannot tell', () => {
    const verdicts = [60, 55, 45, 20].map((apart) =>
      at(
        pairsIn(
          looks(100, (i) => (i < apart ? -0.5 : 0.3)),
          null,
        ),
        0,
      ),
    );
    expect(verdicts.map(({ negative }) => negative)).toEqual([0.6, 0.55, 0.45, 0.2]);
    // Wilson's interval of 60 of 100: 0.502 … 0.691, of 55: 0.452 … 0.644, of 20: 0.133 … 0.289.
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['apart', 'unclear', 'unclear', 'together']);
    expect(at(verdicts, 0).cosine).toBeCloseTo(-0.18, 6);
    expect(at(verdicts, 0).magnitude).toBeCloseTo(1, 6);
  });

  it('claims nothing from a few looks', () => {
    expect(
      at(
        pairsIn(
          looks(11, () => -1),
          null,
        ),
        0,
      ),
    ).toMatchObject({ negative: 1, looks: 11, verdict: 'unclear' });
    expect(
      at(
        pairsIn(
          looks(12, () => -1),
          null,
        ),
        0,
      ).verdict,
    ).toBe('apart');
    expect(pairsIn([], null)).toEqual([]);
  });

  it('knows every node by its own parameters, and the pair that is worst there', () => {
    const reports = looks(
      20,
      () => 0.8,
      (i) => (i % 4 === 0 ? 0.1 : -0.2),
    );
    const nodes = nodesIn(reports);
    expect(nodes.map(({ node, negative }) => [node, negative])).toEqual([
      ['n0', 0],
      ['n1', 0.75],
    ]);
    expect(at(nodes, 1).worst).toMatchObject({ pair: [0, 1], verdict: 'apart' });
    // Over all parameters the first node wins.
    expect(at(similaritiesIn(at(reports, 1), null).cosines, 1)).toBeCloseTo(0.3, 6);
  });

  it('leaves out looks in which a task had no gradient', () => {
    const silent: ConflictReport = { ...report(0, 1), gramians: Float32Array.of(0, 0, 0, 1) };
    expect(at(pairsIn([silent, report(1, -1)], null), 0)).toMatchObject({ looks: 1, negative: 1 });
    expect(at(nodesIn([silent]), 0)).toMatchObject({ negative: Number.NaN, worst: null });
  });
});
