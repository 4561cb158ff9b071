import type { Trainer } from '../../client/trainer.ts';
import type { Project } from '../../core/project/schema.ts';
import { createPlayground, type Playground } from '../playground.ts';
import type { RememberedView } from '../view-state.ts';

const silent: Trainer = {
  send: () => undefined,
  request: () => new Promise(() => undefined),
  subscribe: () => () => undefined,
  lastCheckpoint: () => null,
  terminate: () => undefined,
};

/** What stands behind a page on which nothing ever trains, with a document on the screen. */
export const stillPlayground = (initial: Project, view: Partial<RememberedView> = {}): Playground =>
  createPlayground({ trainer: silent, initial, choice: {}, dataUrl: '', view, whenQuiet: (work) => work() });
