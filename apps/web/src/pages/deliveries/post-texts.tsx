import { Button, Collapse, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import type { Posts } from './new-delivery.tsx';
import { type Channel, platformName } from './platforms.ts';

type Post = NonNullable<Posts>[string][number];
const atOnce = 20;

/** What will stand beside each video on each channel; it can be changed. */
export function PostTexts({
  videos,
  chosen,
  channels,
  posts,
  own,
  onChange,
}: {
  videos: readonly Schemas['SheetVideo'][];
  chosen: readonly string[];
  channels: readonly Channel[];
  posts: NonNullable<Posts>;
  own: NonNullable<Posts>;
  onChange(own: NonNullable<Posts>): void;
}) {
  const { t, i18n } = useTranslation();
  const [most, setMost] = useState(atOnce);
  const shown = videos.filter(({ id }) => chosen.includes(id));
  const change = (id: string, at: number, part: Partial<Post>) => {
    const before = own[id] ?? posts[id] ?? [];
    onChange({ ...own, [id]: before.map((post, index) => (index === at ? { ...post, ...part } : post)) });
  };
  return (
    <section>
      <h2>{t('deliver.texts')}</h2>
      <p className="soft" style={{ marginBlockEnd: 12 }}>
        {t('deliver.texts.text')}
      </p>
      <Collapse
        items={shown.slice(0, most).map(({ id, name, hook }) => ({
          key: id,
          label: <span title={name}>{hook ?? name}</span>,
          children: (own[id] ?? posts[id] ?? []).slice(0, channels.length).map((post, at) => (
            <fieldset key={`${post.platform}${post.handle}`} className="post-fields">
              <legend>
                {platformName(post.platform, i18n.language)} {post.handle}
              </legend>
              {post.title !== '' && (
                <Input
                  aria-label={t('deliver.text.title')}
                  addonBefore={t('deliver.text.title')}
                  value={post.title}
                  count={{ show: true }}
                  onChange={({ target }) => change(id, at, { title: target.value })}
                />
              )}
              <Input.TextArea
                aria-label={t('deliver.text.description')}
                autoSize={{ minRows: 2, maxRows: 8 }}
                value={post.description}
                onChange={({ target }) => change(id, at, { description: target.value })}
              />
              <Select
                mode="tags"
                open={false}
                suffixIcon={null}
                aria-label={t('deliver.text.hashtags')}
                placeholder={t('deliver.text.hashtags')}
                value={post.hashtags}
                onChange={(hashtags) => change(id, at, { hashtags })}
              />
            </fieldset>
          )),
        }))}
      />
      {shown.length > most && (
        <Button style={{ marginBlockStart: 12 }} onClick={() => setMost(most + atOnce)}>
          {t('list.more')}
        </Button>
      )}
    </section>
  );
}
