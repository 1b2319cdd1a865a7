import type { DeskCall, DeskState } from '../api/types'

/** What the desk offers to do with a call besides mute, hold and end; each has its button and its key. */
export type Verb =
  | 'consult'
  | 'transfer'
  | 'conference'
  | 'drop'
  | 'queue'
  | 'park'
  | 'menu'
  | 'secret'
  | 'stopSecret'
  | 'guide'
  | 'stopGuide'
  | 'accounts'
  | 'transact'
  | RecordingVerb

/** What of the call is to be kept from others. */
export type RecordingVerb = 'pinSpoken' | 'pinOver' | 'pause' | 'record'

export const keyOf: Readonly<Record<Verb, string>> = {
  consult: 'c',
  transfer: 't',
  conference: 'f',
  drop: 'x',
  queue: 'q',
  park: 'p',
  menu: 'g',
  secret: 's',
  stopSecret: 's',
  guide: 'w',
  stopGuide: 'w',
  accounts: 'l',
  transact: 'b',
  pinSpoken: 'k',
  pinOver: 'k',
  pause: 'z',
  record: 'z',
}

/** While somebody is consulted the call is not ended: the consultation is, or the customer is handed over. */
export const mayEnd = (call: Pick<DeskCall, 'askedBy' | 'consult'>): boolean =>
  call.askedBy !== null || call.consult === null || call.consult.stage === 'joined'

/** The customer is in the telephone bank's menu now, with the agent at his side. */
export const isGuiding = (call: Pick<DeskCall, 'guide'>): boolean => !!call.guide && call.guide.ended === null

/** A parked call is picked up with nothing else in hand, ready or not. */
export const mayPickUp = (state: Pick<DeskState, 'state' | 'wrapup' | 'listening'> | null): boolean =>
  state !== null && (state.state === 'ready' || state.state === 'notReady') && !state.wrapup && !state.listening

/** What can be done now: only what the centre would not refuse. */
export function verbsOf(call: DeskCall): readonly Verb[] {
  if (call.askedBy) return []
  if (isGuiding(call)) return guidingVerbs(call)
  const keying = call.entry !== null && call.entry.outcome === null
  if (keying) return call.consult?.stage === 'apart' ? ['conference', 'drop', 'stopSecret'] : ['stopSecret']
  if (call.kept.state === 'pinSpoken') return call.consult ? ['pinOver', 'drop'] : ['pinOver']
  const secret: Verb[] = [...(call.identification === 'none' ? [] : (['secret'] as const)), ...recordingVerbs(call)]
  switch (call.consult?.stage) {
    case undefined:
      return [
        'consult',
        'queue',
        'park',
        ...(call.selfServiceEnded ? [] : (['menu', 'guide'] as const)),
        ...(call.identification === 'none' ? [] : (['accounts', 'transact'] as const)),
        ...secret,
      ]
    case 'ringing':
      return ['drop', ...secret]
    case 'joined':
      return ['transfer', 'drop', ...secret]
    default:
      return ['transfer', 'conference', 'drop', ...secret]
  }
}

/** Who is guided is neither held nor given away; who leaves (E), leaves him in the menu. */
function guidingVerbs(call: DeskCall): Verb[] {
  if (call.kept.state === 'pinSpoken') return ['stopGuide', 'pinOver']
  const secret = call.guide?.waits === 'secret'
  return ['stopGuide', ...recordingVerbs(call).filter((verb) => verb !== 'pinSpoken' || !secret)]
}

/** A call that cannot be recorded has nothing to pause; a PIN said aloud is kept from listeners all the same. */
function recordingVerbs({ kept }: DeskCall): RecordingVerb[] {
  if (kept.state === 'paused' || kept.state === 'onDemand') return ['pinSpoken', 'record']
  return kept.state === 'kept' ? ['pinSpoken', 'pause'] : ['pinSpoken']
}
