import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from './env.ts';
import { settingsTable } from './settings-table.ts';

describe('settings', () => {
  it('stand in docs/operate.md as they are read', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'operate.md'), 'utf8');
    const table = settingsTable();
    // Otherwise: put this table into the page.
    expect(page, table).toContain(table);
  });

  it('that are wrong or unknown are all told at once, by name, with the nearest that there is', () => {
    const wrong = () =>
      readSettings({ PORT: '70000', CLIPO_HOM: '/data', CLIPO_WORKERS: 'many', DATABASE_URL: 'mysql://x' });
    expect(wrong).toThrow(/CLIPO_HOM/);
    try {
      wrong();
    } catch (error) {
      const { problems } = error as { problems: { details: { field: string; nearest?: string } }[] };
      expect(problems.map(({ details }) => details.field).sort()).toEqual(
        ['CLIPO_HOM', 'CLIPO_WORKERS', 'DATABASE_URL', 'PORT'].sort(),
      );
      expect(problems[0]?.details.nearest).toBe('CLIPO_HOME');
    }
  });

  it('that are empty count as unset, and a key of a model is no unknown setting', () => {
    const settings = readSettings({ PORT: '', CLIPO_HOME: '', HOME: '/somewhere', CLIPO_MODEL_KEY: 'k' });
    expect(settings).toMatchObject({ PORT: 4870, home: '/somewhere/.clipo' });
    expect(settings.variable('CLIPO_MODEL_KEY')).toBe('k');
  });
});
