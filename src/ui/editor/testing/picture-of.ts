import { foldsBack } from '../../../core/graph/layout/flow.ts';
import { type Size, wireRoom } from '../../../core/graph/layout/size.ts';
import { cardHeight, nodeSize, picturedIn } from '../../../core/graph/place.ts';
import { headKind, type Project } from '../../../core/project/schema.ts';
import { derive } from '../../../store/derived.ts';
import { nodeTitle } from '../elements/node-words.ts';
import { boundsWithin, wholeView } from '../flow/whole-view.ts';
import { titlePixels } from '../nodes/levels.ts';
import { coveredAt, roomIn } from '../state/canvas-room.ts';

/** What a document is on a canvas of this size as long as no hand has moved the picture: cards and the smallest of their titles, in its pixels. */
export function pictureOf(project: Project, canvas: Size) {
  const pictured = picturedIn(derive(project).analysis);
  const cards = project.graph.nodes.map((node) => ({
    ...node.position,
    width: nodeSize.width,
    height: cardHeight(pictured(node)),
  }));
  const bounds = boundsWithin(cards, roomIn(canvas), foldsBack(project.graph) ? wireRoom : 0);
  const { x, y, zoom } = wholeView(bounds, canvas, coveredAt(canvas));
  return {
    zoom,
    title: Math.min(
      ...project.graph.nodes.map((node) =>
        titlePixels(zoom, nodeTitle(node, project, { language: 'en' }), node.kind === headKind ? 'head' : 'layer'),
      ),
    ),
    cards: cards.map((card) => ({
      x: card.x * zoom + x,
      y: card.y * zoom + y,
      width: card.width * zoom,
      height: card.height * zoom,
    })),
  };
}
