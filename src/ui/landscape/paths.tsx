import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { at } from '../../core/util/assert-never.ts';
import { walkKey } from '../../store/landscape.ts';
import { taskIdentity } from '../common/task-identity.ts';
import { inPicture, size } from './place.ts';
import { useLandscape } from './use-landscape.ts';

/** How far a walk is drawn. */
interface Drawn {
  /** Parts of its path. */
  parts: number;
  /** The last place, in pixels, and how long the line is up to it: dashes go on where they were. */
  x: number;
  y: number;
  length: number;
}

/** The trajectories in the colours of the moment: only what is new is drawn, and everything where size or choice have changed. */
export function Paths() {
  const landscape = useLandscape();
  const { ref: measured, width } = useElementSize<HTMLCanvasElement>();
  const element = useRef<HTMLCanvasElement>(null);
  const ref = useMergedRef(element, measured);
  const drawn = useRef(new Map<string, Drawn>());

  useEffect(() => {
    const canvas = element.current;
    const pen = canvas?.getContext('2d');
    if (!canvas || !pen || width === 0) return;
    const sharp = Math.min(3, window.devicePixelRatio || 1);
    const pixels = Math.round(width * sharp);
    const style = getComputedStyle(canvas);
    const scale = pixels / size;

    const clear = (): void => {
      // A canvas of a new size is empty.
      [canvas.width, canvas.height] = [pixels, pixels];
      drawn.current.clear();
    };

    const draw = (): void => {
      const { methods, starts, walks } = landscape.getState();
      methods.forEach((method, place) => {
        if (method === null) return;
        const { color, dash } = taskIdentity(place);
        pen.strokeStyle = style.getPropertyValue(color.slice('var('.length, -1));
        pen.lineWidth = 2 * sharp;
        pen.lineJoin = 'round';
        pen.setLineDash(dash === '' ? [] : dash.split(' ').map((part) => Number(part) * sharp));
        for (const start of starts) {
          const key = walkKey(method, start);
          const path = walks.get(key)?.path ?? [];
          const first = path[0];
          if (!start.on || !first) continue;
          const [x, y] = inPicture(at(first, 0), at(first, 1));
          const line = drawn.current.get(key) ?? { parts: 0, x: x * scale, y: y * scale, length: 0 };
          pen.beginPath();
          pen.moveTo(line.x, line.y);
          pen.lineDashOffset = line.length;
          for (const part of path.slice(line.parts)) {
            for (let i = 0; i < part.length; i += 2) {
              const [px, py] = inPicture(at(part, i), at(part, i + 1));
              line.length += Math.hypot(px * scale - line.x, py * scale - line.y);
              [line.x, line.y] = [px * scale, py * scale];
              pen.lineTo(line.x, line.y);
            }
          }
          line.parts = path.length;
          pen.stroke();
          drawn.current.set(key, line);
        }
      });
    };

    clear();
    draw();
    return landscape.subscribe((now, before) => {
      if (now.methods !== before.methods || now.starts !== before.starts || now.run !== before.run) clear();
      if (now.walks !== before.walks || now.methods !== before.methods || now.starts !== before.starts) draw();
    });
  }, [landscape, width]);

  return <canvas ref={ref} className="landscape-paths" />;
}
