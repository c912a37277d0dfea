import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { type TalkPiece, talkKey } from './use-talk.ts';

type ChangePiece = Extract<TalkPiece, { kind: 'change' }>;

/** A change of the brief in words, and the way to take it back. */
export function ChangeLine({ talkId, piece }: { talkId: string; piece: ChangePiece }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const set = useMutation({
    mutationFn: (isUndone: boolean) =>
      bodyOf(
        api().PUT('/api/v1/conversations/{id}/changes/{change}', {
          params: { path: { id: talkId, change: piece.id } },
          body: { isUndone },
        }),
      ),
    onSuccess: (whole) => queries.setQueryData(talkKey(talkId), whole),
    onError: (error) => message.error(errorText(error)),
  });
  const { kind } = piece.change;
  return (
    <p className={`talk-change${piece.isUndone ? ' undone' : ''}`}>
      <span className="what">
        <b>{piece.isUndone ? t('talk.change.undone') : t(`talk.change.${kind}`)}</b> {wordsOf(piece.change, t)}
      </span>
      <Button size="small" type="link" loading={set.isPending} onClick={() => set.mutate(!piece.isUndone)}>
        {piece.isUndone ? t('talk.change.redo') : t('talk.change.undo')}
      </Button>
    </p>
  );
}

function wordsOf(change: ChangePiece['change'], t: TFunction): string {
  switch (change.kind) {
    case 'set':
      return Object.entries(change.values)
        .map(([field, value]) => `${t(`talk.field.${field as keyof typeof change.values}`)} ${valueInWords(value, t)}`)
        .join(' · ');
    case 'drop':
      return change.fields.map((field) => t(`talk.field.${field}`)).join(' · ');
    case 'add':
    case 'take':
      return [
        ...(change.points ?? []),
        ...(change.materialIds === undefined ? [] : [t('talk.change.materials', { count: change.materialIds.length })]),
      ].join(' · ');
    case 'say':
      return `${change.line.part} “${change.line.text}”`;
  }
}

function valueInWords(value: unknown, t: TFunction): string {
  if (typeof value === 'boolean' || value === null) {
    return value === true ? t('talk.yes') : t('talk.no');
  }
  if (Array.isArray(value)) {
    return value.map((each) => (typeof each === 'string' ? each.replace(/^(\d+)x(\d+)$/, '$1:$2') : '…')).join(', ');
  }
  if (typeof value === 'object') {
    const { amount, currency } = value as { amount?: string; currency?: string };
    return `${amount} ${currency}`;
  }
  return String(value);
}
