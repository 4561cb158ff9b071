import { defaults } from '../project/defaults.ts';
import type { Project } from '../project/schema.ts';
import { head, input, layer, sketch, task, wires } from './sketch.ts';

const tanh = (units: number) => ({ units, activation: 'tanh' });
const middle = 0.5;

/**
 * Two half-planes at an angle, and one answer for both. With a weight of its own a head could turn the answer round, and 160° would be
 * as easy as 20°; without one, the tasks can only agree or fight.
 */
function halfPlanes(name: string, angle: number): Project {
  return sketch({
    name,
    data: { dataset: 'toys', options: { samples: 1000, noise: 0.03, positives: 0.5, angle } },
    tasks: [task('planeA', 'binary', 'Half-plane A'), task('planeB', 'binary', 'Half-plane B')],
    nodes: [
      input('point', 0, middle),
      layer('dense', 'shared-1', 1, middle, tanh(8)),
      layer('dense', 'shared-2', 2, middle, tanh(8)),
      layer('dense', 'answer', 3, middle, { units: 1 }),
      // Apart: what each answers over the plane is drawn on it.
      head('planeA', 4, -0.5),
      head('planeB', 4, 1.5),
    ],
    edges: wires(['point', 'shared-1', 'shared-2', 'answer', 'planeA-head'], ['answer', 'planeB-head']),
    training: { ...defaults.training(), learningRate: 0.01, batchSize: 32, epochs: 60 },
  });
}

export const toyRelated = (): Project => halfPlanes('Two related tasks', 20);
export const toyConflicting = (): Project => halfPlanes('Two conflicting tasks', 160);
