import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { at } from '../../../core/util/assert-never.ts';
import { inTurn } from '../in-turn.ts';
import { parseRgb, planeToPixel } from './plane.ts';
import './plane.css';

export interface PlanePoints {
  /** [count, 2] */
  readonly places: Float32Array;
  readonly truth: Float32Array | Int32Array;
  readonly labelled: Float32Array;
  readonly count: number;
}

const mix = (from: number, to: number, share: number): number => from + (to - from) * share;

/** Smallest and largest value, for colours of a regression. */
export function rangeOf(values: ArrayLike<number>): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, at(values, i));
    high = Math.max(high, at(values, i));
  }
  return high > low ? [low, high] : [low - 0.5, low + 0.5];
}

function paintField(canvas: HTMLCanvasElement, field: Float32Array, cells: number, continuous: boolean): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const style = getComputedStyle(canvas);
  const ink = parseRgb(style.color);
  const ground = parseRgb(style.backgroundColor);
  const [low, high] = continuous ? rangeOf(field) : [0, 1];
  const image = context.createImageData(cells, cells);
  for (let i = 0; i < cells * cells; i++) {
    const share = 0.8 * Math.min(1, Math.max(0, ((field[i] ?? 0) - low) / (high - low)));
    for (let c = 0; c < 3; c++) image.data[i * 4 + c] = mix(at(ground, c), at(ink, c), share);
    image.data[i * 4 + 3] = 255;
  }
  const small = new OffscreenCanvas(cells, cells);
  small.getContext('2d')?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
}

/** Positive points are filled, negative ones hollow; for numbers the filling follows the value. Points without a label are left out. */
function paintPoints(canvas: HTMLCanvasElement, points: PlanePoints, continuous: boolean, radius: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { color, backgroundColor } = getComputedStyle(canvas);
  const [low, high] = continuous ? rangeOf(points.truth) : [0, 1];
  context.lineWidth = radius * 0.45;
  for (let i = 0; i < points.count; i++) {
    if (at(points.labelled, i) === 0) continue;
    context.beginPath();
    context.arc(
      planeToPixel(at(points.places, 2 * i), canvas.width, false),
      planeToPixel(at(points.places, 2 * i + 1), canvas.height, true),
      radius,
      0,
      2 * Math.PI,
    );
    const share = (at(points.truth, i) - low) / (high - low);
    const filled = share >= 0.5;
    context.globalAlpha = continuous ? Math.max(0.15, Math.abs(share - 0.5) * 2) : 1;
    context.fillStyle = filled ? color : backgroundColor;
    context.strokeStyle = filled ? backgroundColor : color;
    context.fill();
    context.stroke();
  }
  context.globalAlpha = 1;
}

interface PlaneMapProps {
  readonly field: Float32Array | null;
  readonly cells: number;
  readonly points: PlanePoints | null;
  /** Its values are numbers of any size, not probabilities. */
  readonly continuous: boolean;
  readonly color: string;
  readonly size: number;
  /** Null where what it stands in says it. */
  readonly label: string | null;
}

function Painted(props: PlaneMapProps) {
  const { field, cells, points, continuous, color, size, label } = props;
  const ref = useRef<HTMLCanvasElement>(null);
  const pixels = size * 2;
  useEffect(() => {
    inTurn(ref, () => {
      // Gone meanwhile, it is null.
      const canvas = ref.current;
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return;
      context.clearRect(0, 0, pixels, pixels);
      if (field) paintField(canvas, field, cells, continuous);
      if (points) paintPoints(canvas, points, continuous, field ? 4.5 : 3);
    });
  }, [field, cells, points, continuous, pixels]);
  return (
    <canvas
      ref={ref}
      width={pixels}
      height={pixels}
      className="plane-map"
      {...(label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      style={{ width: size, height: size, color }}
    />
  );
}

/** What one task predicts over the plane (`field`, from 0 to 1 or as numbers, [cells, cells]) under the samples' own labels. */
export function PlaneMap(props: PlaneMapProps) {
  // In colours of the theme: another one paints anew.
  const scheme = useComputedColorScheme('light');
  return <Painted key={scheme} {...props} />;
}
