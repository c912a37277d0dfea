import type { QualityFinding, Storyboard } from '@clipo/contract';
import { checkCutRhythm } from './check-cut-rhythm.ts';
import { checkProductEarly } from './check-product-early.ts';
import { checkReadingSpeed } from './check-reading-speed.ts';

/**
 * What a storyboard alone tells: product within three seconds, reading speed, rhythm of the cuts. `products` are the
 * product's materials, the one that surely shows it first. Pure.
 */
export function checkPlan(storyboard: Storyboard, products: readonly string[]): QualityFinding[] {
  return [...checkProductEarly(storyboard, products), ...checkReadingSpeed(storyboard), ...checkCutRhythm(storyboard)];
}
