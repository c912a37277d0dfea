import type { Language } from '@clipo/contract';

/** Names of what nobody can hold: services, courses, software. */
const intangible =
  /(?:服务|保洁|家政|课程?|训练营|会员|订阅|软件|小程序|模板|教程|电子书|咨询|培训)$|代(?:办|账|运营)|\b(?:services?|course|lessons?|coaching|app|software|subscription|membership|templates?|e-?book|consulting|workshop)\b/iu;

/** Words of patterns that need a thing: it arrives, is looked at, is put somewhere, goes back. */
const thingWords: Record<Language, RegExp> = {
  'zh-CN':
    /到手|到你手里|想换|空着手|样子|实物|外表|外观|好看|买回|摆|手边|眼睛|出门前|购物车|长这样|角度|颜色|带回家|[正手]缺|越贵越好|换一款|一\{unit\}|远看|顺眼|细节控|多看(?:两眼|看)|看(?:看)?两眼|这几眼|画面|放在你/u,
  en: /photo|picture|looks?\b(?! (?:again|closer|at (?:this|it))|ing)|arrives|sending|cart|like the|head out|in stock|your eyes|own eyes|already yours|see \{them\} (?:properly|clearly)|go a little closer|take \{theName\} home|on arrival|pretty|style|shade|up close|within reach|pack\b|put it on|hold (?:it|\{them\})|drawer|wear/iu,
};

/** Sentences that point to a source: said only where a fact with its source is listed. */
const sourceWords: Record<Language, RegExp> = {
  'zh-CN': /出处|来处|依据|核对|核实|资料|查得到|能查到/u,
  en: /source|back it up|can check|be checked|check it yourself|read the details|what’s written/iu,
};

/** Whether a pattern promises that what is said can be looked up. */
export function promisesSource(pattern: string, language: Language): boolean {
  return sourceWords[language].test(pattern);
}

/** Whether a pattern speaks of a thing that is worked with: nobody learns a nut by handling it. */
export function needsHandling(pattern: string): boolean {
  return /上手|用起来|真到用|in daily use/iu.test(pattern);
}

/** Whether a product, by its name, is a service or made of bits. */
export function isIntangible(name: string): boolean {
  return intangible.test(name);
}

/** Whether a pattern speaks of a thing that can be held or seen. */
export function needsThing(pattern: string, language: Language): boolean {
  return thingWords[language].test(pattern);
}
