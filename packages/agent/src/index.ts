export {
  checkTerms,
  type TermFinding,
  type TermRule,
  type TermSeverity,
  termRules,
} from '@clipo/safety/advertising';
export { coverWords } from './copy/cover-words.ts';
export { type HookIdea, hooksFor } from './copy/hooks-for.ts';
export {
  type CopyChange,
  type CopyChangeCode,
  copyChanges,
  type ImprovedCopy,
  improveCopy,
} from './copy/improve-copy.ts';
export { type PostInput, type PostTexts, postTexts } from './copy/post-texts.ts';
export * from './copy/score-copy.ts';
export * from './matrix/plan-matrix.ts';
export { describePicture, type PictureWords } from './model/describe-picture.ts';
export { translateProduct } from './model/translate-product.ts';
export { capacityOf } from './script/line-places.ts';
export { type NarratedLine, recordedParts } from './script/recorded-parts.ts';
export { respeakParts } from './script/respeak-parts.ts';
export * from './script/slots.ts';
export * from './script/spoken.ts';
export * from './script/write-parts.ts';
export { type BeforeAndAfter, pairOf } from './storyboard/accents.ts';
export { productCutOut, productPhoto } from './storyboard/cards/product-cut-out.ts';
export {
  type Composed,
  type ComposeInput,
  dealBatch,
  type PartChoice,
  storyboardsOf,
} from './storyboard/compose.ts';
export type { Cast, CastMember } from './storyboard/presenters/cast.ts';
export { type PresentLayout, presentLayouts, presentStoryboard } from './storyboard/presenters/present-storyboard.ts';
export { respokenLine } from './storyboard/respoken-line.ts';
export { mostAlternatives, type Shot, type ShotList } from './storyboard/shot-list.ts';
export type { TimedLine } from './storyboard/timeline.ts';
export { briefOf } from './talk/brief/apply-change.ts';
export {
  briefFromTalk,
  type Need,
  needs,
  nextNeed,
  type TalkMaterial,
  talkDefaults,
} from './talk/brief/brief-from-talk.ts';
export { angleOfLine, faultOfOwnLine, rewriteLine } from './talk/brief/rewrite-line.ts';
export { converse, type TalkEnd, type TalkModel, type TalkTool, talkLimits } from './talk/model/converse.ts';
export { talkPrompt } from './talk/model/talk-prompt.ts';
export { leadTalk, type Proposal, type TalkFault, type TalkHands, type TalkState } from './talk/planner/lead-talk.ts';
export { changeInWords, languageOf } from './talk/words/talk-words.ts';
export { shippedTemplate, shippedTemplates } from './templates/shipped.ts';
