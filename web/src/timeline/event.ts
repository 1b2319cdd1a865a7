import i18next from 'i18next'
import type { Reason } from '../api/types'
import { coded } from '../i18n/coded'
import { duration, money } from '../i18n/format'

export type Tone = 'plain' | 'self' | 'wait' | 'talk' | 'hold' | 'wrapup' | 'alarm'

/**
 * How one kind of journal entry is told. A technical one is shown on demand: a step of the machine, not of the
 * business.
 */
export interface EventLine {
  tone: Tone
  shape: string
  technical?: boolean
  tell: (data: EventData, reader: Reader) => string
}

/** By the entry's name in the journal, `contact.queued`. */
export type EventWords = Record<string, EventLine>

export interface Reader {
  language: string
  reasons: readonly Reason[]
}

export const line = (tone: Tone, shape: string, tell: EventLine['tell']): EventLine => ({ tone, shape, tell })
export const technical = (tone: Tone, shape: string, tell: EventLine['tell']): EventLine => ({
  tone,
  shape,
  tell,
  technical: true,
})

/** A part of a sentence that stands only where there is something to say. */
export const part = (key: string, value: string): string =>
  value ? (i18next.t as (k: string, o: object) => string)(`timeline.parts.${key}`, { value }) : ''

/** An entry's body, read without trust in its shape: an older version has fewer fields. */
export class EventData {
  constructor(private readonly body: Record<string, unknown>) {}

  text(name: string): string {
    const value = this.body[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }

  list(name: string): string[] {
    const value = this.body[name]
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
  }

  is(name: string): boolean {
    return this.body[name] === true
  }

  number(name: string): number | null {
    const value = this.body[name]
    return typeof value === 'number' ? value : null
  }

  coded(name: string, group: string): string {
    return coded(group, this.text(name))
  }

  /** Microseconds as 3:05, nothing where they are not told. */
  time(name: string): string {
    const us = this.number(name)
    return us === null ? '' : duration(us / 1000)
  }

  /** Minor units as 12,345.67. */
  money(name: string): string {
    const minor = this.number(name)
    return minor === null ? '' : money(minor)
  }
}
