export { checkTerms, type TermFinding } from './check-terms.ts';
export { type TermRule, type TermSeverity, termRules } from './term-rule.ts';
