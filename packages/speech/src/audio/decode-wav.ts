/** Sound of a file: mono, −1 … 1. */
export interface DecodedWav {
  samples: Float64Array;
  sampleRate: number;
}

/** What ten minutes at 48 kHz take, stereo and 32 bits: more is no line. */
const mostBytes = 256 * 1024 * 1024;

/**
 * Reads a WAV file of somebody else: 8, 16, 24 or 32 bits or floats, any number of channels (mixed), sizes that are not
 * true because the file was streamed.
 * @throws Error with what is wrong with it
 */
export function decodeWav(file: Uint8Array): DecodedWav {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tag = (at: number) => (at + 4 <= file.length ? String.fromCharCode(...file.subarray(at, at + 4)) : '');
  if (file.length > mostBytes) {
    throw new Error('the sound is too large');
  }
  if (tag(0) !== 'RIFF' || tag(8) !== 'WAVE') {
    throw new Error('the answer is no WAV file');
  }
  let format: { code: number; channels: number; sampleRate: number; bits: number } | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tag(at) === 'fmt ' && body + 16 <= file.length) {
      const code = view.getUint16(body, true);
      format = {
        // An extensible format names its real one in the first bytes of an id.
        code: code === 0xfffe && body + 26 <= file.length ? view.getUint16(body + 24, true) : code,
        channels: view.getUint16(body + 2, true),
        sampleRate: view.getUint32(body + 4, true),
        bits: view.getUint16(body + 14, true),
      };
    } else if (tag(at) === 'data') {
      if (format === undefined) {
        throw new Error('the WAV file does not say what its samples are');
      }
      // A stream's size is not known when it begins: what is there counts.
      const isOpen = size === 0xffffffff || size === 0 || size >= 0x7ffff000;
      if (!isOpen && body + size > file.length) {
        throw new Error(`the WAV file is cut: ${file.length - body} of ${size} bytes of sound`);
      }
      return { samples: mix(view, body, isOpen ? file.length : body + size, format), sampleRate: format.sampleRate };
    }
    at = body + size + (size % 2);
  }
  throw new Error('the WAV file holds no sound');
}

function mix(
  view: DataView,
  from: number,
  to: number,
  format: { code: number; channels: number; sampleRate: number; bits: number },
): Float64Array {
  const { code, channels, sampleRate, bits } = format;
  const read = readers[`${code}/${bits}`];
  if (read === undefined || channels < 1 || channels > 8 || sampleRate < 4_000 || sampleRate > 192_000) {
    throw new Error(`the WAV file has ${channels} channels of format ${code} with ${bits} bits at ${sampleRate} Hz`);
  }
  const step = bits / 8;
  const count = Math.floor((to - from) / (step * channels));
  return Float64Array.from({ length: count }, (_, index) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += read(view, from + (index * channels + channel) * step);
    }
    const value = sum / channels;
    return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
  });
}

const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  '1/8': (view, at) => (view.getUint8(at) - 128) / 128,
  '1/16': (view, at) => view.getInt16(at, true) / 32_768,
  '1/24': (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608,
  '1/32': (view, at) => view.getInt32(at, true) / 2_147_483_648,
  '3/32': (view, at) => view.getFloat32(at, true),
  '3/64': (view, at) => view.getFloat64(at, true),
};
