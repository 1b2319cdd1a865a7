import { expect, test } from 'vitest'
import { bandsOf } from './bands'

const start = '2026-11-22T10:00:00.000Z'
const told = (...happened: [second: number, kind: string][]) =>
  happened.map(([second, kind], seq) => ({
    seq,
    at: new Date(Date.parse(start) + second * 1000).toISOString(),
    kind: `contact.${kind}`,
    data: {},
  }))
const bands = (seconds: number, ...happened: [number, string][]) =>
  bandsOf(told(...happened), start, seconds * 1000).map((band) => [band.kind, band.fromMs / 1000, band.toMs / 1000])

test('a call waits, is talked, held and talked again', () => {
  expect(
    bands(60, [0, 'arrived'], [2, 'queued'], [10, 'connected'], [20, 'held'], [30, 'resumed'], [55, 'ended']),
  ).toEqual([
    ['wait', 2, 10],
    ['talk', 10, 20],
    ['hold', 20, 30],
    ['talk', 30, 55],
  ])
})

test('an agent whose desk comes back to a held call holds it still', () => {
  expect(bands(30, [0, 'connected'], [5, 'held'], [10, 'agentAway'], [12, 'agentBack'], [20, 'resumed'])).toEqual([
    ['talk', 0, 5],
    ['hold', 5, 20],
    ['talk', 20, 30],
  ])
})

test('a caller whose agent was lost waits again', () => {
  expect(bands(30, [0, 'connected'], [5, 'agentLost'], [9, 'agentLost'], [9, 'queued'], [20, 'ended'])).toEqual([
    ['talk', 0, 5],
    ['hold', 5, 9],
    ['wait', 9, 20],
  ])
})

test('nothing lies outside the recording', () => {
  expect(bands(10, [-3, 'queued'], [4, 'connected'], [90, 'ended'])).toEqual([
    ['wait', 0, 4],
    ['talk', 4, 10],
  ])
  expect(bands(0, [1, 'connected'])).toEqual([])
})

test('a consultation is a hold, a conference its own, and whoever has the customer afterwards talks', () => {
  expect(
    bands(60, [0, 'connected'], [5, 'held'], [6, 'consulting'], [15, 'resumed'], [15, 'conference'], [30, 'handedOver'],
      [50, 'ended']),
  ).toEqual([
    ['talk', 0, 5],
    ['hold', 5, 15],
    ['conference', 15, 30],
    ['talk', 30, 50],
  ])
  expect(bands(30, [0, 'connected'], [5, 'conference'], [9, 'consultOver'], [20, 'ended'])).toEqual([
    ['talk', 0, 5],
    ['conference', 5, 9],
    ['talk', 9, 20],
  ])
})
