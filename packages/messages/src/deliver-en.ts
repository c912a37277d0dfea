/** What a channel may not take of a delivery, and what to do. */
export const enDeliver = {
  'rule.deliver_no_video': 'has no video: choose at least one that is finished',
  'rule.deliver_remote_zip': 'must end in .zip with --server: a service packs a zip',
  'rule.deliver_not_done': 'is not finished: wait for it, or take it out',
  'rule.deliver_deleted': 'was deleted: take it out of the bin, or leave it out',
  'rule.deliver_rejected': 'was rejected in review: approve it first, or take it out',
  'rule.deliver_not_approved': 'nobody has approved it yet',
  'rule.deliver_not_labelled': 'bears no AI label: make it again',
  'rule.deliver_label_missing': 'needs a publishing label: choose one of the six',
  'rule.deliver_label_none':
    '"no label needed" is not allowed for what AI made: choose "contains AI-generated content"',
  'rule.deliver_label_no_ai': 'is AI-generated: choose "contains AI-generated content" too',
  'rule.deliver_format':
    'is {has}, the channel takes {wanted}: deliver that rendition, or add the format to the brief and make it',
  'rule.deliver_side_least':
    'has a short side of {has} px, the channel wants {wanted} at least: make it at a higher resolution, not as a draft',
  'rule.deliver_side_most':
    'has a long side of {has} px, the channel takes {wanted} at most: make it at a lower resolution',
  'rule.deliver_fps_least': 'has {has} fps, the channel wants {wanted} at least: set fps in the brief',
  'rule.deliver_fps_most': 'has {has} fps, the channel takes {wanted} at most: set fps in the brief',
  'rule.deliver_seconds_least': 'lasts {has} s, the channel wants {wanted} at least: set durationSeconds in the brief',
  'rule.deliver_seconds_most': 'lasts {has} s, the channel takes {wanted} at most: set durationSeconds in the brief',
  'rule.deliver_mbps_least':
    'has {has} Mbit/s, the channel wants {wanted} at least: make it at a higher resolution, not as a draft',
  'rule.deliver_mbps_most': 'has {has} Mbit/s, the channel takes {wanted} at most: make it at a lower resolution',
  'rule.deliver_bytes_most':
    'has {has} MB, the channel takes {wanted} at most: make it shorter or at a lower resolution',
  'rule.deliver_title_missing': 'is empty: the channel asks for a title',
  'rule.deliver_title_most': 'has {has} characters, the channel takes {wanted} at most: shorten it',
  'rule.deliver_title_least': 'has {has} characters, the channel wants {wanted} at least: make it longer',
  'rule.deliver_title_signs': 'holds {has}; besides letters, digits and spaces the channel takes only {wanted}',
  'rule.deliver_text_most': 'has {has} characters, the channel takes {wanted} at most: shorten it',
  'rule.deliver_text_bytes': 'has {has} bytes, the channel takes {wanted} at most: shorten it',
  'rule.deliver_hashtags_most': 'are {has}, the channel takes {wanted} at most: take some out',
  'rule.deliver_hashtags_length': 'have {has} characters together, the channel takes {wanted} at most: take some out',
  'rule.deliver_time_past': 'was to be posted at {has}, which is over: choose a later time',
  'rule.deliver_time_far':
    'is to be posted at {has}; the platform takes schedules of at most {wanted} days: enter it there nearer to that day',
  'rule.deliver_cover':
    'is {has}, the channel shows {wanted}: it will cut it; a rendition in that format brings its own',
  'rule.deliver_no_post':
    "the video has no texts for {platform}: add the channel to the brief's channels and run make again; nothing is rendered twice",
  'rule.deliver_no_manifest': 'holds no manifest.json: name the output folder of a finished make',
  'rule.deliver_file_gone': '{file} is not there any more: run make again',
  'rule.deliver_unknown_video': 'there is no finished video of that name; there are: {known}',
  'rule.deliver_channel': '"{value}" is no channel: write platform:account, such as douyin:myshop; platforms: {known}',
  'rule.deliver_label_unknown': '"{value}" is no publishing label: {known}',
} as const;
