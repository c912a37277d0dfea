import { type CaptionLook, captionLooks, musicTracks } from '@clipo/contract';
import { useQuery } from '@tanstack/react-query';
import { ColorPicker, Segmented, Select, Slider, Switch } from 'antd';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import type { Editing } from './use-edit.ts';

/** What is of the whole video: captions, music, presenter, voice. */
export function WholePanel({ editing }: { editing: Editing }) {
  return (
    <div className="whole-panel">
      <Captions editing={editing} />
      <MusicFields editing={editing} />
      <Speakers editing={editing} />
    </div>
  );
}

function Captions({ editing }: { editing: Editing }) {
  const { t } = useTranslation();
  const { session, base, view } = editing;
  const { captions } = view.edits;
  const first = base.storyboard.scenes.flatMap(({ layers }) => layers).find((layer) => layer.kind === 'caption');
  if (first?.kind !== 'caption') {
    return null;
  }
  return (
    <fieldset className="scene-fields">
      <legend>{t('edit.captions')}</legend>
      <Segmented<CaptionLook>
        aria-label={t('edit.captions.look')}
        value={captions.look ?? first.look ?? 'karaoke'}
        onChange={(look) => session.set('captions/look', look)}
        options={captionLooks.map((value) => ({ value, label: t(`caption.${value}`) }))}
      />
      <div className="field">
        <span>{t('edit.captions.size')}</span>
        <Slider
          ariaLabelForHandle={t('edit.captions.size')}
          min={0.6}
          max={1.6}
          step={0.05}
          value={captions.scale ?? 1}
          onChange={(scale) => session.set('captions/scale', scale)}
        />
      </div>
      <div className="field">
        <span>{t('edit.captions.color')}</span>
        <ColorPicker
          aria-label={t('edit.captions.color')}
          disabledAlpha
          showText
          value={captions.color ?? first.style.color}
          onChangeComplete={(color) => session.set('captions/color', color.toHexString())}
        />
      </div>
      <div className="field">
        <span>{t('edit.captions.highlight')}</span>
        <ColorPicker
          aria-label={t('edit.captions.highlight')}
          disabledAlpha
          showText
          value={captions.highlight ?? first.highlight}
          onChangeComplete={(color) => session.set('captions/highlight', color.toHexString())}
        />
      </div>
    </fieldset>
  );
}

function MusicFields({ editing }: { editing: Editing }) {
  const { t } = useTranslation();
  const { session, now, base } = editing;
  const { music } = now.storyboard;
  const known = editing.view.edits.music ?? { isOff: music === null };
  const set = (change: Partial<NonNullable<typeof editing.view.edits.music>>) =>
    session.set('music', { ...known, ...change });
  return (
    <fieldset className="scene-fields">
      <legend>{t('edit.music')}</legend>
      <div className="field">
        <span>{t('edit.music.on')}</span>
        <Switch
          aria-label={t('edit.music.on')}
          checked={music !== null}
          onChange={(isOn) =>
            set({ isOff: !isOn, ...(isOn && base.storyboard.music === null ? { track: 'warm-home' } : {}) })
          }
        />
      </div>
      {music !== null && (
        <>
          <div className="field">
            <span>{t('edit.music.track')}</span>
            <Select
              aria-label={t('edit.music.track')}
              value={'track' in music ? music.track : undefined}
              placeholder={t('edit.music.own')}
              onChange={(track) => set({ track, isOff: false })}
              options={musicTracks.map((value) => ({ value, label: t(`music.${value}`) }))}
            />
          </div>
          <div className="field">
            <span>{t('edit.music.level')}</span>
            <Slider
              ariaLabelForHandle={t('edit.music.level')}
              min={-30}
              max={6}
              value={music.gainDb}
              tooltip={{ formatter: (gain) => `${gain} dB` }}
              onChange={(gainDb) => set({ gainDb, isOff: false })}
            />
          </div>
        </>
      )}
    </fieldset>
  );
}

function Speakers({ editing }: { editing: Editing }) {
  const { t } = useTranslation();
  const { session, base, now, view, desk } = editing;
  const voices = useQuery({ queryKey: ['voices'], queryFn: () => bodyOf(api().GET('/api/v1/voices')) });
  const presenters = useQuery({ queryKey: ['presenters'], queryFn: () => bodyOf(api().GET('/api/v1/presenters')) });
  const language = i18next.language === 'en' ? 'en' : 'zh-CN';
  const seen = now.storyboard.scenes
    .flatMap(({ layers }) => layers)
    .find((layer) => layer.kind === 'presenter' && layer.source.kind === 'rig');
  const character = seen?.kind === 'presenter' && seen.source.kind === 'rig' ? seen.source.character : undefined;
  const able = voices.data?.items.filter(
    (voice) => voice.needs === undefined && voice.languages.includes(base.storyboard.language),
  );
  return (
    <fieldset className="scene-fields">
      <legend>{t('edit.speakers')}</legend>
      <div className="field">
        <span>{t('edit.voice')}</span>
        <Select
          aria-label={t('edit.voice')}
          allowClear
          placeholder={desk.voice ?? t('edit.voice.own')}
          value={view.edits.voice}
          onChange={(voice) => session.set('voice', voice)}
          options={able?.map(({ id, name }) => ({ value: id, label: name[language] }))}
        />
      </div>
      {character === undefined ? (
        <p className="soft">{t('edit.presenter.none')}</p>
      ) : (
        <div className="field">
          <span>{t('edit.presenter')}</span>
          <Select
            aria-label={t('edit.presenter')}
            value={character}
            onChange={(id) => session.set('presenter', id)}
            options={presenters.data?.items.map(({ id, name }) => ({ value: id, label: name[language] }))}
          />
        </div>
      )}
    </fieldset>
  );
}
