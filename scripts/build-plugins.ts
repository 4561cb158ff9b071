import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/** Replaces text in one file of a package, and fails the build where that file no longer contains it. */
const patch = (name: string, file: string, replacements: readonly (readonly [from: string | RegExp, to: string])[]): Plugin => ({
  name,
  transform: {
    filter: { id: new RegExp(`${file.replaceAll('.', '\\.')}(?:\\?|$)`) },
    handler(code) {
      let result = code;
      for (const [from, to] of replacements) {
        const replaced = result.replaceAll(from, to);
        if (replaced === result) this.error(`${file} changed: it no longer contains ${from}`);
        result = replaced;
      }
      return { code: result, map: null };
    },
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

/**
 * Every zod string carries a method for each format that a text may have (addresses, tokens, dates), and with them their classes and
 * expressions. Nobody here calls one; `z.iso` and its like are functions of their own and stay.
 */
export const zodWithoutFormats = (): Plugin =>
  patch('zod-without-formats', '/zod/v4/classic/schemas.js', [
    [/^ {4}\w+\(params\) \{\s+return this\.check\(core\._\w+\(Zod\w+, params\)\);\s+\},?$/gm, ''],
  ]);

/** i18next would carry its own formats of numbers, dates and lists, in whose place texts have the forms of `locales/registry.ts`. */
export const textsWithoutFormats = (): Plugin =>
  patch('texts-without-formats', '/i18next/dist/esm/i18next.js', [['formatter = Formatter;', 'formatter = undefined;']]);

/**
 * React Flow moves its view by a transition of d3-zoom, which goes along a path of numbers. Colours, texts and transformations of SVG, which a
 * transition could go through as well, nobody here animates; charts, which come later, do read colours.
 */
export function zoomWithoutColours(): readonly Plugin[] {
  const apart = '?zoom';
  return [
    patch('transitions-of-numbers', '/d3-transition/dist/d3-transition.mjs', [
      [
        'interpolateNumber, interpolateRgb, interpolateString, interpolateTransformSvg, interpolateTransformCss',
        'interpolateNumber',
      ],
      ["import { color } from 'd3-color';", ''],
      [/function interpolate\(a, b\) \{[^}]+\}/g, 'const interpolate = interpolateNumber;'],
      [/"transform" \? interpolateTransform\w+ : interpolate/g, '"transform" ? interpolate : interpolate'],
    ]),
    // The view is three numbers.
    patch('views-of-numbers', '/@xyflow/system/dist/esm/index.js', [
      [
        "import { interpolateZoom, interpolate } from 'd3-interpolate';",
        "import { interpolateZoom, interpolateNumberArray as interpolate } from 'd3-interpolate';",
      ],
    ]),
    {
      // What charts use of the same module would otherwise be part of what the canvas loads.
      name: 'interpolation-apart',
      apply: 'build',
      enforce: 'pre',
      resolveId: {
        filter: { id: /^d3-interpolate$/ },
        async handler(source, importer) {
          if (!importer || !/\/(d3-zoom|d3-transition|@xyflow\/system)\/dist\//.test(importer)) return null;
          const found = await this.resolve(source, importer, { skipSelf: true });
          return found && { id: `${found.id}${apart}`, moduleSideEffects: false };
        },
      },
      load: {
        filter: { id: /\?zoom$/ },
        async handler(id) {
          const code = await readFile(id.slice(0, -apart.length), 'utf8');
          const without = code.replace(
            /^import \{.*\} from 'd3-color';$/m,
            'let rgb$$1, color, hsl$$1, lab$$1, hcl$$1, cubehelix$$1;',
          );
          if (without === code) this.error(`${id} changed: it no longer imports d3-color in one line`);
          return without;
        },
      },
    },
  ];
}
