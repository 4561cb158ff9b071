import { describe, expect, it } from 'vitest';
import { signatureOf } from '../data/registry.ts';
import { analyzeGraph } from '../graph/analyze.ts';
import { servedTasks } from '../graph/serving.ts';
import { presets } from '../presets/registry.ts';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { type LocalizedText, languages } from '../util/localized.ts';
import { documentAt, goesOnWith, isAbout } from './begin.ts';
import { comparedIn } from './compared.ts';
import { type Goal, reached, type Seen } from './goals.ts';
import type { Act, Lesson, Outcome, Place } from './lesson.ts';
import { lessons } from './registry.ts';

const documents = (lesson: Lesson): readonly Project[] =>
  lesson.steps.map((_, i) => documentAt(lesson, i + 1)).filter((document) => document !== null);

/** Everything that a lesson says. */
function textsOf(value: unknown): readonly LocalizedText[] {
  if (typeof value !== 'object' || value === null) return [];
  const { en, 'zh-CN': zh } = Object.fromEntries(Object.entries(value));
  if (typeof en === 'string' && typeof zh === 'string') return [{ en, 'zh-CN': zh }];
  return Object.values(value).flatMap(textsOf);
}

const unmet = (document: Project): Seen => ({
  document,
  run: { id: 'r', step: 0, epoch: 0, validation: null },
  since: { run: 'r', step: 0, epoch: 0, anew: false },
  view: { tab: null, selected: [] },
  looks: 0,
  walked: [],
  reported: null,
});

it('there are ten, in the order in which they build on one another', () => {
  expect(lessons.map(({ id }) => id)).toEqual([
    'two-tasks',
    'weights',
    'few-labels',
    'conflict',
    'scales',
    'race',
    'split',
    'experts',
    'report',
    'new-task',
  ]);
});

describe.each(lessons.map((lesson) => [lesson.id, lesson] as const))('%s', (_, lesson) => {
  const acts = lesson.steps.filter((step): step is Act => step.type === 'act');
  const outcomes = lesson.steps.filter((step): step is Outcome => step.type === 'outcome');

  it('asks before every result, and answers every question afterwards', () => {
    for (const outcome of outcomes) {
      const asked = lesson.steps.findIndex((step) => step.type === 'ask' && step.id === outcome.asked);
      expect(asked).toBeGreaterThanOrEqual(0);
      expect(asked).toBeLessThan(lesson.steps.indexOf(outcome));
    }
    const asks = lesson.steps.flatMap((step) => (step.type === 'ask' ? [step] : []));
    expect(outcomes.map(({ asked }) => asked)).toEqual(asks.map(({ id }) => id));
    for (const { answers, measured } of asks) expect(answers[measured]).toBeDefined();
  });

  it('shows figures of every claim, facts, or both, beside its results', () => {
    const shown = new Set(outcomes.flatMap(({ claims }) => claims));
    for (const outcome of outcomes) {
      expect(outcome.claims.length + (outcome.facts?.length ?? 0)).toBeGreaterThan(0);
      expect(comparedIn(lesson, outcome.claims)).toHaveLength(outcome.claims.length);
    }
    expect([...shown].every((place) => lesson.claims[place])).toBe(true);
  });

  it('begins with an example, speaks of what is in it, and every edit of its own leads on', () => {
    const places = lesson.steps.map(({ at }) => at);
    const [begun] = documents(lesson);
    for (const id of lesson.examples) expect(presets.map((preset) => preset.id)).toContain(id);
    if (lesson.example === null || !begun) return;
    const has = (place: Place, document: Project): boolean => {
      if (place.of === 'node') return document.graph.nodes.some(({ id }) => id === place.node);
      if (place.of === 'task') return document.tasks.some(({ id }) => id === place.task);
      return true;
    };
    places.forEach((place, i) => {
      const document = documentAt(lesson, i);
      invariant(document, 'a document');
      expect(has(place, document), JSON.stringify(place)).toBe(true);
    });
    for (const document of documents(lesson)) {
      const signature = signatureOf(document);
      invariant(signature.ok, 'its data is known');
      const errors = analyzeGraph(document, signature.value).diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors).toEqual([]);
    }
  });

  it('has edits that reach their own goals, which are not reached before', () => {
    const ofDocument = (goal: Goal): boolean =>
      goal.is === 'all' ? goal.of.every(ofDocument) : ['weight', 'option', 'split', 'method'].includes(goal.is);
    for (const act of acts) {
      const before = documentAt(lesson, lesson.steps.indexOf(act));
      if (before === null) continue;
      if (ofDocument(act.goal)) expect(act.edit, act.id).toBeDefined();
      expect(reached(act.goal, unmet(before)), act.id).toBe(false);
      if (act.edit) expect(reached(act.goal, unmet(act.edit(before))), act.id).toBe(true);
    }
  });

  it('notes only what its tasks are judged by, each under a name of its own', () => {
    const notes = acts.flatMap((act) => act.notes ?? []);
    expect(new Set(notes.map(({ id }) => id)).size).toBe(notes.length);
    const [begun] = documents(lesson);
    for (const { task } of notes) expect(begun?.tasks.map(({ id }) => id)).toContain(task);
    for (const id of outcomes.flatMap((outcome) => outcome.notes ?? [])) expect(notes.map((note) => note.id)).toContain(id);
  });

  it('has no figure of a result in a sentence: figures stand beside it, as they were measured', () => {
    for (const text of textsOf([lesson.text, lesson.steps]))
      for (const language of languages) expect(text[language]).not.toMatch(/\d ?%|0\.[1-9]\d/);
  });
});

it('a lesson that is resumed goes on with its own document, and knows another one', () => {
  const lesson = lessons.find(({ id }) => id === 'split');
  invariant(lesson, 'there is one on splitting');
  const begun = documentAt(lesson, 0);
  const parted = documentAt(lesson, lesson.steps.length);
  invariant(begun && parted, 'it has a document');
  expect(goesOnWith(lesson, 0, { ...begun, seed: 7 })).toBe(true);
  expect(goesOnWith(lesson, lesson.steps.length, begun)).toBe(false);
  expect(servedTasks(parted.graph, ['planeA', 'planeB']).get('shared-1')).toHaveLength(1);
  expect(goesOnWith(lesson, lesson.steps.length, parted)).toBe(true);
  expect([begun, parted].map((document) => isAbout(lesson, document))).toEqual([true, true]);
  expect(isAbout(lesson, { ...begun, tasks: begun.tasks.slice(1) })).toBe(false);
  expect(isAbout(lesson, { ...begun, data: { ...begun.data, dataset: 'mnist' } })).toBe(false);
});
