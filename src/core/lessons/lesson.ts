import type { Claim } from '../presets/claims/claim.ts';
import type { Project } from '../project/schema.ts';
import type { LocalizedText } from '../util/localized.ts';
import type { Goal } from './goals.ts';

/** What of the page a step speaks of; whoever shows lessons knows where it is. */
export type Place =
  | { readonly of: 'train' | 'curves' | 'depth' | 'data' | 'balancing' | 'landscape' }
  | { readonly of: 'node'; readonly node: string }
  | { readonly of: 'task'; readonly task: string }
  | { readonly of: 'tab'; readonly tab: string };

/** A number of the visitor's own run, kept for later when a step is done. */
export interface Note {
  readonly id: string;
  /** What it is, beside the figure. */
  readonly text: LocalizedText;
  readonly task: string;
  /** On the validation split. */
  readonly metric: string;
}

/** Something to do or to look at, which the page recognises when it is done. */
export interface Act {
  readonly type: 'act';
  readonly id: string;
  readonly text: LocalizedText;
  readonly at: Place;
  readonly goal: Goal;
  /** The same as an edit, for those who would rather have it done, and for a lesson that is resumed on a fresh document. */
  readonly edit?: (project: Project) => Project;
  /** So many epochs to train: offered beside the text; `anew`: from the beginning. What is to be watched has its speed. */
  readonly train?: { readonly epochs: number; readonly anew?: true; readonly stepsPerSecond?: number };
  readonly notes?: readonly Note[];
}

/** A question that is asked before the result is seen. */
export interface Ask {
  readonly type: 'ask';
  readonly id: string;
  readonly question: LocalizedText;
  readonly at: Place;
  readonly answers: readonly LocalizedText[];
  /** Which of them is what was measured. */
  readonly measured: number;
}

/** What a test of the lesson measures where no run of an example can tell it: a mean over seeds, or how many starts of a landscape end well. */
export type Fact =
  | { readonly text: LocalizedText; readonly mean: number; readonly spread: number; readonly seeds: number }
  /** By the balancing method. */
  | { readonly text: LocalizedText; readonly method: string; readonly reached: number; readonly starts: number };

/** What came of it, beside what was predicted. */
export interface Outcome {
  readonly type: 'outcome';
  readonly id: string;
  /** The question that it answers. */
  readonly asked: string;
  readonly text: LocalizedText;
  readonly at: Place;
  /** The claims of the lesson, by their places, whose figures stand beside the text. */
  readonly claims: readonly number[];
  readonly facts?: readonly Fact[];
  /** The visitor's own numbers beside them. */
  readonly notes?: readonly string[];
}

export type Step = Act | Ask | Outcome;

export interface Paper {
  readonly authors: string;
  readonly title: string;
  readonly venue: string;
  readonly year: number;
}

/** Five minutes on one question. Its id is part of links (`#lesson=ID`) and never changes. */
export interface Lesson {
  readonly id: string;
  readonly text: {
    readonly title: LocalizedText;
    /** The question. */
    readonly about: LocalizedText;
    /** One sentence to remember. */
    readonly remember: LocalizedText;
    /** What to try next. */
    readonly next: LocalizedText;
  };
  /** The example that it begins with, and what of it is different; null where the document does not matter. */
  readonly example: string | null;
  readonly prepare?: (project: Project) => Project;
  readonly steps: readonly Step[];
  /** What its outcomes say, each measured over eight seeds or more; see presets/claims. */
  readonly claims: readonly Claim[];
  readonly papers: readonly Paper[];
  /** Examples by their ids, to go on with. */
  readonly examples: readonly string[];
}
