import { expect, test } from 'vitest'
import { levelled, wavOf } from './speech'

const tone = (amplitude: number, length = 8_000) =>
  Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * 440 * i) / 8_000))
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length)
const dB = (level: number) => 20 * Math.log10(level)

test('a quiet and a loud recording come to the level of all prompts, and a pause does not make one louder', () => {
  for (const amplitude of [0.01, 0.9]) expect(dB(rms(levelled(tone(amplitude))))).toBeCloseTo(-19, 0)
  const paused = new Float32Array(16_000)
  paused.set(tone(0.01))
  expect(dB(rms(levelled(paused).subarray(0, 8_000)))).toBeCloseTo(-19, 0)
})

test('a click is never made to clip, and silence stays silence', () => {
  const click = tone(0.001)
  click[100] = 1
  expect(Math.max(...levelled(click))).toBeCloseTo(0.891, 3)
  expect(Math.max(...levelled(new Float32Array(10)))).toBe(0)
})

test('the file says what it is', () => {
  const view = new DataView(wavOf(Float32Array.from([0, 1, -1, 2])))
  expect(view.byteLength).toBe(52)
  expect([20, 22, 34].map((at) => view.getUint16(at, true))).toEqual([1, 1, 16])
  expect(view.getUint32(24, true)).toBe(8_000)
  expect([0, 1, 2, 3].map((i) => view.getInt16(44 + i * 2, true))).toEqual([0, 32767, -32767, 32767])
})
