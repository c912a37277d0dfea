import { readFile, stat, writeFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { labelFile } from './label-file.ts';
import { labelOf, scratchFolder } from './media.fixture.ts';
import { makeDirectory, makeEntry } from './office/zip.ts';
import { readLabels } from './read-labels.ts';
import { verifyFile } from './verify-file.ts';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;

/** A PDF of one empty page; `isPacked` keeps its information in an object stream, as makers since PDF 1.5 do. */
function pdfOf(isPacked: boolean): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'];
  objects.push('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>');
  const info = '<< /Title (a \\(b\\)) /Producer (t) >>';
  if (isPacked) {
    const packed = deflateSync(Buffer.from(`4 0 ${info}`)).toString('latin1');
    objects.push(`null`);
    objects.push(
      `<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`,
    );
  } else {
    objects.push(info);
  }
  let text = '%PDF-1.5\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += isPacked && index === 3 ? '' : `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const at = text.length;
  if (isPacked) {
    const table = Buffer.alloc(7 * 7);
    const rows = [
      [0, 0, 0xffff],
      ...offsets.map((offset, index) => (index === 3 ? [2, 5, 0] : [1, offset, 0])),
      [1, at, 0],
    ];
    for (const [row, [type = 0, offset = 0, generation = 0]] of rows.entries()) {
      table.writeUInt8(type, row * 7);
      table.writeUInt32BE(offset, row * 7 + 1);
      table.writeUInt16BE(generation, row * 7 + 5);
    }
    const dictionary = '/Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Info 4 0 R /Length 49';
    text += `6 0 obj\n<< ${dictionary} >>\nstream\n${table.toString('latin1')}\nendstream\nendobj\n`;
  } else {
    const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n\r\n`).join('');
    text += `xref\n0 5\n0000000000 65535 f\r\n${rows}trailer\n<< /Size 5 /Root 1 0 R /Info 4 0 R >>\n`;
  }
  return Buffer.from(`${text}startxref\n${at}\n%%EOF\n`, 'latin1');
}

function docxOf(): Buffer {
  const files: [string, string][] = [
    ['[Content_Types].xml', '<?xml version="1.0"?><Types xmlns="t"><Default Extension="xml" ContentType="x"/></Types>'],
    ['_rels/.rels', '<?xml version="1.0"?><Relationships xmlns="r"></Relationships>'],
    ['word/document.xml', '<w:document xmlns:w="w"/>'],
  ];
  const [parts, lines]: [Uint8Array[], Uint8Array[]] = [[], []];
  let offset = 0;
  for (const [name, text] of files) {
    const { bytes, line } = makeEntry(name, text, offset);
    parts.push(bytes);
    lines.push(line);
    offset += bytes.length;
  }
  return Buffer.concat([...parts, makeDirectory(lines, offset, new Uint8Array())]);
}

const documents: readonly [string, string, Buffer][] = [
  ['a.pdf', 'pdf', pdfOf(false)],
  ['packed.pdf', 'pdf', pdfOf(true)],
  ['a.docx', 'office', docxOf()],
  ['a.md', 'markdown', Buffer.from('# 水杯\n\n---\n正文\n')],
  ['matter.md', 'markdown', Buffer.from('---\r\ntitle: a\r\nAIGC:\r\n  Label: 7\r\ntags: [b]\r\n---\r\n# c\r\n')],
];

beforeAll(async () => {
  scratch = await scratchFolder();
  for (const [name, , bytes] of documents) {
    await writeFile(scratch.path(name), bytes);
  }
});
afterAll(() => scratch.remove());

it.each(documents)('%s is labelled, read back and relabelled, with nothing piling up (L1)', async (name, kind) => {
  const [file, once, twice] = ['', '1-', '2-'].map((mark) => scratch.path(mark + name)) as [string, string, string];
  expect((await readLabels(file)).kind).toBe(kind);
  await labelFile(file, once, labelOf('first'));
  expect(await verifyFile(once, { expected: labelOf('first') })).toMatchObject({ ok: true, kind });
  await labelFile(once, twice, labelOf('other'));
  expect(await verifyFile(twice, { expected: labelOf('other') })).toMatchObject({ ok: true, problems: [] });
  expect((await stat(twice)).size).toBe((await stat(once)).size);
});

it('what stood in a document stays: other properties, other lines, every page', async () => {
  await labelFile(scratch.path('matter.md'), scratch.path('m.md'), labelOf('id'));
  const matter = await readFile(scratch.path('m.md'), 'utf8');
  expect(matter).toMatch(/^---\r\nAIGC:\r\n {2}Label: "1"\r\n[\s\S]*title: a\r\ntags: \[b\]\r\n---\r\n# c\r\n$/);
  expect(matter.match(/AIGC/g)).toHaveLength(1);
  for (const name of ['a.pdf', 'packed.pdf']) {
    await labelFile(scratch.path(name), scratch.path(`k-${name}`), labelOf('id'));
    const text = (await readFile(scratch.path(`k-${name}`))).toString('latin1');
    expect(text).toContain('/Title (a \\(b\\))');
    // Whoever follows the file's end finds the section, the object, and the section before.
    const at = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    const isStream = name === 'packed.pdf';
    expect(text.slice(at)).toMatch(isStream ? /^7 0 obj\n<< \/Type \/XRef/ : /^xref\n4 1\n/);
    const object = text.lastIndexOf('\n4 0 obj') + 1;
    const row = isStream ? Buffer.from(text, 'latin1').readUInt32BE(text.indexOf('stream\n', at) + 8) : 0;
    expect(isStream ? row : Number(text.slice(at + 9, at + 19))).toBe(object);
    expect(text.slice(Number(/\/Prev (\d+)/.exec(text)?.[1]))).toMatch(isStream ? /^6 0 obj/ : /^xref\n0 5/);
  }
});

it('a damaged document is told as one, and never hangs (L4)', async () => {
  for (const [name, , bytes] of documents.slice(0, 3)) {
    for (let cut = 8; cut < bytes.length; cut += 37) {
      await expect(readLabels(bytes.subarray(0, cut))).resolves.toMatchObject({ labels: [] });
    }
    const path = scratch.path(`cut-${name}`);
    await writeFile(path, bytes.subarray(0, bytes.length >> 1));
    await expect(labelFile(path, scratch.path('x'), labelOf('id'))).rejects.toMatchObject({
      code: 'unreadable_material',
    });
  }
});
