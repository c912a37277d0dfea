import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type Received, type Replayed, replayServer } from '../packages/presenter/src/remote/replay-server.fixture.ts';
import { wavOf } from '../packages/presenter/src/remote/split-speech.ts';

const rate = 48_000;
const fps = 25;
/** Of films. */
export const remoteSize = { width: 90, height: 160 };
const size = remoteSize;

/**
 * What an engine would send back: the voice `lateMs` late, and as late a square that is red while somebody speaks, on a green
 * screen.
 */
export function filmVoice(folder: string, wav: Buffer, lateMs: number, length = 1): Uint8Array {
  const sent = new Int16Array(wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.length));
  const late = (lateMs * rate) / 1000;
  const sound = new Int16Array(sent.length + late);
  sound.set(sent, late);
  const count = Math.ceil((sound.length * fps * length) / rate);
  const frames = Buffer.alloc(count * size.width * size.height * 3);
  for (let frame = 0; frame < count; frame++) {
    const at = Math.round(((frame + 0.5) / fps) * rate);
    const isLoud = sound.subarray(at - 200, at + 200).some((value) => Math.abs(value) > 500);
    for (let y = 0; y < size.height; y++) {
      for (let x = 0; x < size.width; x++) {
        const isSquare = x > 20 && x < 70 && y > 40 && y < 120;
        const color = isSquare ? (isLoud ? [220, 40, 40] : [60, 60, 60]) : [20, 200, 40];
        frames.set(color, ((frame * size.height + y) * size.width + x) * 3);
      }
    }
  }
  const file = path.join(folder, `film-${Math.random()}.mp4`);
  const soundFile = `${file}.wav`;
  execFileSync('sh', ['-c', `cat > ${soundFile}`], { input: wavOf(sound) });
  execFileSync(
    'ffmpeg',
    [
      ...[
        '-v',
        'error',
        '-y',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'rgb24',
        '-s',
        `${size.width}x${size.height}`,
        '-r',
        '25',
        '-i',
        '-',
      ],
      ...[
        '-i',
        soundFile,
        '-t',
        String(count / fps),
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-crf',
        '12',
        '-pix_fmt',
        'yuv420p',
        '-c:a',
        'aac',
        file,
      ],
    ],
    { input: frames, maxBuffer: 1e9 },
  );
  return execFileSync('cat', [file], { maxBuffer: 1e9 });
}

/** An engine of Clipo's protocol that films each voice that it is handed. */
export async function engineServer(make: (wav: Buffer) => Uint8Array | Replayed, result?: (base: string) => string) {
  const films = new Map<string, Uint8Array | Replayed>();
  const exchange: Record<string, Replayed[] | ((request: Received, base: string) => Replayed)> = {
    'POST /v1/presenter/jobs': ({ body, headers }, base) => {
      const start = body.indexOf('RIFF');
      const length = 8 + Buffer.from(body.slice(start + 4, start + 8), 'latin1').readUInt32LE();
      const ref = String(headers['idempotency-key']);
      films.set(ref, make(Buffer.from(body.slice(start, start + length), 'latin1')));
      exchange[`GET /v1/presenter/jobs/${ref}`] = () => ({
        json: { ref, phase: 'done', result: { videoUrl: result?.(base) ?? 'result', alpha: 'greenscreen' } },
      });
      exchange[`GET /v1/presenter/jobs/${ref}/result`] = () => {
        const made = films.get(ref);
        return made instanceof Uint8Array ? { type: 'video/mp4', body: made } : (made ?? { status: 404, text: '' });
      };
      return { status: 202, json: { ref, phase: 'queued' } };
    },
  };
  return replayServer(exchange);
}
