import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findTorch, hasTorch } from '../../scripts/ensure-torch.ts';
import { exerciseOf } from '../models/exercise.ts';
import { modelOf } from '../models/registry.ts';
import { pairOf } from '../pairs/registry.ts';
import { startPython } from '../places/python-process.ts';
import type { Setup } from './contender.ts';
import { wasmExecutor } from './ours.ts';
import { torchSteps } from './torch-balanced.ts';

/** What Node offers, with another program for Python, which gets the script as its last argument. */
const setupWith = (program?: string[]): Setup => ({
  threads: 1,
  fetchKernels: async (file) => new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../public/data', file))),
  startPython: (script) => startPython(script, program),
});

/** The smallest model: what stands for Python here does not train it. */
const small = exerciseOf(modelOf('B'));

const node = (code: string): string[] => [process.execPath, '-e', code];

/** Answers the exercise with the number of its parameters, and steps with their hundredfold as milliseconds and with losses of 9 and 4. */
const answering = node(`require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { parameters } = JSON.parse(line);
  const losses = Array(Number(line) || 0).fill([9, 4]);
  console.log(JSON.stringify(parameters ? Object.keys(parameters).length + ' parameters' : { ms: 100 * Number(line), losses }));
});`);

test('without PyTorch, or without Python, it says so', async () => {
  const start = (program: string[]) => torchSteps(small, setupWith(program), Float32Array.of(9, 4));
  const lacking = node(`console.error("ModuleNotFoundError: No module named 'torch'"); process.exit(1)`);
  await expect(start(lacking)).rejects.toThrow(`torch is not installed for ${process.execPath}`);
  await expect(start(['no-such-python'])).rejects.toThrow('no-such-python is not installed');
});

test('the script is told the model and asked for steps, whose milliseconds are its own', async () => {
  const { other, words } = await torchSteps(small, setupWith(answering), Float32Array.of(9, 4, 9, 4));
  expect(words).toBe(`${small.program.parameters.length} parameters`);
  expect(await other(3)()).toBe(300);
});

test('what trains something else is not measured', async () => {
  await expect(torchSteps(small, setupWith(answering), Float32Array.of(9, 4, 9, 4.1))).rejects.toThrow(
    /^its losses differ from ours by/,
  );
});

test('where PyTorch is installed its losses are ours, on five tasks some of which disagree', async () => {
  const installed = hasTorch(process.env.PYTHON || findTorch() || 'python3');
  const setup = setupWith();
  if (!installed) return expect(torchSteps(small, setup, Float32Array.of(9, 4))).rejects.toThrow('is not installed');
  const { words } = await pairOf('torch').start(await wasmExecutor(setup), exerciseOf(modelOf('A5')), setup);
  expect(words).toMatch(/^PyTorch \S+, rows (batched|one by one), products at \d+ GFLOP\/s$/);
});
