import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishingLabels } from '@clipo/contract/channels';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from '../apps/cli/src/run-here.fixture.ts';
import { csvRows } from './csv-rows.fixture.ts';
import { runTool } from './decoded-video.fixture.ts';
import type { MadeBatch } from './made-batch.fixture.ts';

/** What holds of a batch's packages as `clipo deliver` makes them. */
export function deliveredPromises(batchOf: () => MadeBatch): void {
  describe('packages for channels (C13)', () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'clipo-deliver-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
    const run = (...words: string[]) =>
      runHere(['deliver', batchOf().out, ...words], { cwd: folder, env: { LANG: 'zh_CN.UTF-8' } });

    it('as a zip: every video is in it as it was made, its label found by ffprobe, its texts within the limits', async () => {
      const { videos } = batchOf();
      const end = await run('--channel', 'kuaishou:澄光', '--label', 'ai', '--label', 'marketing', '--out', 'k.zip');
      expect(end.code, end.err).toBe(0);
      execFileSync('unzip', ['-q', 'k.zip'], { cwd: folder });
      const own = join(folder, 'kuaishou-澄光');
      const rows = csvRows(await readFile(join(own, 'manifest.csv'), 'utf8'));
      expect(rows).toHaveLength(videos.length);
      for (const row of rows) {
        expect(row.ai_declaration).toBe('内容为AI生成');
        expect(row.publishing_labels).toBe(`${publishingLabels.ai} / ${publishingLabels.marketing}`);
        expect([...(row.description ?? '')].length).toBeLessThanOrEqual(500);
      }
      const [first] = rows;
      const { out } = await runTool('ffprobe', [
        ...['-v', 'error', '-show_entries', 'format_tags=AIGC', '-of', 'json', join(own, first?.video ?? '')],
      ]);
      const { AIGC } = (JSON.parse(out) as { format: { tags: { AIGC: string } } }).format.tags;
      expect(JSON.parse(AIGC)).toMatchObject({ Label: '1', ProduceID: first?.produce_id });
    });

    it('what a channel does not take is refused with what to do, and leaves nothing behind', async () => {
      const draft = await run('--channel', 'douyin:澄光', '--label', 'ai', '--out', 'd.zip');
      expect(draft.code).toBe(2);
      expect(draft.err).toContain('短边');
      const unlabelled = await run('--channel', 'kuaishou:澄光', '--label', 'none', '--out', 'n');
      expect(unlabelled.err).toContain('无需标注');
      expect((await run('--channel', 'myspace:x', '--label', 'ai', '--out', 'm')).err).toContain('douyin');
      const [name = ''] = batchOf().videos.map(({ record }) => record.name);
      const one = await run('--channel', 'kuaishou:a/../b', '--label', 'ai', '--video', name, '--out', 'one');
      expect(one.code, one.err).toBe(0);
      expect((await readdir(folder)).sort()).toEqual(['k.zip', 'kuaishou-澄光', 'one']);
      expect(await readdir(join(folder, 'one'))).toEqual(['kuaishou-a_.._b']);
    });
  });
}
