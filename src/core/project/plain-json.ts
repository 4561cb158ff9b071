import type { Budget } from '../util/budget.ts';
import { DiagnosticError, diagnostic } from '../util/diagnostics.ts';
import { largestNumber } from '../util/float32.ts';
import type { LocalizedText } from '../util/localized.ts';
import { pathText } from './problems.ts';

type Place = readonly (string | number)[];
type Fields = Record<string, unknown>;

const words = {
  function: { en: 'a function', 'zh-CN': '函数' },
  symbol: { en: 'a symbol', 'zh-CN': '符号' },
  bigint: { en: 'a BigInt', 'zh-CN': 'BigInt' },
  cycle: { en: 'an object that contains itself', 'zh-CN': '包含自身的对象' },
  instance: { en: 'an object of a class', 'zh-CN': '某个类的对象' },
  unreadable: { en: 'something that cannot be read', 'zh-CN': '无法读取的内容' },
} as const satisfies Record<string, LocalizedText>;

function refuse(path: Place, found: keyof typeof words): never {
  throw new DiagnosticError(diagnostic('file.notPlain', { path: pathText(path), found: words[found] }, pathText(path)));
}

/** Also what is no number at all. */
function tooLarge(path: Place, value: number): never {
  const values = { path: pathText(path), found: String(value), expected: `± ${largestNumber.toPrecision(3)}` };
  throw new DiagnosticError(diagnostic('file.badField', values, pathText(path)));
}

/** An object literal of any window, or one without a prototype. */
function isPlainObject(value: object): value is Fields {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
}

/** What can be copied as it is; undefined where it is a list or an object. */
function simple(value: unknown, path: Place): { readonly value: unknown } | undefined {
  switch (typeof value) {
    case 'function':
    case 'symbol':
    case 'bigint':
      return refuse(path, typeof value === 'function' ? 'function' : typeof value === 'symbol' ? 'symbol' : 'bigint');
    case 'number':
      return Math.abs(value) <= largestNumber ? { value } : tooLarge(path, value);
    case 'object':
      return value === null ? { value } : undefined;
    default:
      return { value };
  }
}

interface Open {
  readonly source: object;
  readonly copy: unknown[] | Fields;
  readonly path: Place;
  readonly keys: readonly (string | number)[];
  next: number;
}

function opened(source: object, path: Place, budget: Budget): Open {
  budget.depth(path.length + 1);
  if (Array.isArray(source)) {
    budget.values(1 + source.length);
    return { source, copy: [], path, keys: Array.from({ length: source.length }, (_, index) => index), next: 0 };
  }
  if (!isPlainObject(source)) return refuse(path, 'instance');
  const keys = Object.keys(source);
  budget.values(1 + 2 * keys.length);
  return { source, copy: {}, path, keys, next: 0 };
}

/** Also `__proto__` becomes a field like any other. */
const put = (copy: unknown[] | Fields, key: string | number, value: unknown): unknown =>
  Object.defineProperty(copy, key, { value, writable: true, enumerable: true, configurable: true });

/**
 * A copy of what a script gave that is plain data, as if it had come as JSON: it can be walked, compared and written without a surprise. Fields
 * that are undefined are left out. Throws a `DiagnosticError`: `file.notPlain` for functions, symbols, BigInt, objects of classes, what contains
 * itself, and what throws when it is read; `file.badField` for numbers that are none or larger than float32 holds; and what the budget refuses. Never another error, and it needs no stack of calls.
 */
export function plainJson(value: unknown, budget: Budget): unknown {
  const path: Place = [];
  const first = simple(value, path);
  if (first) return first.value;
  let at: Place = path;
  try {
    const root = opened(Object(value), path, budget);
    const around: Open[] = [root];
    const open = new Set<unknown>([value]);
    for (let top = around[around.length - 1]; top; top = around[around.length - 1]) {
      const key = top.keys[top.next++];
      if (key === undefined) {
        around.pop();
        open.delete(top.source);
        continue;
      }
      at = [...top.path, key];
      const item: unknown = Reflect.get(top.source, key);
      const copied = simple(item, at);
      if (copied) {
        if (copied.value !== undefined || Array.isArray(top.copy)) put(top.copy, key, copied.value ?? null);
        continue;
      }
      if (open.has(item)) return refuse(at, 'cycle');
      const inner = opened(Object(item), at, budget);
      open.add(item);
      put(top.copy, key, inner.copy);
      around.push(inner);
    }
    return root.copy;
  } catch (error) {
    // Whatever a getter or a trap throws.
    if (error instanceof DiagnosticError) throw error;
    return refuse(at, 'unreadable');
  }
}
