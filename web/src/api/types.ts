// The server's contract in one place, so that the file generated from the OpenAPI document can take its place.
// Times are ISO-8601 UTC with milliseconds, durations are milliseconds.

export interface Words {
  zh: string
  en: string
}

export interface DemoAgent {
  number: string
  name: Words | string
  role: string
  password: string
}

export interface DemoCustomer {
  name: string
  number: string
  enquiryPin?: string
  transactionPin?: string
  account?: string
  note?: Words
}

export interface Centre {
  bankName: Words
  hotline: string
  sipDomain: string
  wsSipPath: string
  node: string
  demo: { agents: DemoAgent[]; customers: DemoCustomer[] } | null
  timeZone: string
}

export interface Me {
  number: string
  name: Words
  roles: string[]
  authorityLevel: number
  org: string
}

export interface Page<T> {
  total: number
  rows: T[]
}

export interface ContactRow {
  id: string
  startedAt: string
  channel: string
  callerMasked: string | null
  customerName: string | null
  agent: string | null
  queue: string | null
  waitMs: number | null
  talkMs: number | null
  disposition: string | null
  recorded: boolean
}

export type IdentificationLevel = 'none' | 'number' | 'account' | 'enquiryPin' | 'transactionPin'

export interface TimelineEntry {
  seq: number
  at: string
  kind: string
  data: Record<string, unknown>
}

export interface Span {
  fromMs: number
  toMs: number
}

export interface RecordingInfo {
  id: string
  startedAt: string
  durationMs: number
  sealed: boolean
  gaps: number
  suppressed: Span[]
}

export interface Draft {
  reasonCode: string | null
  note: string
}

export interface ContactDetail extends ContactRow {
  customer: { id: string; name: string; title: string; segment: string; maskedNumber: string } | null
  identification: { level: IdentificationLevel } | null
  path: string[]
  endedAt: string | null
  endedBy: string | null
  wrapup: Draft | null
  timeline: TimelineEntry[]
  recordings: RecordingInfo[]
}

export interface Peaks {
  durationMs: number
  left: number[]
  right: number[]
  suppressed: Span[]
}

export type FigureUnit = 'count' | 'ratio' | 'ms'

export interface Figure {
  key: string
  value: number | null
  unit: FigureUnit
  numerator: number | null
  denominator: number | null
  target: number | null
  holds: boolean | null
  formula: Words
  version: number | string
}

export interface HalfHour {
  at: string
  offered: number
  answered: number
  abandoned: number
  within20: number
}

export interface FiguresToday {
  day: string
  asOf: string
  figures: Figure[]
  byHalfHour: HalfHour[]
}

export interface Reason {
  code: string
  zh: string
  en: string
  initials: string
  group: string
}

export type AgentStateName = 'signedOut' | 'notReady' | 'ready' | 'reserved' | 'ringing' | 'talking' | 'hold' | 'wrapup'
export type PhoneKind = 'browser' | 'sip'

export interface DeskOffer {
  id: string
  contactId: string
  customerName: string | null
  title: string | null
  segment: string | null
  callerMasked: string | null
  identification: IdentificationLevel
  path: string[]
  reason: string
  /** Three wrong PINs: inform and take a loss report, move no money. */
  selfServiceEnded?: boolean
  waitMs: number
  expiresAt: string
}

export interface DeskAccount {
  tail: string
  kind: Words
  balance: string | null
}

export interface DeskCall {
  contactId: string
  customerName: string | null
  title: string | null
  segment: string | null
  callerMasked: string | null
  identification: IdentificationLevel
  path: string[]
  reason?: string
  selfServiceEnded?: boolean
  connectedAt: string
  heldSince: string | null
  muted: boolean
  customerState: 'talking' | 'held' | 'music'
  recording: boolean
  accounts: DeskAccount[]
}

export interface DeskWrapup {
  contactId: string
  endedAt: string
  draft: Draft
  limitMs: number
}

/** The whole truth about one desk, pushed after every change. */
export interface DeskState {
  agent: { number: string; name: Words | string }
  state: AgentStateName
  reason: string | null
  since: string
  phone: { kind: PhoneKind; up: boolean; registered: boolean }
  offer: DeskOffer | null
  call: DeskCall | null
  wrapup: DeskWrapup | null
  queue: { waiting: number; longestSince: string | null }
  day: { handled: number; ahtMs: number | null }
}

export type Claimed = { ok: true } | { ok: false; heldSince: string | null }
