import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MaterialView } from './use-materials.ts';

/** Kinds of materials to look for. */
export type MaterialKind = 'all' | MaterialView['kind'];

/** What to look for among materials: words, and a kind. */
export function MaterialSearch({
  label,
  words,
  onWords,
  kind,
  onKind,
}: {
  /** What the words are looked for in. */
  label: string;
  words: string;
  onWords(words: string): void;
  kind: MaterialKind;
  onKind(kind: MaterialKind): void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Input.Search
        allowClear
        aria-label={label}
        placeholder={label}
        value={words}
        onChange={({ target }) => onWords(target.value)}
      />
      <Segmented<MaterialKind>
        aria-label={t('materials.kind')}
        value={kind}
        onChange={onKind}
        options={(['all', 'image', 'video', 'audio', 'font'] as const).map((value) => ({
          value,
          label: t(`materials.kind.${value}`),
        }))}
      />
    </>
  );
}
