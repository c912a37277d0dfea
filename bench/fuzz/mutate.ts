import type { Random } from '../harness/random.ts';

/** Numbers at which parsers go wrong. */
const numbers = [0, 1, 2, 4, 7, 8, 12, 16, 127, 128, 255, 256, 32_767, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];
/** Words that the formats know: chance alone would rarely write one. */
const words = [
  ...['ftyp', 'moov', 'udta', 'meta', 'keys', 'ilst', 'data', 'mdta', 'AIGC', 'uuid', 'moof', 'XMP_', 'free', 'hdlr'],
  ...['IHDR', 'iTXt', 'tEXt', 'zTXt', 'IEND', 'XML:com.adobe.xmp', 'RIFF', 'WAVE', 'WEBP', 'VP8X', 'XMP ', 'LIST'],
  ...[
    'ID3',
    'TXXX',
    'fLaC',
    'OggS',
    'OpusHead',
    'OpusTags',
    '\x03vorbis',
    'FLV',
    'onMetaData',
    'GIF89a',
    'XMP DataXMP',
  ],
  ...[
    '\x1a\x45\xdf\xa3',
    '\x18\x53\x80\x67',
    '\x12\x54\xc3\x67',
    '\x67\xc8',
    '\x45\xa3',
    '\xff\xd8',
    '\xff\xe1',
    'Exif\0\0',
  ],
  ...['%PDF-1.7', 'startxref', 'trailer', '/Info', '/AIGC', 'xref', 'endobj', 'PK\x03\x04', 'PK\x01\x02', 'PK\x05\x06'],
  ...['WEBVTT', 'NOTE AIGC {', '[Script Info]', '[Events]', 'Format:', 'Dialogue:', '00:00:00,000 --> 00:00:02,000'],
  ...[
    '---\n',
    'AIGC:',
    '"Label":"1"',
    '<TC260:AIGC>',
    '</TC260:AIGC>',
    'http://www.tc260.org.cn/ns/AIGC/1.0/',
    'AI生成',
  ],
];

/** One to six changes of an input, as libFuzzer makes them; `other` gives some of its bytes. */
export function mutate(input: Buffer, other: Buffer, random: Random, mostBytes: number): Buffer {
  let bytes: Buffer = Buffer.from(input);
  const changes = 1 + Math.floor(random() * 6);
  for (let change = 0; change < changes; change++) {
    bytes = changed(bytes, other, random);
  }
  return bytes.subarray(0, mostBytes);
}

function changed(bytes: Buffer, other: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * (bytes.length + 1));
  const span = (of: number) => Math.min(of, 1 + Math.floor(random() ** 3 * 64));
  const spliced = (put: Buffer, dropped: number) =>
    Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + dropped)]);
  switch (Math.floor(random() * 10)) {
    case 0:
      return spliced(Buffer.of(Math.floor(random() * 256)), 1);
    case 1:
      return spliced(Buffer.of((bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))), 1);
    case 2:
    case 3: {
      const wide = [1, 2, 4, 8][Math.floor(random() * 4)] ?? 4;
      const number = BigInt(numbers[Math.floor(random() * numbers.length)] ?? 0);
      const put = Buffer.alloc(8);
      const isLittle = random() < 0.3;
      put[isLittle ? 'writeBigUInt64LE' : 'writeBigUInt64BE'](number);
      return spliced(isLittle ? put.subarray(0, wide) : put.subarray(8 - wide), wide);
    }
    case 4:
      return spliced(Buffer.alloc(0), span(bytes.length));
    case 5:
      return spliced(Buffer.from(bytes.subarray(at, at + span(64))), 0);
    case 6:
    case 7: {
      const word = Buffer.from(words[Math.floor(random() * words.length)] ?? '', random() < 0.5 ? 'latin1' : 'utf8');
      return spliced(word, random() < 0.5 ? word.length : 0);
    }
    case 8: {
      const from = Math.floor(random() * other.length);
      const some = other.subarray(from, from + span(other.length) * 4);
      return spliced(some, random() < 0.5 ? some.length : 0);
    }
    default: {
      const delta = Math.floor(random() * 71) - 35;
      return spliced(Buffer.of(((bytes[at] ?? 0) + delta) & 255), 1);
    }
  }
}
