import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { NeedsProof } from './needs-proof.tsx';

import '../security/security.css';
import './console.css';

type Item = Schemas['KeptLicensedItem'];
const path = '/api/v1/operate/licensed-items';

/** For operators: the materials that every team may pick, each with its licence; who shows them, and how one is withdrawn. */
export function Licensed() {
  const { t } = useTranslation();
  const mayAdd = useDuty('system');
  const [isNew, setNew] = useState(false);
  return (
    <>
      <PageHead title={t('nav.licensed')} text={t('licensed.text')}>
        {mayAdd && (
          <Button type="primary" onClick={() => setNew(true)}>
            {t('licensed.add')}
          </Button>
        )}
      </PageHead>
      <NeedsProof>
        <Items />
        {isNew && <NewItem end={() => setNew(false)} />}
      </NeedsProof>
    </>
  );
}

function Items() {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const list = useInfiniteQuery({
    queryKey: ['operate', 'licensed', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(
        api().GET(path, { params: { query: { limit: 50, cursor: pageParam, ...(search === '' ? {} : { search }) } } }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Input.Search
        allowClear
        aria-label={t('licensed.search')}
        placeholder={t('licensed.search')}
        onSearch={(text) => setSearch(text.trim())}
        style={{ maxInlineSize: 420, marginBlockEnd: 20 }}
      />
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('licensed.none')} text={t('licensed.none.text')} />}
      <ul className="licensed-list" hidden={items.length === 0}>
        {items.map((item) => (
          <OneItem key={item.id} item={item} />
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}

function OneItem({ item }: { item: Item }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mayReadmit = useDuty('system');
  const [isWithdrawing, setWithdrawing] = useState(false);
  const [isShown, setShown] = useState(false);
  const { id, name, kind, rights, teams, withdrawn, thumbnail } = item;
  const params = { path: { id } };
  const onSuccess = async () => {
    setWithdrawing(false);
    await queries.invalidateQueries({ queryKey: ['operate', 'licensed'] });
  };
  const withdraw = useMutation({
    mutationFn: (why: string) => bodyOf(api().PUT(`${path}/{id}/withdrawal`, { params, body: { why } })),
    onSuccess,
  });
  const readmit = useMutation({
    mutationFn: () => bodyOf(api().DELETE(`${path}/{id}/withdrawal`, { params })),
    onSuccess,
    onError: (error: Error) => void message.error(errorText(error)),
  });
  const terms = [rights.licence, rights.scope, rights.term].filter((each) => each !== undefined);
  return (
    <li>
      {thumbnail === null ? (
        <span className="licensed-kind soft">{t(`licensed.kind.${kind}`)}</span>
      ) : (
        <img src={thumbnail} alt="" loading="lazy" />
      )}
      <div>
        <strong>{name}</strong>
        <p>
          {rights.holder} · {terms.join(' · ')}
        </p>
        <p className="mono soft">{id}</p>
        {withdrawn !== null && (
          <p>
            <Tag color="red">{t('licensed.withdrawn')}</Tag> {withdrawn.why}
          </p>
        )}
      </div>
      <div className="doing">
        <Button size="small" onClick={() => setShown(true)}>
          {t('licensed.teams', { count: teams })}
        </Button>
        {withdrawn === null ? (
          <Button size="small" danger onClick={() => setWithdrawing(true)}>
            {t('licensed.withdraw')}
          </Button>
        ) : (
          <Button size="small" disabled={!mayReadmit} loading={readmit.isPending} onClick={() => readmit.mutate()}>
            {t('licensed.readmit')}
          </Button>
        )}
      </div>
      {isWithdrawing && (
        <DecisionDialog
          title={t('licensed.withdraw')}
          hint={t('licensed.withdraw.text')}
          error={withdraw.error}
          isBusy={withdraw.isPending}
          onDecide={({ reason }) => withdraw.mutate(reason)}
          end={() => setWithdrawing(false)}
        />
      )}
      {isShown && <Uses id={id} name={name} end={() => setShown(false)} />}
    </li>
  );
}

/** The videos of all teams that show an item. */
function Uses({ id, name, end }: { id: string; name: string; end(): void }) {
  const { t } = useTranslation();
  const uses = useQuery({
    queryKey: ['operate', 'licensed', id, 'uses'],
    queryFn: () => bodyOf(api().GET(`${path}/{id}/uses`, { params: { path: { id } } })),
  });
  const items = uses.data?.items ?? [];
  return (
    <Modal open title={name} footer={null} onCancel={end} width={620}>
      {uses.isPending && <Skeleton active />}
      {uses.isError && <Failed error={uses.error} again={() => void uses.refetch()} />}
      {uses.isSuccess && (
        <p>{items.length === 0 ? t('licensed.unused') : t('licensed.uses', { count: items.length })}</p>
      )}
      <ul className="past" hidden={items.length === 0}>
        {items.map(({ videoId, name: video, product, teamId }) => (
          <li key={videoId}>
            <span className="soft">{product}</span>
            <span>{video}</span>
            <span className="mono soft">{teamId}</span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function NewItem({ end }: { end(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: (body: Schemas['NewLicensedItem']) => bodyOf(api().POST(path, { body })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['operate', 'licensed'] });
      end();
    },
  });
  return (
    <Modal open title={t('licensed.add')} footer={null} onCancel={end} width={460}>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('licensed.add.text')}
      </p>
      <Form<Schemas['NewLicensedItem']> layout="vertical" requiredMark={false} onFinish={(body) => add.mutate(body)}>
        <Form.Item
          name="materialId"
          label={t('licensed.material')}
          rules={[{ required: true, message: t('form.needed') }]}
        >
          <Input maxLength={60} placeholder="mat_…" />
        </Form.Item>
        {add.isError && <Alert type="error" showIcon title={errorText(add.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" block htmlType="submit" loading={add.isPending}>
          {t('licensed.add')}
        </Button>
      </Form>
    </Modal>
  );
}
