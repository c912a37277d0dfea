import type { IncidentGrade, IncidentKind } from '../../db/schema/index.ts';

/** What has to be done by when, and by which text. */
export interface IncidentDeadline {
  what: 'tell-people' | 'report' | 'details';
  /** Null: at once, without a number in the law. */
  dueAt: Date | null;
  source: string;
}

const hourMs = 3_600_000;
const reportHours = 4;
const detailDays = 15;

/**
 * The deadlines of an incident. The report is due from the grade "larger" on; a grade below has none, but whoever holds a
 * licence may have stricter ones of their sector. Pure.
 */
export function deadlinesOf({
  kind,
  grade,
  foundAt,
}: {
  kind: IncidentKind;
  grade: IncidentGrade;
  foundAt: Date;
}): IncidentDeadline[] {
  if (kind === 'force-majeure') {
    const details = new Date(foundAt.getTime() + detailDays * 24 * hourMs);
    return [
      { what: 'tell-people', dueAt: null, source: '民法典 590' },
      { what: 'details', dueAt: details, source: '服务协议' },
    ];
  }
  const report = new Date(foundAt.getTime() + reportHours * hourMs);
  return [
    { what: 'tell-people', dueAt: null, source: '个人信息保护法 57' },
    ...(grade === 'general'
      ? []
      : [{ what: 'report' as const, dueAt: report, source: '国家网络安全事件报告管理办法' }]),
  ];
}
