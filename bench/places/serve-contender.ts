import { reasonOf } from '../../src/core/util/reason.ts';
import type { Setup, Trainee } from '../contenders/contender.ts';
import { contenderOf } from '../contenders/registry.ts';
import { gpuCountsOf } from '../counts/counts.ts';
import { modelOf } from '../models/registry.ts';
import { measurePair } from '../pairs/measure-pair.ts';
import type { Answer, Request } from './environment.ts';

/** Answers requests in whatever place it is called; a failure is an answer. */
export function createContenderService(setup: Setup): (request: Request) => Promise<Answer> {
  let trainee: Trainee | null = null;

  const running = (): Trainee => {
    if (!trainee) throw new Error('nothing was started');
    return trainee;
  };

  async function answer(request: Request): Promise<Answer> {
    switch (request.type) {
      case 'start': {
        const contender = contenderOf(request.contender);
        const model = modelOf(request.model);
        const substitute = contender.substitute(model);
        if (typeof substitute === 'string') return { ok: false, words: substitute };
        trainee = await contender.start(substitute?.model ?? model, setup);
        return { ok: true, words: trainee.device, numbers: [] };
      }
      case 'losses':
        return { ok: true, words: '', numbers: [...(await running().run(request.steps))] };
      case 'run': {
        const started = performance.now();
        await running().run(request.steps);
        return { ok: true, words: '', numbers: [performance.now() - started] };
      }
      case 'pair': {
        const { wasmExecutor, webgpuExecutor } = await import('../contenders/ours.ts');
        const { pairOf } = await import('../pairs/registry.ts');
        const executor = await (request.executor === 'wasm' ? wasmExecutor(setup) : webgpuExecutor());
        const [pair, model] = [pairOf(request.pair), modelOf(request.model)];
        const { plain, other, words } = await measurePair(pair, executor, model, setup, request.budgetMs);
        return { ok: true, words, numbers: [...plain, ...other] };
      }
      case 'count': {
        const { countOnWebgpu } = await import('../contenders/ours.ts');
        const counts = gpuCountsOf(await countOnWebgpu(modelOf(request.model), request.steps), request.steps);
        return { ok: true, words: JSON.stringify(counts), numbers: [] };
      }
    }
  }

  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      return { ok: false, words: firstLine(error) };
    }
  };
}

const firstLine = (error: unknown): string => reasonOf(error).split('\n', 1)[0] ?? '';
