import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { useOutsidePresenters } from '../engines/use-engines.ts';
import type { ListedAxis } from './recipe-changes.ts';

/** Something that can be chosen on an axis, as a brief says it and as people call it. */
export interface Choice {
  value: unknown;
  name: string;
}

/** What each listed axis can be chosen from, and what its choices are called. */
export function useChoices(): {
  choicesOf(axis: ListedAxis): Choice[];
  nameOf(axis: ListedAxis, value: unknown): string;
} {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const templates = useQuery({
    queryKey: ['shipped-templates'],
    queryFn: () => bodyOf(api().GET('/api/v1/shipped-templates')),
  });
  const voices = useQuery({ queryKey: ['voices'], queryFn: () => bodyOf(api().GET('/api/v1/voices')) });
  const presenters = useQuery({ queryKey: ['presenters'], queryFn: () => bodyOf(api().GET('/api/v1/presenters')) });
  const outside = useOutsidePresenters();
  const music = useQuery({ queryKey: ['music'], queryFn: () => bodyOf(api().GET('/api/v1/music')) });
  const all: Record<ListedAxis, Choice[]> = {
    presenter: [
      { value: null, name: t('brief.presenters.none') },
      ...(presenters.data?.items ?? []).map(({ id, name }) => ({ value: id, name: name[language] })),
      ...(outside.data?.items ?? []).map(({ id, name }) => ({ value: id, name })),
    ],
    voice: [
      { value: 'default', name: t('brief.voice.default') },
      ...(voices.data?.items ?? [])
        .filter(({ needs }) => needs === undefined)
        .map(({ id, name }) => ({ value: id, name: name[language] })),
    ],
    template: (templates.data?.items ?? []).map(({ name, data }) => ({
      value: name,
      name: (data as { title?: Record<string, string> }).title?.[language] ?? name,
    })),
    music: [
      { value: true, name: t('matrix.music.fitting') },
      { value: false, name: t('matrix.music.none') },
      ...(music.data?.items ?? []).map(({ name }) => ({ value: name, name: t(`music.${name}`) })),
    ],
  };
  return {
    choicesOf: (axis) => all[axis],
    nameOf: (axis, value) => all[axis].find((choice) => choice.value === value)?.name ?? plainName(value),
  };
}

/** What has no name of its own: a person's file, music of one's own. */
function plainName(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const { character, track, file } = value as { character?: string; track?: string; file?: string };
    return (character ?? track ?? file ?? '').replace(/^.*\//, '');
  }
  return String(value).replace(/^.*\//, '');
}
