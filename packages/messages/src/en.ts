import type { ErrorCode } from '@clipo/contract';
import { enDeliver } from './deliver-en.ts';
import { enEdits } from './edits-en.ts';
import { enPeople } from './people-en.ts';

/** English, and the list of all messages of errors: another language has exactly these keys, with the same placeholders. */
export const errorsEn = {
  ...enPeople,
  ...enEdits,
  ...enDeliver,
  // What went wrong, and what to do.
  'error.invalid_input': '{field}: {problem}',
  'error.not_found': '{file} does not exist. Check the path, or put the file there.',
  'error.unreadable_material':
    "{file} can't be read as a picture, clip, sound or font: {problem}. Replace the file, or take it out of the brief.",
  'error.outside_folder': "{file} lies outside the brief's folder. Copy it into the folder and name it from there.",
  'error.count_beyond_axes':
    'count is {count}, but the words and pictures give {most} different creatives at most. Lower the count, or add facts, selling points or materials, or allow more by axes and exclusions.',
  'error.output_taken':
    '{folder} holds the work of another brief. Choose another folder with --out, or replace that work with --force.',
  'error.output_busy':
    'Another run is working in {folder} (process {pid} on {host}). Wait for its end, or choose another folder with --out. If there is no such process any more, delete {file}.',
  'error.output_unwritable': "{folder} can't be written. Choose another folder with --out, or change its permissions.",
  'error.disk_full': 'No room is left on the disk of {folder}. Free some space and run the same command again.',
  'error.missing_program': '{program} is not installed. Type: {command}',
  'error.program_failed':
    '{program} ended with an error: {problem}. Run ./clipo doctor, then the same command again; finished work is kept.',
  'error.model_failed':
    "The language model did not give what was asked: {problem}. Check the brief's model and its key, or leave model out to use the built-in planner.",
  'error.voice_failed': 'The voice could not be made: {problem}. Choose another voice, or run ./clipo doctor.',
  'error.label_failed':
    'The AI label of {file} is missing or wrong: {problem}. The file was not delivered; run the same command again.',
  'error.malformed_request': 'The request could not be read: {problem}. Mend it and send it again.',
  'error.unauthenticated':
    'No valid key. Send "Authorization: Bearer <key>", or make a new key: this one is wrong, withdrawn or expired.',
  'error.sign_in_failed': 'That does not fit. Check what you typed, or ask for a new code.',
  'error.step_needed': 'Something comes first: {need}.',
  'error.insufficient_credits': 'This costs {need} credits, {have} are there. Recharge, or ask for fewer videos.',
  'error.over_limit':
    'This costs {need} credits, and {left} are left of the {limit} that {whose}. Ask for less, or ask who sets the limit.',
  'error.forbidden': 'This is not allowed: it needs {need}.',
  'error.no_such_thing': 'There is no {kind} {id} here. Check the id; what belongs to another team is not shown.',
  'error.method_not_allowed': 'This address does not take that method. It takes: {allowed}.',
  'error.measure_in_force':
    'A measure against the account does not allow this ({kind}). What it is about, until when, and how to answer or appeal stands on the page “Measures”.',
  'error.conflict': 'Not possible as things stand: {problem}',
  'error.link_expired': 'This link is no longer valid. Ask for a new one.',
  'error.too_large': 'Larger than is taken here: at most {most} bytes. Send less.',
  'error.unsupported_type': '{type} is not taken here. Send {allowed}.',
  'error.range_unsatisfiable': 'That range lies outside the file, which has {size} bytes.',
  'error.checksum_mismatch':
    'What arrived is not what was announced ({expected} was expected, {received} came). Send it again.',
  'error.url_refused': '{url} {problem}. Give a public http or https address.',
  'error.rate_limited': 'Too many requests. Try again in {seconds} s.',
  'error.content_rejected': '{field}: "{term}" may not stand as it is ({why}). Change it and send it again.',
  'error.content_held':
    '{field}: a reviewer looks at it before it may be used ({why}). Wait for the notice, or use another file.',
  'error.taken_down':
    'This was taken down after a complaint (case {number}). See "Cases" for what was said and to answer it, or use something else.',
  'error.fetch_failed': '{url} {problem}. Try again later, or give another address.',
  'error.unavailable': "The service can't answer now: {problem}. Try again in a moment.",
  'error.quota_exceeded': 'The room for files is used up ({most} bytes). Delete what is no longer needed.',
  'error.cancelled': 'Cancelled. Run the same command again to go on where it stopped.',
  'error.internal': 'This is a mistake of ours: {problem}. Run it again with CLIPO_DEBUG=1 and send us what it says.',
  'error.more': '… and {count} more',
  'error.heading': '{count} things in the input need mending:',

  // What does not fit in an input; the field stands before it.
  'rule.unknown_key_near': 'unknown key; did you mean "{nearest}"?',
  'rule.unknown_key': 'unknown key; known here: {known}',
  'rule.ipa_no_english': '"{sign}" is no English sound in IPA, or no vowel is there: "ˈklaɪpoʊ" is one',
  'rule.ipa_no_mandarin':
    '"{sign}" is no syllable of Mandarin in IPA with its tone: "tʂʰʊŋ˧˥" is one; or write "pinyin" or "say"',
  'rule.ipa_not_taken':
    'has a reading in IPA alone, which {engine} voices do not take: add "say" with a respelling to it in the dictionary',
  'rule.missing': 'is missing (expected {expected})',
  'rule.wrong_type': 'expected {expected}, received {received}',
  'rule.too_short': 'is too short: at least {minimum}',
  'rule.too_long': 'is too long: at most {maximum}',
  'rule.too_few': 'too few: at least {minimum}',
  'rule.too_many': 'too many: at most {maximum}',
  'rule.too_small': 'is too small: at least {minimum}',
  'rule.too_large': 'is too large: at most {maximum}',
  'rule.not_one_of': 'must be one of {values}',
  'rule.unknown_template_near': 'there is no such template; did you mean {nearest}? There are: {known}',
  'rule.unknown_template': 'there is no such template; there are: {known}. A file ends in .json or .yaml',
  'rule.template_withdrawn':
    'the template {name} was withdrawn by the operator ({why}): choose another one. There are: {known}',
  'rule.last_template': 'is the last template that is offered: readmit another one first',
  'rule.not_whole': 'must be a whole number',
  'rule.unreadable': "can't be read ({reason})",
  'rule.not_a_file': 'is not a file',
  'rule.file_too_large': 'is larger than {most} MiB',
  'rule.not_utf8': 'is not text in UTF-8: save it as UTF-8',
  'rule.empty_file': 'is empty',
  'rule.not_json': 'is not JSON: {reason}',
  'rule.not_yaml': 'is not YAML: {reason}',
  'rule.not_csv': 'is not CSV: a quotation mark is not closed, or stands inside an unquoted cell',
  'rule.not_an_object': 'is not an object such as {example}',
  'rule.not_a_brief': 'a brief is a .json or .yaml file, or a folder that holds brief.json or brief.yaml',
  'rule.both_files': '{first} and {second} both stand here: keep one',
  'rule.product_twice': 'the brief names a product and {file} stands beside it: keep one',
  'rule.product_missing': 'is missing: name the product in the brief, or put products.csv or products.jsonl beside it',
  'rule.no_rows': 'holds no product: it needs a row under the header {header}',
  'rule.too_many_cells': 'has more cells than the header ({count}): is a text with a comma not in quotes?',
  'rule.unknown_column_near': 'unknown column; did you mean "{nearest}"?',
  'rule.unknown_column': 'unknown column; known columns: {known}',
  'rule.too_many_addresses':
    'names {count} addresses of pictures: at most {most} are fetched at once, send it in parts',
  'rule.repeated_column': 'this column stands here twice',
  'rule.id_twice': '{id} stands in row {first} already',
  'rule.listed_twice': '{value} is listed twice',
  'rule.fact_without_source': '"{fact}" does not say where it comes from: write it as text@source',
  'rule.currency_without_price': 'a currency without a price',
  'rule.currency_missing': 'has no currency: write it as "89.00 CNY", or add a column currency',
  'rule.currency_contradicts': '{one} contradicts {other}',
  'rule.not_file_names': 'must be file names',
  'rule.material_not_there': "{file} is neither in the brief's folder nor among its materials",
  'rule.no_sound': 'has no sound: name a sound file, or a clip with sound',
  'rule.font_restricted':
    'says that it may not be embedded: tell whose it is and under which licence you use it (rights), or take another font',
  'rule.short_music': 'is shorter than 2 seconds, too short to loop: name a longer piece',
  'rule.unknown_presenter': 'no presenter is called "{value}"; did you mean "{nearest}"? There are {known}',
  'rule.recording_language': 'a recording speaks one language: leave only that one',
  'rule.recording_product': 'a recording speaks of one product: make a brief for each',
  'rule.recording_count':
    'a recording says the same words in every video, so it makes 1 creative (in each format): set it to 1, and make a brief for each recording',
  'rule.recording_axis': 'the words are those of the recording: there is no other choice, leave this axis out',
  'rule.recording_model': 'has nothing to write where the voice is a recording: leave one of the two out',
  'rule.recording_must_say': '"{phrase}" is not in voice.text',
  'rule.recording_must_not_say': '"{phrase}" is in voice.text',
  'rule.parts_of_picture': 'are for pictures, and this is none: leave them out, or give a picture that shows them',
  'rule.no_picture': 'hold only sound: add at least one picture or clip',
  'rule.is_address': "is an address: save the file in the brief's folder and name it here",
  'rule.bad_path': 'holds a line break or another control character: rename the file',
  'rule.leaves_folder': "{file} leaves the brief's folder: copy it there",
  'rule.out_is_file': 'is a file, or lies inside one: name a folder',
  'rule.home_unwritable':
    "{folder} can't be written ({reason}): change its permissions, or set CLIPO_HOME to another folder",
  'rule.out_is_brief_folder': "is the brief's own folder: name another, such as out",
  'rule.provider_needed':
    'is missing: labels of a service that people reach at {url} name its provider. Set your own code (27 characters), made of your unified social credit code',
  'rule.not_burnable': 'shows nothing that a label could be drawn on: leave out --burn',
  'rule.key_exists': 'is there already: a key is never overwritten, name another file',
  'rule.not_remote': 'does not work with {verb}, which concerns this machine: leave --server out',
  'rule.remote_only': 'needs --server: without it there is nothing to leave running',
  'rule.not_planned_remotely':
    'does not work with --server: a service makes what it plans. Leave --server out to see the plan, or --dry-run to make it there',
  'rule.no_address': 'must be an address such as http://127.0.0.1:4870',
  'rule.key_missing': 'needs a key of that service: set CLIPO_API_KEY',
  'rule.unknown_option': 'unknown option',
  'rule.unknown_option_near': 'unknown option; did you mean {nearest}?',
  'rule.unknown_verb': 'unknown verb; see ./clipo --help',
  'rule.unknown_verb_near': 'unknown verb; did you mean {nearest}?',
  'rule.argument_missing': 'is missing; see --help',
  'rule.no_words': 'has no words: write what is to be said',
  'rule.argument_extra': 'more words than this verb takes; see --help',
  'rule.option_value_missing': 'needs a value',
  'rule.present_option': '"{value}" is none of {known}',
  'rule.present_ending': 'must end in .mp4, on a plain ground, or .webm, with a clear one',
  'rule.preview_ending': 'must end in .jpg or .png',
  'rule.present_empty': 'holds nothing that can be spoken: write Chinese or English words',
  'rule.present_long': 'has {length} characters, at most {most} are spoken in one go: cut it into several videos',
  'rule.speak_wav': 'must end in .wav',
  'rule.speak_language': 'must be one of: {known}',
  'rule.unknown_bench': 'there is no such bench; there are: {known}',
} as const satisfies Record<string, string> & Record<`error.${ErrorCode}`, string>;

export type ErrorMessageKey = keyof typeof errorsEn;
/** Keys of messages about an input that does not fit. */
export type RuleKey = Extract<ErrorMessageKey, `rule.${string}`>;
