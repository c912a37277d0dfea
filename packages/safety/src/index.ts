export { cohensKappa } from './agreement.ts';
export { checkText, openRules, type Rules, shippedRules } from './check-text.ts';
export { Finding, isAboutSelling, isProvable, levelInMedia, type Outcome, outcomeOf } from './finding.ts';
export { isDisguised } from './fold/is-disguised.ts';
export { findOutsideScope, type OutsideScope } from './scope/find-outside-scope.ts';
export { type Category, categories, type Level, levels, TermFile } from './terms/term-file.ts';
export { ruleSet } from './terms/term-files.ts';
export { measureSet } from './testset/measure.ts';
export { isReadSinceLong, namesOf, textsOf } from './texts-of.ts';
