import type { Box } from '../../../core/tasks/formats/box.ts';

export interface ShownBox {
  readonly box: Box;
  readonly color: string;
  /** True boxes are dashed, predicted ones solid. */
  readonly dashed: boolean;
  readonly key: string;
}

/** Boxes over a picture. A dark line under the dashed ones and a light one under the solid ones keep them visible on any ground. */
export function Boxes({ boxes }: { readonly boxes: readonly ShownBox[] }) {
  return (
    <svg className="boxes" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {boxes.map(({ box: [x, y, width, height], color, dashed, key }) => {
        const place = { x: 100 * (x - width / 2), y: 100 * (y - height / 2), width: 100 * width, height: 100 * height };
        return (
          <g key={key} fill="none" data-box={dashed ? 'truth' : 'predicted'}>
            <rect {...place} stroke={dashed ? 'black' : 'white'} strokeWidth={3.5} vectorEffect="non-scaling-stroke" />
            <rect
              {...place}
              stroke={color}
              strokeWidth={1.8}
              strokeDasharray={dashed ? '4 3' : 'none'}
              vectorEffect="non-scaling-stroke"
            />
          </g>
        );
      })}
    </svg>
  );
}
