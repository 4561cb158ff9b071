import { python } from '../python.ts';
import { softmax } from './helpers.ts';
import type { MethodTwin } from './twin.ts';

export const rlwTwin: MethodTwin = {
  id: 'rlw',
  helpers: [softmax],
  source: () => python`
    """Random loss weighting (Lin et al., TMLR 2022): a softmax of normal numbers, new at every step."""

    needs, honours = "nothing", "factor"

    def weigh(self, step):
        stream = step.random()
        drawn = [stream.normal() for _ in step.nominal]
        return [len(drawn) * share for share in softmax(drawn)]
  `,
};
