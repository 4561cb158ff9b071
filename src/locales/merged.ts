interface Group {
  readonly [key: string]: string | Group;
}

const isGroup = (found: string | Group | undefined): found is Group => typeof found === 'object';

function joined(one: Group, other: Group): Group {
  const both = Object.entries(other).map(([key, theirs]) => {
    const ours = Object.hasOwn(one, key) ? one[key] : undefined;
    return [key, isGroup(ours) && isGroup(theirs) ? joined(ours, theirs) : theirs];
  });
  return { ...one, ...Object.fromEntries(both) };
}

/** One tree of strings of two, over which a group may be divided. */
export const merged = <A extends Group, B extends Group>(one: A, other: B): A & B => joined(one, other) as A & B;
