import { createHash } from 'node:crypto';
import { canonical, sha256 } from '../../../training/testing/outcomes/dry-run.ts';
import { createLedger, type Ledger } from '../../../training/testing/outcomes/ledger.ts';

/** How far what a framework makes of a project is from the page, quantity by quantity; or why it makes nothing of it. */
export type Verdict = Readonly<Record<string, number>> | string;

/** A project as it leaves the page, and what the page makes of it. */
export interface JudgedCase<Expected extends object> {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly expected: Expected;
}

export interface Judge<Expected extends object> {
  readonly framework: string;
  /** What judges: its script and the version of its framework. */
  readonly judging: readonly string[];
  /** Judges some of the cases, in one process. */
  judge(cases: Readonly<Record<string, JudgedCase<Expected>>>): Promise<Readonly<Record<string, Verdict>>>;
}

/** A hash of everything that decides a verdict. What the page makes of a project is the same to the last bit wherever it runs. */
function keyOf({ files, expected }: JudgedCase<object>, judging: readonly string[]): string {
  const hash = createHash('sha256').update(canonical([judging, expected]));
  for (const name of Object.keys(files).sort()) hash.update(canonical([name, sha256(files[name] ?? '')]));
  return hash.digest('hex');
}

const committed = createLedger();

/** Processors round otherwise: what is found must be within the tolerance that the test says. */
const asRight = (): boolean => true;

/** A project that a framework makes nothing of is no outcome that a ledger holds. */
class Refused extends Error {}

/**
 * What a framework makes of exported projects: from the ledger of outcomes where neither a project, nor what the page makes of it, nor
 * the judge has changed; all others are judged together. A quantity that is not finite is infinite.
 */
export async function verdictsOf<Expected extends object>(
  { framework, judging, judge }: Judge<Expected>,
  cases: Readonly<Record<string, JudgedCase<Expected>>>,
  ledger: Ledger = committed,
): Promise<Readonly<Record<string, Verdict>>> {
  const unknown: Record<string, JudgedCase<Expected>> = {};
  let judged: Promise<Readonly<Record<string, Verdict>>> | null = null;

  async function found(name: string, one: JudgedCase<Expected>): Promise<Readonly<Record<string, number>>> {
    unknown[name] = one;
    // Once all have been asked for.
    judged ??= Promise.resolve().then(() => judge(unknown));
    const verdict = (await judged)[name] ?? 'was not judged';
    if (typeof verdict === 'string') throw new Refused(verdict);
    const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(3)) : Number.POSITIVE_INFINITY);
    return Object.fromEntries(Object.entries(verdict).map(([quantity, value]) => [quantity, rounded(value)]));
  }

  async function verdictOf(name: string, one: JudgedCase<Expected>): Promise<Verdict> {
    const find = async () => ({ verdict: await found(name, one) });
    try {
      const { verdict = {} } = await ledger.outcome(`${framework}: ${name}`, keyOf(one, judging), find, asRight);
      return Object.fromEntries(
        Object.entries(verdict).map(([quantity, value]) => [quantity, value ?? Number.POSITIVE_INFINITY]),
      );
    } catch (problem) {
      if (problem instanceof Refused) return problem.message;
      throw problem;
    }
  }

  const all = Object.entries(cases).map(async ([name, one]) => [name, await verdictOf(name, one)] as const);
  return Object.fromEntries(await Promise.all(all));
}
