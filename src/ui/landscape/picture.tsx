import { Text, useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, useMemo, useState } from 'react';
import { balancingMethod } from '../../core/balancing/index.ts';
import type { Surface } from '../../core/landscape/contours.ts';
import { lookAt, noLosses, type Point } from '../../core/landscape/toy.ts';
import { at } from '../../core/util/assert-never.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { walkKey } from '../../store/landscape.ts';
import { useView } from '../../store/react.tsx';
import { TakePicture } from '../common/paper/take-picture.tsx';
import { taskIdentity } from '../common/task-identity.ts';

import { useTranslation } from '../common/use-translation.ts';
import { ContourLines } from './contour-lines.tsx';
import { landscapeDrawing } from './landscape-drawing.ts';
import { Paths } from './paths.tsx';
import { inPicture, movedBy, placeAt, size } from './place.ts';
import { useLandscape, useLandscapeState } from './use-landscape.ts';

/** What is drawn of the losses: one of them, both, or their mean. */
export type Shown = Surface | 'both';

const ticks = [-10, -5, 0, 5, 10];

/** Where every walk is now, by its method's symbol. */
function Ends() {
  const methods = useLandscapeState((state) => state.methods);
  const starts = useLandscapeState((state) => state.starts);
  const walks = useLandscapeState((state) => state.walks);
  return methods.map((method, place) => {
    if (method === null) return null;
    const { color, symbol } = taskIdentity(place);
    return starts.map((start) => {
      const last = walks.get(walkKey(method, start))?.path.at(-1);
      if (!start.on || !last) return null;
      const [x, y] = inPicture(at(last, last.length - 2), at(last, last.length - 1));
      return (
        <text key={`${method} ${start.name}`} x={x} y={y} fill={color} className="landscape-end">
          {symbol}
        </text>
      );
    });
  });
}

function Starts() {
  const starts = useLandscapeState((state) => state.starts);
  return starts.map(({ name, x, y, on }) => {
    const [left, top] = inPicture(x, y);
    return (
      <g key={name} className="landscape-start" data-on={on}>
        <circle cx={left} cy={top} r={8} />
        <text x={left} y={top}>
          {name}
        </text>
      </g>
    );
  });
}

/** The plane of the two numbers: contours, front, starts, and where methods go. A click, or Enter at the cross, adds a start. */
export function Picture({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const landscape = useLandscape();
  const scale = useLandscapeState((state) => state.scale);
  const scheme = useComputedColorScheme('light');
  const [cross, setCross] = useState<Point | null>(null);
  const [said, setSaid] = useState('');
  const surfaces = useMemo((): readonly Surface[] => (shown === 'both' ? ['first', 'second'] : [shown]), [shown]);

  const add = (place: Point): void => {
    const name = landscape.addStart(place);
    const rounded = { x: formatNumber(place.x), y: formatNumber(place.y) };
    setSaid(name === null ? t('landscape.manyStarts') : t('landscape.added', { name, ...rounded }));
  };
  const onClick = ({ clientX, clientY, currentTarget }: MouseEvent): void => {
    setCross(null);
    add(placeAt(clientX, clientY, currentTarget.getBoundingClientRect()));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = cross ?? { x: 0, y: 0 };
    const moved = movedBy(event, from);
    if (moved) {
      event.preventDefault();
      setCross(moved);
      const there = noLosses();
      lookAt(moved.x, moved.y, scale, there);
      const [first, second] = [formatNumber(at(there.losses, 0)), formatNumber(at(there.losses, 1))];
      setSaid(t('landscape.crossAt', { x: formatNumber(moved.x), y: formatNumber(moved.y), first, second }));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      add(from);
    }
  };
  const draw = () =>
    landscapeDrawing(landscape.getState(), surfaces, {
      first: t('landscape.surfaces.first'),
      second: t('landscape.surfaces.second'),
      mean: t('landscape.surfaces.mean'),
      front: t('landscape.front'),
      methodOf: (id) => inLanguage(balancingMethod(id)?.text.title ?? id, language),
    });
  const [crossX, crossY] = cross ? inPicture(cross.x, cross.y) : [0, 0];
  return (
    <div className="landscape-picture">
      <div
        className="landscape-plane"
        role="application"
        aria-label={t('landscape.picture')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys, as its name says
        tabIndex={0}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) setCross((known) => known ?? { x: 0, y: 0 });
        }}
        onBlur={() => setCross(null)}
      >
        <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
          <ContourLines surfaces={surfaces} scale={scale} />
        </svg>
        <Paths key={scheme} />
        <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
          {ticks.map((value) => {
            const [along] = inPicture(value, 0);
            const [, up] = inPicture(0, value);
            const anchor = value === -10 ? 'start' : value === 10 ? 'end' : 'middle';
            return (
              <g key={value} className="landscape-tick">
                <text x={along} y={size - 4} textAnchor={anchor}>
                  {formatNumber(value)}
                </text>
                {Math.abs(value) === 10 ? null : (
                  <text x={4} y={up} dominantBaseline="central">
                    {formatNumber(value)}
                  </text>
                )}
              </g>
            );
          })}
          <Starts />
          <Ends />
          {cross ? <path className="landscape-cross" d={`M${crossX} 0V${size}M0 ${crossY}H${size}`} /> : null}
        </svg>
      </div>
      <div className="landscape-below">
        <Text size="xs" c="dimmed" role="status" mih={18}>
          {said}
        </Text>
        <TakePicture title={t('landscape.title')} draw={draw} />
      </div>
    </div>
  );
}
