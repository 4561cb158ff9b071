import { expect, it } from 'vitest';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { createScripting } from './scripting.ts';

async function prepared() {
  const playground = directPlayground(toyProject());
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  const api = createScripting(playground, '0');
  const load: (source: unknown) => Promise<{ code: string; message: string }[]> = Object.assign(Object.create(null), api).load;
  return { playground, api, load };
}

const fail = (): never => {
  throw new Error('not to be read');
};
const everyTrap = new Proxy({}, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail });

/** Whatever a script can make: none of it is a document. */
function strangeThings(): Record<string, unknown> {
  const cyclic: Record<string, unknown> = { version: 2 };
  cyclic.tasks = [cyclic];
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const deep: Record<string, unknown> = {};
  for (let i = 0, inner = deep; i < 50_000; i++) {
    const next = {};
    inner.a = next;
    inner = next;
  }
  const toy = toyProject();
  return {
    undefined: undefined,
    symbol: Symbol('document'),
    bigint: 10n,
    function: () => toy,
    cyclic,
    deep,
    revoked: revoked.proxy,
    everyTrap,
    throws: Object.defineProperty({ version: 2 }, 'tasks', { enumerable: true, get: fail }),
    throwsNothing: Object.defineProperty({}, 'version', {
      enumerable: true,
      get() {
        throw Object.create(null);
      },
    }),
    instance: new Map([['version', 2]]),
    date: new Date(0),
    promise: Promise.resolve(toy),
    buffer: new Uint8Array(8),
    sparse: new Array(4e9),
    endless: new Proxy(
      {},
      { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }), get: () => everyTrap },
    ),
    withBigint: { ...toy, seed: 1n },
    withFunction: { ...toy, name: () => 'x' },
    withSymbol: { ...toy, tasks: [Symbol('task')] },
    withClass: { ...toy, training: new Error('class') },
    withNaN: { ...toy, seed: Number.NaN },
  };
}

it('load answers whatever a script gives, and the document and its weights stay', async () => {
  const { playground, api, load } = await prepared();
  await api.train({ steps: 3 });
  const before = playground.project.getState().project;
  for (const [name, thing] of Object.entries(strangeThings())) {
    for (const source of [thing, { project: thing }, { preset: thing }, { link: thing }]) {
      const diagnostics = await load(source);
      expect([name, diagnostics]).toEqual([
        name,
        expect.arrayContaining([expect.objectContaining({ code: expect.any(String) })]),
      ]);
      for (const { message } of diagnostics) expect(message.length).toBeLessThan(2000);
    }
  }
  expect(playground.project.getState().project).toBe(before);
  expect(api.status().step).toBe(3);
});

it('says where and why a document is no plain data', async () => {
  const { load } = await prepared();
  const toy = toyProject();
  const at = async (project: unknown) => (await load({ project })).map(({ code, message }) => [code, message]);
  expect(await at({ ...toy, seed: 1n })).toEqual([['file.notPlain', expect.stringContaining('a BigInt at seed')]]);
  expect(await at({ ...toy, tasks: [toy.tasks[0], { id: () => 'x' }] })).toEqual([
    ['file.notPlain', expect.stringContaining('a function at tasks[1].id')],
  ]);
  expect(await at({ ...toy, data: Object.defineProperty({}, 'dataset', { enumerable: true, get: fail }) })).toEqual([
    ['file.notPlain', expect.stringContaining('cannot be read at data.dataset')],
  ]);
});

it('a file that is refused leaves the document, its run and its weights as they are', async () => {
  const { playground, api } = await prepared();
  await api.train({ steps: 3 });
  const before = playground.project.getState().project;
  const weights = await playground.actions.request({ kind: 'checkpoint' });
  const file = new TextEncoder().encode(`{"version":2,"a":${'['.repeat(5000)}`);
  const refused = await playground.actions.openFile('n'.repeat(100_000), file);
  expect(refused).toMatchObject([{ code: 'file.tooDeep', where: 'file' }]);
  const unknown = await playground.actions.openFile('n'.repeat(100_000), new Uint8Array(3));
  expect(unknown[0]?.message.length).toBeLessThan(300);
  expect(playground.project.getState().project).toBe(before);
  expect(
    playground.run
      .getState()
      .notices.map(({ code }) => code)
      .sort(),
  ).toEqual(['file.tooDeep', 'file.unknownKind']);
  const after = await playground.actions.request({ kind: 'checkpoint' });
  expect(after.ok && after.value.checkpoint.parameters).toEqual(weights.ok && weights.value.checkpoint.parameters);
  expect(api.status()).toMatchObject({ step: 3 });
});
