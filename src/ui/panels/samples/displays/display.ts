import type { ComponentType } from 'react';
import type { Reading } from '../../../../core/tasks/reading.ts';
import type { TargetFormat } from '../../../../core/tasks/types.ts';
import type { LoadedData, LoadedTask } from '../../../common/loaded-tasks.ts';
import type { StringPath } from '../../../common/use-translation.ts';
import type { ShownBox } from '../boxes.tsx';

/** One task's word on one sample. */
export interface Said {
  readonly predicted: Reading;
  /** Null where the sample has no label. */
  readonly truth: Reading | null;
}

export interface VerdictProps extends Said {
  readonly entry: LoadedTask;
  readonly data: LoadedData;
  /** The words that tags stand for, where there are any. */
  readonly words: readonly string[] | null;
  /** Width of a picture. */
  readonly size: number;
}

/** How labels of one format are shown: predicted and true, one beside the other. */
export interface FormatDisplay {
  readonly Verdict: ComponentType<VerdictProps>;
  /** It is drawn, and stands in the place of words. */
  readonly drawn?: true;
  /** It needs the whole width. */
  readonly wide?: true;
  /** It is a picture, and takes the room of one. */
  readonly picture?: true;
  /** It marks the words of the sample, which then need not be written twice. */
  readonly marksWords?: true;
  /** Images are shown so large that what lies over them can be seen. */
  readonly large?: true;
  /** What lies over a sample's image. */
  boxes?(task: string, said: Said, color: string): readonly ShownBox[];
  /** What the reader of many samples should know: the path of a string. */
  legend?(target: TargetFormat): StringPath;
}
