import { compileProject } from '../../../../core/compile/compile.ts';
import { healthProgram } from '../../../../core/compile/health.ts';
import { signatureOf } from '../../../../core/data/registry.ts';
import type { Project } from '../../../../core/project/schema.ts';
import { structureKey } from '../../../../core/project/structure.ts';
import { type HealthReport, healthQuantities } from '../../../../core/runs/health.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { packFromDisk } from '../../../executors/conformance/testing/packs.ts';
import type { Executor } from '../../../executors/executor.ts';
import { given } from '../../../formats/testing.ts';
import { benchOn } from '../bench.ts';
import { chosen } from '../fake-device.ts';
import { sha256 } from '../outcomes/dry-run.ts';

/** How the layers of a document were at some of its first steps. */
export interface MeasuredHealth {
  readonly id: string;
  /** Of all that it depends on but the data: another one is measured anew. */
  readonly key: string;
  /** Ids, with spaces between. */
  readonly nodes: string;
  /** Step, and [nodes, quantities] with spaces between; – where there is none. */
  readonly looks: readonly { readonly step: number; readonly values: string; readonly shares: string }[];
}

/** The steps after which an example is looked at: the first ones, and to the end of its second epoch, but no more than so many. */
const firstSteps = [0, 1, 2, 4, 8, 16, 32];
const mostSteps = 64;

const none = '–';
const written = (values: Float32Array): string =>
  Array.from(values, (value) => (Number.isNaN(value) ? none : String(Number(value.toPrecision(2))))).join(' ');
const read = (values: string): Float32Array =>
  Float32Array.from(values.split(' '), (value) => (value === none ? Number.NaN : Number(value)));

export function healthKey(project: Project): string {
  const signature = given(signatureOf(project));
  const { program } = given(compileProject(project, signature));
  const { program: looking } = healthProgram(project, signature, program);
  const { learningRate, schedule } = project.training;
  return sha256(
    JSON.stringify([
      structureKey(project),
      program.step,
      program.gradients,
      program.update,
      looking.predict,
      learningRate,
      schedule,
    ]),
  );
}

export const reportsOf = ({ nodes, looks }: MeasuredHealth): HealthReport[] =>
  looks.map(({ step, values, shares }) => ({
    step,
    nodes: nodes.split(' '),
    values: read(values),
    shares: read(shares),
  }));

/** Trains a document from its own data and looks at its layers. */
export async function measureHealth(executor: Executor, id: string, project: Project): Promise<MeasuredHealth> {
  const fetchPack = (url: string) => packFromDisk(url.replace('https://here/data/', ''), () => undefined);
  const clock = {
    get ms(): number {
      return performance.now();
    },
  };
  const bench = benchOn(() => chosen(executor), clock, { fetchPack });
  const { state, error } = await bench.load(project);
  invariant(state === 'idle', JSON.stringify(error));
  const { stepsPerEpoch } = at(bench.of('prepared'), 0).prepared;
  const last = Math.min(mostSteps, 2 * stepsPerEpoch);
  const looks: { step: number; values: string; shares: string }[] = [];
  let nodes: readonly string[] = [];
  let done = 0;
  for (const step of [...firstSteps.filter((first) => first < last), last]) {
    if (step > done) await bench.train(step - done);
    done = step;
    const answer = await bench.ask({ kind: 'health' });
    invariant(answer.ok && answer.value.kind === 'health', 'it is answered');
    const { report } = answer.value;
    nodes = report.nodes;
    invariant(report.values.length === nodes.length * healthQuantities.length, 'every layer has every quantity');
    looks.push({ step, values: written(report.values), shares: written(report.shares) });
  }
  return { id, key: healthKey(project), nodes: nodes.join(' '), looks };
}
