import { join } from 'node:path';
import { trainRuns } from '../../src/client/experiment-pool.ts';
import { balancingMethod } from '../../src/core/balancing/registry.ts';
import type { Experiment } from '../../src/core/experiments/experiment.ts';
import type { RunOutcome } from '../../src/core/experiments/outcome.ts';
import { countRuns, openRuns } from '../../src/core/experiments/plan.ts';
import { reportOf } from '../../src/core/experiments/report.ts';
import { reportCsv, reportHtml, reportMarkdown } from '../../src/core/experiments/report-files.ts';
import { contenderName, sentencesOf } from '../../src/core/experiments/words.ts';
import { parseExperimentFile } from '../../src/store/experiments/experiments.ts';
import { type Command, choiceOf, countOf, filesOf, Interrupted, Refused, shared, textOf, type World } from './command.ts';
import { textIn, write } from './files.ts';
import { means } from './host.ts';
import { progressBar } from './progress.ts';

type Outcomes = ReadonlyMap<string, RunOutcome>;

/** An experiment out of a report of the page: its JSON file, or the HTML that has that inside. */
function experimentIn(path: string): { readonly experiment: Experiment; readonly outcomes: readonly RunOutcome[] } {
  const text = textIn(path);
  const [, inside] = /<script type="application\/json" id="experiment">(.*?)<\/script>/s.exec(text) ?? [];
  let value: unknown = null;
  try {
    value = JSON.parse(inside ?? text);
  } catch {
    value = null;
  }
  const read = parseExperimentFile(value);
  if (!read) throw new Refused(`${path} is no report of a comparison: JSON or HTML as the tab Compare exports it`);
  return read;
}

/** How many runs gave the very figures that the report has of them, of how many that it has. */
function repeated(before: readonly RunOutcome[], outcomes: Outcomes): { readonly same: number; readonly known: number } {
  const known = before.filter(({ run }) => outcomes.has(run));
  const same = known.filter(
    ({ run, figures }) => figures !== null && JSON.stringify(figures) === JSON.stringify(outcomes.get(run)?.figures),
  );
  return { same: same.length, known: known.length };
}

const fileOf = (experiment: Experiment, outcomes: Outcomes) => ({
  format: 'mtl-playground-experiment' as const,
  version: 1 as const,
  experiment,
  outcomes: [...outcomes.values()],
});

function writeReport(out: string, experiment: Experiment, outcomes: Outcomes, language: string): void {
  const report = reportOf(experiment, outcomes);
  const reader = {
    language,
    nameOf: ({ contender }: (typeof report.results)[number]): string =>
      contenderName(contender, language, (id) => balancingMethod(id)?.text.title),
  };
  const file = fileOf(experiment, outcomes);
  write(join(out, 'report.json'), `${JSON.stringify(file)}\n`);
  write(join(out, 'report.html'), reportHtml(report, reader, file));
  write(join(out, 'report.md'), reportMarkdown(report, reader, experiment));
  write(join(out, 'report.csv'), reportCsv(report, experiment, outcomes));
}

/** Trains what there is no outcome of; stops where the world is interrupted. */
async function trainAll(
  world: World,
  experiment: Experiment,
  outcomes: Map<string, RunOutcome>,
  jobs: number,
  json: boolean,
): Promise<void> {
  const total = countRuns(experiment);
  const progress = progressBar(json ? { ...world, terminal: false } : world);
  await trainRuns(
    () => openRuns(experiment, outcomes),
    (outcome) => {
      outcomes.set(outcome.run, outcome);
      const { run, figures, failure, seconds, steps } = outcome;
      if (json) world.out(JSON.stringify({ event: 'run', run, done: outcomes.size, total, steps, seconds, failure, figures }));
      else progress.show(outcomes.size / total, `${outcomes.size} of ${total} runs  ${run}`);
    },
    {
      size: jobs,
      createTrainer: () => world.createTrainer({ threads: jobs > 1 ? 1 : undefined, apart: jobs > 1 }),
      choice: means.choice,
      dataUrl: means.dataUrl,
      now: () => performance.now(),
      signal: world.interrupted,
    },
  );
  progress.clear();
}

export const compare: Command = {
  name: 'compare',
  usage: 'REPORT',
  summary: 'repeats a comparison from its report (JSON or HTML of the tab Compare), and says whether it comes out the same',
  options: {
    out: { type: 'string', help: 'the folder that takes report.json, .html, .md and .csv' },
    resume: { type: 'boolean', help: 'keep the runs that the report has, and train those that are missing' },
    jobs: { type: 'string', help: 'runs at a time, each on one thread (default: one per processor)' },
    language: { type: 'string', help: 'of the report: en (default) or zh-CN' },
    json: shared.json,
  },
  async run(world, files, given) {
    const [path = ''] = filesOf(files, 'a report');
    const { experiment, outcomes: before } = experimentIn(path);
    const language = choiceOf(given, 'language', ['en', 'zh-CN'], 'en');
    const json = given.json === true;
    const jobs = countOf(given, 'jobs') ?? world.processors;
    const outcomes = new Map(given.resume === true ? before.map((outcome) => [outcome.run, outcome]) : []);
    await trainAll(world, experiment, outcomes, Math.min(jobs, countRuns(experiment)), json);
    const out = textOf(given, 'out');
    if (out !== undefined) writeReport(out, experiment, outcomes, language);
    if (world.interrupted.aborted) throw new Interrupted();
    const report = reportOf(experiment, outcomes);
    const { same, known } = repeated(before, outcomes);
    if (json) {
      world.out(JSON.stringify({ event: 'compared', runs: outcomes.size, same, known, results: report.results }));
      return;
    }
    const nameOf = ({ contender }: (typeof report.results)[number]): string =>
      contenderName(contender, language, (id) => balancingMethod(id)?.text.title);
    for (const sentence of sentencesOf(report, language, nameOf)) world.out(sentence);
    if (given.resume !== true && known > 0)
      world.out(`${same} of ${known} runs gave the figures of the report, digit for digit.`);
  },
};
