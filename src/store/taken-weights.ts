import type { Project } from '../core/project/schema.ts';
import type { NamedWeights, Start } from '../core/runs/protocol.ts';

/** What a node has learned, by its parameters' own names. */
type Learned = ReadonlyMap<string, NamedWeights[string]>;

const takenIn = ({ graph }: Project): string =>
  JSON.stringify(graph.nodes.flatMap(({ id, taken }) => (taken ? [[id, taken.sum]] : [])));

/** The weights that nodes of documents of this visit begin with, as long as the page is open. */
export function createTakenWeights() {
  const held = new Map<string, Learned>();
  return {
    /** Under the checksum that documents name. */
    hold: (sum: string, learned: Learned): unknown => held.set(sum, learned),
    has: (sum: string): boolean => held.has(sum),
    /** Whether a document takes other weights than one that trains. */
    differ: (before: Project, after: Project): boolean => takenIn(before) !== takenIn(after),
    /** How a document begins: with what its nodes take of others, as far as that is here. */
    beginning({ graph }: Project): Start {
      const weights = graph.nodes.flatMap(({ id, taken }) =>
        [...(held.get(taken?.sum ?? '') ?? [])].map(([name, weight]) => [`${id}/${name}`, weight] as const),
      );
      return weights.length > 0 ? { from: 'weights', weights: Object.fromEntries(weights), partly: true } : { from: 'initial' };
    },
  };
}
