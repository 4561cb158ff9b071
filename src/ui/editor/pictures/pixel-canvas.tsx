import { useEffect, useRef } from 'react';
import type { Pixels } from './pixels.ts';

/** Pixels on the page, no larger than their place. What they show is said by what they stand in. */
export function PixelCanvas({ pixels }: { readonly pixels: Pixels }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, data } = pixels;
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [data, width, height]);
  return <canvas ref={canvas} width={width} height={height} className="ed-pixels" />;
}
