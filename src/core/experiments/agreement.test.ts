import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../client/run-agreement.ts';
import type { ConflictReport } from '../runs/conflict.ts';
import { joinedAgreement } from './agreement.ts';

/** Two nodes: at the first the gradients are (1, 0) and (c, s), at the second equal. */
const report = (step: number, cosine: number): ConflictReport => ({
  step,
  tasks: ['a', 'b'],
  nodes: ['trunk', 'top'],
  losses: Float32Array.of(2, 4),
  gramians: Float32Array.of(1, cosine, cosine, 1, 1, 1, 1, 1),
});

describe('how gradients agreed in the runs of an experiment', () => {
  it('is the mean over looks and runs, by hand', () => {
    const found = agreementOf([report(1, -1), report(2, 0)], 0.1);
    expect(found?.looks).toBe(2);
    // Over both nodes the products are (−1 + 1) and (0 + 1), the squares 2 each.
    expect(found?.cosine[1]).toBeCloseTo((0 + 0.5) / 2, 6);
    // η·K_ab / L_b: 0.1·0/4 and 0.1·1/4.
    expect(found?.affinity[1]).toBeCloseTo(0.0125, 6);
    expect(found?.nodes).toEqual([
      { id: 'trunk', negative: 1, looks: 2 },
      { id: 'top', negative: 0, looks: 2 },
    ]);
    expect(agreementOf([], 0.1)).toBeNull();
  });

  it('names the layer where tasks pull apart only where enough looks say so', () => {
    const many = agreementOf(
      Array.from({ length: 8 }, (_, i) => report(i, -0.5)),
      0.1,
    );
    const [one, two] = [joinedAgreement(many ? [many] : []), joinedAgreement(many ? [many, many] : [])];
    expect(one?.nodes.map(({ id, negative, verdict }) => [id, negative, verdict])).toEqual([
      ['trunk', 1, 'apart'],
      ['top', 0, 'together'],
    ]);
    expect(two).toMatchObject({ runs: 2, looks: 16, nodes: [{ looks: 16 }, { looks: 16 }] });
    const few = agreementOf([report(1, -0.5)], 0.1);
    expect(joinedAgreement(few ? [few] : [])?.nodes.map(({ verdict }) => verdict)).toEqual(['unclear', 'unclear']);
    expect(joinedAgreement([])).toBeNull();
  });
});
