import type { PlainCommand } from '../client/trainer.ts';
import { JoinedDatasets } from '../core/data/datasets.ts';
import { describeJoining, type JoiningDataset } from '../core/data/plain-dataset.ts';
import { builtInDatasets } from '../core/data/registry.ts';
import { ok, type Result } from '../core/util/diagnostics.ts';

/** The data sets of the page: the built-in ones, and what a visitor has brought. */
export const pageDatasets = new JoinedDatasets(builtInDatasets);

/** What visitors have brought, as it was given. */
const brought = new Map<string, JoiningDataset>();

/** Makes what visitors have brought known to a further worker. */
export function introduceDatasets(send: (command: PlainCommand) => void): void {
  for (const dataset of brought.values()) send({ type: 'joinDataset', dataset });
}

/**
 * Makes a data set known to the page and, through `send`, to the worker; the function that comes back makes both forget it. Refused with all that is
 * wrong with it. One of the same id takes the place of the one before.
 */
export function joinDataset(plain: JoiningDataset, send: (command: PlainCommand) => void): Result<() => void> {
  const descriptor = describeJoining(plain, builtInDatasets);
  if (!descriptor.ok) return descriptor;
  // The worker first: whoever hears of it from the page may want to train at once.
  send({ type: 'joinDataset', dataset: plain });
  pageDatasets.join(descriptor.value);
  brought.set(plain.id, plain);
  return ok(() => {
    if (pageDatasets.find(plain.id) !== descriptor.value) return;
    pageDatasets.forget(plain.id);
    brought.delete(plain.id);
    send({ type: 'forgetDataset', dataset: plain.id });
  });
}
