export type Voice = { stream: MediaStream } | { refused: 'denied' | 'missing' | 'insecure' }

export async function askForVoice(): Promise<Voice> {
  if (!navigator.mediaDevices) return { refused: 'insecure' }
  try {
    return {
      stream: await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      }),
    }
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    return { refused: name === 'NotFoundError' || name === 'NotReadableError' ? 'missing' : 'denied' }
  }
}

/** For customers without a microphone: they hear the bank and use the keys; the bank hears silence. */
export function silentVoice(): MediaStream {
  return new AudioContext().createMediaStreamDestination().stream
}
