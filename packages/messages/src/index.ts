export { errorsEn, type RuleKey } from './en.ts';
export { fill, type MessageValues } from './fill.ts';
export { inputFault } from './input-fault.ts';
export { sayErrorIn } from './say-error.ts';
export { sentenceIn } from './sentences.ts';
export { knownError, lineOf, tellError } from './tell-error.ts';
export { errorsZhCN } from './zh-CN.ts';
