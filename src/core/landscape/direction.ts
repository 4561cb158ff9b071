import { type BalancingMethod, isCombining, isPlain, type PlainMethod } from '../balancing/contract.ts';
import { programDirection } from './program-direction.ts';
import { type Direction, ToyStep, tasks, weigh } from './toy-step.ts';

function plainDirection(method: PlainMethod, parameters: Record<string, unknown>, seen: ToyStep): Direction {
  let state = method.initialState(tasks, parameters);
  return (step, there, out) => {
    seen.see(step, there);
    weigh(method.weigh(seen, state, parameters), there, out);
    if (method.learn) state = method.learn(seen, state, parameters);
  };
}

/** What a method makes of both gradients, step by step, from nothing remembered; the visitor's weights are 1. */
export function directionOf(
  method: BalancingMethod,
  parameters: Record<string, unknown>,
  floor: readonly [number, number],
): Direction {
  const seen = new ToyStep(method.id, floor);
  if (isPlain(method)) return plainDirection(method, parameters, seen);
  if (isCombining(method) || method.lower) return programDirection(method, parameters, seen);
  let state = method.initialState(tasks, parameters);
  return (step, there, out) => {
    seen.see(step, there);
    const weighed = method.weigh(seen, state, parameters);
    state = weighed.state;
    weigh(weighed.weights, there, out);
  };
}
