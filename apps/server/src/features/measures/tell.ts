import type { Language } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { LimitedFunction, MeasureKind, MeasureReason } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { selectUser } from '../accounts/queries.ts';
import { notify } from '../notices/notify.ts';
import type { TemplateName } from '../notices/templates.ts';
import { selectOperators } from '../people/queries.ts';
import type { MeasureRow } from './queries.ts';

type Words<K extends string> = Readonly<Record<Language, Readonly<Record<K, string>>>>;

/** What measures are called in notices. */
const kindWords: Words<MeasureKind> = {
  'zh-CN': {
    demand: '要求举证',
    warning: '警告',
    limit: '限制功能',
    suspension: '暂停服务',
    termination: '终止服务',
    freeze: '冻结账号',
  },
  en: {
    demand: 'Proof is asked for',
    warning: 'Warning',
    limit: 'Limit of functions',
    suspension: 'Suspension',
    termination: 'End of the service',
    freeze: 'Account frozen',
  },
};

const reasonWords: Words<MeasureReason> = {
  'zh-CN': {
    breach: '违反服务协议',
    abnormal: '账号操作异常',
    complaint: '他人投诉并提供了证明，未在期限内作出有效回应',
    order: '主管部门的要求',
    law: '法律规定的其他情形',
  },
  en: {
    breach: 'breach of the agreement',
    abnormal: 'abnormal operation',
    complaint: 'a complaint with proof that was left unanswered',
    order: 'an order of an authority',
    law: 'another case that law provides for',
  },
};

const functionWords: Words<LimitedFunction> = {
  'zh-CN': { create: '创作', publish: '发布', upload: '上传', api: 'API', invite: '邀请' },
  en: { create: 'create', publish: 'publish', upload: 'upload', api: 'API', invite: 'invite' },
};

type AboutMeasure = Extract<TemplateName, `measure-${string}`>;

/** Tells a person of a measure by every channel, with a pop-up. @returns the notice; undefined where they are gone */
export async function tellMeasure(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  template: AboutMeasure,
  row: MeasureRow,
  now: Date,
  note = '',
): Promise<string | undefined> {
  const user = await selectUser(tx, row.userId);
  if (user === undefined) {
    return undefined;
  }
  const { language } = user;
  const list = row.functions.map((each) => functionWords[language][each]).join(language === 'zh-CN' ? '、' : ', ');
  const values = {
    kind: list === '' ? kindWords[language][row.kind] : `${kindWords[language][row.kind]}（${list}）`,
    reason: reasonWords[language][row.reason],
    statement: row.statement,
    until: untilOf(row, language),
    note,
    link: `${deps.settings.CLIPO_URL ?? ''}/measures`,
  };
  return notify(tx, deps, { userId: row.userId, template, values, isPopup: true }, now);
}

/** Until when to act, or until when it holds, as a sentence. */
function untilOf({ dueAt, endsAt }: MeasureRow, language: Language): string {
  const say = (at: Date) =>
    at.toLocaleString(language === 'zh-CN' ? 'zh-CN' : 'en-GB', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'long',
      timeStyle: 'short',
    });
  if (dueAt !== null) {
    return language === 'zh-CN' ? `请在 ${say(dueAt)}（北京时间）前处理。` : `Act by ${say(dueAt)} (Beijing).`;
  }
  if (endsAt !== null) {
    return language === 'zh-CN' ? `${say(endsAt)}（北京时间）结束。` : `It ends on ${say(endsAt)} (Beijing).`;
  }
  return '';
}

/** Tells everybody who runs the service that something waits for them. */
export async function tellOperators(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  said: { zh: string; en: string },
  now: Date,
): Promise<void> {
  for (const { id, language } of await selectOperators(tx)) {
    const values = { text: language === 'zh-CN' ? said.zh : said.en };
    await notify(tx, deps, { userId: id, template: 'operators-asked', values }, now);
  }
}
