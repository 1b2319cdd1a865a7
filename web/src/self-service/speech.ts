/** What a telephone line carries, and how loud a prompt is: docs in prompts/README.md. */
const rate = 8_000
/** Of the louder syllables: about -21 dBFS over the whole. */
const wantedDb = -19
const frame = 160
const peakDb = -1

const db = (level: number) => 10 ** (level / 20)

/** The same sound at the level of all prompts, without clipping. Silence stays silence. */
export function levelled(samples: Float32Array): Float32Array {
  const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
  if (peak === 0) return samples
  // Neither pauses nor a click count: the level of the louder syllables, that of a fifth of all 20 ms.
  const levels = Array.from({ length: Math.ceil(samples.length / frame) }, (_, i) => {
    const part = samples.subarray(i * frame, (i + 1) * frame)
    return Math.sqrt(part.reduce((sum, one) => sum + one * one, 0) / part.length)
  }).sort((a, b) => a - b)
  const level = Math.max(levels[Math.floor(levels.length * 0.8)] ?? 0, peak * db(-60))
  const gain = Math.min(db(wantedDb) / level, db(peakDb) / peak)
  return samples.map((one) => one * gain)
}

/** 16-bit PCM, mono, 8 kHz, with its RIFF header. */
export function wavOf(samples: Float32Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2))
  const text = (at: number, word: string) => [...word].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)))
  text(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * 2, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((one, i) => view.setInt16(44 + i * 2, Math.round(Math.max(-1, Math.min(1, one)) * 32767), true))
  return view.buffer
}

/** Whatever the browser can play, as the telephone bank plays it. Rejects when it is no sound. */
export async function spoken(file: Blob): Promise<ArrayBuffer> {
  const context = new OfflineAudioContext(1, 1, rate)
  const sound = await context.decodeAudioData(await file.arrayBuffer())
  const line = new OfflineAudioContext(1, Math.max(1, Math.ceil(sound.duration * rate)), rate)
  const source = line.createBufferSource()
  source.buffer = sound
  source.connect(line.destination)
  source.start()
  return wavOf(levelled((await line.startRendering()).getChannelData(0)))
}
