import type { StoreApi } from 'zustand/vanilla';
import type { Project } from '../core/project/schema.ts';
import type { ProjectState, ProjectStore } from './project-store.ts';
import type { RunSlice } from './run-store.ts';
import type { RunsSlice } from './runs/run-collection.ts';
import type { ViewState } from './view-state.ts';
import type { ViewStore } from './view-store.ts';

/** What a component needs of a store to read it. */
export type Readable<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>;

/** The stores of a playground as a pane of the page shows them. */
export interface ShownStores {
  readonly project: Readable<ProjectState>;
  readonly view: Readable<ViewState>;
  readonly run: Readable<RunSlice>;
  readonly runs: Readable<RunsSlice>;
}

export interface Pane extends ShownStores {
  /** From here on it takes its turn, by `order` from the smallest; until the returned function is called. */
  join(order: number): () => void;
}

interface Held {
  readonly project: ProjectState;
  readonly view: ViewState;
  readonly run: RunSlice;
  readonly runs: RunsSlice;
}

/**
 * A document in the place of another one draws the whole page anew, which is long for one task of the page's thread. So every pane shows the document
 * before, all of it, until its turn comes; `later` gives each turn a task of its own. Edits are seen in all panes at once.
 */
export function createPacedPanes(
  stores: ShownStores & { readonly project: ProjectStore; readonly view: ViewStore },
  later = (next: () => void): void => next(),
) {
  const { project, view, run, runs } = stores;
  interface Member {
    held: Held | null;
    order: number;
    readonly released: Set<() => void>;
  }
  const members = new Set<Member>();
  let running = false;
  const waiting = new Set<() => void>();

  function turn(): void {
    const [next] = [...members].filter(({ held }) => held !== null).sort((a, b) => a.order - b.order);
    running = next !== undefined;
    if (!next) {
      for (const caughtUp of waiting) caughtUp();
      waiting.clear();
      return;
    }
    next.held = null;
    for (const listener of [...next.released]) listener();
    later(turn);
  }

  function readable<T>(member: Member, store: Readable<T>, heldOf: (held: Held) => T): Readable<T> {
    const getState = (): T => (member.held ? heldOf(member.held) : store.getState());
    return {
      getState,
      getInitialState: store.getInitialState,
      subscribe(listener) {
        let last = getState();
        const hear = (): void => {
          const before = last;
          last = getState();
          if (last !== before) listener(last, before);
        };
        const stop = store.subscribe(hear);
        member.released.add(hear);
        return () => {
          stop();
          member.released.delete(hear);
        };
      },
    };
  }

  return {
    /** One that has not joined shows what is. */
    pane(): Pane {
      const member: Member = { held: null, order: 0, released: new Set() };
      return {
        project: readable(member, project, (held) => held.project),
        view: readable(member, view, (held) => held.view),
        run: readable(member, run, (held) => held.run),
        runs: readable(member, runs, (held) => held.runs),
        join(order) {
          member.order = order;
          members.add(member);
          return () => {
            members.delete(member);
            member.held = null;
          };
        },
      };
    },
    /** Puts a document in the place of this one (see `ProjectStore.replace`); then the panes follow, one after the other. */
    open(next: Project, key?: string): void {
      const before = { project: project.getState(), view: view.getState(), run: run.getState(), runs: runs.getState() };
      for (const member of members) member.held ??= before;
      project.replace(next, key);
      view.documentOpened();
      if (!running && members.size > 0) {
        running = true;
        later(turn);
      }
    },
    /** Resolves once every pane shows what is. */
    caughtUp: (): Promise<void> => (running ? new Promise((caughtUp) => waiting.add(caughtUp)) : Promise.resolve()),
  };
}
