import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type Asked,
  ledgerFile,
  ledgerVariables,
  type Outcomes,
  readOutcomes,
} from '../src/engine/training/testing/outcomes/ledger.ts';

const askedFile = resolve(import.meta.dirname, '../test-results/outcomes.jsonl');

/** The environment of a test run whose outcomes can be read afterwards. */
export function outcomeEnvironment(full: boolean): NodeJS.ProcessEnv {
  mkdirSync(dirname(askedFile), { recursive: true });
  rmSync(askedFile, { force: true });
  return { ...process.env, [ledgerVariables.asked]: askedFile, ...(full ? { [ledgerVariables.full]: '1' } : {}) };
}

/** Every outcome that the run asked for. */
export const askedOutcomes = (): Asked[] =>
  existsSync(askedFile)
    ? readFileSync(askedFile, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];

/** How outcomes were obtained, in a sentence, and which are not in the ledger. */
export function inWords(asked: readonly Asked[], known: Outcomes): string {
  const trained = asked.filter((item) => item.trained);
  const unknown = trained.filter(({ name, key }) => known[name]?.key !== key).map(({ name }) => name);
  const counts = `outcomes of training: ${asked.length - trained.length} from the ledger, ${trained.length} trained`;
  if (unknown.length === 0) return counts;
  return `${counts}, of which the ledger does not know ${unknown.length} (npm run outcomes writes them down): ${unknown.join('; ')}`;
}

/** The ledger with what was asked for; `whole`: and nothing else. Ordered by name. */
export function merged(known: Outcomes, asked: readonly Asked[], whole: boolean): Outcomes {
  const found = asked.map(({ name, key, metrics }) => [name, { key, metrics }] as const);
  return Object.fromEntries(
    [...Object.entries({ ...(whole ? {} : known), ...Object.fromEntries(found) })].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export function writeLedger(asked: readonly Asked[], whole: boolean): void {
  writeFileSync(ledgerFile, `${JSON.stringify(merged(readOutcomes(), asked, whole), null, 2)}\n`);
}
