import { at } from '../../util/assert-never.ts';
import { balancedFrom, countClasses } from '../balance.ts';
import { countEntities } from '../metrics/entities.ts';
import { mostProbable } from '../metrics/largest.ts';
import { type FormatKind, nothingToCount } from './format.ts';
import { equal, meanLength } from './spread.ts';

/**
 * i32 [samples, length]: the index of each token's (or frame's) tag, −1 where there is no token. `bio`: tags are `O`, `B-TYPE` and
 * `I-TYPE`, and judged by whole entities; `plain`: every tag stands for itself.
 */
export interface TagsTarget {
  readonly format: 'tags';
  readonly length: number;
  readonly tags: readonly string[];
  readonly scheme: 'bio' | 'plain';
}

/** One tag per token; null where there is no token. `bio`: they mark entities, which count as a whole. */
export interface TagsReading {
  readonly kind: 'tags';
  readonly tags: readonly (string | null)[];
  readonly bio: boolean;
}

/** What a target stores where there is no token. */
export const noTag = -1;

/** Predicted tags, null where the truth has no token. */
export const whereThereAreTokens = (
  predicted: readonly (string | null)[],
  truth: readonly (string | null)[],
): (string | null)[] => predicted.map((tag, i) => (truth[i] === null ? null : tag));

export const tagsFormat: FormatKind<TagsTarget, TagsReading> = {
  format: 'tags',
  usualKind: 'tagging',
  storedWidth: ({ length }) => length,
  saysSomething: (_, stored) => Array.from(stored).some((tag) => tag !== noTag),
  classNames: ({ tags }) => tags,
  balance: ({ tags }, labels) => balancedFrom(countClasses(labels, tags.length)),
  describe({ tags }, stored, rows) {
    const counts = countClasses(stored, tags.length);
    return {
      ...nothingToCount,
      counts: tags.map((label, i) => ({ label, count: at(counts, i) })),
      meanLength: meanLength(stored, rows, noTag),
    };
  },
  readTruth: ({ tags, scheme }, stored) => ({
    kind: 'tags',
    tags: Array.from(stored, (tag) => (tag === noTag ? null : at(tags, tag))),
    bio: scheme === 'bio',
  }),
  readOutput: ({ tags, scheme }, output) => ({
    kind: 'tags',
    tags: mostProbable(output, tags.length).map((tag) => at(tags, tag)),
    bio: scheme === 'bio',
  }),
  isRight(predicted, truth) {
    const shown = whereThereAreTokens(predicted.tags, truth.tags);
    if (!truth.bio) return equal(shown, truth.tags);
    const { actual, predicted: found, correct } = countEntities(truth.tags, shown);
    return actual === correct && found === correct;
  },
  say: ({ tags }) => tags.filter((tag) => tag !== null).join(' '),
};
