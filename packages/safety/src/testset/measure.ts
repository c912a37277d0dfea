import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkText } from '../check-text.ts';
import { outcomeOf } from '../finding.ts';
import { evasions } from './evade.ts';

/** How well the labelled set is told apart: counts, and the texts that were judged wrong. */
export interface Measured {
  blocked: number;
  found: number;
  evaded: number;
  foundEvaded: number;
  benign: number;
  passed: number;
  /** Per category: of its blocked texts, how many were found under it; and how many benign ones were accused of it. */
  byCategory: Record<string, { of: number; found: number; accused: number }>;
  missed: string[];
  accused: string[];
}

const folder = join(import.meta.dirname, '..', '..', 'testset');

function rowsOf(name: string): [category: string, text: string][] {
  return readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]);
}

/** Checks every text of the set, the blocked ones also dressed up in each way. */
export function measureSet(): Measured {
  const measured: Measured = {
    blocked: 0,
    found: 0,
    evaded: 0,
    foundEvaded: 0,
    benign: 0,
    passed: 0,
    byCategory: {},
    missed: [],
    accused: [],
  };
  const row = (category: string) => {
    measured.byCategory[category] ??= { of: 0, found: 0, accused: 0 };
    return measured.byCategory[category];
  };
  const isBlocked = (text: string) => outcomeOf(checkText(text)) === 'block';
  for (const [category, text] of rowsOf('blocked.tsv')) {
    const findings = checkText(text);
    measured.blocked += 1;
    row(category).of += 1;
    row(category).found += findings.some((finding) => finding.category === category) ? 1 : 0;
    if (outcomeOf(findings) === 'block') {
      measured.found += 1;
    } else {
      measured.missed.push(text);
      continue;
    }
    for (const { name, apply } of evasions) {
      const dressed = apply(text);
      measured.evaded += 1;
      if (isBlocked(dressed)) {
        measured.foundEvaded += 1;
      } else {
        measured.missed.push(`${name}: ${dressed}`);
      }
    }
  }
  for (const [, text] of rowsOf('benign.tsv')) {
    const findings = checkText(text);
    measured.benign += 1;
    measured.passed += findings.length === 0 ? 1 : 0;
    for (const { category, text: words } of findings) {
      row(category).accused += 1;
      measured.accused.push(`${category} "${words}": ${text}`);
    }
  }
  return measured;
}
