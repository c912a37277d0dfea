import type { libraryZhCN } from './library-chinese.ts';

/** Forms that English has and Chinese has not. */
interface Singulars {
  'library.deleted_one': string;
}

/** Words of the library of videos. */
export const libraryEn: { readonly [K in keyof typeof libraryZhCN]: string } & Singulars = {
  'nav.library': 'Library',
  'library.text': 'The videos of all batches: find, sort, use again, download, delete.',
  'library.none': 'No videos yet',
  'library.none.text': 'Whatever your batches make appears here.',
  'library.none-found': 'Nothing found',
  'library.none-found.text': 'Try other words, or fewer filters.',
  'library.search': 'Search names and lines',
  'library.folders': 'Folders',
  'library.all': 'All videos',
  'library.bin': 'Bin',
  'library.folder.new': 'New folder',
  'library.folder.name': 'Name of the folder',
  'library.folder.delete': 'Delete the folder {{name}}',
  'library.folder.delete.sure': 'Its videos stay, in no folder.',
  'library.move': 'Move to a folder',
  'library.move.out': 'Out of folders',
  'library.delete': 'Delete',
  'library.deleted_one': '{{count}} video is in the bin',
  'library.deleted_other': '{{count}} videos are in the bin',
  'library.undo': 'Undo',
  'library.restore': 'Take back',
  'library.restored': 'Taken back',
  'library.bin.text':
    'Can be taken back for 30 days; then the files are removed, and label records are kept as law asks.',
  'library.reuse': 'Make more like this',
  'library.lineage': 'Where it comes from',
  'library.batch': 'Open its batch',
  'library.storage': 'Storage',
  'library.storage.videos': 'Videos',
  'library.storage.bin': 'Bin',
  'library.storage.versions': 'Earlier versions',
  'library.storage.materials': 'Materials',
  'library.storage.renders': 'Other files',
  'lineage.template': 'Template',
  'lineage.written': 'Words by',
  'lineage.built-in': 'the built-in planner',
  'lineage.voice': 'Voice',
  'lineage.presenter': 'Presenter',
  'lineage.produce-id': 'Label number',
  'lineage.pieces': 'Pieces',
  'lineage.materials': 'Materials',
  'lineage.deliveries': 'Delivered to',
  'lineage.none': 'none',
};
