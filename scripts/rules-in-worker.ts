import { type ESTree, normalizePath, type Plugin, parseSync, Visitor } from 'vite';

/** Entries of a catalogue that compute, beside all that is said of them. */
interface Computing {
  /** Where they stand, one per file. */
  readonly files: RegExp;
  /** A property that only they have. */
  readonly known: string;
  /** What of them nobody calls but those who take steps, or judge what came of them. */
  readonly rules: readonly string[];
}

const catalogue: readonly Computing[] = [
  {
    files: /\/src\/core\/balancing\/[a-z0-9-]+\.ts$/,
    known: 'honours',
    // What is said at length of a method comes when it is asked for: see scripts/formulas.ts.
    rules: ['weigh', 'learn', 'initialState', 'lower', 'before', 'combine', 'formula', 'helps'],
  },
  { files: /\/src\/core\/program\/optimizers\/[a-z0-9-]+\.ts$/, known: 'usualRate', rules: ['update'] },
  { files: /\/src\/core\/tasks\/metrics\/entries\/[a-z0-9-]+\.ts$/, known: 'better', rules: ['value'] },
  {
    files: /\/src\/core\/tasks\/[a-z-]+\.ts$/,
    known: 'logitsShape',
    rules: ['loss', 'activate', 'confusion', 'measureDecoded', 'summarize'],
  },
];

const nameOf = ({ key }: ESTree.ObjectProperty): string => (key.type === 'Identifier' ? key.name : '');

interface Cut {
  readonly start: number;
  readonly end: number;
  /** What stands there instead; empty for a property, which goes with its comma. */
  readonly by: string;
}

/** An entry's module without its rules, and without the judge that `judging` is given; null for any other module. */
export function withoutRules(source: string, fileName: string): string | null {
  const computing = catalogue.find(({ files }) => files.test(fileName));
  if (!computing) return null;
  const { program, errors } = parseSync(fileName, source);
  if (errors[0]) throw new Error(`${fileName}: ${errors[0].message}`);
  const cuts: Cut[] = [];
  new Visitor({
    ObjectExpression({ properties }) {
      const own = properties.filter((property) => property.type === 'Property');
      if (!own.some((property) => nameOf(property) === computing.known)) return;
      for (const property of own)
        if (computing.rules.includes(nameOf(property))) cuts.push({ start: property.start, end: property.end, by: '' });
    },
    CallExpression({ callee, arguments: [judge] }) {
      if (callee.type === 'Identifier' && callee.name === 'judging' && judge)
        cuts.push({ start: judge.start, end: judge.end, by: '() => null' });
    },
  }).visit(program);
  return withoutUnusedImports(
    cuts
      .sort((a, b) => b.start - a.start)
      .reduce((text, { start, end, by }) => {
        const rest = text.slice(end);
        return text.slice(0, start) + by + (by === '' ? rest.replace(/^\s*,/, '') : rest);
      }, source),
    fileName,
  );
}

/** What only the rules needed is not even looked for: shared with a later chunk it would be loaded with the first. */
function withoutUnusedImports(source: string, fileName: string): string {
  const { program } = parseSync(fileName, source);
  const imports = program.body.filter((node) => node.type === 'ImportDeclaration');
  const end = imports.at(-1)?.end ?? 0;
  const names = new Set<string>();
  new Visitor({
    Identifier({ name, start }) {
      if (start >= end) names.add(name);
    },
  }).visit(program);
  const used = imports.filter(
    ({ specifiers }) => specifiers.length === 0 || specifiers.some(({ local }) => names.has(local.name)),
  );
  return used.map((node) => `${source.slice(node.start, node.end)}\n`).join('') + source.slice(end);
}

/**
 * The page shows balancing methods, optimisers, task kinds and metrics, and judges their parameters; what they compute, and the algebra and programs that
 * this needs, is the worker's alone. Out of the page's build it is taken, after the texts, which are numbered by where they stand on the disk.
 */
export const rulesInWorker = (): Plugin => ({
  name: 'rules-in-worker',
  apply: 'build',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/core\// },
    handler(source, id) {
      const code = withoutRules(source, normalizePath(id).split('?', 1)[0] ?? '');
      return code === null ? null : { code, map: null };
    },
  },
});
