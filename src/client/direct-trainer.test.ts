import { expect, it } from 'vitest';
import type { TrainEvent } from '../core/runs/protocol.ts';
import { DirectTrainer } from './direct-trainer.ts';

it('answers requests and hands events on, and refuses what waits when it is ended', async () => {
  const trainer = new DirectTrainer((emit) => ({
    handle(command) {
      if (command.type === 'request' && command.request.kind === 'evaluate') {
        const { runId, requestId } = command;
        emit({
          type: 'response',
          runId,
          generation: 4,
          requestId,
          result: { ok: true, value: { kind: 'evaluate', step: 3, tasks: {} } },
        });
      }
    },
  }));
  const events: TrainEvent[] = [];
  trainer.subscribe((said) => events.push(...said));
  expect(await trainer.request('r', { kind: 'evaluate', split: 'test' })).toMatchObject({ ok: true, value: { step: 3 } });
  expect(events.map((event) => event.type)).toEqual(['response']);
  const waiting = trainer.request('r', { kind: 'checkpoint' });
  trainer.terminate();
  expect(await waiting).toMatchObject({ ok: false, diagnostics: [{ code: 'training.workerDied' }] });
});
