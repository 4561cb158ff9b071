import { expect, test } from 'vitest';
import { changedCases, layerKinds, layerRun, usualCases } from './layer-cases.ts';
import { everyExecutorRepeats } from './testing/every-executor.ts';
import { executorsOnce, quickOnes } from './testing/tested-executors.ts';

const [steps, few] = [200, 10];

test.each(layerKinds)(
  'a layer of kind %s takes something that is offered here, or says in `particular` what it needs',
  (id, kind) => {
    expect(usualCases(id, kind)).not.toHaveLength(0);
  },
);

for (const [id, kind] of layerKinds) {
  const [first, ...others] = usualCases(id, kind);
  if (first) everyExecutorRepeats(`${first.name} over ${steps} steps`, () => layerRun(first, steps), { on: executorsOnce });
  for (const item of others)
    everyExecutorRepeats(`${item.name} over ${few} steps`, () => layerRun(item, few), { on: executorsOnce });
  for (const item of changedCases(id, kind))
    everyExecutorRepeats(`${item.name} over ${few} steps`, () => layerRun(item, few), { on: quickOnes });
}
