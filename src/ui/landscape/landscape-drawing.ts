import { contoursOf, type Surface } from '../../core/landscape/contours.ts';
import { front } from '../../core/landscape/front.ts';
import { reach } from '../../core/landscape/toy.ts';
import { type LandscapeState, walkKey } from '../../store/landscape.ts';
import type { LandscapeDrawing } from '../common/paper/forms/landscape.ts';
import { taskIdentity } from '../common/task-identity.ts';

/** Lines of each surface. */
const count = 12;

/** How far everybody has come, as it is drawn on paper. */
export function landscapeDrawing(
  { methods, starts, walks, scale }: Pick<LandscapeState, 'methods' | 'starts' | 'walks' | 'scale'>,
  surfaces: readonly Surface[],
  words: Readonly<Record<Surface | 'front', string>> & { readonly methodOf: (id: string) => string },
): Omit<LandscapeDrawing, 'title'> {
  const on = starts.filter((start) => start.on);
  return {
    form: 'landscape',
    reach,
    grounds: surfaces.map((surface) => ({
      name: words[surface],
      look: surface === 'second' ? 'dashed' : 'plain',
      contours: contoursOf(surface, scale, count).map(({ lines }) => lines),
    })),
    front: { name: words.front, line: front.flatMap(({ x, y }) => [x, y]) },
    starts: on,
    walks: methods.flatMap((method, place) =>
      method === null
        ? []
        : [
            {
              method: words.methodOf(method),
              ...taskIdentity(place),
              paths: on.map((start) => (walks.get(walkKey(method, start))?.path ?? []).flatMap((part) => [...part])),
            },
          ],
    ),
  };
}
