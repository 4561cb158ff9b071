import type { Plugin } from 'vite';

/** Replaces text in one file of a package, and fails the build where that file no longer contains it. */
const patch = (name: string, file: string, replacements: readonly (readonly [from: string | RegExp, to: string])[]): Plugin => ({
  name,
  transform(code, id) {
    if (!id.split('?', 1)[0]?.endsWith(file)) return null;
    let result = code;
    for (const [from, to] of replacements) {
      const replaced = result.replaceAll(from, to);
      if (replaced === result) this.error(`${file} changed: it no longer contains ${from}`);
      result = replaced;
    }
    return { code: result, map: null };
  },
});

/**
 * tfjs starts its WebAssembly threads from the source text of one function (`wasmFactoryThreadedSimd.toString()`). That function mentions
 * `_scriptDir` of the scope around it, guarded by `typeof`; a minifier sees the declaration, drops the guard and renames the variable, and
 * every thread dies of a ReferenceError. The value is never needed here, so both mentions are taken out.
 */
export const tfjsThreads = (): Plugin =>
  patch('tfjs-threads', '/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js', [
    ['if(typeof _scriptDir !== "undefined" && _scriptDir){scriptDirectory=_scriptDir}', ''],
    ['Module["mainScriptUrlOrBlob"]||_scriptDir', 'Module["mainScriptUrlOrBlob"]'],
  ]);

/**
 * zod tries `new Function` to see whether it may generate code. The served page's policy refuses that, and browsers report the attempt as
 * a violation; with `jitless` zod does not try. Set here because it must precede the first schema, in whatever chunk that lands.
 */
export const zodWithoutEval = (): Plugin =>
  patch('zod-without-eval', '/zod/v4/core/core.js', [
    ['(_a.__zod_globalConfig = {})', '(_a.__zod_globalConfig = { jitless: true })'],
  ]);

/**
 * Every zod schema carries its translation to JSON Schema, which nobody here asks for: an eighth of the library's code that would be part
 * of the first load, because a method refers to it.
 */
export const zodWithoutJsonSchema = (): Plugin =>
  patch('zod-without-json-schema', '/zod/v4/classic/schemas.js', [
    [/^ *inst\._zod\.processJSONSchema = .*;$/gm, ''],
    ['return createToJSONSchemaMethod(this, {})(params);', 'return undefined;'],
    [/jsonSchema: \{\s+input: createStandardJSONSchemaMethod[^}]+\},/g, ''],
  ]);
