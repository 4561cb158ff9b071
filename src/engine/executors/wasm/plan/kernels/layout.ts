import { sizeOf, stridesOf } from '../../../../../core/program/shapes.ts';
import { at } from '../../../../../core/util/assert-never.ts';
import { opMove, opZero } from '../../ids.ts';
import type { KernelPlanner, Words } from '../job.ts';
import { stretchedCopy, stridedCopy } from '../strided-copy.ts';

/** The operations that only move numbers about. */

const offsetOf = (coordinates: readonly number[], strides: readonly number[]): number =>
  coordinates.reduce((sum, coordinate, axis) => sum + coordinate * at(strides, axis), 0);

export const transpose: KernelPlanner<'transpose'> = ({ attributes }, { inputs, output }) => {
  const own = stridesOf(at(inputs, 0));
  const strides = attributes.permutation.map((axis) => at(own, axis));
  return {
    words: (p) => [stridedCopy({ address: p.output, strides: stridesOf(output) }, { address: at(p.reads, 0), strides }, output)],
  };
};

export const slice: KernelPlanner<'slice'> = ({ attributes }, { inputs, output }) => {
  const strides = stridesOf(at(inputs, 0));
  const offset = offsetOf(attributes.begin, strides);
  return {
    words: (p) => [
      stridedCopy({ address: p.output, strides: stridesOf(output) }, { address: at(p.reads, 0), strides, offset }, output),
    ],
  };
};

export const pad: KernelPlanner<'pad'> = ({ attributes }, { inputs, output }) => {
  const from = at(inputs, 0);
  const strides = stridesOf(output);
  const offset = offsetOf(attributes.before, strides);
  return {
    words: (p) => [
      [opZero, p.output, 4 * sizeOf(output)],
      stridedCopy({ address: p.output, strides, offset }, { address: at(p.reads, 0), strides: stridesOf(from) }, from),
    ],
  };
};

export const concat: KernelPlanner<'concat'> = ({ attributes: { axis } }, { inputs, output }) => {
  const strides = stridesOf(output);
  return {
    words(p) {
      let start = 0;
      return inputs.map((from, i): Words => {
        const offset = start * at(strides, axis);
        start += at(from, axis);
        return stridedCopy({ address: p.output, strides, offset }, { address: at(p.reads, i), strides: stridesOf(from) }, from);
      });
    },
  };
};

export const broadcast: KernelPlanner<'broadcast'> = (_, { inputs, output }) => ({
  words: (p) => [stretchedCopy(p.output, at(p.reads, 0), at(inputs, 0), output)],
});

/** A view that must become numbers of its own, because somebody wants it somewhere else. */
export const moved = (to: number, from: number, count: number): Words => [opMove, to, from, 4 * count];
