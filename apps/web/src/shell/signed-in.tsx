import { ClipoError } from '@clipo/contract/errors';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from '@tanstack/react-router';
import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { api, bodyOf } from '../api/client.ts';
import { useKeyOfTab } from '../api/session.ts';
import { Failed } from './failed.tsx';

/** Lets nobody further who has no session and no key; who comes is brought back here afterwards. */
export function SignedIn({ children }: { children: ReactNode }) {
  const key = useKeyOfTab();
  const { href } = useLocation();
  const me = useQuery({ queryKey: ['credits', key], queryFn: () => bodyOf(api().GET('/api/v1/credits')) });
  if (me.error instanceof ClipoError && me.error.code === 'unauthenticated') {
    return <Navigate to="/sign-in" search={href === '/' ? {} : { next: href }} replace />;
  }
  if (me.isPending) {
    return <Spin fullscreen delay={300} />;
  }
  if (me.isError) {
    return <Failed error={me.error} again={() => void me.refetch()} />;
  }
  return children;
}
