import type { Project } from './schema.ts';

/**
 * Two documents with the same key compile to the same program on the same data. What is left out acts on a run without rebuilding it
 * (weights of tasks and of soft sharing, learning rate, schedule, epochs, early stopping) or not at all (names, positions).
 */
export function structureKey(project: Project): string {
  const { seed, data, tasks, graph, ties, training } = project;
  return JSON.stringify([
    seed,
    data,
    tasks.map((task) => {
      const { id, target, kind, loss, enabled, labelsKept, labelNoise } = task;
      const { classWeights, focalGamma, labelSmoothing, temperature, margin } = task;
      return [
        id,
        target,
        kind,
        loss,
        enabled,
        labelsKept,
        labelNoise,
        classWeights,
        focalGamma,
        labelSmoothing,
        temperature,
        margin,
      ];
    }),
    graph.nodes.map(({ id, kind, params, frozen }) => [id, kind, params, frozen]),
    graph.edges.map(({ source, target, port }) => [source, target, port]),
    ties.map(({ id, a, b }) => [id, a, b]),
    [training.optimizer, training.batchSize, training.clipNorm],
  ]);
}

/** True where the documents differ in what a running run takes over at once: epochs, schedule, early stopping. */
export function scheduleDiffers(a: Project, b: Project): boolean {
  const key = ({ training }: Project) => JSON.stringify([training.epochs, training.schedule, training.earlyStopping]);
  return key(a) !== key(b);
}
