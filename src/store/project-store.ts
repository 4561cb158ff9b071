import { temporal } from 'zundo';
import { createStore } from 'zustand/vanilla';
import type { Project } from '../core/project/schema.ts';
import { newName } from './persistence/new-name.ts';

export interface ProjectState {
  readonly project: Project;
  /** The name under which the document is kept among projects. Undoing to another document brings that one's back. */
  readonly key: string;
}

export interface EditOptions {
  /** Consecutive edits with the same key (a drag, a slider being moved) are one undo step; see `endGesture`. */
  readonly gesture?: string;
}

/**
 * The document and its history. Undo covers the document only: what training produced and how things are viewed are other stores.
 * Every change goes through `edit`, with a pure function from document to document.
 */
export function createProjectStore(initial: Project, key = newName()) {
  let gesture: string | null = null;
  let continued = false;

  const store = createStore<ProjectState>()(
    temporal((): ProjectState => ({ project: initial, key }), {
      limit: 200,
      equality: (past, current) => past.project === current.project,
      handleSet: (record) => (past, _replace, _current) => {
        if (!continued) record(past);
      },
    }),
  );

  let placing = false;
  let replacing = false;
  const temporalState = () => store.temporal.getState();

  return {
    ...store,
    temporal: store.temporal,
    edit(recipe: (project: Project) => Project, options: EditOptions = {}): void {
      const { project } = store.getState();
      const next = recipe(project);
      // What changes nothing is no part of a gesture: the step that comes after it must know what was before.
      if (next === project) return;
      continued = options.gesture !== undefined && options.gesture === gesture;
      gesture = options.gesture ?? null;
      store.setState({ project: next });
      continued = false;
    },
    /** Says names in another language: no edit that could be undone. */
    reword(recipe: (project: Project) => Project): void {
      temporalState().pause();
      store.setState({ project: recipe(store.getState().project) });
      temporalState().resume();
    },
    /** The hand left the slider: the next edit is a step of its own. */
    endGesture(): void {
      gesture = null;
    },
    /** The same, heard late (from a timer): a gesture that began meanwhile goes on. */
    endGestureOf(key: string): void {
      if (gesture === key) gesture = null;
    },
    undo(): void {
      gesture = null;
      temporalState().undo();
    },
    redo(): void {
      gesture = null;
      temporalState().redo();
    },
    /** Puts cards elsewhere by itself, which is no edit: no step to undo, and nobody's gesture ends. */
    place(recipe: (project: Project) => Project): void {
      const { project } = store.getState();
      const next = recipe(project);
      if (next === project) return;
      placing = true;
      temporalState().pause();
      store.setState({ project: next });
      temporalState().resume();
      placing = false;
    },
    /** Whether the change that is heard of is no edit. */
    isPlacing: (): boolean => placing,
    /** Another document: its predecessor stays one undo away, so that nothing is lost. */
    replace(project: Project, key = newName()): void {
      gesture = null;
      replacing = true;
      store.setState({ project, key });
      replacing = false;
    },
    /** Whether the change that is heard of is that: else another key comes from undoing, or redoing, it. */
    isReplacing: (): boolean => replacing,
    /** The same document, kept under another name from now on, its earlier states too: no edit. */
    keepAs(key: string): void {
      const { key: before } = store.getState();
      const renamed = (states: readonly Partial<ProjectState>[]) =>
        states.map((state) => (state.key === before ? { ...state, key } : state));
      store.temporal.setState(({ pastStates, futureStates }) => ({
        pastStates: renamed(pastStates),
        futureStates: renamed(futureStates),
      }));
      store.setState({ key });
    },
  };
}

export type ProjectStore = ReturnType<typeof createProjectStore>;
