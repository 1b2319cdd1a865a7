import i18next from 'i18next'
import type { Reason, TimelineEntry } from '../api/types'
import { coded } from '../i18n/coded'
import { duration, maskNumber } from '../i18n/format'

export interface Told {
  text: string
  /** The entry itself, where its kind has no words. */
  raw: string | null
  shape: string
  tone: 'plain' | 'self' | 'wait' | 'talk' | 'hold' | 'wrapup' | 'alarm'
}

const looks: Record<string, [Told['tone'], string]> = {
  arrived: ['plain', '☎'], answered: ['plain', '●'], prompted: ['self', '♪'], keyed: ['self', '#'], node: ['self', '›'], nodeEntered: ['self', '›'],
  identified: ['self', '✔'], digits: ['self', '#'], languageChosen: ['self', '›'], pinEntered: ['self', '✱'], service: ['self', '✔'], serviceDone: ['self', '✔'], language: ['self', '›'], selfCompleted: ['self', '✔'],
  humanRequested: ['wait', '●'], queued: ['wait', '○'], announced: ['wait', '♪'], offered: ['wait', '▶'], offerEnded: ['wait', '▶'],
  connected: ['talk', '▶'], held: ['hold', '‖'], resumed: ['talk', '▶'], muted: ['talk', '▷'], unmuted: ['talk', '▶'],
  agentLost: ['alarm', '▲'], agentBack: ['talk', '▶'], ended: ['plain', '■'], systemDropped: ['alarm', '▲'],
  recordingStarted: ['plain', '●'], recordingSealed: ['plain', '✔'], recordingPlayed: ['plain', '♪'],
  wrapup: ['wrapup', '✎'], wrapupDraft: ['wrapup', '✎'], closed: ['plain', '■'],
}

/** A journal entry as a sentence in the reader's language. Pure but for the language's table. */
export function told(entry: TimelineEntry, language: string, reasons: readonly Reason[]): Told {
  const kind = entry.kind.replace(/^contact\./, '').replace(/[-.]/g, '_')
  const [tone, shape] = looks[kind] ?? ['plain', '·']
  const key = `timeline.kinds.${kind}`
  if (!i18next.exists(key as never)) return { text: entry.kind, raw: JSON.stringify(entry.data ?? {}), tone, shape }
  return { text: (i18next.t as (k: string, o: object) => string)(key, wordsOf(entry.data ?? {}, kind, language, reasons)), raw: null, tone, shape }
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : [])

function first(data: Record<string, unknown>, ...names: string[]): string {
  for (const name of names) if (text(data[name]) !== '') return text(data[name])
  return ''
}

/** Every code in an entry as a word; what is absent stays out of the sentence. */
function wordsOf(data: Record<string, unknown>, kind: string, language: string, reasons: readonly Reason[]) {
  const i18n = (key: string, options?: object) => (i18next.t as (k: string, o?: object) => string)(key, options)
  const reason = reasons.find((one) => one.code === data.reasonCode)
  const us = (name: string) => (typeof data[name] === 'number' ? duration((data[name] as number) / 1000) : '')
  const caller = first(data, 'callerMasked', 'caller', 'number')
  const why = first(data, 'reason')
  const clause = (key: string, value: string) => (value ? i18n(`timeline.parts.${key}`, { value }) : '')
  const path = list(data.path).map((node) => coded('nodes', node)).join(' › ')
  return {
    caller: caller ? maskNumber(caller) : i18n('customer.hidden'),
    channel: coded('channels', first(data, 'channel')),
    via: coded('via', first(data, 'via')),
    agent: first(data, 'agent'),
    prompts: list(data.prompts).slice(0, 6).join(i18n('timeline.parts.separator')) + (list(data.prompts).length > 6 ? '…' : ''),
    key: first(data, 'key', 'digits'),
    node: coded('nodes', first(data, 'node', 'name')),
    atNode: clause('atNode', coded('nodes', first(data, 'node'))),
    name: clause('name', first(data, 'name', 'customerName')),
    level: coded('identification', first(data, 'level')),
    language: coded('languages', first(data, 'language')),
    pin: coded('pins', first(data, 'pin', 'kind')),
    right: kind !== 'pinEntered' ? '' : coded('outcomes', first(data, 'end') || (data.right === true ? 'right' : 'wrong')),
    count: first(data, 'count'),
    end: clause('outcome', coded('keyedEnds', first(data, 'end'))),
    failures: typeof data.failures === 'number' && data.failures > 0 ? clause('failures', String(data.failures)) : '',
    item: coded('services', first(data, 'item', 'service', 'name')),
    outcome: clause('outcome', coded('outcomes', first(data, 'outcome'))),
    path: clause('path', path),
    why: clause('why', coded(kind === 'agentLost' ? 'lost' : kind === 'systemDropped' ? 'dropped' : 'reasons', why)),
    front: data.atFront === true ? i18n('timeline.parts.front') : '',
    position: first(data, 'position'),
    how: coded('offerEnds', first(data, 'how')),
    waited: clause('waited', us('waitUs') || (typeof data.waitMs === 'number' ? duration(data.waitMs) : '')),
    heldFor: clause('heldFor', us('heldUs')),
    by: coded('by', first(data, 'by')),
    where: coded('where', first(data, 'where')),
    length: typeof data.durationMs === 'number' ? duration(data.durationMs) : '',
    disposition: coded('dispositions', first(data, 'disposition')),
    reason: reason ? (language === 'en' ? reason.en : reason.zh) : first(data, 'reasonCode') || '–',
    note: clause('note', first(data, 'note')),
    user: first(data, 'user'),
    purpose: clause('purpose', coded('purposes', first(data, 'purpose'))),
  }
}
