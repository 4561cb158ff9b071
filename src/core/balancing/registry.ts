import { alignedMtl } from './aligned-mtl.ts';
import { autoLambda } from './auto-lambda.ts';
import { cagrad } from './cagrad.ts';
import { config } from './config.ts';
import type { BalancingMethod } from './contract.ts';
import { cosmos } from './cosmos.ts';
import { crMogm } from './cr-mogm.ts';
import { dbMtl } from './db-mtl.ts';
import { dualproj } from './dualproj.ts';
import { dwa } from './dwa.ts';
import { equal } from './equal.ts';
import { excessMtl } from './excess-mtl.ts';
import { fairgrad } from './fairgrad.ts';
import { famo } from './famo.ts';
import { forum } from './forum.ts';
import { gls } from './gls.ts';
import { go4align } from './go4align.ts';
import { graddrop } from './graddrop.ts';
import { gradnorm } from './gradnorm.ts';
import { gradvac } from './gradvac.ts';
import { imtlG } from './imtl-g.ts';
import { imtlL } from './imtl-l.ts';
import { krum } from './krum.ts';
import { ldcMtl } from './ldc-mtl.ts';
import { mgda } from './mgda.ts';
import { moco } from './moco.ts';
import { modo } from './modo.ts';
import { moml } from './moml.ts';
import { nashMtl } from './nash-mtl.ts';
import { pbi } from './pbi.ts';
import { pcgrad } from './pcgrad.ts';
import { rlw } from './rlw.ts';
import { sdmgrad } from './sdmgrad.ts';
import { si } from './si.ts';
import { stch } from './stch.ts';
import { trimmedMean } from './trimmed-mean.ts';
import { upgrad } from './upgrad.ts';
import { uw } from './uw.ts';

const byId = (...methods: readonly BalancingMethod[]) => Object.fromEntries(methods.map((m) => [m.id, m]));

/** Every method but the one that is made of others, in the order in which they are offered. */
const all: readonly BalancingMethod[] = [
  equal,
  si,
  rlw,
  dwa,
  gls,
  uw,
  imtlL,
  stch,
  cosmos,
  pbi,
  go4align,
  ldcMtl,
  gradnorm,
  mgda,
  pcgrad,
  gradvac,
  imtlG,
  cagrad,
  nashMtl,
  fairgrad,
  alignedMtl,
  upgrad,
  dualproj,
  config,
  krum,
  famo,
  dbMtl,
  excessMtl,
  graddrop,
  moco,
  modo,
  sdmgrad,
  trimmedMean,
  autoLambda,
  moml,
  forum,
];

/** Every balancing method by id. A further method is one file and one line above. */
export const balancingMethods: Readonly<Record<string, BalancingMethod>> = byId(...all, crMogm(all));

/** The method of that id, where there is one. */
export const balancingMethod = (id: string): BalancingMethod | undefined =>
  Object.hasOwn(balancingMethods, id) ? balancingMethods[id] : undefined;
