import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal, Select, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { steadyLink } from '../../api/steady-link.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { useProven, WithProof } from '../security/proof.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import './console.css';

type Item = Schemas['KeptLicensedItem'];
const key = ['operate', 'licensed'];

/** For operators: what every team may pick from, added, withdrawn and readmitted, with the videos that show it. */
export function Licensed() {
  const { t } = useTranslation();
  return (
    <WithProof>
      <PageHead title={t('nav.licensed')} text={t('licensed.operate.text')} />
      <NeedsProof>
        <Items />
      </NeedsProof>
    </WithProof>
  );
}

function Items() {
  const { t, i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const [ending, setEnding] = useState<Item>();
  const [asked, setAsked] = useState<Item>();
  const mayAdd = useDuty('system');
  const list = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/operate/licensed-items', { params: { query: { limit: 50, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const [readmitted, setReadmitted] = useState<Item>();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {mayAdd && <AddItem />}
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('licensed.none')} text={t('licensed.operate.text')} />}
      <ul className="licensed-rows" hidden={items.length === 0}>
        {items.map((item) => (
          <li key={item.id}>
            <Thumbnail item={item} />
            <div>
              <strong>{item.name}</strong>
              <p className="soft">{[item.rights.licence, item.rights.holder].join(' · ')}</p>
              <p className="soft">{[item.rights.scope, item.rights.term].filter(Boolean).join(' · ')}</p>
            </div>
            <div>
              <p>{t('licensed.teams', { count: item.teams })}</p>
              {item.withdrawn !== null && (
                <p className="refused">
                  {t('licensed.withdrawn.text', {
                    day: day.format(new Date(item.withdrawn.at)),
                    why: item.withdrawn.why,
                  })}
                </p>
              )}
            </div>
            <div className="doing">
              <Button
                aria-label={t('licensed.uses.of', { name: item.name })}
                size="small"
                onClick={() => setAsked(item)}
              >
                {t('licensed.uses')}
              </Button>
              {item.withdrawn === null ? (
                <Button
                  size="small"
                  danger
                  aria-label={t('licensed.withdraw.of', { name: item.name })}
                  onClick={() => setEnding(item)}
                >
                  {t('licensed.withdraw')}
                </Button>
              ) : (
                mayAdd && (
                  <Button
                    size="small"
                    aria-label={t('licensed.readmit.of', { name: item.name })}
                    onClick={() => setReadmitted(item)}
                  >
                    {t('licensed.readmit')}
                  </Button>
                )
              )}
            </div>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
      {ending !== undefined && <Withdraw item={ending} end={() => setEnding(undefined)} />}
      {readmitted !== undefined && <Readmit item={readmitted} end={() => setReadmitted(undefined)} />}
      {asked !== undefined && <Uses item={asked} end={() => setAsked(undefined)} />}
    </>
  );
}

/** A small picture of what is laid out; a sound or a font has its kind's word instead. */
function Thumbnail({ item: { kind, thumbnail, name } }: { item: Item }) {
  const { t } = useTranslation();
  return (
    <div className="face">
      {thumbnail === null ? (
        <span>{t(`materials.kind.${kind}`)}</span>
      ) : (
        <img src={steadyLink(thumbnail)} alt={name} loading="lazy" decoding="async" />
      )}
    </div>
  );
}

/** What becomes of the list once something is changed, freshly proven. */
function useChange() {
  const queries = useQueryClient();
  const prove = useProven();
  return { prove, done: () => queries.invalidateQueries({ queryKey: key }) };
}

/** A material of the operator's own team is laid out: it is uploaded, and its rights are stated, on the page of materials. */
function AddItem() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [id, setId] = useState<string>();
  const [said, setSaid] = useState('');
  const [isAsked, setAsked] = useState(false);
  const search = useDeferredValue(said.trim());
  const own = useQuery({
    queryKey: ['materials', 'to lay out', search],
    queryFn: () =>
      bodyOf(api().GET('/api/v1/materials', { params: { query: { limit: 50, ...(search !== '' && { search }) } } })),
    placeholderData: (before) => before,
  });
  const { prove, done } = useChange();
  const options = (own.data?.items ?? [])
    .filter(({ rights, fromLibrary }) => rights !== null && fromLibrary === null)
    .map(({ id: value, name, rights }) => ({ value, label: `${name} · ${rights?.licence ?? ''}` }));
  return (
    <div className="licensed-add">
      <Select
        showSearch={{ filterOption: false, onSearch: setSaid }}
        aria-label={t('licensed.add.which')}
        placeholder={t('licensed.add.which')}
        value={id}
        onChange={setId}
        options={options}
      />
      <Button type="primary" disabled={id === undefined} onClick={() => setAsked(true)}>
        {t('licensed.add')}
      </Button>
      {isAsked && id !== undefined && (
        <ReasonDialog
          title={t('licensed.add')}
          act={t('licensed.add')}
          onDo={(reason) =>
            prove(() => bodyOf(api().POST('/api/v1/operate/licensed-items', { body: { materialId: id, reason } })))
          }
          done={() => {
            setId(undefined);
            void message.success(t('licensed.added'));
            return done();
          }}
          end={() => setAsked(false)}
        />
      )}
    </div>
  );
}

function Withdraw({ item: { id, name }, end }: { item: Item; end(): void }) {
  const { t } = useTranslation();
  const { prove, done } = useChange();
  return (
    <ReasonDialog
      title={t('licensed.withdraw.of', { name })}
      label={t('licensed.why')}
      act={t('licensed.withdraw')}
      isDanger
      onDo={(why) =>
        prove(() =>
          bodyOf(
            api().PUT('/api/v1/operate/licensed-items/{id}/withdrawal', { params: { path: { id } }, body: { why } }),
          ),
        )
      }
      done={done}
      end={end}
    />
  );
}

function Readmit({ item: { id, name }, end }: { item: Item; end(): void }) {
  const { t } = useTranslation();
  const { prove, done } = useChange();
  return (
    <ReasonDialog
      title={t('licensed.readmit.of', { name })}
      act={t('licensed.readmit')}
      onDo={(reason) =>
        prove(() =>
          bodyOf(
            api().DELETE('/api/v1/operate/licensed-items/{id}/withdrawal', {
              params: { path: { id } },
              body: { reason },
            }),
          ),
        )
      }
      done={done}
      end={end}
    />
  );
}

function Uses({ item: { id, name }, end }: { item: Item; end(): void }) {
  const { t } = useTranslation();
  const uses = useQuery({
    queryKey: [...key, 'uses', id],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/licensed-items/{id}/uses', { params: { path: { id } } })),
  });
  const items = uses.data?.items ?? [];
  return (
    <Modal open title={t('licensed.uses.of', { name })} footer={null} onCancel={end}>
      {uses.isPending && <Skeleton active />}
      {uses.isError && <p className="soft">{errorText(uses.error)}</p>}
      {uses.isSuccess && items.length === 0 && <p className="soft">{t('licensed.uses.none')}</p>}
      <ul className="kept-list" hidden={items.length === 0}>
        {items.map((use) => (
          <li key={use.videoId}>
            <span>{use.name}</span>
            <span className="soft">{use.product}</span>
            <span className="mono soft">{use.teamId}</span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
