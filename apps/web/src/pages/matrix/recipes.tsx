import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { recipesKey } from './use-recipe.ts';
import './matrix.css';

/** Matrices that the team keeps, newest first. */
export function Recipes() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: recipesKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/recipes', { params: { query: { limit: 30, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const drop = useMutation({
    mutationFn: (id: string) => bodyOf(api().DELETE('/api/v1/recipes/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: recipesKey }),
    onError: (error) => message.error(errorText(error)),
  });
  const recipes = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <PageHead title={t('nav.recipes')} text={t('recipes.text')}>
        <LinkButton to="/batches/new" look="primary" icon={<PlusOutlined />}>
          {t('recipes.new')}
        </LinkButton>
      </PageHead>
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && recipes.length === 0 && (
        <Nothing title={t('recipes.none')} text={t('recipes.none.text')}>
          <LinkButton to="/batches/new" look="primary">
            {t('recipes.new')}
          </LinkButton>
        </Nothing>
      )}
      <ul className="recipe-rows">
        {recipes.map(({ id, name, batch, updatedAt }) => (
          <li key={id}>
            <Link to="/recipes/$id" params={{ id }}>
              <strong>{name}</strong>
              <span className="mono soft">
                {t('batches.videos', {
                  count:
                    (batch.brief.count ?? 1) *
                    (batch.brief.languages?.length ?? 1) *
                    (batch.brief.formats?.length ?? 1),
                })}
              </span>
              <time className="soft" dateTime={updatedAt}>
                {when.format(new Date(updatedAt))}
              </time>
            </Link>
            <Popconfirm
              title={t('recipes.drop.sure', { name })}
              okText={t('recipes.drop')}
              cancelText={t('recipes.drop.no')}
              onConfirm={() => drop.mutate(id)}
            >
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('recipes.drop.of', { name })} />
            </Popconfirm>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}
