import { expect, it } from 'vitest';
import { signatureOf } from '../data/registry.ts';
import { analyzeGraph } from '../graph/analyze.ts';
import { overlaps, picturedIn } from '../graph/place.ts';
import { invariant } from '../util/assert-never.ts';
import { presets } from './registry.ts';

it.each(presets)('$id is drawn from left to right with no node upon another, nor upon its picture', ({ project }) => {
  const document = project();
  const signature = signatureOf(document);
  invariant(signature.ok, 'the preset has data');
  const pictured = picturedIn(analyzeGraph(document, signature.value));
  const { nodes, edges } = document.graph;
  const placeOf = new Map(nodes.map(({ id, position }) => [id, position]));
  for (const { source, target } of edges) expect(placeOf.get(target)?.x).toBeGreaterThan(placeOf.get(source)?.x ?? 0);
  for (const [i, a] of nodes.entries()) {
    for (const b of nodes.slice(i + 1)) expect(overlaps(a, b, pictured), `${a.id} and ${b.id}`).toBe(false);
  }
});
