import type { Peaks, Silence } from '../api/types'
import type { Channel } from './channels'

/** From a time on the recording to a place on the canvas. */
export const placeOf = (ms: number, durationMs: number, width: number): number =>
  durationMs <= 0 ? 0 : Math.min(width, Math.max(0, (ms / durationMs) * width))

/** Peaks gathered to as many columns as are drawn: the loudest of each. */
export function columnsOf(peaks: readonly number[], columns: number): number[] {
  if (columns <= 0 || peaks.length === 0) return []
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column / columns) * peaks.length)
    const to = Math.max(from + 1, Math.floor(((column + 1) / columns) * peaks.length))
    let loudest = 0
    for (let i = from; i < to && i < peaks.length; i += 1) loudest = Math.max(loudest, peaks[i]!)
    return Math.min(1, loudest)
  })
}

/** Speech on the telephone is quiet in the linear scale; the root shows it without hiding who is louder. */
const drawn = (peak: number): number => Math.sqrt(peak)

const step = 3

/** The customer above, the centre below; what was heard so far in full colour, a suppressed span hatched. */
export function drawWaveform(canvas: HTMLCanvasElement, peaks: Peaks, atMs: number, channel: Channel) {
  const scale = window.devicePixelRatio || 1
  const width = canvas.clientWidth
  const height = canvas.clientHeight
  if (width === 0) return
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
  }
  const paint = canvas.getContext('2d')
  if (!paint) return
  const css = getComputedStyle(canvas)
  const colour = (name: string) => css.getPropertyValue(name).trim()
  paint.setTransform(scale, 0, 0, scale, 0, 0)
  paint.clearRect(0, 0, width, height)
  const head = placeOf(atMs, peaks.durationMs, width)
  const half = height / 2
  const lanes = [
    { data: peaks.left, middle: half / 2, colour: colour('--left'), silent: channel === 'centre' },
    { data: peaks.right, middle: half + half / 2, colour: colour('--right'), silent: channel === 'customer' },
  ]
  for (const lane of lanes) {
    const columns = columnsOf(lane.data, Math.floor(width / step))
    columns.forEach((peak, index) => {
      const x = index * step
      const reach = Math.max(0.75, drawn(peak) * (half / 2 - 4))
      paint.globalAlpha = lane.silent ? 0.15 : x <= head ? 1 : 0.42
      paint.fillStyle = lane.colour
      paint.fillRect(x, lane.middle - reach, step - 1, reach * 2)
    })
  }
  paint.globalAlpha = 1
  paint.fillStyle = colour('--line')
  paint.fillRect(0, half - 0.5, width, 1)
  for (const span of peaks.silences)
    hatch(paint, span, peaks.durationMs, width, height, colour('--panel'), colour('--alarm'))
  paint.fillStyle = colour('--ink')
  paint.fillRect(Math.min(width - 2, head), 0, 2, height)
}

function hatch(
  paint: CanvasRenderingContext2D,
  span: Silence,
  durationMs: number,
  width: number,
  height: number,
  ground: string,
  line: string,
) {
  const from = placeOf(span.fromMs, durationMs, width)
  const to = Math.max(from + 4, placeOf(span.toMs, durationMs, width))
  paint.save()
  paint.beginPath()
  paint.rect(from, 0, to - from, height)
  paint.clip()
  paint.fillStyle = ground
  paint.fillRect(from, 0, to - from, height)
  paint.strokeStyle = line
  paint.globalAlpha = 0.7
  for (let x = from - height; x < to; x += 7) {
    paint.beginPath()
    paint.moveTo(x, height)
    paint.lineTo(x + height, 0)
    paint.stroke()
  }
  paint.restore()
}
