import { balancingMethod, balancingMethods } from '../../../core/balancing/index.ts';
import { nodeLabel } from '../../../core/graph/catalogue.ts';
import type { GoalChoice, GoalField } from '../../../core/lessons/sheet/goals/kind.ts';
import { kindOfGoal } from '../../../core/lessons/sheet/goals/registry.ts';
import type { Measured, Sheet } from '../../../core/lessons/sheet/sheet.ts';
import type { Project } from '../../../core/project/schema.ts';
import { loss } from '../../../core/runs/columns/loss.ts';
import { taskKinds } from '../../../core/tasks/registry.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { inLanguage, type Language, type LocalizedText } from '../../../core/util/localized.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { derive } from '../../../store/derived.ts';
import { metricText } from '../../common/metric-text.ts';
import { resultsTabs } from '../results/registry.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const senses: Readonly<Record<'above' | 'below', LocalizedText>> = {
  above: { en: 'above', 'zh-CN': '高于' },
  below: { en: 'below', 'zh-CN': '低于' },
};

/** A task of the document with what its data is; undefined where either is not known. */
function taskIn(project: Project, id: unknown) {
  const task = project.tasks.find((one) => one.id === id);
  const target = task && derive(project).signature?.targets.find((one) => one.id === task.target);
  return task && target ? { task, target } : undefined;
}

/** What there is of metrics, for a task of the document: its own, and the loss. */
function metricsOf(project: Project, id: unknown): readonly { readonly id: string; readonly title: LocalizedText }[] {
  const known = taskIn(project, id ?? project.tasks[0]?.id);
  return [loss, ...(known ? taskKinds[known.task.kind].metrics(known.target) : [])];
}

/** What a metric is called; its id where the document's task does not know it. */
export function metricTitle(project: Project, task: string, metric: string, language: Language): string {
  const found = metricsOf(project, task).find(({ id }) => id === metric);
  return found ? inLanguage(found.title, language) : metric;
}

/** A metric as the reader counts it. */
export function measuredWords(project: Project, { task: id, metric }: Measured, value: number | null): string {
  if (value === null) return '–';
  const known = taskIn(project, id);
  const info = known && taskKinds[known.task.kind].metrics(known.target).find((one) => one.id === metric);
  return known && info ? metricText(info, known.target, value) : formatNumber(value);
}

/** What a field of a goal can be, in a document. */
export function choicesOf(of: GoalChoice, project: Project, goal: Sheet['steps'][number]['goal'], language: Language): Choice[] {
  const say = (text: LocalizedText): string => inLanguage(text, language);
  switch (of) {
    case 'task':
      return project.tasks.map(({ id, name }) => ({ value: id, label: name || id }));
    case 'metric':
      return metricsOf(project, goal.task).map(({ id, title }) => ({ value: id, label: say(title) }));
    case 'node':
      return project.graph.nodes.map((node) => ({ value: node.id, label: inLanguage(nodeLabel(node, project), language) }));
    case 'method':
      return Object.values(balancingMethods).map(({ id, text }) => ({ value: id, label: say(text.title) }));
    case 'tab':
      return resultsTabs.map(({ id, title }) => ({ value: id, label: say(title) }));
    case 'sense':
      return (['above', 'below'] as const).map((sense) => ({ value: sense, label: say(senses[sense]) }));
  }
}

function fieldWords({ name, of }: GoalField, project: Project, goal: Sheet['steps'][number]['goal'], language: Language): string {
  const value = goal[name];
  if (typeof value === 'number') return formatNumber(value);
  if (typeof of === 'object') return '?';
  if (of === 'method') return inLanguage(balancingMethod(String(value))?.text.title ?? String(value), language);
  return choicesOf(of, project, goal, language).find((choice) => choice.value === value)?.label ?? String(value);
}

/** A step as it is read: in the teacher's words, else in those of its goal. */
export function stepWords(step: Sheet['steps'][number], project: Project, language: Language): string {
  const kind = kindOfGoal(step);
  if (step.text.trim() !== '' || !kind) return step.text;
  const values = Object.fromEntries(kind.fields.map((field) => [field.name, fieldWords(field, project, step.goal, language)]));
  return interpolate(inLanguage(kind.words, language), values, language);
}
