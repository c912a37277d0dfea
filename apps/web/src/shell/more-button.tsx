import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** The button below a list that is read page by page; nothing where all of it is there. */
export function MoreButton({
  list,
}: {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> };
}) {
  const { t } = useTranslation();
  if (!list.hasNextPage) {
    return null;
  }
  return (
    <Button
      style={{ marginBlockStart: 16 }}
      loading={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {t('list.more')}
    </Button>
  );
}
