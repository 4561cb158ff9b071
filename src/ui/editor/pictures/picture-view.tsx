import { useComputedColorScheme } from '@mantine/core';
import { memo, useMemo } from 'react';
import type { Picture } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';
import { useRun, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { PictureContent, WayContent } from '../elements/flow-types.ts';
import { percentages } from './percentages.ts';
import { coefficientText, columnNames, pictureWords } from './picture-words.ts';
import { PixelCanvas } from './pixel-canvas.tsx';
import { columnsFor, imagesOf, inGrid, inks } from './pixels.ts';
import './pictures.css';
import { arriving } from '../../common/arriving.tsx';

const PlaneMap = arriving(async () => (await import('../../common/plane/plane-map.tsx')).PlaneMap);

type Size = 'card' | 'large';

/** More ways than this have no room for their names on a card. */
const mostRows = 4;

/** The side of a plane in pixels. */
const planeSide = { card: 64, large: 176 } as const;

/** What an image of a grid should measure at the least, in pixels of the canvas: twice as large as it is shown, or more. */
const place = { card: { image: 52, gap: 4 }, large: { image: 84, gap: 6 } } as const;
/** Width / height of the place for a drawing on a card. */
const proportions = 2.1;
/** In large, as many images in a row as can be told apart; heads are read cell by cell. */
const mostColumns = { filters: 8, attention: 3 } as const;

function Drawn({ picture, size }: { readonly picture: Picture; readonly size: Size }) {
  const scheme = useComputedColorScheme('light');
  const pixels = useMemo(() => {
    const { image, gap } = place[size];
    const images = imagesOf(picture, inks[scheme]);
    const first = at(images, 0);
    const scale = Math.max(1, Math.ceil(image / Math.max(first.width, first.height)));
    const most = picture.kind === 'attention' ? mostColumns.attention : mostColumns.filters;
    const columns = size === 'card' ? columnsFor(images.length, first, proportions) : Math.min(images.length, most);
    return inGrid(images, columns, scale, gap);
  }, [picture, size, scheme]);
  return <PixelCanvas pixels={pixels} />;
}

const wayLabel = ({ name, short, task }: WayContent, size: Size) => (
  <>
    {task ? (
      <span className="ed-way-task" style={{ color: task.color }}>
        {task.symbol}
      </span>
    ) : null}
    {size === 'card' ? short : name}
  </>
);

/** A bar per way; on a card with many of them, upright bars without names. */
function Gates({ picture, content, size }: { readonly picture: Picture; readonly content: PictureContent; readonly size: Size }) {
  const language = useView((view) => view.language);
  const whole = percentages(picture.values);
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const upright = size === 'card' && whole.length > mostRows;
  return (
    <div className={upright ? 'ed-gates-upright' : 'ed-gates'}>
      {whole.map((share, i) => {
        const way = content.ways[i];
        const bar = { [upright ? 'height' : 'width']: `${share}%`, background: way?.task?.color ?? 'var(--ed-gate)' };
        const key = way?.name ?? i;
        if (upright) {
          return (
            <span key={key} className="ed-gate-track">
              <span style={bar} />
            </span>
          );
        }
        return (
          <div key={key} className="ed-gate">
            <span className="ed-gate-name">{way ? wayLabel(way, size) : i + 1}</span>
            <span className="ed-gate-track">
              <span style={bar} />
            </span>
            <span className="ed-figures">{percent.format(share / 100)}</span>
          </div>
        );
      })}
    </div>
  );
}

/** Numbers on a ground of their colour: green above zero, violet below, the stronger the larger. */
function Coefficients(props: { readonly picture: Picture; readonly content: PictureContent; readonly size: Size }) {
  const { picture, content, size } = props;
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const [rows, columns] = [at(picture.shape, 0), at(picture.shape, 1)];
  const names = columnNames(content.ways, columns, { t });
  const most = picture.values.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  const figures = size === 'large' || columns <= 4;
  const headed = size === 'large' || rows <= 3;
  const cell = (row: number, column: number) => {
    const value = picture.values[row * columns + column] ?? 0;
    const strength = most > 0 ? Math.round((50 * Math.abs(value)) / most) : 0;
    const background = `color-mix(in srgb, var(${value < 0 ? '--ed-below' : '--ed-above'}) ${strength}%, transparent)`;
    return (
      <span key={names[column]} className="ed-coefficient ed-figures" style={{ background }}>
        {figures ? coefficientText(language, value, size === 'large' ? 3 : 2) : null}
      </span>
    );
  };
  return (
    <div className="ed-coefficients" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {headed
        ? names.map((name, column) => {
            const way = content.ways.length === columns ? content.ways[column] : undefined;
            return (
              <span key={name} className="ed-gate-name">
                {way ? wayLabel(way, size) : size === 'large' ? name : column + 1}
              </span>
            );
          })
        : null}
      {Array.from({ length: rows }, (_, row) => names.map((_name, column) => cell(row, column)))}
    </div>
  );
}

export interface PictureViewProps {
  readonly picture: Picture;
  readonly content: PictureContent;
  /** What the node is called. */
  readonly title: string;
  readonly size: Size;
}

/** A picture of what is inside a node, with what it shows in words. */
export const PictureView = memo(function PictureView({ picture, content, title, size }: PictureViewProps) {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const words = useRun(({ history }) => history.prepared?.signature.inputs.find(({ id }) => id === content.tokens)?.words);
  const { label, caption } = pictureWords(picture, content, title, { t, language, words: words ?? [] });
  const { kind } = picture;
  return (
    <div className="ed-picture-view" data-size={size} data-kind={kind} role="img" aria-label={label} title={label}>
      <div className="ed-picture-drawing">
        {kind === 'gates' ? (
          <Gates picture={picture} content={content} size={size} />
        ) : kind === 'coefficients' ? (
          <Coefficients picture={picture} content={content} size={size} />
        ) : kind === 'plane' ? (
          <PlaneMap
            field={picture.values}
            cells={at(picture.shape, 0)}
            points={null}
            continuous={false}
            color={content.ways[0]?.task?.color ?? 'var(--ed-gate)'}
            size={planeSide[size]}
            label={null}
          />
        ) : (
          <Drawn picture={picture} size={size} />
        )}
      </div>
      {caption === '' ? null : <div className="ed-picture-caption">{caption}</div>}
    </div>
  );
});
