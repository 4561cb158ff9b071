import { expect, it } from 'vitest';
import { projectSchema, projectVersion } from '../core/project/schema.ts';
import { createPacedPanes } from './paced-panes.ts';
import { createProjectStore } from './project-store.ts';
import { createRunStore } from './run-store.ts';
import { createRunCollection } from './runs/run-collection.ts';
import { createViewStore } from './view-store.ts';

const named = (name: string) =>
  projectSchema.parse({
    format: 'mtl-playground',
    version: projectVersion,
    name,
    data: { dataset: 'mnist' },
    tasks: [],
    graph: { nodes: [], edges: [] },
    training: {},
  });

/** Panes over a document «old», with turns that are given by hand. */
function withPanes() {
  const stores = {
    project: createProjectStore(named('old')),
    view: createViewStore(),
    run: createRunStore(),
    runs: createRunCollection(),
  };
  const due: (() => void)[] = [];
  const panes = createPacedPanes(stores, (next) => due.push(next));
  /** What a pane was told to draw. */
  const drawn: string[] = [];
  function pane(label: string, order: number) {
    const made = panes.pane();
    const leave = made.join(order);
    made.project.subscribe(({ project }) => drawn.push(`${label} ${project.name}`));
    return { ...made, leave, name: () => made.project.getState().project.name };
  }
  return { ...stores, panes, pane, drawn, turn: () => due.shift()?.(), turnsDue: () => due.length };
}

it('an opened document is drawn pane by pane, a turn for each, by their order', () => {
  const { panes, pane, drawn, turn, turnsDue, project } = withPanes();
  const [last, first] = [pane('last', 2), pane('first', 1)];
  panes.open(named('new'));
  expect(project.getState().project.name).toBe('new');
  expect([first.name(), last.name(), ...drawn]).toEqual(['old', 'old']);
  turn();
  expect([first.name(), last.name(), ...drawn]).toEqual(['new', 'old', 'first new']);
  turn();
  expect(drawn).toEqual(['first new', 'last new']);
  turn();
  expect(turnsDue()).toBe(0);
});

it('until its turn a pane shows all stores as they were before', () => {
  const { panes, pane, turn, run, view } = withPanes();
  const shown = pane('pane', 0);
  const before = [run.getState(), view.getState()];
  panes.open(named('new'));
  run.begin('run-2', 2, named('new'));
  expect([shown.run.getState(), shown.view.getState()]).toEqual(before);
  expect(shown.run.getState()).toBe(before[0]);
  turn();
  expect(shown.run.getState()).toBe(run.getState());
  expect(shown.view.getState()).toBe(view.getState());
});

it('an edit is drawn by all panes at once', () => {
  const { pane, drawn, project, turnsDue } = withPanes();
  pane('a', 0);
  pane('b', 1);
  project.edit((document) => ({ ...document, name: 'edited' }));
  expect(drawn).toEqual(['a edited', 'b edited']);
  expect(turnsDue()).toBe(0);
});

it('what is opened or edited while panes wait is drawn once, at their turns', () => {
  const { panes, pane, drawn, turn, project } = withPanes();
  pane('a', 0);
  pane('b', 1);
  panes.open(named('second'));
  turn();
  panes.open(named('third'));
  project.edit((document) => ({ ...document, name: 'fourth' }));
  for (let i = 0; i < 3; i++) turn();
  expect(drawn).toEqual(['a second', 'a fourth', 'b fourth']);
});

it('a pane that left, or came meanwhile, shows what is', async () => {
  const { panes, pane, turn, turnsDue } = withPanes();
  const gone = pane('gone', 0);
  panes.open(named('new'));
  gone.leave();
  expect(gone.name()).toBe('new');
  expect(pane('come', 0).name()).toBe('new');
  turn();
  expect(turnsDue()).toBe(0);
  await panes.caughtUp();
});

it('says when every pane has caught up', async () => {
  const { panes, pane, turn } = withPanes();
  pane('a', 0);
  await panes.caughtUp();
  panes.open(named('new'));
  let caught = false;
  const waiting = panes.caughtUp().then(() => {
    caught = true;
  });
  turn();
  await Promise.resolve();
  expect(caught).toBe(false);
  turn();
  await waiting;
  expect(caught).toBe(true);
});
