import type { FieldSpec, LayerKind } from '../../../core/layers/types.ts';
import { schemaProblems } from '../../../core/project/problems.ts';

type Params = Readonly<Record<string, unknown>>;

/** `kernel[0]` is a matter of the field `kernel`. */
const fieldOf = (path: string): string => /^[^.[]*/.exec(path)?.[0] ?? path;

/** What the layer's schema says against a node's parameters, by field: what would have been right, in symbols. */
export function fieldProblems(layer: Pick<LayerKind, 'schema'>, params: Params): ReadonlyMap<string, string> {
  const parsed = layer.schema.safeParse(params);
  if (parsed.success) return new Map();
  return new Map(
    schemaProblems(params, parsed.error).map(({ where = '', values }) => [fieldOf(where), String(values?.expected ?? '')]),
  );
}

/** The fields that mean something with these parameters. */
export const shownFields = (fields: readonly FieldSpec[], params: Params): readonly FieldSpec[] =>
  fields.filter(({ shownWhen }) => shownWhen === undefined || params[shownWhen.field] === shownWhen.is);
