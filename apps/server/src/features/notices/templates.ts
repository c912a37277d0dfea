import type { Language } from '@clipo/contract';

/** What a message says, by template and language. `{name}` stands for values. */
interface Template {
  subject: string;
  text: string;
}

const en = {
  code: {
    subject: 'Your Clipo code: {code}',
    text: 'Your code is {code}. It is good for {minutes} minutes. Give it to nobody. If you did not ask for it, ignore this message.',
  },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof en;

const zhCN: Record<TemplateName, Template> = {
  code: {
    subject: 'Clipo 验证码：{code}',
    text: '您的验证码为{code}，{minutes}分钟内有效，请勿泄露。如非本人操作，请忽略。',
  },
};

const catalogs: Record<Language, Record<TemplateName, Template>> = { en, 'zh-CN': zhCN };

/** Fills a template. */
export function fillTemplate(
  name: TemplateName,
  language: Language,
  values: Readonly<Record<string, string | number>>,
): Template {
  const { subject, text } = catalogs[language][name];
  const fill = (line: string) => line.replaceAll(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
  return { subject: fill(subject), text: fill(text) };
}
