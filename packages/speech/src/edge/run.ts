import { spawn } from 'node:child_process';

/** The service's own rate. */
const sampleRate = 24_000;

/** MP3 as samples, mono, −1 … 1, by FFmpeg. @throws Error where it is no sound */
export async function decodeMp3(
  mp3: Uint8Array,
  signal: AbortSignal,
): Promise<{ samples: Float64Array; sampleRate: number }> {
  const wanted = ['-f', 's16le', '-ac', '1', '-ar', String(sampleRate), 'pipe:1'];
  const chunks = await new Promise<Buffer[]>((resolve, reject) => {
    const child = spawn('ffmpeg', ['-v', 'error', '-f', 'mp3', '-i', 'pipe:0', ...wanted], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { PATH: process.env.PATH },
      signal,
      killSignal: 'SIGKILL',
    });
    const got: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => got.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(got) : reject(new Error('answered with what is no MP3'))));
    // A decoder that has seen enough closes its ear: that is told by how it ends.
    child.stdin.on('error', () => undefined);
    child.stdin.end(mp3);
  });
  const bytes = Buffer.concat(chunks);
  const samples = Float64Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readInt16LE(at * 2) / 32_768);
  return { samples, sampleRate };
}
