import { connectUpdate, kernelFunction } from '../kernels.ts';
import type { FromThread, Joining } from './messages.ts';

/**
 * The life of a thread: joins the others over their memory and serves them, which blocks until they let it go. For a worker of any kind,
 * never for a page.
 */
export function serveKernels(
  { modules, memory, thread, threads, scratch, meeting }: Joining,
  post: (message: FromThread) => void,
): void {
  let giveUp = (): void => undefined;
  try {
    const instance = new WebAssembly.Instance(modules.module, { env: { memory } });
    connectUpdate(instance, modules.update, memory);
    giveUp = kernelFunction(instance, 'giveUp');
    kernelFunction(instance, 'useScratch')(scratch);
    kernelFunction(instance, 'join')(thread, threads, meeting);
    post({ type: 'ready' });
    kernelFunction(instance, 'serve')();
    post({ type: 'left' });
  } catch (error) {
    giveUp();
    post({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}
