import { type PointerEvent, useRef, useState } from 'react';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import type { Flag } from './curve-chart.tsx';
import type { Quantity } from './curve-lines.ts';
import { type Frame, margin, pixelOf, stepAt } from './curve-scales.ts';
import type { CurveSubject } from './curve-subjects.ts';
import { CurveTooltip } from './curve-tooltip.tsx';
import type { PlottedRun } from './use-plotted-runs.ts';

/** A drag over fewer steps is a click. */
const fewestSteps = 2;
/** How near a flag must be to be told of, in pixels. */
const nearFlag = 5;

/** What follows the pointer over the plot: a line with a tooltip, and while dragging the range that will be looked at closer. */
export function CurveOverlay(props: {
  readonly frame: Frame;
  readonly width: number;
  readonly runs: readonly PlottedRun[];
  readonly quantity: Quantity;
  readonly subjects: readonly CurveSubject[];
  readonly tasks: readonly LoadedTask[];
  readonly flags: readonly Flag[];
  readonly onZoom: (range: readonly [number, number]) => void;
}) {
  const { frame, width, runs, quantity, subjects, tasks, flags, onZoom } = props;
  const surface = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [dragFrom, setDragFrom] = useState<number | null>(null);
  const x = (step: number): number => pixelOf(frame, width, step);
  const stepUnder = ({ clientX }: PointerEvent): number | null =>
    surface.current ? stepAt(frame, width, clientX - surface.current.getBoundingClientRect().left) : null;
  const zoomed = dragFrom !== null && hovered !== null && Math.abs(dragFrom - hovered) >= fewestSteps;
  const upright = { top: margin.top, bottom: margin.bottom };
  return (
    <div
      ref={surface}
      className="curve-overlay"
      onPointerMove={(event) => setHovered(stepUnder(event))}
      onPointerLeave={() => {
        setHovered(null);
        setDragFrom(null);
      }}
      onPointerDown={(event) => setDragFrom(stepUnder(event))}
      onPointerUp={() => {
        if (zoomed) onZoom([Math.min(dragFrom, hovered), Math.max(dragFrom, hovered)]);
        setDragFrom(null);
      }}
    >
      {hovered === null ? null : (
        <>
          <div className="curve-cursor" style={{ left: x(hovered), ...upright }} />
          {zoomed ? (
            <div
              className="curve-zoom"
              style={{
                left: Math.min(x(dragFrom), x(hovered)),
                width: Math.abs(x(dragFrom) - x(hovered)),
                ...upright,
              }}
            />
          ) : null}
          <div className="curve-tip" data-side={x(hovered) > width / 2 ? 'left' : 'right'} style={{ top: margin.top }}>
            <CurveTooltip
              step={hovered}
              runs={runs}
              quantity={quantity}
              subjects={subjects}
              tasks={tasks}
              events={flags.filter(({ step }) => Math.abs(x(step) - x(hovered)) < nearFlag).map(({ text }) => text)}
            />
          </div>
        </>
      )}
    </div>
  );
}
