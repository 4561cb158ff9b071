/**
 * Marks `name` as started in this worker (or page). Throws where it is so already: a module that starts something was evaluated a second
 * time, and two would answer every message.
 */
export function startOnce(name: string, scope: object = globalThis): void {
  const mark = Symbol.for(`mtl-playground: ${name}`);
  if (Reflect.has(scope, mark)) throw new Error(`The ${name} was started twice: its module was evaluated again.`);
  Reflect.set(scope, mark, true);
}
