import type { Language } from '@clipo/contract';
import { fileInventory, type Kept, tableInventory } from '../privacy/inventory.ts';
import { inChinese } from '../privacy/inventory-chinese.ts';
import { deadlinesOf } from './deadlines.ts';
import type { IncidentEntryRow, IncidentRow } from './queries.ts';

/** Every table and folder that an incident can have reached. */
export const inventory: Readonly<Record<string, Kept>> = { ...tableInventory, ...fileInventory };

/** What a table or folder holds, in a language. */
function holdsOf(name: string, language: Language): string {
  const kept = inventory[name];
  if (kept === undefined) {
    return name;
  }
  return (language === 'zh-CN' ? inChinese(name, kept)?.holds : undefined) ?? kept.holds;
}

/**
 * What people are told, as law wants it: which data, why, what may come of it, what was done, what they can do (PIPL 57). An
 * operator reads and changes it before it goes out. Pure.
 */
export function noticeDraft(row: IncidentRow, language: Language): { title: string; body: string } {
  const data = row.data.map((name) => holdsOf(name, language));
  return language === 'zh-CN'
    ? {
        title: `关于“${row.title}”的通知`,
        body: [
          `我们于 ${timeOf(row.foundAt, language)} 发现：${row.title}。`,
          ...(data.length === 0 ? [] : [`涉及的数据：${data.join('；')}。`]),
          `原因：${row.cause || '正在调查'}。`,
          `可能的影响：${row.harm || '正在评估'}。`,
          `我们已采取的措施：${row.measures || '正在处置'}。`,
          `建议您：${row.advice || '暂不需要操作'}。`,
        ].join('\n'),
      }
    : {
        title: `About: ${row.title}`,
        body: [
          `On ${timeOf(row.foundAt, language)} we found: ${row.title}.`,
          ...(data.length === 0 ? [] : [`Data concerned: ${data.join('; ')}.`]),
          `Cause: ${row.cause || 'being looked into'}.`,
          `What may come of it: ${row.harm || 'being looked into'}.`,
          `What we did: ${row.measures || 'under way'}.`,
          `What you can do: ${row.advice || 'nothing for now'}.`,
        ].join('\n'),
      };
}

/** The report for the authority: facts, figures, timeline, what was done. Markdown, in Chinese. Pure. */
export function reportDraft(
  row: IncidentRow,
  { entries, people }: { entries: readonly IncidentEntryRow[]; people: { found: number; told: number } },
): string {
  const zh = 'zh-CN';
  const due = deadlinesOf(row).map(
    ({ what, dueAt, source }) =>
      `- ${deadlineWords[what]}：${dueAt === null ? '立即' : timeOf(dueAt, zh)}（${source}）`,
  );
  return [
    `# 网络安全事件报告（草稿）：${row.title}`,
    '',
    '> 请核对后由负责人签发；单位名称、负责人和联系方式请自行补充。',
    '',
    `- 事件编号：${row.id}`,
    `- 类型：${row.kind === 'security' ? '网络与数据安全事件' : '不可抗力'}`,
    `- 级别：${gradeWords[row.grade]}`,
    `- 发现时间：${timeOf(row.foundAt, zh)}（北京时间）`,
    `- 涉及用户：${people.found} 人，已通知 ${people.told} 人`,
    '',
    '## 时限',
    ...due,
    '',
    '## 涉及的数据',
    ...(row.data.length === 0 ? ['- 未涉及'] : row.data.map((name) => `- ${holdsOf(name, zh)}（${name}）`)),
    '',
    '## 原因',
    row.cause || '正在调查',
    '',
    '## 影响和危害',
    row.harm || '正在评估',
    '',
    '## 已采取的措施',
    row.measures || '正在处置',
    '',
    '## 经过',
    ...entries.map(({ at, text }) => `- ${timeOf(at, zh)}　${text}`),
    '',
  ].join('\n');
}

const deadlineWords = { 'tell-people': '通知用户', report: '报告主管部门', details: '说明不可抗力详情' } as const;
const gradeWords = { general: '一般', larger: '较大', major: '重大', extreme: '特别重大' } as const;

function timeOf(time: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' }).format(
    time,
  );
}
