import type { Format } from './format.ts';
import type { Language } from './language.ts';

/** What a creative code is made of. */
export interface CreativeFacts {
  /** Name of the brand; undefined where there is none. */
  brand: string | undefined;
  sku: string;
  /** What the hook plays on, such as `pain`. */
  angle: string;
  /** Parts by their ids, such as H03, B01, C02. */
  parts: readonly [hook: string, body: string, cta: string];
  durationSeconds: number;
  format: Format;
  language: Language;
  /** From 1; each time that a video is made anew it is one more. */
  version: number;
}

/**
 * The code of a creative as advertisers keep it in their tables: `BRAND_SKU_ANGLE_HOOK03_BODY01_CTA02_15s_9x16_zh_V1`.
 * Its fields are always ten, divided by underscores: what has none is NA. Letters of all scripts stay, all else becomes
 * a hyphen, so that a code is a safe file name and a cell that no spreadsheet runs.
 */
export function creativeCode(facts: CreativeFacts): string {
  const [hook, body, cta] = facts.parts;
  return [
    fieldOf(facts.brand ?? ''),
    fieldOf(facts.sku),
    fieldOf(facts.angle),
    `HOOK${hook.slice(1)}`,
    `BODY${body.slice(1)}`,
    `CTA${cta.slice(1)}`,
    `${facts.durationSeconds}s`,
    facts.format,
    facts.language === 'zh-CN' ? 'zh' : facts.language,
    `V${facts.version}`,
  ].join('_');
}

/** The code of the same creative, made anew. */
export function nextCode(code: string, version: number): string {
  return code.replace(/_V\d+$/, `_V${version}`);
}

function fieldOf(text: string): string {
  const kept = text
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return kept === '' ? 'NA' : kept;
}
