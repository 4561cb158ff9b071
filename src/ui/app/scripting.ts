import { isSplitName, splitNames } from '../../core/data/types.ts';
import { presetNames } from '../../core/presets/names.ts';
import { parseProject } from '../../core/project/parse.ts';
import { type Project, taskSchema } from '../../core/project/schema.ts';
import { blockOf } from '../../core/runs/columns/blocks.ts';
import type { RunStatus, TrainEvent } from '../../core/runs/protocol.ts';
import { historyRows, validationValues } from '../../core/runs/rows.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import { parseAddress } from '../../store/address.ts';
import { pageDatasets } from '../../store/datasets.ts';
import { derive } from '../../store/derived.ts';
import { linkTo } from '../../store/link.ts';
import type { Playground } from '../../store/playground.ts';
import { shownValue } from '../../store/shown-value.ts';
import { parseSource } from '../../store/source.ts';
import { parseTraining } from '../../store/training-options.ts';
import { balancingEntries, parseBalancing } from './balancing-script.ts';
import { pageAddress } from './page-address.ts';
import type { PlaygroundApi } from './playground-api.ts';
import { accepted, called, refused } from './script-refusals.ts';

const busy = ({ state }: RunStatus): boolean => state === 'running' || state === 'preparing';

const heardTypes = ['status', 'metrics', 'diagnostics'];

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

  /** A document that cannot even be analysed does not take the place of the one before. */
  async function show(next: Project): Promise<void> {
    if (await actions.lookAhead(next)) actions.open(next);
  }

  /** Never rejects: scripts are not typed, and what they give can throw wherever it is touched. */
  async function load(given: unknown): Promise<Diagnostic[]> {
    try {
      return await open(given);
    } catch (error) {
      const reason = shownValue(error instanceof Error ? error.message : error);
      return [diagnostic('page.loadFailed', { reason }, 'page')];
    }
  }

  /** Whatever comes is looked at before it is believed. */
  async function open(given: unknown): Promise<Diagnostic[]> {
    const source = parseSource(given);
    if (source === null) {
      const values = { name: 'source', value: shownValue(given), known: 'preset, project, link' };
      return [diagnostic('page.badArgument', values, 'page')];
    }
    if ('preset' in source) {
      const refusal = await actions.openPreset(source.preset);
      if (refusal.length > 0) return [...refusal];
    } else if ('link' in source) {
      const address = await parseAddress(source.link.slice(source.link.indexOf('#') + 1));
      if (address.project === null) {
        return address.diagnostics.length > 0 ? [...address.diagnostics] : [diagnostic('file.brokenLink', {}, 'link')];
      }
      await show(address.project);
    } else {
      const parsed = parseProject(source.project);
      if (!parsed.ok) return [...parsed.diagnostics];
      await show(parsed.value);
    }
    await playground.panes.caughtUp();
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

  /** What is asked of the run as it is comes when somebody asks. */
  const asking = async () => {
    await prepared();
    return import('./asking-script.ts');
  };

  const teaching = () => import('./lessons-script.ts');

  return {
    version,
    presets: () => presetNames.map((preset) => ({ ...preset })),
    load,
    lessons: async () => (await teaching()).lessonEntries(playground),
    playLesson: async (id) => (await teaching()).playLesson(playground, id),
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
    conflict: async (options) => (await asking()).conflict(playground, options),
    affinity: async (options) => (await asking()).affinity(playground, options),
    health: async (options) => (await asking()).health(playground, options),
    attack: async (settings) => (await asking()).attack(playground, settings),
    status,
    history: () => historyRows(run.getState().history.recorded),
    runs: () => {
      const here = actions.allRuns().map(({ id, name, number, started, recorded }) => {
        const measured = recorded.validation.last();
        return {
          id,
          name: name || `Run ${number}`,
          started: started ?? '',
          steps: recorded.count,
          metrics: measured ? validationValues(measured) : {},
        };
      });
      const { listed } = playground.runs.getState();
      return [...listed.filter(({ id }) => here.every((one) => one.id !== id)), ...here].sort((a, b) =>
        a.started < b.started ? -1 : 1,
      );
    },
    async run(id) {
      const { runOf } = await import('./runs-script.ts');
      return accepted(await runOf(playground, id));
    },
    async compare(experiment, onProgress) {
      const script = await import('./compare-script.ts');
      return accepted(await script.compare(playground, experiment, onProgress && called('onProgress', onProgress)));
    },
    datasets: () =>
      pageDatasets.all().map(({ id, text, own = false, schema, signature }) => {
        const { count } = signature(schema.parse({}));
        return { id, title: text.title.en, own, rows: count };
      }),
    importData: async (file, options) => (await import('./import-script.ts')).importData(playground, file, options),
    async evaluate(split) {
      await prepared();
      if (!isSplitName(split)) throw refused('split', split, splitNames.join(', '));
      const { tasks } = accepted(await actions.request({ kind: 'evaluate', split }));
      return Object.fromEntries(Object.entries(tasks).map(([id, { loss, metrics }]) => [id, { loss, ...metrics }]));
    },
    predict: async (inputs, count) => (await asking()).predict(playground, inputs, count),
    predictFile: async (file, options) => (await asking()).predictFileOf(playground, file, options),
    async exportModel(format) {
      await prepared();
      const known = formats.map(({ id }) => id);
      if (!known.includes(format)) throw refused('format', format, known.join(', '));
      const file = accepted(await actions.exportModel(format, 'current'));
      return new Blob([file.bytes], { type: file.mime });
    },
    formats: () => formats.map(({ id, title, extension }) => ({ id, title: title.en, extension })),
    on(type, listener) {
      if (!heardTypes.includes(type)) throw refused('type', type, heardTypes.join(', '));
      const hear = called('listener', listener);
      return trainer.subscribe((events) => {
        for (const event of events) if (event.type === type) hear(payloadOf(event));
      });
    },
  };
}
