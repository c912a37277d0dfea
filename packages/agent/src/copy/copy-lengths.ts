import type { Language } from '@clipo/contract';
import { checkTerms } from '@clipo/safety/advertising';

/** Characters of a text as a reader counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** A text of at most so many characters; an ellipsis stands for what was cut. */
export function cutTo(text: string, most: number): string {
  return lengthOf(text) <= most ? text : `${[...text].slice(0, Math.max(0, most - 1)).join('')}…`;
}

/** Without the marks that close a sentence, save a question's. */
export function bare(text: string): string {
  return text.trim().replace(/[。．.!！,，:：;；\s]+$/u, '');
}

/** Whether a text holds a wording that must not be posted, whatever proof there is. */
export function isForbidden(text: string, language: Language): boolean {
  return checkTerms(text, language).some(({ severity }) => severity === 'block' || severity === 'platform');
}
