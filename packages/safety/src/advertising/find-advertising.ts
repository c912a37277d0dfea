import type { Finding } from '../finding.ts';
import { checkTerms } from './check-terms.ts';
import type { TermRule } from './term-rule.ts';

/** What each rule of advertising law forbids, for people. */
const reasons: Readonly<Record<TermRule, { 'zh-CN': string; en: string }>> = {
  absolute: { 'zh-CN': '绝对化用语', en: 'a superlative that is forbidden or needs proof' },
  authority: { 'zh-CN': '借国家机关、专家或数据作证明', en: 'authorities, experts or figures as proof' },
  medical: { 'zh-CN': '涉及疾病治疗功能或医疗用语', en: 'a medical claim' },
  cosmetics: { 'zh-CN': '化妆品功效宣称超出许可', en: 'a claim that cosmetics may not make' },
  food: { 'zh-CN': '食品、保健食品功效宣称', en: 'a claim that food may not make' },
  finance: { 'zh-CN': '对收益或无风险作保证', en: 'a promise of returns or of no risk' },
  education: { 'zh-CN': '对升学、考试或培训效果作保证', en: 'a promise of marks or admission' },
  property: { 'zh-CN': '房产升值、回报或时间距离承诺', en: 'a promise about property' },
  pressure: { 'zh-CN': '虚假或制造紧迫感的促销', en: 'false urgency or a price that needs proof' },
  superstition: { 'zh-CN': '迷信内容', en: 'superstition' },
  disparage: { 'zh-CN': '贬低其他经营者', en: 'running down others' },
  offPlatform: { 'zh-CN': '站外引流', en: 'contact outside the platform' },
};
const asks = {
  evidence: { 'zh-CN': '保留须附证明材料', en: 'keep it only with proof' },
  licence: { 'zh-CN': '须有相应批准或备案', en: 'keep it only with the approval that such goods need' },
} as const;

/** What advertising law and the platforms have against a text that is an advertisement. */
export function findAdvertising(raw: string): Finding[] {
  const language = /\p{Script=Han}/u.test(raw) ? 'zh-CN' : 'en';
  return checkTerms(raw, language).map(({ start, end, term, rule, severity, why, rewrite }) => {
    const ask = severity === 'evidence' || severity === 'licence' ? asks[severity] : undefined;
    const advice =
      rewrite === null
        ? { 'zh-CN': '删去或改写这句话', en: 'leave it out, or write the sentence anew' }
        : rewrite === ''
          ? { 'zh-CN': '删去这个词', en: 'leave the word out' }
          : { 'zh-CN': `改为“${rewrite}”`, en: `write “${rewrite}”` };
    return {
      rule,
      category: rule === 'offPlatform' ? 'platform' : 'advertising',
      level: severity,
      span: [start, end],
      text: term,
      why: { 'zh-CN': `${reasons[rule]['zh-CN']}（${why}）`, en: `${reasons[rule].en} (${why})` },
      suggestion: {
        'zh-CN': ask === undefined ? advice['zh-CN'] : `${advice['zh-CN']}；${ask['zh-CN']}`,
        en: ask === undefined ? advice.en : `${advice.en}; ${ask.en}`,
      },
      rewrite,
    };
  });
}
