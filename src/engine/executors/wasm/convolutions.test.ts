import { expect, test } from 'vitest';
import { gradients } from '../../../core/program/differentiate.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import { sizeOf, windowOutput } from '../../../core/program/shapes.ts';
import type { Window2D } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { primitiveProgram } from '../conformance/programs.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { drawInput, type InputSpec } from '../self-test/programs.ts';
import { kernelBytes } from './testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm-executor.ts';

const executor = await createWasmExecutor(kernelBytes());
const plain: Window2D = { kernel: [3, 3], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [1, 1] };

/** Shapes that between them take every way through the kernels: in the image, unfolded by parts, panels and tiles that are not full. */
test.each([
  ['one channel', [3, 9, 7, 1], plain, 8],
  ['full panels', [2, 6, 5, 4], plain, 16],
  ['panels that are not full', [2, 6, 5, 3], plain, 11],
  ['more cells than a panel takes', [2, 5, 4, 100], plain, 9],
  ['more filters than a panel takes', [2, 5, 4, 3], plain, 100],
  ['steps', [2, 9, 8, 3], { ...plain, stride: [2, 3] }, 5],
  ['gaps', [2, 9, 8, 3], { ...plain, dilation: [2, 1] }, 5],
  ['a frame that the image does not fill', [2, 9, 8, 2], { ...plain, pad: [3, 0, 0, 4] }, 6],
  ['steps over the end', [2, 8, 8, 2], { ...plain, kernel: [2, 2], stride: [3, 3], pad: [0, 0, 0, 0] }, 6],
  ['a single place', [5, 3, 3, 2], { ...plain, pad: [0, 0, 0, 0] }, 6],
] as const)('a convolution and its gradients are exact on small integers: %s', async (_, image, window, filters) => {
  const cells = sizeOf(window.kernel) * image[3];
  const inputs: InputSpec[] = [image, [cells, filters], [filters]].map((shape) => ({ shape, values: 'ties' }));
  const program = primitiveProgram(inputs, (b, tensors) => {
    const [x, kernel, bias] = [0, 1, 2].map((i) => at(tensors, i));
    const given = [x, kernel, bias].flatMap((tensor) => (tensor ? [tensor] : []));
    const rows = image[0] * sizeOf(windowOutput(image, window));
    const product = b.matmul(b.reshape(b.unfold(at(given, 0), window), [rows, cells]), at(given, 1));
    const y = b.unary('relu', b.add2(product, at(given, 2)));
    const found = gradients(b, b.sum(b.mul(y, y)), given).flatMap((gradient) => (gradient ? [gradient] : []));
    return b.concat(
      [y, ...found].map((tensor) => b.reshape(tensor, [sizeOf(tensor.shape)])),
      0,
    );
  });
  const feeds = Object.fromEntries(inputs.map((input, i) => [`in${i}`, drawInput(input, i)]));
  const session = await executor.load(program, {});
  const actual = (await session.predict(feeds, 1)).out ?? [];
  session.dispose();
  const expected = new ReferenceTrainer(program, {}).predict(feeds, 1).out ?? [];
  expect(worstDifference({ actual, expected, tolerance: 0 })).toBe(0);
});
