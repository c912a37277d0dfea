import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { saveBlob } from '../../api/save-blob.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import './proofs.css';

type Proof = Schemas['ClaimProof'];

/** How a proof stands: it lifts its finding, its term is over, or it was taken back. */
function stateOf({ withdrawnAt, endsAt }: Proof): 'holds' | 'ended' | 'withdrawn' {
  if (withdrawnAt !== null) {
    return 'withdrawn';
  }
  return endsAt !== null && Date.parse(endsAt) <= Date.now() ? 'ended' : 'holds';
}

/** What shows that claims of the team's products are true: all proofs, each with its file, and the way to take it back. */
export function ProofsPage() {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const proofs = useQuery({
    queryKey: ['claim-proofs'],
    queryFn: () => bodyOf(api().GET('/api/v1/claim-proofs', { params: { query: { limit: 500 } } })),
  });
  const items = proofs.data?.items ?? [];
  const wanted = search.trim().toLowerCase();
  const shown = items.filter(({ sku, term, source }) =>
    [sku, term, source].some((text) => text.toLowerCase().includes(wanted)),
  );
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <>
      <PageHead title={t('proofs.title')} text={t('proofs.text')} />
      {proofs.isPending && <Skeleton active paragraph={{ rows: 5 }} />}
      {proofs.isError && <Failed error={proofs.error} again={() => void proofs.refetch()} />}
      {proofs.isSuccess && items.length === 0 && <Nothing title={t('proofs.none')} text={t('proofs.none.text')} />}
      {items.length > 5 && (
        <Input.Search
          allowClear
          aria-label={t('proofs.search')}
          placeholder={t('proofs.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          style={{ maxInlineSize: 360, marginBlockEnd: 16 }}
        />
      )}
      {items.length > 0 && shown.length === 0 && <p className="soft">{t('proofs.unfound')}</p>}
      <ul className="proofs">
        {shown.map((proof) => (
          <li key={proof.id} aria-label={proof.term}>
            <div>
              <b>{proof.term}</b> <span className={`state ${stateOf(proof)}`}>{t(`proofs.${stateOf(proof)}`)}</span>
              <p className="soft">
                <span className="mono">{proof.sku}</span> · {t(`words.proof.kind.${proof.kind}`)} · {proof.source}
              </p>
            </div>
            <p className="soft">
              {proof.endsAt === null
                ? t('proofs.endless')
                : t('proofs.until', { date: day.format(new Date(proof.endsAt)) })}
            </p>
            <Acts proof={proof} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Acts({ proof }: { proof: Proof }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/claim-proofs/{id}', { params: { path: { id: proof.id } } })),
    onSuccess: async () => {
      void message.success(t('proofs.withdrawn.done'));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['claim-proofs'] }),
        queries.invalidateQueries({ queryKey: ['checks'] }),
      ]);
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const open = useMutation({
    mutationFn: async () => {
      const file = await bodyOf(
        api().GET('/api/v1/claim-proofs/{id}/file', { params: { path: { id: proof.id } }, parseAs: 'blob' }),
      );
      // A scan opens nowhere in the studio: it is saved, under the name that it came with.
      saveBlob(file as unknown as Blob, proof.name);
    },
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <div className="acts">
      <Button size="small" loading={open.isPending} onClick={() => open.mutate()}>
        {t('proofs.file')}
      </Button>
      {proof.withdrawnAt === null && (
        <Popconfirm
          title={t('proofs.withdraw.sure')}
          description={t('proofs.withdraw.text')}
          okText={t('proofs.withdraw')}
          cancelText={t('cancel')}
          onConfirm={() => withdraw.mutate()}
        >
          <Button
            size="small"
            type="text"
            danger
            loading={withdraw.isPending}
            aria-label={t('proofs.withdraw.of', { term: proof.term })}
          >
            {t('proofs.withdraw')}
          </Button>
        </Popconfirm>
      )}
    </div>
  );
}
