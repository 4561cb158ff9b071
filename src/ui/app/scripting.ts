import { usedInputs } from '../../core/compile/inputs.ts';
import { isSplitName, splitNames } from '../../core/data/types.ts';
import { presetNames } from '../../core/presets/names.ts';
import { parseProject } from '../../core/project/parse.ts';
import { taskSchema } from '../../core/project/schema.ts';
import type { InputInfo } from '../../core/project/signature.ts';
import { blockOf } from '../../core/runs/columns/blocks.ts';
import type { InputValues, RunStatus, TrainEvent } from '../../core/runs/protocol.ts';
import { historyRows, validationValues } from '../../core/runs/rows.ts';
import { type Diagnostic, diagnostic, type Result } from '../../core/util/diagnostics.ts';
import { linkTo, parseAddress } from '../../store/address.ts';
import { derive } from '../../store/derived.ts';
import type { Playground } from '../../store/playground.ts';
import { parseSource } from '../../store/source.ts';
import { parseTraining } from '../../store/training-options.ts';
import { balancingEntries, parseBalancing } from './balancing-script.ts';
import type { PlaygroundApi, RawInputs } from './playground-api.ts';
import { pageAddress } from './share-button.tsx';

/** Carries what was refused out of a promise; `diagnostics` says what and why. */
class RefusedError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join(' '));
    this.name = 'RefusedError';
  }
}

const refused = (name: string, value: string | number, known: string): RefusedError =>
  new RefusedError([diagnostic('page.badArgument', { name, value: String(value), known }, 'page')]);

function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new RefusedError(result.diagnostics);
  return result.value;
}

const busy = ({ state }: RunStatus): boolean => state === 'running' || state === 'preparing';

const isList = (inputs: RawInputs): inputs is Exclude<RawInputs, Readonly<Record<string, unknown>>> =>
  Array.isArray(inputs) || ArrayBuffer.isView(inputs);

/** A plain array belongs to the first input that the model reads. */
function namedInputs(given: RawInputs, used: readonly InputInfo[]): InputValues {
  const named = isList(given) ? { [used[0]?.id ?? 'input']: given } : given;
  return Object.fromEntries(Object.entries(named).map(([id, numbers]) => [id, Float32Array.from(numbers)]));
}

/** What a listener gets. Losses and weights also stand where they stood before there were further columns. */
function payloadOf(event: TrainEvent): unknown {
  switch (event.type) {
    case 'status':
      return event.status;
    case 'diagnostics':
      return event.diagnostics;
    case 'metrics': {
      const { from, columns } = event;
      const valuesOf = (id: string): Float32Array => blockOf(columns, id)?.values ?? new Float32Array(0);
      return { ...event, firstStep: from, losses: valuesOf('loss'), weights: valuesOf('weight') };
    }
    default:
      return event;
  }
}

export function createScripting(playground: Playground, version: string): PlaygroundApi {
  const { actions, formats, project, run, trainer } = playground;
  const status = (): RunStatus => run.getState().history.status;

  /** Resolves with the first status that satisfies `done`, the present one included. */
  const until = (done: (now: RunStatus) => boolean): Promise<RunStatus> =>
    new Promise((resolve) => {
      if (done(status())) {
        resolve(status());
        return;
      }
      const stop = run.subscribe(() => {
        if (!done(status())) return;
        stop();
        resolve(status());
      });
    });
  const prepared = (): Promise<RunStatus> => until((now) => now.state !== 'preparing');

  /** Scripts are not typed: whatever comes is looked at before it is believed. */
  async function open(given: unknown): Promise<Diagnostic[]> {
    const source = parseSource(given);
    if (source === null) {
      const value = String(JSON.stringify(given)).slice(0, 40);
      return [diagnostic('page.badArgument', { name: 'source', value, known: 'preset, project, link' }, 'page')];
    }
    if ('preset' in source) {
      const refusal = await actions.openPreset(source.preset);
      if (refusal.length > 0) return [...refusal];
    } else if ('link' in source) {
      const address = await parseAddress(source.link.slice(source.link.indexOf('#') + 1));
      if (address.project === null) {
        return address.diagnostics.length > 0 ? [...address.diagnostics] : [diagnostic('file.brokenLink', {}, 'link')];
      }
      actions.open(address.project);
    } else {
      const parsed = parseProject(source.project);
      if (!parsed.ok) return [...parsed.diagnostics];
      actions.open(parsed.value);
    }
    const { error } = await prepared();
    const { diagnostics } = derive(project.getState().project);
    const known = diagnostics.some(({ code, where }) => code === error?.code && where === error.where);
    return error && !known ? [...diagnostics, error] : [...diagnostics];
  }

  async function train(options: unknown = {}): Promise<RunStatus> {
    await prepared();
    const asked = parseTraining(options);
    if (!asked.ok) return { ...status(), ...(asked.diagnostics[0] ? { error: asked.diagnostics[0] } : {}) };
    const { steps, epochs } = asked.value;
    const perEpoch = run.getState().history.prepared?.stepsPerEpoch ?? 1;
    const wanted = steps ?? (epochs === undefined ? null : epochs * perEpoch);
    const before = status();
    const obstacles = actions.train(wanted);
    const [obstacle] = obstacles;
    if (obstacle) return { ...status(), error: obstacle };
    let started = false;
    return until((now) => {
      started ||= now.state === 'running' || now.step !== before.step;
      // A run that failed before is trained on: that it failed is old.
      return !busy(now) && (started || (now.state === 'failed' && now !== before));
    });
  }

  return {
    version,
    presets: () => presetNames.map((preset) => ({ ...preset })),
    load: open,
    project: () => structuredClone(project.getState().project),
    link: () => linkTo(pageAddress(), project.getState().project),
    train,
    pause() {
      actions.pause();
      return until((now) => !busy(now));
    },
    async reset() {
      await prepared();
      actions.reset();
      return until((now) => now.step === 0 && !busy(now));
    },
    setTaskWeight(task, weight) {
      const known = project.getState().project.tasks.map(({ id }) => id);
      if (!known.includes(task)) throw refused('task', task, known.join(', '));
      if (!taskSchema.shape.weight.safeParse(weight).success) throw refused('weight', weight, '0 … 1000');
      project.edit((current) => ({
        ...current,
        tasks: current.tasks.map((item) => (item.id === task ? { ...item, weight } : item)),
      }));
    },
    balancingMethods: balancingEntries,
    setBalancing(choice) {
      const parsed = parseBalancing(choice);
      if (!parsed.ok) return [...parsed.diagnostics];
      actions.setBalancing(parsed.value);
      return [];
    },
    status,
    history: () => historyRows(run.getState().history.recorded),
    runs: () =>
      actions.allRuns().map(({ id, name, number, started, recorded }) => {
        const measured = recorded.validation.last();
        return {
          id,
          name: name || `Run ${number}`,
          started: started ?? '',
          steps: recorded.count,
          metrics: measured ? validationValues(measured) : {},
        };
      }),
    async run(id) {
      const all = actions.allRuns();
      const found = all.find((record) => record.id === id);
      if (!found) throw refused('run', id, all.map((record) => record.id).join(', '));
      const { runJson } = await import('../../core/runs/run-file.ts');
      return runJson(found);
    },
    async evaluate(split) {
      await prepared();
      if (!isSplitName(split)) throw refused('split', split, splitNames.join(', '));
      const { tasks } = accepted(await actions.request({ kind: 'evaluate', split }));
      return Object.fromEntries(Object.entries(tasks).map(([id, { loss, metrics }]) => [id, { loss, ...metrics }]));
    },
    async predict(inputs, count) {
      await prepared();
      const { loaded } = run.getState();
      const known = loaded ? derive(loaded).signature : null;
      const named = namedInputs(inputs, loaded && known ? usedInputs(loaded.graph, known) : []);
      return { ...accepted(await actions.request({ kind: 'predict', inputs: named, count })).outputs };
    },
    async exportModel(format) {
      await prepared();
      const known = formats.map(({ id }) => id);
      if (!known.includes(format)) throw refused('format', format, known.join(', '));
      const file = accepted(await actions.exportModel(format, 'current'));
      return new Blob([file.bytes], { type: file.mime });
    },
    formats: () => formats.map(({ id, title, extension }) => ({ id, title: title.en, extension })),
    on: (type, listener) =>
      trainer.subscribe((events) => {
        for (const event of events) {
          if (event.type !== type) continue;
          listener(payloadOf(event));
        }
      }),
  };
}
