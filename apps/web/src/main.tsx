// First of all, so that the words are on their way while the rest is loaded.
import './i18n/languages.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App } from 'antd';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/client.ts';
import { openWords } from './i18n/i18n.ts';
import { router } from './router.tsx';
import './theme/base.css';
import { Themed } from './theme/scheme.tsx';

/** Draws the page once its words and its code are there, which are fetched side by side. */
async function openStudio(): Promise<void> {
  await Promise.all([openWords(), router.load()]);
  const root = document.getElementById('studio');
  if (root === null) {
    throw new Error('the page has no place for the studio');
  }
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Themed>
          <App>
            <RouterProvider router={router} />
          </App>
        </Themed>
      </QueryClientProvider>
    </StrictMode>,
  );
}

// Not awaited here: pages' files import from this one, and would wait for its end.
void openStudio();
