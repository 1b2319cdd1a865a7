import type { LookName } from '../theme/states'

export const voucherLooks: Record<string, LookName> = {
  pending: 'hold',
  complete: 'ready',
  gap: 'alarm',
  explained: 'wrapup',
}
