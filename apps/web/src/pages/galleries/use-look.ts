import { useMutation } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import { type BriefForm, batchOf } from '../batches/brief-form.ts';
import type { MaterialView } from '../materials/use-materials.ts';

/** Draws scenes of what a form would make; nothing is started or charged. */
export function useLook(materials: readonly MaterialView[]) {
  return useMutation({
    mutationFn: async (form: BriefForm) => {
      const { scenes } = await bodyOf(api().POST('/api/v1/batch-looks', { body: batchOf(form, materials) }));
      return scenes;
    },
  });
}
