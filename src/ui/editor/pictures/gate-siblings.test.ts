import { expect, it } from 'vitest';
import { presets } from '../../../core/presets/registry.ts';
import { derive } from '../../../store/derived.ts';
import { gatesBeside } from './gate-siblings.ts';

const document = (id: string) => presets.find((preset) => preset.id === id)?.project() ?? null;

it('the gates of a mixture of experts are found beside one another, a task each; a gate that is alone has none', () => {
  const mmoe = document('mmoe');
  const fusion = document('scenes-fusion');
  if (!mmoe || !fusion) throw new Error('no such example');
  const gates = mmoe.graph.nodes.filter(({ kind }) => kind === 'mixture');
  expect(gates.length).toBe(2);
  for (const { id } of gates) {
    const beside = gatesBeside(mmoe, derive(mmoe).analysis, id);
    expect(beside.map(({ node }) => node).toSorted()).toEqual(gates.map((gate) => gate.id).toSorted());
    expect(beside.map(({ tasks }) => tasks)).toEqual(mmoe.tasks.map((task) => [task.id]));
  }
  const alone = fusion.graph.nodes.find(({ kind }) => kind === 'mixture');
  expect(gatesBeside(fusion, derive(fusion).analysis, alone?.id ?? '')).toEqual([]);
});
