import type { enDeliver } from './deliver-en.ts';

/** `clipo deliver` 的文字。 */
export const zhDeliver: Readonly<Record<keyof typeof enDeliver, string>> = {
  'help.deliver': '把成片打包给各渠道：先按渠道限制检查，输出文件夹或 zip',
  'help.deliver.folder': 'make 的输出文件夹；与 --server 同用时也可以是批次的 id',
  'help.deliver.channel': '发到哪里，写成 平台:账号；可多次给出',
  'help.deliver.label': '发布标注：fiction、ai、marketing、repost、opinion；可多次给出',
  'help.deliver.video': '只要这个名字的成片；可多次给出',
  'help.deliver.out': '文件夹，或以 .zip 结尾的文件',
  'deliver.warning': '{channel} · {video} · {field}：{problem}',
  'deliver.done': '{count} 条成片、{channels} 个渠道，已放在 {out}',
};
