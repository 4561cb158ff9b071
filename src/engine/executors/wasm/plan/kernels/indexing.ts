import { sizeOf } from '../../../../../core/program/shapes.ts';
import { at } from '../../../../../core/util/assert-never.ts';
import { opGather, opOneHot, opRandom, opScatterAdd } from '../../ids.ts';
import type { KernelPlanner } from '../job.ts';
import { paddedBytes } from '../job.ts';
import { moved } from './layout.ts';

export const gather: KernelPlanner<'gather'> = (_, { inputs }) => {
  const [rows = 1, ...rest] = at(inputs, 0);
  const count = sizeOf(at(inputs, 1));
  return { words: (p) => [[opGather, p.output, at(p.reads, 0), at(p.reads, 1), count, sizeOf(rest), rows]] };
};

export const scatterAdd: KernelPlanner<'scatterAdd'> = ({ attributes: { rows } }, { inputs, output }) => {
  const count = sizeOf(at(inputs, 0));
  const width = sizeOf(output) / rows;
  return { words: (p) => [[opScatterAdd, p.output, at(p.reads, 0), at(p.reads, 1), count, width, rows]] };
};

export const oneHot: KernelPlanner<'oneHot'> = ({ attributes: { depth } }, { inputs }) => ({
  words: (p) => [[opOneHot, p.output, at(p.reads, 0), sizeOf(at(inputs, 0)), depth]],
});

/** Makes four numbers at a time: where there is no room behind the output, they are made elsewhere first. */
export const random: KernelPlanner<'random'> = (_, { output }) => {
  const count = sizeOf(output);
  return {
    roomBytes: paddedBytes(count),
    words: (p) => {
      const to = p.exact ? p.room : p.output;
      const made = [opRandom, to, at(p.reads, 0), 0, count];
      return p.exact ? [made, moved(p.output, to, count)] : [made];
    },
  };
};
