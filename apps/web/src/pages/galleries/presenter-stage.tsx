import { PlayCircleOutlined } from '@ant-design/icons';
import type { PresenterTrack } from '@clipo/contract';
import { createBrowserCanvas } from '@clipo/engine/browser';
import { createDrawnPresenters } from '@clipo/presenter/drawn';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

const size = { width: 360, height: 270 };
const fps = 25;
/** Of a track: samples a second. */
const rate = 48_000;
/** Before the words stands the mark of sound that AI made. */
const markMs = 1400;

/** A presenter who says a sentence when asked: drawn here, by what draws videos, with the voice of the service. */
export function PresenterStage({
  id,
  name,
  voice,
  still,
}: {
  id: string;
  name: string;
  voice: 'female' | 'male';
  still: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const play = useMutation({
    mutationFn: async () => {
      stop.current?.();
      const language = i18n.language === 'en' ? 'en' : 'zh-CN';
      const text = t('presenters.line');
      const body = {
        model: 'tts-1',
        input: text,
        voice: await voiceFor(language, voice),
        response_format: 'mp3' as const,
      };
      const sound = await bodyOf(api().POST('/v1/audio/speech', { body, parseAs: 'blob' }));
      const audio = new Audio(URL.createObjectURL(sound as unknown as Blob));
      await new Promise((resolve, reject) => {
        audio.onloadedmetadata = resolve;
        audio.onerror = reject;
      });
      stop.current = await perform(canvas.current, audio, { id, track: trackOf(text, language, audio.duration) });
    },
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <div className="face stage">
      {still !== undefined && <img src={still} alt={name} loading="lazy" />}
      <canvas ref={canvas} width={size.width} height={size.height} aria-hidden hidden />
      <Button
        icon={<PlayCircleOutlined />}
        loading={play.isPending}
        aria-label={t('presenters.play.of', { name })}
        onClick={() => play.mutate()}
      >
        {t('presenters.play')}
      </Button>
    </div>
  );
}

/** A voice that suits, of those that can speak now. */
async function voiceFor(language: 'zh-CN' | 'en', kind: 'female' | 'male'): Promise<string> {
  const { items } = await bodyOf(api().GET('/api/v1/voices'));
  const able = items.filter(({ languages, needs }) => languages.includes(language) && needs === undefined);
  const isOfKind = (name: string) =>
    kind === 'female' ? /女|\bfemale|woman/i.test(name) : /男|\bmale|\bman\b/i.test(name);
  return able.find(({ name }) => isOfKind(`${name['zh-CN']} ${name.en}`))?.id ?? 'default';
}

/** When each word is about said: evenly after the mark. Lips follow it as they follow times that an engine tells. */
function trackOf(text: string, language: 'zh-CN' | 'en', seconds: number): PresenterTrack {
  const from = Math.min(seconds / 2, markMs / 1000) * rate;
  const sampleCount = Math.round(seconds * rate);
  const words = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].filter(
    ({ isWordLike }) => isWordLike === true,
  );
  const letters = words.reduce((sum, { segment }) => sum + segment.length, 0);
  let at = from;
  return {
    language,
    sampleCount,
    seed: 7,
    phonemes: [],
    sentences: [{ startSample: Math.round(from), endSample: sampleCount, mood: 'happy', role: 'hook' }],
    words: words.map(({ segment }) => {
      const startSample = Math.round(at);
      at += ((sampleCount - from) * segment.length) / letters;
      return { text: segment, startSample, endSample: Math.round(at), stress: 0.4 };
    }),
  };
}

/** Draws along with the sound until it ends. @returns what stops both */
async function perform(
  canvas: HTMLCanvasElement | null,
  audio: HTMLAudioElement,
  { id, track }: { id: string; track: PresenterTrack },
): Promise<() => void> {
  const context = canvas?.getContext('2d');
  if (canvas === null || context == null) {
    return () => undefined;
  }
  const last = Math.ceil(audio.duration * fps);
  const presenter = await createDrawnPresenters(createBrowserCanvas()).open({
    source: { kind: 'rig', character: id, outfit: '#3d5a6c', accent: '#d9a441' },
    track,
    framing: 'half',
    cues: [],
    size,
    fps,
    firstFrame: 0,
    endFrame: last + 1,
  });
  const picture = context.createImageData(size.width, size.height);
  const [red, green, blue] = [216, 220, 219];
  let shown = -1;
  let isOver = false;
  const end = () => {
    if (!isOver) {
      isOver = true;
      audio.pause();
      URL.revokeObjectURL(audio.src);
      canvas.hidden = true;
      void presenter.close();
    }
  };
  const draw = async () => {
    const index = Math.min(last, Math.floor(audio.currentTime * fps));
    if (isOver || audio.ended) {
      end();
      return;
    }
    if (index > shown) {
      shown = index;
      const { rgba } = await presenter.frame(index);
      for (let at = 0; at < rgba.length; at += 4) {
        // What is drawn has its alpha multiplied in already: the ground shows through the rest.
        const rest = 255 - (rgba[at + 3] as number);
        picture.data[at] = (rgba[at] as number) + (red * rest) / 255;
        picture.data[at + 1] = (rgba[at + 1] as number) + (green * rest) / 255;
        picture.data[at + 2] = (rgba[at + 2] as number) + (blue * rest) / 255;
        picture.data[at + 3] = 255;
      }
      context.putImageData(picture, 0, 0);
      canvas.hidden = false;
    }
    requestAnimationFrame(() => void draw());
  };
  await audio.play();
  void draw();
  return end;
}
