import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { changeInWords } from './change-in-words.ts';
import { type TalkPiece, talkKey } from './use-talk.ts';

type ChangePiece = Extract<TalkPiece, { kind: 'change' }>;

/** A change of the brief in words, and the way to take it back. */
export function ChangeLine({ talkId, piece }: { talkId: string; piece: ChangePiece }) {
  const { t, i18n } = useTranslation();
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
        <b>{piece.isUndone ? t('talk.change.undone') : t(`talk.change.${kind}`)}</b>{' '}
        {changeInWords(piece.change, t, i18n.language)}
      </span>
      <Button size="small" type="link" loading={set.isPending} onClick={() => set.mutate(!piece.isUndone)}>
        {piece.isUndone ? t('talk.change.redo') : t('talk.change.undo')}
      </Button>
    </p>
  );
}
