import type { deliverZhCN } from './deliver-chinese.ts';

/** Forms that English has and Chinese has not. */
interface Singulars {
  'deliveries.videos_one': string;
  'deliver.sum.videos_one': string;
  'deliver.problems_one': string;
  'deliver.remarks_one': string;
  'deliver.and-more_one': string;
}

/** Words of delivering videos to channels. */
export const deliverEn: { readonly [K in keyof typeof deliverZhCN]: string } & Singulars = {
  'nav.deliveries': 'Deliveries',
  'deliveries.text':
    'A package for each channel: videos, covers, captions, texts, AI declaration, licences and provenance, checked against its limits.',
  'deliveries.new': 'New delivery',
  'deliveries.none': 'No deliveries yet',
  'deliveries.none.text':
    'Choose videos of a batch and channels; download packages, or post one by one from your phone.',
  'deliveries.videos_one': '{{count}} video',
  'deliveries.videos_other': '{{count}} videos',
  'deliver.title': 'Deliver videos',
  'deliver.text': 'Choose videos and channels. What a channel would not take is told first, with what to do.',
  'deliver.batch': 'Batch',
  'deliver.videos': 'Videos',
  'deliver.videos.none': 'This batch has no finished videos yet',
  'deliver.choose': 'Choose {{name}}',
  'deliver.choose.all': 'All',
  'deliver.choose.approved': 'Only approved',
  'deliver.choose.none': 'None',
  'deliver.channels': 'Channels',
  'deliver.channel.platform': 'Platform',
  'deliver.channel.handle': 'Account',
  'deliver.channel.add': 'Add a channel',
  'deliver.channel.drop': 'Remove this channel',
  'deliver.channel.limits': 'limits checked on {{date}}',
  'deliver.schedule': 'When to post (may be left open)',
  'deliver.schedule.text':
    'One after the other, in the order of the videos. The times stand in the list and on each post; you post them on the platform.',
  'deliver.schedule.first': 'When the first video goes to {{name}}',
  'deliver.schedule.every': 'Hours between two videos on {{name}}',
  'deliver.schedule.each': 'every',
  'deliver.schedule.hours': 'hours',
  'deliver.labels': 'Publishing labels',
  'deliver.labels.text': 'Platforms in China ask for one of them. "No label needed" is not for what AI made.',
  'deliver.label.fiction': 'Contains fictional content',
  'deliver.label.ai': 'Contains AI-generated content',
  'deliver.label.marketing': 'Contains marketing',
  'deliver.label.repost': 'Reposted content',
  'deliver.label.opinion': 'Personal opinion',
  'deliver.label.none': 'No label needed',
  'deliver.texts': 'Texts',
  'deliver.texts.text': 'Written from what each video says; change them as you like, and check them before you post.',
  'deliver.texts.of': 'Texts of {{name}}',
  'deliver.text.title': 'Title',
  'deliver.text.description': 'Text',
  'deliver.text.hashtags': 'Hashtags',
  'deliver.text.cover': 'Words of the cover',
  'deliver.sum': 'packages',
  'deliver.sum.videos_one': '{{count}} video in each',
  'deliver.sum.videos_other': '{{count}} videos in each',
  'deliver.fine': 'Every channel takes it',
  'deliver.problems_one': '{{count}} thing to mend first',
  'deliver.problems_other': '{{count}} things to mend first',
  'deliver.remarks_one': '{{count}} remark',
  'deliver.remarks_other': '{{count}} remarks',
  'deliver.and-more_one': 'and {{count}} more',
  'deliver.and-more_other': 'and {{count}} more',
  'deliver.checking': 'Checking',
  'deliver.make': 'Make the packages',
  'deliver.made': 'The packages are ready',
  'delivery.title': 'Delivery of {{day}}',
  'delivery.zip': 'Download package',
  'delivery.zip.all': 'All channels in one',
  'delivery.phone': 'Post from a phone',
  'delivery.phone.text': 'Open this page on a phone, save each video and copy its texts.',
  'delivery.channel': 'Channel',
  'delivery.save': 'Save video',
  'delivery.save.cover': 'Save cover',
  'delivery.copy': 'Copy {{what}}',
  'delivery.copied': 'Copied',
  'delivery.copy.failed': 'The browser does not let us copy: press the text long',
  'delivery.all': 'everything',
  'delivery.at': 'To be posted',
  'delivery.declaration': 'AI declaration',
  'delivery.labels': 'Publishing labels',
  'delivery.steps': 'Choose these when you post:',
};
