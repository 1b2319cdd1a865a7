import type { Claimed, DeskState } from '../api/types'

export type Link = 'connecting' | 'up' | 'down'
export type Lease = 'asking' | 'ours' | 'held' | 'taken'
export type Media = 'closed' | 'opening' | 'up' | 'lost'
export type Microphone = 'unknown' | 'asking' | 'granted' | 'denied' | 'missing' | 'insecure'
export type CallEnd = 'agent' | 'customer' | 'lost'

/** Everything the desk's page shows. Changed by {@link reduce} only. */
export interface DeskView {
  link: Link
  lease: Lease
  heldSince: string | null
  desk: DeskState | null
  /** How far this computer's clock is ahead of the server's, told by changes that had just happened. */
  skewMs: number
  media: Media
  microphone: Microphone
  /** The agent asked for the end of this contact's call. */
  endAsked: string | null
  /** How the last conversation ended, until the next begins. */
  lastEnd: { contactId: string; by: CallEnd } | null
  fault: { code: string; detail: string } | null
}

export const opening: DeskView = {
  link: 'connecting',
  lease: 'asking',
  heldSince: null,
  desk: null,
  skewMs: 0,
  media: 'closed',
  microphone: 'unknown',
  endAsked: null,
  lastEnd: null,
  fault: null,
}

export type Happening =
  | { kind: 'link'; link: Link }
  | { kind: 'claimed'; claimed: Claimed }
  | { kind: 'takenOver' }
  | { kind: 'asking' }
  | { kind: 'desk'; desk: DeskState; atMs: number }
  | { kind: 'media'; media: Media }
  | { kind: 'microphone'; microphone: Microphone }
  | { kind: 'endAsked'; contactId: string }
  | { kind: 'fault'; code: string; detail: string }
  | { kind: 'faultSeen' }

/** A change older than this says nothing about the clocks: it is an old state told again. */
const freshMs = 12 * 3_600_000

export function reduce(view: DeskView, happening: Happening): DeskView {
  switch (happening.kind) {
    case 'link':
      return { ...view, link: happening.link }
    case 'asking':
      return { ...view, lease: 'asking', heldSince: null }
    case 'claimed':
      return happening.claimed.ok
        ? { ...view, lease: 'ours', heldSince: null, fault: null }
        : { ...view, lease: 'held', heldSince: happening.claimed.heldSince }
    case 'takenOver':
      return { ...view, lease: 'taken', media: 'closed', desk: null }
    case 'desk':
      return afterDesk(view, happening.desk, happening.atMs)
    case 'media':
      return { ...view, media: happening.media }
    case 'microphone':
      return { ...view, microphone: happening.microphone }
    case 'endAsked':
      return { ...view, endAsked: happening.contactId }
    case 'fault':
      return { ...view, fault: { code: happening.code, detail: happening.detail } }
    case 'faultSeen':
      return { ...view, fault: null }
  }
}

function afterDesk(view: DeskView, desk: DeskState, atMs: number): DeskView {
  const before = view.desk
  const changed = before !== null && before.since !== desk.since
  const age = atMs - Date.parse(desk.since)
  const skewMs = changed && Number.isFinite(age) && Math.abs(age) < freshMs ? age : view.skewMs

  let { lastEnd, endAsked } = view
  if (before?.call && !desk.call) {
    const contactId = before.call.contactId
    const by: CallEnd = endAsked === contactId ? 'agent' : desk.wrapup?.contactId === contactId ? 'customer' : 'lost'
    lastEnd = { contactId, by }
    endAsked = null
  }
  if (desk.call || desk.offer) lastEnd = null
  // A refusal is about what was tried before; a new state makes it stale.
  const fault = before && before.state !== desk.state ? null : view.fault
  return { ...view, desk, skewMs, lastEnd, endAsked, fault }
}

/** What the server's time is now, as far as this desk can tell. */
export const serverNow = (view: Pick<DeskView, 'skewMs'>, nowMs: number): number => nowMs - view.skewMs

/** Is the agent's voice wanted on the line? Between calls the sender sleeps (design.md). */
export const shouldSend = (desk: DeskState | null): boolean => desk?.phone.kind === 'browser' && desk.call !== null

/** How loud a hold is shown: it grows while the customer waits. */
export function holdLevel(heldMs: number): 0 | 1 | 2 {
  if (heldMs >= 60_000) return 2
  return heldMs >= 30_000 ? 1 : 0
}
