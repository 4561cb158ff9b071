import { expect, test } from 'vitest';
import { CallOrder } from './call-order.ts';

/** A promise that somebody else settles. */
function deferred() {
  let resolve = (): void => undefined;
  let reject = (_: Error): void => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

test('brief work begins at once, and does not wait for other brief work', async () => {
  const order = new CallOrder();
  const log: string[] = [];
  const gate = deferred();
  const brief = (name: string) =>
    order.brief(async () => {
      log.push(name);
      await gate.promise;
      return name;
    });
  const results = Promise.all([brief('a'), brief('b')]);
  expect(log).toEqual(['a', 'b']);
  gate.resolve();
  expect(await results).toEqual(['a', 'b']);
});

test('what is called while long work waits begins in the order of calls when it is done', async () => {
  const order = new CallOrder();
  const log: string[] = [];
  const gates = [deferred(), deferred()] as const;
  const long = (name: string, gate: Promise<void>) =>
    order.long(async () => {
      log.push(`${name} begins`);
      await gate;
      log.push(`${name} ends`);
    });
  const brief = (name: string) =>
    order.brief(async () => {
      log.push(name);
    });
  const first = long('first', gates[0].promise);
  const between = brief('between');
  const second = long('second', gates[1].promise);
  const after = brief('after');
  await Promise.resolve();
  expect(log).toEqual(['first begins']);
  gates[0].resolve();
  await Promise.all([first, between]);
  gates[1].resolve();
  await Promise.all([second, after]);
  expect(log).toEqual(['first begins', 'first ends', 'between', 'second begins', 'second ends', 'after']);
});

test('a failure reaches its caller alone, and the next call goes on', async () => {
  const order = new CallOrder();
  const gate = deferred();
  const failing = order.long(() => gate.promise);
  const next = order.brief(async () => 7);
  gate.reject(new Error('no'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe(7);
});
