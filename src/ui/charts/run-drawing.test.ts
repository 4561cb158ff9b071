import { describe, expect, it } from 'vitest';
import { appendSteps, nothingRecorded, type Recorded } from '../../core/runs/recorded.ts';
import type { CurveRequest } from './curve-lines.ts';
import { frameOf } from './curve-scales.ts';
import { RunDrawing } from './run-drawing.ts';

function trained(before: Recorded, steps: number): Recorded {
  const from = before.firstStep + before.count;
  const values = Float32Array.from({ length: steps }, (_, i) => 1 / (from + i));
  return appendSteps(before, { from, count: steps, columns: [{ id: 'loss', keys: ['digit'], values }] });
}

const metrics = new Map([['digit', { info: { id: 'accuracy' }, scale: 1 }]]);

const looked = (recorded: Recorded, change: Partial<CurveRequest> = {}): CurveRequest => ({
  recorded,
  subjects: ['digit'],
  quantity: 'loss',
  metrics,
  showRaw: true,
  showValidation: true,
  normalised: false,
  smoothing: 0.9,
  range: [1, 1000],
  width: 300,
  ...change,
});

describe('the drawing of a run', () => {
  const pinned = trained(nothingRecorded, 400);

  it('gives a pinned run the very same lines while another one grows, within it and beyond it', () => {
    const [one, other] = [new RunDrawing(), new RunDrawing()];
    const first = one.lines(looked(pinned));
    let shown = nothingRecorded;
    const lines = new Set();
    const frames = new Set();
    for (let report = 0; report < 100; report++) {
      shown = trained(shown, 16);
      const range = [1, Math.max(400, shown.count)] as const;
      lines.add(one.lines(looked(pinned, { range, subjects: ['digit'] })));
      expect(other.lines(looked(shown, { range })).at(-1)?.points.at(-1)?.x).toBe(shown.count);
      frames.add(JSON.stringify(frameOf(range, [0, 1], { logScale: false, open: true })));
    }
    expect(lines.size).toBe(1);
    expect(lines.has(first)).toBe(true);
    // What else would draw it again are the axes, which move a few times while the run grows fourfold.
    expect(frames.size).toBeLessThan(15);
  });

  it('draws it anew when it is looked at otherwise', () => {
    const drawing = new RunDrawing();
    const first = drawing.lines(looked(pinned));
    for (const change of [
      { smoothing: 0.5 },
      { width: 200 },
      { range: [1, 50] as const },
      { subjects: [] },
      { normalised: true },
    ]) {
      const now = drawing.lines(looked(pinned, change));
      expect(now).not.toBe(drawing.lines(looked(pinned)));
    }
    expect(drawing.lines(looked(pinned))).toEqual(first);
  });

  it('thins every run as one alone, and shows nothing of one that has no step in the range', () => {
    const long = trained(nothingRecorded, 50_000);
    for (const { points } of new RunDrawing().lines(looked(long, { range: [1, 50_000] }))) {
      expect(points.length).toBeLessThanOrEqual(300);
    }
    expect(new RunDrawing().lines(looked(pinned, { range: [600, 900] }))).toEqual([]);
  });
});

describe('a further column', () => {
  it('is drawn as a curve of its own, with what is measured now and then joined', () => {
    const values = Float32Array.from({ length: 600 }, (_, i) => (i % 7 === 0 ? i : Number.NaN));
    const recorded = appendSteps(nothingRecorded, { from: 1, count: 600, columns: [{ id: 'cosine', keys: ['a|b'], values }] });
    const [raw, smoothed] = new RunDrawing().lines(
      looked(recorded, { quantity: 'cosine', subjects: ['a|b'], range: [1, 600], showValidation: true }),
    );
    expect(raw).toMatchObject({ subject: 'a|b', role: 'raw' });
    expect(raw?.points.length).toBeLessThanOrEqual(300);
    expect(raw?.points.at(-1)).toEqual({ x: 596, y: 595 });
    expect(raw?.points.every(({ y }) => Number.isFinite(y))).toBe(true);
    expect(smoothed?.points.every(({ y }) => Number.isFinite(y))).toBe(true);
  });
});
