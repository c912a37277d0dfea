import { it } from 'vitest';
import { attack } from './hostile.fixture.ts';

it('thousands of damaged files are read to an end, and written whole or refused', { timeout: 600_000 }, async () => {
  await attack(60_000);
});
