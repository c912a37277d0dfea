import type { materialsZhCN } from './materials-chinese.ts';

/** Forms that English has and Chinese has not. */
interface Singulars {
  'materials.chosen_one': string;
  'materials.deleted_one': string;
  'rights.title.of_one': string;
  'rights.uses.many_one': string;
  'rights.saved_one': string;
}

/** Words of materials and their rights. */
export const materialsEn: typeof materialsZhCN & Singulars = {
  'materials.text': 'Pictures, clips and sounds. State their rights: they travel with every video.',
  'materials.kind': 'Kind',
  'materials.kind.all': 'All',
  'materials.kind.image': 'Pictures',
  'materials.kind.video': 'Clips',
  'materials.kind.audio': 'Sounds',
  'materials.kind.font': 'Fonts',
  'materials.none': 'No materials yet',
  'materials.none.text': 'Drop a clip, photos or a recording of your product above.',
  'materials.rights': 'Rights',
  'materials.no-rights': 'No rights stated',
  'materials.ai': 'AI label',
  'materials.ai.text':
    'The file says that AI made it (by {{producer}}). Its label is kept, and passed on with every video that shows it.',
  'materials.ai.unknown': 'whom it does not name',
  'materials.delete': 'Delete',
  'materials.delete.of': 'Delete {{name}}',
  'uploads.drop': 'Drop files here, click to choose, or paste',
  'uploads.limits': 'Pictures, video, audio, up to 10 GB each; broken uploads go on by themselves',
  'uploads.progress': 'Upload of {{name}}',
  'uploads.stop': 'Stop the upload of {{name}}',
  'rights.title': 'Rights',
  'rights.text': 'Whose it is, by what licence, and for what. Each video carries this list.',
  'rights.holder': 'Holder',
  'rights.licence': 'Licence or contract',
  'rights.licence.hint': 'Such as: own work, CC0-1.0, the number of a contract',
  'rights.scope': 'Scope of use',
  'rights.shows': 'Whom it shows',
  'rights.shows.unsaid': 'Not said',
  'rights.shows.nobody': 'Nobody who can be recognised',
  'rights.shows.adults': 'Adults',
  'rights.shows.minors': 'Minors',
  'rights.guardian': 'Consent of the guardian',
  'rights.guardian.hint':
    'Who consented for the minor, when, and to what. Without it the material stays out of every video',
  'rights.people': 'People in it',
  'rights.people.hint': 'Who can be recognised and whether they agreed; leave empty where there is nobody',
  'materials.search': 'Search by name, holder or licence',
  'materials.filter.rights': 'Rights',
  'materials.filter.all': 'Any rights',
  'materials.filter.missing': 'No rights stated',
  'materials.filter.ending': 'End within 30 days',
  'materials.filter.ended': 'Ended',
  'materials.found.none': 'No such materials',
  'materials.found.none.text': 'Try another word, or fewer filters.',
  'materials.found.all': 'Clear the filters',
  'materials.select': 'Choose {{name}}',
  'materials.chosen_one': 'One chosen',
  'materials.chosen_other': '{{count}} chosen',
  'materials.chosen.rights': 'State rights of all',
  'materials.chosen.delete': 'Delete them',
  'materials.chosen.none': 'Choose none',
  'materials.deleted_one': 'Material deleted',
  'materials.deleted_other': '{{count}} materials deleted',
  'materials.ended': 'ended {{day}}',
  'materials.ending': 'ends {{day}}',
  'materials.scrub': 'Move the pointer across to look through it',
  'materials.grid': 'Materials',
  'uploads.same': '“{{name}}” was in the library already and is not kept twice.',
  'rights.title.of_one': 'Rights of a material',
  'rights.title.of_other': 'Rights of {{count}} materials',
  'rights.term': 'May be used until',
  'rights.term.hint': 'You are reminded 30 days before; leave empty where it does not end',
  'rights.uses': 'Where it is used',
  'rights.uses.none': 'No video shows it yet.',
  'rights.uses.many_one': 'One video shows it',
  'rights.uses.many_other': '{{count}} videos show it',
  'rights.saved_one': 'Rights saved',
  'rights.saved_other': 'Rights of {{count}} materials saved',
};
