import { Button, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { at } from '../../core/util/assert-never.ts';
import { useTranslation } from '../common/use-translation.ts';
import { asDigit, Ink } from './ink.ts';

const cells = 112;
const pen = 4.6;
const keyStep = 6;

function paint(canvas: HTMLCanvasElement, ink: Ink, cursor: readonly [number, number] | null): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(cells, cells);
  for (let i = 0; i < cells * cells; i++) {
    const value = Math.round(255 * at(ink.values, i));
    image.data.set([value, value, value, 255], i * 4);
  }
  context.putImageData(image, 0, 0);
  if (cursor) {
    context.strokeStyle = 'rgb(90, 180, 238)';
    context.strokeRect(cursor[0] - 3, cursor[1] - 3, 6, 6);
  }
}

/**
 * A pad to draw a digit on, by pointer or by keyboard. `onChange` gets it as the network expects digits, [28, 28, 1]. `given`: a digit that is not drawn but
 * shown, until something is.
 */
export function DrawPad(props: { readonly given: Float32Array | null; readonly onChange: (digit: Float32Array | null) => void }) {
  const { given, onChange } = props;
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [ink] = useState(() => new Ink(cells));
  const last = useRef<readonly [number, number] | null>(null);
  const cursor = useRef<{ x: number; y: number; down: boolean; shown: boolean }>({
    x: cells / 2,
    y: cells / 2,
    down: false,
    shown: false,
  });

  const repaint = (): void => {
    const { x, y, shown } = cursor.current;
    if (canvas.current) paint(canvas.current, ink, shown ? [x, y] : null);
  };
  useEffect(() => {
    if (given) ink.show(given);
    if (canvas.current) paint(canvas.current, ink, null);
  }, [ink, given]);

  const place = (event: React.PointerEvent<HTMLButtonElement>): readonly [number, number] => {
    const area = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - area.left) / area.width) * cells, ((event.clientY - area.top) / area.height) * cells];
  };
  const drawTo = (point: readonly [number, number]): void => {
    ink.stroke(last.current ?? point, point, pen);
    last.current = point;
    repaint();
    onChange(asDigit(ink));
  };
  const moveByKey = (dx: number, dy: number): void => {
    const { x, y, down } = cursor.current;
    const next = { ...cursor.current, x: Math.min(cells - 8, Math.max(8, x + dx)), y: Math.min(cells - 8, Math.max(8, y + dy)) };
    cursor.current = next;
    if (down) {
      ink.stroke([x, y], [next.x, next.y], pen);
      onChange(asDigit(ink));
    }
    repaint();
  };
  const arrows: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-keyStep, 0],
    ArrowRight: [keyStep, 0],
    ArrowUp: [0, -keyStep],
    ArrowDown: [0, keyStep],
  };
  const clear = (): void => {
    ink.clear();
    last.current = null;
    repaint();
    onChange(null);
  };

  return (
    <div className="draw-pad">
      <button
        type="button"
        className="draw-area"
        data-testid="draw-pad"
        aria-label={`${t('tryIt.draw')}. ${t('tryIt.keyboard')}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = null;
          drawTo(place(event));
        }}
        onPointerMove={(event) => {
          if (event.buttons > 0) drawTo(place(event));
        }}
        onPointerUp={() => {
          last.current = null;
        }}
        onFocus={() => {
          cursor.current.shown = true;
          repaint();
        }}
        onBlur={() => {
          cursor.current.shown = false;
          cursor.current.down = false;
          repaint();
        }}
        onKeyDown={(event) => {
          const move = arrows[event.key];
          if (move) moveByKey(...move);
          else if (event.key === ' ') {
            cursor.current.down = !cursor.current.down;
            moveByKey(0, 0);
          } else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <canvas ref={canvas} width={cells} height={cells} className="draw-surface" />
      </button>
      <Button size="compact-xs" variant="default" onClick={clear}>
        {t('tryIt.clear')}
      </Button>
      <Text size="xs" c="dimmed" className="keyboard-help">
        {t('tryIt.keyboard')}
      </Text>
    </div>
  );
}
