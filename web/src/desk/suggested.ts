import type { DeskCaller } from '../api/types'

const ofService: Record<string, string> = { balance: 'balance', transfer: 'transfer-own' }
const ofNode: Record<string, string> = { balance: 'balance', transfer: 'transfer-own', loss: 'loss-card' }

/**
 * The reason that the way through self-service makes likely: what was tried last, else the last node that names a
 * service.
 */
export function suggestedReason(
  caller: Pick<DeskCaller, 'path' | 'reason' | 'selfServiceEnded' | 'lastService'> | null,
): string | null {
  if (!caller) return null
  if (caller.reason === 'lossReport') return 'loss-card'
  if (caller.selfServiceEnded || caller.reason === 'pinFailed') return 'pin'
  const { lastService } = caller
  if (lastService?.item === 'transfer' && lastService.outcome === 'unknown') return 'transfer-status'
  if (lastService) return ofService[lastService.item] ?? null
  const node = caller.path.findLast((one) => ofNode[one.split('-')[0]!] !== undefined)
  return node ? ofNode[node.split('-')[0]!]! : null
}
