import type { TimelineEntry } from '../api/types'

export type BandKind = 'wait' | 'talk' | 'hold' | 'conference'

/** A stretch of the call, on the recording's clock. */
export interface Band {
  kind: BandKind
  fromMs: number
  toMs: number
}

/**
 * Waiting, talking and holding along a recording, as the journal tells them; who hears music because the agent's desk
 * is away is held too. A conference lasts until its third party leaves or has the customer.
 */
export function bandsOf(timeline: readonly TimelineEntry[], startedAt: string, durationMs: number): Band[] {
  const bands: Band[] = []
  const within = (at: string) => Math.min(durationMs, Math.max(0, Date.parse(at) - Date.parse(startedAt)))
  let kind: BandKind | null = null
  let fromMs = 0
  let held = false
  let conference = false
  const turn = (to: BandKind | null, atMs: number) => {
    if (to === kind) return
    if (kind && atMs > fromMs) bands.push({ kind, fromMs, toMs: atMs })
    kind = to
    fromMs = atMs
  }
  for (const entry of timeline) {
    const at = within(entry.at)
    if (entry.kind === 'contact.held') held = true
    if (entry.kind === 'contact.resumed' || entry.kind === 'contact.connected') held = false
    if (entry.kind === 'contact.conference') conference = true
    if (entry.kind === 'contact.consultOver' || entry.kind === 'contact.handedOver') conference = false
    switch (entry.kind) {
      case 'contact.queued':
        turn('wait', at)
        break
      case 'contact.held':
      case 'contact.agentAway':
      case 'contact.agentLost':
        turn('hold', at)
        break
      case 'contact.connected':
      case 'contact.resumed':
      case 'contact.agentBack':
      case 'contact.conference':
      case 'contact.consultOver':
      case 'contact.handedOver':
        turn(held ? 'hold' : conference ? 'conference' : 'talk', at)
        break
      case 'contact.ended':
        turn(null, at)
        break
    }
  }
  turn(null, durationMs)
  return bands
}
