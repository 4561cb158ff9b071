import { resolve } from 'node:path';
import { reasonOf } from '../src/core/util/reason.ts';
import type { Contender } from './contenders/contender.ts';
import { contenders } from './contenders/registry.ts';
import { firstLoadBytes } from './counts/first-load.ts';
import { nullCosts } from './counts/null-costs.ts';
import type { NullCosts } from './counts/null-process.ts';
import { measureModel, type RoundSettings } from './measure/rounds.ts';
import type { Row } from './measure/row.ts';
import { vectorPeak } from './measure/vector-peak.ts';
import type { ModelSpec } from './models/model.ts';
import { type ImportWork, measureImport } from './page-work/import.ts';
import { type LongTasks, measureManyRuns } from './page-work/many-runs.ts';
import { measurePageWork, type PagesWork } from './page-work/page-work.ts';
import { measurePool } from './page-work/pool.ts';
import { type PairCost, pairExecutors } from './pairs/pair.ts';
import { pairs } from './pairs/registry.ts';
import { type Chromium, openChromium } from './places/chromium-environments.ts';
import type { Environment } from './places/environment.ts';
import { nodeEnvironment } from './places/node-environment.ts';
import { loadNow, machineNow } from './report/machine.ts';
import type { Results } from './report/results.ts';

export interface Form {
  readonly form: Results['form'];
  readonly models: readonly ModelSpec[];
  readonly rounds: RoundSettings;
  /** Rounds and milliseconds on the device that does nothing. */
  readonly nullRounds: readonly [rounds: number, windowMs: number];
  readonly measured: (model: ModelSpec, contender: Contender, place: Environment['place']) => boolean;
  readonly pairs: boolean;
  /** What the built page's main thread does while the worker trains. */
  readonly pageWork: boolean;
  /** Models whose calls are counted in Chromium, with the steps of a block. */
  readonly counted: readonly (readonly [model: string, steps: number])[];
}

/** Milliseconds that a pair is measured. */
const pairBudgetMs = 3000;

type ChromiumCounts = Results['chromiumCounts'];

const dist = resolve(import.meta.dirname, '../dist');

/** Runs everything that a form asks for. What fails is told in `problems` or in its row; nothing is thrown. */
export async function collect(form: Form): Promise<Results> {
  const { progress } = form.rounds;
  const loads = [loadNow()];
  const problems: string[] = [];
  const attempt = async <T>(what: string, run: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      // What a browser's driver logged of it follows in further lines.
      problems.push(`${what}: ${reasonOf(error).split('\n', 1)[0]}`);
      return otherwise;
    }
  };

  progress('WebGPU that does nothing: calls and JavaScript per step');
  const counted = form.models.filter(({ nativeOnly }) => !nativeOnly).map(({ id }) => id);
  const costs: NullCosts[] = [];
  // Times are those of a process of its own; what ours asks of the device is the same in any, and one starts sooner than eight.
  for (const ids of form.form === 'short' ? [counted] : counted.map((id) => [id])) {
    const measured = () => nullCosts(ids, ...form.nullRounds);
    costs.push(...(await attempt<NullCosts[]>(`${ids.join(', ')} on a device that does nothing`, measured, [])));
  }
  progress('building the page of the bench, starting Chromium');
  const chromium = await attempt<Chromium | null>('Chromium', openChromium, null);
  const chromiumCounts = chromium ? await attempt('Counts in Chromium', () => countIn(chromium, form), []) : [];
  const environments = [nodeEnvironment(), ...(chromium?.environments ?? [])];
  const pairCosts = await attempt('Pairs', () => measurePairs(environments, form), []);
  const rows: Row[] = [];
  for (const model of form.models) {
    const chosen = environments.flatMap((environment) =>
      contenders
        .filter((contender) => contender.places.includes(environment.place) && form.measured(model, contender, environment.place))
        .map((contender) => ({ contender, environment })),
    );
    if (chosen.length > 0) rows.push(...(await attempt(`Model ${model.id}`, () => measureModel(model, chosen, form.rounds), [])));
  }
  await chromium?.close();
  const vectors = form.form === 'full' ? await attempt<Results['vectors']>('Vectors in Node', vectorPeak, null) : null;
  if (form.pageWork) progress('the page while it trains');
  const pageWork = form.pageWork ? await attempt<PagesWork | null>('The page while it trains', measurePageWork, null) : null;
  // Where there is no build, nothing of this can be measured.
  const built = pageWork !== null;
  if (built) progress('the pool with one worker and with two, and a list of many runs');
  const pool = built ? await attempt<Results['pool']>('The experiment pool', measurePool, null) : null;
  const manyRuns = built ? await attempt<readonly LongTasks[] | null>('The list of many runs', measureManyRuns, null) : null;
  if (built) progress('a table of 10⁶ rows is imported');
  const imported = built ? await attempt<ImportWork | null>('The import', () => measureImport(), null) : null;
  return {
    form: form.form,
    date: new Date().toISOString(),
    machine: machineNow(chromium?.version ?? 'none', [...loads, loadNow()]),
    rows,
    pairs: pairCosts,
    nullCosts: costs,
    chromiumCounts,
    firstLoadBytes: firstLoadBytes(dist),
    pageWork,
    pool,
    manyRuns,
    imported,
    vectors,
    problems,
  };
}

async function countIn({ environments: [environment] }: Chromium, { counted, rounds }: Form): Promise<ChromiumCounts> {
  const found: ChromiumCounts[number][] = [];
  for (const [model, steps] of environment ? counted : []) {
    const opened = await environment?.open();
    const answer = await opened?.ask({ type: 'count', model, steps });
    await opened?.close();
    if (!answer?.ok) throw new Error(answer?.words ?? 'no answer');
    found.push({ model, counts: JSON.parse(answer.words) });
    rounds.progress(`${model}: calls counted in Chromium`);
  }
  return found;
}

async function measurePairs(environments: readonly Environment[], form: Form): Promise<PairCost[]> {
  const costs: PairCost[] = [];
  if (!form.pairs) return costs;
  const chosen = new Set(form.models.map(({ id }) => id));
  for (const { id: pair, title, models, executors = pairExecutors, place = 'Chromium, isolated' } of pairs) {
    const environment = environments.find((candidate) => candidate.place === place);
    if (!environment) continue;
    for (const model of models.filter((id) => chosen.has(id)))
      for (const executor of executors) {
        const opened = await environment.open();
        const answer = await opened.ask({ type: 'pair', pair, model, executor, budgetMs: pairBudgetMs });
        await opened.close();
        const times = answer.ok ? answer.numbers : [];
        const [plain, other] = [times.slice(0, times.length / 2), times.slice(times.length / 2)];
        costs.push({ pair, title, model, executor, plain, other, words: answer.words });
        form.rounds.progress(`${model} on ${executor}: ${title}`);
      }
  }
  return costs;
}
