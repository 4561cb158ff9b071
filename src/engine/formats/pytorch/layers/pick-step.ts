import { pickStep } from '../../../../core/layers/sequence/pick-step.ts';
import type { Helper } from '../../code/helper.ts';
import { twinOf } from '../../code/twin.ts';
import { zeroPadding } from '../helpers/masks.ts';
import { python, real } from '../python.ts';

const pick: Helper = {
  name: 'pick_step',
  needs: [zeroPadding],
  source: python`
    def pick_step(x, mask, last=True):
        """[N, L, F] -> [N, F]: the last position that is not padding, or the first; zeros where there is none."""
        places = torch.arange(1, x.shape[1] + 1, device=x.device)
        chosen = (mask * (places if last else places.flip(0))).argmax(1)
        return zero_padding(x, mask)[torch.arange(x.shape[0], device=x.device), chosen]
  `,
};

export const pickStepTwin = twinOf(pickStep, ({ params, one }) => {
  const { mask } = one();
  const wantsLast = params.step === 'last';
  if (!mask) return { result: `${real(one())}[:, ${wantsLast ? -1 : 0}]` };
  return { helpers: [pick], result: `pick_step(${real(one())}, ${mask}${wantsLast ? '' : ', last=False'})` };
});
