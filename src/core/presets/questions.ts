/** What an example answers, on a path through all of them: share, fight, mend, and on data from outside. */
export const questions = ['share', 'fight', 'mend', 'real'] as const;
export type Question = (typeof questions)[number];

/** 1: needs nothing beforehand. 2: builds on another one. 3: large, or for those who know the papers. */
export type Level = 1 | 2 | 3;

/** The examples of each question by level, in the order in which they are seen best. A test finds every example here, once. */
export const path: Readonly<Record<Question, readonly (readonly [id: string, level: Level])[]>> = {
  share: [
    ['digits-shared', 1],
    ['digits-independent', 1],
    ['digits-hierarchical', 1],
    ['toy-related', 1],
    ['transfer-shared-layers', 1],
    ['digits-fully-shared', 2],
    ['transfer-new-task', 2],
    ['fine-tuning', 2],
    ['digits-cnn', 2],
    ['digits-vision', 2],
    ['scenes-64', 2],
    ['scenes-branches', 2],
    ['news-entities', 2],
    ['news-headline', 2],
    ['speech-four', 2],
    ['scenes-224', 3],
  ],
  fight: [
    ['toy-conflicting', 1],
    ['two-scales', 2],
    ['shared-bottom', 2],
    ['two-digits-lenet', 2],
    ['digits-clutter', 2],
    ['scenes-imbalanced', 3],
  ],
  mend: [
    ['mmoe', 2],
    ['cross-stitch-regressions', 2],
    ['mtan-regressions', 2],
    ['scenes-co-training', 2],
    ['scenes-cascade', 2],
    ['scenes-fusion', 2],
    ['ple', 3],
    ['cross-stitch', 3],
    ['mtan', 3],
    ['scenes-attention', 3],
    ['scenes-transformer', 3],
  ],
  real: [
    ['penguins', 1],
    ['weather', 1],
    ['birdstrikes', 2],
    ['words-gru', 2],
    ['languages', 2],
    ['glosses-mtnet', 3],
  ],
};
