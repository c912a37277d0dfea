import { resolve } from 'node:path';
import { checkDelivery, packageEntries, postOf, readMade, writeFolder, writeZip } from '@clipo/batch/deliver';
import { type Channel, InputProblems, platforms } from '@clipo/contract';
import { PublishingLabel } from '@clipo/contract/channels';
import { inputFault } from '@clipo/messages';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { deliverRemotely } from '../remote/deliver-remotely.ts';

interface Options {
  channel: string[];
  label: string[];
  video?: string[];
  out: string;
}

/** Adds `clipo deliver`: packs finished videos for channels. */
export function addDeliver(program: Command, context: CliContext): void {
  const { say } = context;
  const more = (value: string, before: string[] = []) => [...before, value];
  program
    .command('deliver')
    .description(say('help.deliver'))
    .argument('<folder>', say('help.deliver.folder'))
    .requiredOption('--channel <platform:account>', say('help.deliver.channel'), more)
    .requiredOption('--label <label>', say('help.deliver.label'), more)
    .option('--video <name>', say('help.deliver.video'), more)
    .requiredOption('-o, --out <path>', say('help.deliver.out'))
    .action((folder: string, options: Options) => deliver(folder, options, context));
}

async function deliver(folder: string, options: Options, context: CliContext): Promise<void> {
  const { cwd, say, terminal, signal, server } = context;
  const channels = options.channel.map(channelOf);
  const labels = options.label.map(labelOf);
  const done = (count: number) =>
    terminal.out(`${say('deliver.done', { count, channels: channels.length, out: options.out })}\n`);
  if (server !== undefined) {
    const batch = /^bat_[a-z0-9]+$/.test(folder) ? folder : resolve(cwd, folder);
    const wish = { batch, names: options.video ?? [], channels, labels, language: say.language };
    const { videos, remarks } = await deliverRemotely(server, { ...wish, out: resolve(cwd, options.out) }, signal);
    for (const { channel, message, ...line } of remarks) {
      terminal.note(`${say('deliver.warning', { ...line, channel: named(channel), problem: message })}\n`);
    }
    done(videos);
    return;
  }
  const { videos } = await readMade(resolve(cwd, folder), options.video ?? []);
  const deliveries = channels.map((channel) => ({
    channel,
    labels,
    videos: videos.map((video) => ({ video, post: postOf(video.record, channel) })),
  }));
  const findings = deliveries.flatMap((one) => checkDelivery(one, new Date()));
  const faults = findings.filter(({ level }) => level === 'error');
  if (faults.length > 0) {
    throw new InputProblems(
      faults.map(({ channel, video, field, rule, values }) =>
        inputFault([named(channel), video, field].filter(Boolean).join(' · '), rule, values),
      ),
    );
  }
  for (const { channel, video, field, rule, values } of findings) {
    const line = { channel: named(channel), video, field, problem: say(rule, values) };
    terminal.note(`${say('deliver.warning', line)}\n`);
  }
  const entries = packageEntries(deliveries, say.language);
  const out = resolve(cwd, options.out);
  await (out.toLowerCase().endsWith('.zip') ? writeZip(entries, out, signal) : writeFolder(entries, out, signal));
  done(videos.length);
}

function named({ platform, handle }: Channel): string {
  return `${platform}:${handle}`;
}

function channelOf(value: string): Channel {
  const [, name = '', handle = ''] = /^([^:]+):(.{1,100})$/.exec(value) ?? [];
  const platform = platforms.find((one) => one === name);
  if (platform === undefined) {
    throw inputFault('--channel', 'rule.deliver_channel', { value, known: platforms.join(', ') });
  }
  return { platform, handle };
}

function labelOf(value: string): PublishingLabel {
  const label = PublishingLabel.options.find((one) => one === value);
  if (label === undefined) {
    throw inputFault('--label', 'rule.deliver_label_unknown', { value, known: PublishingLabel.options.join(', ') });
  }
  return label;
}
