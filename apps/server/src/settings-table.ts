import { z } from 'zod';
import { settingsSchema } from './env.ts';

/** The table of settings of docs/operate.md, made of the one schema that they are read with. */
export function settingsTable(): string {
  const { properties = {} } = z.toJSONSchema(settingsSchema, { io: 'input' });
  const rows = Object.entries(properties).map(([name, schema]) => {
    const { description = '', default: standard } = schema as { description?: string; default?: unknown };
    const shown = standard === undefined ? '' : `\`${String(standard)}\``;
    return `| \`${name}\` | ${shown} | ${description.replaceAll('|', '\\|')} |`;
  });
  return ['| setting | default | what it does |', '|---|---|---|', ...rows].join('\n');
}
