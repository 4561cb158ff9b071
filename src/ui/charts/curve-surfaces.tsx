import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react';
import { lastStep } from '../../core/runs/recorded.ts';
import { arriving } from '../common/arriving.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';
import type { Flag } from './curve-chart.tsx';
import type { Quantity } from './curve-lines.ts';
import { type Frame, margin, pixelOf, stepAt } from './curve-scales.ts';
import type { CurveSubject } from './curve-subjects.ts';
import { CurveTable } from './curve-table.tsx';
import { CurvesContext, type DrawnRun } from './curves-context.ts';
import type { EndName } from './end-names.ts';
import { MetricPanelTitle, type PanelTitle } from './panel-title.tsx';
import { nearer, steppedBy } from './step-keys.ts';
import type { PlottedRun } from './use-plotted-runs.ts';

/** The drawing library comes with the first losses: nobody needs it to look at an empty plot. */
const CurveChart = arriving(async () => (await import('./curve-chart.tsx')).CurveChart);

/** A drag over fewer steps is a click. */
const fewestSteps = 2;
/** How near a flag must be to be told of, in pixels. */
const nearFlag = 5;

/** A plot with an axis of its own. */
export interface Panel {
  readonly key: string;
  readonly title: PanelTitle | null;
  readonly subjects: readonly CurveSubject[];
  readonly runs: readonly DrawnRun[];
  readonly frame: Frame;
  readonly height: number;
}

interface ChartProps extends Pick<Panel, 'runs' | 'subjects' | 'frame' | 'height'> {
  readonly width: number;
  readonly flags: readonly Flag[];
  readonly alone: boolean;
  readonly nameOf: (name: EndName) => string;
}

/** Axes and curves: what the step that is looked at has no part in. */
const Chart = memo(function Chart({ runs, subjects, frame, alone, nameOf, ...size }: ChartProps) {
  return (
    <CurvesContext value={{ runs, subjects, alone, nameOf }}>
      <div className="curve-axes">
        <CurveChart {...size} {...frame} />
      </div>
    </CurvesContext>
  );
});

const namesOf = (subjects: readonly CurveSubject[]): string => subjects.map(({ name }) => name).join(', ');

/**
 * The plots one below the other, over the same steps. A pointer over one of them or the arrow keys look at a step: a line in each plot, and a
 * table at the side; dragging or + look closer.
 */
export function CurveSurfaces(props: {
  readonly panels: readonly Panel[];
  readonly width: number;
  readonly nameOf: (name: EndName) => string;
  readonly runs: readonly PlottedRun[];
  readonly quantity: Quantity;
  readonly subjects: readonly CurveSubject[];
  readonly tasks: readonly LoadedTask[];
  readonly flags: readonly Flag[];
  readonly zoomed: boolean;
  readonly onZoom: (range: readonly [number, number] | null) => void;
}) {
  const { panels, width, nameOf, runs, quantity, subjects, tasks, flags, zoomed, onZoom } = props;
  const { t } = useTranslation();
  const surface = useRef<HTMLDivElement>(null);
  const [step, setStep] = useState<number | null>(null);
  const [byKeys, setByKeys] = useState(false);
  const [dragFrom, setDragFrom] = useState<number | null>(null);
  const [first] = panels;
  if (!first) return null;
  const { frame } = first;
  const last = Math.min(frame.to, Math.max(frame.from, ...runs.map(({ recorded }) => lastStep(recorded))));
  const x = (at: number): number => pixelOf(frame, width, at);
  const stepUnder = ({ clientX }: PointerEvent): number | null => {
    if (!surface.current) return null;
    // Where the page is drawn larger, a pixel of the window is less than one of the plot.
    const { left, width: drawn } = surface.current.getBoundingClientRect();
    return stepAt(frame, width, ((clientX - left) * surface.current.offsetWidth) / Math.max(1, drawn));
  };
  const dragged = dragFrom !== null && step !== null && Math.abs(dragFrom - step) >= fewestSteps;

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = steppedBy(event.key, step ?? last, frame.from, last);
    if (next !== null) setStep(next);
    else if (event.key === '+' || event.key === '=') onZoom(nearer([frame.from, last], step ?? last));
    else if (event.key === '-' && zoomed) onZoom(null);
    else if (event.key === 'Escape' && step !== null) setStep(null);
    else return;
    setByKeys(true);
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={surface} className="curve-surfaces">
      {panels.map(({ key, title, runs: drawn, subjects: own, frame: axes, height }) => (
        <div key={key} className="curve-panel" data-panel={key}>
          {title ? <MetricPanelTitle {...title} /> : null}
          <div
            className="curve-surface"
            style={{ height }}
            role="img"
            aria-label={t('charts.curves.description', { tasks: namesOf(own), steps: last })}
          >
            <Chart
              runs={drawn}
              subjects={own}
              frame={axes}
              height={height}
              width={width}
              flags={flags}
              alone={subjects.length === 1}
              nameOf={nameOf}
            />
            {step === null ? null : (
              <div className="curve-cursor" style={{ left: x(step), top: margin.top, bottom: axes.bottom }} />
            )}
            {dragged ? (
              <div
                className="curve-zoom"
                style={{
                  left: Math.min(x(dragFrom), x(step)),
                  width: Math.abs(x(dragFrom) - x(step)),
                  top: margin.top,
                  bottom: axes.bottom,
                }}
              />
            ) : null}
          </div>
        </div>
      ))}
      <div
        className="curve-overlay"
        role="slider"
        tabIndex={0}
        aria-label={t('charts.curves.look')}
        aria-valuemin={frame.from}
        aria-valuemax={last}
        aria-valuenow={step ?? last}
        aria-valuetext={t('charts.curves.step', { step: step ?? last })}
        onKeyDown={onKeyDown}
        onBlur={() => setStep(null)}
        onPointerMove={(event) => {
          setByKeys(false);
          setStep(stepUnder(event));
        }}
        onPointerLeave={() => {
          setStep(null);
          setDragFrom(null);
        }}
        onPointerDown={(event) => setDragFrom(stepUnder(event))}
        onPointerUp={() => {
          if (dragged) onZoom([Math.min(dragFrom, step), Math.max(dragFrom, step)]);
          setDragFrom(null);
        }}
      />
      {/* Read out to those who move by keys; a pointer would make it talk on and on. */}
      <div
        className="curve-tip"
        data-side={step !== null && x(step) > width / 2 ? 'left' : 'right'}
        aria-live={byKeys ? 'polite' : 'off'}
      >
        {step === null ? null : (
          <CurveTable
            step={step}
            runs={runs}
            quantity={quantity}
            subjects={subjects}
            tasks={tasks}
            events={flags.filter((flag) => Math.abs(x(flag.step) - x(step)) < nearFlag).map(({ text }) => text)}
          />
        )}
      </div>
    </div>
  );
}
