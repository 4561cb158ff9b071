import { attackProgram } from '../../../../core/compile/attack.ts';
import { compileProject } from '../../../../core/compile/compile.ts';
import { signatureOf } from '../../../../core/data/registry.ts';
import { digitsShared } from '../../../../core/presets/digits.ts';
import type { Project } from '../../../../core/project/schema.ts';
import { structureKey } from '../../../../core/project/structure.ts';
import { type AttackSettings, attackDefaults, attackedMetric } from '../../../../core/runs/attack.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { packFromDisk } from '../../../executors/conformance/testing/packs.ts';
import type { Executor } from '../../../executors/executor.ts';
import { given } from '../../../formats/testing.ts';
import { benchOn } from '../bench.ts';
import { chosen } from '../fake-device.ts';
import { sha256 } from '../outcomes/dry-run.ts';

/** What was trained and attacked: the digits of the first example, from several seeds, as they are and changed against the network. */
export const robustness = { epsilon: 0.1, epochs: 4, seeds: [1, 2, 3, 4, 5] } as const;

const attack: AttackSettings = { ...attackDefaults, method: 'pgd', epsilon: robustness.epsilon, steps: 10, samples: 300 };

/** Accuracy of every task on clean test samples, and under an attack on itself. */
export interface RobustRun {
  readonly seed: number;
  readonly adversarial: boolean;
  readonly clean: Readonly<Record<string, number>>;
  readonly attacked: Readonly<Record<string, number>>;
}

export interface Robustness {
  /** Of all that the runs depend on but the data. */
  readonly key: string;
  readonly runs: readonly RobustRun[];
}

function document(seed: number, adversarial: boolean): Project {
  const project = digitsShared();
  const { epsilon } = robustness;
  const training = { ...project.training, ...(adversarial ? { adversarial: { kind: 'fgsm' as const, epsilon } } : {}) };
  return { ...project, seed, training };
}

export function robustnessKey(): string {
  const programs = [false, true].map((adversarial) => {
    const project = document(1, adversarial);
    const signature = given(signatureOf(project));
    const { program } = given(compileProject(project, signature));
    const attacking = attackProgram(project, signature, program);
    return [structureKey(project), program.step, program.gradients, program.update, project.training, attacking?.program.predict];
  });
  return sha256(JSON.stringify([robustness, attack, programs]));
}

/** Trains a document from its own data, and attacks it. */
export async function robustRun(executor: Executor, seed: number, adversarial: boolean): Promise<RobustRun> {
  const fetchPack = (url: string) => packFromDisk(url.replace('https://here/data/', ''), () => undefined);
  const clock = {
    get ms(): number {
      return performance.now();
    },
  };
  const bench = benchOn(() => chosen(executor), clock, { fetchPack });
  const { state, error } = await bench.load(document(seed, adversarial));
  invariant(state === 'idle', JSON.stringify(error));
  await bench.train(robustness.epochs * at(bench.of('prepared'), 0).prepared.stepsPerEpoch);
  const answer = await bench.ask({ kind: 'attack', settings: attack });
  invariant(answer.ok && answer.value.kind === 'attack', 'it is answered');
  const { report } = answer.value;
  const last = report.strengths.length - 1;
  const figures = (strength: number) =>
    Object.fromEntries(
      report.attacked.map((task, i) => {
        const own = report.judged.findIndex((one) => one.task === task);
        return [task, Number(attackedMetric(report, strength, i, own).toPrecision(4))];
      }),
    );
  return { seed, adversarial, clean: figures(0), attacked: figures(last) };
}
