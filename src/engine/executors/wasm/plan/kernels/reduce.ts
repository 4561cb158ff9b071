import { sizeOf } from '../../../../../core/program/shapes.ts';
import type { Shape } from '../../../../../core/program/types.ts';
import { at } from '../../../../../core/util/assert-never.ts';
import { opCrossEntropy, opLogSoftmax, opReduce, opSoftmax } from '../../ids.ts';
import { type KernelPlanner, paddedBytes, type Words } from '../job.ts';
import { moved } from './layout.ts';

/** Neighbouring axes that are all reduced, or all kept, as one. */
function groupsOf(shape: Shape, axes: readonly number[]): { extent: number; reduced: boolean }[] {
  const groups: { extent: number; reduced: boolean }[] = [];
  shape.forEach((extent, axis) => {
    if (extent === 1) return;
    const reduced = axes.includes(axis);
    const last = groups.at(-1);
    if (last?.reduced === reduced) last.extent *= extent;
    else groups.push({ extent, reduced });
  });
  return groups;
}

interface Pass {
  readonly outer: number;
  readonly extent: number;
  readonly inner: number;
}

/** [outer, extent, inner] → [outer, inner], from the innermost reduced group outwards. */
function passesOf(shape: Shape, axes: readonly number[]): Pass[] {
  const groups = groupsOf(shape, axes);
  const passes: Pass[] = [];
  for (;;) {
    const index = groups.findLastIndex((group) => group.reduced);
    if (index < 0) return passes;
    const extents = groups.map((group) => group.extent);
    passes.push({ outer: sizeOf(extents.slice(0, index)), extent: at(extents, index), inner: sizeOf(extents.slice(index + 1)) });
    groups.splice(index, 1);
  }
}

export const reduce: KernelPlanner<'reduce'> = ({ attributes: { fn, axes } }, { inputs }) => {
  const passes = passesOf(at(inputs, 0), axes);
  const between = passes.slice(0, -1).map(({ outer, inner }) => paddedBytes(outer * inner));
  return {
    roomBytes: between.reduce((sum, bytes) => sum + bytes, 0),
    words(p) {
      let from = at(p.reads, 0);
      let room = p.room;
      const words = passes.map(({ outer, extent, inner }, i): Words => {
        const bytes = between[i];
        const to = bytes === undefined ? p.output : room;
        const record = [opReduce, to, from, outer, extent, inner, fn === 'max' ? 1 : 0, 4 * inner];
        from = to;
        room += bytes ?? 0;
        return record;
      });
      return words.length > 0 ? words : [moved(p.output, from, sizeOf(at(inputs, 0)))];
    },
  };
};

const rowsAndColumns = (shape: Shape): [rows: number, columns: number] => {
  const columns = shape.at(-1) ?? 1;
  return [sizeOf(shape) / columns, columns];
};

export const softmax: KernelPlanner<'softmax'> = (_, { output }) => ({
  words: (p) => [[opSoftmax, p.output, at(p.reads, 0), ...rowsAndColumns(output)]],
});

export const logSoftmax: KernelPlanner<'logSoftmax'> = (_, { output }) => ({
  words: (p) => [[opLogSoftmax, p.output, at(p.reads, 0), ...rowsAndColumns(output)]],
});

export const softmaxCrossEntropy: KernelPlanner<'softmaxCrossEntropy'> = (_, { inputs }) => ({
  words: (p) => [[opCrossEntropy, p.output, at(p.reads, 0), at(p.reads, 1), ...rowsAndColumns(at(inputs, 0))]],
});
