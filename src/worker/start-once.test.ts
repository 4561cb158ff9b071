import { expect, it } from 'vitest';
import { startOnce } from './start-once.ts';

it('throws, naming what was started twice', () => {
  const scope = {};
  startOnce('training host', scope);
  startOnce('kernel thread', scope);
  expect(() => startOnce('training host', scope)).toThrow('The training host was started twice');
});

it('knows nothing of another worker', () => {
  startOnce('training host', {});
  expect(() => startOnce('training host', {})).not.toThrow();
});
