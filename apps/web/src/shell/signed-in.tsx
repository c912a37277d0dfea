import { Navigate, useLocation, useRouterState } from '@tanstack/react-router';
import { Spin } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useKeyOfTab } from '../api/session.ts';
import { useMe } from '../api/use-me.ts';
import { Failed } from './failed.tsx';

/** Forms and their checks, which a person sees once. */
const FirstThings = lazy(async () => ({ default: (await import('./first-things.tsx')).FirstThings }));

const rightsPages: readonly string[] = ['/privacy', '/notices', '/measures'];

/** Lets nobody further who has no session and no key; who comes is brought back here afterwards. */
export function SignedIn({ children }: { children: ReactNode }) {
  const key = useKeyOfTab();
  const { href, pathname } = useLocation();
  // The page that stands here: on the way to another one, it is not yet that of the address.
  const shown = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname ?? '' });
  const me = useMe();
  if (me.isPending) {
    return <Spin fullscreen delay={300} />;
  }
  if (me.isError) {
    return <Failed error={me.error} again={() => void me.refetch()} />;
  }
  if (me.data === null && key === undefined) {
    // The way there is known before its page is: until then this page stands, and must not ask for it again.
    return pathname === '/sign-in' ? null : (
      <Navigate to="/sign-in" search={href === '/' ? {} : { next: href }} replace />
    );
  }
  // A phone is needed for making alone: that page says so. Who does not agree still sees, takes and deletes what is theirs.
  const isRight = rightsPages.includes(shown) && me.data?.needs.includes('second-factor') === false;
  const isHeld = !isRight && me.data?.needs.some((need) => need !== 'phone') === true;
  return isHeld && me.data !== null ? (
    <Suspense fallback={<Spin fullscreen delay={300} />}>
      <FirstThings me={me.data} />
    </Suspense>
  ) : (
    children
  );
}
