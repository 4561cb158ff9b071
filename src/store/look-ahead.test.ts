import { expect, it } from 'vitest';
import type { Trainer } from '../client/trainer.ts';
import { addNode } from '../core/graph/edits.ts';
import type { Project } from '../core/project/schema.ts';
import { refused } from '../core/util/diagnostics.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import { createPlayground } from './playground.ts';

const ofNodes = (count: number): Project =>
  Array.from({ length: count }, (_, i) => i).reduce(
    (project, i) => addNode(project, { id: `more-${i}`, kind: 'dense', position: { x: 0, y: 0 } }),
    toyProject(),
  );

/** A page whose worker never answers; `rests` holds who waits for hands to have had their turn. */
function page() {
  const rests: (() => void)[] = [];
  const trainer: Trainer = {
    send: () => undefined,
    request: async () => refused(),
    subscribe: () => () => undefined,
    lastCheckpoint: () => null,
    terminate: () => undefined,
  };
  const { actions } = createPlayground({
    trainer,
    initial: toyProject(),
    choice: {},
    dataUrl: '',
    whenQuiet: (work) => work(),
    rest: () => new Promise((rested) => rests.push(rested)),
  });
  return { actions, rests };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

it('looks at a large network in parts between which the page rests, and at a small one at once', async () => {
  const { actions, rests } = page();
  expect(await actions.lookAhead(toyProject())).toBe(true);
  expect(rests).toHaveLength(0);
  const answers: boolean[] = [];
  void actions.lookAhead(ofNodes(150)).then((still) => answers.push(still));
  let parts = 0;
  for (await settled(); rests.length > 0; await settled()) {
    expect(answers).toEqual([]);
    parts++;
    rests.shift()?.();
  }
  expect(answers).toEqual([true]);
  // Before its analysis, before its structure is read, and before it is shown.
  expect(parts).toBe(3);
});

it('says that another document was opened meanwhile, whose place the large one does not take', async () => {
  const { actions, rests } = page();
  const still = actions.lookAhead(ofNodes(150));
  actions.open(toyProject());
  for (await settled(); rests.length > 0; await settled()) rests.shift()?.();
  expect(await still).toBe(false);
});
