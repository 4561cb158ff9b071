import { useMemo } from 'react';
import type { Picture } from '../../../core/runs/protocol.ts';
import { useLiveRequest } from '../../common/use-live-answer.ts';

const refreshMs = 500;

/** Hands over pictures, of all nodes in brief or of one in full, and again while training moves the weights; null asks for none. */
export function usePictures(
  node: string | null | undefined,
  receive: (generation: number, pictures: Readonly<Record<string, Picture>>) => void,
): void {
  const ask = useMemo(
    () => (node === null ? null : () => ({ kind: 'pictures' as const, ...(node === undefined ? {} : { node }) })),
    [node],
  );
  useLiveRequest(ask, refreshMs, (answer) => receive(answer.generation, answer.pictures));
}
