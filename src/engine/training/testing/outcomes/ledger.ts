import { appendFileSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { invariant } from '../../../../core/util/assert-never.ts';

/** By task, then by metric. */
export type Metrics = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** What training once gave, and of what. */
export interface Outcome {
  readonly key: string;
  readonly metrics: Metrics;
}

export type Outcomes = Readonly<Record<string, Outcome>>;

/** A line of what a test run asked for. */
export interface Asked extends Outcome {
  readonly name: string;
  readonly trained: boolean;
}

export interface Ledger {
  /**
   * What is known by this key; else what `train` gives. Where all is trained, rejects if the ledger says something that is not the `same`:
   * the same bits where nothing is said.
   */
  outcome(name: string, key: string, train: () => Promise<Metrics>, same?: Same): Promise<Metrics>;
}

type Same = (known: Metrics, found: Metrics) => boolean;

export interface LedgerOptions {
  readonly known: Outcomes;
  /** Trains what is known too, and compares. */
  readonly full: boolean;
  /** Is told of every outcome that was asked for. */
  readonly note: (asked: Asked) => void;
}

export const ledgerFile = new URL('./ledger.json', import.meta.url);

/** `npm run unit` and `npm run outcomes` say by these how outcomes are obtained, and in which file they want to find those asked for. */
export const ledgerVariables = { full: 'OUTCOMES_FULL', asked: 'OUTCOMES_ASKED' } as const;

export const readOutcomes = (): Outcomes => JSON.parse(readFileSync(ledgerFile, 'utf8'));

const fromEnvironment = (): LedgerOptions => {
  const { [ledgerVariables.full]: full, [ledgerVariables.asked]: asked } = process.env;
  return {
    known: readOutcomes(),
    full: full !== undefined,
    note: (line) => {
      if (asked) appendFileSync(asked, `${JSON.stringify(line)}\n`);
    },
  };
};

/** Outcomes that need not be trained again. Without options: the committed ones, used as the environment says. */
export function createLedger({ known, full, note }: LedgerOptions = fromEnvironment()): Ledger {
  return {
    async outcome(name, key, train, same = isDeepStrictEqual) {
      const found = known[name]?.key === key ? known[name] : null;
      if (found && !full) {
        note({ name, ...found, trained: false });
        return found.metrics;
      }
      const metrics = await train();
      note({ name, key, metrics, trained: true });
      invariant(
        !found || same(found.metrics, metrics),
        `the ledger says of ${name} ${JSON.stringify(found?.metrics)}, training gives ${JSON.stringify(metrics)}`,
      );
      return metrics;
    },
  };
}
