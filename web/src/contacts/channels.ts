import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'

export type Channel = 'both' | 'customer' | 'centre'

interface Graph {
  context: AudioContext
  left: GainNode
  right: GainNode
}

/**
 * Hears one channel alone, on both ears. The stereo player is taken apart only when somebody asks: until then the
 * browser plays it untouched.
 */
export function useChannels(audio: RefObject<HTMLAudioElement | null>) {
  const [channel, setChannel] = useState<Channel>('both')
  const graph = useRef<Graph | null>(null)

  const solo = useCallback(
    (wanted: Channel) => {
      setChannel(wanted)
      if (!audio.current || (wanted === 'both' && !graph.current)) return
      graph.current ??= takeApart(audio.current)
      void graph.current.context.resume()
      graph.current.left.gain.value = wanted === 'centre' ? 0 : 1
      graph.current.right.gain.value = wanted === 'customer' ? 0 : 1
    },
    [audio],
  )

  useEffect(
    () => () => {
      void graph.current?.context.close()
      graph.current = null
    },
    [],
  )
  return { channel, solo }
}

function takeApart(element: HTMLAudioElement): Graph {
  const context = new AudioContext()
  const splitter = context.createChannelSplitter(2)
  const left = context.createGain()
  const right = context.createGain()
  context.createMediaElementSource(element).connect(splitter)
  splitter.connect(left, 0)
  splitter.connect(right, 1)
  left.connect(context.destination)
  right.connect(context.destination)
  return { context, left, right }
}
