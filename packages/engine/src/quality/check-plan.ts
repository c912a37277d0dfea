import type { QualityFinding, Storyboard } from '@clipo/contract';
import { checkCutRhythm } from './check-cut-rhythm.ts';
import { checkProductEarly } from './check-product-early.ts';
import { checkReadingSpeed } from './check-reading-speed.ts';

/**
 * What a storyboard alone tells: product within three seconds, reading speed, rhythm of the cuts. `products` are the
 * materials that show the product. Pure.
 */
export function checkPlan(storyboard: Storyboard, products: ReadonlySet<string>): QualityFinding[] {
  return [...checkProductEarly(storyboard, products), ...checkReadingSpeed(storyboard), ...checkCutRhythm(storyboard)];
}
