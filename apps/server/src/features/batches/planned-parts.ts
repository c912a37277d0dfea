import { angleOfLine, type TimedLine } from '@clipo/agent';
import type { Brief, Language, TalkPart } from '@clipo/contract';
import type { PlannedBatch } from '../../work/plan-messages.ts';

const axisOf = { hook: 'hook', cta: 'cta' } as const;
const axisNames = ['hook', 'body', 'cta'] as const;

/** Every choice of the words axes with its lines, read off the planned videos. */
export function plannedParts(brief: Brief, { videos }: PlannedBatch): TalkPart[] {
  const found = new Map<string, TalkPart>();
  const angles = new Map<string, (text: string) => string>();
  const angleIn = (language: Language, axis: TalkPart['axis']) => {
    const key = `${language} ${axis}`;
    const known =
      angles.get(key) ??
      angleOfLine({ brief, product: brief.product as NonNullable<Brief['product']>, language, axis });
    angles.set(key, known);
    return known;
  };
  for (const { language, document } of videos) {
    for (const axis of axisNames) {
      const id = document.axes[axis] ?? '';
      const key = `${language} ${id}`;
      if (id === '' || found.has(key)) {
        continue;
      }
      const own = (brief.lines ?? []).filter((line) => line.language === language && line.part === id);
      const lines = (document.lines as TimedLine[]).filter(
        ({ section }) => (axisOf[section as 'hook' | 'cta'] ?? 'body') === axis,
      );
      found.set(key, {
        id,
        axis,
        angle: angleIn(language, axis)(lines[0]?.text ?? ''),
        language,
        lines: lines.map(({ section, text, source }, index) => ({
          section,
          text,
          ...(source !== undefined && { source }),
          isOwn: own.some(({ line, text: given }) => line === index + 1 && given === text),
        })),
      });
    }
  }
  const order = (part: TalkPart) => `${part.language} ${axisNames.indexOf(part.axis)} ${part.id}`;
  return [...found.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
