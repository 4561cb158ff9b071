import type { Project } from '../project/schema.ts';
import type { GraphAnalysis } from './analyze.ts';
import { mapNodes, setFrozen } from './edits.ts';

/** What becomes of layers that have learned something when a task joins them: they learn on, more slowly, or hold still. */
export const learnedChoices = ['free', 'slower', 'frozen'] as const;
export type LearnedChoice = (typeof learnedChoices)[number];

/** What their learning rate is multiplied by where they learn more slowly. */
const slowerRate = 0.1;

/**
 * `edited`, in which the layers with parameters of `analysis`, the network before the edit, go on as chosen. Where they hold still, the tasks that
 * were there before predict what they predicted: their heads' own layers are among them.
 */
export function withLearned(edited: Project, analysis: GraphAnalysis, choice: LearnedChoice): Project {
  const learned = new Set([...analysis.nodes].flatMap(([id, { parameterCount }]) => (parameterCount > 0 ? [id] : [])));
  switch (choice) {
    case 'free':
      return edited;
    case 'slower':
      return mapNodes(edited, (node) => (learned.has(node.id) ? { ...node, rate: (node.rate ?? 1) * slowerRate } : node));
    case 'frozen':
      return setFrozen(edited, learned, true);
  }
}
