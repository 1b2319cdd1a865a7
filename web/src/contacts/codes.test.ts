import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { both, type Tree } from '../i18n/both'
import { outcomes } from './names'

const events = ['Events.cs', 'ConversationEvents.cs']
  .map((file) => readFileSync(join(import.meta.dirname, '../../../src/Contacts.Events', file), 'utf8'))
  .join('\n')

/** The codes that an event's field can have, as its documentation lists them. */
function codesOf(event: string, field: string): string[] {
  const above = events.slice(0, events.indexOf(`public sealed record ${event}(`))
  const own = above.slice(above.lastIndexOf('\n\n'))
  const told = own.match(new RegExp(`<param name="${field}">([\\s\\S]*?)</param>`))?.[1] ?? ''
  return [...told.matchAll(/<c>(\w+)<\/c>/g)].map((found) => found[1]!)
}

test.each([
  ['ContactArrived', 'Via', 'via'],
  ['CallerIdentified', 'Level', 'identification'],
  ['HumanRequested', 'Reason', 'reasons'],
  ['ContactQueued', 'Reason', 'reasons'],
  ['OfferEnded', 'How', 'offerEnds'],
  ['AgentLost', 'Reason', 'lost'],
  ['ContactEnded', 'By', 'by'],
  ['ContactEnded', 'Where', 'where'],
  ['SystemDropped', 'Reason', 'dropped'],
  ['RecordingPlayed', 'Purpose', 'purposes'],
  ['GuidanceStep', 'Waits', 'guidanceWaits'],
  ['ContactClosed', 'Disposition', 'dispositions'],
])('every code of %s.%s has its words', (event, field, group) => {
  const codes = codesOf(event, field)
  expect(codes.length).toBeGreaterThan(1)
  const { zh, en } = both()
  for (const words of [zh, en]) {
    const known = Object.keys((words[group] as Tree | undefined) ?? {})
    expect(codes.filter((code) => !known.includes(code))).toEqual([])
  }
})

test('a list can be asked for every outcome', () => {
  expect(outcomes.slice(1).sort()).toEqual(codesOf('ContactClosed', 'Disposition').sort())
})
