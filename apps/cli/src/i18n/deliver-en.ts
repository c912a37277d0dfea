/** Words of `clipo deliver`. */
export const enDeliver = {
  'help.deliver': 'Pack finished videos for channels: checked against their limits, as a folder or zip',
  'help.deliver.folder': 'the output folder of make; with --server also the id of a batch',
  'help.deliver.channel': 'where it goes, as platform:account; may be given more than once',
  'help.deliver.label': 'publishing label: fiction, ai, marketing, repost, opinion; may be given more than once',
  'help.deliver.video': 'only the video of this name; may be given more than once',
  'help.deliver.out': 'a folder, or a file that ends with .zip',
  'deliver.warning': '{channel} · {video} · {field}: {problem}',
  'deliver.done': '{count} {count|video|videos} for {channels} {channels|channel|channels}: {out}',
} as const;
