/** Under which a model.json holds the document in its `userDefinedMetadata`. */
export const metadataKey = 'mtlPlayground';
