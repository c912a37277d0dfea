import { lineBlocks } from '@clipo/engine/browser';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Editing } from './use-edit.ts';
import { type Player, useFrame } from './use-player.ts';

/** The video from left to right: scenes as pictures, the words over them, the sound beneath; one line is chosen. */
export function Timeline({
  editing,
  player,
  chosen,
  onChoose,
}: {
  editing: Editing;
  player: Player;
  chosen: string;
  onChoose(line: string): void;
}) {
  const { t } = useTranslation();
  const { now } = editing;
  const { fps, language } = now.storyboard;
  const total = now.storyboard.scenes.reduce((sum, scene) => sum + scene.frames, 0);
  const share = (frames: number) => `${(frames / total) * 100}%`;
  const blocks = lineBlocks(now);
  return (
    <section className="timeline" aria-label={t('edit.timeline')}>
      <div className="timeline-track">
        <ol className="timeline-lines">
          {blocks.map(({ line, scenes }, index) => (
            <li key={line.id} style={{ inlineSize: share(line.frames) }} className={line.id === chosen ? 'chosen' : ''}>
              <button
                type="button"
                aria-current={line.id === chosen}
                aria-label={t('edit.line.open', {
                  number: index + 1,
                  role: `${t(`role.${line.role}`)} ${(line.frames / fps).toFixed(1)}`,
                  text: line.text,
                })}
                onClick={() => {
                  onChoose(line.id);
                  player.seek(line.startFrame + Math.min(line.frames - 1, Math.round(line.frames / 3)));
                }}
              >
                <span className="timeline-role">
                  {t(`role.${line.role}`)} <span className="mono">{(line.frames / fps).toFixed(1)}</span>
                </span>
                <span className="timeline-scenes">
                  {scenes.map((scene) => (
                    <span key={scene.id} style={{ flexGrow: scene.frames }}>
                      <Thumb picture={player.thumbs.get(thumbFrame(now.storyboard.scenes, scene.id))} />
                    </span>
                  ))}
                </span>
                <span className="timeline-words" lang={language}>
                  {line.text}
                </span>
              </button>
            </li>
          ))}
        </ol>
        <Waveform sound={player.sound} seconds={total / fps} />
        <Needle player={player} total={total} />
      </div>
      <Seek player={player} total={total} fps={fps} />
    </section>
  );
}

/** Where it plays, over the scenes. */
function Needle({ player, total }: { player: Player; total: number }) {
  const frame = useFrame(player);
  return (
    <div className="timeline-needle" style={{ insetInlineStart: `${(frame / total) * 100}%` }} aria-hidden="true" />
  );
}

function Seek({ player, total, fps }: { player: Player; total: number; fps: number }) {
  const { t } = useTranslation();
  const frame = useFrame(player);
  return (
    <input
      type="range"
      className="timeline-seek"
      aria-label={t('edit.seek')}
      aria-valuetext={clock(frame, fps)}
      min={0}
      max={Math.max(0, total - 1)}
      value={Math.min(frame, total - 1)}
      onChange={({ target }) => player.seek(Number(target.value))}
    />
  );
}

/** The frame of a scene that tells most about it: in its middle. */
export function thumbFrame(scenes: readonly { id: string; frames: number }[], id: string): number {
  let start = 0;
  for (const scene of scenes) {
    if (scene.id === id) {
      return start + Math.floor(scene.frames / 2);
    }
    start += scene.frames;
  }
  return 0;
}

export function clock(frame: number, fps: number): string {
  const tenths = Math.floor((10 * frame) / fps);
  return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`;
}

function Thumb({ picture }: { picture: ImageBitmap | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const sheet = canvas.current;
    if (sheet !== null && picture !== undefined) {
      [sheet.width, sheet.height] = [picture.width, picture.height];
      sheet.getContext('2d')?.drawImage(picture, 0, 0);
    }
  }, [picture]);
  return <canvas ref={canvas} />;
}

/** Columns of a waveform: more are never seen. */
const columns = 900;

function Waveform({ sound, seconds }: { sound: AudioBuffer | undefined; seconds: number }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const sheet = canvas.current;
    const context = sheet?.getContext('2d');
    if (sheet === null || context === null || context === undefined) {
      return;
    }
    [sheet.width, sheet.height] = [columns, 56];
    context.clearRect(0, 0, columns, 56);
    if (sound === undefined) {
      return;
    }
    context.fillStyle = getComputedStyle(sheet).color;
    const samples = sound.getChannelData(0);
    const step = (seconds * sound.sampleRate) / columns;
    for (let column = 0; column < columns; column += 1) {
      let peak = 0;
      for (let at = Math.floor(column * step); at < Math.min(samples.length, (column + 1) * step); at += 8) {
        peak = Math.max(peak, Math.abs(samples[at] ?? 0));
      }
      const height = Math.max(1, peak * 54);
      context.fillRect(column, (56 - height) / 2, 1, height);
    }
  }, [sound, seconds]);
  return (
    <canvas
      ref={canvas}
      className="timeline-wave"
      role="img"
      aria-label={sound === undefined ? t('edit.sound.coming') : t('edit.sound')}
    />
  );
}
