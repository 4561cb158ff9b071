/** The one file of brain.js that is needed: its index loads its GPU and recurrent networks too. */
declare module 'brain.js/dist/neural-network.js' {
  interface Network {
    train(
      data: readonly { readonly input: readonly number[]; readonly output: readonly number[] }[],
      options: { readonly iterations: number; readonly errorThresh: number; readonly learningRate: number },
    ): unknown;
  }
  type NetworkClass = new (options: { readonly hiddenLayers: readonly number[]; readonly activation: 'relu' }) => Network;
  /** CommonJS: bundlers give the class itself, Node the module's exports. */
  const exported: NetworkClass | { readonly default: NetworkClass };
  export = exported;
}
