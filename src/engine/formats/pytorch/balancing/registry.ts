import { alignedMtlTwin } from './aligned-mtl.ts';
import { autoLambdaTwin } from './auto-lambda.ts';
import { cagradTwin } from './cagrad.ts';
import { configTwin } from './config.ts';
import { cosmosTwin } from './cosmos.ts';
import { crMogmTwin } from './cr-mogm.ts';
import { dbMtlTwin } from './db-mtl.ts';
import { dualprojTwin } from './dualproj.ts';
import { dwaTwin } from './dwa.ts';
import { equalTwin } from './equal.ts';
import { excessMtlTwin } from './excess-mtl.ts';
import { fairgradTwin } from './fairgrad.ts';
import { famoTwin } from './famo.ts';
import { forumTwin } from './forum.ts';
import { glsTwin } from './gls.ts';
import { go4alignTwin } from './go4align.ts';
import { graddropTwin } from './graddrop.ts';
import { gradnormTwin } from './gradnorm.ts';
import { gradvacTwin } from './gradvac.ts';
import { imtlGTwin } from './imtl-g.ts';
import { imtlLTwin } from './imtl-l.ts';
import { krumTwin } from './krum.ts';
import { ldcMtlTwin } from './ldc-mtl.ts';
import { mgdaTwin } from './mgda.ts';
import { mocoTwin } from './moco.ts';
import { modoTwin } from './modo.ts';
import { momlTwin } from './moml.ts';
import { nashMtlTwin } from './nash-mtl.ts';
import { pbiTwin } from './pbi.ts';
import { pcgradTwin } from './pcgrad.ts';
import { rlwTwin } from './rlw.ts';
import { sdmgradTwin } from './sdmgrad.ts';
import { siTwin } from './si.ts';
import { stchTwin } from './stch.ts';
import { trimmedMeanTwin } from './trimmed-mean.ts';
import type { MethodTwin } from './twin.ts';
import { upgradTwin } from './upgrad.ts';
import { uwTwin } from './uw.ts';

const entries: readonly MethodTwin[] = [
  alignedMtlTwin,
  autoLambdaTwin,
  cagradTwin,
  configTwin,
  cosmosTwin,
  dbMtlTwin,
  dualprojTwin,
  dwaTwin,
  equalTwin,
  excessMtlTwin,
  fairgradTwin,
  forumTwin,
  famoTwin,
  glsTwin,
  go4alignTwin,
  graddropTwin,
  gradnormTwin,
  gradvacTwin,
  imtlGTwin,
  imtlLTwin,
  krumTwin,
  ldcMtlTwin,
  mgdaTwin,
  mocoTwin,
  modoTwin,
  momlTwin,
  nashMtlTwin,
  pbiTwin,
  pcgradTwin,
  rlwTwin,
  sdmgradTwin,
  siTwin,
  stchTwin,
  trimmedMeanTwin,
  upgradTwin,
  uwTwin,
];

/** Balancing methods in Python. A further one is one file and one line here; where there is none, the project weighs tasks equally and says so. */
export const methodTwins: ReadonlyMap<string, MethodTwin> = new Map(
  [...entries, crMogmTwin(entries)].map((twin) => [twin.id, twin]),
);
