import { readFileSync } from 'node:fs';
import { createWasmExecutor } from './src/engine/executors/wasm/wasm-executor.ts';
import { Bench } from './src/engine/training/testing/bench.ts';
import { ok } from './src/core/util/diagnostics.ts';
const mods = await Promise.all(['text','images','tables','sound','architectures'].map((m) => import(`./src/core/presets/${m}.ts`)));
const all: Record<string, () => any> = Object.assign({}, ...mods.map((m) => ({ ...m })));
const want = process.argv.slice(2);
const executor = await createWasmExecutor(Uint8Array.from(readFileSync('public/data/wasm/mtl-kernels.wasm')) as any);
for (const [name, make] of Object.entries(all)) {
  const w = want.find((x) => x.split(':')[0] === name); if (want.length && !w) continue;
  const project = make();
  const epochs = w?.includes(':') ? +w.split(':')[1] : project.training.epochs;
  const bench = new Bench({ createExecutor: async () => ok({ executor, info: { id: 'wasm', backend: 'wasm', device: 'cpu', reason: '', reasonCode: 'forced', reasonValues: {} } } as any), clock: { get ms() { return performance.now(); } } as any,
    fetchPack: (async (url: string) => { const f = readFileSync('public/data/' + url.replace(/^https:\/\/here\/data\//, '')); return Uint8Array.from(f).buffer; }) as any });
  const t0 = performance.now();
  const st = await bench.load(project);
  if (st.state !== 'idle') { console.log(name, 'FAILED', JSON.stringify(st.error ?? bench.of('diagnostics'))); continue; }
  const prep = bench.of('prepared').at(-1)!.prepared;
  const t1 = performance.now();
  await bench.train(epochs * prep.stepsPerEpoch);
  const t2 = performance.now();
  const r: any = await bench.ask({ kind: 'evaluate', split: 'test' });
  console.log(name, `load ${((t1 - t0) / 1000).toFixed(1)} s, ${epochs} epochs ${epochs * prep.stepsPerEpoch} steps ${((t2 - t1) / 1000).toFixed(1)} s, params ${prep.parameterCount}`, bench.of('status').at(-1)?.status.error ?? '');
  if (!r.ok) { console.log(JSON.stringify(r)); continue; }
  for (const [task, e] of Object.entries<any>(r.value.tasks)) {
    let blind = ''; if (e.confusion) { const rows = e.confusion.map((x: number[]) => x.reduce((a, b) => a + b, 0)); blind = 'majority ' + (Math.max(...rows) / rows.reduce((a: number, b: number) => a + b, 0)).toFixed(3); }
    console.log('   ', task, e.labelled, 'loss', e.loss?.toFixed(3), Object.entries(e.metrics).map(([k, v]: any) => `${k} ${v?.toFixed(3)}`).join(' '), blind);
  }
}
process.exit(0);
