import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';

export const scaleGradient: Helper = {
  name: 'ScaleGradient',
  source: python`
    class ScaleGradient(torch.autograd.Function):
        """The identity whose gradient is multiplied by a factor."""

        @staticmethod
        def forward(ctx, x, factor):
            ctx.factor = factor
            return x.view_as(x)

        @staticmethod
        def backward(ctx, gradient):
            return gradient * ctx.factor, None
  `,
};
