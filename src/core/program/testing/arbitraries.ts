import fc from 'fast-check';
import type { Shape, Window2D } from '../types.ts';

const extent = fc.integer({ min: 1, max: 3 });

export const anySeed = fc.integer({ min: 0, max: 1_000_000 });

export const shapeOfRank = (min: number, max: number): fc.Arbitrary<number[]> =>
  fc.array(extent, { minLength: min, maxLength: max });

/** Shapes that broadcast together: of one shape each keeps the last so many axes, some of them as 1. */
export const broadcastableShapes = (count: number): fc.Arbitrary<Shape[]> =>
  shapeOfRank(0, 4).chain((shape) => {
    const one = fc
      .tuple(
        fc.integer({ min: 0, max: shape.length }),
        fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }),
      )
      .map(([dropped, ones]) => shape.map((n, axis) => (ones[axis] ? 1 : n)).slice(dropped));
    return fc.array(one, { minLength: count, maxLength: count });
  });

/** A window with stride, padding and dilation, and an image [N, H, W, C] that it fits. Each place sees at least one pixel. */
export const windowOnImage: fc.Arbitrary<{ window: Window2D; image: Shape }> = fc
  .record({
    kernel: fc.tuple(extent, extent),
    stride: fc.tuple(extent, extent),
    dilation: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
    extra: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
    wishes: fc.tuple(extent, extent, extent, extent),
    samples: fc.integer({ min: 1, max: 2 }),
    channels: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ kernel, stride, dilation, extra, wishes, samples, channels }) => {
    const [kernelHeight, kernelWidth] = kernel;
    // Less padding than kernel cells on a side, and no dilation with it, leaves no window wholly outside.
    const padding = (wish: number, cells: number, gap: number): number => (gap > 1 ? 0 : Math.min(wish - 1, cells - 1));
    const window: Window2D = {
      kernel,
      stride,
      dilation,
      pad: [
        padding(wishes[0], kernelHeight, dilation[0]),
        padding(wishes[1], kernelHeight, dilation[0]),
        padding(wishes[2], kernelWidth, dilation[1]),
        padding(wishes[3], kernelWidth, dilation[1]),
      ],
    };
    const height = (kernelHeight - 1) * dilation[0] + 1 + extra[0];
    const width = (kernelWidth - 1) * dilation[1] + 1 + extra[1];
    return { window, image: [samples, height, width, channels] };
  });
