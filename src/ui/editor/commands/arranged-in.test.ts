import { expect, it } from 'vitest';
import { moveNodes } from '../../../core/graph/edits.ts';
import { withSharingDepth } from '../../../core/graph/sharing-depth.ts';
import { digitsShared } from '../../../core/presets/digits.ts';
import { parseProjectText } from '../../../core/project/parse.ts';
import { serializeProject } from '../../../core/project/serialize.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { derive } from '../../../store/derived.ts';
import { arrangedIn, standsArranged } from './arranged-in.ts';

const [high, wide] = [
  { width: 734, height: 847 },
  { width: 1400, height: 420 },
];
const project = arrangedIn(digitsShared(), high);

it('a network stands as it was arranged until a hand moves a card, or for a canvas of another size, also after it was kept', () => {
  expect(standsArranged(project, high)).toBe(true);
  expect(standsArranged(project, wide)).toBe(false);
  expect(standsArranged(arrangedIn(project, wide), wide)).toBe(true);
  const [node] = project.graph.nodes;
  invariant(node, 'there is a node');
  const moved = moveNodes(project, { [node.id]: { x: node.position.x + 8, y: node.position.y } });
  expect(standsArranged(moved, high)).toBe(false);
  const kept = parseProjectText(serializeProject(project));
  expect(kept.ok && standsArranged(kept.value, high)).toBe(true);
});

it('what sharing made of it does not, until it is arranged', () => {
  const { signature } = derive(project);
  invariant(signature, 'digits are known');
  const apart = withSharingDepth(project, signature, 0);
  invariant(apart.ok, 'nothing is shared');
  expect(standsArranged(apart.value, high)).toBe(false);
  expect(standsArranged(arrangedIn(apart.value, high), high)).toBe(true);
});
