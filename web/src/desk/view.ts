import type { AgentStateName, Claimed, DeskCall, DeskOffer, DeskState } from '../api/types'

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
  /** The last conversation, so that its customer stays in view while it is wrapped up. */
  lastCall: DeskCall | null
  /** Taken, and not yet joined: the customer is being told who answers. */
  joining: DeskOffer | null
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
  lastCall: null,
  joining: null,
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
      // After a break the next view is the truth, whatever it counts: the centre may have begun anew.
      return {
        ...view,
        link: happening.link,
        desk: view.desk && happening.link === 'down' ? { ...view.desk, view: 0 } : view.desk,
      }
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
  // One that came late: what is shown is newer. A centre that began anew counts anew, and is heard after a new claim.
  if (before && desk.view < before.view) return view
  const changed = before !== null && before.since !== desk.since
  const age = atMs - Date.parse(desk.since)
  const skewMs = changed && Number.isFinite(age) && Math.abs(age) < freshMs ? age : view.skewMs

  let { lastEnd, endAsked } = view
  if (before?.call && !desk.call) {
    const contactId = before.call.contactId
    lastEnd = { contactId, by: endAsked === contactId ? 'agent' : 'customer' }
    endAsked = null
  }
  // The router's word comes a moment after the conversation's end.
  if (lastEnd && desk.state === 'notReady' && desk.reason === 'lost') lastEnd = { ...lastEnd, by: 'lost' }
  if (desk.call || desk.offer) lastEnd = null
  const taken = before?.offer ?? view.joining
  const joining = desk.state === 'talking' && !desk.offer && !desk.call && !lastEnd ? taken : null
  // A refusal is about what was tried before; a new state makes it stale.
  const fault = before && before.state !== desk.state ? null : view.fault
  return { ...view, desk, skewMs, lastEnd, lastCall: desk.call ?? view.lastCall, endAsked, joining, fault }
}

/**
 * Is there something that leaving the page would break off: a call, an offer, a note half written, or being ready for
 * the next?
 */
export function asksBeforeLeaving({ lease, desk }: Pick<DeskView, 'lease' | 'desk'>): boolean {
  if (lease !== 'ours' || !desk) return false
  return (
    desk.state === 'ready' ||
    desk.call !== null ||
    desk.offer !== null ||
    desk.wrapup !== null ||
    onTheLine.has(desk.state)
  )
}

/** What the server's time is now, as far as this desk can tell. */
export const serverNow = (view: Pick<DeskView, 'skewMs'>, nowMs: number): number => nowMs - view.skewMs

/** How long the caller has waited by now: the offer says it as of when it began to ring. */
export const waitedMs = (offer: Pick<DeskOffer, 'waitMs' | 'ringMs' | 'expiresAt'>, nowMs: number): number =>
  offer.waitMs + Math.max(0, nowMs - (Date.parse(offer.expiresAt) - offer.ringMs))

const onTheLine = new Set<AgentStateName>(['ringing', 'talking', 'hold'])

/**
 * Shall audio flow to the exchange? Between calls the sender sleeps; it wakes with the offer, for a line that is silent
 * when the customer is joined to it counts as lost.
 */
export const shouldSend = (desk: DeskState | null): boolean =>
  desk?.phone.kind === 'browser' &&
  (desk.offer !== null || desk.call !== null || desk.listening !== null || onTheLine.has(desk.state))

/** Shall the microphone be heard in it? Never before the call is taken, never while muted. */
export const shouldSpeak = (desk: DeskState | null): boolean =>
  shouldSend(desk) &&
  (desk!.call !== null ? !desk!.call.muted : desk!.listening !== null ? desk!.listening.mode !== 'listen' : desk!.state === 'talking')

/** How loud a hold is shown: it grows while the customer waits. */
export function holdLevel(heldMs: number): 0 | 1 | 2 {
  if (heldMs >= 60_000) return 2
  return heldMs >= 30_000 ? 1 : 0
}
