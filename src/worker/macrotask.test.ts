import { expect, it } from 'vitest';
import { createMacrotask } from './macrotask.ts';

it('lets messages that arrived meanwhile be handled first', async () => {
  const order: string[] = [];
  const { port1, port2 } = new MessageChannel();
  const macrotask = createMacrotask();
  port1.onmessage = () => order.push('message');
  port2.postMessage('a command');
  await Promise.resolve();
  order.push('microtask');
  await macrotask();
  await macrotask();
  order.push('after');
  port1.close();
  expect(order).toEqual(['microtask', 'message', 'after']);
});
