import { lineLook } from './run-look.ts';

/** How a run's lines look, beside its name; null: the shown one. */
export function RunSwatch({ mark, color = 'currentColor' }: { readonly mark: number | null; readonly color?: string }) {
  return (
    <svg width={26} height={8} aria-hidden="true" className="run-swatch">
      <line x1={1} x2={25} y1={4} y2={4} {...lineLook('smoothed', { color, dash: '' }, mark)} />
    </svg>
  );
}
