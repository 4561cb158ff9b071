import { windowOutput } from '../../../../../core/program/shapes.ts';
import type { Shape, Window2D } from '../../../../../core/program/types.ts';
import { at } from '../../../../../core/util/assert-never.ts';
import { opAvgPool, opAvgPoolGrad, opFold, opMaxPool, opMaxPoolGrad, opUnfold } from '../../ids.ts';
import type { KernelPlanner, Words } from '../job.ts';

/** The 14 words that tell a kernel how a window moves over an image [N, H, W, C]; see assembly/windows.ts. */
export function geometry(image: Shape, window: Window2D): Words {
  const [samples = 1, height = 1, width = 1, channels = 1] = image;
  const [top, , left] = window.pad;
  const { kernel, stride, dilation } = window;
  return [height, width, channels, ...windowOutput(image, window), ...kernel, ...stride, top, left, ...dilation, samples];
}

export const unfold: KernelPlanner<'unfold'> = ({ attributes: { window } }, { inputs }) => ({
  words: (p) => [[opUnfold, ...geometry(at(inputs, 0), window), p.output, at(p.reads, 0)]],
});

export const fold: KernelPlanner<'fold'> = ({ attributes: { window } }, { output }) => ({
  words: (p) => [[opFold, ...geometry(output, window), p.output, at(p.reads, 0)]],
});

export const maxPool: KernelPlanner<'maxPool'> = ({ attributes: { window } }, { inputs }) => ({
  words: (p) => [[opMaxPool, ...geometry(at(inputs, 0), window), p.output, at(p.reads, 0)]],
});

export const maxPoolGrad: KernelPlanner<'maxPoolGrad'> = ({ attributes: { window } }, { output }) => ({
  words: (p) => [[opMaxPoolGrad, ...geometry(output, window), p.output, at(p.reads, 0), at(p.reads, 1)]],
});

export const avgPool: KernelPlanner<'avgPool'> = ({ attributes: { window } }, { inputs }) => ({
  words: (p) => [[opAvgPool, ...geometry(at(inputs, 0), window), p.output, at(p.reads, 0)]],
});

export const avgPoolGrad: KernelPlanner<'avgPoolGrad'> = ({ attributes: { window } }, { output }) => ({
  words: (p) => [[opAvgPoolGrad, ...geometry(output, window), p.output, at(p.reads, 0)]],
});
