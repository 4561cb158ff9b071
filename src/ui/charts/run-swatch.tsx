import { haloLook, lineLook } from './run-look.ts';

/** How a run's lines look, beside its name; `mark`: null for the shown one; `colour`: what a visitor gave it. */
export function RunSwatch({
  mark,
  color = 'currentColor',
  colour = null,
}: {
  readonly mark: number | null;
  readonly color?: string;
  readonly colour?: string | null;
}) {
  return (
    <svg width={26} height={8} aria-hidden="true" className="run-swatch" data-colour={colour ?? undefined}>
      {colour === null ? null : <line x1={1} x2={25} y1={4} y2={4} {...haloLook(colour)} />}
      <line x1={1} x2={25} y1={4} y2={4} {...lineLook('smoothed', { color, dash: '' }, mark)} />
    </svg>
  );
}
