import { type ByteSource, unreadable } from '../byte-source.ts';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import { type LabelFormat, type Piece, partsOf } from '../parts.ts';
import { problem } from '../problem.ts';
import { makeDirectory, makeEntry, movedLine, readDirectory, readEntry } from './zip.ts';

const properties = 'docProps/custom.xml';
const types = '[Content_Types].xml';
const relations = '_rels/.rels';
const propertiesType = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
const relationType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties';
/** The class of properties that users set (MS-OSHARED §2.3.3.1.13). */
const userProperties = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';
const emptyProperties =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' +
  '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" ' +
  'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>';

/** A property with its attributes and content; lengths are bounded, so that a hostile file costs no time. */
const property = /<(?:\w{1,20}:)?property\b([^>]{0,2000})>([\s\S]{0,200000}?)<\/(?:\w{1,20}:)?property\s*>/g;

/**
 * DOCX, XLSX, PPTX: a custom property `AIGC` in docProps/custom.xml (TC260-PG-20258A). Everything else of the archive is
 * copied as it is.
 */
export const officeFormat: LabelFormat = {
  async read(source) {
    try {
      const { entries } = await readDirectory(source);
      const entry = entries.find(({ name }) => name === properties);
      const xml = entry === undefined ? '' : await readEntry(source, entry);
      return { labels: labelsOf(xml), problems: [] };
    } catch (cause) {
      return { labels: [], problems: [problem('broken_file', cause instanceof Error ? cause.message : String(cause))] };
    }
  },

  async *parts(source, json) {
    const { entries, comment } = await readDirectory(source);
    const read = async (name: string) => {
      const entry = entries.find((one) => one.name === name);
      return entry === undefined ? undefined : await readEntry(source, entry);
    };
    const [typesXml, relationsXml] = [await read(types), await read(relations)];
    if (typesXml === undefined || relationsXml === undefined) {
      throw unreadable(source.name, 'is an archive, but no office document');
    }
    const changed = new Map([
      [types, withType(typesXml)],
      [relations, withRelation(relationsXml)],
      [properties, withLabel((await read(properties)) ?? emptyProperties, json, source)],
    ]);
    const pieces: Piece[] = [];
    const lines: Uint8Array[] = [];
    let offset = 0;
    const put = (name: string, text: string) => {
      const { bytes, line } = makeEntry(name, text, offset);
      pieces.push({ start: 0, end: 0, bytes });
      lines.push(line);
      offset += bytes.length;
    };
    for (const entry of [...entries].sort((a, b) => a.start - b.start)) {
      const text = changed.get(entry.name);
      if (text !== undefined) {
        put(entry.name, text);
        changed.delete(entry.name);
        continue;
      }
      pieces.push({ start: entry.start, end: entry.end });
      lines.push(movedLine(entry.line, offset));
      offset += entry.end - entry.start;
    }
    for (const [name, text] of changed) {
      put(name, text);
    }
    pieces.push({ start: 0, end: 0, bytes: makeDirectory(lines, offset, comment) });
    yield* partsOf(pieces);
  },
};

function labelsOf(xml: string): FoundLabel[] {
  return [...xml.matchAll(property)].flatMap(([, attributes = '', content = '']) =>
    isLabel(attributes) ? [foundLabel('office-property', `${properties} AIGC`, textOf(content))] : [],
  );
}

function isLabel(attributes: string): boolean {
  return /\bname\s*=\s*(?:"AIGC"|'AIGC')/.test(attributes);
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function textOf(content: string): string {
  const [, inner = content] = /<vt:\w{1,20}[^>]{0,200}>([\s\S]*?)<\/vt:\w{1,20}\s*>/.exec(content) ?? [];
  return inner.replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => characters[name] ?? whole).trim();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function withLabel(xml: string, json: string, source: ByteSource): string {
  const kept = xml.replace(property, (whole, attributes: string) => (isLabel(attributes) ? '' : whole));
  const ids = [...kept.matchAll(/\bpid\s*=\s*["'](\d{1,9})["']/g)].map(([, id]) => Number(id));
  const [, prefix = ''] = /<(\w{1,20}:)?Properties\b/.exec(kept) ?? [];
  const full = kept.replace(/<((?:\w{1,20}:)?Properties\b[^>]*)\/>\s*$/, `<$1></${prefix}Properties>`);
  const at = full.lastIndexOf(`</${prefix}Properties`);
  if (at < 0) {
    throw unreadable(source.name, `holds ${properties}, which is damaged`);
  }
  const own =
    `<${prefix}property fmtid="${userProperties}" pid="${Math.max(1, ...ids) + 1}" name="AIGC">` +
    `<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${escaped(json)}</vt:lpwstr>` +
    `</${prefix}property>`;
  return full.slice(0, at) + own + full.slice(at);
}

function withType(xml: string): string {
  return xml.includes(`/${properties}"`)
    ? xml
    : xml.replace(/<\/Types\s*>/, `<Override PartName="/${properties}" ContentType="${propertiesType}"/></Types>`);
}

function withRelation(xml: string): string {
  return xml.includes(relationType)
    ? xml
    : xml.replace(
        /<\/Relationships\s*>/,
        `<Relationship Id="rIdAIGC" Type="${relationType}" Target="${properties}"/></Relationships>`,
      );
}
