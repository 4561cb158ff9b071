import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, normalizePath, type Plugin, parseSync, Visitor } from 'vite';

/** A text in every language, as it stands in a source file. */
interface FoundText {
  readonly start: number;
  readonly end: number;
  /** The English text's own source, quotes and all. */
  readonly english: string;
  /** What it says. */
  readonly says: string;
  readonly chinese: string;
  /** Read by those who ask for more: English arrives later too. */
  readonly long: boolean;
}

/** The properties of catalogue entries that hold long texts; `LongText` in ui/common shows them. */
const longNames: ReadonlySet<string> = new Set(['more', 'help', 'brief']);

/** Modules whose texts are all of that kind: messages that only a pane says which fetches them before. */
const longModules: readonly string[] = ['import', 'offline', 'figures'].map((name) => `src/core/util/messages/${name}.ts`);

/** Those that only the page shows: nobody reads them in the worker. */
const pageNames: ReadonlySet<string> = new Set([...longNames, 'summary', 'helps']);

/** The properties of `{ en: …, 'zh-CN': … }` where that is all there is; null for any other object. */
function pairOf({ properties }: ESTree.ObjectExpression): { en: ESTree.Expression; zh: ESTree.Expression } | null {
  const values = new Map<string, ESTree.Expression>();
  for (const property of properties) {
    if (property.type !== 'Property' || property.computed) return null;
    const { key } = property;
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : '';
    values.set(name, property.value);
  }
  const en = values.get('en');
  const zh = values.get('zh-CN');
  return en && zh && values.size === 2 ? { en, zh } : null;
}

/** Every literal text of a module, in the order of the source. What is computed stays where it is, in both languages. */
export function findTexts(source: string, fileName: string, longOnes = longNames): readonly FoundText[] {
  const found: FoundText[] = [];
  const { program, errors } = parseSync(fileName, source);
  if (errors[0]) throw new Error(`${fileName}: ${errors[0].message}`);
  const long = new Set<number>();
  new Visitor({
    Property({ key, value }) {
      if (key.type === 'Identifier' && longOnes.has(key.name)) long.add(value.start);
    },
    ObjectExpression(node) {
      const pair = pairOf(node);
      if (pair?.en.type !== 'Literal' || pair.zh.type !== 'Literal') return;
      if (typeof pair.en.value !== 'string' || typeof pair.zh.value !== 'string') return;
      found.push({
        start: node.start,
        end: node.end,
        english: source.slice(pair.en.start, pair.en.end),
        says: pair.en.value,
        chinese: pair.zh.value,
        long: long.has(node.start),
      });
    },
  }).visit(program);
  return found.sort((a, b) => a.start - b.start);
}

/** Numbers of the first text and of the first long text of a module. */
export interface FirstNumbers {
  readonly text: number;
  readonly long: number;
}

/** The module with `__text(English, number)`, or `__long(number, number among the long ones)`, in place of every text. */
export function withoutLaterTexts(source: string, texts: readonly FoundText[], first: FirstNumbers): string {
  let code = '';
  let at = 0;
  let longs = 0;
  texts.forEach(({ start, end, english, long }, i) => {
    const number = first.text + i;
    code += source.slice(at, start);
    code += long ? `__long(${number}, ${first.long + longs++})` : `__text(${english}, ${number})`;
    at = end;
  });
  return `import { long as __long, text as __text } from '${runtime}';\n${code}${source.slice(at)}`;
}

const runtime = 'virtual:later-texts';
/** Texts in every language, of which all but the short English ones arrive later. Until then, English is read, or nothing. */
const runtimeCode = `
let chinese = [];
let longs = [];
export const text = (en, n) => ({ en, get 'zh-CN'() { return chinese[n] ?? en; } });
export const long = (n, m) => ({ get en() { return longs[m] ?? ''; }, get 'zh-CN'() { return chinese[n] ?? longs[m] ?? ''; } });
export const fillChinese = (texts) => { chinese = texts; };
export const fillLong = (texts) => { longs = texts; };
`;

/**
 * Catalogue entries carry their texts in every language, so that a new entry is one file; yet a visitor reads one language. The build
 * takes every text but the English one out of `src/core` and puts it into the module that `locales` loads with its language; long texts
 * in English go into another one, which `locales` loads when somebody asks for more.
 */
export function laterTexts(root: string): Plugin {
  const folder = join(root, 'src/core');
  const chineseTable = normalizePath(join(root, 'src/locales/zh-CN/catalogue.ts'));
  const longTable = normalizePath(join(root, 'src/locales/en/long-texts.ts'));
  let modules = new Map<
    string,
    { readonly texts: readonly FoundText[]; readonly first: FirstNumbers; readonly source: string }
  >();
  const all = (): FoundText[] => [...modules.values()].flatMap(({ texts }) => texts);
  return {
    name: 'later-texts',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      modules = new Map();
      let first: FirstNumbers = { text: 0, long: 0 };
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
        if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
        const path = join(folder, name);
        const source = readFileSync(path, 'utf8');
        const found = source.includes("'zh-CN'") ? findTexts(source, path) : [];
        const later = longModules.some((module) => path === join(root, module));
        const texts = later ? found.map((text) => ({ ...text, long: true })) : found;
        if (texts.length === 0) continue;
        modules.set(normalizePath(path), { texts, first, source });
        first = { text: first.text + texts.length, long: first.long + texts.filter(({ long }) => long).length };
      }
    },
    resolveId: { filter: { id: /^virtual:later-texts$/ }, handler: () => `\0${runtime}` },
    load: {
      filter: { id: /^\0virtual:later-texts$|\/src\/locales\// },
      handler(id) {
        if (id === `\0${runtime}`) return runtimeCode;
        if (id === chineseTable) {
          const texts = all().map(({ chinese }) => chinese);
          return `import { fillChinese } from '${runtime}';\nexport const fillCatalogue = () => fillChinese(${JSON.stringify(texts)});`;
        }
        if (id === longTable) {
          const texts = all().flatMap(({ long, english }) => (long ? [english] : []));
          return `import { fillLong } from '${runtime}';\nexport const fillLongTexts = () => fillLong([${texts.join(',')}]);`;
        }
        return null;
      },
    },
    transform: {
      filter: { id: /\/src\/core\// },
      handler(code, id) {
        const module = modules.get(id);
        if (!module) return null;
        if (module.source !== code) this.error(`${id} is not what stands on the disk`);
        return { code: withoutLaterTexts(code, module.texts, module.first), map: null };
      },
    },
  };
}

const nothing = "{ en: '', 'zh-CN': '' }";

/** The module without the texts that only the page shows. */
export const withoutPageTexts = (source: string, fileName: string): string =>
  findTexts(source, fileName, pageNames)
    .filter(({ long }) => long)
    .reduceRight((code, { start, end }) => code.slice(0, start) + nothing + code.slice(end), source);

/** The worker says short things, in diagnostics; what explains them at length is taken out of its build. */
export const textsInPage = (root: string): Plugin => {
  const folder = normalizePath(join(root, 'src/core/'));
  return {
    name: 'texts-in-page',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/core\/.+\.ts$/, code: "'zh-CN'" },
      handler: (source, id) => (id.startsWith(folder) ? { code: withoutPageTexts(source, id), map: null } : null),
    },
  };
};
