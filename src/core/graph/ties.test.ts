import { expect, test } from 'vitest';
import { compileProject } from '../compile/compile.ts';
import { fillControls } from '../program/controls.ts';
import { initialOptimizer } from '../program/initialize.ts';
import { ReferenceTrainer } from '../program/reference/trainer.ts';
import { sizeOf } from '../program/shapes.ts';
import { parseProject } from '../project/parse.ts';
import type { Project } from '../project/schema.ts';
import { structureKey } from '../project/structure.ts';
import { invariant } from '../util/assert-never.ts';
import { analyzeGraph } from './analyze.ts';
import { removeNodes, updateParams } from './edits.ts';
import { mergeNodes } from './merge.ts';
import { documentOf, signature } from './testing/documents.ts';
import { addTie, removeTies, setTieWeight } from './ties.ts';

const twins = (): Project =>
  documentOf(
    { a: ['dense', { units: 3 }], b: ['dense', { units: 3 }], d: ['dense', { units: 10 }], g: ['dense', { units: 5 }] },
    'in a d digit-head',
    'in b g group-head',
  );

function tied(weight: number): Project {
  const result = addTie(twins(), signature, 'a', 'b', weight);
  invariant(result.ok, 'twins can be tied');
  return result.value;
}

test('soft sharing draws equal weights of two layers together: the gradient is 2λ(θ_a − θ_b), beside that of the tasks', () => {
  /** The parameters after one step of plain descent at rate 1, by name, from fixed numbers. */
  const stepped = (project: Project): Map<string, number[]> => {
    const training = { ...project.training, optimizer: { kind: 'sgd' as const }, batchSize: 4 };
    const compiled = compileProject({ ...project, training }, signature);
    invariant(compiled.ok, 'the document trains');
    const { program } = compiled.value;
    const data = Object.fromEntries(
      program.data.map(({ name, shape, dtype }) => [
        name,
        dtype === 'i32' ? new Int32Array(sizeOf(shape)) : Float32Array.from({ length: sizeOf(shape) }, (_, i) => (i % 7) / 7),
      ]),
    );
    const trainer = new ReferenceTrainer(program, data);
    trainer.parameters.set(Float64Array.from({ length: program.parameterCount }, (_, i) => Math.sin(i)));
    trainer.optimizer.set(initialOptimizer(program));
    const controls = new Float32Array(program.controls.size);
    fillControls(program, { step: 1, learningRate: 1, taskWeights: [1, 1], seed: 1 }, controls, 0);
    trainer.step(controls, Int32Array.of(0, 1, 2, 3));
    return new Map(
      program.parameters.map(({ name, offset, size }) => [name, [...trainer.parameters.subarray(offset, offset + size)]]),
    );
  };
  const start = (project: Project): Map<string, number[]> => {
    const compiled = compileProject(project, signature);
    invariant(compiled.ok, 'the document trains');
    return new Map(
      compiled.value.program.parameters.map(({ name, offset, size }) => [
        name,
        Array.from({ length: size }, (_, i) => Math.sin(offset + i)),
      ]),
    );
  };
  const weight = 0.125;
  const [free, drawn, before] = [stepped(twins()), stepped(tied(weight)), start(twins())];
  const by = (numbers: Map<string, number[]>, name: string, i: number): number => numbers.get(name)?.[i] ?? Number.NaN;
  for (const parameter of ['kernel', 'bias']) {
    (before.get(`a/${parameter}`) ?? []).forEach((own, i) => {
      const apart = own - by(before, `b/${parameter}`, i);
      expect(by(drawn, `a/${parameter}`, i) - by(free, `a/${parameter}`, i)).toBeCloseTo(-2 * weight * apart, 5);
      expect(by(drawn, `b/${parameter}`, i) - by(free, `b/${parameter}`, i)).toBeCloseTo(2 * weight * apart, 5);
    });
  }
  expect(drawn.get('d/kernel')).toEqual(free.get('d/kernel'));
});

test('a tie is part of the document: it is saved, needs its nodes, and makes another program', () => {
  const project = tied(0.5);
  expect(parseProject(JSON.parse(JSON.stringify(project)))).toEqual({ ok: true, value: project });
  const { ties: _, ...older } = project;
  expect(parseProject(older)).toEqual({ ok: true, value: twins() });
  const lost = parseProject({ ...project, ties: [{ id: 'tie-1', a: 'a', b: 'nobody', weight: 1 }] });
  expect(lost.ok ? [] : lost.diagnostics).toMatchObject([{ code: 'file.edgeWithoutNode', where: 'ties[0]' }]);
  expect(structureKey(project)).not.toBe(structureKey(twins()));
  // Its weight acts while it trains.
  expect(structureKey(setTieWeight(project, 'tie-1', 2))).toBe(structureKey(project));
});

test('a tie ends with one of its nodes, by deletion or by merging', () => {
  expect(removeNodes(tied(1), ['b']).ties).toEqual([]);
  expect(removeNodes(tied(1), ['d']).ties).toHaveLength(1);
  const merged = mergeNodes(tied(1), ['a', 'b']);
  expect(merged.ok && merged.value.ties).toEqual([]);
});

test('its weight can be set within bounds, and it can be removed', () => {
  const project = tied(1);
  expect(setTieWeight(project, 'tie-1', 0.25).ties).toMatchObject([{ weight: 0.25 }]);
  for (const weight of [-1, 1001, Number.NaN, 1]) expect(setTieWeight(project, 'tie-1', weight)).toBe(project);
  expect(removeTies(project, ['tie-1']).ties).toEqual([]);
  expect(removeTies(project, ['other'])).toBe(project);
});

test('a tie between layers that no longer have equal weights is warned of, and does not forbid training', () => {
  const { diagnostics, trainable } = analyzeGraph(updateParams(tied(1), 'b', { units: 4, useBias: false }), signature);
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'tie.idle', severity: 'warning', where: 'tie:tie-1' }));
  expect(trainable).toBe(true);
  expect(analyzeGraph(tied(1), signature).diagnostics).toEqual([]);
});
