import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError, type PresenterMedia, parseInput } from '@clipo/contract';
import { PersonDocument } from './person-document.ts';

/** A person as named: what the document says, and the picture or film. */
export interface FoundPerson {
  document: PersonDocument;
  /** Absolute; undefined for an engine's own avatar. */
  material: { file: string; kind: 'portrait' | 'footage' } | undefined;
  /** Where the document or the file lies: relative paths in it are from there. */
  folder: string;
}

/** A document is a page, not a film. */
const mostDocumentBytes = 64 * 1024;

/**
 * Finds a person by a path: a picture or film, a document (`.json`), or a folder with a `person.json` or with one picture or film.
 * @param field names the path in messages
 * @throws ClipoError `not_found`, `invalid_input`; InputProblems of the document
 */
export async function findPerson(
  place: string,
  field: string,
  media: Pick<PresenterMedia, 'probe'>,
): Promise<FoundPerson> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) {
    throw new ClipoError('not_found', `${field}: ${place} does not exist`, { details: { file: place, field } });
  }
  if (found.isDirectory()) {
    return findPerson(await fileIn(place, field), field, media);
  }
  const folder = path.dirname(place);
  if (!place.endsWith('.json')) {
    return { document: plainDocument(path.basename(place)), material: await materialOf(place, media), folder };
  }
  const document = parseInput(PersonDocument, await readDocument(place, field), `${field}: `);
  const { file } = document;
  if (file === undefined) {
    return { document, material: undefined, folder };
  }
  if (path.basename(file) !== file) {
    throw wrong(field, `${file} must lie beside ${path.basename(place)}`);
  }
  const material = path.join(folder, file);
  if ((await stat(material).catch(() => undefined))?.isFile() !== true) {
    throw new ClipoError('not_found', `${field}: ${material} does not exist`, { details: { file: material, field } });
  }
  return { document, material: await materialOf(material, media), folder };
}

function plainDocument(file: string): PersonDocument {
  return PersonDocument.parse({ version: 1, file });
}

async function fileIn(folder: string, field: string): Promise<string> {
  const names = await readdir(folder);
  if (names.includes('person.json')) {
    return path.join(folder, 'person.json');
  }
  const materials = names.filter((name) => !name.startsWith('.') && !name.endsWith('.json'));
  const [material] = materials;
  if (material === undefined || materials.length > 1) {
    throw wrong(field, `${path.basename(folder)} must hold a person.json, or one picture or film with its consent`);
  }
  return path.join(folder, material);
}

async function readDocument(file: string, field: string): Promise<unknown> {
  const { size } = await stat(file);
  if (size > mostDocumentBytes) {
    throw wrong(field, `${path.basename(file)} is larger than ${mostDocumentBytes / 1024} KiB`);
  }
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw wrong(field, `${path.basename(file)} is no JSON: ${(cause as Error).message}`);
  }
}

/** Files of pictures, also where the picture moves: that is told as such, not taken for a short film. */
const pictureNames = /\.(?:jpe?g|a?png|gif|webp|avif|heic|bmp|tiff?)$/i;

async function materialOf(file: string, media: Pick<PresenterMedia, 'probe'>): Promise<FoundPerson['material']> {
  return { file, kind: await kindOfPerson(file, media) };
}

/**
 * Whether a file is a film or a picture of a person. A film is what FFmpeg takes for one; everything else is read as a picture,
 * and refused there if it is none.
 */
export async function kindOfPerson(
  file: string,
  media: Pick<PresenterMedia, 'probe'>,
): Promise<'portrait' | 'footage'> {
  if (pictureNames.test(file)) {
    return 'portrait';
  }
  return media.probe(file).then(
    ({ durationMs }) => (durationMs > 0 ? 'footage' : 'portrait'),
    () => 'portrait',
  );
}

function wrong(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}
