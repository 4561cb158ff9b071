import { useMemo } from 'react';
import { planeCells } from '../../../core/graph/pictures.ts';
import type { Picture } from '../../../core/runs/protocol.ts';
import { useRun } from '../../../store/react.tsx';
import { gridPoints } from '../../common/plane/plane.ts';
import { useLiveRequest } from '../../common/use-live-answer.ts';
import { planePictures } from './plane-pictures.ts';

const refreshMs = 500;
const grid = gridPoints(planeCells);

/** Hands over what every head answers over the plane of its points, and again while training moves the weights. */
export function usePlanes(receive: (generation: number, pictures: Readonly<Record<string, Picture>>) => void): void {
  const project = useRun(({ shown }) => shown?.project ?? null);
  const signature = useRun(({ history }) => history.prepared?.signature ?? null);
  const input = signature?.inputs[0]?.id;
  const ask = useMemo(
    () =>
      input === undefined
        ? null
        : () => ({ kind: 'predict' as const, inputs: { [input]: grid.slice() }, count: planeCells ** 2, beam: 1 }),
    [input],
  );
  useLiveRequest(ask, refreshMs, ({ generation, outputs }) => {
    if (project && signature) receive(generation, planePictures(project, signature, outputs));
  });
}
