import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import { attackDefaults } from '../../core/runs/attack.ts';
import type { Command, Start, TrainEvent, WorkerRequest } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import { diagnostic, ok, refused } from '../../core/util/diagnostics.ts';
import { createTrainingHost } from './host.ts';
import { type Life, lifeEdges } from './life.ts';
import { macrotask } from './testing/bench.ts';
import { chosen, type DeviceCall, FakeDevice } from './testing/fake-device.ts';
import { toyProject } from './testing/projects.ts';

// Code that is fetched when it is asked for is there: fetching takes no turns of the event loop, but time.
beforeAll(() =>
  Promise.all([
    import('../../core/compile/measuring.ts'),
    import('../../core/compile/health.ts'),
    import('../../core/compile/attack.ts'),
    import('../../core/compile/representation.ts'),
    import('../../core/balancing/diagnosis/principal-components.ts'),
    import('./looks/balancing-cost.ts'),
    import('./looks/importance.ts'),
    import('./looks/occlusion.ts'),
    import('./looks/step-alone.ts'),
    import('./predict-file.ts'),
  ]),
);

/** Documents that train, one that is edited in its structure, and two that are refused: by the compiler, and for its batch. */
const toy = toyProject({ epochs: 3 });
const edited: Project = {
  ...toy,
  graph: {
    ...toy.graph,
    nodes: toy.graph.nodes.map((node) => (node.kind === 'dense' ? { ...node, params: { ...node.params, units: 3 } } : node)),
  },
};
const broken: Project = {
  ...toy,
  graph: { ...toy.graph, edges: toy.graph.edges.filter(({ target }) => target !== 'planeA-head') },
};
const documents = [toy, edited, broken, toyProject({ batchSize: 701 })];

/** One of every kind that a run answers; trials stand before it. */
const requestOf: { readonly [K in Exclude<WorkerRequest['kind'], 'trial'>]: Extract<WorkerRequest, { kind: K }> } = {
  evaluate: { kind: 'evaluate', split: 'test' },
  samples: { kind: 'samples', split: 'train', start: 0, count: 300 },
  predict: { kind: 'predict', inputs: { point: new Float32Array(2 * 600) }, count: 600 },
  predictFile: { kind: 'predictFile', fileName: 'a.csv', bytes: new Blob(['x1,x2\n0.5,1\n']), language: 'en' },
  judge: { kind: 'judge', split: 'validation' },
  importance: { kind: 'importance', split: 'test' },
  occlusion: { kind: 'occlusion', row: 0 },
  neighbours: { kind: 'neighbours', task: 'planeA', split: 'test', query: { row: 0 }, count: 2 },
  pictures: { kind: 'pictures' },
  conflict: { kind: 'conflict' },
  health: { kind: 'health' },
  attack: { kind: 'attack', settings: attackDefaults },
  balancingCost: { kind: 'balancingCost', method: 'pcgrad' },
  lookahead: { kind: 'lookahead', batches: 2 },
  stepAlone: { kind: 'stepAlone', task: 'planeA' },
  representation: { kind: 'representation', node: 'shared', count: 20 },
  export: { kind: 'export', format: 'tfjs', weights: 'best' },
  checkpoint: { kind: 'checkpoint' },
  describe: { kind: 'describe' },
  read: { kind: 'read', fileName: 'a.json', bytes: new Uint8Array(1) },
};
const requests: readonly WorkerRequest[] = Object.values(requestOf);

/** What may go wrong, and how long something may take, in turns of the event loop. */
type Trouble = 'none' | 'start' | 'nan' | 'export' | 'load' | DeviceCall;

type Action =
  | { readonly kind: 'load'; readonly document: number; readonly start: 'initial' | 'current'; readonly sameRun: boolean }
  | { readonly kind: 'train'; readonly steps: number | null }
  | { readonly kind: 'pause' | 'reset' }
  | { readonly kind: 'lose' }
  | { readonly kind: 'request'; readonly request: number; readonly stale: boolean }
  | { readonly kind: 'cancel'; readonly back: number }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }
  | { readonly kind: 'wait'; readonly turns: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('load' as const),
      document: fc.nat(documents.length - 1),
      start: fc.constantFrom('initial' as const, 'current' as const),
      sameRun: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('train' as const), steps: fc.constantFrom(null, 1, 40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('pause' as const, 'reset' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('request' as const),
      request: fc.nat(requests.length - 1),
      stale: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), back: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('trouble' as const),
      trouble: fc.constantFrom<Trouble>(
        'none',
        'start',
        'load',
        'write',
        'read',
        'block',
        'evaluate',
        'predict',
        'nan',
        'export',
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), turns: fc.constantFrom(0, 1, 3, 12) }) },
);

/** A host whose world is as troubled as it is told. */
function world(delays: readonly number[]) {
  const clock = { ms: 0 };
  const devices: FakeDevice[] = [];
  const events: TrainEvent[] = [];
  const states: Life['state'][] = ['empty'];
  let trouble: Trouble = 'none';
  let waited = 0;
  const delay = async (): Promise<void> => {
    for (let turns = at(delays, waited++ % delays.length); turns > 0; turns--) await macrotask();
  };
  const fail = async (what: Trouble): Promise<void> => {
    await delay();
    if (trouble === what) throw new Error(what);
  };
  const host = createTrainingHost(
    {
      emit: (event) => events.push(event),
      async createExecutor() {
        await delay();
        if (trouble === 'start') return refused(diagnostic('page.noBackend', { error: 'none' }, 'page'));
        const device = new FakeDevice({
          clock,
          stepMs: 1,
          loss: (step) => (trouble === 'nan' && step > 20 ? Number.NaN : 1),
          before: fail,
        });
        devices.push(device);
        return ok(chosen(device));
      },
      forecastMemory: async () => [],
      fetchPack: () => Promise.reject(new Error('nothing is fetched')),
      files: {
        async write() {
          await fail('export');
          return ok({ fileName: 'a', mime: 'b', bytes: new Uint8Array(1) });
        },
        async read() {
          await delay();
          return ok({ project: toy, weights: null });
        },
      },
      now: () => clock.ms,
      delay,
      defer: macrotask,
    },
    (state) => states.push(state),
  );
  return {
    host,
    events,
    states,
    devices,
    setTrouble(next: Trouble) {
      trouble = next;
    },
  };
}

it('answers every request, moves along the edges alone and leaves no session, whatever is asked of it and whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 1, maxLength: 24 }),
      fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: 1, maxLength: 12 }),
      async (actions, delays) => {
        const { host, events, states, devices, setTrouble } = world(delays);
        let [run, generation, requestId] = [0, 0, 0];
        const send = (command: Command): void => host.handle(command);
        const load = (project: Project, start: Start): void =>
          send({
            type: 'load',
            runId: `r${run}`,
            generation: ++generation,
            project,
            choice: {},
            dataUrl: 'https://here/',
            start,
          });
        for (const step of actions) {
          const runId = `r${run}`;
          if (step.kind === 'load') {
            if (!step.sameRun) run++;
            load(at(documents, step.document), { from: step.start });
          } else if (step.kind === 'train') send({ type: 'train', runId, steps: step.steps });
          else if (step.kind === 'pause' || step.kind === 'reset') send({ type: step.kind, runId });
          else if (step.kind === 'lose') devices.at(-1)?.lose('unplugged');
          else if (step.kind === 'request') {
            send({
              type: 'request',
              runId: step.stale ? 'other' : runId,
              requestId: ++requestId,
              request: at(requests, step.request),
            });
          } else if (step.kind === 'cancel') send({ type: 'cancelRequest', runId, requestId: requestId - step.back });
          else if (step.kind === 'trouble') setTrouble(step.trouble);
          else if (step.kind === 'wait') for (let turns = step.turns; turns > 0; turns--) await macrotask();
        }
        const answered = () => events.flatMap((event) => (event.type === 'response' ? [event.requestId] : []));
        const quiet = async (over: () => boolean): Promise<void> => {
          for (let turns = 0; turns < 400 && !over(); turns++) await macrotask();
        };
        // Every request is answered by the state that it found, and needs no other document to settle it.
        await quiet(() => answered().length >= requestId);
        expect(answered().sort((a, b) => a - b)).toEqual(Array.from({ length: requestId }, (_, i) => i + 1));
        // Whatever was wrong is over. Another document takes the place of what was there.
        setTrouble('none');
        run++;
        load(broken, { from: 'initial' });
        await quiet(() => states.at(-1) === 'failed');
        expect(states.at(-1)).toBe('failed');
        for (let turns = 0; turns < 40; turns++) await macrotask();

        expect(answered().length).toBe(requestId);
        states.slice(1).forEach((state, i) => {
          expect(lifeEdges[at(states, i)]).toContain(state);
        });
        expect(devices.flatMap((device) => [...device.open])).toEqual([]);
        expect(await stateOf(events, `r${run}`)).toBe('failed');
      },
    ),
    { numRuns: 500, seed: 7 },
  );
});

async function stateOf(events: readonly TrainEvent[], runId: string): Promise<string | undefined> {
  const said = events.flatMap((event) => (event.type === 'status' && event.runId === runId ? [event.status.state] : []));
  return said.at(-1);
}
