import type { Plugin } from 'vite';

const file = '/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';
const replacements: readonly (readonly [string, string])[] = [
  ['if(typeof _scriptDir !== "undefined" && _scriptDir){scriptDirectory=_scriptDir}', ''],
  ['Module["mainScriptUrlOrBlob"]||_scriptDir', 'Module["mainScriptUrlOrBlob"]'],
];

/**
 * tfjs starts its WebAssembly threads from the source text of one function (`wasmFactoryThreadedSimd.toString()`). That function mentions
 * `_scriptDir` of the scope around it, guarded by `typeof`; a minifier sees the declaration, drops the guard and renames the variable, and
 * every thread dies of a ReferenceError. The value is never needed here, so both mentions are taken out.
 */
export function tfjsThreads(): Plugin {
  return {
    name: 'tfjs-threads',
    transform(code, id) {
      if (!id.split('?', 1)[0]?.endsWith(file)) return null;
      let result = code;
      for (const [from, to] of replacements) {
        if (!result.includes(from)) this.error(`${file} changed: it no longer contains ${from}`);
        result = result.replaceAll(from, to);
      }
      return { code: result, map: null };
    },
  };
}
