import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

export const gradvacTwin: MethodTwin = {
  id: 'gradvac',
  source: ({ beta }) => python`
    """Gradient vaccine (Wang et al., ICLR 2021): gradients are turned towards one another until they are as alike as they usually are."""

    needs, honours = "gramian", "scaling"

    def __init__(self):
        self.usual = None

    def weigh(self, step):
        n, gramian, stream = len(step.gramian), step.gramian, step.random()
        if self.usual is None:
            self.usual = [[0.0] * n for _ in range(n)]
        orders = [stream.permutation(n) for _ in range(n)]
        weights = [0.0] * n
        for i in range(n):
            own = [float(k == i) for k in range(n)]
            products, square = [row[i] for row in gramian], gramian[i][i]
            for other in orders[i]:
                norm, length = math.sqrt(max(0.0, gramian[other][other])), math.sqrt(max(0.0, square))
                if other == i or not norm * length > 0:
                    continue
                cosine = max(-1.0, min(1.0, products[other] / (norm * length)))
                wanted = min(1 - 1e-8, self.usual[i][other])
                if cosine < wanted:
                    sine, wanted_sine = math.sqrt(1 - cosine ** 2), math.sqrt(1 - wanted ** 2)
                    added = length * (wanted * sine - cosine * wanted_sine) / (norm * wanted_sine)
                    own[other] += added
                    square += added * (2 * products[other] + added * norm ** 2)
                    products = [value + added * row[other] for value, row in zip(products, gramian)]
                self.usual[i][other] = (1 - ${String(beta)}) * self.usual[i][other] + ${String(beta)} * cosine
            weights = [weight + more for weight, more in zip(weights, own)]
        return weights
  `,
};
