import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, normalizePath, type Plugin, parseSync, Visitor } from 'vite';

/** A text in every language, as it stands in a source file. */
interface FoundText {
  readonly start: number;
  readonly end: number;
  /** The English text's own source, quotes and all. */
  readonly english: string;
  readonly chinese: string;
}

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
export function findTexts(source: string, fileName: string): readonly FoundText[] {
  const found: FoundText[] = [];
  const { program, errors } = parseSync(fileName, source);
  if (errors[0]) throw new Error(`${fileName}: ${errors[0].message}`);
  new Visitor({
    ObjectExpression(node) {
      const pair = pairOf(node);
      if (pair?.en.type !== 'Literal' || pair.zh.type !== 'Literal' || typeof pair.zh.value !== 'string') return;
      found.push({
        start: node.start,
        end: node.end,
        english: source.slice(pair.en.start, pair.en.end),
        chinese: pair.zh.value,
      });
    },
  }).visit(program);
  return found.sort((a, b) => a.start - b.start);
}

/** The module with `__text(English, number)` in place of every text; numbers count from `first`. */
export function withoutLaterTexts(source: string, texts: readonly FoundText[], first: number): string {
  let code = '';
  let at = 0;
  texts.forEach(({ start, end, english }, i) => {
    code += `${source.slice(at, start)}__text(${english}, ${first + i})`;
    at = end;
  });
  return `import { text as __text } from '${runtime}';\n${code}${source.slice(at)}`;
}

const runtime = 'virtual:later-texts';
/** Texts in every language, of which all but English arrive later. Until then, English is read. */
const runtimeCode = `
let later = [];
export const text = (en, n) => ({ en, get 'zh-CN'() { return later[n] ?? en; } });
export const fill = (texts) => { later = texts; };
`;

/**
 * Catalogue entries carry their texts in every language, so that a new entry is one file; yet a visitor reads one language. The build
 * takes every text but the English one out of `src/core` and puts it into the module that `locales` loads with its language.
 */
export function laterTexts(root: string): Plugin {
  const folder = join(root, 'src/core');
  const table = normalizePath(join(root, 'src/locales/zh-CN/catalogue.ts'));
  /** By module: its texts, and how many texts precede them. */
  let modules = new Map<string, { readonly texts: readonly FoundText[]; readonly first: number; readonly source: string }>();
  return {
    name: 'later-texts',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      modules = new Map();
      let first = 0;
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
        if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
        const path = join(folder, name);
        const source = readFileSync(path, 'utf8');
        const texts = source.includes("'zh-CN'") ? findTexts(source, path) : [];
        if (texts.length === 0) continue;
        modules.set(normalizePath(path), { texts, first, source });
        first += texts.length;
      }
    },
    resolveId: (id) => (id === runtime ? `\0${runtime}` : null),
    load(id) {
      if (id === `\0${runtime}`) return runtimeCode;
      if (id !== table) return null;
      const texts = [...modules.values()].flatMap((module) => module.texts.map(({ chinese }) => chinese));
      return `import { fill } from '${runtime}';\nexport const fillCatalogue = () => fill(${JSON.stringify(texts)});`;
    },
    transform(code, id) {
      const module = modules.get(id);
      if (!module) return null;
      if (module.source !== code) this.error(`${id} is not what stands on the disk`);
      return { code: withoutLaterTexts(code, module.texts, module.first), map: null };
    },
  };
}
