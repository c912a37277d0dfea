export { recordFolder, runFile, workFolder } from '../make/folders.ts';
export { providerOf } from '../make/provider.ts';
export { hashBrief } from './hash-brief.ts';
export { type LoadedBrief, loadBrief } from './load-brief.ts';
export { loadProducts, type ProductWarning } from './load-products.ts';
export { loadTemplates, namedTemplate, readTemplate, shippedName } from './load-template.ts';
export { type BriefOptions, overrideBrief } from './override-brief.ts';
export { type ReadProduct, readProducts } from './read-products.ts';
export { readText } from './read-text.ts';
