import { translateProduct } from '@clipo/agent';
import { openTranslations } from './open-translations.ts';
import type { MakeDeps, MakeInput, MakeProduct } from './types.ts';

/**
 * The input with the texts that its products lack in a language of the brief, translated by the brief's model, and what
 * the user should know of it. Without a model it comes back as it is.
 * @throws ClipoError `cancelled`
 */
export async function translateInput(
  input: MakeInput,
  deps: Pick<MakeDeps, 'signal' | 'env'> & { cacheDir: string },
): Promise<{ input: MakeInput; warnings: string[] }> {
  const { model } = input.brief;
  if (model === undefined) {
    return { input, warnings: [] };
  }
  const modelDeps = {
    modelKey: deps.env.variable(model.keyFrom),
    signal: deps.signal,
    translations: openTranslations(deps.cacheDir),
  };
  const warnings: string[] = [];
  let { brief } = input;
  const products: MakeProduct[] = [];
  for (const entry of input.products) {
    let { product } = entry;
    for (const language of brief.languages) {
      const made = await translateProduct(modelDeps, { brief, product }, language);
      product = made.product;
      // What must be said is the same for every product: translated once, it is not asked for again.
      brief = { ...brief, mustSay: made.mustSay };
      warnings.push(...made.warnings);
    }
    products.push({ ...entry, product });
  }
  return { input: { ...input, brief, products }, warnings };
}
